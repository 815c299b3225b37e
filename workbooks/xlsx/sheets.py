"""The worksheets of an untrusted xlsx file as rows of text, read in a process of its own."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.message import Message
from engine.problem import Place, Problem, Problems
from workbooks.grid import Grid
from workbooks.xlsx import confined, guard
from workbooks.xlsx.carried import SHEET_END, from_plain, separated


class Book:
    """An xlsx file that may be read: its worksheets by name.

    Args:
        content: The file.
        file: Its name, for places.

    Raises:
        Problems: the file is damaged, encrypted or too large, holds what no table needs, or has no worksheet.
    """

    def __init__(self, content: bytes, file: str) -> None:
        self._file = file
        # Most damaged files were cut off on their way: no need to start a process for that.
        if not zipfile.is_zipfile(io.BytesIO(content)):
            raise Problems([guard.faulty(Place(file=file), Message("The end of the workbook is missing."))])
        answer = confined.call("workbooks.xlsx.parsing.parsed", content, Place(file=file))
        line, _, cells = answer.partition(b"\n")
        head: Any = json.loads(line)
        if "problems" in head:
            raise Problems(self._here(head["problems"]))
        self._sheets: Mapping[str, Mapping[str, Any]] = {sheet["name"]: sheet for sheet in head["sheets"]}
        readable = [name for name, sheet in self._sheets.items() if "problems" not in sheet]
        self._cells = dict(zip(readable, cells.decode("utf-8").split(SHEET_END), strict=False))

    @property
    def names(self) -> Sequence[str]:
        """The names of the worksheets that can be seen; of all, if all are hidden."""
        return [name for name, sheet in self._sheets.items() if sheet["visible"]] or list(self._sheets)

    @property
    def hidden(self) -> Sequence[str]:
        """The names of the worksheets that are hidden."""
        return [name for name, sheet in self._sheets.items() if not sheet["visible"]]

    def grid(self, name: str) -> Grid:
        """The filled rows of a worksheet.

        Every cell is text: a number is its shortest decimal, with ``%`` where the worksheet shows it so; a date
        is written as 2016-03-15, truth as 是 or 否. Cells with errors, with formulas that were never calculated, with
        too many digits or with control characters are its faults.

        Raises:
            Problems: the worksheet is damaged.
        """
        sheet = self._sheets[name]
        if "problems" in sheet:
            raise Problems(self._here(sheet["problems"]))
        return Grid(
            separated(self._cells[name], sheet["rows"]),
            self._file,
            name,
            stored_as_text=_positions(sheet["stored_as_text"]),
            formulas=_positions(sheet["formulas"]),
            merged=tuple(sheet["merged"]),
            hidden_rows=tuple(sheet["hidden_rows"]),
            hidden_columns=tuple(sheet["hidden_columns"]),
            faults=tuple(self._here(sheet["faults"])),
        )

    def _here(self, problems: Sequence[Mapping[str, Any]]) -> Iterable[Problem]:
        for problem in from_plain(problems):
            yield replace(problem, place=replace(problem.place, file=self._file))


def _positions(pairs: Iterable[Sequence[int]]) -> frozenset[tuple[int, int]]:
    return frozenset((row, column) for row, column in pairs)
