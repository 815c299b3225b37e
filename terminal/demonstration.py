"""`kaoping demo`: a made-up county, assessed for three years, each year on the results of the one before."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from csv import DictReader
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import RenderableType

import rulesets
from engine.assessment import Assessment, assess
from engine.data import UNIT, Data, Sheet
from engine.decision import Decisions
from engine.explanation import explain
from engine.history import History
from engine.message import Message
from engine.problem import Place, Problem, Problems
from engine.result import as_plain
from engine.ruleset import Ruleset
from engine.source import load
from locales import gettext as _
from locales import in_use, render
from notices import Office, Request, Substitution, read_office
from notices import write as write_notices
from scorecards import Demonstrated, demonstration, office_text
from storage import write_atomically
from terminal.collecting import by_department
from terminal.decisions import template
from terminal.explanations import explained
from terminal.notifying import in_chinese, substituted
from terminal.output import command, console, piped, prose, show
from terminal.problems import indented
from terminal.tables import Column, table
from workbooks import read_data, result_json, result_xlsx
from workbooks.collection.filled import Filled, Signature
from workbooks.collection.form import form

SCHEMES = ("township", "department")
MARK = "<!-- kaoping demo -->"
"""The first line of the README of a demonstration's folder, by which it is recognised."""

WORKBOOKS = "workbooks"
"""The folder of a year's collection workbooks."""

_README = "README.md"
_REAL, _MADE_UP = "通渭县", "样例县"


@dataclass(frozen=True)
class _Year:
    """One scheme's assessment of one year, with where it was written."""

    scheme: str
    folder: Path
    result: Mapping[str, Any]
    substitutions: Sequence[Substitution]


def run(folder: Path) -> int:
    """Write the demonstration and say what it holds.

    Args:
        folder: Where; made if it does not exist.

    Returns:
        The exit code 0.

    Raises:
        Problems: the folder holds something else.
        CannotWrite: it cannot be written.
    """
    _refuse_foreign(folder)
    # First of all, so that a run that was broken off can be repeated.
    write_atomically({folder / _README: _readme(folder).encode()})
    years: list[_Year] = []
    cycles = demonstration()
    with _progress(len(cycles)) as step:
        for scheme in SCHEMES:
            for year in _assessed([cycle for cycle in cycles if cycle.scheme == scheme], folder / scheme):
                years.append(year)
                step()
    show(_report(years, folder))
    return 0


def _refuse_foreign(folder: Path) -> None:
    """Keep out of a folder that holds anything but an earlier demonstration.

    Raises:
        Problems: it does, or it is no folder.
    """
    place = Place(file=str(folder))
    if folder.exists() and not folder.is_dir():
        raise Problems([Problem("demo-no-folder", Message("This is a file, not a folder."), place)])
    if not folder.exists() or not any(folder.iterdir()):
        return
    readme = folder / _README
    if not readme.is_file() or not readme.read_bytes().startswith(MARK.encode()):
        what = Message("The folder is not empty, and holds no demonstration of kaoping.")
        raise Problems([Problem("demo-foreign-folder", what, place, mend=Message("Name a new or an empty folder."))])


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error, if that is a terminal; gives what moves it on."""
    target = console(sys.stderr)
    if not target.is_terminal:
        yield lambda: None
        return
    from rich.progress import Progress

    with Progress(console=target, transient=True) as progress:
        task = progress.add_task(_("Assessing"), total=steps)
        yield lambda: progress.advance(task)


def _assessed(cycles: Sequence[Demonstrated], folder: Path) -> Iterator[_Year]:
    """Every year of a scheme, each with the results of those before it as its history."""
    ruleset = _made_up_ruleset(cycles[0].ruleset, folder)
    history = History()
    for cycle in cycles:
        below = folder / cycle.period
        reported = _workbooks(ruleset, cycle, below)
        write_atomically({**reported, below / "units.csv": _units(cycle)})
        assessment = _assessment(ruleset, below, history, cycle, sorted(reported))
        history = History.from_result(as_plain(assessment))
        written = write_notices(in_chinese(assessment), below / "notices", Request(office=_office(cycle.period, below)))
        yield _Year(cycles[0].scheme, below, as_plain(assessment, render, in_use()), written.substitutions)


def _workbooks(ruleset: Ruleset, cycle: Demonstrated, folder: Path) -> Mapping[Path, bytes]:
    """The collection workbooks of all departments as they came back: filled in and signed."""
    data = Data.from_rows(DictReader(StringIO(cycle.data)))
    made = form(ruleset, cycle.period, Sheet({UNIT: data.units.columns[UNIT]}))
    signed = date(int(cycle.period) + 1, 1, 15)
    signature = Signature(_("made up"), signed, _("made up"))
    filled = Filled(data, dict.fromkeys(made.departments, signature))
    return by_department(made, folder / WORKBOOKS, date(int(cycle.period) + 1, 1, 20), filled)


def _units(cycle: Demonstrated) -> bytes:
    """The list of units, as ``kaoping workbook --units`` takes it."""
    return "".join(f"{row[UNIT]}\n" for row in [{UNIT: UNIT}, *DictReader(StringIO(cycle.data))]).encode()


def _made_up_ruleset(name: str, folder: Path) -> Ruleset:
    """The scheme's ruleset under the name of a made-up county, beside the data, so that anyone can change a rule."""
    text = rulesets.text(name).replace(_REAL, _MADE_UP)
    path = folder / "ruleset.yaml"
    write_atomically({path: text.encode()})
    return load(text, str(path))


def _assessment(
    ruleset: Ruleset, folder: Path, history: History, cycle: Demonstrated, reported: Sequence[Path]
) -> Assessment:
    """Assess a year with its recorded decisions and write its result; what is open is left as a file to fill in."""
    data = read_data(reported, ruleset)
    decisions = Decisions() if cycle.decisions is None else Decisions.from_yaml(cycle.decisions)
    assessment = assess(ruleset, data, history, decisions, period=cycle.period)
    result = as_plain(assessment, render, in_use())
    recorded = cycle.decisions or template(result["open_decisions"], decisions)
    write_atomically(
        {
            folder / "decisions.yaml": recorded.encode(),
            folder / "result.json": result_json(result),
            folder / "result.xlsx": result_xlsx(result),
            folder / "explanation.txt": _explanation(assessment, result).encode(),
        }
    )
    return assessment


def _explanation(assessment: Assessment, result: Mapping[str, Any]) -> str:
    """The explanation of the unit with the most to explain: one with rules that gave way, else the last."""
    told = StringIO()
    unit = max(result["units"], key=lambda unit: (len(unit["replaced"]), len(unit["vetoes"]), unit["rank"] or 0))
    show(explained(explain(assessment, unit["unit"]), result["ruleset"]["sources"], piped=True), told)
    return told.getvalue()


def _office(period: str, folder: Path) -> Office:
    """The particulars of an office that does not exist, beside the result, so that anyone can change them."""
    text = office_text(int(period) + 1)
    path = folder / "office.yaml"
    write_atomically({path: text.encode()})
    return read_office(text, str(path))


def _report(years: Sequence[_Year], folder: Path) -> Iterator[RenderableType]:
    """What was made and where."""
    yield prose(
        render(Message("A made-up county (样例), assessed for {count} years:", count=len(years) // len(SCHEMES))),
        "bold",
    )
    columns = [
        Column(_("Scheme")),
        Column(_("Period")),
        Column(_("Assessed"), "right"),
        Column(_("Grades")),
        Column(_("Open decisions"), "right"),
        Column(_("Folder")),
    ]
    rows = [
        [
            year.result["ruleset"]["unit"],
            year.result["period"],
            str(year.result["summary"]["assessed"]),
            " ".join(f"{grade} {count}" for grade, count in year.result["summary"]["grades"].items()),
            str(len(year.result["open_decisions"])),
            str(year.folder),
        ]
        for year in years
    ]
    yield table(columns, rows, piped=piped())
    yield ""
    yield prose(render(Message("Each folder holds:")))
    yield indented([table([Column(""), Column("", whole=False)], _contents(), piped=piped(), headed=False)])
    yield from substituted(years[-1].substitutions)
    yield ""
    yield prose(_("Go on with:"))
    yield from map(command, _next_steps(folder))


def _contents() -> list[tuple[str, str]]:
    """The files of a year and what they are."""
    return [
        ("units.csv", _("the units")),
        (f"{WORKBOOKS}/", _("what the departments reported, in collection workbooks")),
        ("decisions.yaml", _("what people decided, or still have to decide")),
        ("result.json, result.xlsx", _("the result")),
        ("explanation.txt", _("one unit explained")),
        ("notices/", _("the notice of the results as docx and PDF; drafts where a decision is open")),
    ]


def _next_steps(folder: Path) -> list[str]:
    """Commands that go on from here."""
    below = folder / SCHEMES[0]
    before, last = [cycle for cycle in demonstration() if cycle.scheme == SCHEMES[0]][-2:]
    result = below / last.period / "result.json"
    unit = last.data.splitlines()[1].partition(",")[0]
    return [
        f"kaoping explain {result} {unit}",
        f"kaoping check {below / 'ruleset.yaml'}",
        f"kaoping assess {below / 'ruleset.yaml'} {below / last.period / WORKBOOKS}/*.xlsx "
        f"--history {below / before.period / 'result.json'}",
    ]


def _readme(folder: Path) -> str:
    """What the folder holds, and the sign by which it is known again."""
    lines = [MARK, "# " + _("A made-up county (样例)"), ""]
    lines.append(_("kaoping demo wrote this folder. Units, data, decisions, numbers and dates are made up."))
    lines += ["", *(f"- `{name}`: {what}" for name, what in _contents()), "", _("Go on with:"), ""]
    lines += [f"    {line}" for line in _next_steps(folder)]
    return "\n".join(lines) + "\n"
