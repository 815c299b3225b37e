"""A tone, and where it fits a percentage, for each pair of a row and a column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.message import Message
from notices.briefs.charts.frame import (
    EDGE_PT,
    LINE_PT,
    MOST_ROWS,
    TITLE_PT,
    Say,
    chart,
    letters_pt,
    lines_below,
    most_telling,
    row_pt,
)
from notices.briefs.figures import HeatMap
from notices.charts.style import GAP, INK, LINE, PAPER, SMALL_PT, WIDTH, Margins, layered, shade, width_pt

if TYPE_CHECKING:
    import altair as alt

_ROOM = 130.0
_HEADER_ROOM = 90.0
_WIDEST = 56.0
_NUMBER_EMS = 1.9
_SMALLEST_PT = 5.0
_DARKEST = 0.15
_WHITE_ABOVE = 0.75
_AXIS = 14.0
_FAINT = "#d9d9d9"
_EVERY = (2, 5, 10, 20, 50, 100)
_MOST_NAMES = 40
"""Of columns with names; of numbered ones not each needs its number."""


def heat_map(figure: HeatMap, say: Say) -> alt.LayerChart | None:
    """Draw it; nothing where there is no row or column. Of too many rows the least certain are shown.

    Args:
        figure: What is drawn.
        say: Says a message in the language of the reader.
    """
    import altair as alt

    # A square of names has the same ones on both sides.
    square = figure.rows == figure.columns
    numbered = all(name.isdecimal() for name in figure.columns)
    places, rows_out = most_telling(
        range(len(figure.rows)),
        lambda row: 1 - _most(figure.values[row]),
        _MOST_NAMES if square else MOST_ROWS,
    )
    columns, columns_out = most_telling(
        range(len(figure.columns)),
        lambda column: _most([figure.values[row][column] for row in places]),
        MOST_ROWS if numbered else _MOST_NAMES,
    )
    if square:
        columns, columns_out = places, rows_out
    if not places or not columns:
        return None
    names = [figure.rows[place] for place in places]
    headers = [figure.columns[place] for place in columns]
    row = row_pt(len(places))
    size = letters_pt(names, _ROOM, row)
    left = width_pt(names, size) + GAP
    column = min((WIDTH - left - EDGE_PT) / len(columns), _WIDEST)
    upright = width_pt(headers, SMALL_PT) <= column - 2
    header = letters_pt(headers, column - 2 if upright else _HEADER_ROOM, row if upright else min(row, column))
    if numbered and not upright:
        every = next(each for each in _EVERY if each * column >= width_pt(headers, SMALL_PT) + 4)
        first = 1 if every > 2 else every
        headers = [name if int(name) == first or int(name) % every == 0 else "" for name in headers]
        upright, header = True, SMALL_PT
    top = header * 1.4 if upright else width_pt(headers, header) + 4
    letters = min(row * 0.6, (column - 1) / _NUMBER_EMS, SMALL_PT)
    cells = [
        {
            "row": down,
            "column": across,
            "text": _percent(value),
            "tip": f"{figure.rows[place]} – {figure.columns[at]}: {'—' if value is None else f'{value:.1%}'}",
            "tone": "#f0f0f0" if value is None else shade(1 - (1 - _DARKEST) * value),
            "ink": PAPER if value is not None and value > _WHITE_ABOVE else INK,
        }
        for down, place in enumerate(places)
        for across, at in enumerate(columns)
        for value in (figure.values[place][at],)
    ]
    x = alt.X("column:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    y = alt.Y("row:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    base = chart(cells).encode(x=x, y=y)
    numbers = letters >= _SMALLEST_PT
    legend = say(Message("In percent; the darker, the more.")) if numbers else say(Message("The darker, the more."))
    lines = [legend]
    if rows_out:
        lines.append(say(Message("Not shown: {count} rows that are more certain.", count=rows_out)))
    if columns_out and not square:
        lines.append(say(Message("Not shown: {count} columns in which less stands.", count=columns_out)))
    height, width = row * len(places), column * len(columns)
    turned = {"angle": 270, "align": "left", "baseline": "middle"} if not upright else {"baseline": "bottom"}
    return layered(
        base.mark_rect(stroke=LINE if numbers else _FAINT, strokeWidth=0.3).encode(
            color=alt.Color("tone:N", scale=None), tooltip="tip:N"
        ),
        *(
            [
                base.mark_text(fontSize=letters).encode(
                    text="text:N", color=alt.Color("ink:N", scale=None), tooltip="tip:N"
                )
            ]
            if numbers
            else []
        ),
        chart([{"column": place, "name": name} for place, name in enumerate(headers)])
        .mark_text(y=-3, fontSize=header, **turned)
        .encode(x=x, text="name:N"),
        chart([{"row": place, "name": name} for place, name in enumerate(names)])
        .mark_text(align="right", x=-GAP, fontSize=size)
        .encode(y=y, text="name:N"),
        chart([{}])
        .mark_text(baseline="bottom", x=width / 2, y=-top - 4, fontSize=TITLE_PT, fontWeight="bold")
        .encode(text=alt.value(say(figure.across))),
        *lines_below(lines, height + 4, left),
        height=height,
        margins=Margins(
            left=left, right=max(WIDTH - left - width, 0), top=top + _AXIS + 4, bottom=LINE_PT * len(lines) + 6
        ),
    )


def _most(values: Sequence[float | None]) -> float:
    return max((value for value in values if value is not None), default=0.0)


def _percent(value: float | None) -> str:
    """A share in percent, so that only what never happens is blank.

    Example:
        >>> [_percent(value) for value in (None, 0.0, 0.001, 0.126, 0.9999, 1.0)]
        ['', '', '<1', '13', '>99', '100']
    """
    if not value:
        return ""
    if value < 0.005:
        return "<1"
    return ">99" if 0.995 <= value < 1 else f"{value:.0%}".rstrip("%")
