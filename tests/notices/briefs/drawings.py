"""The letters of a chart, and where they stand."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

from notices.briefs.charts import drawn
from notices.briefs.figures import Figure
from notices.charts.rendering import specification, svg

SVG = "{http://www.w3.org/2000/svg}"
_MOVE = re.compile(r"translate\(([-\d.]+),\s*([-\d.]+)\)")
_TURN = re.compile(r"rotate\(([-\d.]+)")
_SIZE = re.compile(r"([\d.]+)px")


@dataclass(frozen=True)
class Text:
    """A text of a chart, in points from its upper left corner; a Latin letter is counted as half as wide as high."""

    text: str
    x: float
    y: float
    size: float
    anchor: str
    turned: bool

    @property
    def width(self) -> float:
        return self.size * sum(1.0 if east_asian_width(letter) in "WFA" else 0.5 for letter in self.text)

    @property
    def left(self) -> float:
        if self.turned:
            return self.x - self.size / 2
        return self.x - self.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]

    @property
    def right(self) -> float:
        return self.left + (self.size if self.turned else self.width)


@dataclass(frozen=True)
class Drawing:
    """A chart as it is drawn."""

    width: float
    height: float
    texts: tuple[Text, ...]

    @property
    def words(self) -> list[str]:
        return [each.text for each in self.texts]

    def at(self, text: str) -> Text:
        """The only place where a text stands."""
        (found,) = (each for each in self.texts if each.text == text)
        return found


def drawing(figure: Figure) -> Drawing | None:
    """Draw a figure in English."""
    made = drawn(figure, str)
    if made is None:
        return None
    root = ElementTree.fromstring(svg(specification(made.chart), "Noto Sans CJK SC"))
    return Drawing(float(root.attrib["width"]), float(root.attrib["height"]), tuple(_texts(root, 0.0, 0.0)))


def shown(figure: Figure) -> Drawing:
    """A figure that has something to draw."""
    found = drawing(figure)
    assert found is not None
    return found


def bars(figure: Figure) -> list[dict[str, Any]]:
    """What the bars of a figure are drawn from."""
    made = drawn(figure, str)
    assert made is not None
    found = specification(made.chart)
    layer = next(layer for layer in found["layer"] if layer["mark"]["type"] == "bar")
    rows: list[dict[str, Any]] = found["datasets"][layer.get("data", found.get("data"))["name"]]
    return rows


def _texts(element: ElementTree.Element, x: float, y: float) -> Iterator[Text]:
    moved = _MOVE.search(element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag == f"{SVG}text":
        size = _SIZE.match(element.attrib["font-size"])
        turn = _TURN.search(element.get("transform", ""))
        assert size is not None
        lines = [each for each in (element.text, *(line.text for line in element)) if each and each.strip()]
        for number, line in enumerate(lines):
            below = y + number * float(size[1]) * 1.2
            yield Text(line, x, below, float(size[1]), element.get("text-anchor", "start"), turn is not None)
    else:
        for child in element:
            yield from _texts(child, x, y)
