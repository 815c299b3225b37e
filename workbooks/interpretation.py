"""How cells are typed, and what they are read as: whatever is not taken literally is said, once for each column.

The engine takes numbers, dates and choices in one spelling. Here the other spellings that people and programs use are
brought into it, as far as there is only one thing that they can mean.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.data import UNIT, Sheet
from engine.message import Message
from engine.notation import bare
from engine.problem import Place, Problem, Severity
from engine.ruleset import Choice, Measure, Plain, Quantity
from workbooks.collection.form import Field
from workbooks.grid import Grid, column_of

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?%?", re.ASCII)
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?", re.ASCII)
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", re.ASCII)
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1)} | {ord("−"): "-"}
"""Not what Unicode calls compatible: there 10² is 102, and ① is 1."""

FULL_WIDTH = "read-full-width"
THOUSANDS = "read-thousands"
DATE = "read-date"
SPACES = "read-spaces"
CHOICE = "read-choice"
AS_TEXT = "read-stored-as-text"
FORMULA = "read-formula"
FRACTION = "read-fraction-as-written"
HIDDEN = "read-hidden"

_SAID: Mapping[str, Message] = {
    FULL_WIDTH: Message("{count} cells hold full-width characters; “{typed}” was read as {read}."),
    THOUSANDS: Message("{count} cells hold thousands separators; “{typed}” was read as {read}."),
    DATE: Message("{count} dates are written otherwise; “{typed}” was read as {read}."),
    SPACES: Message("{count} cells hold nothing but spaces; they were read as blank."),
    CHOICE: Message("{count} choices are written otherwise; “{typed}” was read as {read}."),
    AS_TEXT: Message("{count} numbers are stored as text; “{typed}” was read as {read}."),
    FORMULA: Message("{count} cells hold formulas; what was calculated last was read, such as {read}."),
    FRACTION: Message(
        "{count} values in % lie between 0 and 1; {typed} was read as {typed} %, not as a fraction of 1."
    ),
}
_MENDS: Mapping[str, Message] = {
    FRACTION: Message("If a fraction was meant, type it times 100."),
}


@dataclass(frozen=True)
class Interpreted:
    """A sheet in the engine's spelling, and what is to be said of it."""

    sheet: Sheet
    notes: Sequence[Problem]


def interpreted(sheet: Sheet, fields: Mapping[str, Field], grid: Grid) -> Interpreted:
    """The sheet with the cells of known columns in the engine's spelling.

    Args:
        sheet: A table out of one file.
        fields: Header → what the column holds.
        grid: The rows that the sheet was made of, with what the file knows of its cells.
    """
    columns = dict(sheet.columns)
    notes: list[Problem] = []
    origin = sheet.origins[0]
    positions = {header: column_of(letters) for header, letters in origin.columns.items() if letters is not None}
    for header, field in fields.items():
        if header not in columns:
            continue
        column = _Column(field)
        columns[header] = column.read(columns[header])
        if header in positions and isinstance(field, Measure | Quantity):
            column.note_positions(AS_TEXT, _rows(grid.stored_as_text, positions[header]), origin.rows, columns[header])
        if header in positions:
            column.note_positions(FORMULA, _rows(grid.formulas, positions[header]), origin.rows, columns[header])
        notes += column.notes(sheet, header)
    columns[UNIT] = tuple(unicodedata.normalize("NFC", cell.strip()) for cell in columns[UNIT])
    return Interpreted(replace(sheet, columns=columns), [*notes, *_hidden(grid)])


def _rows(positions: frozenset[tuple[int, int]], column: int) -> frozenset[int]:
    """The rows of one column."""
    return frozenset(row for row, at in positions if at == column)


class _Column:
    """Reads the cells of one column; each distinct text once."""

    def __init__(self, field: Field) -> None:
        self._read = _reader(field)
        self._in_percent = isinstance(field, Measure | Quantity) and field.unit == "%" and field.between[1] > 1
        self._found: dict[str, list[tuple[int, str, str]]] = {}
        self._beside_ones = 0

    def read(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The cells in the engine's spelling."""
        known: dict[str, tuple[str, str | None]] = {}
        made = []
        for index, cell in enumerate(cells):
            if cell not in known:
                known[cell] = self._judged(cell)
            text, how = known[cell]
            made.append(text)
            if how is not None:
                self._note(how, index, cell.strip(), text)
        numbers = (text for text in made if _NUMBER.fullmatch(text))
        self._beside_ones = sum(text.rstrip("%").rstrip("0").rstrip(".") not in ("", "1") for text in numbers)
        return tuple(made)

    def _judged(self, cell: str) -> tuple[str, str | None]:
        text = cell.strip()
        if not text:
            return "", SPACES if cell else None
        read, how = self._read(text)
        if self._in_percent and how is None and re.fullmatch(r"0?\.[0-9]*[1-9][0-9]*", read, re.ASCII):
            return read, FRACTION
        return read, how

    def note_positions(
        self, how: str, rows: frozenset[int], row_of: Sequence[int | None], texts: Sequence[str]
    ) -> None:
        """Note the cells that stand in certain rows of the file."""
        told = {index for cells in self._found.values() for index, _typed, _read in cells}
        for index, row in enumerate(row_of) if rows else ():
            if row in rows and texts[index] and index not in told:
                self._note(how, index, texts[index], texts[index])

    def _note(self, how: str, index: int, typed: str, read: str) -> None:
        self._found.setdefault(how, []).append((index, typed, read))

    def notes(self, sheet: Sheet, header: str) -> Iterator[Problem]:
        """What is to be said of the column, each kind once, at its first cell."""
        for how, cells in self._found.items():
            index, typed, read = cells[0]
            what = _SAID[how].filled(count=len(cells), typed=typed, read=read)
            # A column of nothing but fractions and ones was hardly meant in percent; a single small value may well be.
            severity = Severity.WARNING if how == FRACTION and len(cells) == self._beside_ones else Severity.NOTE
            place = replace(sheet.place(header, index), unit=None)
            yield Problem(how, what, place, mend=_MENDS.get(how), severity=severity)


def _reader(field: Field) -> Callable[[str], tuple[str, str | None]]:
    """How a text of a column is read, and what kind of interpretation that was; None where it was taken as typed."""
    match field:
        case Measure() | Quantity():
            return _as_number
        case Plain(type="date"):
            return _as_date
        case Choice(one_of=options):
            return lambda text: _as_choice(text, options)
        case Plain(type="yes_no"):
            return _as_truth
        case _:
            return lambda text: (text, None)


def _as_number(text: str) -> tuple[str, str | None]:
    """Digits of any width, with thousands separators that stand where they belong.

    Example:
        >>> _as_number("１，２３４．５"), _as_number("1,234"), _as_number("3,5"), _as_number("12")
        (('1234.5', 'read-full-width'), ('1234', 'read-thousands'), ('3,5', None), ('12', None))
    """
    if _NUMBER.fullmatch(text):
        return text, None
    plain = text.translate(_HALF_WIDTH)
    bare = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain
    if not _NUMBER.fullmatch(bare):
        return text, None
    return bare, THOUSANDS if text.isascii() else FULL_WIDTH


def _as_date(text: str) -> tuple[str, str | None]:
    """A day with year, month and day in this order.

    Example:
        >>> _as_date("2016年3月5日"), _as_date("2016/3/5"), _as_date("2016-03-05"), _as_date("5.3.2016")
        (('2016-03-05', 'read-date'), ('2016-03-05', 'read-date'), ('2016-03-05', None), ('5.3.2016', None))
    """
    match = _DATE.fullmatch(text.translate(_HALF_WIDTH))
    if match is None:
        return text, None
    written = f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"
    return written, None if written == text else DATE


def _as_choice(text: str, options: Sequence[str]) -> tuple[str, str | None]:
    """An option, whatever the width of its characters and the spaces within it."""
    if text in options:
        return text, None
    meant = [option for option in options if bare(option) == bare(text)]
    return (meant[0], CHOICE) if len(meant) == 1 else (text, None)


_TRUTH: Mapping[str, str] = {"1": "是", "0": "否", "TRUE": "是", "FALSE": "否", "√": "是", "×": "否"}


def _as_truth(text: str) -> tuple[str, str | None]:
    """A yes or no; LibreOffice saves one that somebody set as 1 or 0.

    Example:
        >>> _as_truth("是"), _as_truth("√"), _as_truth("0"), _as_truth("2")
        (('是', None), ('是', 'read-choice'), ('否', 'read-choice'), ('2', None))
    """
    meant = _TRUTH.get(bare(text).upper())
    return _as_choice(text, ("是", "否")) if meant is None else (meant, CHOICE)


def _hidden(grid: Grid) -> Iterator[Problem]:
    """That rows or columns are hidden which were read all the same."""
    if grid.hidden_rows:
        rows = ", ".join(map(str, grid.hidden_rows[:8])) + (", …" if len(grid.hidden_rows) > 8 else "")
        what = Message("{count} rows are hidden, and were read: {rows}.", count=len(grid.hidden_rows), rows=rows)
        mend = Message("Show all rows, and look whether they belong there.")
        place = Place(file=grid.file, sheet=grid.sheet)
        yield Problem(HIDDEN, what, place, mend=mend, severity=Severity.WARNING)
    if grid.hidden_columns:
        what = Message("{count} columns are hidden, and were read.", count=len(grid.hidden_columns))
        place = Place(file=grid.file, sheet=grid.sheet)
        yield Problem(HIDDEN, what, place, severity=Severity.WARNING)
