"""`kaoping demo`: a made-up county, assessed for three years, each year on the results of the one before."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

from rich.console import RenderableType

from engine.message import Message
from engine.problem import Place, Problem, Problems
from locales import gettext as _
from locales import in_use, render
from notices import chosen
from scorecards import demonstration
from storage import write_atomically
from terminal.demonstrated import WORKBOOKS, Year, write_years
from terminal.notifying import substituted
from terminal.output import command, console, piped, prose, show
from terminal.problems import indented
from terminal.side_by_side import side_by_side
from terminal.tables import Column, table

SCHEMES = ("township", "department")
MARK = "<!-- kaoping demo -->"
"""The first line of the README of a demonstration's folder, by which it is recognised."""

_README = "README.md"


def run(folder: Path, kinds: Sequence[str] | None = None, schemes: Sequence[str] = SCHEMES) -> int:
    """Write the demonstration and say what it holds.

    Args:
        folder: Where; made if it does not exist.
        kinds: The kinds of notice; all if not given.
        schemes: The schemes, the first one first.

    Returns:
        The exit code 0.

    Raises:
        Problems: the folder holds something else, or there is no such kind of notice.
        CannotWrite: it cannot be written.
    """
    _refuse_foreign(folder)
    chosen(kinds)
    # First of all, so that a run that was broken off can be repeated.
    write_atomically({folder / _README: _readme(folder, schemes[0]).encode()})
    years: list[Year] = []
    works = [partial(write_years, scheme, folder / scheme, in_use(), kinds) for scheme in schemes]
    with _progress(sum(cycle.scheme in schemes for cycle in demonstration())) as (year_done, step):
        for told in side_by_side(works):
            if isinstance(told, Year):
                years.append(told)
                year_done()
            else:
                step()
    years.sort(key=lambda year: (schemes.index(year.scheme), year.result["period"]))
    show(_report(years, folder, schemes))
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
def _progress(years: int) -> Iterator[tuple[Callable[[], None], Callable[[], None]]]:
    """A bar on standard error, if that is a terminal; gives what says that a year, and that a document, is done."""
    target = console(sys.stderr)
    if not target.is_terminal:
        yield lambda: None, lambda: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[written]}"), TimeElapsedColumn()
    with Progress(*columns, console=target, transient=True) as progress:
        task = progress.add_task(_("Assessing"), total=years, written="")
        documents = count(1)

        def step() -> None:
            progress.update(task, written=render(Message("{count} documents", count=next(documents))))

        yield lambda: progress.advance(task), step


def _report(years: Sequence[Year], folder: Path, schemes: Sequence[str]) -> Iterator[RenderableType]:
    """What was made and where."""
    yield prose(
        render(Message("A made-up county (样例), assessed for {count} years:", count=len(years) // len(schemes))),
        "bold",
    )
    columns = [
        Column(_("Scheme")),
        Column(_("Period")),
        Column(_("Assessed"), "right"),
        Column(_("Grades")),
        Column(_("Open decisions"), "right"),
        Column(_("Files"), "right"),
        Column(_("Folder")),
    ]
    rows = [
        [
            year.result["ruleset"]["unit"],
            year.result["period"],
            str(year.result["summary"]["assessed"]),
            " ".join(f"{grade} {count}" for grade, count in year.result["summary"]["grades"].items()),
            str(len(year.result["open_decisions"])),
            str(len(year.notices.paths)),
            str(year.folder),
        ]
        for year in years
    ]
    yield table(columns, rows, piped=piped())
    yield ""
    yield prose(render(Message("Each folder holds:")))
    yield indented([table([Column(""), Column("", whole=False)], _contents(), piped=piped(), headed=False)])
    yield from substituted(years[-1].notices.substitutions)
    yield ""
    yield prose(_("Go on with:"))
    yield from map(command, _next_steps(folder, schemes[0]))


def _contents() -> list[tuple[str, str]]:
    """The files of a year and what they are."""
    return [
        ("units.csv", _("the units")),
        (f"{WORKBOOKS}/", _("what the departments reported, in collection workbooks")),
        ("decisions.yaml", _("what people decided, or still have to decide")),
        ("result.json, result.xlsx", _("the result")),
        ("explanation.txt", _("one unit explained")),
        ("office.yaml, objections.yaml", _("what the county fills in, and what units objected")),
        ("notices/", _("all notices as docx and PDF; drafts where a decision is open")),
    ]


def _next_steps(folder: Path, scheme: str) -> list[str]:
    """Commands that go on from here."""
    below = folder / scheme
    before, last = [cycle for cycle in demonstration() if cycle.scheme == scheme][-2:]
    result = below / last.period / "result.json"
    unit = last.data.splitlines()[1].partition(",")[0]
    return [
        f"kaoping explain {result} {unit}",
        f"kaoping check {below / 'ruleset.yaml'}",
        f"kaoping assess {below / 'ruleset.yaml'} {below / last.period / WORKBOOKS}/*.xlsx "
        f"--history {below / before.period / 'result.json'}",
    ]


def _readme(folder: Path, scheme: str) -> str:
    """What the folder holds, and the sign by which it is known again."""
    lines = [MARK, "# " + _("A made-up county (样例)"), ""]
    lines.append(_("kaoping demo wrote this folder. Units, data, decisions, numbers and dates are made up."))
    lines += ["", *(f"- `{name}`: {what}" for name, what in _contents()), "", _("Go on with:"), ""]
    lines += [f"    {line}" for line in _next_steps(folder, scheme)]
    return "\n".join(lines) + "\n"
