"""The worksheet of result.xlsx that says from which file, worksheet and cells every column of the data came."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.data import UNIT, Data, Sheet
from locales import gettext as _
from workbooks.page import Column
from workbooks.result.report import Report
from workbooks.styles import Cell, Style


def write(report: Report) -> None:
    """The worksheet 数据来源; none where nobody knows of files."""
    inputs = report.result["inputs"]
    rows = [row for name, sheet in _sheets(inputs) for row in _rows(name, sheet)]
    if not rows:
        return
    columns = [
        Column(_("Table"), least=10, most=20),
        Column(_("Column"), least=16, most=30),
        Column(_("File"), least=20, most=44),
        Column(_("Worksheet"), least=14, most=26),
        Column(_("Cells"), least=12, most=20),
        Column(_("Count"), least=7),
    ]
    page = report.page(_("Where the data came from"), _("Where the data came from"), columns)
    page.header(frozen_columns=0)
    page.rows(rows)
    page.finish()


def _sheets(inputs: Mapping[str, Any]) -> Iterator[tuple[str, Sheet]]:
    """The units and the tables, each with where its cells came from."""
    data = Data.from_plain(inputs["data"], inputs["origins"])
    yield _("Units"), data.units
    yield from data.tables.items()


def _rows(name: str, sheet: Sheet) -> Iterator[list[Cell]]:
    """A line for each column and each table that it came from."""
    for header in sheet.columns:
        if header == UNIT:
            continue
        for number, origin in enumerate(sheet.origins):
            if origin.file is None or header not in origin.columns:
                continue
            taken = sheet.taken.get(header) or [number] * len(sheet)
            if rows := [row for at, row in enumerate(origin.rows) if row is not None and taken[at] == number]:
                letter = origin.columns[header]
                count = Cell(str(len(rows)), number=True, style=Style(align="right"))
                cells = [name, header, origin.file, origin.sheet or "—", _range(letter or "", rows)]
                yield [*map(Cell, cells), count]


def _range(letter: str, rows: Sequence[int]) -> str:
    """Where the cells stand, from the first to the last.

    Example:
        >>> _range("C", [6, 7, 9]), _range("", [2])
        ('C6:C9', '2')
    """
    first, last = f"{letter}{min(rows)}", f"{letter}{max(rows)}"
    return first if first == last else f"{first}:{last}" if letter else f"{first}–{last}"
