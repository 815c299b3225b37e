"""The points that one indicator earns: its method on its columns, from a table where that is cheaper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.columns import Columns
from engine.expression import Expression
from engine.expression.evaluation import Numbers, Truth, condition, evaluate, numbers
from engine.fixed import ONE, ZERO, Fixed, Truths, rounded, where
from engine.methods import METHODS
from engine.methods.registry import Node, Step
from engine.plan import Indicator, Plan
from engine.ruleset.points import Corner, LadderStep

LARGEST_TABLE = 1 << 20
"""Values of the widest measure whose method is tabulated."""


def earned(plan: Plan, indicator: Indicator, columns: Columns, points: Fixed) -> Fixed:
    """An indicator's points by its method, rounded as declared, (scenarios, units).

    Args:
        plan: Holds the numbers.
        indicator: Which one.
        columns: What is known of the units.
        points: Full points, (scenarios, 1) or (scenarios, units).
    """
    method = METHODS[indicator.rule.method]
    return rounded(
        method.function(points, **arguments(plan, indicator, columns)), indicator.decimals, indicator.rounding
    )


def arguments(plan: Plan, indicator: Indicator, columns: Columns) -> dict[str, Any]:
    """The parameters of an indicator's method as columns."""
    given: dict[str, Any] = {}
    for name, value in indicator.arguments.items():
        path = f"{indicator.path}.{name}"
        if isinstance(value, tuple):
            given[name] = [_part(plan, indicator, columns, part, f"{path}.{n}") for n, part in enumerate(value, 1)]
        elif path in plan.numbers:
            given[name] = plan.number(path)
        elif isinstance(value, Expression):
            column = _column(value, columns)
            above_zero = METHODS[indicator.rule.method].parameters[name].wanted.above_zero
            given[name] = _above_zero(column) if above_zero and isinstance(column, Fixed) else column
        else:
            given[name] = None if value == "none" else value
    return given


def _above_zero(column: Fixed) -> Fixed:
    """The column, with 1 where it is zero or less.

    Of the complete units only those are concerned for which the operand does not apply; what they earn is decided
    elsewhere.
    """
    if column.low > 0:
        return column
    positive = where(column > ZERO, column, ONE)
    return positive.within(1, positive.high)


def _column(expression: Expression, columns: Columns) -> Fixed | Truths:
    """An operand's exact column, or where a condition is known to hold."""
    value = evaluate(expression, columns)
    if isinstance(value, Truth):
        return value.true
    assert isinstance(value, Numbers)
    assert isinstance(value.values, Fixed)
    return value.values


def _part(plan: Plan, indicator: Indicator, columns: Columns, part: LadderStep | Corner, path: str) -> Step | Node:
    """A ladder's step, or an interpolation's corner."""
    earns = plan.number(f"{path}.earns")
    if isinstance(part, Corner):
        return Node(plan.number(f"{path}.at"), earns)
    reached: Truths = np.ones((1, 1), dtype=np.bool_)
    if part.from_ is not None:
        value = numbers(indicator.arguments["value"], columns).values
        assert isinstance(value, Fixed)
        reached = reached & (value >= plan.number(f"{path}.from"))
    if part.when is not None:
        reached = reached & condition(part.when, columns).true
    return Step(reached, earns)


@dataclass(frozen=True)
class Tabulated:
    """The points of every value of the one measure that an indicator depends on."""

    measure: str
    low: int
    points: Fixed

    def look_up(self, columns: Columns) -> Fixed:
        """The points of the units, (scenarios, units)."""
        value = columns.plain[self.measure]
        assert isinstance(value, Numbers)
        assert isinstance(value.values, Fixed)
        scaled = value.values.scaled
        places = scaled if self.low == 0 else np.subtract(scaled, self.low, dtype=np.intp)
        if places.ndim == 1:
            points = np.take(self.points.scaled, places, axis=-1)
        else:
            points = np.take_along_axis(self.points.scaled, places, axis=-1)
        return Fixed(points, self.points.decimals, self.points.low, self.points.high)


def tabulated(plan: Plan, columns: Columns, units: int) -> Mapping[str, Tabulated]:
    """The tables of the indicators for which making one costs less than scoring every unit."""
    tables = {each.name: _tabulated(plan, each, columns, units) for each in plan.indicators}
    return {name: table for name, table in tables.items() if table is not None}


def _tabulated(plan: Plan, indicator: Indicator, columns: Columns, units: int) -> Tabulated | None:
    """The method itself, evaluated over the whole range of its measure."""
    if len(indicator.names) != 1 or indicator.looks_back:
        return None
    (name,) = indicator.names
    value = columns.plain.get(name)
    if name not in plan.ruleset.measures or not isinstance(value, Numbers) or not isinstance(value.values, Fixed):
        return None
    low, high = value.values.low, value.values.high
    if high - low >= min(LARGEST_TABLE, units):
        return None
    whole = Fixed(np.arange(low, high + 1, dtype=np.int64), value.values.decimals, low, high)
    points = earned(plan, indicator, Columns({name: Numbers(whole)}), plan.number(f"{indicator.path}.points"))
    spread = np.broadcast_to(points.scaled, (plan.scenarios, high - low + 1))
    return Tabulated(name, low, Fixed(spread, points.decimals, points.low, points.high).narrow())
