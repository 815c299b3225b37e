"""One number of a ruleset that is turned up and down: in which steps, between which ends, and what turns with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from engine.decimals import as_written, places_of, scaled_to, ten_to
from engine.fixed import Fixed, column
from engine.message import Message
from engine.plan import Plan
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.simulation.chance.drawn_weights import group_points, numbers_of, weight_decimals, weight_sets
from engine.simulation.variants import outcomes
from engine.simulation.weights import share_out

SHARE = Decimal("0.2")
"""A number is looked at so far either way, if nothing else is said."""
MOST_VALUES = 20_000
"""So many values are looked through."""
_WHOLE = ("winners", "places")
_FEW = 3
"""A number of prizes or places is looked at so far either way at least."""


@dataclass(frozen=True)
class Dial:
    """A number and the values that it is turned to.

    Attributes:
        path: Where it stands.
        now: Its value, scaled.
        decimals: Decimals in which it is turned.
        low: The least value that is looked at, scaled.
        high: The greatest.
        sharing: The places of the other indicators that share what a weight gives up or takes, and their points; empty
            for other numbers, and for a weight that changes alone.
        weight: The place of the indicator whose weight it is; None for other numbers.
        totals: For the cut of a grade, the totals: nothing changes but where it passes one of them; None for other
            numbers.
    """

    path: str
    now: int
    decimals: int
    low: int
    high: int
    sharing: tuple[tuple[int, int], ...] = ()
    weight: int | None = None
    totals: frozenset[int] | None = None

    def way(self, end: int) -> Sequence[int]:
        """The values from now to an end, both included; those among which nothing can change may be left out."""
        step = 1 if end >= self.now else -1
        whole = range(self.now, end + step, step)
        if self.totals is None:
            return whole
        near = {self.now, end, *self.totals, *(total + 1 for total in self.totals)}
        return sorted((value for value in near if value in whole), reverse=step < 0)

    @property
    def alone(self) -> bool:
        """Whether it is a weight that changes without the others."""
        return self.weight is not None and not self.sharing

    def written(self, value: int) -> str:
        """A value as written."""
        return as_written(value, self.decimals)

    def numbers(self, plan: Plan, values: NDArray[np.int64]) -> dict[str, Fixed]:
        """All numbers that turn with it, each (values, 1), by path."""
        if self.weight is None:
            return {self.path: column(values[:, None], self.decimals, int(values.min()), int(values.max()))}
        points = {self.weight: values}
        if self.sharing:
            shares = [share for _, share in self.sharing]
            left = sum(shares) + self.now - values
            parts = np.array([share_out(int(each), shares) for each in left.tolist()], dtype=np.int64)
            points |= {place: parts[:, n] for n, (place, _) in enumerate(self.sharing)}
        return numbers_of(plan, points)

    def edits(self, plan: Plan, value: int) -> list[tuple[str, str]]:
        """The same for one value, as edits of the ruleset; points of groups follow those of their indicators."""
        numbers = self.numbers(plan, np.array([value], dtype=np.int64))
        edits = [(path, each.texts()[0]) for path, each in numbers.items() if not each.equals(plan.number(path)).all()]
        if self.weight is None:
            return edits
        of_indicators = {self.weight: value - self.now}
        for place, share in self.sharing:
            own = numbers[f"{plan.indicators[place].path}.points"].to(self.decimals)
            of_indicators[place] = int(own.scaled[0, 0]) - share
        for path, change in group_points(plan, of_indicators).items():
            points = scaled_to(next(group.rule.points for group in plan.groups if group.path == path), self.decimals)
            edits.append((f"{path}.points", as_written(points + change, self.decimals)))
        return edits


def dial(
    prepared: Prepared, path: str, ends: tuple[Decimal | None, Decimal | None] = (None, None), *, alone: bool = False
) -> Dial:
    """A number with the values that it is turned to.

    Usually from four fifths to six fifths of what it is; a cut of a grade from the next lower one to the next higher
    one; in the decimals of the scheme's points, or in its own where it has more; a cut also in those of the totals.
    Where the decimals are so many that this is too many values, so far as `MOST_VALUES` go.

    Args:
        prepared: The cycle.
        path: The number.
        ends: The least and the greatest value, where they are not the usual ones.
        alone: Whether a weight changes without the others.

    Raises:
        Problems: there is no such number, it is not one that scoring reads, or the values are too many.
    """
    plan = prepared.plan
    if path not in plan.variable:
        what = Message("Nothing with the path {path} is a number that can be turned.", path=path)
        raise Problems([Problem("tipping-path", what, Place(path=path), path, mend=did_you_mean(path, plan.variable))])
    weight = next((n for n, each in enumerate(plan.indicators) if path == f"{each.path}.points"), None)
    sharing = () if weight is None or alone else _sharing(plan, weight)
    decimals = _decimals(plan, path) if weight is None else weight_decimals(plan)
    totals = _totals(prepared) if path.startswith("grades.") else None
    decimals = max([decimals, *map(places_of, totals or ())])
    for end in ends:
        decimals = max(decimals, 0 if end is None or weight is not None else places_of(end))
    now = int(plan.number(path).to(decimals).scaled[0, 0])
    low, high = _usual(plan, path, now, decimals)
    if totals is None:
        low, high = max(low, now - MOST_VALUES // 2), min(high, now + MOST_VALUES // 2 - 1)
    low, high = (
        usual if end is None else _end(path, end, decimals) for end, usual in zip(ends, (low, high), strict=True)
    )
    if sharing:
        low, high = max(low, 0), min(high, now + sum(share for _, share in sharing))
    if totals is None and high - low >= MOST_VALUES:
        what = Message("{path} has {count} values to look through.", path=path, count=high - low + 1)
        expected = Message("at most {count}", count=MOST_VALUES)
        raise Problems([Problem("tipping-range", what, Place(path=path), None, expected, Message("Give closer ends."))])
    stops = None if totals is None else frozenset(scaled_to(total, decimals) for total in totals)
    return Dial(path, now, decimals, min(low, now), max(high, now), sharing, weight, stops)


def _totals(prepared: Prepared) -> list[Decimal]:
    return [Decimal(text) for text in outcomes(prepared).total.at(0).texts()]


def _sharing(plan: Plan, weight: int) -> tuple[tuple[int, int], ...]:
    """The indicators that share with one, and their points."""
    for some in weight_sets(plan):
        if weight in some.indicators:
            pairs = zip(some.indicators, some.points, strict=True)
            return tuple((place, points) for place, points in pairs if place != weight)
    return ()


def _decimals(plan: Plan, path: str) -> int:
    """The decimals in which a number is turned."""
    if path.rpartition(".")[2] in _WHOLE:
        return 0
    return max(plan.number(path).decimals, plan.ruleset.scoring.points.decimals)


def _end(path: str, end: Decimal, decimals: int) -> int:
    try:
        return scaled_to(end, decimals)
    except ValueError:
        what = Message("{path} is turned in {count} decimals.", path=path, count=decimals)
        raise Problems([Problem("tipping-decimals", what, Place(path=path), f"{end:f}")]) from None


def _usual(plan: Plan, path: str, now: int, decimals: int) -> tuple[int, int]:
    """The ends that are looked at if nothing else is said."""
    reach = Decimal(abs(now)) * SHARE
    low, high = now - floor(reach), now + floor(reach)
    last = path.rpartition(".")[2]
    if last in _WHOLE:
        further = max(ceil(reach), _FEW)
        return max(now - further, 1 if last == "winners" else 0), now + further
    if last == "share":
        high = min(high, scaled_to(Decimal(1), decimals))
    beside = [_scaled(int(each.scaled[0, 0]), each.decimals, decimals) for each in _beside(plan, path)]
    if path.startswith("grades."):
        between = plan.ruleset.scoring.total.between
        ends = (Decimal(0), plan.ruleset.scoring.full_marks) if between is None else between
        least, most = (Fraction(end) * ten_to(decimals) for end in ends)
        low, high = ceil(least), floor(most)
    lower, higher = [each for each in beside if each < now], [each for each in beside if each > now]
    return max([low, *(floor(each) + 1 for each in lower)]), min([high, *(ceil(each) - 1 for each in higher)])


def _scaled(scaled: int, before: int, decimals: int) -> Fraction:
    """A scaled number in other decimals, exactly: it may lie between two values there."""
    return Fraction(scaled * ten_to(decimals), ten_to(before))


def _beside(plan: Plan, path: str) -> list[Fixed]:
    """The numbers that a cut or a limit of a step must not reach: those of the other grades, steps or corners."""
    head, _, last = path.rpartition(".")
    if last not in ("from", "at"):
        return []
    above = head.rpartition(".")[0]
    return [
        number
        for other, number in plan.numbers.items()
        if other != path and other.rpartition(".")[2] == last and other.rpartition(".")[0].rpartition(".")[0] == above
    ]
