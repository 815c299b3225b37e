"""Where points are earned and where they are lost, indicator by indicator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from notices.facts.evaluation.figures import added, difference, percent, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notices.reading import Result
    from notices.reading.result import Indicator, UnitResult

MOST = 5
"""So many indicators are named as the weakest, and as the strongest; ties are named beyond it."""


@dataclass(frozen=True)
class Cell:
    """A unit's share of an indicator's full points; nothing where it does not apply.

    Attributes:
        unit: The unit.
        rate: In percent, as printed; full points are ``100`` without decimals.
        share: The same to draw by, 1 for full points.
    """

    unit: str
    rate: str | None
    share: float | None


@dataclass(frozen=True)
class IndicatorFigures:
    """What the units to which an indicator applies earned of it.

    Attributes:
        name: The indicator.
        group: The group in which it stands, the outermost; nothing where it stands in none.
        full: Full points by the scheme.
        units: To how many units it applies.
        earned: What they earned together.
        possible: What they could have earned together.
        rate: The one as a share of the other, in percent; nothing where nothing could be earned.
        losing: How many units earned less than their full points.
        nothing: How many units earned none.
        most_lost: The most points that a unit lost; nothing where none lost any.
        most_lost_units: The units that lost so many.
        cells: Every unit's rate.
    """

    name: str
    group: str | None
    full: str
    units: int
    earned: str
    possible: str
    rate: str | None
    losing: int
    nothing: int
    most_lost: str | None
    most_lost_units: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def share(self) -> Fraction | None:
        """The rate, not rounded."""
        return Fraction(self.earned) / Fraction(self.possible) if Fraction(self.possible) > 0 else None


@dataclass(frozen=True)
class OtherFull:
    """Units for which an indicator has other full points than the scheme says, as points were moved to it."""

    indicator: str
    full: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class GroupFigures:
    """What was earned of all the indicators of a group."""

    group: str
    indicators: int
    earned: str
    possible: str
    rate: str | None


def indicator_figures(result: Result, units: Sequence[UnitResult]) -> tuple[IndicatorFigures, ...]:
    """The figures of every indicator, in the order of the scheme; nothing where only totals are known."""
    if not any(unit.points for unit in units):
        return ()
    return tuple(_figures(result, indicator, units) for indicator in result.indicators)


def _figures(result: Result, indicator: Indicator, units: Sequence[UnitResult]) -> IndicatorFigures:
    pairs = {unit.unit: _points(result, indicator, unit) for unit in units}
    known = {unit: pair for unit, pair in pairs.items() if pair is not None}
    earned, possible = added(each for each, _ in known.values()), added(full for _, full in known.values())
    lost = {unit: difference(full, each) for unit, (each, full) in known.items() if each < full}
    most = max(lost.values(), default=None)
    return IndicatorFigures(
        name=indicator.name,
        group=indicator.group[0] if indicator.group else None,
        full=indicator.points,
        units=len(known),
        earned=written(earned),
        possible=written(possible),
        rate=percent(earned, possible) if possible > 0 else None,
        losing=len(lost),
        nothing=sum(each <= 0 < full for each, full in known.values()),
        most_lost=None if most is None else written(most),
        most_lost_units=tuple(unit for unit, amount in lost.items() if amount == most),
        cells=tuple(_cell(unit, pair) for unit, pair in pairs.items()),
    )


def _points(result: Result, indicator: Indicator, unit: UnitResult) -> tuple[Decimal, Decimal] | None:
    """What a unit earned and could have earned; nothing where the indicator does not apply to it."""
    earned = unit.points.get(indicator.name)
    full = result.full_points.get(unit.unit, {indicator.name: indicator.points}).get(indicator.name)
    return None if earned is None or full is None else (Decimal(earned), Decimal(full))


def _cell(unit: str, pair: tuple[Decimal, Decimal] | None) -> Cell:
    if pair is None or pair[1] <= 0:
        return Cell(unit, None, None)
    earned, full = pair
    return Cell(unit, "100" if earned == full else percent(earned, full), float(Fraction(earned) / Fraction(full)))


def other_full(result: Result, units: Sequence[UnitResult]) -> tuple[OtherFull, ...]:
    """Where an indicator's full points are not those of the scheme, by indicator and points."""
    found: dict[tuple[str, str], list[str]] = {}
    for indicator in result.indicators:
        for unit in units:
            full = result.full_points.get(unit.unit, {}).get(indicator.name)
            if full is not None and Decimal(full) != Decimal(indicator.points):
                found.setdefault((indicator.name, full), []).append(unit.unit)
    return tuple(OtherFull(indicator, full, tuple(named)) for (indicator, full), named in found.items())


def group_figures(indicators: Sequence[IndicatorFigures]) -> tuple[GroupFigures, ...]:
    """The figures of every group, where there are at least two."""
    groups: dict[str, list[IndicatorFigures]] = {}
    for each in indicators:
        if each.group is not None:
            groups.setdefault(each.group, []).append(each)
    return tuple(_sum(name, members) for name, members in groups.items()) if len(groups) > 1 else ()


def _sum(name: str, members: Sequence[IndicatorFigures]) -> GroupFigures:
    earned = added(Decimal(each.earned) for each in members)
    possible = added(Decimal(each.possible) for each in members)
    rate = percent(earned, possible) if possible > 0 else None
    return GroupFigures(name, len(members), written(earned), written(possible), rate)


def weakest(indicators: Sequence[IndicatorFigures]) -> tuple[IndicatorFigures, ...]:
    """The indicators of which the smallest share was earned, the weakest first; only such that cost points."""
    rated = _rated(indicators)
    found = [(share, each) for share, each in rated if each.losing]
    return _first(sorted(found, key=lambda pair: pair[0]), len(rated))


def strongest(indicators: Sequence[IndicatorFigures]) -> tuple[IndicatorFigures, ...]:
    """The indicators of which the greatest share was earned, the strongest first, without the weakest."""
    rated = _rated(indicators)
    weak = weakest(indicators)
    found = [(-share, each) for share, each in rated if each not in weak]
    return _first(sorted(found, key=lambda pair: pair[0]), len(rated))


def _rated(indicators: Sequence[IndicatorFigures]) -> list[tuple[Fraction, IndicatorFigures]]:
    return [(share, each) for each in indicators if (share := each.share) is not None]


def _first(found: Sequence[tuple[Fraction, IndicatorFigures]], all_: int) -> tuple[IndicatorFigures, ...]:
    """The first few of a list in order, no more than half of all, and those that tie with the last of them."""
    number = min(MOST, max(all_ // 2, 1), len(found))
    return tuple(each for share, each in found if number and share <= found[number - 1][0])
