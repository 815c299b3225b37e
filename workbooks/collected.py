"""What has been read of the files of a cycle so far: their tables, and what is to be said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.data import Sheet
from engine.message import Message
from engine.problem import Place, Problem, Problems, Severity
from engine.ruleset import Ruleset
from workbooks.collection.form import Field
from workbooks.collection.recognition import Cover
from workbooks.grid import Grid, to_sheet
from workbooks.interpretation import interpreted


@dataclass
class Collected:
    """The tables of all files while they are collected.

    Attributes:
        ruleset: The scheme, which says what the columns hold.
        units: Tables with one row a unit.
        records: Tables below the units, by the name of each in the ruleset.
        listed: The units that there are, where a workbook lists them.
        covers: The covers of the collection workbooks.
        unreadable: What keeps a file or a worksheet from being read.
        incomplete: What is missing or cannot stand, and what is not signed.
        notes: What must be known of how cells were read.
        untouched: The worksheets in which nothing was filled in, and which nobody signed.
    """

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

    def tell_hidden(self, place: Place) -> None:
        """Say that a worksheet is hidden, and read all the same."""
        what = Message("The worksheet is hidden, and was read.")
        self.notes.append(Problem("worksheet-hidden", what, place, severity=Severity.WARNING))
