"""Ranks before and after: a line a unit; its direction is told by the kind of line as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.message import Message
from notices.briefs.charts.frame import (
    LINE_PT,
    TALLEST,
    TITLE_PT,
    Say,
    chart,
    letters_pt,
    lines_below,
    most_telling,
)
from notices.briefs.figures import Slope
from notices.charts.style import INK, LINE, SMALL_PT, WIDTH, Margins, layered, width_pt
from notices.charts.years import spread

if TYPE_CHECKING:
    import altair as alt

_ROOM = 160.0
_LEADER = 16.0
_HEAD = 18.0
_GAP = 11.0
_DASHES = {"up": [1, 0], "down": [5, 3], "same": [1, 3]}


def slope(figure: Slope, say: Say) -> alt.LayerChart | None:
    """Draw it; nothing where no line rises or falls.

    Args:
        figure: What is drawn.
        say: Says a message in the language of the reader.
    """
    import altair as alt

    shown, missing = most_telling(figure.lines, lambda line: abs(line[2] - line[1]))
    if all(before == after for _, before, after in shown):
        return None
    gap = min(_GAP, TALLEST / len(shown))
    tall = gap * max(len(shown), 6)
    ranks = [rank for _, before, after in shown for rank in (before, after)]
    first, last = min(ranks), max(ranks)

    def at(rank: int) -> float:
        return tall / 2 if first == last else gap / 2 + (tall - gap) * (rank - first) / (last - first)

    texts = {unit: (f"{unit}　{before}", f"{after}　{unit}") for unit, before, after in shown}
    size = letters_pt([text for pair in texts.values() for text in pair], _ROOM, gap * 1.2)
    side = width_pt([text for pair in texts.values() for text in pair], size) + _LEADER + 4
    ends = [
        {
            "unit": unit,
            "x": side,
            "x2": WIDTH - side,
            "y": at(before),
            "y2": at(after),
            "kind": _kind(before, after),
            "tip": f"{unit}: {before} → {after}",
        }
        for unit, before, after in shown
    ]
    left = _labels([(at(before), unit, texts[unit][0]) for unit, before, _ in shown], gap, tall)
    right = _labels([(at(after), unit, texts[unit][1]) for unit, _, after in shown], gap, tall)
    left = [{**label, "x": side, "x2": side - _LEADER} for label in left]
    right = [{**label, "x": WIDTH - side, "x2": WIDTH - side + _LEADER} for label in right]
    across = alt.Scale(domain=[0, WIDTH], nice=False)
    down = alt.Scale(domain=[tall, 0], nice=False)
    x, x2 = alt.X("x:Q", axis=None, scale=across), alt.X("x2:Q", axis=None, scale=across)
    y, y2 = alt.Y("y:Q", axis=None, scale=down), alt.Y("y2:Q", axis=None, scale=down)
    under = alt.selection_point(fields=["unit"], on="pointerover", empty=False, name="under")
    strokes = alt.StrokeDash("kind:N", scale=alt.Scale(domain=list(_DASHES), range=list(_DASHES.values())), legend=None)
    inks = alt.Color("kind:N", scale=alt.Scale(domain=list(_DASHES), range=[INK, INK, LINE]), legend=None)
    sides = [{"x": place, "y": 0, "y2": tall} for place in (side, WIDTH - side)]
    heads, before, after = chart([{}]), say(figure.before), say(figure.after)
    head: dict[str, Any] = {
        "baseline": "bottom",
        "y": -5,
        "fontSize": min(TITLE_PT, (WIDTH / 2 - TITLE_PT) / width_pt([before, after], 1.1)),
        "fontWeight": "bold",
    }
    legend = _legend(say)
    lines = [say(Message("Not shown: {count} units that move less.", count=missing))] if missing else []
    foot = tall + 10
    return layered(
        chart(sides).mark_rule(color=LINE).encode(x=x, y=y, y2="y2:Q"),
        chart([*left, *right]).mark_rule(color=LINE, strokeWidth=0.4).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
        chart(ends)
        .mark_rule()
        .encode(
            x=x,
            x2="x2:Q",
            y=y,
            y2="y2:Q",
            strokeDash=strokes,
            color=inks,
            strokeWidth=alt.condition(under, alt.value(3.5), alt.value(1.1)),
            tooltip="tip:N",
        )
        .add_params(under),
        chart(left).mark_text(align="right", dx=-2, fontSize=size).encode(x=x2, y=y2, text="text:N", tooltip="tip:N"),
        chart(right).mark_text(align="left", dx=2, fontSize=size).encode(x=x2, y=y2, text="text:N", tooltip="tip:N"),
        heads.mark_text(align="left", x=0, **head).encode(text=alt.value(before)),
        heads.mark_text(align="right", x=WIDTH, **head).encode(text=alt.value(after)),
        *(
            chart([each])
            .mark_rule(strokeDash=_DASHES[each["kind"]], color=LINE if each["kind"] == "same" else INK)
            .encode(x=alt.XDatum(each["from"], scale=across), x2=alt.X2Datum(each["from"] + 22), y=alt.value(foot + 4))
            for each in legend
        ),
        *(
            chart([each])
            .mark_text(align="left", fontSize=SMALL_PT, y=foot + 4)
            .encode(x=alt.XDatum(each["from"] + 26, scale=across), text=alt.value(each["text"]))
            for each in legend
        ),
        *lines_below(lines, foot + LINE_PT + 2, 0),
        height=tall,
        margins=Margins(left=0, right=0, top=_HEAD, bottom=LINE_PT * (1 + len(lines)) + 14),
    )


def _kind(before: int, after: int) -> str:
    return "up" if after < before else "down" if after > before else "same"


def _labels(ends: Sequence[tuple[float, str, str]], gap: float, tall: float) -> list[dict[str, Any]]:
    """The texts beside the ends of the lines, moved apart where they would touch."""
    ordered = sorted(ends, key=lambda end: end[0])
    places = spread([y - gap / 2 for y, _, _ in ordered], gap, tall - gap)
    return [
        {"y": y, "y2": place + gap / 2, "unit": unit, "text": text, "tip": text}
        for (y, unit, text), place in zip(ordered, places, strict=True)
    ]


def _legend(say: Say) -> list[dict[str, Any]]:
    words = {"up": say(Message("up")), "down": say(Message("down")), "same": say(Message("unchanged"))}
    widths = [26 + width_pt([word], SMALL_PT) + 18 for word in words.values()]
    start = (WIDTH - sum(widths)) / 2
    return [
        {"kind": kind, "text": word, "from": start + sum(widths[:place])}
        for place, (kind, word) in enumerate(words.items())
    ]
