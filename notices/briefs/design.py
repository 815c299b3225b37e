"""Design, told: cuts for wished shares, how firm they stand, prizes for a budget, numbers tried."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import floor

from engine.message import Message
from engine.simulation.designing.affordable import Budget
from engine.simulation.designing.cuts import Cut, Interval, Near
from engine.simulation.designing.design import Design
from engine.simulation.designing.trying import Trial
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import amount, percent
from notices.briefs.figures import Figure, Histogram

BARS = 25
"""A chart of the totals has about so many bars at most."""


def told(study: Design) -> Brief:
    """What the cuts, prizes and other numbers would have to be."""
    return Brief(
        title=Message("Cuts and prizes for what is wanted"),
        answer=_answer(study),
        tables=tuple(_tables(study)),
        figures=_figures(study),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
    )


def _answer(study: Design) -> Message:
    cuts = _on_cuts(study)
    if study.budget is None:
        return Message("{cuts}.", cuts=cuts)
    return Message("{cuts}; {budget}.", cuts=cuts, budget=_on_budget(study.budget))


def _on_cuts(study: Design) -> Message:
    wished = [each for each in study.cuts if each.wished is not None]
    if wished:
        return Message(
            "Nearest to what is wished for come {cuts}",
            cuts=[
                Message(
                    "{grade} from {cut} ({count} of {units} units, {share})",
                    grade=each.grade,
                    cut=amount(each.cut),
                    count=each.count,
                    units=len(study.totals),
                    share=percent(Fraction(each.count, len(study.totals))),
                )
                for each in wished
            ],
        )
    near = {unit for each in study.cuts for unit in each.within}
    return Message(
        "{count} of {units} units are within {margin} points of the cut of a grade",
        count=len(near),
        units=len(study.totals),
        margin=amount(study.wanted.margin),
    )


def _on_budget(budget: Budget) -> Message:
    values: dict[str, str] = {"money": amount(budget.money), "budget": amount(budget.wished)}
    if budget.left is None:
        return Message("no amounts of the prizes bring {money} yuan to a budget of {budget} yuan", **values)
    return Message(
        "for the prizes to cost {budget} yuan instead of {money}, they would be {prizes} in proportion",
        **values,
        prizes=[f"{each.name} {amount(each.in_proportion or Decimal(0))}" for each in budget.prizes],
    )


def _tables(study: Design) -> Iterator[Table]:
    yield _cuts(study)
    if any(each.wished is not None and not each.met for each in study.cuts):
        yield _choices(study)
    yield _firmness(study)
    if study.budget is not None:
        yield _budget(study.budget)
    for each in study.trials:
        yield _trial(study, each)


def _cuts(study: Design) -> Table:
    columns = (
        Column(Message("Grade")),
        Column(Message("Cut now"), True),
        Column(Message("Cut"), True),
        Column(Message("Units now"), True),
        Column(Message("Wished"), True),
        Column(Message("Units"), True),
        Column(Message("Share"), True),
        Column(Message("The same for all cuts")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.grade,
            amount(each.before),
            amount(each.cut),
            str(each.had),
            "" if each.wished is None else _count(each.wished),
            str(each.count),
            percent(Fraction(each.count, len(study.totals))),
            _interval(each.interval),
        )
        for each in study.cuts
    ]
    last = study.after.counts[-1]
    share = percent(Fraction(last, len(study.totals)))
    rows.append((study.grades[-1], "", "", str(study.before.counts[-1]), "", str(last), share, ""))
    return Table(Message("The cuts of the grades"), columns, tuple(rows))


def _count(units: Fraction) -> str:
    """A number of units that need not be whole.

    Example:
        >>> _count(Fraction(27, 5)), _count(Fraction(6)), _count(Fraction(19, 3))
        ('5.4', '6', '6.33')
    """
    return amount(Decimal(f"{float(units):.2f}"))


def _interval(cuts: Interval) -> Message:
    values = {name: amount(each) for name, each in (("low", cuts.low), ("high", cuts.high)) if each is not None}
    match cuts.low is not None, cuts.high is not None, cuts.closed:
        case True, True, True:
            return Message("above {low}, up to {high}", **values)
        case True, True, False:
            return Message("above {low}, below {high}", **values)
        case True, False, _:
            return Message("above {low}", **values)
        case False, True, True:
            return Message("up to {high}", **values)
        case False, True, False:
            return Message("below {high}", **values)
        case _:
            return Message("any")


def _choices(study: Design) -> Table:
    columns = (
        Column(Message("Grade")),
        Column(Message("Wished"), True),
        Column(Message("Possible"), True),
        Column(Message("Share"), True),
        Column(Message("with a cut")),
    )
    rows = tuple(
        (
            each.grade,
            _count(each.wished),
            str(choice.count),
            percent(Fraction(choice.count, len(study.totals))),
            _interval(choice.cuts),
        )
        for each in study.cuts
        if each.wished is not None and not each.met
        for choice in each.choices
    )
    return Table(Message("What is possible instead, on both sides"), columns, rows)


def _firmness(study: Design) -> Table:
    columns = (
        Column(Message("Grade")),
        Column(Message("Cut"), True),
        Column(Message("Just reaches it")),
        Column(Message("Just misses it")),
        Column(Message("Within {margin} points", margin=amount(study.wanted.margin))),
    )
    rows = tuple(
        (each.grade, amount(each.cut), _near(each.above, "+"), _near(each.below, "−"), _within(each))
        for each in study.cuts
    )
    return Table(Message("How firm the cuts stand"), columns, rows)


def _near(near: Near | None, sign: str) -> Cell:
    if near is None:
        return Message("nobody")
    distance = f"{sign}{amount(near.distance)}" if near.distance else "0"
    return Message("{units} {distance}", units=near.units, distance=distance)


def _within(cut: Cut) -> Cell:
    return Message("{count}: {units}", count=len(cut.within), units=cut.within) if cut.within else "0"


def _budget(budget: Budget) -> Table:
    columns = (
        Column(Message("Prize")),
        Column(Message("Amount now"), True),
        Column(Message("Given to"), True),
        Column(Message("All in proportion"), True),
        Column(Message("This one alone"), True),
        Column(Message("Winners now"), True),
        Column(Message("Winners at most"), True),
        Column(Message("Money then"), True),
    )
    rows = tuple(
        (
            each.name,
            amount(each.amount),
            str(each.given),
            _or_dash(each.in_proportion),
            _or_dash(each.alone),
            str(each.winners),
            "—" if each.most_winners is None else str(each.most_winners),
            _or_dash(each.cost),
        )
        for each in budget.prizes
    )
    title = Message(
        "Prizes that keep to {budget} yuan, now {money}", budget=amount(budget.wished), money=amount(budget.money)
    )
    return Table(title, columns, rows)


def _or_dash(value: Decimal | None) -> str:
    return "—" if value is None else amount(value)


def _trial(study: Design, trial: Trial) -> Table:
    columns = (
        Column(Message("Value")),
        *(Column(Message("{grade}", grade=grade), True) for grade in study.grades),
        Column(Message("Prize money"), True),
        Column(Message("Within the budget") if study.budget is not None else Message("As it is")),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in trial.stretches:
        sign = "%" if trial.range.percent else ""
        low, high = f"{amount(each.low)}{sign}", f"{amount(each.high)}{sign}"
        values = low if low == high else f"{low} – {high}"
        within = study.budget is not None and each.money <= study.budget.wished
        mark: Cell = ("✓" if within else "") if study.budget is not None else ("●" if each.official else "")
        marked = f"{values} ●" if study.budget is not None and each.official else values
        rows.append((marked, *map(str, each.counts), amount(each.money), mark))
    return Table(Message("What comes of {path}", path=trial.range.path), columns, tuple(rows))


def _figures(study: Design) -> tuple[Figure, ...]:
    low, high = floor(min(study.totals)), floor(max(study.totals)) + 1
    width = next(width for width in (1, 2, 5, 10, 20, 50, 100, high - low) if (high - low) <= BARS * width)
    start = low // width * width
    counts = [0] * ((high - start) // width + 1)
    for total in study.totals:
        counts[floor((total - start) / width)] += 1
    bars = tuple(
        (start + (place + 0.5) * width, count / len(study.totals)) for place, count in enumerate(counts) if count
    )
    marks = tuple((Message("{grade}", grade=each.grade), float(each.cut)) for each in study.cuts)
    title = Message("Totals of the units, and the cuts")
    return (Histogram(title, Message("total"), bars, marks, Message("Share of units (%)")),)


def _notes(study: Design) -> Iterator[Message]:
    yield Message("Vetoes and grades withheld by a decision count as they do in the result.")
    if any(each.wished is not None for each in study.cuts):
        yield Message(
            "With these cuts {up} units have a higher grade than now and {down} a lower one; the prizes come to "
            "{after} yuan, now {before}. Of all cuts that give the same grades the present one is kept, or else a "
            "round one far from the totals is taken.",
            up=study.up,
            down=study.down,
            after=amount(study.after.money),
            before=amount(study.before.money),
        )
    for each in study.beyond:
        yield Message(
            "The cut of {grade}, {cut}, lies above {most}, the highest total that full marks, bonuses and the limits "
            "of the total provide for.",
            grade=each.grade,
            cut=amount(each.cut),
            most=amount(study.most or Decimal(0)),
        )
    if any(each.wished is not None and not each.met for each in study.cuts):
        yield Message(
            "A wish that cannot be met, because units are whole or have equal totals, because of vetoes, or because a "
            "cut would pass the next, is met as nearly as possible; of two numbers equally near, the smaller is taken."
        )
    if study.budget is not None:
        yield Message(
            "Amounts are rounded down to multiples of {step} yuan; in proportion, {left} yuan of the budget are left.",
            step=amount(study.budget.step),
            left=_or_dash(study.budget.left),
        )
        yield Message("Prizes, grades and everything else but what stands above the column stay as they are.")
    if study.trials:
        yield Message("● The number as it is. Values next to each other with the same results stand in one line.")
    if any(each.range.percent for each in study.trials):
        yield Message(
            "A measure is tried as per cent of what was reported; where a unit could not be scored with it, its own "
            "value is kept."
        )
