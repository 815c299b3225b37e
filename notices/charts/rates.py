"""Rates of points: units by indicators, each cell with its number; and the indicators by their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notices.charts.style import (
    AXIS_PT,
    FILL,
    GAP,
    INK,
    LINE,
    PAPER,
    SMALL_PT,
    SMALLEST_PT,
    WIDTH,
    Margins,
    layered,
    row_pt,
    shade,
    size_pt,
    width_pt,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from notices.facts.evaluation import Evaluation
    from notices.facts.evaluation.indicators import IndicatorFigures

COLUMNS = 20
"""The most indicators in one heat map; further ones stand in another."""
_ROOM = 110.0
_INDICATOR_ROOM = 150.0
_HEADER_PT = 7.0
_LINE_PT = 8.5
_NUMBER_EMS = 2.6
_DARK = 0.25
"""Below this share letters are white."""


def heat_maps(indicators: Sequence[IndicatorFigures]) -> list[Sequence[IndicatorFigures]]:
    """The indicators of each heat map, about equally many.

    Example:
        >>> [len(each) for each in heat_maps([None] * 45)]
        [15, 15, 15]
    """
    number = -(-len(indicators) // COLUMNS)
    size = -(-len(indicators) // max(number, 1)) or 1
    return [indicators[start : start + size] for start in range(0, len(indicators), size)]


def heat_map(indicators: Sequence[IndicatorFigures]) -> alt.LayerChart:
    """Draw the rates of every unit for some indicators; darker is weaker.

    Args:
        indicators: At least one, with its cells.
    """
    import altair as alt

    units = [cell.unit for cell in indicators[0].cells]
    label = size_pt(units, _ROOM)
    names = width_pt(units, label) + GAP
    column = (WIDTH - names) / len(indicators)
    number = max(min(7.5, column / _NUMBER_EMS), SMALLEST_PT)
    headers = [broken(each.name, max(int((column - 1) / _HEADER_PT), 1)) for each in indicators]
    lines = max(map(len, headers))
    head = lines * _LINE_PT + 6
    row = row_pt(len(units), head)
    cells = [
        {
            "unit": cell.unit,
            "place": place,
            "text": cell.rate or "—",
            "tone": PAPER if cell.share is None else shade(_lightness(cell.share)),
            "ink": PAPER if cell.share is not None and cell.share < _DARK else INK,
        }
        for place, each in enumerate(indicators)
        for cell in each.cells
    ]
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        y=alt.Y("unit:N", sort=None, axis=None), x=alt.X("place:O", sort=None, axis=None)
    )
    rows = [{"unit": unit} for unit in units]
    # Empty lines above make all of them end at the same height.
    titles = [{"place": place, "text": [" "] * (lines - len(header)) + header} for place, header in enumerate(headers)]
    return layered(
        base.mark_rect(stroke=LINE, strokeWidth=0.5).encode(color=alt.Color("tone:N", scale=None)),
        base.mark_text(fontSize=min(number, row * 0.7)).encode(text="text:N", color=alt.Color("ink:N", scale=None)),
        alt.Chart(alt.InlineData(values=titles))
        .mark_text(baseline="top", y=3 - head, fontSize=_HEADER_PT, lineHeight=_LINE_PT)
        .encode(x=alt.X("place:O", sort=None, axis=None), text="text:N"),
        alt.Chart(alt.InlineData(values=rows))
        .mark_text(align="right", x=-GAP, fontSize=min(label, row * 0.8))
        .encode(y=alt.Y("unit:N", sort=None, axis=None), text="unit:N"),
        height=row * len(units),
        margins=Margins(left=names, top=head),
    )


def _lightness(share: float) -> float:
    """White for all points, and visibly less for a little less."""
    return 1.0 if share >= 1 else 0.12 + 0.8 * max(share, 0.0)


def broken(text: str, most: int) -> list[str]:
    """Break a text into lines of about equally many characters.

    Example:
        >>> broken("贫困户收入增幅", 4), broken("整村退出", 3)
        (['贫困户收', '入增幅'], ['整村', '退出'])
    """
    size = -(-len(text) // -(-len(text) // most))
    return [text[start : start + size] for start in range(0, len(text), size)]


def indicator_rates(evaluation: Evaluation, unit: str) -> alt.LayerChart:
    """Draw the indicators by their mean rate, the weakest above; at least one has one.

    Args:
        evaluation: The figures.
        unit: What is assessed, as officials call it.
    """
    import altair as alt

    rated = sorted(
        ((share, each) for each in evaluation.indicators if (share := each.share) is not None), key=lambda pair: pair[0]
    )
    rows: list[dict[str, Any]] = [
        {
            "name": f"{each.name}（{each.full}分）",
            "share": float(share * 100),
            "rate": f"{each.rate}%",
            "losing": f"{each.losing}个{unit}失分" if each.losing else "无失分",
        }
        for share, each in rated
    ]
    row = row_pt(len(rows), AXIS_PT)
    size = size_pt([each["name"] for each in rows], _INDICATOR_ROOM, row)
    beside = min(row * 0.75, SMALL_PT)
    shares = [each["share"] for each in rows]
    rates = width_pt([each["rate"] for each in rows], beside) + 2 * GAP
    margins = Margins(
        left=width_pt([each["name"] for each in rows], size) + GAP,
        right=rates + width_pt([each["losing"] for each in rows], beside) + GAP,
        bottom=AXIS_PT,
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.2))
    )
    x = alt.X(
        "share:Q",
        title="平均得分率（%）",
        scale=alt.Scale(domain=[min(0.0, *shares), max(100.0, *shares)], nice=False),
        axis=alt.Axis(values=[0, 20, 40, 60, 80, 100], domain=False),
    )
    return layered(
        base.mark_bar(color=FILL, stroke=INK, strokeWidth=0.6).encode(x=x),
        base.mark_text(align="right", x=-GAP, fontSize=size).encode(text="name:N"),
        base.mark_text(align="right", x=margins.plot + rates, fontSize=beside).encode(text="rate:N"),
        base.mark_text(align="left", x=margins.plot + rates + GAP, fontSize=beside).encode(text="losing:N"),
        height=row * len(rows),
        margins=margins,
    )
