"""All worksheets of an untrusted xlsx file as JSON: what ``host`` runs in a process of its own for ``sheets``."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import ParseError

from engine.message import Message
from engine.problem import Place, Problem, Problems
from workbooks.grid import Grid
from workbooks.xlsx import guard, plain
from workbooks.xlsx.carried import SHEET_END, as_plain, joined, joined_row
from workbooks.xlsx.exact import Exact, Unreadable
from workbooks.xlsx.parts import Shown, Worksheet, cell_styles, worksheets
from workbooks.xlsx.strings import NotPlain, shared_strings

_MOST_TEXT = 30_000_000
_LONGEST_NAME = 31
_NOT_IN_NAMES = frozenset(r"\/?*[]:") | {chr(code) for code in range(32)}


def parsed(content: bytes) -> bytes:
    """The worksheets of a workbook, or the problems because of which it cannot be read.

    Args:
        content: The file.

    Returns:
        A line with a JSON object: ``{"problems": […]}``, or ``{"sheets": […]}`` with ``name``, ``visible``, and
        for each either ``problems`` or the fields of a ``Grid``, of the rows their numbers only; then the cells
        of all of these, as ``carried.joined`` makes them, sheet after sheet.
    """
    try:
        sheets = _sheets(content)
        head: dict[str, Any] = {"sheets": [head for head, _ in sheets]}
        cells = SHEET_END.join([cells for _, cells in sheets if cells is not None])
    except Problems as error:
        head, cells = {"problems": as_plain(error.problems)}, ""
    return json.dumps(head).encode("ascii") + b"\n" + cells.encode("utf-8")


def _sheets(content: bytes) -> list[tuple[dict[str, Any], str | None]]:
    place = Place()
    archive = guard.opened(content, place)
    try:
        parts = set(archive.namelist())
        found = [sheet for sheet in worksheets(archive) if sheet.part in parts]
        styles = cell_styles(archive)
    except (ParseError, *guard.BROKEN) as error:
        raise Problems([guard.damaged(place, error)]) from error
    if not found:
        raise Problems([Problem("workbook-without-sheet", Message("The workbook has no worksheet."), place)])
    if problems := list(_confusing(found)):
        raise Problems(problems)
    reader = _Reader(content, archive, styles)
    return [reader.read(sheet) for sheet in found]


def _confusing(found: Sequence[Worksheet]) -> Iterator[Problem]:
    """Worksheets that share a name or a part, or have a name that no worksheet can have."""
    if len({sheet.name for sheet in found}) < len(found) or len({sheet.part for sheet in found}) < len(found):
        yield guard.faulty(Place(), Message("Two worksheets have one name or one content."))
    for sheet in found:
        if not 0 < len(sheet.name) <= _LONGEST_NAME or _NOT_IN_NAMES & set(sheet.name):
            yield Problem(
                "worksheet-name",
                Message("A worksheet has a name that no worksheet can have."),
                found=sheet.name[: _LONGEST_NAME + 9],
                expected=Message(
                    "at most {count} characters, and none of {marks}", count=_LONGEST_NAME, marks=r"\ / ? * [ ] :"
                ),
                mend=Message("Rename the worksheet in Excel or WPS and save the workbook again."),
            )


class _Reader:
    """Reads the worksheets of one package, each the plain way if possible."""

    def __init__(self, content: bytes, archive: zipfile.ZipFile, styles: Sequence[Shown]) -> None:
        self._content = content
        self._archive = archive
        self._styles = styles
        self._strings: Sequence[str] | None = _strings(archive)
        self._by_calamine: Exact | None = None
        self._cells = self._characters = 0

    def read(self, sheet: Worksheet) -> tuple[dict[str, Any], str | None]:
        """What there is to say of a worksheet, and its cells if it could be read."""
        head: dict[str, Any] = {"name": sheet.name, "visible": sheet.visible}
        try:
            grid = self._plain(sheet) or self._exact().grid(sheet)
        except Unreadable as error:
            return head | {"problems": as_plain(error.problems)}, None
        cells = joined(self._measured(row) for _, row in grid.rows)
        return head | {
            "rows": [row for row, _ in grid.rows],
            "stored_as_text": list(grid.stored_as_text),
            "formulas": list(grid.formulas),
            "merged": grid.merged,
            "hidden_rows": grid.hidden_rows,
            "hidden_columns": grid.hidden_columns,
            "faults": as_plain(grid.faults),
        }, cells

    def _plain(self, sheet: Worksheet) -> Grid | None:
        if self._strings is None:
            return None
        try:
            return plain.read(self._archive, sheet, self._strings, self._styles)
        except NotPlain:
            return None
        except guard.BROKEN as error:
            raise Problems([guard.damaged(Place(sheet=sheet.name), error)]) from error

    def _exact(self) -> Exact:
        if self._by_calamine is None:
            self._by_calamine = Exact(self._content, self._archive, self._styles)
        return self._by_calamine

    def _measured(self, cells: Sequence[str]) -> str:
        """A row as it is carried.

        Refuses what would not fit into the caller's memory: a string may be shared by a million cells.
        """
        row = joined_row(cells)
        self._cells += len(cells)
        self._characters += len(row) - (len(cells) - 1)
        if self._cells > guard.DEFAULT.cells or self._characters > _MOST_TEXT:
            what = Message("The worksheets hold more than can be read at once.")
            expected = Message(
                "at most {count} cells and {characters} characters", count=guard.DEFAULT.cells, characters=_MOST_TEXT
            )
            mend = Message("Delete the worksheets that are not needed.")
            raise Problems([Problem("workbook-content", what, expected=expected, mend=mend)])
        return row


def _strings(archive: zipfile.ZipFile) -> Sequence[str] | None:
    """The shared strings, if they are plain."""
    try:
        return shared_strings(archive)
    except NotPlain:
        return None
    except guard.BROKEN as error:
        raise Problems([guard.damaged(Place(), error)]) from error
