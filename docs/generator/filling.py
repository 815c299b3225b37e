"""What a page says that a department types into its worksheet, typed as somebody at a spreadsheet would."""

import csv
import re
from datetime import date
from pathlib import Path

from openpyxl import load_workbook


def fill(path: Path, text: str) -> None:
    """Type a table into the last worksheet of a workbook, below its headers; what is blank stays as it is.

    Args:
        path: The workbook, which is changed.
        text: The table as CSV: headers that stand in the worksheet, then row after row what stands below them.
    """
    headers, *rows = csv.reader(text.splitlines())
    book = load_workbook(path)
    sheet = book.worksheets[-1]
    top, found = next(
        (number, row) for number, row in enumerate(sheet.iter_rows(values_only=True), 1) if row[0] == headers[0]
    )
    columns = {header: column for column, header in enumerate(found, 1)}
    for number, row in enumerate(rows, top + 1):
        for header, cell in zip(headers, row, strict=False):
            if cell:
                sheet.cell(number, columns[header]).value = typed(cell)
    book.save(path)


def typed(cell: str) -> float | int | date | str:
    """What a spreadsheet makes of what is typed into a cell.

    Example:
        >>> typed("12"), typed("0.95"), typed("2017-01-16"), typed("１２")
        (12, 0.95, datetime.date(2017, 1, 16), '１２')
    """
    if re.fullmatch("[0-9]+", cell):
        return int(cell)
    if re.fullmatch(r"[0-9]+\.[0-9]+", cell):
        return float(cell)
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        return date.fromisoformat(cell)
    return cell
