"""Tables that stand in no collection workbook: those of a plain workbook, and one in a file of its own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.message import Message
from engine.problem import Place, Problem, Problems, did_you_mean
from workbooks.collected import Collected
from workbooks.grid import Grid
from workbooks.reading import open_tables

if TYPE_CHECKING:
    from workbooks.xlsx.sheets import Book

_UNITS_WORKSHEET = "数据"
"""The worksheet that holds the units, where a plain workbook has one of this name."""


def take_table(name: str, path: Path, collected: Collected) -> None:
    """Take the records of a table of the ruleset out of a file of its own: a CSV file, or a worksheet."""
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


def take_plain(
    book: "Book", path: Path, grids: Mapping[str, Grid], faults: Iterable[Problem], collected: Collected
) -> None:
    """Take one worksheet of units, and tables by their names, out of a workbook that is no collection workbook.

    Args:
        book: The workbook.
        path: Its file.
        grids: Those of its worksheets that can be read, by name.
        faults: Why others cannot be.
        collected: Takes the tables, and what is to be said.
    """
    ruleset = collected.ruleset
    table_names = tuple(ruleset.tables)
    hidden = [name for name in book.hidden if name not in book.names and name.strip() in table_names]
    names = {name.strip(): name for name in (*book.names, *hidden)}
    for name in hidden:
        collected.tell_hidden(Place(file=str(path), sheet=name))
    candidates = [name for name in names if name not in table_names]
    named = [name for name in (_UNITS_WORKSHEET, ruleset.covers.unit) if name in candidates]
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
