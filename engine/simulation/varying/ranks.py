"""How ranks move over many runs: the statistics of each unit's rank, and the mean absolute shift of all.

The definitions are those of COINr (https://bluefoxr.github.io/COINr/articles/sensitivity.html), so that its published
results can be reproduced.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.fixed import Array

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RankStatistics:
    """The ranks of each unit over the runs, all (units,); NaN where a unit is never ranked.

    Attributes:
        nominal: Its rank as things are; 0 where it has none.
        mean: The mean of its ranks.
        median: Their median.
        q5: Their 5 % quantile.
        q95: Their 95 % quantile.
    """

    nominal: Array
    mean: Floats
    median: Floats
    q5: Floats
    q95: Floats


def rank_statistics(nominal: Array, ranks: Array) -> RankStatistics:
    """Each unit's rank over the runs; runs in which it is not ranked are left out.

    Quantiles between two runs are interpolated linearly (type 7 of Hyndman and Fan, as in R and NumPy).

    Args:
        nominal: (units,); 0 for units that are not ranked.
        ranks: (runs, units); 0 for units that are not ranked.

    Example:
        >>> rank_statistics(np.array([1, 2]), np.array([[1, 2], [2, 1], [1, 2], [1, 0]])).mean.tolist()
        [1.25, 1.6666666666666667]
    """
    found = np.full((4, ranks.shape[1]), np.nan)
    for unit in range(ranks.shape[1]):
        column = ranks[ranks[:, unit] > 0, unit].astype(np.float64)
        if len(column):
            found[:, unit] = column.mean(), *np.quantile(column, (0.5, 0.05, 0.95))
    return RankStatistics(nominal, *found)


def mean_rank_shift(nominal: Array, ranks: Array) -> Floats:
    """By how many places the units move on average in each run, up or down; (runs,).

    Units that have no rank nominally or in the run are left out of its mean; without any, nothing moves.

    Args:
        nominal: (units,); 0 for units that are not ranked.
        ranks: (runs, units); 0 for units that are not ranked.

    Example:
        >>> mean_rank_shift(np.array([1, 2, 3, 0]), np.array([[1, 2, 3, 0], [3, 2, 1, 0], [1, 2, 0, 3]])).tolist()
        [0.0, 1.3333333333333333, 0.0]
    """
    moved = np.subtract(ranks, nominal, dtype=np.int32)
    np.abs(moved, out=moved)
    if ranks.all() and nominal.all():
        return np.asarray(moved.sum(axis=1) / max(ranks.shape[1], 1), dtype=np.float64)
    both = (ranks > 0) & (nominal > 0)
    return np.asarray(moved.sum(axis=1, where=both) / np.maximum(both.sum(axis=1), 1), dtype=np.float64)
