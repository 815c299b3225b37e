"""The three verdicts on what was handed in: can it be read, is it complete and valid, does it agree with itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text

from engine.assessment import Assessment
from engine.expression import tree
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.targets import TargetState
from locales import gettext as _
from locales import render
from terminal.output import prose
from terminal.tables import Column, table
from workbooks.submissions import Submitted


def verdicts(submitted: Submitted, *, piped: bool) -> Iterator[RenderableType]:
    """A line for each table that was read and each file that could not be, and a line on their agreement."""
    columns = [
        Column(_("File")),
        Column(_("Worksheet")),
        Column(_("Rows"), "right"),
        Column(_("Can be read")),
        Column(_("Complete and valid")),
    ]
    rows: list[list[str | Text]] = []
    told: set[tuple[str | None, str | None]] = set()
    for file, sheet, count in submitted.tables:
        told.add((file, sheet))
        unread, wrong = _of(submitted.unreadable, file, sheet), _of(submitted.incomplete, file, sheet)
        rows.append([_name(file), sheet or "", str(count), _mark(unread), _mark(wrong)])
    for problem in submitted.unreadable:
        where = (problem.place.file, problem.place.sheet)
        if where not in told:
            told.add(where)
            rows.append([_name(where[0]), where[1] or "", "", _mark(_of(submitted.unreadable, *where)), "—"])
    yield table(columns, rows, piped=piped)
    yield _agreement(submitted)


def _name(file: str | None) -> str:
    return "" if file is None else Path(file).name


def _of(problems: Sequence[Problem], file: str | None, sheet: str | None) -> list[Problem]:
    """The problems of one table; those of a whole file count for each of its tables."""
    return [each for each in problems if each.place.file == file and each.place.sheet in (sheet, None)]


def _mark(problems: Sequence[Problem]) -> Text:
    """A tick, or how many errors and warnings there are."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if errors:
        return prose(render(Message("✗ {count}", count=errors)), "red")
    if problems:
        return prose(render(Message("! {count}", count=len(problems))), "yellow")
    return prose("✓", "green")


def _agreement(submitted: Submitted) -> Text:
    if submitted.unreadable:
        return prose(_("Whether the tables agree cannot be told before all can be read."), "dim")
    if count := len(submitted.disagreeing):
        return prose(render(Message("The tables disagree in {count} places.", count=count)), "red")
    if submitted.errors or submitted.awaited or submitted.data is None:
        return prose(_("Whether the tables agree cannot be told before all is handed in and complete."), "dim")
    return prose(_("The tables agree with each other."), "green")


def unreconciled(assessment: Assessment) -> list[Problem]:
    """Where numbers that must be equal are not: the targets with ``==``, for the units that are complete."""
    sums = {
        target.name: assessment.plan.resolve(target.expect)
        for target in assessment.inputs.ruleset.targets
        if isinstance(target.expect, tree.Comparison) and target.expect.operator == "=="
    }
    return [
        _unreconciled(unit, state, str(sums[state.name]))
        for unit, states in zip(assessment.units, assessment.targets, strict=True)
        for state in states
        if state.name in sums and state.state == "not_met"
    ]


def _unreconciled(unit: str, state: TargetState, text: str) -> Problem:
    what = Message(
        "{name} does not hold for {unit}: {text}; the difference is {gap}.",
        name=state.name,
        unit=unit,
        text=text,
        gap=state.gap or "—",
    )
    mend = Message("Ask those who report the two numbers which is right.")
    return Problem("data-unreconciled", what, Place(unit=unit), mend=mend, severity=Severity.WARNING)
