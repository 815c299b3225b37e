"""A collection workbook that came back: each worksheet is taken as the table that it holds."""

from collections.abc import Collection, Iterator, Mapping

from engine.data import UNIT, Sheet
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Ruleset
from workbooks.collected import Collected
from workbooks.collection.recognition import Cover, Cut, cut, mismatches
from workbooks.grid import Grid
from workbooks.page import sheet_name


def take_returned(
    grids: Mapping[str, Grid],
    covers: Mapping[str, Cover],
    visible: Collection[str],
    collected: Collected,
    period: str | None,
) -> None:
    """Take the tables of a collection workbook; nothing of one that was made for something else.

    Args:
        grids: Its worksheets by name.
        covers: Those of them that are covers.
        visible: The names of those that are not hidden.
        collected: Takes the tables, and what is to be said.
        period: The period that is assessed, where it is known already.
    """
    found = [each for cover in covers.values() for each in mismatches(cover, collected.ruleset, period)]
    collected.unreadable += [each for each in found if each.severity is Severity.ERROR]
    collected.notes += [each for each in found if each.severity is not Severity.ERROR]
    if any(each.severity is Severity.ERROR for each in found):
        return
    collected.covers += covers.values()
    for name, grid in grids.items():
        if name not in covers:
            _take_worksheet(grid, name not in visible, collected)


def _take_worksheet(grid: Grid, hidden: bool, collected: Collected) -> None:
    """One worksheet; a hidden one holds the choices of a column, or was hidden by hand."""
    found = cut(grid)
    place = Place(file=grid.file, sheet=grid.sheet)
    if found is None:
        if grid.rows and not hidden:
            what = Message("The worksheet has no column of units, and was not read.")
            collected.notes.append(Problem("worksheet-not-read", what, place, severity=Severity.WARNING))
        return
    if hidden:
        collected.tell_hidden(place)
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


def _take_list(sheet: Sheet, collected: Collected) -> None:
    """The units that a workbook lists; with the attributes of each, if it has any."""
    collected.listed = collected.listed or [unit for unit in dict.fromkeys(sheet.columns[UNIT]) if unit]
    if len(sheet.columns) == 1:
        collected.units.remove(sheet)


def untouched(collected: Collected) -> Iterator[Problem]:
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


def _holds_something(sheet: Sheet) -> bool:
    """Whether anything but the names of units stands in a table."""
    return any(any(cells) for header, cells in sheet.columns.items() if header != UNIT)
