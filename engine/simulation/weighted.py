"""Totals of many variants in which only numbers of the ruleset differ, as in draws of weights.

The same totals as those of `engine.scoring.score`, but no points of (scenarios, units) are kept for an indicator. Where
they are a sum of numbers times rates (`engine.linear`), all such indicators together are one product of matrices of
whole numbers, exact in float64. The points of any other indicator depend on its own numbers alone, so they are scored
once for each distinct set of these.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.fixed import ZERO, Array, Fixed, Truths, narrowest
from engine.linear import Rates
from engine.plan import Indicator, Plan
from engine.preparation import Prepared
from engine.scoring import Block, Scores, earn, sum_up

EXACT = 2**53
"""Whole numbers up to here are exact in float64, and so are their sums in any order."""

BLOCK = 1 << 16
"""Points of all scenarios that are summed together; they fit into a processor's cache."""


def weighted(prepared: Prepared, plan: Plan, numbers: Mapping[str, Fixed]) -> Scores | None:
    """The totals of variants of which only numbers differ.

    Args:
        prepared: The cycle.
        plan: With the numbers of the variants.
        numbers: Those that are new, each (scenarios, 1), by path.

    Returns:
        Scores with the points of those indicators alone that a rule names; None where points depend on those of other
        units.
    """
    block = Block(plan, prepared.columns, prepared.applies, {}, len(prepared.units))
    by_peers = [each for each in plan.indicators if each.rule.not_applicable == "peer_mean"]
    if any(block.applicability.applying(each) is not None for each in by_peers):
        return None
    weighing = _Weighing(prepared, block, numbers)
    scores = Scores()
    for indicator in plan.indicators:
        if indicator.name in prepared.plan.points_names:
            earned = weighing.earned(indicator)
            scores.points[indicator.name] = block.full(earned.everywhere)
            if earned.exists is not None:
                scores.exists[indicator.name] = block.mask(earned.exists)
    contents = {around: weighing.content(inside) for around, inside in plan.baskets.items()}
    return sum_up(block, scores, contents)


@dataclass(frozen=True)
class _Earned:
    """The points of an indicator.

    Attributes:
        points: (sets of its numbers, units).
        index: Which set each scenario has; None: each its own, or all the same.
        exists: Where the indicator exists; None: everywhere.
    """

    points: Fixed
    index: Array | None
    exists: Truths | None

    @property
    def everywhere(self) -> Fixed:
        """The points in every scenario, or (1, units) where all have the same."""
        return self.points if self.index is None else self.points.at(self.index)


class _Weighing:
    """Scores indicators, and sums them."""

    def __init__(self, prepared: Prepared, block: Block, numbers: Mapping[str, Fixed]) -> None:
        self._prepared, self._block, self._numbers = prepared, block, numbers
        self._moved = block.applicability.full_points()

    def earned(self, indicator: Indicator) -> _Earned:
        """The points of an indicator."""
        plan = self._prepared.plan
        own = [path for path in plan.numbers_of_indicators[indicator.path] if path in self._numbers]
        index: Array | None = None
        if indicator.name in self._moved or any(self._numbers[path].wide for path in own):
            plan = self._block.plan
        elif own:
            first, index = _distinct([self._numbers[path].scaled[:, 0] for path in own])
            plan = plan.varied({path: self._numbers[path].at(first) for path in own}, len(first))
        block = replace(self._block, plan=plan)
        column, exists = earn(block, indicator, self._moved.get(indicator.name))
        return _Earned(block.full(column), index, exists)

    def content(self, indicators: Sequence[Indicator]) -> Fixed:
        """The sum of the points of some indicators, with `Plan.decimals` places."""
        decimals = self._block.plan.decimals
        rates = {each.name: self._rates(each) for each in indicators}
        terms = [
            (self._block.plan.number(path), rate.to(decimals - each.decimals))
            for each in indicators
            for path, rate in (rates[each.name] or {}).items()
        ]
        exact = sum(_greatest(number) * _greatest(rate) for number, rate in terms) < EXACT
        shape = self._block.plan.scenarios, self._block.units
        sums = _Sums(_product(terms, decimals, shape) if terms and exact else ZERO.to(decimals), shape)
        for each in indicators:
            if rates[each.name] is None or not exact:
                sums.add(self.earned(each))
        return sums.whole

    def _rates(self, indicator: Indicator) -> Rates | None:
        """The rates of an indicator's numbers; None where it has to be scored."""
        plan, base = self._block.plan, self._prepared.plan
        worth = base.worth(indicator)
        others = set(base.numbers_of_indicators[indicator.path]) - set(worth)
        if indicator.name in self._moved or not others.isdisjoint(self._numbers):
            return None
        return self._prepared.linear.rates(indicator, [plan.number(path).decimals for path in worth])


def _distinct(columns: Sequence[Array]) -> tuple[Array, Array]:
    """The first scenario with each distinct set of numbers, and which set each scenario has."""
    key = columns[0]
    for each in columns[1:]:
        key = _numbered(key) * len(key) + _numbered(each)
    _, first, index = np.unique(key, return_index=True, return_inverse=True)
    return first, index


def _numbered(column: Array) -> Array:
    """Which of its distinct values each element has."""
    return np.asarray(np.unique(column, return_inverse=True)[1])


def _greatest(value: Fixed) -> int:
    return max(abs(value.low), abs(value.high))


def _product(terms: Sequence[tuple[Fixed, Fixed]], decimals: int, shape: tuple[int, int]) -> Fixed:
    """The sums of numbers, (scenarios, 1), times whole rates, (units,), exact while Σ |number| × |rate| is."""
    corners = [[x * y for x in (a.low, a.high) for y in (b.low, b.high)] for a, b in terms]
    low, high = sum(min(each) for each in corners), sum(max(each) for each in corners)
    sums = Fixed(np.zeros(shape, dtype=narrowest(low, high)), decimals, low, high)
    numbers = np.empty((shape[0], len(terms)))
    for place, (number, _) in enumerate(terms):
        numbers[:, place] = number.scaled[:, 0]
    rates = np.array([rate.scaled for _, rate in terms], dtype=np.float64)
    product = np.empty((_step(shape), shape[1]))
    for rows in _rows(shape):
        some = numbers[rows]
        np.matmul(some, rates, out=product[: len(some)])
        np.copyto(sums.scaled[rows], product[: len(some)], casting="unsafe")
    return sums


class _Sums:
    """Adds up columns of points; in 16 bits as long as they hold the sum, which is quicker by far."""

    def __init__(self, first: Fixed, shape: tuple[int, int]) -> None:
        self._shape, self._nothing = shape, ZERO.to(first.decimals)
        self._sums, self._part = first, self._nothing

    @property
    def whole(self) -> Fixed:
        """The sum of all."""
        return self._sums + self._part

    def add(self, earned: _Earned) -> None:
        """Adds the points of an indicator."""
        points = earned.points.to(self._nothing.decimals).narrow()
        low, high = self._part.low + points.low, self._part.high + points.high
        if np.dtype(narrowest(low, high)).itemsize > max(self._part.scaled.itemsize, 2) and not self._part.nothing:
            self._sums, self._part = self.whole, self._nothing
            low, high = points.low, points.high
        before = np.zeros(self._shape, dtype=np.int8) if self._part.nothing else self._part.scaled
        kind = np.promote_types(before.dtype, narrowest(low, high))
        sums = before.astype(kind, copy=False)
        for rows in _rows(self._shape):
            if earned.index is not None:
                sums[rows] += points.scaled[earned.index[rows]]
            else:
                sums[rows] += points.scaled if len(points.scaled) == 1 else points.scaled[rows]
        self._part = Fixed(sums, points.decimals, low, high)


def _rows(shape: tuple[int, ...]) -> Iterator[slice]:
    """Blocks of scenarios."""
    step = _step(shape)
    return (slice(start, start + step) for start in range(0, shape[0], step))


def _step(shape: tuple[int, ...]) -> int:
    """Scenarios of a block."""
    return max(BLOCK // max(shape[1], 1), 1)
