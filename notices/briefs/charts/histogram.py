"""How often each value came up, with lines at the values that matter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from engine.message import Message
from notices.briefs.charts.frame import LINE_PT, Say, chart, lines_below, number, ticks
from notices.briefs.figures import Histogram
from notices.charts.style import AXIS_PT, FILL, INK, PAPER, SMALL_PT, WIDTH, Margins, layered, width_pt

if TYPE_CHECKING:
    import altair as alt

_PLOT = 110.0
_MOST = 40
_WIDEST = 0.08
"""A bar for one value takes so much of the plot at most."""
_LEFT, _RIGHT = 40.0, 12.0
_APART = 4.0
"""Between the shares above the bars, which stand there if all of them have room."""


def histogram(figure: Histogram, say: Say) -> alt.LayerChart | None:
    """Draw it; nothing where all is one value. Too many values are put together in classes of equal width.

    Args:
        figure: What is drawn.
        say: Says a message in the language of the reader.
    """
    import altair as alt

    if len(figure.bars) < 2:
        return None
    bars, classed = _bars(figure.bars)
    points = [*(end for low, high, _ in bars for end in (low, high)), *(value for _, value in figure.marks)]
    low, high = min(points), max(points)
    pad = (high - low) * 0.02
    domain = [low - pad, high + pad]
    most = max(share for _, _, share in bars) * 100 * 1.12 or 1.0
    rows = [
        {
            "from": start,
            "to": end,
            "middle": (start + end) / 2,
            "share": share * 100,
            "text": f"{share:.1%}",
            "tip": f"{_range(start, end, value, classed)}: {share:.2%}",
        }
        for (start, end, share), (value, _) in zip(bars, figure.bars, strict=False)
    ]
    plot = WIDTH - _LEFT - _RIGHT
    marks = _marks([(f"{say(name)} {number(value)}", value) for name, value in figure.marks], domain, plot)
    top = LINE_PT * (max((each["line"] for each in marks), default=-1) + 1) + 4
    label = width_pt([str(each["text"]) for each in rows], SMALL_PT) + _APART
    scale = alt.Scale(domain=domain, nice=False, zero=False)
    x = alt.X("from:Q", title=say(figure.axis), scale=scale, axis=alt.Axis(values=ticks(*domain), format=".10~g"))
    y = alt.Y(
        "share:Q",
        title=say(figure.shares),
        scale=alt.Scale(domain=[0, most], nice=False),
        axis=alt.Axis(values=ticks(0, most, most=5), format=".10~g", grid=True, gridColor="#e0e0e0"),
    )
    base = chart(rows)
    shares = base.encode(x=alt.X("middle:Q", scale=scale), y=y, text="text:N")
    lines = [say(Message("Values are put together in {count} classes.", count=len(bars)))] if classed else []
    return layered(
        base.mark_bar(color=FILL, stroke=INK, strokeWidth=0.6).encode(
            x=x, x2="to:Q", y=y, y2=alt.Y2Datum(0), tooltip="tip:N"
        ),
        *(
            chart([each])
            .mark_rule(color=INK, strokeDash=[4, 2], strokeWidth=1.2)
            .encode(
                x=alt.XDatum(each["at"], scale=scale), y=alt.value(-4 - LINE_PT * each["line"]), y2=alt.value(_PLOT)
            )
            for each in marks
        ),
        *(
            [
                # White below the letters, where the line of a mark goes through them.
                shares.mark_text(baseline="bottom", dy=-2, fontSize=SMALL_PT, stroke=PAPER, strokeWidth=3),
                shares.mark_text(baseline="bottom", dy=-2, fontSize=SMALL_PT),
            ]
            if _roomy(bars, label * (domain[1] - domain[0]) / plot)
            else []
        ),
        *(
            chart([each])
            .mark_text(
                align=each["align"],
                baseline="bottom",
                dx=3 if each["align"] == "left" else -3,
                y=-3 - LINE_PT * each["line"],
                fontSize=SMALL_PT,
            )
            .encode(x=alt.XDatum(each["at"], scale=scale), text=alt.value(each["text"]))
            for each in marks
        ),
        *lines_below(lines, _PLOT + AXIS_PT, _LEFT),
        height=_PLOT,
        margins=Margins(left=_LEFT, right=_RIGHT, top=top + 4, bottom=AXIS_PT + LINE_PT * len(lines)),
    )


def _bars(given: Sequence[tuple[float, float]]) -> tuple[list[tuple[float, float, float]], bool]:
    """From where to where each bar goes and its share; whether values were put together."""
    values = sorted(given)
    if len(values) > _MOST:
        low, high = values[0][0], values[-1][0]
        width = (high - low) / _MOST
        shares = [0.0] * _MOST
        for value, share in values:
            shares[min(int((value - low) / width), _MOST - 1)] += share
        return [(low + width * place, low + width * (place + 1), share) for place, share in enumerate(shares)], True
    apart = min((after - before for (before, _), (after, _) in pairwise(values)), default=0.0)
    spread = values[-1][0] - values[0][0]
    # A bar must be seen, though the values that are nearest to each other may be very near; of two values that are far
    # from each other it must not look as if it stood for all between them.
    half = max(min(apart * 0.4, spread * _WIDEST / 2), spread * 0.006) or abs(values[0][0]) * 0.02 or 0.5
    return [(value - half, value + half, share) for value, share in values], False


def _roomy(bars: Sequence[tuple[float, float, float]], wide: float) -> bool:
    """Whether labels so wide, in the unit of the values, do not touch above their bars."""
    return all(after[0] + after[1] - before[0] - before[1] >= 2 * wide for before, after in pairwise(bars))


def _range(start: float, end: float, value: float, classed: bool) -> str:
    return f"{number(round(start, 2))}–{number(round(end, 2))}" if classed else number(value)


def _marks(named: Sequence[tuple[str, float]], domain: Sequence[float], plot: float) -> list[dict[str, Any]]:
    """The lines with their labels, each on the first line above the plot on which it touches no other."""
    low, high = domain
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for text, value in sorted(named, key=lambda mark: mark[1]):
        at = plot * (value - low) / (high - low or 1.0)
        wide = width_pt([text], SMALL_PT) + 6
        align, span = ("left", (at, at + wide)) if at + wide <= plot + _RIGHT else ("right", (at - wide, at))
        # The line of a mark goes up to its label, so that it must not cross another label either.
        line = next(
            number
            for number in range(len(named) + 1)
            if number >= len(taken) or all(span[1] <= start or span[0] >= end for start, end in taken[number])
        )
        if line == len(taken):
            taken.append([])
        taken[line].append(span)
        placed.append({"text": text, "at": value, "line": line, "align": align})
    return placed
