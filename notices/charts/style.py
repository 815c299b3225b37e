"""How charts look: sizes in points as they are printed, greys that differ in print, and nothing told by them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from notices.page import MM, PAGE, ems

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

WIDTH: Final = int(PAGE.text_width_mm * MM)
"""As wide as the text."""
TALLEST: Final = 560
"""A chart and its caption fit on one page."""

TEXT_PT: Final = 9.0
SMALL_PT: Final = 8.0
SMALLEST_PT: Final = 4.5

INK: Final = "#1a1a1a"
LINE: Final = "#666666"
FAINT: Final = "#cccccc"
FILL: Final = "#8fa3bf"
DARKEST: Final = (31, 56, 100)
PAPER: Final = "#ffffff"

ROW_PT: Final = 17.0


def shade(part: float) -> str:
    """A tone between the darkest (0) and white paper (1).

    Example:
        >>> shade(0), shade(1)
        ('#1f3864', '#ffffff')
    """
    within = min(max(part, 0.0), 1.0)
    return "#" + "".join(f"{round(low + (255 - low) * within):02x}" for low in DARKEST)


def row_pt(rows: int, head: float) -> float:
    """Height of a row of bars or cells, so that all of them and the head above fit on a page.

    Example:
        >>> row_pt(18, 40), row_pt(40, 40)
        (17.0, 13.0)
    """
    return min(ROW_PT, (TALLEST - head) / max(rows, 1))


def size_pt(texts: Sequence[str], room: float, row: float = ROW_PT) -> float:
    """Size of letters in which the longest of some texts fits into its room, and a line into its row.

    Example:
        >>> size_pt(["样例甲镇"], 150), size_pt(["样" * 30], 150)
        (9.0, 5.0)
    """
    longest = max((ems(text) for text in texts), default=1.0)
    return max(min(TEXT_PT, room / max(longest, 1.0), row * 0.8), SMALLEST_PT)


def width_pt(texts: Sequence[str], size: float) -> float:
    """Width of the longest of some texts in letters of a size."""
    return max((ems(text) for text in texts), default=0.0) * size


def beyond(ends: tuple[float, float], names: float, numbers: float) -> float:
    """Where an axis must end so that the numbers stand to the right of bars that reach its greatest value.

    Args:
        ends: The least and the greatest value of the bars.
        names: The width of what stands to the left of the bars, in points.
        numbers: The width of what stands to their right.

    Example:
        >>> beyond((0, 100), WIDTH - 300, 100)
        150.0
    """
    lowest, highest = ends
    plot = WIDTH - names
    return lowest + (highest - lowest) * plot / (plot - numbers)


def layered(*layers: alt.Chart, height: float) -> alt.LayerChart:
    """Charts on top of each other, as wide as the text."""
    import altair as alt

    return alt.LayerChart(layer=list(layers), width=WIDTH, height=height)


def config(family: str) -> dict[str, Any]:
    """What all charts share, in Vega-Lite's words.

    Args:
        family: The families of fonts, the first that is there being taken.
    """
    return {
        "font": family,
        "aria": False,
        "background": PAPER,
        "padding": 2,
        "autosize": {"type": "fit", "contains": "padding"},
        "view": {"stroke": None},
        "axis": {
            "domainColor": LINE,
            "tickColor": LINE,
            "gridColor": FAINT,
            "labelColor": INK,
            "titleColor": INK,
            "labelFontSize": SMALL_PT,
            "titleFontSize": SMALL_PT,
            "titleFontWeight": "normal",
            "labelLimit": 0,
            "labelFlush": False,
            "titlePadding": 6,
        },
        "text": {"fontSize": SMALL_PT, "color": INK},
    }
