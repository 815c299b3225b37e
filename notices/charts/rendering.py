"""A chart → a picture: as SVG whose letters are text, and in dots. Vega's own renderer, without a browser."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

from notices.charts.style import config
from notices.document import Picture
from notices.page import MM

if TYPE_CHECKING:
    from pathlib import Path

    import altair as alt

    from notices.fonts import Fonts

_FALLBACKS = ("黑体", "SimHei")
"""What Word and WPS have where the font of the PDF is not installed."""
_DOTS_PER_INCH = 150
_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
_CLIP = re.compile(r"\bclip\d+\b")


def render(chart: alt.LayerChart, text: str, fonts: Fonts, folder: Path | None = None) -> Picture:
    """Draw a chart; the same chart with the same fonts gives the same bytes.

    Args:
        chart: The chart; a unit of it is a point.
        text: What it shows, for those who cannot see it.
        fonts: The fonts of the document.
        folder: The folder with the user's own fonts, if some may come from there.

    Returns:
        The picture in its own size.
    """
    import vl_convert

    if folder is not None:
        _register(str(folder.resolve()))
    family = ", ".join(dict.fromkeys((fonts.families["head"], *_FALLBACKS)))
    svg = _without_counter(vl_convert.vegalite_to_svg(json.dumps(chart.configure(**config(family)).to_dict())))
    size = _SIZE.match(svg)
    assert size is not None
    png = vl_convert.svg_to_png(svg, ppi=_DOTS_PER_INCH)
    return Picture(svg.encode(), png, float(size[1]) / MM, float(size[2]) / MM, text)


@cache
def _register(folder: str) -> None:
    """Make a folder's fonts known, once for this process."""
    import vl_convert

    vl_convert.register_font_directory(folder)


def _without_counter(svg: str) -> str:
    """Vega counts clip paths through all charts that a process draws; here each chart counts its own."""
    order = {name: number for number, name in enumerate(dict.fromkeys(_CLIP.findall(svg)), 1)}
    return _CLIP.sub(lambda found: f"part{order[found[0]]}", svg)
