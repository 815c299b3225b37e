"""What nobody has handed in: columns, worksheets of tables, and all that a department reports."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from engine.data import UNIT, Sheet
from engine.message import Message
from engine.problem import Place, Problem, nearest
from engine.ruleset import Ruleset
from locales import render
from workbooks.collection.form import OFFICE


def missing_columns(ruleset: Ruleset, units: Sequence[Sheet]) -> Iterator[Problem]:
    """Columns that nobody reports, each on the worksheets where its department reports others."""
    present = {header for sheet in units for header in sheet.columns}
    for names in _measures(ruleset).values():
        beside = [sheet for sheet in units if not sheet.columns.keys().isdisjoint(names)]
        yield from (_missing(ruleset, name, sheet) for name in names if name not in present for sheet in beside)


def _missing(ruleset: Ruleset, name: str, sheet: Sheet) -> Problem:
    unread = [header for header in sheet.columns if header != UNIT and header not in ruleset.names()]
    near = nearest(name, unread)
    mend = Message("Put the column back as it was.")
    if near is not None:
        mend = Message("The column {found} is perhaps meant: name it {name}.", found=near, name=name)
    what = Message("The worksheet lacks the column {name}.", name=name)
    return Problem("sheet-column-missing", what, replace(sheet.whole, measure=name), near, mend=mend)


def missing_sheets(ruleset: Ruleset, units: Sequence[Sheet], tables: Collection[str]) -> Iterator[Problem]:
    """Worksheets of departments and of tables; one without records says that there are none."""
    present = {header for sheet in units for header in sheet.columns}
    for department, names in _measures(ruleset).items():
        if present.isdisjoint(names):
            what = Message("The worksheet of {department} is missing: {names}.", department=department, names=names)
            mend = Message("Hand in the workbook that has it.")
            yield Problem("sheet-missing", what, Place(sheet=department), mend=mend)
    for name in ruleset.tables:
        if name not in tables:
            what = Message("The worksheet of the table {name} is missing.", name=name)
            mend = Message("Hand in the workbook that has it; leave its rows empty where there is no record.")
            yield Problem("sheet-missing", what, Place(sheet=name), mend=mend)


def awaited(ruleset: Ruleset, units: Sequence[Sheet], tables: Collection[str]) -> list[str]:
    """The departments of which there is no measure and no table, though they report some."""
    present = {header for sheet in units for header in sheet.columns}
    reported = {department: not present.isdisjoint(names) for department, names in _measures(ruleset).items()}
    for name, table in ruleset.tables.items():
        department = table.reported_by or render(OFFICE)
        reported[department] = reported.get(department, False) or name in tables
    if not present.issuperset(ruleset.attributes):
        reported.setdefault(render(OFFICE), False)
    return [department for department, reports in reported.items() if not reports]


def reporter(ruleset: Ruleset, problem: Problem) -> str | None:
    """The department that has not reported what a problem says is missing."""
    match problem:
        case Problem(code="data-column-missing", place=Place(measure=str(name))):
            measure = ruleset.measures.get(name)
            return (measure.reported_by if measure else None) or render(OFFICE)
        case Problem(code="sheet-missing", place=Place(sheet=str(name))):
            return (ruleset.tables[name].reported_by or render(OFFICE)) if name in ruleset.tables else name
        case _:
            return None


def _measures(ruleset: Ruleset) -> dict[str, list[str]]:
    """The measures that each department reports."""
    by_department: dict[str, list[str]] = {}
    for name, measure in ruleset.measures.items():
        by_department.setdefault(measure.reported_by or render(OFFICE), []).append(name)
    return by_department
