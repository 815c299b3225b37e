"""A unit's points as a statement: every indicator, every change, and sums by which a reader can add up the total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from notices.facts.evidence import Evidence, evidence
from notices.reading.told import Explanation, Line

if TYPE_CHECKING:
    from notices.reading import Result
    from notices.reading.result import UnitResult

_EXACT = Context(prec=1000)
_UNEXPLAINED = Explanation()


@dataclass(frozen=True)
class Item:
    """An indicator of the unit.

    Attributes:
        name: Its name.
        full: Full points for this unit, those that were moved to it included; nothing where it has none.
        earned: Points; nothing where it is not counted.
        lost: By how much they fall short of the full points; nothing where they do not.
        applies: Whether all that it is measured by applies to the unit.
        how: How the points came about.
        evidence: What was reported for it.
        clauses: The clauses of documents that it rests on.
    """

    name: str
    full: str | None
    earned: str | None
    lost: str | None
    applies: bool
    how: str | None
    evidence: tuple[Evidence, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A bonus, deduction, veto, withdrawal or correction.

    Attributes:
        name: What was changed, or why.
        amount: Points, with their sign; nothing for a veto or a withdrawal.
        outcome: What came of it where that is no number of points.
        how: How it came about.
        evidence: What was reported for it.
        clauses: The clauses of documents that it rests on.
    """

    name: str
    amount: str | None
    outcome: str | None
    how: str | None
    evidence: tuple[Evidence, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Basis:
    """Clauses of documents, and the items and changes that rest on them."""

    clauses: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """A unit's points.

    INVARIANT: ``points`` + ``adjustments`` + ``corrections`` = ``total``, exactly, where there are items.

    Attributes:
        items: The indicators; none where only the total is known.
        met: The names of those that apply to the unit and have full points.
        losses: Those that apply to it and have less, the greatest loss first.
        inapplicable: The names of those that do not apply to it.
        changes: What changed the sum of points or the grade; bonuses and deductions of no points are left out.
        bases: What items and changes rest on, as far as documents say it.
        full: The sum of full points.
        lost: The sum of what they fall short.
        points: The sum of points.
        adjustments: The sum of bonuses and deductions; nothing where the scheme has none.
        corrections: The sum of corrections; nothing where there are none.
        total: The total.
    """

    items: tuple[Item, ...]
    met: tuple[str, ...]
    losses: tuple[Item, ...]
    inapplicable: tuple[str, ...]
    changes: tuple[Change, ...]
    bases: tuple[Basis, ...]
    full: str | None
    lost: str | None
    points: str | None
    adjustments: str | None
    corrections: str | None
    total: str | None


def statement(result: Result, unit: UnitResult, clauses: Mapping[str, str]) -> Statement:
    """The statement of a unit; without items where only its total is known.

    Args:
        result: The result.
        unit: One of its units.
        clauses: The sources that documents may cite, by their keys.
    """
    explanation = result.explanations.get(unit.unit, _UNEXPLAINED)
    items = tuple(_items(result, unit, explanation.points, clauses)) if unit.points else ()
    losses = [item for item in items if item.applies and item.lost is not None]
    changes = (
        *_adjustments(unit, explanation.adjustments, clauses),
        *_corrections(unit, explanation.corrections, clauses),
    )
    return Statement(
        items,
        tuple(item.name for item in items if item.applies and item.full is not None and item.lost is None),
        tuple(sorted(losses, key=lambda item: -Decimal(item.lost or 0))),
        tuple(item.name for item in items if not item.applies),
        changes,
        tuple(_bases((*items, *changes))),
        _sum(item.full for item in items),
        _sum(item.lost for item in items),
        _sum(item.earned for item in items),
        _sum(unit.adjustments.values()),
        _sum(unit.corrections.values()),
        unit.total,
    )


def _items(result: Result, unit: UnitResult, lines: Iterable[Line], clauses: Mapping[str, str]) -> Iterator[Item]:
    """The indicators in the order of the scheme; those that do not exist for the unit are left out."""
    own, explained = result.full_points.get(unit.unit), {line.name: line for line in lines}
    for indicator in result.indicators:
        name = indicator.name
        if name not in unit.points and name not in explained:
            continue
        line, earned = explained.get(name, Line(name=name)), unit.points.get(name)
        full = None
        if earned is not None and line.moved_to is None:
            full = indicator.points if own is None else own.get(name, indicator.points)
        yield Item(
            name,
            full,
            earned,
            None if full is None or earned is None else _short(full, earned),
            own is None or name in own,
            line.how,
            evidence(line.evidence),
            _cited(line, clauses),
        )


def _short(full: str, earned: str) -> str | None:
    lost = _EXACT.subtract(Decimal(full), Decimal(earned))
    return format(lost, "f") if lost > 0 else None


def _cited(line: Line, clauses: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(clauses[key] for key in line.sources if key in clauses)


def _adjustments(unit: UnitResult, lines: Iterable[Line], clauses: Mapping[str, str]) -> Iterator[Change]:
    """Those that changed something; one without an explanation stands by its name and points."""
    explained = {line.name: line for line in lines}
    for name in dict.fromkeys([*explained, *unit.adjustments, *unit.vetoes]):
        amount, line = unit.adjustments.get(name), explained.get(name, Line(name=name))
        if amount is None or Decimal(amount):
            outcome = line.value if amount is None else None
            yield Change(name, amount, outcome, line.how, evidence(line.evidence), _cited(line, clauses))


def _corrections(unit: UnitResult, lines: tuple[Line, ...], clauses: Mapping[str, str]) -> Iterator[Change]:
    """The lines of an explanation stand in the order of the corrections; without one their paths must do."""
    for number, (path, amount) in enumerate(unit.corrections.items()):
        line = lines[number] if number < len(lines) else Line(name=path)
        yield Change(line.name, amount, None, line.how, (), _cited(line, clauses))


def _bases(items: Iterable[Item | Change]) -> Iterator[Basis]:
    found: dict[tuple[str, ...], list[str]] = {}
    for item in items:
        if item.clauses:
            found.setdefault(item.clauses, []).append(item.name)
    for cited, names in found.items():
        yield Basis(cited, tuple(names))


def _sum(amounts: Iterable[str | None]) -> str | None:
    """The exact sum; nothing where there is nothing to add up."""
    total: Decimal | None = None
    for amount in amounts:
        if amount is not None:
            total = Decimal(amount) if total is None else _EXACT.add(total, Decimal(amount))
    return None if total is None else format(total, "f")
