"""What each value of some measures of one unit would earn, by the engine's own methods, and what it would cost.

Measures that an indicator joins are tabulated together: every combination of their values is one option.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.applicability import Applicability
from engine.columns import Columns
from engine.completeness import incomplete
from engine.expression.evaluation import Numbers
from engine.fixed import Fixed
from engine.formulas import Values, recalculated
from engine.indicators import earned
from engine.plan import Indicator
from engine.preparation import Prepared
from engine.simulation.reaching.dependencies import Dependencies
from engine.simulation.reaching.levers import Lever, scaled_values

MOST_OPTIONS = 1 << 20
"""So many combinations of values of measures are tabulated together."""

_PRICE_DIGITS = 4
"""Digits of a usual price."""


@dataclass(frozen=True)
class Options:
    """Combinations of values of some measures; the first one is that of now.

    Attributes:
        measures: Which ones.
        values: Their values, (options, measures), scaled by each measure's decimals.
        steps: How many steps each measure is moved, (options, measures).
        indicators: The places in the plan of those that depend on these measures.
        points: What they earn, (options, indicators), scaled by the plan's decimals.
    """

    measures: tuple[str, ...]
    values: NDArray[np.int64]
    steps: NDArray[np.int64]
    indicators: tuple[int, ...]
    points: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.values)

    def pick(self, index: Any) -> "Options":
        """Some of the options."""
        return replace(self, values=self.values[index], steps=self.steps[index], points=self.points[index])


@dataclass(frozen=True)
class OneUnit:
    """A unit apart from the others.

    Attributes:
        prepared: The cycle.
        unit: Its place.
        indicators: Those that it has, with their place in the plan.
    """

    prepared: Prepared
    unit: int
    indicators: tuple[tuple[int, Indicator], ...]

    def touched(self, measures: Iterable[str]) -> list[tuple[int, Indicator]]:
        """Its indicators that depend on some of these measures, with their place in the plan."""
        dependencies, some = Dependencies(self.prepared.plan), frozenset(measures)
        return [(place, each) for place, each in self.indicators if dependencies.of_indicator(each) & some]

    def points(self, values: dict[str, NDArray[np.int64]], count: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The points for values of measures.

        Args:
            values: By measure, (count,), scaled.
            count: How many values there are.

        Returns:
            The points of the indicators that depend on them, (count, indicators), and which values the unit could be
            scored with, (count,).
        """
        prepared, plan = self.prepared, self.prepared.plan
        columns = self._columns(values)
        applies = {name: mask[[self.unit]] for name, mask in prepared.applies.items()}
        touched = self.touched(values)
        full = Applicability(plan, prepared.columns, prepared.applies).full_points()
        found = np.zeros((count, len(touched)), dtype=np.int64)
        for place, (_, indicator) in enumerate(touched):
            points = full.get(indicator.name, plan.number(f"{indicator.path}.points"))
            if points.shape[-1] > 1:
                points = points.at((slice(None), [self.unit]))
            found[:, place] = earned(plan, indicator, columns, points).to(plan.decimals).scaled[0]
        sound = np.ones(count, dtype=np.bool_)
        known = Values(columns, applies, ())
        for problem in incomplete(
            replace(plan, indicators=tuple(each for _, each in touched)), known, tuple(map(str, range(count))), sound
        ):
            sound[int(problem.place.unit or 0)] = False
        return found, sound

    def _columns(self, values: dict[str, NDArray[np.int64]]) -> Columns:
        """What is known of the unit, with these values in the place of its own."""
        prepared = self.prepared
        columns = prepared.columns.pick([self.unit])
        plain = {}
        for name, scaled in values.items():
            was = columns.plain[name]
            assert isinstance(was, Numbers)
            plain[name] = replace(was, values=filled(scaled_values(prepared, name), scaled))
        applies = {name: mask[[self.unit]] for name, mask in prepared.applies.items()}
        return recalculated(prepared.plan, columns.adding(plain), applies)


def filled(column: Fixed, scaled: NDArray[np.int64]) -> Fixed:
    """Other values within the bounds of a column."""
    return Fixed(scaled.astype(object if column.wide else np.int64), column.decimals, column.low, column.high).narrow()


def usual_effort(one: OneUnit, lever: Lever, low: int, high: int) -> Decimal:
    """What a step costs where nobody said: 1 for each hundredth of the greatest value that still matters.

    That is the value of the greatest size at which the points still change while all other measures stay; where the
    points never do, the greatest value that the measure may have.

    Args:
        one: The unit.
        lever: The measure.
        low: The least value that the measure may have, scaled.
        high: The greatest.
    """
    values = replace(lever, low=low, high=high).values
    points, sound = one.points({lever.measure: values}, len(values))
    values, points = values[sound], points[sound]
    turns = np.flatnonzero((points[1:] != points[:-1]).any(axis=1))
    ends = np.concatenate([values[turns], values[turns + 1]]) if len(turns) else np.array([low, high])
    matters = max(int(np.abs(ends).max()), 1)
    price = Decimal(100 * lever.step) / matters
    return price.quantize(Decimal(1).scaleb(price.adjusted() + 1 - _PRICE_DIGITS), ROUND_UP).normalize()


def joined(levers: Sequence[Lever], one: OneUnit) -> list[list[Lever]]:
    """The measures, those together that some indicator of the unit joins."""
    sets: list[set[str]] = [{lever.measure} for lever in levers]
    dependencies = Dependencies(one.prepared.plan)
    for _, indicator in one.indicators:
        touched = dependencies.of_indicator(indicator)
        together = [each for each in sets if each & touched]
        if len(together) > 1:
            sets = [each for each in sets if each not in together] + [set().union(*together)]
    order = [lever.measure for lever in levers]
    sets.sort(key=lambda each: min(map(order.index, each)))
    return [[lever for lever in levers if lever.measure in each] for each in sets]


def combinations(levers: Iterable[Lever]) -> int:
    """How many combinations of values some measures have."""
    return reduce(lambda count, lever: count * len(lever.values), levers, 1)


def options(one: OneUnit, levers: Sequence[Lever]) -> Options:
    """All combinations of the values of measures that belong together."""
    grids = np.meshgrid(*(lever.values for lever in levers), indexing="ij")
    values = np.stack([grid.ravel() for grid in grids], axis=1)
    now = np.array([lever.now for lever in levers])
    here = int(np.flatnonzero((values == now).all(axis=1))[0])
    values[[0, here]] = values[[here, 0]]
    points, sound = one.points({lever.measure: values[:, n] for n, lever in enumerate(levers)}, len(values))
    steps = np.abs(values - now) // np.array([lever.step for lever in levers])
    names = tuple(lever.measure for lever in levers)
    places = tuple(place for place, _ in one.touched(names))
    return Options(names, values, steps, places, points).pick(sound)
