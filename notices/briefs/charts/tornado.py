"""A bar each with its interval, the longest on top."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, Any

from engine.message import Message
from notices.briefs.charts.frame import (
    EDGE_PT,
    LINE_PT,
    MINUS,
    MOST_ROWS,
    TALLEST,
    Say,
    chart,
    letters_pt,
    lines_below,
    most_telling,
    names_layer,
    number,
    ticks,
)
from notices.briefs.figures import Tornado
from notices.charts.style import AXIS_PT, FILL, GAP, INK, PAPER, SMALL_PT, Margins, layered, width_pt

if TYPE_CHECKING:
    import altair as alt

_ROOM = 160.0
_ROW = 9.0
"""Height of a bar with its distance to the next."""
_SINGLE = 4.0
"""More of it, where no second bar stands below."""
_TONES = (FILL, PAPER)
_BOX = 9.0


def tornado(figure: Tornado, say: Say) -> alt.LayerChart | None:
    """Draw it; nothing where there is no bar.

    Args:
        figure: What is drawn.
        say: Says a message in the language of the reader.
    """
    import altair as alt

    second = {name: rest for name, *rest in figure.second}
    pairs = 2 if second else 1
    shown, missing = most_telling(
        figure.bars,
        lambda bar: max(abs(value) for value in (bar[1], *second.get(bar[0], ())[:1])),
        MOST_ROWS // pairs,
    )
    if not shown:
        return None
    shown.sort(key=lambda bar: -abs(bar[1]))
    row = min(_ROW * pairs + _SINGLE * (pairs == 1), TALLEST / len(shown))
    # Three digits of the longest bar are enough, and the same number of them for all.
    decimals = _decimals(max(abs(bar[1]) for bar in shown))
    bars: list[dict[str, Any]] = []
    for place, (name, *first) in enumerate(shown):
        for kind, values in enumerate(filter(None, (first, second.get(name)))):
            value, low, high = values
            bars.append(
                {
                    "place": place,
                    "kind": kind,
                    "value": value,
                    "low": low,
                    "high": high,
                    "tone": _TONES[kind],
                    "text": f"{value:.{decimals}f}".replace("-", MINUS),
                    "tip": f"{name}: {number(round(value, 4))} ({number(round(low, 4))}–{number(round(high, 4))})",
                }
            )
    names = [name for name, *_ in shown]
    size = letters_pt(names, _ROOM, min(row, 13.0))
    small = min(size, row / pairs * 0.8)
    texts = width_pt([each["text"] for each in bars], small) + 2 * GAP
    ends = [0.0, *(each[end] for each in bars for end in ("value", "low", "high"))]
    low, high = min(ends), max(ends)
    pad = (high - low or 1.0) * 0.03
    domain = [low - pad if low < 0 else 0.0, high + pad]
    lines = [say(Message("Not shown: {count} shorter bars.", count=missing))] if missing else []
    boxes = [say(each) for each in figure.legend]
    margins = Margins(
        left=width_pt(names, size) + GAP,
        right=texts + EDGE_PT,
        top=4,
        bottom=AXIS_PT + LINE_PT * (len(lines) + bool(boxes)) + 2,
    )
    height = row * len(shown)
    scale = alt.Scale(domain=domain, nice=False)
    x = alt.X(
        "value:Q",
        title=say(figure.axis),
        scale=scale,
        axis=alt.Axis(values=ticks(*domain), format=".10~g", grid=True, gridColor="#e0e0e0"),
    )
    y = alt.Y("place:O", sort=None, axis=None, scale=alt.Scale(paddingInner=0.25, paddingOuter=0.15))
    beside = alt.YOffset("kind:O", sort=None)
    base = chart(bars).encode(y=y, yOffset=beside)
    spans = chart([each for each in bars if each["low"] != each["high"]]).encode(y=y, yOffset=beside)
    return layered(
        base.mark_bar(stroke=INK, strokeWidth=0.6).encode(x=x, color=alt.Color("tone:N", scale=None), tooltip="tip:N"),
        spans.mark_rule(color=INK, strokeWidth=1).encode(x=alt.X("low:Q"), x2="high:Q", tooltip="tip:N"),
        names_layer(chart([{"place": place, "name": name} for place, name in enumerate(names)]).encode(y=y), size, GAP),
        base.mark_text(align="right", x=margins.plot + texts, fontSize=small).encode(text="text:N"),
        *_legend(boxes, height + AXIS_PT, margins.left),
        *lines_below(lines, height + AXIS_PT + LINE_PT * bool(boxes), margins.left),
        height=height,
        margins=margins,
    )


def _decimals(longest: float) -> int:
    """How many decimals show three digits of a number.

    Example:
        >>> _decimals(19.85), _decimals(0.42), _decimals(135), _decimals(0)
        (1, 3, 0, 0)
    """
    return max(2 - floor(log10(longest)), 0) if longest else 0


def _legend(names: list[str], y: float, left: float) -> list[alt.Chart]:
    """A box of each tone with its name."""
    import altair as alt

    layers, at = [], -left
    for name, tone in zip(names, _TONES, strict=False):
        box = chart([{}]).mark_point(
            shape="square", filled=True, fill=tone, stroke=INK, strokeWidth=0.6, size=_BOX**2, opacity=1
        )
        layers.append(box.encode(x=alt.value(at + _BOX / 2), y=alt.value(y + _BOX / 2)))
        layers.append(
            chart([{}])
            .mark_text(align="left", baseline="top", x=at + _BOX + 4, y=y, fontSize=SMALL_PT)
            .encode(text=alt.value(name))
        )
        at += _BOX + width_pt([name], SMALL_PT) + 20
    return layers
