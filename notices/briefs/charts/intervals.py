"""An interval a unit, with its middle and its official value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.message import Message
from notices.briefs.charts.frame import (
    EDGE_PT,
    LINE_PT,
    Say,
    chart,
    letters_pt,
    lines_below,
    most_telling,
    names_layer,
    number,
    row_pt,
    ticks,
)
from notices.briefs.figures import Intervals
from notices.charts.style import AXIS_PT, GAP, INK, LINE, PAPER, Margins, layered, width_pt

if TYPE_CHECKING:
    import altair as alt

_ROOM = 150.0


def intervals(figure: Intervals, say: Say) -> alt.LayerChart | None:
    """Draw it; nothing where there is no row. Of too many rows the widest are shown.

    Args:
        figure: What is drawn.
        say: Says a message in the language of the reader.
    """
    import altair as alt

    shown, missing = most_telling(figure.rows, lambda row: row[3] - row[1])
    if not shown:
        return None
    # Between numbers that may have a minus a dash could be taken for one.
    dash = " ~ " if any(row[1] < 0 for row in shown) else "–"
    rows = [
        {
            "place": place,
            "name": say(name) if isinstance(name, Message) else name,
            "low": low,
            "middle": middle,
            "high": high,
            "official": official,
            "text": f"{number(round(middle, 2))} ({number(round(low, 2))}{dash}{number(round(high, 2))})",
        }
        for place, (name, low, middle, high, official) in enumerate(shown)
    ]
    rows = [{**each, "tip": f"{each['name']}: {each['text']}"} for each in rows]
    row = row_pt(len(rows))
    names = [str(each["name"]) for each in rows]
    size = letters_pt(names, _ROOM, row)
    texts = width_pt([str(each["text"]) for each in rows], size) + 2 * GAP
    values = [value for _, *rest in shown for value in rest if value is not None]
    low, high = min(values), max(values)
    pad = (high - low or 1.0) * 0.03
    whole = all(value == int(value) for value in values)
    lines = [say(figure.legend or _legend(any(official is not None for *_, official in shown)))]
    if missing:
        lines.append(say(Message("Not shown: {count} units whose interval is narrower.", count=missing)))
    margins = Margins(
        left=width_pt(names, size) + GAP, right=texts + EDGE_PT, top=4, bottom=AXIS_PT + LINE_PT * len(lines) + 2
    )
    height = row * len(rows)
    scale = alt.Scale(domain=[low - pad, high + pad], nice=False, zero=False, reverse=figure.descending)
    axis = alt.Axis(values=_ticks(low, high, whole=whole), format=".10~g", grid=True, gridColor="#e0e0e0")
    x = alt.X("low:Q", title=say(figure.axis), scale=scale, axis=axis)
    y = alt.Y("place:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.2))
    base = chart(rows).encode(y=y)
    official = chart([each for each in rows if each["official"] is not None]).encode(y=y)
    mark = row * 2.4
    return layered(
        base.mark_rule(color=INK, strokeWidth=1.4).encode(x=x, x2="high:Q", tooltip="tip:N"),
        *(
            base.mark_tick(color=INK, thickness=1.2, size=row * 0.5).encode(x=alt.X(f"{end}:Q"), tooltip="tip:N")
            for end in ("low", "high")
        ),
        base.mark_point(shape="circle", filled=True, size=mark, color=INK, opacity=1).encode(
            x=alt.X("middle:Q"), tooltip="tip:N"
        ),
        official.mark_point(
            shape="diamond", filled=True, size=mark * 2.4, fill=PAPER, fillOpacity=0, stroke=LINE, strokeWidth=1.3
        ).encode(x=alt.X("official:Q"), tooltip="tip:N"),
        names_layer(base, size, GAP),
        base.mark_text(align="right", x=margins.plot + texts, fontSize=size).encode(text="text:N"),
        *lines_below(lines, height + AXIS_PT, margins.left),
        height=height,
        margins=margins,
    )


def _ticks(low: float, high: float, *, whole: bool) -> list[float]:
    """Round numbers; of ranks also the first."""
    found = ticks(low, high, whole=whole)
    return sorted({low, *found} - {0.0}) if whole and low == 1 else found


def _legend(official: bool) -> Message:
    if official:
        return Message("● middle, ◇ official; the line goes from the lower to the upper end.")
    return Message("● middle; the line goes from the lower to the upper end.")
