"""The units that changed against the result that is replaced, as templates see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from notices.facts.order import in_order

if TYPE_CHECKING:
    from notices.reading import Result
    from notices.reading.told import Changed


def changed_units(result: Result, *, show_ranks: bool) -> Iterator[dict[str, Any]]:
    """The units of which the former result said something else, as templates see them, in the order of documents.

    Args:
        result: The result; units that it does not have come last.
        show_ranks: Whether ranks may be published; if not, none is told, nor a unit of which nothing else changed.

    Yields:
        The fields of a changed unit; ``rank_only``, whether nothing but its rank is another one.
    """
    changed = () if result.changes is None else result.changes.units
    place = {unit.unit: index for index, unit in enumerate(in_order(result, show_ranks=show_ranks))}
    for unit in sorted(changed, key=lambda unit: (place.get(unit.unit, len(place)), unit.unit)):
        told = unit.model_dump(by_alias=True)
        for side in (told["before"], told["after"]):
            if side is not None and not show_ranks:
                side["rank"] = None
        told["rank_only"] = _but_for_rank(unit)
        if not told["rank_only"] or told["before"] != told["after"]:
            yield told


def _but_for_rank(unit: Changed) -> bool:
    """Whether a unit is what it was but for its rank."""
    before, after = ({**side.model_dump(), "rank": None} if side else None for side in (unit.before, unit.after))
    same = before == after and unit.was == unit.now
    return same and not any((unit.points, unit.amounts, unit.lost.any, unit.won.any))


def own_change(changed: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A changed unit as documents about it alone see it: of the others only whether its standing moved with theirs."""
    return None if changed is None else {**changed, "others": bool(changed["others"])}
