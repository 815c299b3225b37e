"""A chart → a picture: by Vega to SVG, whose letters are text, without a browser; from that by typst in dots."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import typst

from notices.charts.style import CONFIG
from notices.document import Picture
from notices.layout.page import MM

if TYPE_CHECKING:
    import altair as alt

    from notices.layout.fonts import Fonts

_FALLBACKS = ("黑体", "SimHei")
"""What Word and WPS have where the font of the PDF is not installed."""
_ANY = "sans-serif"
"""What stands for the font while a chart is laid out: no length in it depends on the font."""
_DOTS_PER_INCH = 150
_BLANK = b"#set page(width: float(sys.inputs.width) * 1pt, height: float(sys.inputs.height) * 1pt, margin: 0pt)"
_DOTS = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
_PIXELS_PER_POINT = 96 / 72
"""A chart's unit is a point; typst takes that of an SVG for a pixel, of which 96 are an inch."""
_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')


def render(chart: alt.LayerChart, text: str, fonts: Fonts | None) -> Picture:
    """Draw a chart; the same chart with the same fonts gives the same bytes.

    Args:
        chart: The chart; a unit of it is a point.
        text: What it shows, for those who cannot see it.
        fonts: The fonts of the document; without any, its letters are left to the program that shows the picture, and
            the same in dots is blank.

    Returns:
        The picture in its own size.
    """
    own = () if fonts is None else (fonts.families["head"],)
    drawing = svg(specification(chart), ", ".join(dict.fromkeys((*own, *_FALLBACKS))))
    size = _SIZE.match(drawing)
    assert size is not None
    png = typst.compile(
        _BLANK if fonts is None else _DOTS,
        font_paths=[] if fonts is None else fonts.found,
        ignore_system_fonts=True,
        format="png",
        ppi=_DOTS_PER_INCH * _PIXELS_PER_POINT,
        sys_inputs={"svg": drawing, "width": size[1], "height": size[2]},
    )
    return Picture(drawing.encode(), png, float(size[1]) / MM, float(size[2]) / MM, text, in_dots=fonts is not None)


def specification(chart: alt.LayerChart, family: str = _ANY) -> dict[str, Any]:
    """A chart in Vega-Lite's words.

    Args:
        chart: The chart.
        family: The fonts of its letters.
    """
    return dict(chart.configure(font=family, **CONFIG).to_dict())


def svg(specified: dict[str, Any], family: str) -> str:
    """Draw a chart; its letters are text.

    Args:
        specified: The chart in Vega-Lite's words.
        family: The fonts of its letters: no length in the drawing depends on them.
    """
    import vl_convert

    drawing: str = vl_convert.vegalite_to_svg(
        json.dumps({**specified, "config": {**specified["config"], "font": _ANY}})
    )
    return drawing.replace(f'font-family="{_ANY}"', f'font-family="{family}"')
