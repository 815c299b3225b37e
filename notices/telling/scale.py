"""What totals and points are measured by: where each grade begins, and how many points a unit could earn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.applicability import Applicability
from engine.wording import holds, number

if TYPE_CHECKING:
    from engine.assessment import Assessment
    from engine.fixed import Truths
    from engine.plan import Indicator


def scale(assessment: Assessment) -> dict[str, Any]:
    """The bands of grades, the highest first, and each unit's full points by indicator.

    Returns:
        ``bands`` with the total from which each grade is given, nothing for the lowest; ``full_points`` by unit and
        indicator, points that were moved to it included. An indicator that does not exist for a unit, or does not
        apply to it, is left out.
    """
    return {
        "bands": [
            {"grade": rule.grade, "from": None if rule.from_ is None else f"{rule.from_:f}"}
            for rule in assessment.inputs.ruleset.grades
        ],
        "full_points": _full_points(assessment),
    }


def _full_points(assessment: Assessment) -> dict[str, dict[str, str]]:
    if not assessment.scores.points:
        return {}
    applicability = Applicability(assessment.plan, assessment.columns, assessment.applies)
    moved = applicability.full_points()

    def full(indicator: Indicator, unit: int) -> str:
        points = moved.get(indicator.name)
        return f"{indicator.rule.points:f}" if points is None else number(points, unit)

    concerned = [
        (indicator, applicability.existing(indicator), applicability.applying(indicator))
        for indicator in assessment.plan.indicators
    ]
    return {
        unit: {
            indicator.name: full(indicator, place)
            for indicator, exists, applies in concerned
            if _holds(exists, place) and _holds(applies, place)
        }
        for place, unit in enumerate(assessment.units)
    }


def _holds(mask: Truths | None, unit: int) -> bool:
    return mask is None or holds(mask, unit)
