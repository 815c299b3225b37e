"""What the conditions need to know of each unit: whole numbers and texts, derived from the columns of a run.

Equal needs share one property. A property is absent for a unit for which it is unknown.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.expression import tree
from engine.expression.evaluation import Known, Numbers, Scope, Texts, Truth, both_known, evaluate
from engine.expression.tree import Expression
from engine.fixed import Array, Exact, Fixed, aligned, compared
from engine.inference.patterns import Leaf

LARGEST = 2**53
"""Greater whole numbers are not handed over; what is then handed over is their order."""

LONGEST = 1000
"""Longer texts are not handed over: durable-rules takes texts that differ for equal beyond 65,535 bytes."""

_OPERATORS = {"==": "$eq", "!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

Fact = int | str | None
"""What a property is for one unit; None: unknown."""


@dataclass(frozen=True)
class Property:
    """One thing to know of each unit.

    Attributes:
        name: ``p1``, ``p2``, …
        facts: What it is, in the order of the units.
    """

    name: str
    facts: list[Fact]


class Properties:
    """Collects the properties while conditions are taken apart."""

    def __init__(self, scope: Scope, count: int) -> None:
        self._scope = scope
        self._count = count
        self._found: dict[Hashable, Property] = {}

    @property
    def names(self) -> list[str]:
        """The names of all properties so far."""
        return [each.name for each in self._found.values()]

    def rows(self) -> list[tuple[Fact, ...]]:
        """For each unit what each property is."""
        columns = [each.facts for each in self._found.values()]
        return list(zip(*columns, strict=True)) if columns else [()] * self._count

    def leaf(self, node: Expression) -> Leaf:
        """A condition without ``and``, ``or``, ``not`` and ``in`` as a comparison of one property.

        Args:
            node: ``x >= 5`` compares the whole number ``x × 10ⁿ``, ``x == 'a'`` the text; ``x >= y`` compares the
                sign of x − y with 0; anything else is known by its own truth, 0 or 1.
        """
        if not isinstance(node, tree.Comparison):
            return self._truth(node)
        left, right, operator = node.left, node.right, node.operator
        if _constant(left):
            left, right, operator = right, left, _MIRRORED[operator]
        a, b = evaluate(left, self._scope), evaluate(right, self._scope)
        match a, b:
            case Numbers(), Numbers():
                number = self._number(left, a, b, operator) if _constant(right) else None
                return number or self._order(left, right, a, b, operator)
            case Texts(), Texts() if isinstance(right, tree.Text) and _short(a) and _short(b):
                name = self._property(("text", left), lambda: _texts(a, self._count))
                return Leaf(name, _OPERATORS[operator], right.value)
            case _:
                return self._truth(node)

    def _number(self, left: Expression, a: Numbers, b: Numbers, operator: str) -> Leaf | None:
        """A comparison of a column with a constant, at the same scale; None if it cannot be handed over exactly."""
        if not isinstance(a.values, Fixed) or not isinstance(b.values, Fixed):
            return None
        column, constant = aligned(a.values, b.values)
        if max(-column.low, column.high, abs(constant.low)) > LARGEST:
            return None
        key = ("number", left, column.decimals)
        name = self._property(key, lambda: _whole(column.scaled, a.known, self._count))
        return Leaf(name, _OPERATORS[operator], int(constant.scaled))

    def _order(self, left: Expression, right: Expression, a: Numbers, b: Numbers, operator: str) -> Leaf:
        known = both_known(a.known, b.known)
        key = ("order", left, right)
        name = self._property(key, lambda: _whole(_sign(a.values, b.values), known, self._count))
        return Leaf(name, _OPERATORS[operator], 0)

    def _truth(self, node: Expression) -> Leaf:
        value = evaluate(node, self._scope)
        assert isinstance(value, Truth), node
        name = self._property(("truth", node), lambda: _whole(value.true, ~value.unknown, self._count))
        return Leaf(name, "$eq", 1)

    def _property(self, key: Hashable, facts: Callable[[], list[Fact]]) -> str:
        """The name of the property for a need; a new one if the need is new."""
        if key not in self._found:
            self._found[key] = Property(f"p{len(self._found) + 1}", facts())
        return self._found[key].name


def flat(array: Array, count: int) -> Array:
    """A column of any shape that broadcasts to (1, units) as (units,)."""
    return np.broadcast_to(array, (1, count)).reshape(count)


def named(names: list[str], row: tuple[Fact, ...]) -> Mapping[str, Fact]:
    """The facts of one unit by property; unknown ones are left out."""
    return {name: fact for name, fact in zip(names, row, strict=True) if fact is not None}


def _constant(node: Expression) -> bool:
    """Whether no name stands in an expression."""
    return not any(isinstance(each, tree.Name | tree.Member | tree.Count) for each in node.walk())


def _short(texts: Texts) -> bool:
    return all(len(text) <= LONGEST for text in texts.vocabulary)


def _sign(a: Exact, b: Exact) -> Array:
    """1 where a > b, -1 where a < b, else 0; exact, also for quotients."""
    greater, less = compared(np.greater, a, b), compared(np.less, a, b)
    return greater.astype(np.int8) - less.astype(np.int8)


def _whole(values: Array, known: Known, count: int) -> list[Fact]:
    numbers = flat(values, count).tolist()
    mask = _mask(known, count)
    return [int(number) if is_known else None for number, is_known in zip(numbers, mask, strict=True)]


def _texts(texts: Texts, count: int) -> list[Fact]:
    codes = flat(texts.codes, count).tolist()
    mask = _mask(texts.known, count)
    return [texts.vocabulary[code] if is_known else None for code, is_known in zip(codes, mask, strict=True)]


def _mask(known: Known, count: int) -> list[bool]:
    return [True] * count if known is None else flat(known, count).tolist()
