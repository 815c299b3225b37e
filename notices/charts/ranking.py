"""Every unit's total as a bar, with its grade."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from notices.charts.style import INK, SMALL_PT, beyond, layered, row_pt, shade, size_pt, width_pt

if TYPE_CHECKING:
    import altair as alt

    from notices.evaluation import Evaluation

LOWERED = "※"
"""Beside the grade of a unit whose total has a higher one."""
_HEAD = 40
_ROOM = 170.0
_GAP = 6.0
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
    rows = [
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
    row = row_pt(len(rows), _HEAD)
    size = size_pt([each.unit for each in evaluation.units], _ROOM, row)
    beside = min(row * 0.75, SMALL_PT)
    totals = [float(Decimal(each.total)) for each in evaluation.units if each.total is not None]
    ends = min(0.0, *totals), max(0.0, *totals) or 1.0
    padding = _RANK if ranked else _GAP
    grades = width_pt([str(each["grade"]) for each in rows], beside) + _GAP
    numbers = width_pt([str(each["text"]) for each in rows], beside) + 2 * _GAP
    names = width_pt([each.unit for each in evaluation.units], size) + padding + _GAP
    right = alt.XDatum(beyond(ends, names, grades + numbers))
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y(
            "unit:N",
            sort=None,
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelFontSize=size, labelPadding=padding),
            scale=alt.Scale(paddingInner=0.3, paddingOuter=0.2),
        )
    )
    x = alt.X(
        "total:Q",
        title="总分（分）",
        scale=alt.Scale(domain=[ends[0], beyond(ends, names, grades + numbers)], nice=False),
        axis=alt.Axis(grid=False, values=_ticks(*ends), domain=False),
    )
    cuts = [
        {"at": float(Decimal(share.start)), "text": share.start}
        for share in evaluation.grades
        if share.start is not None and ends[0] < Decimal(share.start) <= ends[1]
    ]
    at_cuts = alt.Chart(alt.InlineData(values=cuts)).encode(x=alt.X("at:Q"))
    head = alt.Chart(alt.InlineData(values=[{}]))
    above: Any = {"baseline": "bottom", "y": -3}
    return layered(
        base.mark_bar(stroke=INK, strokeWidth=0.6).encode(x=x, color=alt.Color("tone:N", scale=None)),
        at_cuts.mark_rule(color=INK, strokeDash=[2, 2], strokeWidth=0.8),
        at_cuts.mark_text(**above).encode(text="text:N"),
        base.mark_text(align="right", dx=-grades, fontSize=beside).encode(x=right, text="text:N"),
        base.mark_text(align="left", dx=_GAP - grades, fontSize=beside).encode(x=right, text="grade:N"),
        head.mark_text(align="right", dx=-grades, **above).encode(x=right, text=alt.value("总分")),
        head.mark_text(align="left", dx=_GAP - grades, **above).encode(x=right, text=alt.value("等次")),
        *(
            [
                base.mark_text(align="right", x=-_GAP, fontSize=size).encode(text="rank:N"),
                head.mark_text(align="right", x=-_GAP, **above).encode(text=alt.value("名次")),
            ]
            if ranked
            else []
        ),
        height=row * len(rows) + _HEAD,
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
