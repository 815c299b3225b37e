"""Builds xlsx packages for the tests, also broken ones."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"


def workbook(sheets: Mapping[str, Iterable[Iterable[object]]], percent: Iterable[tuple[int, int]] = ()) -> bytes:
    """A workbook with these worksheets; cells in ``percent`` (row, column from 0) are formatted so."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False})
    style = book.add_format({"num_format": '0.00"约"%'})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, style if (row, column) in set(percent) else None)
    book.close()
    return content.getvalue()


def edited(content: bytes, part: str, edit: Callable[[bytes], bytes]) -> bytes:
    """The package with one of its parts edited."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit(old.read(name)) if name == part else old.read(name))
    return result.getvalue()


def replaced(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The package with some bytes of a part replaced; the bytes must stand there."""

    def edit(text: bytes) -> bytes:
        assert old in text
        return text.replace(old, new)

    return edited(content, part, edit)
