"""The impact of scenarios, told: who goes up or down, what it costs, what would have to be decided."""

from collections.abc import Iterator, Mapping, Sequence

from engine.message import Message
from engine.problem import Problem
from engine.simulation.comparing.impact import Change, Comparison, Impact
from engine.simulation.comparing.levels import Movement, joint
from notices.briefs.addresses import in_words
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import MOST_ASKED, amount, asked, between, both, changed, marked, rank, signed, some, titled
from notices.briefs.figures import Figure, Grid, Slope, Transition


def told(study: Impact) -> Brief:
    """What the scenarios make of the cycle."""
    comparisons = study.comparisons
    one = comparisons[0] if len(comparisons) == 1 else None
    return Brief(
        title=Message("What if: {scenarios}", scenarios=[in_words(each.scenario) for each in comparisons]),
        answer=_answer(one) if one is not None else _answers(study),
        tables=(_counts(study), *_details(study, comparisons)),
        figures=_figures(one) if one is not None else (_grid(study),),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
    )


def _answer(found: Comparison) -> Message:
    before, after = amount(found.before.money), amount(found.after.money)
    money = Message("the prize money would go from {before} to {after} yuan", before=before, after=after)
    return Message(
        "Of {count} units, {grades}; {ranks}; {money}.",
        count=len(found.both),
        grades=_of_grades(found.by_grade),
        ranks=_of_ranks(found.by_rank),
        money=money if before != after else Message("the prize money would stay at {money} yuan", money=before),
    )


def _of_grades(counts: Mapping[Movement, int]) -> Message:
    up, down = counts[Movement.UP], counts[Movement.DOWN]
    if up and down:
        return Message("{up} would get a higher grade and {down} a lower one", up=up, down=down)
    if up:
        return Message("{up} would get a higher grade and none a lower one", up=up)
    if down:
        return Message("{down} would get a lower grade and none a higher one", down=down)
    return Message("none would get a higher or lower grade")


def _of_ranks(counts: Mapping[Movement, int]) -> Message:
    up, down = counts[Movement.UP], counts[Movement.DOWN]
    if up and down:
        return Message("{up} would go up in rank and {down} down", up=up, down=down)
    if up:
        return Message("{up} would go up in rank and none down", up=up)
    if down:
        return Message("{down} would go down in rank and none up", down=down)
    return Message("none would go up or down in rank")


def _answers(study: Impact) -> Message:
    """The sentence for several scenarios: what each does to grades and money."""
    return Message(
        "Other grades for: {grades}; prize money, now {now} yuan: {money}.",
        grades=[_regraded_of(each) for each in study.comparisons],
        now=amount(study.before.money),
        money=[
            Message("“{scenario}” {amount} yuan", scenario=in_words(each.scenario), amount=amount(each.after.money))
            for each in study.comparisons
        ],
    )


def _regraded_of(found: Comparison) -> Message:
    name, count = in_words(found.scenario), _regraded(found)
    if not count:
        return Message("“{name}” none", name=name)
    return Message("“{name}” {count} of {all} units", name=name, count=count, all=len(found.both))


def _regraded(found: Comparison) -> int:
    return len(found.both) - found.by_grade[Movement.SAME]


def _counts(study: Impact) -> Table:
    """A row for each scenario."""
    columns = (
        Column(Message("Scenario")),
        Column(Message("Grade ↑ / ↓ / ="), True),
        Column(Message("Rank ↑ / ↓ / ="), True),
        Column(Message("tau-b"), True),
        Column(Message("Prize money"), True),
        Column(Message("±"), True),
    )
    rows = [
        (
            in_words(each.scenario),
            _moved(each.by_grade),
            _moved(each.by_rank),
            "—" if each.agreement.tau is None else f"{each.agreement.tau:.3f}",
            changed(amount(each.before.money), amount(each.after.money)),
            signed(each.after.money - each.before.money),
        )
        for each in study.comparisons
    ]
    return Table(Message("How many units go up, go down and stay"), columns, tuple(rows))


def _moved(counts: Mapping[Movement, int]) -> str:
    return " / ".join(str(counts[each]) for each in (Movement.UP, Movement.DOWN, Movement.SAME))


def _details(study: Impact, comparisons: Sequence[Comparison]) -> Iterator[Table]:
    alone = len(comparisons) == 1
    for each in comparisons:
        if any(not change.same for change in each.changes):
            yield _units(study, each, titled(Message("What changes for whom"), in_words(each.scenario), alone=alone))
            yield from _consequences(
                study, each, titled(Message("Rules that begin or cease to apply"), in_words(each.scenario), alone=alone)
            )
        if alone:
            yield _transitions(each)
        if each.before.places != each.after.places:
            yield _places(each, titled(Message("Places of quotas"), in_words(each.scenario), alone=alone))


def _units(study: Impact, found: Comparison, title: Message) -> Table:
    """A row for each unit of which something changes, those of which only the points do at the end."""
    columns = (
        Column(Message("{unit}", unit=study.provenance.unit)),
        Column(Message("Total"), True),
        Column(Message("±"), True),
        Column(Message("Rank"), True),
        Column(Message("Grade")),
        Column(Message("Prizes and quotas")),
        Column(Message("Prize money"), True),
    )
    moved = [change for change in found.changes if not change.same]
    rows = tuple(_unit(change) for change in sorted(moved, key=lambda change: change.points_alone))
    return Table(title, columns, rows)


def _unit(change: Change) -> tuple[Cell, ...]:
    old, new = change.before, change.after
    return (
        change.unit,
        both(old, new, lambda side: f"{side.total:f}"),
        "" if change.points is None else signed(change.points),
        both(old, new, rank),
        both(old, new, lambda side: side.grade),
        _listed(change, "prizes", "quotas"),
        both(old, new, lambda side: between(side.least, side.most)),
    )


def _listed(change: Change, *kinds: str) -> str:
    return " ".join(
        text for kind in kinds if (text := marked(change.lost(kind), change.gained(kind), change.in_doubt(kind)))
    )


def _consequences(study: Impact, found: Comparison, title: Message) -> Iterator[Table]:
    rows = [(each.unit, text) for each in found.changes if (text := _listed(each, "consequences"))]
    if rows:
        columns = (Column(Message("{unit}", unit=study.provenance.unit)), Column(Message("Consequences")))
        yield Table(title, columns, tuple(rows))


def _transitions(found: Comparison) -> Table:
    names = found.levels.names
    columns = (
        Column(Message("Grade before ↓, after →")),
        *(Column(Message("{grade}", grade=name), True) for name in names),
    )
    rows = tuple(
        (name, *(str(count) if count else "·" for count in row))
        for name, row in zip(names, found.transitions, strict=True)
    )
    return Table(Message("Units by grade before and after"), columns, rows, drawn=True)


def _places(found: Comparison, title: Message) -> Table:
    names = joint(tuple(found.before.places), tuple(found.after.places))
    columns = (Column(Message("Quota")), Column(Message("Places before"), True), Column(Message("after"), True))
    rows = tuple((name, *(str(side.places.get(name, "—")) for side in (found.before, found.after))) for name in names)
    return Table(title, columns, rows)


def _figures(found: Comparison) -> tuple[Figure, ...]:
    lines = tuple((old.unit, old.rank, new.rank) for old, new in found.both if old.rank and new.rank)
    return (
        Transition(Message("Units by grade before and after"), found.levels.names, found.transitions),
        Slope(
            Message("Ranks before and after"),
            Message("now"),
            Message("under the scenario"),
            lines,
        ),
    )


def _grid(study: Impact) -> Grid:
    """The grades under each scenario, side by side."""
    units = [each.unit for each in study.comparisons[0].changes]
    sides = [study.before, *(each.after for each in study.comparisons)]
    words = tuple(tuple(side.units[unit].grade if unit in side.units else "" for side in sides) for unit in units)
    names = (study.provenance.period, *(in_words(each.scenario) for each in study.comparisons))
    return Grid(
        Message("Grades as they are and under each scenario"),
        rows=tuple(units),
        columns=names,
        words=words,
        levels=joint(*(side.grades for side in sides)),
        before=tuple((row[0],) * len(row) for row in words),
    )


def _notes(study: Impact) -> Iterator[Message]:
    yield Message(
        "tau-b says how far both orders of the totals agree: 1 where they are the same, 0 where they have nothing in "
        "common, −1 where one is the other upside down; equal totals are counted."
    )
    signs = [change for each in study.comparisons for change in each.changes if not change.same]
    if signs:
        yield Message("− no longer, + new, ? hangs on a tie that only people can break, or on what is not known.")
    alone = len(study.comparisons) == 1
    for each in study.comparisons:
        for note in _of_scenario(each):
            yield note if alone else Message("{scenario}: {note}", scenario=in_words(each.scenario), note=note)


def _of_scenario(found: Comparison) -> Iterator[Message]:
    if found.before.units.keys() != found.after.units.keys():
        gone = [unit for unit in found.before.units if unit not in found.after.units]
        come = [unit for unit in found.after.units if unit not in found.before.units]
        if gone:
            yield Message("Not scored any more: {units}. The counts leave them out.", units=some(gone))
        if come:
            yield Message("Scored only now: {units}. The counts leave them out.", units=some(come))
    problems = list(dict.fromkeys(each for each in found.after.problems if each not in found.before.problems))
    for problem in problems[:MOST_ASKED]:
        yield Message("{where}: {problem}", where=_where(problem), problem=problem.what)
    if (more := len(problems) - MOST_ASKED) > 0:
        one = Message("One more problem is not listed.")
        yield one if more == 1 else Message("{count} more problems are not listed.", count=more)
    if same := sum(1 for each in found.changes if each.same):
        one = Message("Nothing at all changes for one unit.")
        yield one if same == 1 else Message("Nothing at all changes for {count} units.", count=same)
    if other := found.by_grade[Movement.OTHER]:
        one = Message(
            "Of one unit it cannot be said whether the grade is higher or lower: only one of the two schemes has it."
        )
        many = Message(
            "Of {count} units it cannot be said whether the grade is higher or lower: only one of the two "
            "schemes has it.",
            count=other,
        )
        yield one if other == 1 else many
    if other := found.by_rank[Movement.OTHER]:
        one = Message("One unit is ranked only once, or in another group.")
        yield one if other == 1 else Message("{count} units are ranked only once, or in another group.", count=other)
    yield from asked(found.asked_anew)
    if found.reworded:
        yield Message("These rules bring something else than before: {rules}.", rules=found.reworded)
    if found.after.left_out:
        yield Message(
            "Recorded decisions that no longer answer a question: {decisions}",
            decisions=some(found.after.left_out),
        )


def _where(problem: Problem) -> str:
    """The unit and the measure that a problem concerns."""
    return " ".join(part for part in (problem.place.unit, problem.place.measure) if part) or str(problem.place)
