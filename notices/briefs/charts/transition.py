"""Grades before and after: how many units went from which to which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.message import Message
from notices.briefs.charts.frame import LINE_PT, TITLE_PT, Say, chart, letters_pt, lines_below
from notices.briefs.figures import Transition
from notices.charts.style import GAP, INK, LINE, PAPER, WIDTH, Margins, layered, shade, width_pt

if TYPE_CHECKING:
    import altair as alt

_ROOM = 110.0
_WIDEST = 62.0
_ROW = 20.0
_HEAD = 30.0


def transition(figure: Transition, say: Say) -> alt.LayerChart | None:
    """Draw it; nothing where no unit is counted.

    Args:
        figure: What is drawn.
        say: Says a message in the language of the reader.
    """
    import altair as alt

    counts = figure.counts
    most = max((count for row in counts for count in row), default=0)
    if not most:
        return None
    levels = range(len(figure.levels))
    size = letters_pt(figure.levels, _ROOM, _ROW)
    before = say(Message("Before"))
    names = max(width_pt(figure.levels, size), width_pt([before], TITLE_PT)) + GAP
    column = min(_WIDEST, (WIDTH - names) / (len(figure.levels) + 1))
    cells = [
        {
            "row": row,
            "column": after,
            "text": _moved(counts[row][after], after - row),
            "tip": f"{figure.levels[row]} → {figure.levels[after]}: {counts[row][after]}",
            "tone": shade(1 - 0.55 * counts[row][after] / most) if counts[row][after] else PAPER,
            "edge": 1.6 if row == after else 0.5,
            "ink": INK if counts[row][after] else LINE,
        }
        for row in levels
        for after in levels
    ]
    sums = [{"row": row, "column": len(levels), "text": str(sum(counts[row])), "tone": PAPER} for row in levels]
    feet = [
        {"row": len(levels), "column": after, "text": str(sum(row[after] for row in counts)), "tone": PAPER}
        for after in levels
    ]
    whole = {"row": len(levels), "column": len(levels), "text": str(sum(map(sum, counts))), "tone": PAPER}
    x = alt.X("column:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    y = alt.Y("row:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    base = chart(cells).encode(x=x, y=y)
    totals = chart([*sums, *feet, whole]).encode(x=x, y=y)
    all_in = say(Message("In all"))
    labels = (*figure.levels, all_in)
    heads = [{"column": place, "name": name} for place, name in enumerate(labels)]
    sides = [{"row": place, "name": name} for place, name in enumerate(labels)]
    top = letters_pt(labels, column - 2, _ROW)
    height = _ROW * (len(levels) + 1)
    width = column * (len(levels) + 1)
    legend = say(Message("↑ a higher grade than before, ↓ a lower one; on the diagonal nothing changes."))
    return layered(
        base.mark_rect(stroke=LINE).encode(
            color=alt.Color("tone:N", scale=None), strokeWidth=alt.StrokeWidth("edge:Q", scale=None), tooltip="tip:N"
        ),
        base.mark_text(fontSize=TITLE_PT).encode(text="text:N", color=alt.Color("ink:N", scale=None), tooltip="tip:N"),
        totals.mark_text(fontSize=TITLE_PT).encode(text="text:N"),
        chart(heads).mark_text(baseline="bottom", y=-4, fontSize=top).encode(x=x, text="name:N"),
        chart(sides).mark_text(align="right", x=-GAP, fontSize=size).encode(y=y, text="name:N"),
        chart([{}])
        .mark_text(align="right", baseline="bottom", x=-GAP, y=-4, fontSize=TITLE_PT, fontWeight="bold")
        .encode(text=alt.value(before)),
        chart([{}])
        .mark_text(baseline="bottom", x=(width - column) / 2, y=-17, fontSize=TITLE_PT, fontWeight="bold")
        .encode(text=alt.value(say(Message("After")))),
        *lines_below([legend], height + 4, names),
        height=height,
        margins=Margins(left=names, right=max(WIDTH - names - width, 0), top=_HEAD, bottom=LINE_PT + 6),
    )


def _moved(count: int, down: int) -> str:
    """How many units went so many grades down."""
    if not count:
        return "–"
    return f"{count} {'↑' if down < 0 else '↓'}" if down else str(count)
