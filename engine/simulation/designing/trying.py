"""One number of the ruleset, or one measure, tried over a range: how the grades and the money follow."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any
from unicodedata import normalize

import numpy as np
from pydantic import ValidationError

from engine.checks import errors
from engine.expression.evaluation import Numbers
from engine.fixed import Array, Fixed, column, fixed, rounded
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems, Severity, did_you_mean
from engine.ruleset import Ruleset
from engine.simulation.chance.data_errors import as_far_as_scorable
from engine.simulation.edits import applied, edited_plain
from engine.simulation.scenario import edited
from engine.simulation.variants import Variants, outcomes
from engine.source.document import read

MOST_VALUES = 1000
"""So many values are tried at most: with each the ruleset is checked as a whole."""

_SIGNED = r"(-?[0-9]*\.?[0-9]+)(%?)"
_NUMBER = r"([0-9]*\.?[0-9]+)(%?)"
_RANGE = re.compile(rf"\s*{_SIGNED}\s*\.\.\s*{_SIGNED}\s*/\s*{_NUMBER}\s*")


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
    def count(self) -> int:
        """How many they are."""
        return int((self.high - self.low) / self.step) + 1

    @property
    def values(self) -> list[Decimal]:
        """All of them."""
        return [self.low + place * self.step for place in range(self.count)]


def as_range(text: str) -> Range | Message:
    """A range as the command line gives it, ``PATH=LOW..HIGH/STEP``, or why it is none.

    Example:
        >>> as_range("indicators.返贫控制.limit=4..6/0.5").values
        [Decimal('4.0'), Decimal('4.5'), Decimal('5.0'), Decimal('5.5'), Decimal('6.0')]
        >>> as_range("data.脱贫任务人口=90%..110%/5%").percent
        True
    """
    path, _, span = text.partition("=")
    match = _RANGE.fullmatch(normalize("NFKC", span))
    if not path.strip() or match is None:
        return Message(
            "{value} is not PATH=LOW..HIGH/STEP, such as grades.好.from=85..95/0.5 or data.MEASURE=90%..110%/5%.",
            value=text,
        )
    if len({match[2], match[4], match[6]}) > 1:
        return Message(
            "{value} has % after some of its numbers only: write it after all three, or after none.", value=text
        )
    low, high, step = (Decimal(match[each]) for each in (1, 3, 5))
    if low > high:
        return Message("{value} ends below where it begins.", value=text)
    if not step:
        return Message("{value} has no step greater than 0.", value=text)
    return Range(path.strip(), low, high, step, match[2] == "%")


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
class Gap:
    """Values next to each other that the number cannot have.

    Attributes:
        low: The first value.
        high: The last.
        reasons: What would not be in order, the same with all of them.
    """

    low: Decimal
    high: Decimal
    reasons: tuple[Message, ...]

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it; exact numbers are text."""
        return {"from": f"{self.low:f}", "to": f"{self.high:f}", "not_possible": list(map(str, self.reasons))}


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
    stretches: tuple[Stretch | Gap, ...]

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "path": self.range.path,
            "per_cent_of_reported": self.range.percent,
            "as_it_is": f"{self.official:f}",
            "step": f"{self.range.step:f}",
            "stretches": [each.as_plain() for each in self.stretches],
        }


@dataclass(frozen=True)
class _Sums:
    """What the cycle comes to with one value."""

    counts: tuple[int, ...]
    money: Decimal


_Reasons = tuple[Message, ...]
_Variant = Callable[[Decimal], Variants]


def tried(prepared: Prepared, wanted: Range) -> Trial:
    """Scores a cycle with every value of a range; the ruleset need not be in order with each of them.

    Args:
        prepared: The cycle.
        wanted: The values.

    Raises:
        Problems: nothing has the path, the ruleset would be in order with no value, or they are too many.
    """
    if wanted.count > MOST_VALUES:
        what = Message("{count} values are too many to try.", count=wanted.count)
        expected, mend = Message("no more than {count}", count=MOST_VALUES), Message("Choose a greater step.")
        raise Problems([Problem("simulate-range", what, Place(path=wanted.path), expected=expected, mend=mend)])
    official, variant = (_measured if wanted.percent else _numbered)(prepared, wanted.path)
    found = list[_Sums | _Reasons]()
    faults = dict[Message, Problem]()
    for value in wanted.values:
        try:
            found.append(_sums(prepared, variant(value)))
        except Problems as error:
            reasons = {each.what: each for each in error.problems}
            faults |= {what: each for what, each in reasons.items() if what not in faults}
            found.append(tuple(reasons))
    if all(isinstance(each, tuple) for each in found):
        raise Problems(faults.values())
    return Trial(wanted, official, tuple(_stretches(wanted.values, found, official)))


def _numbered(prepared: Prepared, path: str) -> tuple[Decimal, _Variant]:
    """A number of the ruleset as it is, and what the cycle is with another one.

    Raises:
        Problems: nothing has the path; of the other: the ruleset would not be in order.
    """
    if path not in prepared.plan.variable:
        what = Message("Nothing with the path {path} is a number that can be tried.", path=path)
        raise Problems(
            [Problem("simulate-path", what, Place(path=path), path, mend=did_you_mean(path, prepared.plan.variable))]
        )

    plain = read(prepared.inputs.ruleset.text).data

    def variant(value: Decimal) -> Variants:
        written = f"{value.normalize():f}"
        scenario = edited(f"{path} = {written}", [(path, written)])
        if not _in_order(edited_plain(scenario.steps, plain, rebalance=False)):
            # Written out and read again, which takes longer, to say what is wrong.
            applied(scenario, prepared.inputs.ruleset, prepared.inputs.data)
        return Variants(1, {path: fixed(written, shape=(1, 1))})

    return Decimal(prepared.plan.numbers[path].texts()[0]), variant


def _in_order(plain: Mapping[str, Any]) -> bool:
    """Whether the plain data of a ruleset pass all its checks: nothing is proposed that could not be written down."""
    try:
        ruleset = Ruleset.model_validate(plain)
    except ValidationError:
        return False
    return all(problem.severity is not Severity.ERROR for problem in errors(ruleset))


def _measured(prepared: Prepared, path: str) -> tuple[Decimal, _Variant]:
    """All of what was reported, and what the cycle is with another share, in per cent, in the measure's decimals.

    Raises:
        Problems: nobody reported such a measure; of the other: it decides which records a formula takes.
    """
    name = path.removeprefix("data.")
    measures = prepared.inputs.ruleset.measures
    reported = prepared.columns.plain.get(name) if name in measures else None
    if not isinstance(reported, Numbers) or not path.startswith("data."):
        what = Message("{path} is no measure; per cent are of what was reported.", path=path)
        mend = did_you_mean(path, [f"data.{each}" for each in measures])
        raise Problems([Problem("simulate-measure", what, Place(path=path), path, mend=mend)])
    values = reported.values
    assert isinstance(values, Fixed)

    def variant(percent: Decimal) -> Variants:
        scaled = rounded(values * fixed(f"{percent.scaleb(-2):f}", shape=(1, 1)), values.decimals)
        kept: Array = np.clip(scaled.scaled, values.low, values.high)
        exact = column(np.broadcast_to(kept, (1, len(prepared.units))), values.decimals, values.low, values.high)
        return Variants(1, measures=as_far_as_scorable(prepared, {name: exact}))

    return Decimal(100), variant


def _sums(prepared: Prepared, variants: Variants) -> _Sums:
    found = outcomes(prepared, variants)
    codes = found.grades[0].tolist()
    counts = tuple(codes.count(code) for code in range(len(prepared.plan.ruleset.grades)))
    return _Sums(counts, Decimal(found.awards.money.at(0).texts()[0]))


def _stretches(
    values: Sequence[Decimal], found: Sequence[_Sums | _Reasons], official: Decimal
) -> Iterator[Stretch | Gap]:
    for same, group in groupby(zip(values, found, strict=True), key=lambda each: each[1]):
        low, *_, high = [value for value, _ in group] * 2
        if isinstance(same, _Sums):
            yield Stretch(low, high, same.counts, same.money, low <= official <= high)
        else:
            yield Gap(low, high, same)
