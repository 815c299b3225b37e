"""What was handed in for a cycle: any number of files, collection workbooks or plain tables, become its data.

Three verdicts are kept apart: whether a file can be read, whether its tables are complete and valid, and whether they
agree with each other.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data import UNIT, Data, Sheet
from engine.measurement import measure
from engine.message import Message
from engine.problem import Place, Problem, Problems, Severity
from engine.ruleset import Ruleset
from workbooks.absence import awaited, missing_columns, missing_sheets
from workbooks.collected import Collected
from workbooks.collection.recognition import Cover, cover_of
from workbooks.collection.returned import take_returned, untouched
from workbooks.grid import Grid
from workbooks.merging import merge_records, merge_units, repeated
from workbooks.plain_tables import take_plain, take_table
from workbooks.reading import open_tables

if TYPE_CHECKING:
    from workbooks.xlsx.sheets import Book

_NO_TABLES: Mapping[str, Path] = {}


@dataclass(frozen=True)
class Submitted:
    """What the files of a cycle hold.

    Attributes:
        data: The data; None where nothing could be read.
        period: The period that the workbooks name, if they do.
        unreadable: What keeps a file or a worksheet from being read.
        incomplete: What is missing or cannot stand, and what is not signed.
        disagreeing: Where two tables say different things.
        tables: Every table that was read: file, worksheet, and how many units or records it holds.
        awaited: Departments of which nothing was handed in.
        notes: What must be known of how cells were read.
    """

    data: Data | None
    period: str | None = None
    unreadable: Sequence[Problem] = ()
    incomplete: Sequence[Problem] = ()
    disagreeing: Sequence[Problem] = ()
    tables: Sequence[tuple[str, str | None, int]] = ()
    awaited: Sequence[str] = ()
    notes: Sequence[Problem] = ()

    @property
    def findings(self) -> list[Problem]:
        """Everything that is to be said, each once: file by file, and of a file what must be mended first."""
        found = dict.fromkeys([*self.unreadable, *self.incomplete, *self.disagreeing, *self.notes])
        files = list(dict.fromkeys([*(file for file, _, _ in self.tables), *(each.place.file for each in found)]))
        return sorted(found, key=lambda problem: files.index(problem.place.file))

    @property
    def errors(self) -> list[Problem]:
        """Everything that stands in the way of an assessment."""
        found = [*self.unreadable, *self.incomplete, *self.disagreeing]
        return [problem for problem in found if problem.severity is Severity.ERROR]


def read_submissions(
    paths: Sequence[Path], ruleset: Ruleset, tables: Mapping[str, Path] = _NO_TABLES, period: str | None = None
) -> Submitted:
    """The data of a cycle out of everything that was handed in.

    Args:
        paths: Collection workbooks, plain workbooks and CSV files. In a plain workbook the worksheet 数据, or the one
            named like a unit of the scheme, else the first that is no table, holds the units; worksheets named like
            a table hold its records.
        ruleset: The scheme, which says what the columns hold.
        tables: Further files, each with the records of the table of that name.
        period: The period that is assessed, where it is known already.

    Returns:
        The data and all findings; nothing is raised, so that all files are looked at before anything is said.
    """
    collected = Collected(ruleset)
    paths = list(_distinct(paths, collected))
    for path, source in zip(paths, _opened(paths), strict=True):
        if isinstance(source, Problems):
            collected.unreadable += source.problems
        elif isinstance(source, Grid):
            collected.take(source, None)
        else:
            _take_book(source, path, collected, period)
    for name, path in tables.items():
        take_table(name, path, collected)
    return _submitted(collected)


def _distinct(paths: Sequence[Path], collected: Collected) -> Iterator[Path]:
    """The files, each once, however often and under whatever name it was given."""
    seen: set[Path] = set()
    for path in paths:
        if path.resolve() in seen:
            what = Message("The file was given twice, and read once.")
            collected.notes.append(Problem("file-given-twice", what, Place(file=str(path)), severity=Severity.NOTE))
        else:
            seen.add(path.resolve())
            yield path


def _opened(paths: Sequence[Path]) -> "list[Grid | Book | Problems]":
    """Every file opened, or why it cannot be; side by side, as each workbook is parsed in a process of its own."""

    def opened(path: Path) -> "Grid | Book | Problems":
        try:
            return open_tables(path)
        except Problems as error:
            return error

    with ThreadPoolExecutor(max_workers=min(len(paths), os.cpu_count() or 1)) as pool:
        return list(pool.map(opened, paths))


def _take_book(book: "Book", path: Path, collected: Collected, period: str | None) -> None:
    """A collection workbook, if one of its worksheets is the cover of one; else a plain workbook."""
    grids: dict[str, Grid] = {}
    faults: list[Problem] = []
    for name in (*book.names, *(name for name in book.hidden if name not in book.names)):
        try:
            grids[name] = book.grid(name)
        except Problems as error:
            faults += error.problems
    covers = {name: cover for name, grid in grids.items() if (cover := cover_of(grid)) is not None}
    if covers:
        collected.unreadable += faults
        take_returned(grids, covers, book.names, collected, period)
    else:
        take_plain(book, path, grids, faults, collected)


def _submitted(collected: Collected) -> Submitted:
    """Everything merged and judged."""
    tables = [
        (str(sheet.whole.file), sheet.whole.sheet, len(sheet))
        for sheet in (*collected.units, *(sheet for sheets in collected.records.values() for sheet in sheets))
    ]
    period, differing = _period(collected.covers)
    ruleset = collected.ruleset
    waiting = awaited(ruleset, collected.units, collected.records)
    if collected.covers:
        collected.incomplete += missing_columns(ruleset, collected.units)
    # What is missing may stand where nothing could be read.
    if collected.covers and not collected.unreadable:
        collected.incomplete += missing_sheets(ruleset, collected.units, collected.records)
    collected.incomplete += untouched(collected)
    collected.incomplete += [problem for sheets in collected.records.values() for problem in repeated(sheets)]
    units = collected.units or ([Sheet({UNIT: tuple(collected.listed)})] if collected.listed else [])
    if not units:
        return Submitted(
            None, period, collected.unreadable, collected.incomplete, differing, tables, waiting, collected.notes
        )
    merged = merge_units(units, collected.listed)
    records = {name: merge_records(sheets) for name, sheets in collected.records.items()}
    incomplete = [*collected.incomplete, *merged.faults]
    said = [problem for problem in incomplete if problem.severity is not Severity.ERROR]
    data = Data(_in_order(merged.sheet, collected.fields(None)), records, (*collected.notes, *said))
    conflicts = [*differing, *merged.conflicts]
    return Submitted(data, period, collected.unreadable, incomplete, conflicts, tables, waiting, collected.notes)


def _in_order(sheet: Sheet, fields: Iterable[str]) -> Sheet:
    """The columns in the order of the ruleset, whatever the order of the files; what it does not know comes last."""
    known = [name for name in (UNIT, *fields) if name in sheet.columns]
    return replace(sheet, columns={name: sheet.columns[name] for name in dict.fromkeys([*known, *sheet.columns])})


def _period(covers: Sequence[Cover]) -> tuple[str | None, list[Problem]]:
    """The period that all workbooks name, and those that name another."""
    named = [cover for cover in covers if cover.period]
    what = Message("This workbook is of another period than {file}.", file=named[0].place.file if named else "")
    differing = [
        Problem("period-differs", what, cover.place, cover.period, Message("{period}", period=named[0].period))
        for cover in named[1:]
        if cover.period != named[0].period
    ]
    return (named[0].period if named else None), differing


def with_cells_judged(submitted: Submitted, ruleset: Ruleset) -> Submitted:
    """The same with every cell that may not stand among what is incomplete; what was told of is not told again."""
    if submitted.data is None:
        return submitted
    told = {_about(problem) for problem in submitted.errors}
    # What collection workbooks lack is told by worksheet; other columns may stand where nothing could be read.
    known = ruleset.measures if any(each.code in _MISSING for each in submitted.incomplete) else ()
    found = [
        problem
        for problem in measure(ruleset, submitted.data).problems
        if not told & {_about(problem), ("row", problem.place.file, problem.place.sheet, problem.place.unit)}
        and not (problem.code == "data-column-missing" and (submitted.unreadable or problem.place.measure in known))
    ]
    return replace(submitted, incomplete=[*submitted.incomplete, *found])


_MISSING = ("sheet-missing", "sheet-column-missing")


def _about(problem: Problem) -> tuple[str | None, ...]:
    """What a problem is about: a row that is missing or misnamed, a cell, or a column."""
    place = problem.place
    if place.unit is not None and place.measure is None:
        return "row", place.file, place.sheet, place.unit
    if place.cell is not None or place.unit is not None:
        return "cell", place.file, place.sheet, place.cell, None if place.cell else f"{place.line} {place.measure}"
    return "column", place.measure


def read_data(paths: Sequence[Path], ruleset: Ruleset, tables: Mapping[str, Path] = _NO_TABLES) -> Data:
    """The data of a cycle, where nothing stands in their way.

    Raises:
        Problems: everything that is wrong with any of the files, each with file, worksheet and cell or line.
    """
    submitted = read_submissions(paths, ruleset, tables)
    if submitted.errors or submitted.data is None:
        raise Problems(submitted.errors)
    return submitted.data
