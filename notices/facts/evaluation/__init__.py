"""What an evaluation report says beyond the result: figures, all computed exactly from the result and earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from notices.facts.evaluation.earlier import Comparison, PeriodRow, compared, period_rows
from notices.facts.evaluation.figures import MEAN_DECIMALS, SHARE_DECIMALS, added, percent
from notices.facts.evaluation.handling import (
    Adjusted,
    RuleUse,
    Veto,
    adjustments_of,
    corrections_of,
    uses_of,
    vetoes_of,
)
from notices.facts.evaluation.indicators import (
    GroupFigures,
    IndicatorFigures,
    OtherFull,
    group_figures,
    indicator_figures,
    other_full,
    strongest,
    weakest,
)
from notices.facts.evaluation.totals import GradeShare, Lowered, Totals, grade_shares, lowered_units, totals_of
from notices.facts.order import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notices.reading import Result
    from notices.reading.result import UnitResult

__all__ = ["Evaluation", "Standing", "evaluate"]


@dataclass(frozen=True)
class Standing:
    """A unit in one row.

    Attributes:
        unit: The unit.
        total: Its total.
        grade: Its grade.
        rank: Its rank; nothing where it has none or ranks are not shown.
        withdrawn: Whether it is out of the ranking.
        vetoes: The vetoes that hold for it.
        total_before: Its total in the period before.
        grade_before: Its grade then.
    """

    unit: str
    total: str | None
    grade: str | None
    rank: int | None
    withdrawn: bool
    vetoes: tuple[str, ...]
    total_before: str | None
    grade_before: str | None


@dataclass(frozen=True)
class Evaluation:
    """A result in figures. Shares are percentages; they and means are rounded half up, all else is exact.

    Attributes:
        mean_decimals: Decimals of means.
        share_decimals: Decimals of shares.
        units: Every unit, in the order in which they stand.
        totals: The totals in a few figures; nothing where no unit was scored.
        grades: Every grade with its units and their share.
        ungraded: Units that have none of these grades.
        shares_add_up: Whether the rounded shares of the grades add up to 100.
        lowered: Units whose grade is not that of their total.
        comparison: The result beside the last one before it.
        periods: All periods that are known, a row each.
        indicators: The figures of every indicator.
        other_full: Units for which an indicator has other full points than the scheme says.
        groups: The figures of every group of indicators.
        rate: What was earned of all that could be earned.
        weakest: The indicators of which the smallest share was earned.
        strongest: Those of which the greatest was.
        most_losing: The indicators of which most units lost points.
        vetoes: Every veto with its units.
        adjustments: Every bonus and deduction with its amounts.
        corrections: Every correction with its amounts.
        uses: Every rule of consequences with the number of its units.
    """

    mean_decimals: int
    share_decimals: int
    units: tuple[Standing, ...]
    totals: Totals | None
    grades: tuple[GradeShare, ...]
    ungraded: tuple[str, ...]
    shares_add_up: bool
    lowered: tuple[Lowered, ...]
    comparison: Comparison | None
    periods: tuple[PeriodRow, ...]
    indicators: tuple[IndicatorFigures, ...]
    other_full: tuple[OtherFull, ...]
    groups: tuple[GroupFigures, ...]
    rate: str | None
    weakest: tuple[IndicatorFigures, ...]
    strongest: tuple[IndicatorFigures, ...]
    most_losing: tuple[IndicatorFigures, ...]
    vetoes: tuple[Veto, ...]
    adjustments: tuple[Adjusted, ...]
    corrections: tuple[Adjusted, ...]
    uses: tuple[RuleUse, ...]


def evaluate(result: Result, *, show_ranks: bool) -> Evaluation:
    """Put a result into figures.

    Args:
        result: The result, with what is told beside it.
        show_ranks: Whether units stand by rank, and ranks are told; else in the order of the data.
    """
    units = in_order(result, show_ranks=show_ranks)
    grades = grade_shares(result, units)
    comparison = compared(result, units, show_ranks=show_ranks)
    indicators = indicator_figures(result, units)
    then = {change.unit: change for change in comparison.changes} if comparison is not None else {}
    possible = added(Decimal(each.possible) for each in indicators)
    return Evaluation(
        mean_decimals=MEAN_DECIMALS,
        share_decimals=SHARE_DECIMALS,
        units=tuple(
            Standing(
                unit.unit,
                unit.total,
                unit.grade,
                unit.rank if show_ranks else None,
                unit.withdrawn,
                unit.vetoes,
                then[unit.unit].total_before if unit.unit in then else None,
                then[unit.unit].grade_before if unit.unit in then else None,
            )
            for unit in units
        ),
        totals=totals_of(units),
        grades=grades,
        ungraded=tuple(unit.unit for unit in units if unit.grade not in result.summary.grades),
        shares_add_up=sum(Decimal(each.share) for each in grades) == 100,
        lowered=lowered_units(result, units),
        comparison=comparison,
        periods=period_rows(result, units),
        indicators=indicators,
        other_full=other_full(result, units),
        groups=group_figures(indicators),
        rate=percent(added(Decimal(each.earned) for each in indicators), possible) if possible > 0 else None,
        weakest=weakest(indicators),
        strongest=strongest(indicators),
        most_losing=_most_losing(indicators),
        vetoes=vetoes_of(units),
        adjustments=adjustments_of(units),
        corrections=corrections_of(result, units),
        uses=uses_of(_by_grade(result, units)),
    )


def _by_grade(result: Result, units: Sequence[UnitResult]) -> list[UnitResult]:
    """The units with the highest grade first, so that its rules are told first."""
    order = {grade: place for place, grade in enumerate(result.summary.grades)}
    return sorted(units, key=lambda unit: order.get(unit.grade or "", len(order)))


def _most_losing(indicators: tuple[IndicatorFigures, ...]) -> tuple[IndicatorFigures, ...]:
    most = max((each.losing for each in indicators), default=0)
    return tuple(each for each in indicators if most and each.losing == most)
