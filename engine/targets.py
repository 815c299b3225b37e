"""What was to be reached: met, missed and by how much, or not yet due; reported, never scored."""

from dataclasses import dataclass

import numpy as np

from engine.columns import Columns
from engine.expression import tree
from engine.expression.evaluation import Numbers, condition, evaluate
from engine.fixed import Exact, Fixed, Ratio, Truths, rounded
from engine.period import Period
from engine.plan import Plan

GAP_DECIMALS = 4
"""Places of a gap between quotients."""


@dataclass(frozen=True)
class TargetState:
    """How one unit stands to one target.

    Attributes:
        name: The target.
        state: ``met``, ``not_met``, ``not_due`` or ``unknown``.
        gap: Left minus right side of the comparison, where it is not met.
    """

    name: str
    state: str
    gap: str | None = None

    def as_plain(self) -> dict[str, str | None]:
        """The state as JSON can hold it."""
        return {"name": self.name, "state": self.state, "gap": self.gap}


def target_states(plan: Plan, columns: Columns, units: int, period: Period) -> list[list[TargetState]]:
    """The targets that concern each unit, with their states, in the official scenario."""
    found: list[list[TargetState]] = [[] for _ in range(units)]
    for target in plan.ruleset.targets:
        expect = plan.resolve(target.expect)
        concerned = [True] * units
        if target.when is not None:
            concerned = _flat(condition(plan.resolve(target.when), columns).true, units)
        reached = condition(expect, columns)
        met, missed = _flat(reached.true, units), _flat(reached.false, units)
        gaps = _gaps(expect, columns, units)
        due = target.by is None or target.by <= period.last_day
        for index in range(units):
            if not concerned[index]:
                continue
            if met[index]:
                state = TargetState(target.name, "met")
            elif not due:
                state = TargetState(target.name, "not_due")
            elif missed[index]:
                state = TargetState(target.name, "not_met", gaps[index] if gaps else None)
            else:
                state = TargetState(target.name, "unknown")
            found[index].append(state)
    return found


def _flat(mask: Truths, units: int) -> list[bool]:
    return [bool(each) for each in np.broadcast_to(mask, (1, units))[0]]


def _gaps(expect: tree.Expression, columns: Columns, units: int) -> list[str]:
    """Left minus right side; none where the two are no numbers."""
    assert isinstance(expect, tree.Comparison)
    left, right = evaluate(expect.left, columns), evaluate(expect.right, columns)
    if not isinstance(left, Numbers) or not isinstance(right, Numbers):
        return []
    gap = _difference(left.values, right.values)
    return Fixed(np.broadcast_to(gap.scaled, (1, units)), gap.decimals, gap.low, gap.high).texts()


def _difference(left: Exact, right: Exact) -> Fixed:
    if isinstance(left, Fixed) and isinstance(right, Fixed):
        return left - right
    a, b = (each if isinstance(each, Ratio) else Ratio(each, Fixed(np.array(1), 0, 1, 1)) for each in (left, right))
    cross = a.numerator * b.denominator - b.numerator * a.denominator
    return rounded(Ratio(cross, a.denominator * b.denominator), GAP_DECIMALS)
