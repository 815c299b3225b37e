"""Every unit's total as a bar, with its grade."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from notices.charts.style import AXIS_PT, GAP, INK, SMALL_PT, Margins, layered, row_pt, shade, size_pt, width_pt

if TYPE_CHECKING:
    import altair as alt

    from notices.facts.evaluation import Evaluation

LOWERED = "※"
"""Beside the grade of a unit whose total has a higher one."""
_HEAD = 14.0
_ROOM = 170.0
_RANK = 28.0
_MOST_TICKS = 6
_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 10.0**9)


def ranking(evaluation: Evaluation, unit: str) -> alt.LayerChart:
    """Draw it; there is at least one total.

    Args:
        evaluation: The figures.
        unit: What is assessed, as officials call it.
    """
    import altair as alt

    order = [share.grade for share in evaluation.grades]
    lowered = {each.unit for each in evaluation.lowered}
    rows: list[dict[str, Any]] = [
        {
            "unit": each.unit,
            "rank": str(each.rank or "—"),
            "total": float(Decimal(each.total)),
            "text": each.total,
            "grade": f"{each.grade or '—'}{LOWERED if each.unit in lowered else ''}",
            "tone": _tone(order, each.grade),
        }
        for each in evaluation.units
        if each.total is not None
    ]
    ranked = any(each.rank for each in evaluation.units)
    row = row_pt(len(rows), _HEAD + AXIS_PT)
    size = size_pt([each["unit"] for each in rows], _ROOM, row)
    beside = min(row * 0.75, SMALL_PT)
    ends = min(0.0, *(each["total"] for each in rows)), max(0.0, *(each["total"] for each in rows)) or 1.0
    names = _RANK if ranked else GAP
    numbers = width_pt([each["text"] for each in rows], beside) + 2 * GAP
    margins = Margins(
        left=width_pt([each["unit"] for each in rows], size) + names,
        right=numbers + width_pt([each["grade"] for each in rows], beside) + GAP,
        top=_HEAD,
        bottom=AXIS_PT,
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("unit:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.2))
    )
    x = alt.X(
        "total:Q",
        title="总分（分）",
        scale=alt.Scale(domain=ends, nice=False),
        axis=alt.Axis(values=_ticks(*ends), domain=False),
    )
    cuts = [
        {"at": float(Decimal(share.start)), "text": share.start}
        for share in evaluation.grades
        if share.start is not None and ends[0] < Decimal(share.start) <= ends[1]
    ]
    at_cuts = alt.Chart(alt.InlineData(values=cuts)).encode(x=alt.X("at:Q"))
    columns: list[tuple[str, str, Any, float, float]] = [
        ("text", "总分", "right", margins.plot + numbers, beside),
        ("grade", "等次", "left", margins.plot + numbers + GAP, beside),
    ]
    if ranked:
        columns.append(("rank", "名次", "right", -GAP, size))
    head = alt.Chart(alt.InlineData(values=[{}]))
    return layered(
        base.mark_bar(stroke=INK, strokeWidth=0.6).encode(x=x, color=alt.Color("tone:N", scale=None)),
        at_cuts.mark_rule(color=INK, strokeDash=[2, 2], strokeWidth=0.8),
        at_cuts.mark_text(baseline="bottom", y=-3).encode(text="text:N"),
        base.mark_text(align="right", x=-names, fontSize=size).encode(text="unit:N"),
        *(
            base.mark_text(align=align, x=place, fontSize=letters).encode(text=f"{name}:N")
            for name, _, align, place, letters in columns
        ),
        *(
            head.mark_text(align=align, x=place, baseline="bottom", y=-3).encode(text=alt.value(title))
            for _, title, align, place, _ in columns
        ),
        height=row * len(rows),
        margins=margins,
    )


def _ticks(lowest: float, highest: float) -> list[float]:
    """Round numbers from the lowest to the highest."""
    step = next(each for each in _STEPS if (highest - lowest) / each <= _MOST_TICKS)
    first = ceil(lowest / step)
    return [step * number for number in range(first, int(highest / step) + 1)]


def _tone(order: list[str], grade: str | None) -> str:
    if grade not in order:
        return shade(1)
    return shade(0.35 + 0.6 * order.index(grade) / max(len(order) - 1, 1))
