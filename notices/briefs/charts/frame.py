"""What the charts of briefs have in common: their heights, which rows are shown, lines of text below the plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from engine.message import Message
from notices.charts.style import SMALL_PT, TEXT_PT, WIDTH, width_pt

if TYPE_CHECKING:
    import altair as alt

Row = TypeVar("Row")
Say = Callable[[Message], str]
"""A message in the language of the reader."""

MINUS: Final = "−"
MOST_ROWS: Final = 60
TALLEST: Final = 500.0
"""Height of the tallest plot, in points: with its title and the answer it fits on a page."""
ROW_PT: Final = 11.5
LINE_PT: Final = 11.0
"""From one line below the plot to the next."""
_LETTERS: Final = 0.7
"""How much of a row its letters may take."""


def row_pt(rows: int) -> float:
    """Height of a row, so that all of them fit into the tallest plot.

    Example:
        >>> row_pt(18), row_pt(50)
        (11.5, 10.0)
    """
    return min(ROW_PT, TALLEST / max(rows, 1))


def letters_pt(texts: Sequence[str], room: float, row: float) -> float:
    """Size of letters in which a text stands in its row, and the longest in its room.

    Example:
        >>> letters_pt(["样例甲镇"], 160, 13), letters_pt(["样" * 20], 120, 13), letters_pt(["甲"], 160, 7)
        (8.5, 6.0, 4.9)
    """
    return round(min(SMALL_PT + 0.5, row * _LETTERS, room / max(width_pt(texts, 1), 1)), 2)


def most_telling(rows: Sequence[Row], told: Callable[[Row], float], most: int = MOST_ROWS) -> tuple[list[Row], int]:
    """The rows that tell most, in their own order, and how many are left out.

    Args:
        rows: All rows.
        told: How much a row tells.
        most: How many may be shown.

    Example:
        >>> most_telling([("甲", 0), ("乙", -3), ("丙", 1)], lambda row: abs(row[1]), 2)
        ([('乙', -3), ('丙', 1)], 1)
    """
    ranked = sorted(range(len(rows)), key=lambda place: -told(rows[place]))
    return [rows[place] for place in sorted(ranked[:most])], max(len(rows) - most, 0)


def number(value: float) -> str:
    """A number as charts print it: six decimals at most, no idle zeros.

    Example:
        >>> number(180000.0), number(-0.25), number(1 / 3)
        ('180000', '−0.25', '0.333333')
    """
    return f"{value:.6f}".rstrip("0").rstrip(".").replace("-", MINUS)


def changed(value: float) -> str:
    """A change, with its sign.

    Example:
        >>> changed(0.5), changed(-2.0), changed(0.0)
        ('+0.5', '−2', '0')
    """
    written = number(abs(value))
    return written if written == "0" else f"{'+' if value > 0 else MINUS}{written}"


def chart(rows: Sequence[dict[str, Any]]) -> alt.Chart:
    """A layer on its data."""
    import altair as alt

    made: alt.Chart = alt.Chart(alt.InlineData(values=list(rows)))
    return made


def lines_below(lines: Sequence[str], from_pt: float, left: float) -> list[alt.Chart]:
    """Lines of small text below the plot, which begin at the left edge of the whole chart.

    Args:
        lines: The texts; one that is too long for the chart is set smaller.
        from_pt: Where the first stands, below the upper edge of the plot.
        left: The margin at the left of the plot.
    """
    import altair as alt

    return [
        chart([{}])
        .mark_text(
            align="left",
            baseline="top",
            x=-left,
            y=from_pt + number * LINE_PT,
            fontSize=min(SMALL_PT, SMALL_PT * WIDTH / max(width_pt([text], SMALL_PT), 1)),
        )
        .encode(text=alt.value(text))
        for number, text in enumerate(lines)
    ]


def names_layer(base: alt.Chart, size: float, gap: float) -> alt.Chart:
    """The names of the rows, at the left of the plot.

    Args:
        base: A layer with the rows on its y axis, each with a ``name``.
        size: Size of the letters.
        gap: Between them and the plot.
    """
    layer: alt.Chart = base.mark_text(align="right", x=-gap, fontSize=size).encode(text="name:N")
    return layer


def ticks(low: float, high: float, *, whole: bool = False, most: int = 8) -> list[float]:
    """Round numbers from one to another.

    Args:
        low: The least.
        high: The greatest.
        whole: Whether only whole numbers make sense.
        most: At most so many.

    Example:
        >>> ticks(0, 18, whole=True), ticks(0.02, 0.11)
        ([0.0, 5.0, 10.0, 15.0], [0.02, 0.04, 0.06, 0.08, 0.1])
    """
    from math import ceil, floor, log10

    width = high - low
    if width <= 0:
        return [low]
    power = floor(log10(width / most))
    steps = (base * 10.0**exponent for exponent in range(power, power + 3) for base in (1, 2, 5))
    step = next(each for each in steps if width / each <= most and (not whole or each >= 1))
    first = ceil(low / step - 1e-9)
    places = range(first, floor(high / step + 1e-9) + 1)
    return [round(step * place, 12) for place in places]


EDGE_PT: Final = 4.0
"""Kept free at the right: not every program sets letters as wide as they are counted here."""
TITLE_PT: Final = TEXT_PT
"""Size of what stands above a column or an axis."""
