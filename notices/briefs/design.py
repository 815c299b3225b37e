"""Design, told: cuts for wished shares, how firm they stand, prizes for a budget, numbers tried."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import floor

from engine.message import Message
from engine.simulation.designing.cuts import Cut
from engine.simulation.designing.design import Design
from engine.simulation.designing.interval import Interval
from engine.simulation.designing.nearness import Near
from engine.simulation.designing.trying import Gap, Trial
from notices.briefs import affordable
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import amount, between, percent, some
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
    said = _on_cuts(study)
    if study.budget is not None:
        said = Message("{one}; {other}", one=said, other=affordable.answer(study.budget))
    for trial in study.trials:
        said = Message("{one}; {other}", one=said, other=_on_trial(study, trial))
    return Message("{said}.", said=said)


def _on_trial(study: Design, trial: Trial) -> Message:
    """How many units have the highest grade, and what the prizes cost, over the values that were tried."""
    possible = [each for each in trial.stretches if not isinstance(each, Gap)]
    counts, money = [each.counts[0] for each in possible], [each.money for each in possible]
    sign = "%" if trial.range.percent else ""
    return Message(
        "with {path} from {low} to {high}, {grade} goes to {count} of {units} and the prizes cost {money} yuan",
        path=trial.range.path,
        low=f"{amount(possible[0].low)}{sign}",
        high=f"{amount(possible[-1].high)}{sign}",
        count=str(counts[0]) if min(counts) == max(counts) else f"{min(counts)}–{max(counts)}",
        units=_units(len(study.totals)),
        grade=study.grades[0],
        money=between(min(money), max(money)),
    )


def _on_cuts(study: Design) -> Message:
    wished = [each for each in study.cuts if each.wished is not None]
    if wished:
        return Message(
            "Nearest to what is wished for come {cuts}",
            cuts=[_wished(each, len(study.totals)) for each in wished],
        )
    near = len({unit for each in study.cuts for unit in each.near.within})
    values = {"units": _units(len(study.totals)), "distance": _points(study.wanted.margin)}
    one = Message("One of {units} is within {distance} of the cut of a grade", **values)
    many = Message("{count} of {units} are within {distance} of the cut of a grade", count=near, **values)
    return one if near == 1 else many


def _wished(cut: Cut, units: int) -> Message:
    values = {
        "grade": cut.grade,
        "cut": amount(cut.cut),
        "count": cut.count,
        "units": _units(units),
        "share": percent(Fraction(cut.count, units)),
    }
    if not cut.limits:
        return Message("{grade} from {cut} ({count} of {units}, {share})", **values)
    limits = [
        Message("the cut of {grade} stays at {cut}", grade=each.grade, cut=amount(each.cut)) for each in cut.limits
    ]
    return Message("{grade} from {cut} (at most {count} of {units}, {share}: {limits})", **values, limits=limits)


def _units(count: int) -> Message:
    return Message("one unit") if count == 1 else Message("{count} units", count=count)


def _points(distance: Decimal) -> Message:
    return Message("one point") if distance == 1 else Message("{distance} points", distance=amount(distance))


def _tables(study: Design) -> Iterator[Table]:
    yield _cuts(study)
    if any(each.wished is not None and not each.met for each in study.cuts):
        yield _choices(study)
    yield _firmness(study)
    if study.budget is not None:
        yield affordable.table(study.budget)
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
    return Table(Message("What is possible instead"), columns, rows)


def _firmness(study: Design) -> Table:
    columns = (
        Column(Message("Grade")),
        Column(Message("Cut"), True),
        Column(Message("Just reaches it")),
        Column(Message("Just misses it")),
        Column(Message("Within {distance}", distance=_points(study.wanted.margin))),
    )
    rows = tuple(
        (
            each.grade,
            amount(each.cut),
            _near(each.near.above, "+"),
            _near(each.near.below, "−"),
            _within(each.near.within),
        )
        for each in study.cuts
    )
    return Table(Message("How firm the cuts stand"), columns, rows)


def _near(near: Near | None, sign: str) -> Cell:
    if near is None:
        return Message("nobody")
    distance = f"{sign}{amount(near.distance)}" if near.distance else "0"
    return Message("{units} {distance}", units=near.units, distance=distance)


def _within(units: tuple[str, ...]) -> Cell:
    return Message("{count}: {units}", count=len(units), units=units) if units else "0"


def _trial(study: Design, trial: Trial) -> Table:
    last: tuple[Column, ...] = ()
    if study.budget is not None:
        last = (Column(Message("Within the budget")),)
    elif any(isinstance(each, Gap) for each in trial.stretches):
        last = (Column(Message("Possible")),)
    columns = (
        Column(Message("Value")),
        *(Column(Message("{grade}", grade=grade), True) for grade in study.grades),
        Column(Message("Prize money"), True),
        *last,
    )
    rows: list[tuple[Cell, ...]] = []
    for each in trial.stretches:
        sign = "%" if trial.range.percent else ""
        low, high = f"{amount(each.low)}{sign}", f"{amount(each.high)}{sign}"
        values = low if low == high else f"{low} – {high}"
        if isinstance(each, Gap):
            reason = Message("not possible: {reason}", reason=each.reasons[0])
            rows.append((values, *("—" for _ in study.grades), "—", reason))
            continue
        within = study.budget is None or each.money <= study.budget.wished
        marks = ["✓" if within else "—" for _ in last]
        rows.append((f"{values} ●" if each.official else values, *map(str, each.counts), amount(each.money), *marks))
    title = Message("What comes of {path}, now {now}", path=trial.range.path, now=amount(trial.official))
    if trial.range.percent:
        title = Message("What comes of {path}", path=trial.range.path)
    return Table(title, columns, tuple(rows))


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
    for each in study.cuts:
        if each.near.held:
            yield Message(
                "Left out at the cut of {grade}, as a veto or a withheld grade gives the same grade on both sides of "
                "it: {units}.",
                grade=each.grade,
                units=some(each.near.held),
            )
    if any(each.wished is not None for each in study.cuts):
        yield Message(
            "With these cuts {up} a higher grade than now and {down} a lower one; the prizes come to {after} yuan, now "
            "{before}. Of all cuts that give the same grades the present one is kept, or else a round one far from the "
            "totals is taken.",
            up=Message("one unit has") if study.up == 1 else Message("{count} units have", count=study.up),
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
    if any(each.limits for each in study.cuts):
        yield Message(
            "A cut without a wish stays, and no other passes it; to move it too, wish for a share of its grade as well."
        )
    if study.budget is not None:
        yield from affordable.notes(study.budget)
    if study.trials:
        yield Message("● The number as it is. Values next to each other with the same results stand in one line.")
    if any(each.range.percent for each in study.trials):
        yield Message(
            "A measure is tried as per cent of what was reported; where a unit could not be scored with it, its own "
            "value is kept."
        )
