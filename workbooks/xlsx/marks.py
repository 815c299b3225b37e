"""What a worksheet knows of its cells and calamine does not tell: percents, errors, uncalculated formulas."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from engine.message import Message
from engine.problem import Place, Problem
from workbooks.grid import blank
from workbooks.xlsx.cells import Cell, Malformed, PartReader
from workbooks.xlsx.values import beyond_doubles

_CHUNK = 1 << 16
_TRUE = ("1", "true")
_RANGE = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6}", re.ASCII)


@dataclass
class Marks:
    """The cells of one worksheet that need more than their value.

    Attributes:
        percent: Row and column (from 1) of the numbers that are shown with a percent sign.
        formulas: Row and column (from 1) of the cells that hold a formula.
        merged: The addresses of merged cells, such as ``B2:B5``.
        hidden_rows: Rows that are hidden.
        hidden_columns: First and last of columns (from 1) that are hidden.
        faults: Row and column (from 1) of the cells whose content cannot be taken, and why.
    """

    percent: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    faults: dict[tuple[int, int], Problem] = field(default_factory=dict)

    def filled_and_hidden(self, rows: Sequence[tuple[int, Sequence[str]]]) -> Iterator[int]:
        """The hidden columns, from 0, in which one of these rows has content."""
        for column in range(len(rows[0][1]) if rows else 0):
            hidden = any(first <= column + 1 <= last for first, last in self.hidden_columns)
            if hidden and not blank(cells[column] for _, cells in rows):
                yield column


def read(stream: IO[bytes], percent_styles: frozenset[int], place: Place) -> Marks:
    """The marks of a worksheet.

    Args:
        stream: Its XML.
        percent_styles: The styles that show percents.
        place: File and name of the worksheet.

    Raises:
        Malformed: it is no worksheet.
    """
    marks = Marks()

    def mark(cell: Cell) -> None:
        for fault in _faults(cell, place):
            marks.faults[cell.row, cell.column] = fault
        style = cell.attributes.get("s", "")
        if cell.value and style.isdecimal() and int(style) in percent_styles and _is_number(cell):
            marks.percent.add((cell.row, cell.column))
        if cell.formula:
            marks.formulas.add((cell.row, cell.column))

    def note(name: str, attributes: Mapping[str, str]) -> None:
        if name == "mergeCell":
            reference = attributes.get("ref", "")
            if not _RANGE.fullmatch(reference):
                raise Malformed(f'mergeCell ref="{reference[:20]}"')
            marks.merged.append(reference)
        elif attributes.get("hidden") in _TRUE and name == "row":
            marks.hidden_rows.add(reader.row)
        elif attributes.get("hidden") in _TRUE and name == "col":
            marks.hidden_columns.append((_column(attributes, "min"), _column(attributes, "max")))

    reader = PartReader(mark, note)
    while chunk := stream.read(_CHUNK):
        reader.feed(chunk)
    reader.feed(b"", last=True)
    return marks


def _column(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise Malformed(f'col {name}="{text[:20]}"')
    return int(text)


def _is_number(cell: Cell) -> bool:
    return cell.attributes.get("t", "n") == "n"


def _faults(cell: Cell, place: Place) -> Iterator[Problem]:
    if cell.attributes.get("t") == "e":
        mend = Message("Correct the formula, or type the value.")
        yield Problem("cell-error", Message("The cell shows an error."), _here(cell, place), cell.value, mend=mend)
    elif cell.formula and not cell.value and cell.attributes.get("t") not in ("str", "inlineStr"):
        what = Message("The formula in the cell was never calculated.")
        mend = Message("Open the workbook in Excel or WPS and save it, or type the value.")
        yield Problem("cell-not-calculated", what, _here(cell, place), mend=mend)
    elif _is_number(cell) and beyond_doubles(cell.value):
        yield too_many_digits(_here(cell, place), cell.value)


def _here(cell: Cell, place: Place) -> Place:
    return Place(file=place.file, sheet=place.sheet, cell=cell.address)


def too_many_digits(place: Place, found: str) -> Problem:
    """The problem of a number that a worksheet cannot hold exactly."""
    return Problem(
        "cell-digits",
        Message("The number has more digits than a worksheet holds exactly."),
        place,
        found,
        Message("at most 15 significant digits"),
        Message("Round a calculated value with ROUND; type a longer number as text."),
    )
