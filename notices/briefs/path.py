"""A way to a goal, told: what would have to change, what that costs, and where it leads; or why there is none."""

from collections.abc import Iterator
from decimal import Decimal

from engine.message import Message
from engine.simulation.reaching.path import Answer, Change, Path, Stand
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import amount, signed
from notices.briefs.figures import Figure, Waterfall

MOST_TOLD = 3
"""So many changes are told in the answer; the table has them all."""


def told(study: Path) -> Brief:
    """What it would take for the unit."""
    return Brief(
        title=Message("What would take {unit} to {goal}", unit=study.unit, goal=study.goal),
        answer=_answer(study),
        tables=tuple(_tables(study)),
        figures=tuple(_figures(study)),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
    )


def _answer(study: Path) -> Message:
    before = study.before
    if study.answer is Answer.THERE:
        return Message(
            "{unit} is there already: {total} points, {grade}, {rank}.",
            unit=study.unit,
            total=before.total,
            grade=before.grade,
            rank=_rank(before),
        )
    if study.answer is Answer.IMPOSSIBLE:
        return _impossible(study)
    assert study.after is not None
    many = Message("{count} changes", count=len(study.changes))
    return Message(
        "What takes {unit} to {goal} with the least effort, {effort}: {changes}; its total goes from {before} to "
        "{after} points, {grade}, {rank}.",
        unit=study.unit,
        goal=study.goal,
        effort=_effort(study.effort),
        changes=many if len(study.changes) > MOST_TOLD else list(map(_change, study.changes)),
        before=before.total,
        after=study.after.total,
        grade=study.after.grade,
        rank=_rank(study.after),
    )


def _change(change: Change) -> Message:
    said = Message("{measure} from {now} to {to}", measure=change.measure, now=change.now, to=change.to)
    return Message("{change} {unit}", change=said, unit=change.unit) if change.unit else said


def _impossible(study: Path) -> Message:
    if study.most is not None:
        return Message(
            "{unit} cannot reach {goal} within the limits: it takes {needed} points, and at most {most} are reachable.",
            unit=study.unit,
            goal=study.goal,
            needed=study.needed,
            most=study.most,
        )
    if study.because:
        return Message(
            "{unit} cannot reach {goal}, whatever its total: {because}.",
            unit=study.unit,
            goal=study.goal,
            because=study.because,
        )
    return Message("{unit} cannot reach {goal}, whatever its total.", unit=study.unit, goal=study.goal)


def _tables(study: Path) -> Iterator[Table]:
    if study.changes:
        yield _changes(study)
    if study.after is not None:
        yield _standing(study.before, study.after)
    if study.answer is Answer.THERE:
        return
    if study.prices and not study.because:
        yield _prices(study)
    if study.held:
        yield Table(
            Message("Measures that stay as they are"),
            (Column(Message("Measure")), Column(Message("Why"))),
            tuple((each.measure, each.reason) for each in study.held),
        )


def _changes(study: Path) -> Table:
    columns = (
        Column(Message("Measure")),
        Column(Message("Unit")),
        Column(Message("Now"), True),
        Column(Message("To"), True),
        Column(Message("Change"), True),
        Column(Message("Effort"), True),
        Column(Message("Points gained"), True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.measure,
            each.unit,
            each.now,
            each.to,
            signed(Decimal(each.change)),
            _effort(each.effort),
            signed(Decimal(each.points)),
        )
        for each in study.changes
    ]
    assert study.after is not None
    gained = Decimal(study.after.total) - Decimal(study.before.total)
    rows.append((Message("Together"), "", "", "", "", _effort(study.effort), signed(gained)))
    return Table(Message("What would have to change"), columns, tuple(rows))


def _standing(before: Stand, after: Stand) -> Table:
    lines: list[tuple[Cell, ...]] = [
        (Message("Total"), before.total, after.total),
        (Message("Grade"), before.grade, after.grade),
        (Message("Rank"), _rank(before), _rank(after)),
        (Message("Prizes"), _prizes(before), _prizes(after)),
    ]
    columns = (Column(Message("Result")), Column(Message("Before"), True), Column(Message("After"), True))
    return Table(Message("Where it stands"), columns, tuple(lines))


def _prices(study: Path) -> Table:
    columns = (
        Column(Message("Measure")),
        Column(Message("Size of a step"), True),
        Column(Message("Effort of a step"), True),
        Column(Message("Whose price")),
    )
    rows = tuple(
        (each.measure, each.step, each.effort, Message("usual") if each.usual else Message("given"))
        for each in study.prices
    )
    return Table(Message("What may change, and what it costs"), columns, rows)


def _figures(study: Path) -> Iterator[Figure]:
    if study.after is not None and study.changes:
        yield Waterfall(
            title=Message("Points gained by each change"),
            start=(Message("as it is"), float(study.before.total)),
            steps=tuple((each.measure, float(each.points)) for each in study.changes),
            end=(Message("at the goal"), float(study.after.total)),
            unit=Message("points"),
        )


def _notes(study: Path) -> Iterator[Message]:
    if study.because and study.held:
        yield Message(
            "This is so while the measures in the table stay as they are; where they may change, the answer can be "
            "another."
        )
    if study.because or study.answer is Answer.THERE:
        return
    if study.answer is Answer.FOUND:
        yield Message(
            "The data were changed so and everything was scored anew: the goal is reached, to the same total."
        )
        yield Message(
            "No other combination of the values that may be chosen reaches the goal with less effort. The points of "
            "each change are those that it adds to the changes above it."
        )
    yield Message(
        "The data of all other units stay as they are; a better prize, grade or rank than asked for counts too."
    )
    if any(each.usual for each in study.prices):
        yield Message(
            "The usual price: an effort of 1 is a hundredth of the greatest value at which the measure still changes "
            "the unit's points. Real efforts differ; give your own with --effort."
        )
    yield Message(
        "Each measure is taken by itself: that two of them hang together in life, or that a value was verified, is not "
        "known here."
    )
    if study.level:
        yield Message(
            "Equal totals were left out of account: the way leads clear of every other unit. One that ends level with "
            "another and wins by what breaks ties may be a little cheaper."
        )


def _rank(stand: Stand) -> Message:
    return Message("no rank") if stand.rank is None else Message("rank {rank}", rank=stand.rank)


def _prizes(stand: Stand) -> Cell:
    open_ones = [Message("{prize} (tie open)", prize=name) for name in stand.open]
    names = [*stand.prizes, *open_ones]
    return Message("{names}", names=names) if names else "—"


def _effort(text: str) -> str:
    """An effort to two decimals."""
    return amount(round(Decimal(text), 2))
