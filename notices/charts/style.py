"""How charts look: sizes in points as they are printed, greys that differ in print, and nothing told by them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from notices.layout.page import MM, PAGE, ems

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
FILL: Final = "#8fa3bf"
DARKEST: Final = (31, 56, 100)
PAPER: Final = "#ffffff"

_WIDER: Final = 0.1
ROW_PT: Final = 17.0
"""The greatest height of a bar or cell with its distance to the next."""
GAP: Final = 6.0
"""Between a plot and the letters beside it."""
AXIS_PT: Final = 34.0
"""Height of an axis with its title."""


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
    """Room for the longest of some texts in letters of a size; a half-width one takes a little more than a half.

    Example:
        >>> width_pt(["样例甲镇", "90.25"], 10), width_pt([], 10)
        (40.0, 0.0)
    """
    return max((ems(text) + _WIDER * sum(letter.isascii() for letter in text) for text in texts), default=0.0) * size


@dataclass(frozen=True)
class Margins:
    """Room around the plot, in points. It is given, not measured, so that a chart is the same with every font."""

    left: float = 1
    right: float = 1
    top: float = 1
    bottom: float = 1

    @property
    def plot(self) -> float:
        """The width that is left for the plot."""
        return WIDTH - self.left - self.right


def layered(*layers: alt.Chart, height: float, margins: Margins) -> alt.LayerChart:
    """Charts on top of each other, with their margins as wide as the text.

    Args:
        layers: The charts, the lowest first.
        height: Height of the plot.
        margins: The room around it.
    """
    import altair as alt

    room = {"left": margins.left, "right": margins.right, "top": margins.top, "bottom": margins.bottom}
    return alt.LayerChart(
        layer=list(layers), width=margins.plot, height=height, padding=room, autosize=alt.AutoSizeParams(type="none")
    )


_AXIS: Final = {
    "domainColor": LINE,
    "tickColor": LINE,
    "labelColor": INK,
    "titleColor": INK,
    "labelFontSize": SMALL_PT,
    "titleFontSize": SMALL_PT,
    "titleFontWeight": "normal",
    "titlePadding": 6,
    "labelFlush": False,
    "grid": False,
}
CONFIG: Final[dict[str, Any]] = {
    "aria": False,
    "background": PAPER,
    "view": {"stroke": None},
    "axis": _AXIS,
    "text": {"fontSize": SMALL_PT, "color": INK},
}
"""What all charts share, in Vega-Lite's words."""
