"""Points sum to full marks, and to those of their groups, for every class of units that `only` tells apart."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice, product

from engine.checks.sites import entries
from engine.checks.truth import holds
from engine.expression import Expression, tree
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Choice, Group, IndicatorRule, Ruleset
from engine.ruleset.vocabulary import repeated_names

CODES = ("points-sum", "points-unchecked")

MOST_CLASSES = 5_000
"""So many classes of units are tried."""

_OTHER = "…"
"""Stands for all texts of an attribute that no condition names."""

Class = Mapping[str, str]


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Sums that are off, each with the first class of units for which it is."""
    conditions = [entry.only for _, entry in entries(ruleset) if entry.only is not None]
    values = _values(ruleset, conditions)
    faults: dict[str, tuple[Decimal, Decimal, Class]] = {}
    classes = product(*values.values())
    for chosen in islice(classes, MOST_CLASSES):
        units: Class = dict(zip(values, chosen, strict=True))
        total = sum((_points(ruleset, entry, units, faults) for entry in ruleset.indicators), Decimal(0))
        if total != ruleset.scoring.full_marks:
            faults.setdefault("scoring.full_marks", (total, ruleset.scoring.full_marks, units))
    for address, fault in faults.items():
        yield _problem(address, *fault)
    if next(classes, None) is not None:
        what = Message(
            "There are more than {most} classes of units; the sums were tried for some only.", most=MOST_CLASSES
        )
        yield Problem("points-unchecked", what, Place(path="indicators"), severity=Severity.WARNING)


def _problem(address: str, found: Decimal, expected: Decimal, units: Class) -> Problem:
    what = Message("The points sum to {sum} instead of {expected}.", sum=f"{found:f}", expected=f"{expected:f}")
    if units:
        named = tuple(f"{tree.quoted(name)} == '{value}'" for name, value in units.items())
        what = Message(
            "For units with {units} the points sum to {sum} instead of {expected}.",
            units=named,
            sum=f"{found:f}",
            expected=f"{expected:f}",
        )
    mend = Message(
        "Change the points of the content, or this number; the difference is {gap}.", gap=f"{expected - found:f}"
    )
    path = address if address == "scoring.full_marks" else f"{address}.points"
    return Problem(
        "points-sum", what, Place(path=path), f"{found:f}", Message("a sum of {points}", points=f"{expected:f}"), mend
    )


def _values(ruleset: Ruleset, conditions: list[Expression]) -> dict[str, tuple[str, ...]]:
    """The attributes that conditions name, with the values to try: those named, and one for all others."""
    values: dict[str, tuple[str, ...]] = {}
    texts = {node.value for each in conditions for node in each.walk() if isinstance(node, tree.Text)}
    for condition in conditions:
        for node in tree.names(condition):
            column = ruleset.attributes.get(node.name)
            if isinstance(column, Choice):
                named = tuple(dict.fromkeys(text for text in column.one_of if text in texts))
                values[node.name] = named if set(named) >= set(column.one_of) else (*named, _OTHER)
            else:
                values[node.name] = ("是", "否")
    return values


def _points(
    ruleset: Ruleset, entry: IndicatorRule | Group, units: Class, faults: dict[str, tuple[Decimal, Decimal, Class]]
) -> Decimal:
    """The points that a class of units has from an entry; a group's content is held against its points."""
    if entry.only is not None and not _has(entry.only, units):
        return Decimal(0)
    if isinstance(entry, IndicatorRule):
        return entry.points * len(repeated_names(ruleset, entry.name, entry.for_each))
    found = sum((_points(ruleset, inner, units, faults) for inner in entry.indicators), Decimal(0))
    if found != entry.points:
        faults.setdefault(f"groups.{entry.group}", (found, entry.points, units))
    return found


def _has(only: Expression, units: Class) -> bool:
    def text(node: Expression) -> str | None:
        return node.value if isinstance(node, tree.Text) else units.get(getattr(node, "name", ""))

    def atom(node: Expression) -> bool:
        match node:
            case tree.Comparison(operator=operator, left=left, right=right):
                return (text(left) == text(right)) == (operator == "==")
            case tree.Membership(operand=operand, items=items):
                return text(operand) in [text(item) for item in items]
        return text(node) == "是"

    return holds(only, atom)
