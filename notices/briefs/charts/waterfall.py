"""From one value to another by steps."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from engine.message import Message
from notices.briefs.charts.frame import (
    EDGE_PT,
    LINE_PT,
    MOST_ROWS,
    TALLEST,
    Say,
    changed,
    chart,
    letters_pt,
    lines_below,
    names_layer,
    number,
    ticks,
)
from notices.briefs.figures import Waterfall
from notices.charts.style import AXIS_PT, FILL, GAP, INK, LINE, PAPER, Margins, layered, width_pt

if TYPE_CHECKING:
    import altair as alt

_ROOM = 170.0
_ROW = 16.0
_FAR = 0.4
"""Where the changes are less than this part of the values, the axis does not begin at zero, and ends are points."""


def waterfall(figure: Waterfall, say: Say) -> alt.LayerChart | None:
    """Draw it: a row for the start, for each step and for the end; the smallest steps stand together if too many.

    Args:
        figure: What is drawn.
        say: Says a message in the language of the reader.
    """
    import altair as alt

    steps, missing = _steps(figure, say)
    values = list(accumulate((change for _, change in steps), initial=figure.start[1]))
    low, high = min(*values, figure.end[1]), max(*values, figure.end[1])
    near = high - low >= _FAR * max(abs(low), abs(high)) or low <= 0 <= high
    if near:
        low, high = min(low, 0.0), max(high, 0.0)
    pad = (high - low or 1.0) * 0.04
    domain = [low if near and low == 0 else low - pad, high if near and high == 0 else high + pad]
    rows: list[dict[str, Any]] = [
        _end(say(figure.start[0]), figure.start[1], near),
        *(
            {
                "name": name,
                "from": before,
                "to": before + change,
                "text": changed(change),
                "tone": FILL if change >= 0 else PAPER,
                "kind": "step",
            }
            for (name, change), before in zip(steps, values, strict=False)
        ),
        _end(say(figure.end[0]), figure.end[1], near),
    ]
    rows = [{**each, "place": place, "tip": f"{each['name']}: {each['text']}"} for place, each in enumerate(rows)]
    row = min(_ROW, TALLEST / len(rows))
    size = letters_pt([each["name"] for each in rows], _ROOM, row)
    numbers = width_pt([each["text"] for each in rows], size) + 2 * GAP
    lines = [say(Message("… are {count} smaller steps together.", count=missing))] if missing else []
    margins = Margins(
        left=width_pt([each["name"] for each in rows], size) + GAP,
        right=numbers + EDGE_PT,
        top=4,
        bottom=AXIS_PT + LINE_PT * len(lines),
    )
    height = row * len(rows)
    scale = alt.Scale(domain=domain, nice=False, zero=False)
    x = alt.X(
        "from:Q",
        title=say(figure.unit),
        scale=scale,
        axis=alt.Axis(values=ticks(*domain), format=".10~g", grid=True, gridColor="#e0e0e0"),
    )
    y = alt.Y("place:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.2))
    base = chart(rows).encode(y=y)
    bars = chart([each for each in rows if each["kind"] != "point"]).encode(y=y)
    points = chart([each for each in rows if each["kind"] == "point"]).encode(y=y)
    joints = [{"at": each["to"], "place": each["place"], "next": each["place"] + 1} for each in rows[:-1]]
    return layered(
        chart(joints)
        .mark_rule(color=LINE, strokeWidth=0.6, strokeDash=[2, 2])
        .encode(
            x=alt.X("at:Q", scale=scale),
            y=alt.Y("place:O", sort=None, axis=None, bandPosition=0.5),
            y2=alt.Y2("next:O", bandPosition=0.5),
        ),
        bars.mark_bar(stroke=INK, strokeWidth=0.7).encode(
            x=x, x2="to:Q", color=alt.Color("tone:N", scale=None), tooltip="tip:N"
        ),
        points.mark_point(shape="diamond", filled=True, size=row * 4, color=INK, opacity=1).encode(
            x=x, tooltip="tip:N"
        ),
        names_layer(base, size, GAP),
        base.mark_text(align="right", x=margins.plot + numbers, fontSize=size).encode(text="text:N"),
        *lines_below(lines, height + AXIS_PT, margins.left),
        height=height,
        margins=margins,
    )


def _end(name: str, value: float, near: bool) -> dict[str, Any]:
    """The start or the end: a bar from zero, or a point where zero is far."""
    start, kind = (0.0, "end") if near else (value, "point")
    return {"name": name, "from": start, "to": value, "text": number(value), "tone": "#c4c4c4", "kind": kind}


def _steps(figure: Waterfall, say: Say) -> tuple[list[tuple[str, float]], int]:
    """The greatest steps in their order; those that are left out are one step more, so that the sum is right."""
    most = MOST_ROWS - 3
    named = [(say(name) if isinstance(name, Message) else name, change) for name, change in figure.steps]
    if len(named) <= most:
        return named, 0
    ranked = sorted(range(len(named)), key=lambda place: -abs(named[place][1]))
    kept = set(ranked[:most])
    shown = [step for place, step in enumerate(named) if place in kept]
    rest = sum(change for place, (_, change) in enumerate(named) if place not in kept)
    return [*shown, ("…", rest)], len(named) - most
