"""Prizes for a budget, told: part of the brief of a design."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from engine.message import Message
from engine.simulation.designing.affordable import Budget, Shortfall
from notices.briefs.brief import Column, Table
from notices.briefs.cells import amount


def answer(budget: Budget) -> Message:
    """What the prizes would be in proportion, or why they cannot be, as part of a sentence."""
    if budget.shortfall is not None:
        return _on_shortfall(budget, budget.shortfall)
    if budget.cost is None:
        money = amount(budget.money)
        return Message("nobody has a prize that pays: whatever their amounts, they cost {money} yuan", money=money)
    return Message(
        "in proportion the prizes would be {prizes} and cost {cost} yuan, within the budget of {budget} (now {money})",
        prizes=[f"{each.name} {_or_dash(each.in_proportion)}" for each in budget.prizes],
        cost=amount(budget.cost),
        budget=amount(budget.wished),
        money=amount(budget.money),
    )


def _on_shortfall(budget: Budget, short: Shortfall) -> Message:
    values: dict[str, Any] = {"step": amount(budget.step), "budget": amount(budget.wished)}
    if budget.wished < short.lowest:
        what = Message("in steps of {step} yuan no amounts for every prize keep to {budget} yuan", **values)
    else:
        what = Message(
            "in steps of {step} yuan, {budget} yuan shared in proportion leave nothing for {prizes}",
            **values,
            prizes=short.prizes,
        )
    enough = amount(short.budget)
    if short.step is None:
        return Message("{what}: it takes a budget of {enough} yuan to keep the proportions", what=what, enough=enough)
    return Message(
        "{what}: it takes a budget of {enough} yuan to keep the proportions, or steps of no more than {step} yuan",
        what=what,
        enough=enough,
        step=amount(short.step),
    )


def table(budget: Budget) -> Table:
    """Each prize in proportion, alone, and with another number of winners."""
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


def notes(budget: Budget) -> Iterator[Message]:
    """What holds of the amounts."""
    yield Message("Amounts are rounded down to multiples of {step} yuan.", step=amount(budget.step))
    yield Message("Prizes, grades and everything else but what stands above the column stay as they are.")


def _or_dash(value: Decimal | None) -> str:
    return "—" if value is None else amount(value)
