"""What nobody has handed in: columns, worksheets of tables, and all that a department reports."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from engine.data import UNIT, Sheet
from engine.message import Message
from engine.problem import Place, Problem, nearest
from engine.ruleset import Ruleset
from locales import render
from workbooks.form import OFFICE
from workbooks.page import sheet_name


def missing_columns(ruleset: Ruleset, units: Sequence[Sheet]) -> Iterator[Problem]:
    """Columns that nobody reports, each on the worksheets where its department reports others."""
    measures, names = ruleset.measures, ruleset.names()
    present = {header for sheet in units for header in sheet.columns}
    for name, wanted in measures.items():
        beside = [other for other in measures if measures[other].reported_by == wanted.reported_by]
        for sheet in units if name not in present else ():
            if sheet.columns.keys().isdisjoint(beside):
                continue
            near = nearest(name, [header for header in sheet.columns if header != UNIT and header not in names])
            mend = Message("Put the column back as it was.")
            if near is not None:
                mend = Message("The column {found} is perhaps meant: name it {name}.", found=near, name=name)
            what = Message("The worksheet lacks the column {name}.", name=name)
            yield Problem("sheet-column-missing", what, replace(sheet.whole, measure=name), near, mend=mend)


def missing_tables(ruleset: Ruleset, seen: Collection[str | None]) -> Iterator[Problem]:
    """Tables of which there is no worksheet; a worksheet without records says that there are none.

    Args:
        ruleset: The scheme.
        seen: The tables that were read, and the worksheets that could not be; None for a whole file.
    """
    for name in ruleset.tables:
        if not {None, name, sheet_name(name, ())} & set(seen):
            what = Message("The worksheet of the table {name} is missing.", name=name)
            mend = Message("Hand in the workbook that has it; leave its rows empty where there is no record.")
            yield Problem("sheet-missing", what, Place(sheet=name), mend=mend)


def awaited(ruleset: Ruleset, units: Sequence[Sheet], tables: Collection[str]) -> list[str]:
    """The departments of which there is no measure and no table, though they report some."""
    present = {header for sheet in units for header in sheet.columns}
    reporters: dict[str, bool] = {}
    for name, measure in ruleset.measures.items():
        reporter = measure.reported_by or render(OFFICE)
        reporters[reporter] = reporters.get(reporter, False) or name in present
    for name, table in ruleset.tables.items():
        reporter = table.reported_by or render(OFFICE)
        reporters[reporter] = reporters.get(reporter, False) or name in tables
    if not present.issuperset(ruleset.attributes):
        reporters.setdefault(render(OFFICE), False)
    return [reporter for reporter, reports in reporters.items() if not reports]


def reporter(ruleset: Ruleset, problem: Problem) -> str | None:
    """The department that has not reported what a problem says is missing."""
    office = render(OFFICE)
    match problem:
        case Problem(code="data-column-missing", place=Place(measure=str(name))) if name in ruleset.measures:
            return ruleset.measures[name].reported_by or office
        case Problem(code="data-column-missing", place=Place(measure=str(name))) if name in ruleset.attributes:
            return office
        case Problem(code="sheet-missing", place=Place(sheet=str(name))):
            return ruleset.tables[name].reported_by or office
        case _:
            return None
