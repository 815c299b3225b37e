"""A back-test, told: the grades of each year as they were and as they would have been, and what follows from them."""

from collections.abc import Iterator, Mapping, Sequence

from engine.message import Message
from engine.simulation.comparing.backtest import Backtest, Trial, Year
from engine.simulation.comparing.fortune import Fortune
from engine.simulation.comparing.impact import Change
from engine.simulation.comparing.levels import Movement
from notices.briefs.addresses import in_words
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import amount, asked, both, changed, marked, signed, some, titled
from notices.briefs.figures import Grid


def told(study: Backtest) -> Brief:
    """What the scenarios would have made of the years."""
    periods = _periods([each.period for each in study.sources])
    return Brief(
        title=Message(
            "Back-test of {scenarios}: {periods}",
            scenarios=[in_words(each.scenario) for each in study.trials],
            periods=periods,
        ),
        answer=_answer(study.trials[0]) if len(study.trials) == 1 else _answers(study),
        tables=tuple(table for each in study.trials for table in _tables(study, each, alone=len(study.trials) == 1)),
        figures=tuple(_grid(each, _matrix_title(each, alone=len(study.trials) == 1)) for each in study.trials),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
        sources=study.sources,
    )


def _periods(names: Sequence[str]) -> Sequence[str]:
    """Years that follow each other as the first and the last; else each.

    Example:
        >>> _periods(["2015", "2016", "2017"]), _periods(["2015", "2017"])
        (['2015–2017'], ['2015', '2017'])
    """
    together = all(name.isdecimal() for name in names) and [*map(int, names)] == [
        *range(int(names[0]), int(names[0]) + len(names))
    ]
    return [f"{names[0]}–{names[-1]}"] if together and len(names) > 2 else names


def _answers(study: Backtest) -> Message:
    """The sentence for several scenarios: how many grades each changes."""
    return Message(
        "Other grades in {periods}: {changed}.",
        periods=_periods([each.period for each in study.sources]),
        changed=[_changed_of(each) for each in study.trials],
    )


def _changed_of(trial: Trial) -> Message:
    name, (others, graded) = in_words(trial.scenario), _changed(trial)
    if not others:
        return Message("“{name}” none", name=name)
    return Message("“{name}” {count} of {all}", name=name, count=others, all=graded)


def _changed(trial: Trial) -> tuple[int, int]:
    """How many grades, of all that there were both times, would have been others."""
    moved = [year.comparison.by_grade for year in trial.years]
    graded = sum(sum(each.values()) for each in moved)
    return graded - sum(each[Movement.SAME] for each in moved), graded


def _answer(trial: Trial) -> Message:
    back = [sign for year in trial.years for sign in _looking_back(year)]
    return Message(
        "Under {scenario}, {grades}; {rules}.",
        scenario=in_words(trial.scenario),
        grades=_of_grades(trial),
        rules=_of_rules(more=back.count(1), less=back.count(-1)),
    )


def _of_grades(trial: Trial) -> Message:
    moved = [year.comparison.by_grade for year in trial.years]
    others, graded = _changed(trial)
    up, down = (sum(each[way] for each in moved) for way in (Movement.UP, Movement.DOWN))
    if not others:
        return Message("all {all} grades would have been the same", all=graded)
    if others == up:
        return Message("{up} of {all} grades would have been higher and none lower", up=up, all=graded)
    if others == down:
        return Message("{down} of {all} grades would have been lower and none higher", down=down, all=graded)
    return Message(
        "{changed} of {all} grades would have been others ({up} higher, {down} lower)",
        changed=others,
        all=graded,
        up=up,
        down=down,
    )


def _of_rules(*, more: int, less: int) -> Message:
    cases = []
    if more:
        cases.append(Message("in one more case") if more == 1 else Message("in {count} more cases", count=more))
    if less:
        cases.append(Message("in one case fewer") if less == 1 else Message("in {count} cases fewer", count=less))
    if not cases:
        return Message("rules over several periods would have applied as they did")
    return Message("rules over several periods would have applied {cases}", cases=cases)


def _looking_back(year: Year) -> Iterator[int]:
    """For each unit and rule over several periods that begins or ceases to apply: 1 or −1."""
    for change in year.comparison.changes:
        yield from (1 for name in change.gained("consequences") if name in year.looking_back)
        yield from (-1 for name in change.lost("consequences") if name in year.looking_back)


def _tables(study: Backtest, trial: Trial, *, alone: bool) -> Iterator[Table]:
    yield _summary(trial, titled(Message("Year by year"), in_words(trial.scenario), alone=alone))
    yield _matrix(study, trial, _matrix_title(trial, alone=alone))
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
        title = titled(Message("What would have followed otherwise"), in_words(trial.scenario), alone=alone)
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
        one = Message("provisional: one unit is not scored")
        return one if missing == 1 else Message("provisional: {count} units are not scored", count=missing)
    return Message("open decisions: {count}", count=asked) if asked else ""


def _matrix_title(trial: Trial, *, alone: bool) -> Message:
    return titled(Message("Grades as they were → under the scenario"), in_words(trial.scenario), alone=alone)


def _matrix(study: Backtest, trial: Trial, title: Message) -> Table:
    """The grade of each unit in each year; both where they differ."""
    columns = (
        Column(Message("{unit}", unit=study.provenance.unit)),
        *(Column(Message("{period}", period=year.period)) for year in trial.years),
    )
    sides = [{each.unit: each for each in year.comparison.changes} for year in trial.years]
    rows = tuple((unit, *(_grade(side.get(unit)) for side in sides)) for unit in trial.units)
    return Table(title, columns, rows, drawn=True)


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


def _grid(trial: Trial, title: Message) -> Grid:
    officially = [year.comparison.before.units for year in trial.years]
    tried = [year.comparison.after.units for year in trial.years]
    return Grid(
        title,
        rows=trial.units,
        columns=tuple(year.period for year in trial.years),
        words=_words(trial.units, tried),
        levels=trial.grades,
        before=_words(trial.units, officially),
    )


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
            yield note if alone else Message("{scenario}: {note}", scenario=in_words(trial.scenario), note=note)


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
