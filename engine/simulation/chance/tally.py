"""Counts over draws: whole numbers alone, so that they may be added in any order and come to the same."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from engine.fixed import Array

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Tally:
    """What was counted in some draws.

    Attributes:
        draws: How many draws.
        counts: By what was counted, arrays of one shape in every tally of a job.
        values: How often each whole number came up, by what it is.
    """

    draws: int
    counts: Mapping[str, Counts]
    values: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def __add__(self, other: Self) -> "Tally":
        """What was counted in the draws of both."""
        counts = {name: counted + other.counts[name] for name, counted in self.counts.items()}
        values = {name: dict(Counter(found) + Counter(other.values[name])) for name, found in self.values.items()}
        return Tally(self.draws + other.draws, counts, values)


def histogram(values: Array, levels: int) -> Counts:
    """How often each unit had each level, (units, levels).

    Args:
        values: Levels from 0, (draws, units).
        levels: How many levels there are.

    Example:
        >>> histogram(np.array([[0, 2], [0, 1]]), 3).tolist()
        [[2, 0, 0], [0, 1, 1]]
    """
    units = values.shape[1]
    places = values.astype(np.int64) + np.arange(units) * levels
    return np.bincount(places.ravel(), minlength=units * levels).reshape(units, levels).astype(np.int64)


def came_up(values: Array) -> dict[int, int]:
    """How often each whole number came up, (draws,)."""
    return dict(Counter(int(value) for value in values.tolist()))
