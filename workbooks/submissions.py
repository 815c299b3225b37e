"""What was handed in for a cycle: any number of files, collection workbooks or plain tables, become its data.

Three verdicts are kept apart: whether a file can be read, whether its tables are complete and valid, and whether they
agree with each other.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.data import UNIT, Data, Sheet
from engine.measurement import measure
from engine.message import Message
from engine.problem import Place, Problem, Problems, Severity, did_you_mean
from engine.ruleset import Ruleset
from workbooks.absence import awaited, missing_columns, missing_sheets
from workbooks.collection.form import Field
from workbooks.collection.recognition import Cover, Cut, cover_of, cut, mismatches
from workbooks.grid import Grid, to_sheet
from workbooks.interpretation import interpreted
from workbooks.merging import merge_records, merge_units, repeated
from workbooks.page import sheet_name
from workbooks.reading import open_tables

if TYPE_CHECKING:
    from workbooks.xlsx.sheets import Book

UNITS_WORKSHEET = "数据"
"""The worksheet that holds the units, where a plain workbook has one of this name."""

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


@dataclass
class _Collected:
    """The tables of all files while they are collected."""

    ruleset: Ruleset
    units: list[Sheet] = field(default_factory=list)
    records: dict[str, list[Sheet]] = field(default_factory=dict)
    listed: list[str] | None = None
    covers: list[Cover] = field(default_factory=list)
    unreadable: list[Problem] = field(default_factory=list)
    incomplete: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    untouched: list[tuple[Sheet, Place]] = field(default_factory=list)

    def fields(self, table: str | None) -> Mapping[str, Field]:
        """What the columns of a table hold, or those of the units."""
        if table is None:
            return {**self.ruleset.attributes, **self.ruleset.measures}
        return self.ruleset.tables[table].columns

    def take(self, grid: Grid, table: str | None) -> Sheet | None:
        """One table as a sheet in the engine's spelling; what is wrong with it is kept."""
        self.incomplete += grid.faults
        try:
            sheet = to_sheet(replace(grid, faults=()))
        except Problems as error:
            self.unreadable += error.problems
            return None
        if not len(sheet) and table is None:
            what = Message("The table has columns, but no rows.")
            self.unreadable.append(Problem("table-without-rows", what, sheet.whole))
        read = interpreted(sheet, self.fields(table), grid)
        self.notes += read.notes
        if table is None:
            self.units.append(read.sheet)
        else:
            self.records.setdefault(table, []).append(read.sheet)
        return read.sheet


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
    collected = _Collected(ruleset)
    paths = list(_distinct(paths, collected))
    for path, source in zip(paths, _opened(paths), strict=True):
        if isinstance(source, Problems):
            collected.unreadable += source.problems
        elif isinstance(source, Grid):
            collected.take(source, None)
        else:
            _read_book(source, path, collected, period)
    for name, path in tables.items():
        _read_table(name, path, collected)
    return _submitted(collected)


def _distinct(paths: Sequence[Path], collected: _Collected) -> Iterator[Path]:
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


def _read_table(name: str, path: Path, collected: _Collected) -> None:
    """The records of a table in a file of its own."""
    if name in collected.records:
        what = Message("The table {name} stands in the workbook and in a file of its own.", name=name)
        problem = Problem("table-twice", what, Place(file=str(path)), mend=Message("Give it once."))
        collected.unreadable.append(problem)
        return
    try:
        source = open_tables(path)
        if not isinstance(source, Grid):
            source = source.grid(name if name in source.names else source.names[0])
        collected.take(source, name)
    except Problems as error:
        collected.unreadable += error.problems


def _read_book(book: "Book", path: Path, collected: _Collected, period: str | None) -> None:
    grids: dict[str, Grid] = {}
    faults: list[Problem] = []
    for name in (*book.names, *(name for name in book.hidden if name not in book.names)):
        try:
            grids[name] = book.grid(name)
        except Problems as error:
            faults += error.problems
    covers = {name: cover for name, grid in grids.items() if (cover := cover_of(grid)) is not None}
    if not covers:
        _read_plain(book, path, grids, faults, collected)
        return
    found = [each for cover in covers.values() for each in mismatches(cover, collected.ruleset, period)]
    collected.unreadable += [*faults, *(each for each in found if each.severity is Severity.ERROR)]
    collected.notes += [each for each in found if each.severity is not Severity.ERROR]
    if any(each.severity is Severity.ERROR for each in found):
        return
    collected.covers += covers.values()
    for name, grid in grids.items():
        if name not in covers:
            _read_form(grid, name not in book.names, collected)


def _read_form(grid: Grid, hidden: bool, collected: _Collected) -> None:
    """One worksheet of a collection workbook; a hidden one holds the choices of a column, or was hidden by hand."""
    found = cut(grid)
    place = Place(file=grid.file, sheet=grid.sheet)
    if found is None:
        if grid.rows and not hidden:
            what = Message("The worksheet has no column of units, and was not read.")
            collected.notes.append(Problem("worksheet-not-read", what, place, severity=Severity.WARNING))
        return
    if hidden:
        what = Message("The worksheet is hidden, and was read.")
        collected.notes.append(Problem("worksheet-hidden", what, place, severity=Severity.WARNING))
    table = _table_of(found, collected.ruleset)
    fields = collected.fields(table)
    if table is not None and grid.sheet != sheet_name(table, ()):
        what = Message("The worksheet {name} was read as the table {table}.", name=grid.sheet, table=table)
        collected.notes.append(Problem("worksheet-renamed", what, place, severity=Severity.NOTE))
    beside = (sheet.whole for sheet in collected.records.get(table or "", ()) if sheet.whole.file == grid.file)
    if (other := next(beside, None)) is not None:
        what = Message(
            "Two worksheets of the workbook hold the table {name}; the other is {place}.", name=table, place=other
        )
        mend = Message("Put all records into one of them, and delete the other.")
        collected.incomplete.append(Problem("worksheet-repeated", what, place, mend=mend))
    sheet = collected.take(found.without_remarks(fields), table)
    if sheet is None:
        return
    if (moved := found.moved(fields)) is not None:
        collected.notes.append(moved)
    collected.incomplete += found.other_units(fields)
    if (unread := found.unread()) is not None:
        collected.incomplete.append(unread)
    if table is None and set(sheet.columns) <= {UNIT, *collected.ruleset.attributes}:
        _take_list(sheet, collected)
    unsigned = found.unsigned()
    if unsigned is not None and _holds_something(sheet):
        collected.incomplete.append(unsigned)
    elif unsigned is not None:
        collected.untouched.append((sheet, place))


def _holds_something(sheet: Sheet) -> bool:
    """Whether anything but the names of units stands in a table."""
    return any(any(cells) for header, cells in sheet.columns.items() if header != UNIT)


def _untouched(collected: _Collected) -> Iterator[Problem]:
    """Worksheets that nobody filled in or signed, and that stand in no other file filled in."""
    sheets = [*collected.units, *(sheet for sheets in collected.records.values() for sheet in sheets)]
    filled = {frozenset(sheet.columns) for sheet in sheets if _holds_something(sheet)}
    for sheet, place in collected.untouched:
        if frozenset(sheet.columns) not in filled and len(sheet.columns) > 1:
            what = Message("Nothing was filled in here, and nobody signed; blanks count as the ruleset says.")
            mend = Message(
                "Have the department confirm that there is nothing to report: name and date below the table."
            )
            yield Problem("sheet-untouched", what, place, mend=mend, severity=Severity.WARNING)


def _table_of(found: Cut, ruleset: Ruleset) -> str | None:
    """The table of the ruleset that a worksheet holds, by its name, else by its columns."""
    tables = {name: set(table.columns) for name, table in ruleset.tables.items()}
    of_units = found.headers & {*ruleset.measures, *ruleset.attributes}
    # A department may bear the name of a table, and a table may have a column of the name of a measure.
    named = [name for name in tables if sheet_name(name, ()) == found.grid.sheet and of_units <= tables[name]]
    if named or of_units:
        return named[0] if named else None
    fitting = [name for name, columns in tables.items() if columns <= found.headers]
    return fitting[0] if len(fitting) == 1 else None


def _take_list(sheet: Sheet, collected: _Collected) -> None:
    """The units that a workbook lists; with the attributes of each, if it has any."""
    collected.listed = collected.listed or [unit for unit in dict.fromkeys(sheet.columns[UNIT]) if unit]
    if len(sheet.columns) == 1:
        collected.units.remove(sheet)


def _read_plain(
    book: "Book", path: Path, grids: Mapping[str, Grid], faults: Iterable[Problem], collected: _Collected
) -> None:
    """A workbook that is no collection workbook: one worksheet of units, and tables by their names."""
    ruleset = collected.ruleset
    table_names = tuple(ruleset.tables)
    hidden = [name for name in book.hidden if name not in book.names and name.strip() in table_names]
    names = {name.strip(): name for name in (*book.names, *hidden)}
    for name in hidden:
        what, place = Message("The worksheet is hidden, and was read."), Place(file=str(path), sheet=name)
        collected.notes.append(Problem("worksheet-hidden", what, place, severity=Severity.WARNING))
    candidates = [name for name in names if name not in table_names]
    named = [name for name in (UNITS_WORKSHEET, ruleset.covers.unit) if name in candidates]
    if not candidates:
        what = Message("No worksheet holds the units.")
        problem = Problem("worksheet-missing", what, Place(file=str(path)), found=", ".join(names))
        collected.unreadable.append(problem)
        return
    chosen = named[0] if named else candidates[0]
    others = [name for name in candidates if name != chosen]
    collected.unreadable += _misnamed(path, others, table_names, names)
    read = {names[name] for name in (chosen, *(name for name in table_names if name in names))}
    collected.unreadable += [fault for fault in faults if fault.place.sheet in read or fault.place.sheet is None]
    for name in (chosen, *(name for name in table_names if name in names)):
        if names[name] in grids:
            collected.take(grids[names[name]], None if name == chosen else name)


def _misnamed(
    path: Path, others: Sequence[str], table_names: Sequence[str], names: Mapping[str, str]
) -> Iterator[Problem]:
    """A worksheet that nothing reads, but whose name is nearly that of a table that is missing."""
    missing = [table for table in table_names if table not in names]
    for name in others:
        if mend := did_you_mean(name, missing):
            what = Message("The worksheet {name} is no table of the ruleset.", name=name)
            expected = Message("one of {names}", names=missing)
            yield Problem("worksheet-unknown", what, Place(file=str(path), sheet=name), name, expected, mend)


def _submitted(collected: _Collected) -> Submitted:
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
    collected.incomplete += _untouched(collected)
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
