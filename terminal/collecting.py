"""`kaoping workbook`: the workbooks that departments fill in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from engine.cycle import assessed_period
from engine.data import UNIT, Data, Sheet
from engine.measurement import measure
from engine.message import Message
from engine.problem import Place, Problem, Problems, Severity, did_you_mean
from engine.ruleset import Ruleset
from engine.source import load
from locales import render
from storage import file_name, write_atomically
from terminal.inputs import ruleset_text
from terminal.output import say, show
from terminal.problems import listing
from workbooks import read_sheet
from workbooks.collection.filled import Filled
from workbooks.collection.form import Form, form
from workbooks.collection.workbook import collection_xlsx


def run(given: str, units: Path, period: str, out: Path, *, split: bool, due: date | None) -> int:
    """Write the collection workbook of a cycle, or one for each department.

    Args:
        given: The ruleset's file or name.
        units: The file that lists the units, with the attributes that are known.
        period: The cycle's period.
        out: The workbook; with ``split`` the folder for the workbooks.
        split: Whether each department gets a workbook of its own.
        due: The day by which it is to be handed in.

    Returns:
        The exit code 0.

    Raises:
        Problems: the ruleset, the units or the period cannot be used.
        CannotWrite: a file cannot be written; then none is.
    """
    ruleset = load(*ruleset_text(given))
    label = str(assessed_period(ruleset, period))
    listed, warnings = _units(ruleset, read_sheet(units))
    show(listing(warnings))
    made = form(ruleset, label, listed)
    files = by_department(made, out, due) if split else {out: collection_xlsx(made, due)}
    if there := [path for path in files if path.exists()]:
        raise Problems([_exists(path) for path in there])
    write_atomically(files)
    for path in files:
        say(render(Message("Written: {path}", path=path)))
    return 0


def _exists(path: Path) -> Problem:
    what = Message("There is a file of this name, perhaps filled in already; it is not overwritten.")
    return Problem("workbook-exists", what, Place(file=str(path)), mend=Message("Give another name, or move the file."))


def _units(ruleset: Ruleset, sheet: Sheet) -> tuple[Sheet, Sequence[Problem]]:
    """The units and their attributes, and what is to be said of other columns.

    Raises:
        Problems: a unit stands twice or has no name, or an attribute cannot be what it is.
    """
    known = [header for header in sheet.columns if header == UNIT or header in ruleset.attributes]
    listed = replace(sheet, columns={header: sheet.columns[header] for header in known})
    # Only the names and the attributes that were given are judged; the rest is what the workbook asks for.
    attributes = {name: field for name, field in ruleset.attributes.items() if name in listed.columns}
    judged = ruleset.model_copy(update={"attributes": attributes, "measures": {}, "tables": {}})
    if problems := [
        problem for problem in measure(judged, Data(listed)).problems if problem.severity is Severity.ERROR
    ]:
        raise Problems(problems)
    return listed, list(_unread(ruleset, sheet))


def _unread(ruleset: Ruleset, sheet: Sheet) -> Iterator[Problem]:
    for header in sheet.columns:
        if header != UNIT and header not in ruleset.names():
            what = Message("The column {name} is no attribute of the scheme, and was not read.", name=header)
            meant = did_you_mean(header, ruleset.attributes)
            yield Problem(
                "units-column-unknown", what, sheet.place(header), header, mend=meant, severity=Severity.WARNING
            )


def by_department(made: Form, folder: Path, due: date | None, filled: Filled | None = None) -> Mapping[Path, bytes]:
    """A workbook for each department.

    Args:
        made: What is asked of all of them.
        folder: Where the workbooks go.
        due: The day by which they are to be handed in.
        filled: What they already hold.
    """
    files: dict[Path, bytes] = {}
    for department in made.departments:
        name = file_name(department, [path.stem for path in files])
        files[folder / f"{name}.xlsx"] = collection_xlsx(made.only(department), due, filled)
    return files
