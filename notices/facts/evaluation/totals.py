"""How totals and grades are distributed over the units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from notices.facts.evaluation.figures import difference, mean, median, percent, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notices.reading import Result
    from notices.reading.result import UnitResult
    from notices.reading.told import Band


@dataclass(frozen=True)
class Totals:
    """Totals in a few figures; of ties each unit is named."""

    mean: str
    median: str
    highest: str
    highest_units: tuple[str, ...]
    lowest: str
    lowest_units: tuple[str, ...]
    spread: str


@dataclass(frozen=True)
class GradeShare:
    """A grade with its units.

    Attributes:
        grade: The grade.
        start: The total from which it is given; nothing for the lowest, or where it is not known.
        units: The units that have it.
        share: Their share of all units that were scored, in percent.
    """

    grade: str
    start: str | None
    units: tuple[str, ...]
    share: str


@dataclass(frozen=True)
class Lowered:
    """A unit whose grade is not that of its total.

    Attributes:
        unit: The unit.
        by_total: The grade that its total has by itself.
        grade: The grade that it has.
        vetoes: What lowered it; nothing where it was a decision.
    """

    unit: str
    by_total: str
    grade: str
    vetoes: tuple[str, ...]


def totals_of(units: Sequence[UnitResult]) -> Totals | None:
    """The totals in a few figures; nothing where there is none."""
    scored = [(unit.unit, Decimal(unit.total)) for unit in units if unit.total is not None]
    if not scored:
        return None
    values = [total for _, total in scored]
    highest, lowest = max(values), min(values)
    return Totals(
        mean(values),
        median(values),
        written(highest),
        tuple(unit for unit, total in scored if total == highest),
        written(lowest),
        tuple(unit for unit, total in scored if total == lowest),
        written(difference(highest, lowest)),
    )


def grade_shares(result: Result, units: Sequence[UnitResult]) -> tuple[GradeShare, ...]:
    """Every grade of the scheme, in its order, also one that nobody has."""
    starts = {band.grade: band.from_ for band in result.bands}
    return tuple(
        GradeShare(grade, starts.get(grade), named, percent(len(named), len(units) or 1))
        for grade in result.summary.grades
        for named in [tuple(unit.unit for unit in units if unit.grade == grade)]
    )


def grade_of(total: Decimal, bands: Sequence[Band]) -> str | None:
    """The grade that a total has by itself; nothing where the bands are not known."""
    return next((band.grade for band in bands if band.from_ is None or total >= Decimal(band.from_)), None)


def lowered_units(result: Result, units: Sequence[UnitResult]) -> tuple[Lowered, ...]:
    """The units whose grade is not that of their total."""
    found = []
    for unit in units:
        by_total = None if unit.total is None else grade_of(Decimal(unit.total), result.bands)
        if by_total is not None and unit.grade is not None and by_total != unit.grade:
            found.append(Lowered(unit.unit, by_total, unit.grade, unit.vetoes))
    return tuple(found)
