"""Text files: which encoding they are in, and the rows of a CSV file."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from engine.data import UNIT
from engine.message import Message
from engine.problem import Place, Problem, Problems
from workbooks.grid import UNIT_NAMES, Grid, blank, first_of

_DELIMITERS: Final = (",", "\t", ";")
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_CONTROL = {chr(code) for code in range(32)} - set("\t\n\f\r")


def decode(content: bytes, file: str) -> str:
    """The text of a file in UTF-8, with or without byte order mark, or in GB18030 (which includes GBK).

    Raises:
        Problems: the bytes are in neither, or are no text.

    Example:
        >>> decode("单位".encode("gb18030"), "a.csv"), decode("单位".encode("utf-8-sig"), "a.csv")
        ('单位', '单位')
    """
    place = Place(file=file)
    expected = Message("text in UTF-8 or GB18030")
    mend = Message("In Excel or WPS choose “Save as”, “CSV UTF-8”.")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Problems([Problem("text-encoding", _UNREADABLE, place, "UTF-16", expected, mend)])
    text, broken = None, 0
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError as error:
            broken = max(broken, error.start)
    if text is None:
        line = content.count(b"\n", 0, broken) + 1
        raise Problems([Problem("text-encoding", _UNREADABLE, Place(file=file, line=line), None, expected, mend)])
    if control := next((char for char in text if char in _CONTROL), None):
        line = text.count("\n", 0, text.index(control)) + 1
        what = Message("The file holds control characters: it is no text.")
        raise Problems([Problem("text-control", what, Place(file=file, line=line), f"U+{ord(control):04X}", expected)])
    return text


_UNREADABLE = Message("The encoding of the text is not recognised.")


def read_csv(text: str, file: str) -> Grid:
    """The rows of a CSV file, separated by commas, tabs or semicolons.

    Of the three, the one counts under which the first row names the unit column; else the most frequent.

    Raises:
        Problems: quotes that are not closed, or rows that are longer or shorter than the first.
    """
    records = list(_records(text, _delimiter(text, file), file))
    width = len(records[0][1]) if records else 0
    if problems := first_of(_ragged(records, width, file)):
        if not _names_units(records[0][1]) and any(_names_units(cells) for _, cells in records[1:20]):
            records = records[:20]  # a title above the header: the rows have its length, and to_sheet says so
            width = max(len(cells) for _, cells in records)
            return Grid([(line, [*cells, *[""] * (width - len(cells))]) for line, cells in records], file)
        raise Problems(problems)
    return Grid([(line, cells[:width]) for line, cells in records], file)


def _delimiter(text: str, file: str) -> str:
    """What separates the cells of the first filled row."""
    headers = {}
    for delimiter in _DELIMITERS:
        try:
            headers[delimiter] = next(_records(text, delimiter, file), (1, [""]))[1]
        except Problems:
            continue
    named = [delimiter for delimiter, cells in headers.items() if _names_units(cells)]
    return max(named or headers or _DELIMITERS, key=lambda delimiter: len(headers.get(delimiter, "")))


def _names_units(cells: Sequence[str]) -> bool:
    return any(UNIT_NAMES.get(cell.strip(), cell.strip()) == UNIT for cell in cells)


def _records(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The filled records and the lines on which they begin."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            what = Message("The row cannot be read: {reason}", reason=error)
            mend = Message("Look for a quotation mark that is not closed, or not doubled within quoted text.")
            raise Problems([Problem("csv-malformed", what, Place(file=file, line=line), mend=mend)]) from error
        if cells is None:
            return
        if not blank(cells):
            yield line, cells


def _ragged(records: Sequence[tuple[int, Sequence[str]]], width: int, file: str) -> Iterator[Problem]:
    for line, cells in records:
        if len(cells) < width or not blank(cells[width:]):
            yield Problem(
                "row-length",
                Message("The row has {found} cells, the header {expected}.", found=len(cells), expected=width),
                Place(file=file, line=line),
                found=str(len(cells)),
                expected=Message("{count} cells", count=width),
                mend=Message("Look for a comma too many or too few; text that holds one must be quoted."),
            )
