"""Paragraphs and tables of a docx as elements, each with its parts in the order that the format wants.

python-docx looks a place up for every property that it sets; a document has thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

from notices.layout.fonts import ROLES
from notices.layout.page import MM

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

Align: TypeAlias = Literal["left", "center", "right", "both", "distribute"]
Side: TypeAlias = Literal["top", "bottom"]


_NAMESPACE = nsmap["w"]
_MAP = {"w": _NAMESPACE}


def element(name: str, *children: BaseOxmlElement, **attributes: str | float) -> BaseOxmlElement:
    """Make an element of the format's own namespace; lengths in its attributes are whole numbers."""
    named = {
        f"{{{_NAMESPACE}}}{key}": value if isinstance(value, str) else str(round(value))
        for key, value in attributes.items()
    }
    made: BaseOxmlElement = oxml_parser.makeelement(f"{{{_NAMESPACE}}}{name}", named, _MAP)
    made.extend(children)
    return made


def twips(points: float) -> int:
    """A length as the format counts most of them.

    Example:
        >>> twips(28.95)
        579
    """
    return round(points * 20)


@dataclass(frozen=True)
class Rule:
    """A line above or below a paragraph: its kind, its width and its distance from the text."""

    kind: str
    width_pt: float
    gap_pt: float
    colour: str = "000000"


@dataclass(frozen=True)
class Tab:
    """A place in a line: what stands there begins at it, ends at it or has its middle there."""

    align: Literal["left", "center", "right"]
    at_pt: float


_NO_RULES: Mapping[Side, Rule] = {}


def font(role: str, latin: str | None = None) -> BaseOxmlElement:
    """One font for Chinese and for Latin letters and digits, unless these have their own."""
    name = ROLES[role].word
    own = latin or name
    return element("rFonts", ascii=own, hAnsi=own, eastAsia=name, cs=own)


def run(
    text: str, *, role: str | None = None, size_pt: float | None = None, colour: str | None = None
) -> BaseOxmlElement:
    """Text, in the font of its paragraph's style unless it has its own; a tab and a new line are what they are."""
    properties = [
        *([font(role)] if role else []),
        *([element("color", val=colour)] if colour else []),
        *([element("sz", val=size_pt * 2)] if size_pt else []),
    ]
    return element("r", *([element("rPr", *properties)] if properties else []), *_text(text))


_BREAKS = re.compile("([\t\n])")


def _text(text: str) -> Iterator[BaseOxmlElement]:
    for part in _BREAKS.split(text):
        if part == "\t":
            yield element("tab")
        elif part == "\n":
            yield element("br")
        elif part:
            written = element("t")
            written.text = part
            if part != part.strip():
                written.set(qn("xml:space"), "preserve")
            yield written


def paragraph(
    style: str,
    *runs: BaseOxmlElement,
    align: Align | None = None,
    before_pt: float | None = None,
    after_pt: float | None = None,
    pitch_pt: float | None = None,
    left_pt: float | None = None,
    right_pt: float | None = None,
    hanging_pt: float | None = None,
    tabs: Sequence[Tab] = (),
    rules: Mapping[Side, Rule] = _NO_RULES,
    frame: BaseOxmlElement | None = None,
    keep_next: bool = False,
    keep_lines: bool = False,
    widows: bool = False,
) -> BaseOxmlElement:
    """Make a paragraph; what is not given is as its style has it.

    Args:
        style: Name of the style.
        runs: What stands in it.
        align: Where its lines stand.
        before_pt: Room above it.
        after_pt: Room below it.
        pitch_pt: Height of its lines.
        left_pt: Room at its left.
        right_pt: Room at its right.
        hanging_pt: How far its first line begins before the others.
        tabs: The places of its tabs.
        rules: Lines above and below it.
        frame: Where it stands on the page, if not in the text.
        keep_next: On one page with the paragraph that follows.
        keep_lines: All of it on one page.
        widows: No line of it alone on a page.
    """
    spacing = {"before": before_pt, "after": after_pt, "line": pitch_pt}
    indent = {"left": left_pt, "right": right_pt, "hanging": hanging_pt}
    parts = [
        element("pStyle", val=style),
        *([element("keepNext")] if keep_next else []),
        *([element("keepLines")] if keep_lines else []),
        *([] if frame is None else [frame]),
        *([element("widowControl")] if widows else []),
        *([element("pBdr", *(_rule(side, rule) for side, rule in rules.items()))] if rules else []),
        *([element("tabs", *(element("tab", val=tab.align, pos=twips(tab.at_pt)) for tab in tabs))] if tabs else []),
        *_lengths("spacing", spacing, {} if pitch_pt is None else {"lineRule": "exact"}),
        *_lengths("ind", indent, {}),
        *([element("jc", val=align)] if align else []),
    ]
    return element("p", element("pPr", *parts), *runs)


def _lengths(name: str, points: Mapping[str, float | None], more: Mapping[str, str]) -> Iterable[BaseOxmlElement]:
    given = {key: twips(value) for key, value in points.items() if value is not None}
    return [element(name, **given, **more)] if given else []


def _rule(side: Side, rule: Rule) -> BaseOxmlElement:
    return element(side, val=rule.kind, sz=rule.width_pt * 8, space=rule.gap_pt, color=rule.colour)


def cell(
    *paragraphs: BaseOxmlElement,
    width_mm: float,
    columns: int = 1,
    rules: Mapping[Side, Rule] = _NO_RULES,
    direction: str | None = None,
) -> BaseOxmlElement:
    """Make a cell; what stands in it is half-way up.

    Args:
        paragraphs: What stands in it.
        width_mm: Its width.
        columns: How many columns it takes.
        rules: Lines above and below it, beside those of its table.
        direction: In which direction its lines run, if not across the page.
    """
    parts = [
        element("tcW", w=twips(width_mm * MM), type="dxa"),
        *([element("gridSpan", val=columns)] if columns > 1 else []),
        *([element("tcBorders", *(_rule(side, rule) for side, rule in rules.items()))] if rules else []),
        *([element("textDirection", val=direction)] if direction else []),
        element("vAlign", val="center"),
    ]
    return element("tc", element("tcPr", *parts), *paragraphs)


def row(
    *cells: BaseOxmlElement, height_mm: float, exact: bool = False, header: bool = False, breaks: bool = False
) -> BaseOxmlElement:
    """Make a row.

    Args:
        cells: Its cells.
        height_mm: How high it is at the least, or exactly.
        exact: Whether it never grows.
        header: Whether it stands on every page of the table.
        breaks: Whether it may break across pages.
    """
    parts = [
        *([] if breaks else [element("cantSplit")]),
        element("trHeight", val=twips(height_mm * MM), hRule="exact" if exact else "atLeast"),
        *([element("tblHeader")] if header else []),
    ]
    return element("tr", element("trPr", *parts), *cells)


def table(
    *rows: BaseOxmlElement,
    widths_mm: Sequence[float],
    margin_mm: float,
    above_mm: float = 0,
    style: str | None = None,
    place: BaseOxmlElement | None = None,
    align: Align = "center",
) -> BaseOxmlElement:
    """Make a table.

    Args:
        rows: Its rows.
        widths_mm: The widths of its columns.
        margin_mm: Room at the left and the right in each cell.
        above_mm: Room at its top and its foot.
        style: Name of its style; without one it has no lines.
        place: Where it stands on the page, if not in the text.
        align: Where it stands in the text.
    """
    margins = {"top": above_mm, "left": margin_mm, "bottom": above_mm, "right": margin_mm}
    properties = [
        *([element("tblStyle", val=style)] if style else []),
        *([] if place is None else [place]),
        element("tblW", w=twips(sum(widths_mm) * MM), type="dxa"),
        element("jc", val=align),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=twips(room * MM), type="dxa") for side, room in margins.items())),
    ]
    grid = [element("gridCol", w=twips(width * MM)) for width in widths_mm]
    return element("tbl", element("tblPr", *properties), element("tblGrid", *grid), *rows)
