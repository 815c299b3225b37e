"""Whether an untrusted xlsx file may be shown to a parser at all: it is streamed and measured before.

A file of 5 KB can hold a cell so far out, or announce so many strings, that the parser asks for more memory
than there is and takes the process with it.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import ParseError

from engine.message import Message
from engine.problem import Place, Problem, Problems
from workbooks.cells import Cell, DoctypeFound, Malformed, PartReader
from workbooks.files import MEGABYTE
from workbooks.grid import letter
from workbooks.parts import worksheets

_CHUNK = 1 << 16
_ENCRYPTED = 1
_READ_BY_PARSERS = (b"sheetData", b"<sst", b"cellXfs")
_COUNTS = frozenset({"count", "uniqueCount"})


@dataclass(frozen=True)
class Limits:
    """How large a workbook may be.

    Attributes:
        entries: Files in the package.
        expanded: Bytes of all of them, unpacked.
        cells: Rows × columns of the rectangle from A1 to the farthest filled cell; parsers hold it whole.
        announced: The greatest count that an element may announce (``<sst uniqueCount="…">``).
    """

    entries: int = 5_000
    expanded: int = 512 * MEGABYTE
    cells: int = 5_000_000
    announced: int = 5_000_000


def admit(content: bytes, file: str, limits: Limits | None = None) -> None:
    """Nothing, if the xlsx file may be parsed.

    Args:
        content: The file.
        file: Its name, for the problems.
        limits: How large it may be.

    Raises:
        Problems: the package is damaged, encrypted or too large when unpacked, declares document types,
            or has a cell too far out; each with the worksheet and cell where there is one.
    """
    limits = limits or Limits()
    place = Place(file=file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if problems := list(_package(archive, place, limits)):
                raise Problems(problems)
            if problems := list(_parts(archive, place, limits)):
                raise Problems(_with_sheet_names(archive, problems))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Problems([damaged(place, error)]) from error


def damaged(place: Place, reason: object) -> Problem:
    """The problem of a workbook that cannot be unpacked or parsed."""
    return Problem(
        "workbook-damaged",
        Message("The workbook is damaged."),
        place,
        found=str(reason) or type(reason).__name__,
        mend=Message("Open it in Excel or WPS and save it anew as .xlsx."),
    )


def _package(archive: zipfile.ZipFile, place: Place, limits: Limits) -> Iterator[Problem]:
    """What the package's list of entries tells before anything is unpacked."""
    entries = archive.infolist()
    if len(entries) > limits.entries:
        expected = Message("at most {count} files", count=limits.entries)
        yield Problem(
            "workbook-entries",
            Message("The package holds too many files."),
            place,
            str(len(entries)),
            expected,
        )
    if sum(entry.file_size for entry in entries) > limits.expanded:
        yield _expansion(place, limits)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        yield encrypted(place)
    if len({entry.filename for entry in entries}) < len(entries):
        yield damaged(place, "two files of one name in the package")


def encrypted(place: Place) -> Problem:
    """The problem of a workbook that only its password opens."""
    return Problem(
        "workbook-encrypted",
        Message("The workbook is protected with a password."),
        place,
        mend=Message("Remove the password in Excel or WPS and save the workbook again."),
    )


def _expansion(place: Place, limits: Limits) -> Problem:
    expected = Message("at most {megabytes} MB unpacked", megabytes=limits.expanded // MEGABYTE)
    return Problem("workbook-expansion", Message("The workbook is too large when unpacked."), place, expected=expected)


def _parts(archive: zipfile.ZipFile, place: Place, limits: Limits) -> Iterator[Problem]:
    unpacked = 0
    for entry in archive.infolist():
        part = _Part(Place(file=place.file, sheet=entry.filename), limits)
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > limits.expanded:
                    yield _expansion(place, limits)
                    return
                part.feed(chunk)
                if part.problem:
                    break
        if problem := part.problem or part.end():
            yield problem


class _Part:
    """One file of the package while it streams past."""

    def __init__(self, place: Place, limits: Limits) -> None:
        self._place = place
        self._limits = limits
        self._rows = self._columns = 0
        self._broken: Malformed | None = None
        self._for_parsers = False
        self._tail = b""
        self._reader = PartReader(self._cell, self._element)
        self.problem: Problem | None = None

    def feed(self, chunk: bytes, last: bool = False) -> None:
        seen = self._tail + chunk
        self._for_parsers = self._for_parsers or any(mark in seen for mark in _READ_BY_PARSERS)
        self._tail = chunk[-16:]
        if self._broken is None and self.problem is None:
            try:
                self._reader.feed(chunk, last)
            except DoctypeFound:
                what = Message("The workbook declares a document type, which no workbook needs.")
                self.problem = Problem("workbook-doctype", what, self._place)
            except Malformed as error:
                self._broken = error

    def end(self) -> Problem | None:
        """The problem that shows only when the part is over.

        Pictures and old drawings are no XML and do not matter; but what a lenient parser would take for a
        worksheet must have been measured to its end.
        """
        self.feed(b"", last=True)
        if self._broken is not None and self._for_parsers:
            return damaged(self._place, self._broken)
        return self.problem

    def _cell(self, cell: Cell) -> None:
        if not cell.filled or self.problem is not None:
            return
        self._rows, self._columns = max(self._rows, cell.row), max(self._columns, cell.column)
        if self._rows * self._columns > self._limits.cells:
            self.problem = Problem(
                "workbook-far-cell",
                Message("A filled cell stands too far out."),
                Place(file=self._place.file, sheet=self._place.sheet, cell=cell.address),
                found=f"A1:{letter(self._columns - 1)}{self._rows}",
                expected=Message("at most {count} cells", count=self._limits.cells),
                mend=Message("Delete the rows and columns beyond the table."),
            )

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        for key in _COUNTS & attributes.keys():
            announced = attributes[key].strip().removeprefix("+")
            if announced.isdecimal() and (len(announced) > 12 or int(announced) > self._limits.announced):
                self.problem = damaged(self._place, f'{name} {key}="{announced[:20]}"')


def _with_sheet_names(archive: zipfile.ZipFile, problems: list[Problem]) -> list[Problem]:
    """The problems with the names of the worksheets in place of those of the parts, where they are known."""
    if any(problem.code == "workbook-doctype" for problem in problems):
        return problems
    try:
        names = {worksheet.part: worksheet.name for worksheet in worksheets(archive)}
    except (ParseError, ValueError):
        return problems
    return [
        replace(
            problem,
            place=replace(problem.place, sheet=names.get(problem.place.sheet or "", problem.place.sheet)),
        )
        for problem in problems
    ]
