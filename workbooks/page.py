"""One worksheet of result.xlsx: headings, tables with grouped headers, widths, and how it prints on A4."""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Any

from workbooks.styles import HEAD, TITLE_FONT, Cell, Style, Styles, is_exact_number

A4 = 9
"""The number of this size of paper in the file format."""
_PORTRAIT, _LANDSCAPE = 92, 138
"""Characters (of half width) across an A4 page at 100 %."""
_UPRIGHT = 0.85
"""Down to this scale a page stays upright; a wider table is printed across."""
_NARROWEST = 66.0
"""A page is at least so wide, so that its headings have room."""
_SMALLEST = 0.62
"""Below this scale print is not legible, and the table goes on to a second page across."""
_LINE = 15.0
_ROW = 17.5
_ROW_PIXELS, _CHARACTER = 23, 7
"""Pixels of a row's height, and of the width of a character."""
_MOST_HEIGHT = 409.0
_MOST_TEXT = 32_767
_LAST_ROW = 1_048_575
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

HEADER = Style(align="center", bold=True, fill=HEAD)
TITLE = Style(align="center", bold=True, size=16, font=TITLE_FONT, border=False)
SUBTITLE = Style(align="center", size=10, border=False, colour="#595959")
SECTION = Style(bold=True, size=12, font=TITLE_FONT, border=False)
NOTE = Style(border=False)


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        header: Its own header; may have several lines.
        groups: The headers above it, outermost first; neighbours with equal ones share a merged cell.
        least: Its least width, in characters of half width.
        most: Its greatest width; longer text is wrapped.
    """

    header: str
    groups: tuple[str, ...] = ()
    least: int = 6
    most: int = 40


@lru_cache(maxsize=10_000)
def width(text: str) -> int:
    """The width of the longest line: Chinese characters count two, others one.

    Example:
        >>> width("总分 91.35")
        10
    """
    return max(sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line) for line in text.split("\n"))


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name that a worksheet may have, and that no other has yet."""
    clean = _NOT_IN_A_NAME.sub("_", name).strip("' ")[:31] or "_"
    candidate, number = clean, 2
    while candidate.lower() in {other.lower() for other in taken}:
        candidate = f"{clean[: 31 - len(str(number)) - 1]}_{number}"
        number += 1
    return candidate


class Page:
    """A worksheet that is filled from top to bottom.

    Args:
        book: The XlsxWriter workbook.
        styles: Its formats.
        name: What the worksheet is called.
        columns: The columns that the page has; a table may use fewer.
        footer: What stands below every printed page.
    """

    def __init__(self, book: Any, styles: Styles, name: str, columns: Sequence[Column], footer: str = "") -> None:
        self._sheet = book.add_worksheet(sheet_name(name, [sheet.name for sheet in book.worksheets()]))
        self._sheet.set_default_row(_ROW)
        self._styles = styles
        self._widths = [float(column.least) for column in columns]
        self._columns = columns
        self._row = 0
        self._footer = footer
        self._headings: list[tuple[int, Cell]] = []

    def heading(self, text: str, style: Style = NOTE) -> None:
        """A line across the whole page."""
        self._headings.append((self._row, Cell(text, style=style)))
        self._row += 1

    def gap(self) -> None:
        """An empty line."""
        self._row += 1

    def column(self, column: int, count: int) -> list[str | int]:
        """The range, as XlsxWriter takes it, of so many cells of a column from the next row down."""
        return [self._sheet.name, self._row, column, self._row + count - 1, column]

    def chart(self, chart: Any, rows: int, cells: Sequence[Sequence[Cell]] = ()) -> None:
        """A chart across the columns of the page, over so many rows, and behind it the cells that only it shows."""
        for row, line in enumerate(cells, self._row):
            for index, cell in enumerate(line):
                self._write(row, index, cell)
        across = sum(int(each * _CHARACTER + 5) for each in self._widths)
        chart.set_size({"width": across, "height": rows * _ROW_PIXELS})
        self._sheet.insert_chart(self._row, 0, chart)
        self._row += rows

    def header(self, columns: Sequence[Column] | None = None, frozen_columns: int | None = None) -> None:
        """The header of a table; with ``frozen_columns`` it stays on screen and on every printed page.

        Args:
            columns: The table's columns, if not those of the page.
            frozen_columns: How many columns stay too.
        """
        columns = self._columns if columns is None else columns
        depth = max(len(column.groups) for column in columns)
        for index, column in enumerate(columns):
            self._fit(index, column.header, column)
            last = self._row + depth
            self._merge(self._row + len(column.groups), index, last, index, Cell(column.header, style=HEADER))
        for level in range(depth):
            start = 0
            while start < len(columns):
                end = start + 1
                path = columns[start].groups[: level + 1]
                while end < len(columns) and columns[end].groups[: level + 1] == path:
                    end += 1
                if len(path) > level:
                    row = self._row + level
                    self._merge(row, start, row, end - 1, Cell(path[level], style=HEADER))
                start = end
        lines = max(self._lines(column.header, self._widths[index]) for index, column in enumerate(columns))
        self._sheet.set_row(self._row + depth, max(20.0, lines * _LINE + 4))
        if frozen_columns is not None:
            self._sheet.repeat_rows(self._row, self._row + depth)
            self._sheet.freeze_panes(self._row + depth + 1, frozen_columns)
            if frozen_columns:
                self._sheet.repeat_columns(0, frozen_columns - 1)
        self._row += depth + 1

    def rows(self, rows: Sequence[Sequence[Cell]]) -> int:
        """The rows of a table.

        Returns:
            How many rows found no place: a worksheet ends at row 1,048,576.
        """
        fitting = rows[: _LAST_ROW - self._row]
        for row in fitting:
            for index, cell in enumerate(row):
                self._fit(index, cell.text, self._columns[index])
        for row in fitting:
            for index, cell in enumerate(row):
                self._write(self._row, index, cell)
            lines = max(self._lines(cell.text, self._widths[index]) for index, cell in enumerate(row))
            if lines > 1:
                self._sheet.set_row(self._row, min(lines * _LINE + 4, _MOST_HEIGHT))
            self._row += 1
        return len(rows) - len(fitting)

    def finish(self, pages: int = 0) -> None:
        """Sets the widths and the print layout; nothing can be added afterwards.

        Args:
            pages: On how many pages down it is printed; 0 for as many as its rows take.
        """
        if (total := sum(self._widths)) < _NARROWEST:
            self._widths = [each * _NARROWEST / total for each in self._widths]
            total = _NARROWEST
        across = math.ceil(total / (_LANDSCAPE / _SMALLEST))
        shown = self._first_page(total / across)
        for index, each in enumerate(self._widths):
            self._sheet.set_column(index, index, each)
        for row, cell in self._headings:
            self._merge(row, 0, row, shown, cell)
            lines = self._lines(cell.text, sum(self._widths[: shown + 1]) * 10.5 / cell.style.size)
            self._sheet.set_row(row, min(lines * _LINE * cell.style.size / 10.5 + 4, _MOST_HEIGHT))
        self._sheet.set_paper(A4)
        self._sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self._sheet.center_horizontally()
        if total > _PORTRAIT / _UPRIGHT:
            self._sheet.set_landscape()
        self._sheet.fit_to_pages(across, pages)
        self._sheet.print_area(0, 0, max(self._row - 1, 0), len(self._widths) - 1)
        self._sheet.set_footer(_footer(self._footer))
        self._sheet.hide_gridlines(2)

    def _first_page(self, room: float) -> int:
        """The last column that the first page across shows; headings end there."""
        used = list(accumulate(self._widths))
        return max(index for index, each in enumerate(used) if index == 0 or each <= room + 0.5)

    def _fit(self, index: int, text: str, column: Column) -> None:
        self._widths[index] = max(self._widths[index], min(width(text) + 2, column.most))

    @staticmethod
    def _lines(text: str, room: float) -> int:
        return sum(max(1, math.ceil(width(line) / max(room - 1, 1))) for line in text.split("\n"))

    def _merge(self, top: int, left: int, bottom: int, right: int, cell: Cell) -> None:
        if (top, left) == (bottom, right):
            self._write(top, left, cell)
            return
        # merge_range guesses a type for its text: an empty one is merged, and the text written over it as text.
        self._sheet.merge_range(top, left, bottom, right, "", self._styles.of(cell, as_number=False))
        self._write(top, left, cell)

    def _write(self, row: int, column: int, cell: Cell) -> None:
        if cell.number and is_exact_number(cell.text):
            self._sheet.write_number(row, column, Decimal(cell.text), self._styles.of(cell, as_number=True))
            return
        style = replace(cell.style, align="right") if cell.number and cell.style.align == "left" else cell.style
        shown = self._styles.format(style)
        if cell.text:
            self._sheet.write_string(row, column, _cut(cell.text), shown)
        else:
            self._sheet.write_blank(row, column, None, shown)


def _cut(text: str) -> str:
    """The text, or as much of it as a cell holds."""
    return text if len(text) <= _MOST_TEXT else text[: _MOST_TEXT - 1] + "…"


def _footer(text: str) -> str:
    """Text and page number; ``&`` would begin a code, and more than 255 characters are refused."""
    shown = text.replace("&", "＆")[:200]
    return f"&L&9{shown}&R&9&P / &N"
