"""Statistics of draws, each with its Monte Carlo error: how far another seed would give something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np

from engine.simulation.chance.tally import Counts

Z = 1.959963984540054
"""Of the normal distribution 95 % lie within so many standard deviations."""


@dataclass(frozen=True)
class Chance:
    """In how many of all draws something was so.

    Attributes:
        count: In how many.
        draws: Of how many.
    """

    count: int
    draws: int

    @property
    def share(self) -> float:
        """The probability as estimated."""
        return self.count / self.draws

    @property
    def error(self) -> float:
        """Its standard error, √(p (1 − p) ÷ n), that of a binomial share.

        Example:
            >>> Chance(2_500, 10_000).error
            0.004330127018922193
        """
        return sqrt(self.share * (1 - self.share) / self.draws)

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"count": self.count, "share": self.share, "error": self.error}


@dataclass(frozen=True)
class Likely:
    """A chance that open ties leave within limits.

    Attributes:
        sure: However ties are decided.
        possible: If all of them are decided in favour.
    """

    sure: Chance
    possible: Chance

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"sure": self.sure.as_plain(), "possible": self.possible.as_plain()}


@dataclass(frozen=True)
class Quantile:
    """A quantile over draws.

    Attributes:
        value: The least value that this part of the draws does not exceed.
        low: Where its 95 % interval begins; None where too few draws were counted to tell.
        high: Where it ends; None likewise.
    """

    value: int
    low: int | None
    high: int | None

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"value": self.value, "between": [self.low, self.high]}


def quantile(
    counts: Counts,
    share: float,
    values: Sequence[int] | None = None,
    ends: tuple[int | None, int | None] = (None, None),
) -> Quantile | None:
    """A quantile of whole numbers, with an interval between order statistics.

    The value is the order statistic ⌈n q⌉. The interval lies between the order statistics ⌈n q − z √(n q (1 − q))⌉ and
    ⌈n q + z √(n q (1 − q))⌉, which is an approximation for large n; with discrete numbers it covers no less than with
    continuous ones (W. J. Conover, Practical Nonparametric Statistics, 3rd edition, 1999, section 3.2). Where n values
    have no order statistic of that place, the draws do not bound the interval on that side.

    Args:
        counts: How often each value came up, in rising order of the values.
        share: Which quantile, such as 0.05.
        values: The values; 0, 1, 2, … if not given.
        ends: The least and the greatest value that there can be, where an interval ends that the draws do not bound.

    Returns:
        None where nothing was counted.

    Example:
        >>> quantile(np.array([0, 50, 30, 20]), 0.5)
        Quantile(value=1, low=1, high=2)
        >>> quantile(np.array([0, 2, 3]), 0.05, ends=(0, 9))
        Quantile(value=1, low=0, high=1)
    """
    number = int(counts.sum())
    if not number:
        return None
    width = Z * sqrt(number * share * (1 - share))
    middle = number * share
    place, first, last = (ceil(each - 1e-9) for each in (middle, middle - width, middle + width))
    reached = np.cumsum(counts)

    def at(order: int) -> int:
        found = int(np.searchsorted(reached, order))
        return found if values is None else values[found]

    return Quantile(at(place), at(first) if first >= 1 else ends[0], at(last) if last <= number else ends[1])
