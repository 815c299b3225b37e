"""From conditions to patterns that durable-rules gets right, and from `instead_of` to layers of rules.

A pattern is a tree of ``$and`` and ``$or`` over comparisons of one property with one constant. Negations stand at the
comparisons only, so that an absent (unknown) property makes neither a comparison nor its negation true: Kleene's logic.

Rules run layer by layer. What a layer found stands in the facts of the next one as a property of its own, 0 or 1,
so that "no rule in force names this one" is a plain comparison with 0. What is bounded here, and why, is told in
docs/decisions/0001-durable-rules.md.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import Any

from engine.expression import tree
from engine.expression.tree import Expression

MOST_COMPARISONS = 12
"""In one pattern. Its groups are fewer, and durable-rules takes up to 15; it finds one match in 81 ways at worst."""

MOST_NODES = 60
"""Comparisons and groups of all rules that run together: no more than 64 may be pending at once."""

_NEGATED = {"$eq": "$neq", "$neq": "$eq", "$lt": "$gte", "$gte": "$lt", "$gt": "$lte", "$lte": "$gt"}
_OTHER_GROUP = {"$and": "$or", "$or": "$and"}


@dataclass(frozen=True)
class Leaf:
    """A property compared with a constant; never true where the property is absent."""

    name: str
    operator: str
    constant: int | str

    @property
    def negated(self) -> "Leaf":
        """The comparison that holds where this one is known not to."""
        return replace(self, operator=_NEGATED[self.operator])

    @property
    def leaves(self) -> Iterator["Leaf"]:
        """The comparison itself."""
        yield self

    @property
    def nodes(self) -> int:
        """How many nodes durable-rules makes of it."""
        return 1

    def json(self) -> dict[str, Any]:
        """The comparison as durable-rules reads it."""
        plain = {self.name: self.constant}
        return plain if self.operator == "$eq" else {self.operator: plain}


@dataclass(frozen=True)
class Group:
    """All (``$and``) or one (``$or``) of two or more patterns, none of which is a group of the same kind."""

    word: str
    parts: tuple["Pattern", ...]

    @property
    def leaves(self) -> Iterator[Leaf]:
        """All comparisons in it."""
        for part in self.parts:
            yield from part.leaves

    @property
    def nodes(self) -> int:
        """How many nodes durable-rules makes of it."""
        return 1 + sum(part.nodes for part in self.parts)

    def json(self) -> dict[str, Any]:
        """The group as durable-rules reads it."""
        return {self.word: [part.json() for part in self.parts]}


Pattern = Leaf | Group
Rules = dict[str, Any]
"""The patterns, as JSON, of rules that run together, by rule."""


@dataclass(frozen=True)
class Program:
    """What the host runs.

    Attributes:
        layers: In the order in which they run; of each the portions of rules that run together.
        rules: The short name under which each consequence runs.
    """

    layers: Sequence[Sequence[Rules]]
    rules: Mapping[str, str]


def pattern(node: Expression, leaf: Callable[[Expression], Leaf], negated: bool = False) -> Pattern:
    """The pattern that holds where a condition is known to be true.

    Args:
        node: The condition.
        leaf: Gives the comparison of a condition without ``and``, ``or``, ``not`` and ``in``.
        negated: Whether it is the negation of the condition that is wanted.

    Example:
        >>> from engine.expression import parse
        >>> def leaf(node):
        ...     return Leaf(str(node), "$eq", 1)
        >>> pattern(parse("not (a and b)"), leaf).json()
        {'$or': [{'$neq': {'a': 1}}, {'$neq': {'b': 1}}]}
    """
    match node:
        case tree.Not():
            return pattern(node.operand, leaf, not negated)
        case tree.And() | tree.Or():
            word = "$and" if isinstance(node, tree.And) else "$or"
            parts = [pattern(operand, leaf, negated) for operand in node.operands]
            return group(_OTHER_GROUP[word] if negated else word, parts)
        case tree.Membership():
            equal = [pattern(tree.Comparison("==", node.operand, item), leaf, negated) for item in node.items]
            return group("$and" if negated else "$or", equal)
        case _:
            return leaf(node).negated if negated else leaf(node)


def group(word: str, parts: Sequence[Pattern]) -> Pattern:
    """The parts as one pattern; groups of the same kind are taken apart, a single part stays as it is."""
    flat: list[Pattern] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Group) and part.word == word else (part,))
    return flat[0] if len(flat) == 1 else Group(word, tuple(flat))


def program(conditions: Mapping[str, Pattern], instead_of: Mapping[str, Sequence[str]]) -> Program:
    """The rules in layers: each finds where its consequence is in force.

    Args:
        conditions: Where each consequence fires.
        instead_of: Which consequences each one replaces; acyclic, and only names that have a condition.

    Raises:
        graphlib.CycleError: the replacements go round in a circle.
        KeyError: a replaced name has no condition.
    """
    rules = {name: f"r{number}" for number, name in enumerate(conditions, 1)}
    not_replaced: dict[str, list[Leaf]] = {name: [] for name in conditions}
    for name, replaced in instead_of.items():
        for other in replaced:
            not_replaced[other].append(Leaf(rules[name], "$eq", 0))
    bounded = _Bounded()
    for name, condition in conditions.items():
        bounded.add(rules[name], group("$and", [condition, *not_replaced[name]]))
    return Program([_portions(layer) for layer in bounded.layers()], rules)


class _Bounded:
    """Rules of bounded size: parts that do not fit become rules of their own, which run in an earlier layer."""

    def __init__(self) -> None:
        self._rules: dict[str, Pattern] = {}
        self._parts = 0

    def add(self, name: str, whole: Pattern) -> None:
        self._rules[name] = self._fitting(whole)

    def layers(self) -> Iterator[dict[str, Pattern]]:
        """The rules, each in a layer after those that its pattern reads."""
        reads = {name: {leaf.name for leaf in rule.leaves} for name, rule in self._rules.items()}
        sorter = TopologicalSorter({name: read & self._rules.keys() for name, read in reads.items()})
        sorter.prepare()
        while sorter.is_active():
            ready = sorter.get_ready()
            yield {name: rule for name, rule in self._rules.items() if name in ready}
            sorter.done(*ready)

    def _fitting(self, whole: Pattern) -> Pattern:
        if isinstance(whole, Leaf):
            return whole
        parts = [self._fitting(part) for part in whole.parts]
        if sum(1 for part in parts for _ in part.leaves) > MOST_COMPARISONS:
            parts = [self._named(part) for part in parts]
        while len(parts) > MOST_COMPARISONS:
            portions = [parts[start : start + MOST_COMPARISONS] for start in range(0, len(parts), MOST_COMPARISONS)]
            parts = [self._named(group(whole.word, portion)) for portion in portions]
        return Group(whole.word, tuple(parts))

    def _named(self, part: Pattern) -> Leaf:
        """A part as a rule of its own; only where it holds matters, as negations stand at the leaves."""
        if isinstance(part, Leaf):
            return part
        self._parts += 1
        name = f"a{self._parts}"
        self._rules[name] = part
        return Leaf(name, "$eq", 1)


def _portions(layer: Mapping[str, Pattern]) -> list[Rules]:
    """The rules of a layer in as few portions as their order and `MOST_NODES` allow."""
    portions: list[Rules] = []
    free = 0
    for name, rule in layer.items():
        if rule.nodes > free:
            portions.append({})
            free = MOST_NODES
        portions[-1][name] = rule.json()
        free -= rule.nodes
    return portions
