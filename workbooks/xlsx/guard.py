"""Whether an untrusted xlsx file may be shown to a parser at all: it is streamed and measured before.

A file of 5 KB can hold a cell so far out, or announce so many strings, that the parser asks for more memory
than there is and takes the process with it.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import ParseError

from engine.message import Message
from engine.problem import Place, Problem, Problems
from workbooks.files import MEGABYTE
from workbooks.grid import letter
from workbooks.xlsx.cells import Cell, DoctypeFound, Malformed, PartReader
from workbooks.xlsx.parts import DESCRIBING, worksheets

_CHUNK = 1 << 16
_ENCRYPTED = 1
_LISTED = b"PK\x01\x02"
_LONGEST_NAME = 255
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".xlsx", ".xlsm", ".xlsb", ".xls", ".docx", ".pptx")
_READ_BY_PARSERS = (b"sheetData", b"<sst", b"cellXfs")
_COUNTS = frozenset({"count", "uniqueCount"})


@dataclass(frozen=True)
class Limits:
    """How large a workbook may be.

    Attributes:
        entries: Files in the package.
        expanded: Bytes of all of them, unpacked.
        describing: Bytes of a part that only describes the others, unpacked.
        cells: Rows × columns of the rectangle from A1 to the farthest filled cell; parsers hold it whole.
        announced: The greatest count that an element may announce (``<sst uniqueCount="…">``).
    """

    entries: int = 5_000
    expanded: int = 256 * MEGABYTE
    describing: int = 8 * MEGABYTE
    cells: int = 2_000_000
    announced: int = 5_000_000


DEFAULT = Limits()
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)
"""What unpacking raises where a package is damaged."""


def opened(content: bytes, place: Place, limits: Limits = DEFAULT) -> zipfile.ZipFile:
    """The package, if its list of files and the parts that describe it may be read.

    Args:
        content: The file.
        place: The file, for the problems.
        limits: How large it may be.

    Raises:
        Problems: the package is damaged, encrypted or too large when unpacked, or holds what no table needs.
    """
    try:
        # Before the list is read, as a million of entries takes seconds.
        if (count := content.count(_LISTED)) > limits.entries:
            raise Problems([_too_many(place, count, limits)])
        archive = zipfile.ZipFile(io.BytesIO(content))
        if problems := list(_package(archive, place, limits)):
            raise Problems(problems)
        if problems := list(_describing(archive, place, limits)):
            raise Problems(problems)
    except BROKEN as error:
        raise Problems([damaged(place, error)]) from error
    return archive


def admit(archive: zipfile.ZipFile, place: Place, limits: Limits = DEFAULT) -> None:
    """Nothing, if any parser may read the package.

    Args:
        archive: The package.
        place: The file, for the problems.
        limits: How large it may be.

    Raises:
        Problems: a part is damaged, declares a document type, or has a cell too far out; with the worksheet and
            cell where there is one.
    """
    try:
        if problems := list(_parts(archive, place, limits)):
            raise Problems(_with_sheet_names(archive, problems))
    except BROKEN as error:
        raise Problems([damaged(place, error)]) from error


def damaged(place: Place, reason: object) -> Problem:
    """The problem of a workbook that cannot be unpacked or parsed, with what was found."""
    found = str(reason) or type(reason).__name__
    return replace(faulty(place, Message("The workbook is damaged.")), found=found)


def faulty(place: Place, what: Message) -> Problem:
    """The problem of a workbook that is damaged in a way that we can say."""
    mend = Message("Open it in Excel or WPS and save it anew as .xlsx.")
    return Problem("workbook-damaged", what, place, mend=mend)


def _package(archive: zipfile.ZipFile, place: Place, limits: Limits) -> Iterator[Problem]:
    """What the package's list of entries tells before anything is unpacked."""
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > limits.expanded:
        yield _expansion(place, limits)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        yield encrypted(place)
    if len({entry.filename for entry in entries}) < len(entries):
        yield faulty(place, Message("Two files in the package have one name."))
    yield from _unwanted([entry.filename for entry in entries], place)


def _unwanted(names: Sequence[str], place: Place) -> Iterator[Problem]:
    """What a table does not need and may do harm elsewhere: macros, links, other files, names of other folders."""
    lower = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in lower):
        mend = Message("In Excel or WPS choose “Save as”, “Excel workbook (.xlsx)”, which holds no macros.")
        yield Problem("workbook-macros", Message("The workbook holds macros."), place, mend=mend)
    if any(name.startswith("xl/externallinks/") for name in lower):
        mend = Message("In Excel or WPS choose “Data”, “Edit links”, “Break link”: the values stay.")
        what = Message("The workbook is linked to other files, so its values may change unseen.")
        yield Problem("workbook-links", what, place, mend=mend)
    if any(name.startswith("xl/embeddings/") or name.endswith(_ARCHIVES) for name in lower):
        mend = Message("Delete the embedded files from the worksheets.")
        yield Problem("workbook-embedded", Message("Other files are embedded in the workbook."), place, mend=mend)
    for name in names:
        if len(name) > _LONGEST_NAME or ".." in name.replace("\\", "/").split("/"):
            yield damaged(place, f"{name[:40]}…" if len(name) > 40 else name)
            return


def _too_many(place: Place, count: int, limits: Limits) -> Problem:
    expected = Message("at most {count} files", count=limits.entries)
    what = Message("The package holds too many files.")
    return Problem("workbook-entries", what, place, str(count), expected)


def _describing(archive: zipfile.ZipFile, place: Place, limits: Limits) -> Iterator[Problem]:
    """The parts that describe the others are small, and XML without a document type."""
    for name in set(DESCRIBING) & set(archive.namelist()):
        part = Place(file=place.file, sheet=name)
        if archive.getinfo(name).file_size > limits.describing:
            yield damaged(part, f"{archive.getinfo(name).file_size} bytes")
            continue
        try:
            PartReader(lambda _: None).feed(archive.read(name), last=True)
        except DoctypeFound:
            yield _doctype(part)
        except Malformed as error:
            yield damaged(part, error)


def encrypted(place: Place) -> Problem:
    """The problem of a workbook that only its password opens."""
    return Problem(
        "workbook-encrypted",
        Message("The workbook is protected with a password."),
        place,
        mend=Message("Remove the password in Excel or WPS and save the workbook again."),
    )


def too_far(place: Place, cell: str, rows: int, columns: int, limits: Limits = DEFAULT) -> Problem:
    """The problem of a cell so far out that the rectangle up to it is too large."""
    return Problem(
        "workbook-far-cell",
        Message("A filled cell stands too far out."),
        Place(file=place.file, sheet=place.sheet, cell=cell),
        found=f"A1:{letter(columns - 1)}{rows}",
        expected=Message("at most {count} cells", count=limits.cells),
        mend=Message("Delete the rows and columns beyond the table."),
    )


def _doctype(place: Place) -> Problem:
    what = Message("The workbook declares a document type, which no workbook needs.")
    return Problem("workbook-doctype", what, place)


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
                self.problem = _doctype(self._place)
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
            self.problem = too_far(self._place, cell.address, self._rows, self._columns, self._limits)

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
