"""What is awarded and what is taken: each prize with its units and its money, the sums, and the places left vacant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notices.reading import Result
    from notices.reading.result import PrizeSummary

_EXACT = Context(prec=1000)


@dataclass(frozen=True)
class Prize:
    """A prize and what became of its places.

    Attributes:
        name: Its name.
        amount: Yuan for each, without a sign; nothing where there is no money.
        places: How many it has.
        awarded: The units that received it.
        vacant: How many places nobody received.
        undecided: How many wait for a decision.
    """

    name: str
    amount: str | None
    places: int
    awarded: tuple[str, ...]
    vacant: int
    undecided: int


@dataclass(frozen=True)
class Payment:
    """What one unit receives, or what is taken from it.

    Attributes:
        name: The prize or the honour.
        unit: The unit.
        amount: Yuan, without a sign; nothing where there is no money.
    """

    name: str
    unit: str
    amount: str | None


@dataclass(frozen=True)
class Awards:
    """The prizes of a result, and money that its consequences award.

    Attributes:
        prizes: The prizes.
        fines: Prizes of negative amounts: money that is taken.
        honoured: The units that a prize or a consequence honours, each once.
        payments: What each unit receives, by prize; then what consequences award.
        total: The sum of the payments.
        taken: What is taken from each unit.
        taken_total: Their sum, without a sign.
    """

    prizes: tuple[Prize, ...]
    fines: tuple[Prize, ...]
    honoured: tuple[str, ...]
    payments: tuple[Payment, ...]
    total: str
    taken: tuple[Payment, ...]
    taken_total: str


def awards(result: Result) -> Awards:
    """Lay out what a result awards.

    Args:
        result: The result.
    """
    prizes = [prize for prize in result.summary.prizes if Decimal(prize.amount) >= 0]
    fines = [prize for prize in result.summary.prizes if Decimal(prize.amount) < 0]
    honours = [(unit.unit, effect) for unit in result.units for effect in unit.consequences if effect.effect == "award"]
    by_prize = [Payment(prize.name, unit, _money(prize.amount)) for prize in prizes for unit in prize.awarded]
    by_effect = [
        Payment(effect.what or effect.rule, unit, money)
        for unit, effect in honours
        if (money := _money(effect.amount)) is not None
    ]
    taken = [Payment(prize.name, unit, _money(prize.amount)) for prize in fines for unit in prize.awarded]
    honoured = dict.fromkeys([*(payment.unit for payment in by_prize), *(unit for unit, _ in honours)])
    return Awards(
        prizes=tuple(map(_prize, prizes)),
        fines=tuple(map(_prize, fines)),
        honoured=tuple(honoured),
        payments=(*by_prize, *by_effect),
        total=_sum(by_prize + by_effect),
        taken=tuple(taken),
        taken_total=_sum(taken),
    )


def _prize(prize: PrizeSummary) -> Prize:
    return Prize(
        name=prize.name,
        amount=_money(prize.amount),
        places=prize.winners,
        awarded=prize.awarded,
        vacant=prize.vacant,
        undecided=prize.winners - len(prize.awarded) - prize.vacant,
    )


def _money(amount: str | None) -> str | None:
    """An amount without its sign; nothing for none.

    Example:
        >>> _money("50000"), _money("-400.50"), _money("0.00"), _money(None)
        ('50000', '400.50', None, None)
    """
    if amount is None or not Decimal(amount):
        return None
    return amount.removeprefix("-")


def _sum(payments: Iterable[Payment]) -> str:
    """The exact sum, written with as many decimals as the amounts have."""
    total = Decimal(0)
    for payment in payments:
        total = _EXACT.add(total, Decimal(payment.amount or 0))
    return f"{total:f}"
