"""A back-test, told: the grades of each year as they were and as they would have been, and what follows from them."""

from collections.abc import Iterator, Mapping, Sequence

from engine.message import Message
from engine.simulation.comparing.backtest import Backtest, Trial, Year
from engine.simulation.comparing.fortune import Fortune
from engine.simulation.comparing.impact import Change
from engine.simulation.comparing.levels import Movement
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import amount, asked, both, changed, marked, signed, some, titled
from notices.briefs.figures import Grid


def told(study: Backtest) -> Brief:
    """What the scenarios would have made of the years."""
    periods = [each.period for each in study.sources]
    return Brief(
        title=Message(
            "Back-test of {scenarios}: {periods}", scenarios=[each.scenario for each in study.trials], periods=periods
        ),
        answer=_answer(study.trials[0]) if len(study.trials) == 1 else _answers(study),
        tables=tuple(table for each in study.trials for table in _tables(study, each, alone=len(study.trials) == 1)),
        figures=tuple(figure for each in study.trials for figure in _grids(each)),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
        sources=study.sources,
    )


def _answers(study: Backtest) -> Message:
    """The sentence for several scenarios: how many grades each changes."""
    return Message(
        "Other grades in {periods}: {changed}.",
        periods=[each.period for each in study.sources],
        changed=[
            Message("{name} {count} of {all}", name=each.scenario, count=others, all=graded)
            for each in study.trials
            for others, graded in [_changed(each)]
        ],
    )


def _changed(trial: Trial) -> tuple[int, int]:
    """How many grades, of all that there were both times, would have been others."""
    moved = [year.comparison.by_grade for year in trial.years]
    graded = sum(sum(each.values()) for each in moved)
    return graded - sum(each[Movement.SAME] for each in moved), graded


def _answer(trial: Trial) -> Message:
    moved = [year.comparison.by_grade for year in trial.years]
    others, graded = _changed(trial)
    back = [change for year in trial.years for change in _looking_back(year)]
    return Message(
        "Under {scenario}: {changed} of {all} grades would have been others ({up} higher, {down} lower); rules over "
        "several periods would have applied {more} times more and {less} times less.",
        scenario=trial.scenario,
        changed=others,
        all=graded,
        up=sum(each[Movement.UP] for each in moved),
        down=sum(each[Movement.DOWN] for each in moved),
        more=sum(1 for sign in back if sign > 0),
        less=sum(1 for sign in back if sign < 0),
    )


def _looking_back(year: Year) -> Iterator[int]:
    """For each unit and rule over several periods that begins or ceases to apply: 1 or −1."""
    for change in year.comparison.changes:
        yield from (1 for name in change.gained("consequences") if name in year.looking_back)
        yield from (-1 for name in change.lost("consequences") if name in year.looking_back)


def _tables(study: Backtest, trial: Trial, *, alone: bool) -> Iterator[Table]:
    yield _summary(trial, titled(Message("Year by year"), trial.scenario, alone=alone))
    yield _matrix(
        study, trial, titled(Message("Grades as they were → under the scenario"), trial.scenario, alone=alone)
    )
    rows = [_row(year, change) for year in trial.years for change in year.changed]
    if rows:
        columns = (
            Column(Message("Period")),
            Column(Message("{unit}", unit=study.provenance.unit)),
            Column(Message("Grade")),
            Column(Message("Prizes and quotas")),
            Column(Message("Rules over several periods")),
            Column(Message("Other rules")),
        )
        title = titled(Message("What would have followed otherwise"), trial.scenario, alone=alone)
        yield Table(title, columns, tuple(rows))


def _summary(trial: Trial, title: Message) -> Table:
    columns = (
        Column(Message("Period")),
        Column(Message("Units"), True),
        Column(Message("Grade ↑ / ↓ / ="), True),
        Column(Message("Prize money"), True),
        Column(Message("±"), True),
        Column(Message("State")),
    )
    rows = []
    for year in trial.years:
        found, grades = year.comparison, year.comparison.by_grade
        rows.append(
            (
                year.period,
                str(len(found.both)),
                " / ".join(str(grades[each]) for each in (Movement.UP, Movement.DOWN, Movement.SAME)),
                changed(amount(found.before.money), amount(found.after.money)),
                signed(found.after.money - found.before.money),
                _state(year),
            )
        )
    return Table(title, columns, tuple(rows))


def _state(year: Year) -> Cell:
    """Whether the year is provisional, or something would have to be decided."""
    missing, asked = len(year.comparison.after.not_scored), len(year.comparison.after.questions)
    if missing:
        return Message("provisional: {count} units are not scored", count=missing)
    return Message("open decisions: {count}", count=asked) if asked else ""


def _matrix(study: Backtest, trial: Trial, title: Message) -> Table:
    """The grade of each unit in each year; both where they differ."""
    columns = (
        Column(Message("{unit}", unit=study.provenance.unit)),
        *(Column(Message("{period}", period=year.period)) for year in trial.years),
    )
    sides = [{each.unit: each for each in year.comparison.changes} for year in trial.years]
    rows = tuple((unit, *(_grade(side.get(unit)) for side in sides)) for unit in trial.units)
    return Table(title, columns, rows)


def _grade(change: Change | None) -> Cell:
    return "—" if change is None else both(change.before, change.after, lambda side: side.grade)


def _row(year: Year, change: Change) -> tuple[Cell, ...]:
    back, others = (_rules(year, change, looking_back=each) for each in (True, False))
    awards = " ".join(
        text
        for kind in ("prizes", "quotas")
        if (text := marked(change.lost(kind), change.gained(kind), change.in_doubt(kind)))
    )
    return year.period, change.unit, _grade(change), awards, back, others


def _rules(year: Year, change: Change, *, looking_back: bool) -> str:
    kind = "consequences"
    names = (
        [name for name in each if (name in year.looking_back) is looking_back]
        for each in (change.lost(kind), change.gained(kind), change.in_doubt(kind))
    )
    return marked(*names)


def _grids(trial: Trial) -> Iterator[Grid]:
    periods = tuple(year.period for year in trial.years)
    officially = [year.comparison.before.units for year in trial.years]
    tried = [year.comparison.after.units for year in trial.years]
    for title, years in (
        (Message("Grades as they were"), officially),
        (Message("Grades under {scenario}", scenario=trial.scenario), tried),
    ):
        yield Grid(title, trial.units, periods, _words(trial.units, years), trial.grades)


def _words(units: Sequence[str], years: Sequence[Mapping[str, Fortune]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(year[unit].grade if unit in year else "" for year in years) for unit in units)


def _notes(study: Backtest) -> Iterator[Message]:
    yield Message(
        "Each period reads what the scenario itself gave the periods before, so that rules such as two years running "
        "follow from it, not from the grades that were given then."
    )
    yield Message("− no longer, + new, ? hangs on a tie that only people can break, or on what is not known.")
    alone = len(study.trials) == 1
    for trial in study.trials:
        for note in _of_trial(trial):
            yield note if alone else Message("{scenario}: {note}", scenario=trial.scenario, note=note)


def _of_trial(trial: Trial) -> Iterator[Message]:
    if recorded := sorted({period for year in trial.years for period in year.as_recorded}):
        yield Message("Taken as recorded, since no result of it was given: {periods}.", periods=recorded)
    for year in trial.years:
        for note in _of_year(year):
            yield Message("{period}: {note}", period=year.period, note=note)


def _of_year(year: Year) -> Iterator[Message]:
    found = year.comparison
    if year.not_known_then:
        yield Message(
            "the official result did not know the results of {earlier}; here they count.", earlier=year.not_known_then
        )
    if units := found.after.not_scored:
        yield Message("provisional under the scenario, without {units}.", units=some(units))
    yield from asked(found.asked_anew)
    if found.after.left_out:
        yield Message(
            "recorded decisions that no longer answer a question: {decisions}", decisions=some(found.after.left_out)
        )
