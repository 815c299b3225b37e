"""Weights by chance: the points of indicators drawn around those of the scheme, as a ruleset could have them.

Drawn points have the scheme's decimals and sum to full marks for every unit; the numbers of a method that are points
change in proportion. Caps of groups (`at_most`) stay, as do indicators that are repeated (`for_each`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.fixed import WIDEST, Array, Fixed, column
from engine.message import Message
from engine.plan import Indicator, Plan
from engine.problem import Place, Problem, Problems
from engine.rounding import Rounding, divided
from engine.simulation.chance.streams import drawn
from engine.simulation.weights import apportioned, none_without


@dataclass(frozen=True)
class Spread:
    """Every indicator's points times a factor, uniform between 1 − share and 1 + share, then normalised.

    Attributes:
        share: Between 0 and 1; 0.1 for ±10 %.
    """

    share: Decimal

    def proportions(self, random: np.random.Generator, rows: int, points: Array) -> Array:
        """What the points of the indicators are in proportion to, (rows, indicators)."""
        share = float(self.share)
        return np.asarray(points * (1 + share * random.uniform(-1, 1, (rows, len(points)))))


@dataclass(frozen=True)
class Dirichlet:
    """Points in proportion to a Dirichlet distribution, whose mean are the scheme's own.

    Attributes:
        concentration: Above 0; the greater, the closer the draws lie to the scheme.
    """

    concentration: Decimal

    def proportions(self, random: np.random.Generator, rows: int, points: Array) -> Array:
        """What the points of the indicators are in proportion to, (rows, indicators).

        Gamma variates of the shapes ``concentration × weight``; normalised, they follow the Dirichlet distribution
        (L. Devroye, Non-Uniform Random Variate Generation, 1986, chapter XI.4).
        """
        shapes = float(self.concentration) * points / max(points.sum(), 1)
        gammas = random.standard_gamma(shapes, (rows, len(points)))
        # Where all of them are too small for a float, which only a tiny concentration brings about, the scheme's hold.
        return np.where(gammas.sum(axis=1, keepdims=True) > 0, gammas, points)


Weights = Spread | Dirichlet
"""How weights are drawn."""


@dataclass(frozen=True)
class WeightSet:
    """Indicators that the same units have: what one of them gains another loses.

    Attributes:
        indicators: Their places in the plan.
        points: Their points in the scheme, in units of the last decimal.
    """

    indicators: tuple[int, ...]
    points: tuple[int, ...]


def weight_decimals(plan: Plan) -> int:
    """The decimals of drawn points: the scheme's, or more where it writes an indicator's points with more."""
    points = (plan.number(f"{each.path}.points").decimals for each in plan.indicators)
    return max([plan.ruleset.scoring.points.decimals, *points])


def weight_sets(plan: Plan) -> tuple[WeightSet, ...]:
    """The sets within which points are shared out.

    Units that tell themselves apart by `only` have different indicators, and the points of each must sum to full marks.
    So points move among indicators with the same conditions. Where a group has indicators with other conditions too,
    they do not leave it: its points would have to differ from class to class.
    """
    keys: dict[tuple[object, ...], list[int]] = {}
    for place, indicator in enumerate(plan.indicators):
        if indicator.rule.for_each is None:
            keys.setdefault((indicator.only, *_bounds(plan, indicator)), []).append(place)
    decimals = weight_decimals(plan)
    sets = []
    for places in keys.values():
        points = tuple(
            int(plan.number(f"{plan.indicators[place].path}.points").to(decimals).scaled[0, 0]) for place in places
        )
        if sum(1 for each in points if each > 0) > 1:
            sets.append(WeightSet(tuple(places), points))
    return tuple(sets)


def _bounds(plan: Plan, indicator: Indicator) -> Iterable[str]:
    """The groups that points of an indicator do not leave: those in which not all have its conditions."""
    only = indicator.only
    for group in plan.groups:
        if group.name in indicator.groups:
            inside = [plan.indicators[place] for place in group.indicators]
            if any(each.only[: len(only)] != only for each in inside):
                yield group.name


def drawn_points(plan: Plan, weights: Weights, seed: int, start: int, stop: int) -> dict[int, NDArray[np.int64]]:
    """The points of the draws ``start`` to ``stop`` (exclusive).

    Args:
        plan: The scheme.
        weights: How they are drawn.
        seed: Of the random numbers.
        start: The first draw.
        stop: The draw after the last.

    Returns:
        By the indicator's place in the plan, (draws,), in units of the last of `weight_decimals`.

    Raises:
        Problems: no two indicators can share points.
    """
    sets = weight_sets(plan)
    if not sets:
        what = Message("No weight can vary: there are no two indicators that the same units have.")
        raise Problems([Problem("simulate-weights-fixed", what, Place(path="indicators"))])
    points = np.array([each for some in sets for each in some.points], dtype=np.float64)
    edges = np.cumsum([0, *(len(some.points) for some in sets)])
    parts = list(pairwise(edges.tolist()))

    def proportions(random: np.random.Generator, rows: int) -> Array:
        return np.concatenate([weights.proportions(random, rows, points[low:high]) for low, high in parts], axis=1)

    shares = drawn(seed, "weights", start, stop, proportions)
    found: dict[int, NDArray[np.int64]] = {}
    for some, (low, high) in zip(sets, parts, strict=True):
        part = shares[:, low:high]
        # An indicator without points could leave a unit without any that applies to it.
        columns = none_without(
            apportioned(sum(some.points), part), np.broadcast_to(np.array(some.points) > 0, part.shape)
        )
        found |= {place: columns[:, index] for index, place in enumerate(some.indicators)}
    return found


def numbers_of(plan: Plan, points: Mapping[int, NDArray[np.int64]]) -> dict[str, Fixed]:
    """The numbers of the ruleset that change with the points of indicators, each (draws, 1), by path.

    Args:
        plan: The scheme.
        points: As `drawn_points` gives them.
    """
    decimals = weight_decimals(plan)
    numbers: dict[str, Fixed] = {}
    for place, values in points.items():
        own, *others = plan.worth(plan.indicators[place])
        numbers[own] = _column(values, decimals)
        before = int(plan.number(own).to(decimals).scaled[0, 0])
        for path in others if before else ():
            numbers[path] = _in_proportion(plan.number(path), values, before, decimals)
    return numbers


def _in_proportion(number: Fixed, values: NDArray[np.int64], before: int, decimals: int) -> Fixed:
    """A number that is points of a method, as much greater or less as the indicator's points."""
    exact = number.to(max(number.decimals, decimals))
    was = int(exact.scaled[0, 0])
    greatest = 4 * max(abs(was), 1) * max(int(values.max(initial=0)), before)
    wide = values.astype(object if greatest > WIDEST else np.int64)
    return _column(divided(was * wide, before, Rounding.HALF_UP), exact.decimals)


def _column(values: Array, decimals: int) -> Fixed:
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    return column(values[:, None], decimals, low, high)


def group_points(plan: Plan, change: Mapping[int, int]) -> dict[str, int]:
    """By how much the points of each group change if those of its indicators do.

    Args:
        plan: The scheme.
        change: By the indicator's place in the plan.
    """
    sums = {group.path: sum(change.get(place, 0) for place in group.indicators) for group in plan.groups}
    return {path: each for path, each in sums.items() if each}
