"""How ranks move over many runs: the statistics of each unit's rank, and the mean absolute shift of all.

The definitions are those of COINr (https://bluefoxr.github.io/COINr/articles/sensitivity.html), so that its published
results can be reproduced.
"""

from dataclasses import dataclass

import numpy as np

from engine.fixed import Array
from engine.simulation.chance.tally import Floats, Frequencies


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


def ranks_by_unit(ranks: Array) -> Frequencies:
    """How often each unit had each rank, as whole numbers ``unit × (units + 1) + rank``.

    Args:
        ranks: (runs, units), none above the number of units; 0 for units that are not ranked, which is left out.

    Example:
        >>> ranks_by_unit(np.array([[1, 2], [2, 1], [1, 0]])).items()
        [(1, 2), (2, 1), (4, 1), (5, 1)]
    """
    units = ranks.shape[1]
    return Frequencies.of((ranks + np.arange(units) * (units + 1))[ranks > 0])


def rank_statistics(nominal: Array, ranks: Frequencies) -> RankStatistics:
    """Each unit's rank over the runs; runs in which it is not ranked are left out.

    Quantiles between two runs are interpolated linearly (type 7 of Hyndman and Fan, as in R and NumPy).

    Args:
        nominal: (units,); 0 for units that are not ranked.
        ranks: As `ranks_by_unit` gives them.

    Example:
        >>> ranks = ranks_by_unit(np.array([[1, 2], [2, 1], [1, 2], [1, 0]]))
        >>> rank_statistics(np.array([1, 2]), ranks).mean.tolist()
        [1.25, 1.6666666666666667]
    """
    units = len(nominal)
    found = np.full((4, units), np.nan)
    edges = np.searchsorted(ranks.numbers, np.arange(units + 1) * (units + 1))
    for unit, own in enumerate(map(slice, edges, edges[1:])):
        column = np.repeat(ranks.numbers[own] - unit * (units + 1), ranks.often[own]).astype(np.float64)
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
