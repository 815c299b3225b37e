"""`kaoping simulate`: what all analyses have in common: the cycle they start from, scenarios, how answers are shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from rich.console import RenderableType

from engine.cycle import assessed_period
from engine.message import Message
from engine.period import Period
from engine.preparation import Prepared, prepare
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.ruleset import Ruleset
from engine.simulation.edits import applied
from engine.simulation.scenario import EXAMPLE, Scenario, edited, read_scenarios
from engine.simulation.study import Study
from engine.source import load
from locales import in_use, render
from notices.briefs.brief import Brief, Cell
from notices.briefs.brief import Table as Told
from notices.briefs.state import notes
from terminal.inputs import ruleset_text
from terminal.output import piped, print_json, prose, say, show
from terminal.problems import bulleted
from terminal.tables import Column, table
from terminal.verifying import handed_in
from workbooks import read_ruleset_text

Found = TypeVar("Found", bound=Study)


@dataclass(frozen=True)
class Wanted:
    """Which scenarios are looked at.

    Attributes:
        file: A file of scenarios.
        names: Only these of them; all if none is named.
        edits: Edits from the command line, which make one more scenario.
        rebalance: Whether the other indicators share what these leave over of the points.
        ruleset: Another ruleset, in which the edits are made.
    """

    file: Path | None = None
    names: tuple[str, ...] = ()
    edits: tuple[tuple[str, str], ...] = ()
    rebalance: bool = False
    ruleset: str | None = None


@dataclass(frozen=True)
class Form:
    """How the answer is given.

    Attributes:
        as_json: One object on standard output instead of text.
        report: A folder for the brief.
        formats: ``docx``, ``pdf``, ``html``; all if not given.
    """

    as_json: bool = False
    report: Path | None = None
    formats: tuple[str, ...] | None = None


def base(path: Path) -> Prepared:
    """The cycle that a ``result.json`` records, made ready for scoring.

    Raises:
        Problems: the file is no result, or was changed by hand.
    """
    _, assessment = handed_in(path)
    return prepare(assessment.inputs)


def scenarios(wanted: Wanted) -> list[Scenario]:
    """The scenarios that were asked for.

    Raises:
        Problems: the file is not in order, a name is not in it, or nothing was asked for.
    """
    found: list[Scenario] = []
    if wanted.file is not None:
        written = _read(wanted.file)
        unknown = [name for name in wanted.names if name not in written]
        if unknown:
            raise Problems(
                Problem(
                    "scenario-unknown",
                    Message("There is no scenario {name}.", name=name),
                    Place(file=str(wanted.file)),
                    name,
                    Message("one of {names}", names=list(written)),
                    did_you_mean(name, written),
                )
                for name in unknown
            )
        found += [written[name] for name in wanted.names or written]
    if wanted.edits or wanted.ruleset is not None:
        names = [*filter(None, [wanted.ruleset]), *(f"{path} = {value}" for path, value in wanted.edits)]
        found.append(edited(", ".join(names), wanted.edits, base=wanted.ruleset, rebalance=wanted.rebalance))
    if not found:
        what = Message("No scenario is given.")
        mend = Message("Name a file with --scenarios, or edits with --set PATH=VALUE.")
        raise Problems([Problem("scenario-none", what, mend=mend)])
    return found


def _read(file: Path) -> dict[str, Scenario]:
    """The scenarios of a file by name.

    Raises:
        Problems: it is not in order.
    """
    try:
        return read_scenarios(read_ruleset_text(file), str(file))
    except Problems as error:
        mend = Message("Begin with, for example: {example}", example=EXAMPLE)
        empty = ("file-empty", "yaml-top")
        raise Problems(replace(each, mend=mend) if each.code in empty else each for each in error.problems) from error


def start_of(before: Prepared, scenario: Scenario) -> Ruleset:
    """The ruleset that a scenario starts from: its own base, or that of the result.

    Raises:
        Problems: its base is no ruleset.
    """
    if scenario.base is None:
        return before.inputs.ruleset
    return load(*ruleset_text(scenario.base))


def changed(before: Prepared, scenario: Scenario) -> Prepared:
    """The cycle under a scenario.

    Raises:
        Problems: the scenario cannot be applied, its ruleset does not assess the period, or is that of another scheme
            and can score no unit, or its data leave a unit that was scored without a score.
    """
    ruleset, data = applied(scenario, start_of(before, scenario), before.inputs.data)
    _see_to_period(scenario, ruleset, before.inputs.period)
    after = prepare(replace(before.inputs, ruleset=ruleset, data=data))
    if not after.units and ruleset.ruleset != before.inputs.ruleset.ruleset:
        raise Problems([_other_scheme(scenario, ruleset, before.inputs.ruleset), *after.problems[:_MOST_REASONS]])
    edited_units = {unit for step in scenario.steps for unit, _ in step.cells} & set(before.units)
    if faults := [each for each in after.problems if each.place.unit in edited_units]:
        raise Problems(
            replace(each, place=Place(scenario.name, unit=each.place.unit, measure=each.place.measure))
            for each in faults
        )
    return after


def _see_to_period(scenario: Scenario, ruleset: Ruleset, period: Period) -> None:
    """Refuse a ruleset that does not assess the period; one that is not in force then can be tried all the same."""
    try:
        assessed_period(ruleset, str(period))
    except Problems as error:
        place = Place(file=scenario.base or scenario.name)
        mend = Message(
            "To try it on this period all the same, set in_force.from to a day within it, as in: {command}",
            command=f"kaoping simulate impact RESULT --ruleset {place.file} --set in_force.from={period.last_day}",
        )
        early = scenario.base is not None and period.last_day < ruleset.in_force.from_
        raise Problems(
            replace(each, place=place, mend=mend if early else each.mend) for each in error.problems
        ) from error


_MOST_REASONS = 3


def _other_scheme(scenario: Scenario, ruleset: Ruleset, own: Ruleset) -> Problem:
    what = Message(
        "This is the ruleset of another scheme, under which not one unit can be scored: {scheme}, which scores {unit}; "
        "the result is of {own}, which scores {own_unit}.",
        scheme=ruleset.ruleset,
        unit=ruleset.covers.unit,
        own=own.ruleset,
        own_unit=own.covers.unit,
    )
    mend = Message("Give a ruleset for what the result is of, or a result of this scheme.")
    return Problem("scenario-scheme", what, Place(file=scenario.base or scenario.name), mend=mend)


def answer(study: Found, tell: Callable[[Found], Brief], form: Form) -> int:
    """Write the brief of what an analysis found where one is wanted, then show it.

    Args:
        study: What was found.
        tell: Makes a brief of it.
        form: How the answer is given.

    Returns:
        The exit code 0.

    Raises:
        Problems: a form of the brief is not known.
        CannotWrite: the folder cannot be written.
    """
    brief, written = tell(study), list[Path]()
    if form.report is not None:
        from notices.briefs.writing import write_brief

        written = write_brief(brief, form.report, study.analysis, form.formats, language=in_use(), render=render)
    if form.as_json:
        print_json(study.as_plain())
    else:
        show(shown(brief))
    for file in written:
        say(render(Message("Written: {file}", file=str(file))), style="dim")
    return 0


def shown(brief: Brief) -> Iterator[RenderableType]:
    """The brief on the terminal; its charts are in the report."""
    yield prose(render(brief.title), "bold")
    yield prose(render(brief.answer))
    for each in brief.tables:
        yield prose("")
        yield prose(render(each.title), "bold")
        yield _table(each)
    if told := notes(brief):
        yield prose("")
        yield bulleted(map(render, told))
    yield prose("")
    yield prose(render(made_from(brief)), "dim")


def _table(told: Told) -> RenderableType:
    columns = [Column(render(each.header), "right" if each.number else "left", each.number) for each in told.columns]
    return table(columns, [[_cell(cell) for cell in row] for row in told.rows], piped=piped())


def _cell(cell: Cell) -> str:
    return render(cell) if isinstance(cell, Message) else cell


def made_from(brief: Brief) -> Message:
    """The digests, the seed and the number of draws in one line."""
    made = brief.provenance
    if made.seed is None:
        return Message("Ruleset {ruleset}, data {data}", ruleset=made.ruleset_digest, data=made.data_digest)
    return Message(
        "Ruleset {ruleset}, data {data}, seed {seed}, {draws} draws",
        ruleset=made.ruleset_digest,
        data=made.data_digest,
        seed=made.seed,
        draws=made.draws,
    )
