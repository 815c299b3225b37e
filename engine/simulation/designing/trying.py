"""One number of the ruleset, or one measure, tried over a range: how the grades and the money follow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from engine.decimals import places_of, scaled_to
from engine.expression.evaluation import Numbers
from engine.fixed import Array, Fixed, column, fixed, rounded
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.simulation.chance.data_errors import as_far_as_scorable
from engine.simulation.edits import applied
from engine.simulation.scenario import edited
from engine.simulation.standings import Standings, scorer
from engine.simulation.variants import Variants

MOST_VALUES = 10_000
"""So many values are tried at most."""

_RANGE = re.compile(r"\s*(-?[0-9.]+)(%?)\s*\.\.\s*(-?[0-9.]+)(%?)\s*/\s*([0-9.]+)(%?)\s*")


@dataclass(frozen=True)
class Range:
    """The values that are tried.

    Attributes:
        path: The address of a number of the ruleset, or ``data.`` and a measure.
        low: The first.
        high: None is greater than this.
        step: From one to the next.
        percent: Whether they are per cent of what was reported, for a measure.
    """

    path: str
    low: Decimal
    high: Decimal
    step: Decimal
    percent: bool = False

    @property
    def values(self) -> list[Decimal]:
        """All of them."""
        return [self.low + place * self.step for place in range(int((self.high - self.low) / self.step) + 1)]


def as_range(text: str) -> Range | None:
    """A range as the command line gives it, ``PATH=LOW..HIGH/STEP``; None for what is none.

    Example:
        >>> as_range("indicators.返贫控制.limit=4..6/0.5").values
        [Decimal('4.0'), Decimal('4.5'), Decimal('5.0'), Decimal('5.5'), Decimal('6.0')]
        >>> as_range("data.脱贫任务人口=90%..110%/5%").percent
        True
    """
    path, _, span = text.partition("=")
    match = _RANGE.fullmatch(span)
    if not path.strip() or match is None or len({match[2], match[4], match[6]}) > 1:
        return None
    try:
        low, high, step = (Decimal(match[each]) for each in (1, 3, 5))
    except ArithmeticError:
        return None
    return Range(path.strip(), low, high, step, match[2] == "%") if low <= high and step > 0 else None


@dataclass(frozen=True)
class Stretch:
    """Values next to each other with the same results.

    Attributes:
        low: The first value.
        high: The last.
        counts: How many units have each grade, highest first.
        money: What all prizes come to.
        official: Whether the number as it is, is among them.
    """

    low: Decimal
    high: Decimal
    counts: tuple[int, ...]
    money: Decimal
    official: bool

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it; exact numbers are text."""
        return {
            "from": f"{self.low:f}",
            "to": f"{self.high:f}",
            "units_by_grade": list(self.counts),
            "prize_money": f"{self.money:f}",
            "as_it_is": self.official,
        }


@dataclass(frozen=True)
class Trial:
    """What became of a range.

    Attributes:
        range: The values that were tried.
        official: The number as it is.
        stretches: In the order of the values.
    """

    range: Range
    official: Decimal
    stretches: tuple[Stretch, ...]

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "path": self.range.path,
            "per_cent_of_reported": self.range.percent,
            "as_it_is": f"{self.official:f}",
            "step": f"{self.range.step:f}",
            "stretches": [each.as_plain() for each in self.stretches],
        }


def tried(prepared: Prepared, wanted: Range) -> Trial:
    """Scores a cycle with every value of a range.

    Args:
        prepared: The cycle.
        wanted: The values.

    Raises:
        Problems: nothing has the path, the ruleset would not be in order with the values, or they are too many.
    """
    if len(wanted.values) > MOST_VALUES:
        what = Message("{count} values are too many to try.", count=len(wanted.values))
        mend = Message("Choose a greater step.")
        raise Problems([Problem("simulate-range", what, Place(path=wanted.path), mend=mend)])
    official, variants = _variants(prepared, wanted)
    found = scorer(prepared)(variants)
    return Trial(wanted, official, tuple(_stretches(prepared, wanted.values, official, found)))


def _variants(prepared: Prepared, wanted: Range) -> tuple[Decimal, Variants]:
    count = len(wanted.values)
    if wanted.percent:
        return Decimal(100), Variants(count, measures=_measure(prepared, wanted))
    numbers = prepared.plan.numbers
    if wanted.path not in prepared.plan.variable:
        what = Message("Nothing with the path {path} is a number that can be tried.", path=wanted.path)
        mend = did_you_mean(wanted.path, prepared.plan.variable)
        raise Problems([Problem("simulate-path", what, Place(path=wanted.path), wanted.path, mend=mend)])
    for end in {wanted.values[0], wanted.values[-1]}:
        # All checks of a ruleset, so that nothing is proposed that could not be written down.
        name = f"{wanted.path} = {end:f}"
        applied(edited(name, [(wanted.path, f"{end:f}")]), prepared.inputs.ruleset, prepared.inputs.data)
    official = Decimal(numbers[wanted.path].texts()[0])
    return official, Variants(count, {wanted.path: fixed(*map(str, wanted.values), shape=(count, 1))})


def _measure(prepared: Prepared, wanted: Range) -> dict[str, Fixed]:
    """A measure at each per cent of what was reported, in its decimals and within its range."""
    name = wanted.path.removeprefix("data.")
    measures = prepared.inputs.ruleset.measures
    reported = prepared.columns.plain.get(name) if name in measures else None
    if not isinstance(reported, Numbers) or not wanted.path.startswith("data."):
        what = Message("{path} is no measure; per cent are of what was reported.", path=wanted.path)
        mend = did_you_mean(wanted.path, [f"data.{each}" for each in measures])
        raise Problems([Problem("simulate-measure", what, Place(path=wanted.path), wanted.path, mend=mend)])
    values = reported.values
    assert isinstance(values, Fixed)
    places = max(map(places_of, wanted.values))
    shares = [scaled_to(each, places) for each in wanted.values]
    percent = column(np.array(shares, dtype=np.int64)[:, None], places + 2, min(shares), max(shares))
    scaled = rounded(values * percent, values.decimals)
    drawn: Array = np.clip(scaled.scaled, values.low, values.high)
    exact = np.broadcast_to(drawn, (len(shares), len(prepared.units)))
    return as_far_as_scorable(prepared, {name: column(exact, values.decimals, values.low, values.high)})


def _stretches(prepared: Prepared, values: list[Decimal], official: Decimal, found: Standings) -> Iterator[Stretch]:
    grades = len(prepared.plan.ruleset.grades)
    money = np.broadcast_to(found.awards.money.scaled, (len(values),))
    costs = [Decimal(int(each)).scaleb(-found.awards.money.decimals) for each in money.tolist()]
    counts = [tuple(int((row == code).sum()) for code in range(grades)) for row in found.grades]
    start = 0
    for end in range(1, len(values) + 1):
        if end == len(values) or (counts[end], costs[end]) != (counts[start], costs[start]):
            here = values[start] <= official <= values[end - 1]
            yield Stretch(values[start], values[end - 1], counts[start], costs[start], here)
            start = end
