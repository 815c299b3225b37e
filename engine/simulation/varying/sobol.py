"""Sobol indices: how much of an output's variance each factor accounts for, alone and with all others.

First-order indices by Saltelli's estimator, total ones by Jansen's (Saltelli et al. 2010, Computer Physics
Communications 181(2), 259-270, doi:10.1016/j.cpc.2009.09.018), on a sample of scrambled Sobol' points. What is scored
stands elsewhere.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from engine.simulation.chance.streams import generator
from engine.simulation.chance.tally import Floats

LOW, HIGH = 0.05, 0.95
"""The ends of the bootstrap intervals."""

_NOTHING = 1e-12
"""A variance below this part of the usual one is the error of its computation."""

_BLOCK = 1 << 22
"""How many numbers a block of bootstrap draws holds at most."""


@dataclass(frozen=True)
class Index:
    """One index of every factor, with the interval that the bootstrap gives; all (factors,)."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Indices:
    """The indices of one output.

    Attributes:
        first: S1: the share of the variance that would go if the factor alone were known.
        total: ST: the share that would remain if everything but the factor were known.
        mean: Of the output over the two independent samples.
        variance: The same.
        constant: In which share of the bootstrap draws nothing varied; what the intervals do not know of.
    """

    first: Index
    total: Index
    mean: float
    variance: float
    constant: float


def saltelli(factors: int, points: int, seed: int, start: int, stop: int) -> Floats:
    """Some of the points to be run: two independent samples A and B, and for each factor A with its column from B.

    The columns of A and B are those of one scrambled Sobol' sequence in twice as many dimensions, as in
    ``SALib.sample.sobol`` without second order (there the runs stand point by point, here sample by sample).

    Args:
        factors: How many factors there are; at least one.
        points: How many points A and B have; a power of two, or the sequence is no longer balanced.
        seed: Of the scrambling.
        start: The first run: those of A, then those of B, of A with column 0 of B, and so on.
        stop: The run after the last.

    Returns:
        (runs, factors), between 0 and 1.

    Raises:
        ValueError: the number of points is no power of two.
    """
    both = _scrambled(factors, points, seed)
    sample, point = np.divmod(np.arange(start, stop), points)
    runs = both[point, :factors]
    runs[sample == 1] = both[point[sample == 1], factors:]
    mixed = np.flatnonzero(sample > 1)
    factor = sample[mixed] - 2
    runs[mixed, factor] = both[point[mixed], factors + factor]
    return runs


@lru_cache(maxsize=1)
def _scrambled(factors: int, points: int, seed: int) -> Floats:
    """A and B beside each other; kept, as every block of runs is taken from it."""
    from scipy.stats import qmc

    if points < 1 or points & (points - 1):
        raise ValueError(points)
    # The scrambling spawns further generators, which one that is made from a key cannot.
    random = np.random.Generator(np.random.Philox(seed))
    both: Floats = qmc.Sobol(d=2 * factors, scramble=True, rng=random).random(points)
    both.flags.writeable = False
    return both


def indices(outputs: Floats, centre: float | None = None, *, resamples: int = 1000, seed: int = 1) -> Indices | None:
    """The indices of one output.

    ``S1 = mean(B′·(AB − A)) ÷ V`` and ``ST = mean((A − AB)²) ÷ 2V``, where V is the sample variance of A and B together
    and ``B′ = B − centre``. A centre changes S1 by as much as the mean of AB differs from that of A, which is nothing
    in the long run, but great chance where the output is far from zero (a prize budget, a total). SALib takes the mean
    of all runs; COINr none, which is ``centre=0``.

    The interval is of bootstrap percentiles: points are drawn with replacement, and everything, the variance too, is
    computed from those drawn.

    Args:
        outputs: (factors + 2, points) in the order of `saltelli`.
        centre: What is taken from B; by default the mean of all runs.
        resamples: How often the points are drawn anew for the intervals.
        seed: Of these draws.

    Returns:
        The indices; None if the output is the same in A and B everywhere, so that there is nothing to share out.
    """
    a, b, mixed = outputs[0], outputs[1], outputs[2:]
    if np.ptp(outputs[:2]) == 0:
        return None
    middle = float(outputs.mean()) if centre is None else centre
    # Per point: what the two indices are means of, and what the variance is made of.
    terms = np.concatenate([(b - middle) * (mixed - a), (a - mixed) ** 2 / 2])
    away = outputs[:2] - outputs[:2].mean()  # near zero, so that the variance loses no digits
    sums, squares = away.sum(axis=0), (away**2).sum(axis=0)
    variance = float(np.var(outputs[:2], ddof=1))
    values = terms.mean(axis=1) / variance
    drawn = _resampled(terms, sums, squares, resamples, generator(seed, "bootstrap", 0))
    low, high = np.quantile(drawn, (LOW, HIGH), axis=0) if len(drawn) else np.full((2, len(values)), np.nan)
    half = len(mixed)
    first, total = (Index(values[part], low[part], high[part]) for part in (slice(0, half), slice(half, 2 * half)))
    constant = 1 - len(drawn) / max(resamples, 1)
    return Indices(first, total, float(outputs[:2].mean()), variance, constant)


def _resampled(terms: Floats, sums: Floats, squares: Floats, resamples: int, random: Any) -> Floats:
    """The indices of points drawn anew, (resamples, 2 × factors); draws without any variance are left out."""
    points = terms.shape[1]
    # How often a point is drawn matters, not when: a row of counts a draw makes every mean a matrix product.
    block = max(_BLOCK // points, 1)
    found = []
    for start in range(0, resamples, block):
        count = min(block, resamples - start)
        weights = random.multinomial(points, np.full(points, 1 / points), size=count).astype(np.float64)
        mean = weights @ sums / (2 * points)
        variance = (weights @ squares - 2 * points * mean**2) / (2 * points - 1)
        some = variance > _NOTHING * squares.mean()
        found.append((weights @ terms.T)[some] / points / variance[some, None])
    return np.concatenate(found) if found else np.empty((0, len(terms)))
