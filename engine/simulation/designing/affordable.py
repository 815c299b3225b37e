"""Prize amounts and numbers of winners that keep to a budget, in exact numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np

from engine.fixed import Fixed, fixed
from engine.preparation import Prepared
from engine.simulation.variants import Variants, outcomes

FEN = Decimal("0.01")

MOST_WINNERS = 1000
"""So many winners of a prize are tried at most."""


@dataclass(frozen=True)
class Affordable:
    """One prize within the budget.

    Attributes:
        name: The prize.
        amount: What each winner has as things are.
        given: How many units have it; open ties do not change that.
        winners: How many winners the ruleset provides for.
        in_proportion: The amount if all amounts change in proportion; None if that leaves nothing for some prize.
        alone: The amount if only this one changes; None if that leaves nothing for it.
        most_winners: The most winners that there can be if only their number changes; None if even one is too many,
            and for money that is taken.
        cost: What all prizes come to then.
    """

    name: str
    amount: Decimal
    given: int
    winners: int
    in_proportion: Decimal | None
    alone: Decimal | None
    most_winners: int | None
    cost: Decimal | None

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it; exact numbers are text."""
        plain = dict(vars(self))
        for key, value in plain.items():
            plain[key] = f"{value:f}" if isinstance(value, Decimal) else value
        return plain


@dataclass(frozen=True)
class Shortfall:
    """Why a budget leaves nothing for some prize if all amounts change in proportion, and what would do.

    Attributes:
        prizes: Those for which nothing is left.
        lowest: What all prizes come to with one step for each winner.
        budget: The least budget, to the fen, that leaves something for every prize.
        step: The greatest step, to the fen, with which this budget does; None if there is none.
    """

    prizes: tuple[str, ...]
    lowest: Decimal
    budget: Decimal
    step: Decimal | None

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it; exact numbers are text."""
        return {
            "nothing_left_for": list(self.prizes),
            "lowest_cost": f"{self.lowest:f}",
            "least_budget": f"{self.budget:f}",
            "greatest_step": None if self.step is None else f"{self.step:f}",
        }


@dataclass(frozen=True)
class Budget:
    """What the prizes may cost.

    Attributes:
        wished: The budget.
        step: Amounts are multiples of this.
        money: What the prizes come to as things are.
        prizes: Each of them.
        cost: What they come to if all amounts change in proportion; None if that leaves nothing for some prize, or
            nobody has one that pays.
        shortfall: Why it leaves nothing for some prize.
    """

    wished: Decimal
    step: Decimal
    money: Decimal
    prizes: tuple[Affordable, ...]
    cost: Decimal | None
    shortfall: Shortfall | None

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it; exact numbers are text."""
        return {
            "budget": f"{self.wished:f}",
            "step": f"{self.step:f}",
            "prize_money": f"{self.money:f}",
            "prizes": [each.as_plain() for each in self.prizes],
            "cost_in_proportion": None if self.cost is None else f"{self.cost:f}",
            "left_in_proportion": None if self.cost is None else f"{self.wished - self.cost:f}",
            "shortfall": None if self.shortfall is None else self.shortfall.as_plain(),
        }


def within_budget(prepared: Prepared, wished: Decimal, step: Decimal) -> Budget:
    """What the prizes may be for a budget, everything else staying as it is.

    Args:
        prepared: The cycle.
        wished: The budget.
        step: Amounts are rounded down to multiples of this.
    """
    rules = prepared.plan.ruleset.prizes
    money, given = _given(prepared)
    amounts = [Decimal(rule.amount) for rule in rules]
    scaled = _in_proportion(amounts, given, wished, step)
    without = tuple(
        rule.name for rule, amount, new in zip(rules, amounts, scaled, strict=False) if amount > 0 and new <= 0
    )
    shortfall = _shortfall(without, amounts, given, wished, step) if without else None
    met = bool(scaled) and not without
    prizes = []
    for place, rule in enumerate(rules):
        most = _most_winners(prepared, rule.name, wished) if amounts[place] > 0 else None
        prizes.append(
            Affordable(
                name=rule.name,
                amount=amounts[place],
                given=given[place],
                winners=rule.winners,
                in_proportion=scaled[place] if met else None,
                alone=_alone(amounts[place], given[place], wished - money, step),
                most_winners=None if most is None else most[0],
                cost=None if most is None else most[1],
            )
        )
    return Budget(wished, step, money, tuple(prizes), _sum(scaled, given) if met else None, shortfall)


def _given(prepared: Prepared) -> tuple[Decimal, list[int]]:
    """What all prizes come to, and how many units have each: by how much a yuan more for each winner costs more."""
    rules = prepared.plan.ruleset.prizes
    numbers = {}
    for place, rule in enumerate(rules, 1):
        amount = Decimal(rule.amount)
        rows = (str(amount + 1 if row == place else amount) for row in range(len(rules) + 1))
        numbers[f"prizes.{rule.name}.amount"] = fixed(*rows, shape=(len(rules) + 1, 1))
    money = _texts(outcomes(prepared, Variants(len(rules) + 1, numbers)).awards.money, len(rules) + 1)
    return money[0], [int(each - money[0]) for each in money[1:]]


def _texts(values: Fixed, count: int) -> list[Decimal]:
    whole = Fixed(np.broadcast_to(values.scaled, (count,)), values.decimals, values.low, values.high)
    return [Decimal(text) for text in whole.texts()]


def _sum(amounts: Sequence[Decimal], given: Sequence[int]) -> Decimal:
    return sum((amount * count for amount, count in zip(amounts, given, strict=True)), Decimal(0))


def _floor(amount: Fraction, step: Decimal) -> Decimal:
    """Rounded down to a multiple of a step.

    Example:
        >>> _floor(Fraction(26470, 3), Decimal(100))
        Decimal('8800')
    """
    return int(amount / Fraction(step)) * step


def _paid_and_taken(amounts: Sequence[Decimal], given: Sequence[int]) -> tuple[Decimal, Decimal]:
    """What all units are paid together, and what is taken from them, which is no more than 0."""
    paid = _sum([max(amount, Decimal(0)) for amount in amounts], given)
    return paid, _sum([min(amount, Decimal(0)) for amount in amounts], given)


def _in_proportion(amounts: Sequence[Decimal], given: Sequence[int], wished: Decimal, step: Decimal) -> list[Decimal]:
    """All amounts that are paid out times one factor; what is taken from units stays. Nothing if nobody is paid."""
    paid, taken = _paid_and_taken(amounts, given)
    if not paid:
        return []
    factor = Fraction(wished - taken) / Fraction(paid)
    return [_floor(Fraction(amount) * factor, step) if amount > 0 else amount for amount in amounts]


def _shortfall(
    prizes: tuple[str, ...], amounts: Sequence[Decimal], given: Sequence[int], wished: Decimal, step: Decimal
) -> Shortfall:
    """In proportion, every prize has something if the smallest has at least one step."""
    paid, taken = _paid_and_taken(amounts, given)
    winners = sum(count for amount, count in zip(amounts, given, strict=True) if amount > 0)
    least = min(amount for amount in amounts if amount > 0)
    enough = Fraction(taken) + Fraction(paid) * Fraction(step) / Fraction(least)
    finest = _floor(Fraction(least) * Fraction(wished - taken) / Fraction(paid), FEN)
    return Shortfall(prizes, winners * step + taken, ceil(enough / Fraction(FEN)) * FEN, finest if finest > 0 else None)


def _alone(amount: Decimal, given: int, more: Decimal, step: Decimal) -> Decimal | None:
    """The amount that meets the budget if only it changes; one of nothing is no prize."""
    if not given or amount <= 0:
        return None
    new = _floor(Fraction(amount) + Fraction(more) / given, step)
    return new if new > 0 else None


def _most_winners(prepared: Prepared, name: str, wished: Decimal) -> tuple[int, Decimal] | None:
    """The most winners of a prize that the budget allows and units can be, and what all prizes come to then."""
    count = min(max(len(prepared.units), 1), MOST_WINNERS)
    numbers = {f"prizes.{name}.winners": fixed(*range(1, count + 1), shape=(count, 1))}
    money = _texts(outcomes(prepared, Variants(count, numbers)).awards.money, count)
    within = [winners for winners, cost in enumerate(money, 1) if cost <= wished]
    if not within:
        return None
    most = within[-1]
    # Where one more costs no more, no unit is left to have it.
    while most > 1 and money[most - 2] == money[most - 1]:
        most -= 1
    return most, money[most - 1]
