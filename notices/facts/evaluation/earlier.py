"""The result beside those of earlier periods."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

from engine.period import NotAPeriod, Period
from notices.facts.evaluation.figures import difference, mean, written
from notices.facts.in_words import period_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from notices.reading import Result
    from notices.reading.result import UnitResult
    from notices.reading.told import Earlier, Year

Move: TypeAlias = Literal["up", "down", "same"]


@dataclass(frozen=True)
class Change:
    """A unit that was assessed in both periods. What cannot be compared has no direction.

    Attributes:
        unit: The unit.
        total_before: Its total then.
        total: Its total now.
        moved: Where its total went.
        by: How far, without a sign.
        grade_before: Its grade then.
        grade: Its grade now.
        grade_moved: Where its grade went.
        rank_before: Its rank then.
        rank: Its rank now.
        rank_moved: Where its rank went; towards the first is up.
    """

    unit: str
    total_before: str | None
    total: str | None
    moved: Move | None
    by: str | None
    grade_before: str | None
    grade: str | None
    grade_moved: Move | None
    rank_before: str | None
    rank: str | None
    rank_moved: Move | None


@dataclass(frozen=True)
class Moves:
    """Units by the direction in which they went, and those of which it cannot be said."""

    up: tuple[Change, ...]
    down: tuple[Change, ...]
    same: tuple[Change, ...]
    unknown: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    """The result beside the last one before it.

    Attributes:
        period: Of the earlier result, as documents say it.
        changes: The units of both, in the order of the result.
        totals: The same by the direction of their totals.
        grades: The same by that of their grades.
        ranks: The same by that of their ranks; nothing where ranks are not shown.
        means: Means of the totals then and now, of the units that have both; nothing where there are none.
        most_up: Whose total rose most, ties included.
        most_down: Whose total fell most, ties included.
        new: Units without an earlier result.
        gone: Units of the earlier result without one now.
    """

    period: str
    changes: tuple[Change, ...]
    totals: Moves
    grades: Moves
    ranks: Moves | None
    means: tuple[str, str] | None
    most_up: tuple[Change, ...]
    most_down: tuple[Change, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class PeriodRow:
    """A period in one row; numbers that do not exist are absent.

    Attributes:
        period: As documents say it.
        units: How many units have a result.
        mean: Mean of the totals.
        highest: The highest total.
        lowest: The lowest total.
        grades: How many units have each grade of the scheme, in its order.
        other: How many have another grade, or none.
    """

    period: str
    units: int
    mean: str | None
    highest: str | None
    lowest: str | None
    grades: tuple[int, ...]
    other: int


def compared(result: Result, units: Sequence[UnitResult], *, show_ranks: bool) -> Comparison | None:
    """The result beside the last one of an earlier period of the same length; nothing where none is recorded.

    Args:
        result: The result.
        units: Its units, in the order in which they stand.
        show_ranks: Whether ranks may be told.
    """
    earlier = _earlier(result)
    if not earlier:
        return None
    then = {each.unit: each for each in earlier[-1].units}
    order = {grade: place for place, grade in enumerate(result.summary.grades)}
    changes = tuple(_change(then[unit.unit], unit, order, show_ranks) for unit in units if unit.unit in then)
    both = [
        (Decimal(change.total_before), Decimal(change.total))
        for change in changes
        if change.total_before is not None and change.total is not None
    ]
    totals = _by_direction(changes, "moved")
    now = {unit.unit for unit in units}
    return Comparison(
        period_in_words(earlier[-1].period),
        changes,
        totals,
        _by_direction(changes, "grade_moved"),
        _by_direction(changes, "rank_moved") if show_ranks else None,
        (mean([before for before, _ in both]), mean([after for _, after in both])) if both else None,
        _furthest(totals.up),
        _furthest(totals.down),
        tuple(unit.unit for unit in units if unit.unit not in then),
        tuple(name for name in then if name not in now),
    )


def period_rows(result: Result, units: Sequence[UnitResult]) -> tuple[PeriodRow, ...]:
    """The earlier periods of the same length, the oldest first, and this one; nothing where there is only this one."""
    earlier = _earlier(result)
    if not earlier:
        return ()
    known = tuple(result.summary.grades)
    rows = [_row(year.period, [(each.total, each.grade) for each in year.units], known) for year in earlier]
    return (*rows, _row(result.period, [(unit.total, unit.grade) for unit in units], known))


def _earlier(result: Result) -> list[Year]:
    """The earlier periods of the same length, the oldest first."""
    current = _parsed(result.period)
    found = [(period, year) for year in result.years if (period := _parsed(year.period)) is not None]
    if current is None:
        return []
    of_same_length = [(each, year) for each, year in found if each.kind is current.kind and each < current]
    return [year for _, year in sorted(of_same_length, key=lambda pair: pair[0])]


def _parsed(label: str) -> Period | None:
    try:
        return Period.parse(label)
    except NotAPeriod:
        return None


def _change(then: Earlier, now: UnitResult, order: Mapping[str, int], show_ranks: bool) -> Change:
    before, after = _number(then.total), _number(now.total)
    rank_before, rank_after = (_number(then.rank), Decimal(now.rank)) if show_ranks and now.rank else (None, None)
    places = order.get(then.grade or ""), order.get(now.grade or "")
    return Change(
        unit=now.unit,
        total_before=then.total,
        total=now.total,
        moved=_direction(before, after),
        by=None if before is None or after is None else written(abs(difference(after, before))),
        grade_before=then.grade,
        grade=now.grade,
        # The first grade is the highest, and so is the first rank.
        grade_moved=_direction(places[1], places[0]) if None not in places else None,
        rank_before=then.rank if show_ranks else None,
        rank=str(now.rank) if show_ranks and now.rank is not None else None,
        rank_moved=_direction(rank_after, rank_before),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _direction(low: Decimal | int | None, high: Decimal | int | None) -> Move | None:
    if low is None or high is None:
        return None
    return "same" if low == high else "up" if low < high else "down"


def _by_direction(changes: Sequence[Change], name: str) -> Moves:
    def of(move: Move | None) -> tuple[Change, ...]:
        return tuple(change for change in changes if getattr(change, name) == move)

    return Moves(of("up"), of("down"), of("same"), of(None))


def _furthest(changes: Sequence[Change]) -> tuple[Change, ...]:
    far = [Decimal(change.by) for change in changes if change.by is not None]
    return tuple(change for change in changes if change.by is not None and Decimal(change.by) == max(far))


def _row(period: str, units: Sequence[tuple[str | None, str | None]], known: Sequence[str]) -> PeriodRow:
    totals = [Decimal(total) for total, _ in units if total is not None]
    grades = [grade for _, grade in units]
    return PeriodRow(
        period_in_words(period),
        len(units),
        mean(totals) if totals else None,
        written(max(totals)) if totals else None,
        written(min(totals)) if totals else None,
        tuple(grades.count(grade) for grade in known),
        sum(grade not in known for grade in grades),
    )
