"""Classes of units: every combination of the values that conditions on attributes tell apart, tried side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod

import numpy as np
from numpy.typing import NDArray

from engine.expression import Expression, tree
from engine.fixed import Truths
from engine.ruleset import Choice, Ruleset

MOST_CLASSES = 5_000
"""So many classes of units are tried."""

OTHER = "…"
"""Stands for all texts of an attribute that no condition names."""


@dataclass(frozen=True)
class Classes:
    """The classes that some conditions tell apart, or the first of them.

    Attributes:
        values: The attributes named, with the values tried.
        complete: Whether these are all classes.
        columns: For each attribute the number of its value in each class, (classes,).
    """

    values: dict[str, tuple[str, ...]]
    complete: bool
    columns: dict[str, NDArray[np.int64]]
    count: int

    def named(self, index: int) -> dict[str, str]:
        """One class: attribute → value."""
        return {name: texts[self.columns[name][index]] for name, texts in self.values.items()}

    def holds(self, condition: Expression) -> Truths:
        """In which classes a condition is true, (classes,)."""
        match condition:
            case tree.Not(operand=operand):
                return np.logical_not(self.holds(operand))
            case tree.And(operands=operands):
                return self.all_hold(operands)
            case tree.Or(operands=operands):
                return np.logical_not(self.all_hold([tree.Not(each) for each in operands]))
            case tree.Comparison(operator=operator, left=left, right=right):
                equal = self._equal(left, [right])
                return equal if operator == "==" else np.logical_not(equal)
            case tree.Membership(operand=operand, items=items):
                return self._equal(operand, items)
        return self._equal(condition, [tree.Text("是")])

    def all_hold(self, conditions: Sequence[Expression]) -> Truths:
        """In which classes all of the conditions are true, (classes,)."""
        true: Truths = np.ones(self.count, dtype=np.bool_)
        for condition in conditions:
            true = true & self.holds(condition)
        return true

    def _equal(self, node: Expression, others: Sequence[Expression]) -> Truths:
        """In which classes a text or attribute equals one of the others."""
        if isinstance(node, tree.Text) and len(others) == 1 and isinstance(others[0], tree.Name):
            return self._equal(others[0], [node])
        if isinstance(node, tree.Text):
            same = any(node == other for other in others)
            return np.full(self.count, same)
        name = getattr(node, "name", "")
        names = [other.name for other in others if isinstance(other, tree.Name)]
        texts = {other.value for other in others if isinstance(other, tree.Text)}
        own = self.values[name]
        found = np.array([text in texts for text in own])[self.columns[name]]
        for other in names:
            # INVARIANT: two attributes are equal where both have the same text; what neither names is never equal.
            pairs = np.array([[one == two for two in self.values[other]] for one in own])
            found = found | pairs[self.columns[name], self.columns[other]]
        return np.asarray(found, dtype=np.bool_)


def classes_of(ruleset: Ruleset, conditions: Sequence[Expression]) -> Classes:
    """The classes of units that conditions on attributes tell apart, the first ``MOST_CLASSES`` of them."""
    values: dict[str, tuple[str, ...]] = {}
    texts = {node.value for each in conditions for node in each.walk() if isinstance(node, tree.Text)}
    for condition in conditions:
        for node in tree.names(condition):
            if node.name in values:
                continue
            column = ruleset.attributes.get(node.name)
            if isinstance(column, Choice):
                named = tuple(dict.fromkeys(text for text in column.one_of if text in texts))
                values[node.name] = named if set(named) >= set(column.one_of) else (*named, OTHER)
            else:
                values[node.name] = ("是", "否")
    every = prod(len(each) for each in values.values())
    count = min(every, MOST_CLASSES)
    numbers = islice(product(*(range(len(each)) for each in values.values())), count)
    table = np.array(list(numbers), dtype=np.int64).reshape(count, len(values))
    return Classes(values, every == count, {name: table[:, index] for index, name in enumerate(values)}, count)
