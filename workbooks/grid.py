"""Rows of text cells with their row numbers, as a file holds them, and how they become a sheet."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from engine.data import UNIT, Origin, Sheet
from engine.message import Message
from engine.problem import Place, Problem, Problems, nearest

UNIT_NAMES: Mapping[str, str] = {"单位": UNIT}
"""Headers that stand for ``unit``."""

_MOST_LISTED = 100
_NUMBER = re.compile(r"\s*[-+]?\d+(\.\d+)?%?\s*")
_MERGED = re.compile(r"([A-Z]+([0-9]+)):[A-Z]+([0-9]+)")


@dataclass(frozen=True)
class Grid:
    """The filled rows of one table.

    Attributes:
        rows: Row number in the file and cells, all rows of one length; blank rows are left out.
        file: The file.
        sheet: The worksheet; None for a CSV file, whose cells have no addresses but lines.
        stored_as_text: Row in the file and column from 0 of cells that hold a number as text.
        formulas: The same of cells whose value is what a formula gave when it was last calculated.
        merged: The addresses of merged cells, such as ``B2:B5``.
        hidden_rows: Filled rows that are hidden, by hand or by a filter.
        hidden_columns: Filled columns, from 0, that are hidden.
        faults: Cells whose content cannot be taken; they are blank.
    """

    rows: Sequence[tuple[int, Sequence[str]]]
    file: str
    sheet: str | None = None
    stored_as_text: frozenset[tuple[int, int]] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    faults: Sequence[Problem] = ()

    def place(self, row: int, column: int | None = None) -> Place:
        """Where a cell (column from 0) or a whole row stands."""
        if self.sheet is None:
            return Place(file=self.file, line=row)
        if column is None:
            return Place(file=self.file, sheet=self.sheet, line=row)
        return Place(file=self.file, sheet=self.sheet, cell=f"{letter(column)}{row}")


def letter(column: int) -> str:
    """The letters of a column counted from 0.

    Example:
        >>> letter(0), letter(26), letter(16383)
        ('A', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


@lru_cache(maxsize=1 << 15)
def column_of(letters: str) -> int:
    """The column, counted from 0, that letters stand for.

    Example:
        >>> column_of("A"), column_of("AA"), column_of("XFD")
        (0, 26, 16383)
    """
    column = 0
    for char in letters:
        column = column * 26 + ord(char) - ord("A") + 1
    return column - 1


def blank(cells: Iterable[str]) -> bool:
    """Whether a row holds nothing but white space."""
    return not any(cell.strip() for cell in cells)


def first_of(problems: Iterable[Problem]) -> list[Problem]:
    """The first hundred problems: nobody reads more, and a wrong file may give millions."""
    return list(islice(problems, _MOST_LISTED))


def to_sheet(grid: Grid, names: Mapping[str, str] = UNIT_NAMES) -> Sheet:
    """The table with its columns named by its first filled row.

    Args:
        grid: The rows; the first one is the header.
        names: Other spellings of headers, and what they stand for.

    Returns:
        The sheet. Headers are without surrounding white space, cells as typed. A column without header
        and without content is left out.

    Raises:
        Problems: there are no rows, no unit column, headers that are empty or stand twice, merged cells that reach
            over several rows below the header, or cells whose content cannot be taken.
    """
    if not grid.rows:
        place = Place(file=grid.file, sheet=grid.sheet)
        raise Problems([Problem("table-empty", Message("The table is empty."), place)])
    (header_row, header), *records = grid.rows
    headers = [names.get(cell.strip(), cell.strip()) for cell in header]
    if UNIT not in headers:
        raise Problems([_no_unit_column(grid, names)])
    columns = [tuple(cells) for cells in zip(*(cells for _, cells in records), strict=True)]
    if not records:
        columns = [()] * len(headers)
    if problems := first_of(chain(grid.faults, _header_problems(grid, headers, columns), _merged(grid))):
        raise Problems(problems)
    kept = [index for index, header in enumerate(headers) if header]
    letters = {headers[index]: None if grid.sheet is None else letter(index) for index in kept}
    origin = Origin(grid.file, grid.sheet, letters, tuple(row for row, _ in records), header_row)
    return Sheet({headers[index]: columns[index] for index in kept}, (origin,))


def _header_problems(grid: Grid, headers: Sequence[str], columns: Sequence[Sequence[str]]) -> Iterator[Problem]:
    row, typed = grid.rows[0]
    for index, header in enumerate(headers):
        place = grid.place(row, index)
        if not header and not blank(columns[index]):
            mend = Message("Name column {letter}, or empty it.", letter=letter(index))
            yield Problem("header-empty", Message("A column with content has no header."), place, mend=mend)
        if header and header in headers[:index]:
            what = Message("The column {header} stands twice.", header=header)
            yield Problem("header-twice", what, place, typed[index].strip(), mend=Message("Keep one of the two."))


def _merged(grid: Grid) -> Iterator[Problem]:
    """Cells merged below the header: only the upper left of them holds what all of them show."""
    for reference in grid.merged:
        match = _MERGED.fullmatch(reference)
        if match and int(match[2]) > grid.rows[0][0]:
            place = Place(file=grid.file, sheet=grid.sheet, cell=match[1])
            mend = Message("Unmerge the cells, and fill in each of them.")
            what = Message("Cells are merged; only the first of them is read.")
            yield Problem("cells-merged", what, place, reference, mend=mend)


def _no_unit_column(grid: Grid, names: Mapping[str, str]) -> Problem:
    """The problem of a first row that names no unit column, with what most likely went wrong."""
    row, header = grid.rows[0]
    cells = [cell.strip() for cell in header if cell.strip()]
    spellings = [UNIT, *(name for name, stands_for in names.items() if stands_for == UNIT)]
    found = ", ".join(cells[:8]) + (", …" if len(cells) > 8 else "")
    expected = Message("a column {names}", names=" / ".join(spellings))
    for later, others in grid.rows[1:20]:
        if any(cell.strip() in spellings for cell in others):
            mend = Message("The header seems to stand in row {row}: delete the rows above it.", row=later)
            return Problem("header-not-first", _NO_UNITS, grid.place(row), found, expected, mend)
    if any(_NUMBER.fullmatch(cell) for cell in cells):
        mend = Message("Write the names of the columns into the first row.")
        return Problem(
            "header-missing", Message("The table has no header row."), grid.place(row), found, expected, mend
        )
    if len(cells) == 1 and any(mark in cells[0] for mark in "，；|"):
        mend = Message("Separate the columns by commas, semicolons or tabs, not by “{mark}”.", mark=_mark(cells[0]))
        return Problem("header-one-column", _NO_UNITS, grid.place(row), found, expected, mend)
    near = next((cell for name in spellings for cell in cells if nearest(cell.lower(), [name])), None)
    near = near or next((cell for cell in cells if "单位" in cell), None)
    mend = (
        Message("Name the column that holds the units “{name}”.", name=spellings[-1])
        if near is None
        else Message("Rename the column {header} to “{name}”.", header=near, name=spellings[-1])
    )
    return Problem("unit-column-missing", _NO_UNITS, grid.place(row), found, expected, mend)


_NO_UNITS = Message("No column names the units.")


def _mark(header: str) -> str:
    return next(mark for mark in "，；|" if mark in header)
