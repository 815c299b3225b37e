"""Totals of the period before and of this one: a line a unit, its direction by the kind of line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from notices.charts.style import INK, LINE, SMALL_PT, TALLEST, TEXT_PT, WIDTH, Margins, layered, size_pt
from notices.layout.page import ems

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from notices.facts.evaluation import Evaluation

_HEAD = 26.0
_FOOT = 24.0
_LEADER = 14.0
_WIDEST = 165.0
_TOTAL_EMS = 4.5
_KINDS: dict[str, tuple[str, list[float]]] = {
    "up": ("上升", [1, 0]),
    "down": ("下降", [5, 3]),
    "same": ("持平", [1, 2]),
}
"""How lines of each direction are called and dashed."""


def spread(wanted: Sequence[float], gap: float, room: float) -> list[float]:
    """Move labels apart as little as needed; the places come in ascending order, and all fit into the room.

    Example:
        >>> spread([10, 11, 50], 10, 60), spread([58, 59, 60], 10, 60)
        ([5.5, 15.5, 50.0], [40, 50, 60])
    """
    # Labels that touch form a block, which lies around the mean of where its labels would be.
    blocks: list[list[float]] = []
    for place in wanted:
        blocks.append([place])
        while len(blocks) > 1 and _start(blocks[-2], gap, room) + len(blocks[-2]) * gap > _start(blocks[-1], gap, room):
            last = blocks.pop()
            blocks[-1] += last
    return [_start(block, gap, room) + number * gap for block in blocks for number in range(len(block))]


def _start(block: Sequence[float], gap: float, room: float) -> float:
    """Where the first label of a block lies."""
    extent = (len(block) - 1) * gap
    return max(min(sum(block) / len(block) - extent / 2, room - extent), 0.0)


def years(evaluation: Evaluation, period: str) -> alt.LayerChart:
    """Draw it; at least one unit has a total in both periods.

    Args:
        evaluation: The figures.
        period: This period, as documents say it.
    """
    import altair as alt

    comparison = evaluation.comparison
    assert comparison is not None
    pairs = [(each, *ends) for each in comparison.changes if (ends := _ends(each.total_before, each.total)) is not None]
    values = [total for _, before, after in pairs for total in (before, after)]
    low, high = min(values), max(values)
    gap = min(11.0, (TALLEST - _HEAD - _FOOT) / len(pairs))
    tall = min(max(170.0, gap * len(pairs) * 1.3), TALLEST - _HEAD - _FOOT)
    names = [each.unit for each, _, _ in pairs]
    size = min(size_pt(names, _WIDEST - _LEADER - _TOTAL_EMS * SMALL_PT), gap * 0.85)
    left = (max(map(ems, names)) + _TOTAL_EMS) * size + _LEADER
    right = WIDTH - left

    def at(total: float) -> float:
        return _HEAD + (tall / 2 if high == low else tall * (high - total) / (high - low))

    lines = [
        {"x": left, "x2": right, "y": at(before), "y2": at(after), "kind": each.moved} for each, before, after in pairs
    ]
    then = _labels([(at(before), f"{each.unit}　{each.total_before}") for each, before, _ in pairs], gap, tall)
    now = _labels([(at(after), f"{each.total}　{each.unit}") for each, _, after in pairs], gap, tall)
    then = [{**label, "x": left, "x2": left - _LEADER} for label in then]
    now = [{**label, "x": right, "x2": right + _LEADER} for label in now]
    foot = _HEAD + tall + _FOOT
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False))
    beside = alt.X("x2:Q", axis=None)
    level = alt.Y("y2:Q", axis=None)
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[foot, 0], nice=False))

    def chart(rows: Sequence[dict[str, Any]]) -> alt.Chart:
        return alt.Chart(alt.InlineData(values=list(rows))).encode(x=across, y=down)

    sides = [{"x": x, "y": _HEAD, "y2": _HEAD + tall} for x in (left, right)]
    heads = [{"x": x, "y": 2, "text": text} for x, text in ((left, comparison.period), (right, period))]
    legend = _legend(foot - 8)
    return layered(
        chart(sides).mark_rule(color=LINE).encode(y2="y2:Q"),
        chart([*then, *now]).mark_rule(color=LINE, strokeWidth=0.4).encode(x2="x2:Q", y2="y2:Q"),
        *(
            chart([each for each in (*lines, *legend) if each["kind"] == kind])
            .mark_rule(color=INK, strokeDash=dash, strokeWidth=1)
            .encode(x2="x2:Q", y2="y2:Q")
            for kind, (_, dash) in _KINDS.items()
        ),
        chart(then).mark_text(align="right", dx=-2, fontSize=size).encode(x=beside, y=level, text="text:N"),
        chart(now).mark_text(align="left", dx=2, fontSize=size).encode(x=beside, y=level, text="text:N"),
        chart(heads).mark_text(baseline="top", fontSize=TEXT_PT).encode(text="text:N"),
        chart(legend).mark_text(align="left", dx=4).encode(x=beside, text="text:N"),
        height=foot,
        margins=Margins(0, 0, 0, 0),
    )


def _ends(before: str | None, after: str | None) -> tuple[float, float] | None:
    return None if before is None or after is None else (float(Decimal(before)), float(Decimal(after)))


def _labels(ends: Sequence[tuple[float, str]], gap: float, tall: float) -> list[dict[str, Any]]:
    """Names and totals, and how high each stands beside its end."""
    ordered = sorted(ends)
    places = spread([y - _HEAD for y, _ in ordered], gap, tall)
    return [{"y": y, "y2": _HEAD + place, "text": text} for (y, text), place in zip(ordered, places, strict=True)]


def _legend(y: float) -> list[dict[str, Any]]:
    starts = {kind: WIDTH / 2 + (place - 1) * 70 - 25 for place, kind in enumerate(_KINDS)}
    return [
        {"x": x, "x2": x + 24, "y": y, "y2": y, "kind": kind, "text": _KINDS[kind][0]} for kind, x in starts.items()
    ]
