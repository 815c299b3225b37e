"""In which order documents list the units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.data import UNIT

if TYPE_CHECKING:
    from notices.reading import Result
    from notices.reading.result import UnitResult


def in_order(result: Result, *, show_ranks: bool) -> tuple[UnitResult, ...]:
    """The units by rank; as the data have them where ranks may not be shown.

    Args:
        result: The result, whose units stand by rank.
        show_ranks: Whether ranks may be published.
    """
    if show_ranks:
        return result.units
    units = result.inputs.get("data", {}).get("units", {}).get(UNIT, ())
    place = {unit.strip(): index for index, unit in enumerate(units)}
    return tuple(sorted(result.units, key=lambda unit: place.get(unit.unit, len(place))))
