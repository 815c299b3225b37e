"""How wide the columns of a brief's table are, how large its letters, and how high its rows: for docx and PDF alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import ceil

from notices.briefs.sheet import SHEET, Sheet
from notices.briefs.worded import Told
from notices.charts.style import width_pt
from notices.layout.page import MM

_SPARE_MM = 12.0
"""At most so much is added to a column; a table of few columns would be hard to follow across the page."""
_OTHER_FONT, _BOLD = 1.02, 1.3
"""By so much letters may be wider than those that are measured: in the font of another program, or in bold, which makes
Latin ones wider and Chinese ones not."""
_SMALLEST_WHOLE_PT = 8
"""Letters become so small, but not smaller, for no cell to break."""
_NARROWEST_EMS = 8
"""The widest columns give way until they have room for so many characters; then the letters become smaller."""


@dataclass(frozen=True)
class Fitted:
    """Widths of a table's columns in millimetres, and the size of its letters in points."""

    widths_mm: tuple[float, ...]
    size_pt: float


def fitted(table: Told, sheet: Sheet = SHEET) -> Fitted:
    """Fit a table into the text area, in the largest letters in which no cell breaks, or else in which few do.

    Args:
        table: The table.
        sheet: The measurements.

    Example:
        >>> from notices.briefs.worded import Header
        >>> fitted(Told("", (Header("Unit", False), Header("Rank", True)), (("样例甲镇", "1"),)))
        Fitted(widths_mm=(28.55, 25.51), size_pt=9)
    """
    room = sheet.text_width_mm
    naturals = {size: _natural(table, size, sheet) for size in sheet.cell_sizes_pt}
    whole = (size for size in naturals if size >= _SMALLEST_WHOLE_PT and sum(naturals[size]) <= room)
    broken = (size for size in naturals if _cap(naturals[size], room) >= _NARROWEST_EMS * size / MM)
    size = next(chain(whole, broken), sheet.cell_sizes_pt[-1])
    natural = naturals[size]
    cap = _cap(natural, room)
    widths = [min(width, cap) for width in natural]
    spare = min((room - sum(widths)) / len(widths), _SPARE_MM)
    return Fitted(tuple(round(width + spare, 2) for width in widths), size)


def _natural(table: Told, size_pt: float, sheet: Sheet) -> list[float]:
    """Widths in which no cell breaks; a header may stand in two lines."""
    widths = []
    for place, header in enumerate(table.headers):
        cells = width_pt([row[place] for row in table.rows], size_pt) * _OTHER_FONT
        bold = _BOLD if header.text.isascii() else _OTHER_FONT
        widest = max(width_pt(_halves(header.text), size_pt) * bold, cells)
        widths.append(widest / MM + 2 * sheet.cell_margin_mm)
    return widths


def _halves(text: str) -> tuple[str, ...]:
    """A header in two lines, the longer as short as possible; a Latin one breaks between words."""
    words = text.split(" ")
    parts = words if len(words) > 1 else [text] if text.isascii() else list(text)
    joint = " " if len(words) > 1 else ""
    if len(text) <= len("贫困人口"):
        return (text,)
    pairs = [(joint.join(parts[:place]), joint.join(parts[place:])) for place in range(1, len(parts))]
    return min(pairs, key=lambda pair: width_pt(pair, 1), default=(text,))


def _cap(natural: Iterable[float], room: float) -> float:
    """The one width to which the widest columns must be cut so that all fit."""
    widths = sorted(natural)
    left = len(widths)
    for width in widths:
        if width * left > room:
            return room / left
        room -= width
        left -= 1
    return widths[-1]


def row_heights(table: Told, fit: Fitted, sheet: Sheet = SHEET) -> list[float]:
    """How high the rows of a table are about, in points.

    Args:
        table: The table.
        fit: Its columns.
        sheet: The measurements.
    """
    return [
        lines * fit.size_pt * sheet.pitch + sheet.row_pt for lines in (_lines(row, fit, sheet) for row in table.rows)
    ]


def header_height(table: Told, fit: Fitted, sheet: Sheet = SHEET) -> float:
    """How high the headers of a table are about, in points, with the rules of the table.

    Args:
        table: The table.
        fit: Its columns.
        sheet: The measurements.
    """
    lines = _lines([header.text for header in table.headers], fit, sheet)
    return lines * fit.size_pt * sheet.pitch + sheet.row_pt + sheet.rules_pt


def _lines(row: Iterable[str], fit: Fitted, sheet: Sheet) -> int:
    rooms = [(width - 2 * sheet.cell_margin_mm) * MM for width in fit.widths_mm]
    return max(ceil(width_pt([text], fit.size_pt) / room) for text, room in zip(row, rooms, strict=True)) or 1
