"""What prizes cost, told: whether the budget suffices, who is at the margin, how often people would have to decide."""

from collections.abc import Iterator

from engine.message import Message
from engine.simulation.chance.budget import Budget, Given, Spread
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import amount
from notices.briefs.chances import bare, likely, notes, percent, ties, uncertain
from notices.briefs.figures import Figure, Histogram

MOST_BARS = 60
"""Values that the chart has a bar for; more are put together."""


def told(study: Budget) -> Brief:
    """What prizes cost, and how quotas are used."""
    return Brief(
        title=Message("What will prizes cost? Uncertain: {what}", what=uncertain(study.uncertainty)),
        answer=_answer(study),
        tables=tuple(_tables(study)),
        figures=tuple(_figures(study)),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
    )


def _answer(study: Budget) -> Message:
    low, _, high = study.money.quantiles
    cost = Message(
        "between {low} and {high} yuan in 90 % of the draws",
        low=_money(study.money, low.value),
        high=_money(study.money, high.value),
    )
    if low.value == high.value:
        share = study.money.equal(low.value)
        cost = Message(
            "{value} yuan in {share} % of the draws", value=_money(study.money, low.value), share=bare(share)
        )
    official = _money(study.money, study.money.official)
    if study.budget is None or study.over is None:
        return Message("The prizes, officially {official} yuan, cost {cost}.", official=official, cost=cost)
    return Message(
        "The budget of {budget} yuan is exceeded in {over} % of the draws; the prizes, officially {official} yuan, "
        "cost {cost}.",
        budget=amount(study.budget),
        over=bare(study.over),
        official=official,
        cost=cost,
    )


def _money(spread: Spread, value: int) -> str:
    text = spread.written(value)
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def _tables(study: Budget) -> Iterator[Table]:
    yield _cost(study)
    yield _awards(study)
    if study.quotas:
        yield _quotas(study)
    if rows := tuple(_at_the_margin(study)):
        columns = (
            Column(Message("Prize or quota")),
            Column(Message("{unit}", unit=study.provenance.unit)),
            Column(Message("Officially")),
            Column(Message("Has it, %"), True),
        )
        yield Table(Message("At the margin: who has a prize or quota in some draws and not in others"), columns, rows)


def _cost(study: Budget) -> Table:
    money, (low, middle, high) = study.money, study.money.quantiles
    mean, error = money.mean
    columns = (
        Column(Message("Officially"), True),
        Column(Message("Least"), True),
        Column(Message("5 %"), True),
        Column(Message("Median"), True),
        Column(Message("95 %"), True),
        Column(Message("Most"), True),
        Column(Message("Mean"), True),
        *([] if study.over is None else [Column(Message("Over the budget, %"), True)]),
    )
    values = (money.official, money.counts[0][0], low.value, middle.value, high.value, money.counts[-1][0])
    row = (*(_money(money, value) for value in values), f"{mean:.0f} ±{error:.0f}")
    return Table(
        Message("What all prizes come to, in yuan"),
        columns,
        ((*row, *([] if study.over is None else [percent(study.over)])),),
    )


def _awards(study: Budget) -> Table:
    columns = (
        Column(Message("Prize or quota")),
        Column(Message("Have it in every draw"), True),
        Column(Message("Only in some"), True),
        Column(Message("Tie at the cut, %"), True),
    )
    rows = tuple(
        (each.name, str(each.sure), str(len(each.candidates) - each.sure), percent(each.tied))
        for each in (*study.prizes, *study.quotas)
    )
    return Table(Message("How many units have what"), columns, rows)


def _quotas(study: Budget) -> Table:
    columns = (
        Column(Message("Quota")),
        Column(Message("Places officially"), True),
        Column(Message("over the draws"), True),
        Column(Message("Taken officially"), True),
        Column(Message("over the draws"), True),
    )
    rows = tuple(
        (each.name, *_places(each.places), *_places(each.taken))
        for each in study.quotas
        if each.places is not None and each.taken is not None
    )
    return Table(Message("How quotas are used"), columns, rows)


def _places(spread: Spread | None) -> tuple[str, str]:
    """What it officially is, and between which values it lies in all draws."""
    if spread is None:
        return "", ""
    low, high = spread.counts[0][0], spread.counts[-1][0]
    return str(spread.official), str(low) if low == high else f"{low}–{high}"


def _at_the_margin(study: Budget) -> Iterator[tuple[Cell, ...]]:
    for given in (*study.prizes, *study.quotas):
        for each in given.candidates:
            if each.at_the_margin:
                yield given.name, each.unit, _officially(each.official), likely(each.chance)


def _officially(holds: bool | None) -> Cell:
    if holds is None:
        return Message("open tie")
    return Message("yes") if holds else Message("no")


def _figures(study: Budget) -> Iterator[Figure]:
    money = study.money
    if not study.prizes:
        return
    unit = 10**money.decimals
    bars = [(value / unit, often / money.draws) for value, often in money.counts]
    marks = [(Message("officially"), money.official / unit)]
    if study.budget is not None:
        marks.append((Message("budget"), float(study.budget)))
    yield Histogram(
        Message("How often the prizes come to how much"), Message("Prize money, yuan"), _binned(bars), tuple(marks)
    )


def _binned(bars: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Bars as they are, or put together in so many of one width."""
    if len(bars) <= MOST_BARS:
        return tuple(bars)
    low, high = bars[0][0], bars[-1][0]
    width = (high - low) / MOST_BARS
    shares = [0.0] * MOST_BARS
    for value, share in bars:
        shares[min(int((value - low) / width), MOST_BARS - 1)] += share
    return tuple((low + (place + 0.5) * width, share) for place, share in enumerate(shares))


def _notes(study: Budget) -> Iterator[Message]:
    yield Message(
        "Prizes whose places are not all taken cost less; an open tie does not change what they cost together, only "
        "who has them."
    )
    given: tuple[Given, ...] = (*study.prizes, *study.quotas)
    if any(each.chance.sure != each.chance.possible for one in given for each in one.candidates):
        yield ties()
    yield from notes(study.uncertainty, study.provenance.draws or 1, study.rescored, study.not_scored)
