"""A word, such as a grade, for each unit and year or scenario."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from engine.message import Message
from notices.briefs.charts.frame import (
    LINE_PT,
    ROW_PT,
    Say,
    chart,
    letters_pt,
    lines_below,
    most_telling,
    row_pt,
)
from notices.briefs.figures import Grid
from notices.charts.rates import broken
from notices.charts.style import GAP, INK, LINE, PAPER, WIDTH, Margins, layered, shade, width_pt

if TYPE_CHECKING:
    import altair as alt

_ROOM = 130.0
_WIDEST = 78.0
_HEADER_LINES = 3


def grid(figure: Grid, say: Say) -> alt.LayerChart | None:
    """Draw it; nothing where there is no row or column. Of too many rows those whose words differ are shown.

    Args:
        figure: What is drawn.
        say: Says a message in the language of the reader.
    """
    import altair as alt

    texts = [[_text(figure, row, column) for column in range(len(figure.columns))] for row in range(len(figure.rows))]
    places, missing = most_telling(range(len(figure.rows)), lambda row: len({*texts[row]} - {"—"}))
    columns = [say(each) if isinstance(each, Message) else each for each in figure.columns]
    if not places or not columns:
        return None
    names = [figure.rows[place] for place in places]
    row = row_pt(len(places))
    size = letters_pt(names, _ROOM, row)
    left = width_pt(names, size) + GAP
    column = min((WIDTH - left) / len(columns), _WIDEST)
    words = letters_pt([text for each in texts for text in each], column - 2, row)
    header = letters_pt(columns, (column - 2) * _HEADER_LINES * 0.8, ROW_PT)
    headers = [
        _lines(name, max(int((column - 2) / width_pt([name], header) * len(name)), 1)) if name else [" "]
        for name in columns
    ]
    most = max(map(len, headers))
    top = most * header * 1.2 + 6
    cells = [
        {
            "row": down,
            "column": across,
            "text": text,
            "tip": f"{figure.rows[place]}, {columns[across]}: {text}",
            "tone": _tone(figure, word),
            "weight": "normal" if text == (word or "—") else "bold",
        }
        for down, place in enumerate(places)
        for across, (word, text) in enumerate(zip(figure.words[place], texts[place], strict=True))
    ]
    x = alt.X("column:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    y = alt.Y("row:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    base = chart(cells).encode(x=x, y=y)
    lines = [say(Message("Not shown: {count} units that change less.", count=missing))] if missing else []
    height, width = row * len(places), column * len(columns)
    heads = [{"column": place, "name": [" "] * (most - len(parts)) + parts} for place, parts in enumerate(headers)]
    return layered(
        base.mark_rect(stroke=LINE, strokeWidth=0.4).encode(color=alt.Color("tone:N", scale=None), tooltip="tip:N"),
        *(
            chart([each for each in cells if each["weight"] == weight])
            .mark_text(fontSize=words, fontWeight=weight, color=INK)
            .encode(x=x, y=y, text="text:N", tooltip="tip:N")
            for weight in ("normal", "bold")
        ),
        chart(heads)
        .mark_text(baseline="top", y=4 - top, fontSize=header, lineHeight=header * 1.2)
        .encode(x=x, text="name:N"),
        chart([{"row": place, "name": name} for place, name in enumerate(names)])
        .mark_text(align="right", x=-GAP, fontSize=size)
        .encode(y=y, text="name:N"),
        *lines_below(lines, height + 4, left),
        height=height,
        margins=Margins(left=left, right=max(WIDTH - left - width, 0), top=top, bottom=LINE_PT * len(lines) + 4),
    )


def _lines(name: str, most: int) -> list[str]:
    """A name in lines of so many letters at most, which end between words where there are some.

    Example:
        >>> _lines("stricter, with another prize", 12), _lines("从严并调整二等奖", 5)
        (['stricter,', 'with another', 'prize'], ['从严并调', '整二等奖'])
    """
    return wrap(name, most) if " " in name else broken(name, most)


def _text(figure: Grid, row: int, column: int) -> str:
    """What stands in a cell: its word; the one before it too, where that was another."""
    word = figure.words[row][column] or "—"
    before = (figure.before[row][column] or "—") if figure.before else word
    return word if before == word else f"{before} → {word}"


def _tone(figure: Grid, word: str) -> str:
    """The higher, the darker, but never so dark that the word is hard to read."""
    if word not in figure.levels:
        return PAPER
    return shade(0.55 + 0.4 * figure.levels.index(word) / max(len(figure.levels) - 1, 1))
