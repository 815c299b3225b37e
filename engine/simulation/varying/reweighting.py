"""Weights by factor: every indicator's points times a factor, then shared out so that full marks stay full."""

import numpy as np
from numpy.typing import NDArray

from engine.fixed import Array
from engine.plan import Plan
from engine.simulation.chance.drawn_weights import weight_sets
from engine.simulation.weights import apportioned, none_without


def reweighted(plan: Plan, factors: Array) -> dict[int, NDArray[np.int64]]:
    """Points in proportion to points × factor, within each set of indicators that the same units have.

    Each set keeps the sum of its points, by largest remainder, and none that has a factor is left without points; a set
    all of whose factors are 0 has none.

    Args:
        plan: The scheme.
        factors: (variants, indicators), zero or more; whole numbers are shared out exactly. Those of indicators that
            stand in no set have no effect.

    Returns:
        By the indicator's place in the plan, (variants,), in units of the last of `weight_decimals`.
    """
    kind = object if factors.dtype.kind in "iuO" else np.float64
    found: dict[int, NDArray[np.int64]] = {}
    for some in weight_sets(plan):
        places = list(some.indicators)
        shares = np.array(some.points, dtype=kind) * factors[:, places].astype(kind)
        empty = ~(shares > 0).any(axis=1)
        shares[empty] = 1
        columns = none_without(apportioned(sum(some.points), shares), shares > 0)
        columns[empty] = 0
        found |= {place: columns[:, index] for index, place in enumerate(places)}
    return found
