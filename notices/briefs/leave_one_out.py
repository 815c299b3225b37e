"""Leave-one-out, told: what each indicator or group decides, and what it weighs in effect."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.message import Message
from engine.simulation.varying.leave_one_out import LeaveOneOut, Part
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.cells import amount, percent
from notices.briefs.figures import Figure, Tornado


def told(study: LeaveOneOut) -> Brief:
    """What the standings would be without each part of the scheme."""
    ordered = sorted(study.parts, key=_most_first)
    return Brief(
        title=Message("What each group decides") if study.groups else Message("What each indicator decides"),
        answer=_answer(study, ordered[0]),
        tables=(_table(study, ordered),),
        figures=tuple(_figures(ordered)),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
    )


def _most_first(part: Part) -> tuple[float, ...]:
    without = part.without
    return (1,) if without is None else (0, -without.rank_shift, -without.grade_changes)


def _answer(study: LeaveOneOut, first: Part) -> Message:
    if first.without is None:
        return Message("Nothing can be left out: no other indicators are there for the same units to take the points.")
    changes = first.without.grade_changes
    return Message(
        "{name} decides most: without it, the {count} units would move {shift} places on average, and {regraded}; it "
        "has {weight} of the points and accounts for {effective} of the differences between the totals.",
        name=first.name,
        count=study.units,
        shift=f"{first.without.rank_shift:.2f}",
        regraded=Message("{count} of them would have another grade", count=changes)
        if changes
        else Message("none of them would have another grade"),
        weight=percent(first.weight),
        effective=percent(first.effective),
    )


def _table(study: LeaveOneOut, ordered: Sequence[Part]) -> Table:
    columns = (
        Column(Message("Group left out") if study.groups else Message("Indicator left out")),
        Column(Message("Full points"), True),
        Column(Message("Weight"), True),
        Column(Message("Weight in effect"), True),
        Column(Message("Mean move in rank"), True),
        Column(Message("Moves furthest")),
        Column(Message("Grade ↑ / ↓"), True),
        Column(Message("Prize money"), True),
    )
    return Table(Message("The standings without each of them"), columns, tuple(map(_row, ordered)))


def _row(part: Part) -> tuple[Cell, ...]:
    weights = (part.name, amount(Decimal(part.points)), percent(part.weight), percent(part.effective))
    without = part.without
    if without is None:
        return (*weights, "—", "", "—", "—")
    unit, before, after = without.furthest or ("", 0, 0)
    return (
        *weights,
        f"{without.rank_shift:.2f}",
        f"{unit} {before} → {after}" if unit else "",
        f"{without.up} / {without.down}",
        amount(without.money),
    )


def _figures(ordered: Sequence[Part]) -> Iterator[Figure]:
    moves = tuple(_bar(each.name, each.without.rank_shift) for each in ordered if each.without is not None)
    if moves:
        yield Tornado(Message("How far the units move without it"), Message("places on average"), moves)
    weighed = [(each.name, each.weight, each.effective) for each in ordered if each.effective is not None]
    if weighed:
        yield Tornado(
            Message("Weight on paper and in effect"),
            Message("per cent"),
            tuple(_bar(name, float(effective) * 100) for name, _, effective in weighed),
            tuple(_bar(name, float(nominal) * 100) for name, nominal, _ in weighed),
            (Message("in effect"), Message("on paper")),
        )


def _bar(name: str, value: float) -> tuple[str, float, float, float]:
    return name, value, value, value


def _notes(study: LeaveOneOut) -> Iterator[Message]:
    yield Message(
        "The points of what is left out go to the other indicators of the same units, in proportion to their points; "
        "caps of groups stay as they are."
    )
    if alone := [each.name for each in study.parts if each.without is None]:
        yield Message(
            "— {names} cannot be left out: no other indicators are there for exactly the same units to take their "
            "points, or a unit would have none left that applies to it.",
            names=alone,
        )
    yield Message(
        "The weight in effect is the share of an indicator in the variance of the totals (covariance of its points "
        "with the totals, divided by their variance). An indicator in which all units score alike weighs nothing in "
        "effect, whatever its points; it is negative where the units that score high in it have low totals."
    )
    if study.remainder is not None:
        yield Message(
            "All weights in effect sum to 100 %, with {rest} for bonuses, deductions and caps.",
            rest=percent(study.remainder),
        )
    yield Message("The prize money as things are: {money} yuan.", money=amount(study.money))
