"""Who is near a cut: only units whose grade hangs on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.simulation.designing.grading import Grading
from engine.simulation.designing.interval import Interval


@dataclass(frozen=True)
class Near:
    """The units whose totals are nearest to a cut on one side, and how far they are from it."""

    units: tuple[str, ...]
    distance: Decimal

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"units": list(self.units), "distance": f"{self.distance:f}"}


@dataclass(frozen=True)
class Nearness:
    """Who is near a cut, of all units that get another grade as it passes their totals between the cuts beside it.

    Attributes:
        above: Those nearest to it who reach it; None: nobody does.
        below: Those nearest to it who do not.
        within: Those who are within the margin of it.
        held: The units that are as near, but have the same grade on both sides of it.
    """

    above: Near | None
    below: Near | None
    within: tuple[str, ...]
    held: tuple[str, ...]

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "nearest_above": None if self.above is None else self.above.as_plain(),
            "nearest_below": None if self.below is None else self.below.as_plain(),
            "within": list(self.within),
            "same_grade_on_both_sides": list(self.held),
        }


def nearness(grading: Grading, code: int, cuts: Sequence[Decimal], margin: Decimal) -> Nearness:
    """Who is near the cut of a grade.

    Args:
        grading: The totals, and what becomes of them.
        code: The place of the grade.
        cuts: All cuts.
        margin: How near to a cut is near.
    """
    room, cut = Interval.beside(code, cuts), cuts[code]
    concerned = grading.concerned(code, room)
    above = _nearest(grading, {unit: total - cut for unit, total in concerned.items() if total >= cut})
    below = _nearest(grading, {unit: cut - total for unit, total in concerned.items() if total < cut})

    def as_near(total: Decimal) -> bool:
        nearest = above if total >= cut else below
        return nearest is None or abs(total - cut) <= max(nearest.distance, margin)

    within, held = [], []
    for unit, total in enumerate(grading.totals):
        if unit in concerned and abs(total - cut) <= margin:
            within.append(grading.units[unit])
        elif unit not in concerned and total in room and as_near(total):
            held.append(grading.units[unit])
    return Nearness(above, below, tuple(within), tuple(held))


def _nearest(grading: Grading, distances: Mapping[int, Decimal]) -> Near | None:
    """The nearest of some units; None if there are none."""
    if not distances:
        return None
    least = min(distances.values())
    return Near(tuple(grading.units[unit] for unit, each in distances.items() if each == least), least)
