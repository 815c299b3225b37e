"""How cells of the workbooks that we write look, and what they may hold: text that stays text, and exact numbers."""

import io
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

BODY_FONT, TITLE_FONT = "宋体", "黑体"
GRID, HEAD, MUTED, WARNING = "#A6A6A6", "#E7EDF5", "#7F7F7F", "#C00000"
GRADES = ("#C9E4C5", "#DCEBF7", "#FFF1C9", "#F8CFC0")
"""Fills from the best grade to the worst; the grade also stands there in words."""

# XlsxWriter wants a day without a zone.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_EXACT_DIGITS = 15


@dataclass(frozen=True)
class Style:
    """The look of a cell."""

    align: str = "left"
    bold: bool = False
    italic: bool = False
    size: float = 10.5
    font: str = BODY_FONT
    colour: str | None = None
    fill: str | None = None
    border: bool = True
    first: bool = False
    """The first row of a block: a heavier line above it."""
    locked: bool = True
    """Whether a protected worksheet keeps the cell as it is."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and how it looks; with ``number``, text that is an exact number is written as one."""

    text: str = ""
    number: bool = False
    style: Style = Style()
    thousands: bool = False
    signed: bool = False


def is_exact_number(text: str) -> bool:
    """Whether a worksheet holds and shows this text as a number without changing a digit.

    Example:
        >>> [is_exact_number(text) for text in ("89.995", "-2.00", "012", "1e3", "12345678901234567")]
        [True, True, False, False, False]
    """
    return bool(_PLAIN_NUMBER.fullmatch(text)) and len(text.lstrip("-0.").replace(".", "")) <= _EXACT_DIGITS


def number_format(text: str, thousands: bool = False, signed: bool = False) -> str:
    """The format under which a number shows exactly the decimals that it is written with.

    Example:
        >>> number_format("91.30"), number_format("50000", thousands=True), number_format("1.5", signed=True)
        ('0.00', '#,##0', '+0.0;-0.0;0.0')
    """
    decimals = len(text.partition(".")[2])
    plain = ("#,##0" if thousands else "0") + ("." + "0" * decimals if decimals else "")
    return f"+{plain};-{plain};{plain}" if signed else plain


def new_book(title: str, comments: str, subject: str = "") -> tuple[Any, io.BytesIO]:
    """An empty workbook of XlsxWriter, in which text stays text, and where its bytes go.

    The same worksheets give the same bytes: the file names no day but this one.
    """
    # Imported here, as only what writes a workbook needs it.
    import xlsxwriter

    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"title": title, "subject": subject, "comments": comments, "created": _CREATED})
    return book, content


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[tuple[Style, str], Any] = {}

    def of(self, cell: Cell, *, as_number: bool) -> Any:
        """The format of a cell."""
        style = replace(cell.style, align="right") if as_number and cell.style.align == "left" else cell.style
        # "@" marks text, so that a cell edited later is not reread as a number or formula either.
        shown = number_format(cell.text, cell.thousands, cell.signed) if as_number else "@"
        return self.format(style, shown)

    def format(self, style: Style, shown: str = "@") -> Any:
        """The format with this look and number format."""
        if (style, shown) not in self._formats:
            properties: dict[str, object] = {
                "font_name": style.font,
                "font_size": style.size,
                "bold": style.bold,
                "italic": style.italic,
                "align": style.align,
                "valign": "vcenter",
                "text_wrap": True,
                "num_format": shown,
            }
            if style.border:
                properties |= {"border": 1, "border_color": GRID}
            if style.first:
                properties |= {"top": 2, "top_color": MUTED}
            if not style.locked:
                properties["locked"] = False
            if style.colour:
                properties["font_color"] = style.colour
            if style.fill:
                properties["bg_color"] = style.fill
            self._formats[style, shown] = self._book.add_format(properties)
        return self._formats[style, shown]
