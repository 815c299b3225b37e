"""What is counted over draws: whole numbers alone, so that they may be added in any order and come to the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from engine.fixed import Array

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

Part = tuple[int, Floats]
"""A number of each of some consecutive draws, after the number of the first of these."""


@dataclass(frozen=True, eq=False)
class Frequencies:
    """How often each whole number came up.

    Attributes:
        numbers: Those that did, in rising order; int64, or Python integers where 64 bits do not hold them.
        often: How often each of them.
    """

    numbers: Array
    often: Counts

    @classmethod
    def of(cls, values: Array) -> Self:
        """Of an array of any shape.

        Example:
            >>> Frequencies.of(np.array([[7, 5], [7, 7]])).items()
            [(5, 1), (7, 3)]
        """
        numbers, often = np.unique(values.astype(object if values.dtype == object else np.int64), return_counts=True)
        return cls(numbers, often.astype(np.int64))

    def __add__(self, other: "Frequencies") -> "Frequencies":
        """How often in both together."""
        if not len(other.numbers):
            return self
        numbers, often = np.concatenate([self.numbers, other.numbers]), np.concatenate([self.often, other.often])
        order = np.argsort(numbers, kind="stable")  # two rising runs: merged, not sorted
        numbers = numbers[order]
        first = np.flatnonzero(np.append(True, numbers[1:] != numbers[:-1]))
        return Frequencies(numbers[first], np.add.reduceat(often[order], first))

    def items(self) -> list[tuple[int, int]]:
        """The numbers with how often each came up."""
        return list(zip(self.numbers.tolist(), self.often.tolist(), strict=True))


@dataclass(frozen=True)
class Tally:
    """What was counted in some draws.

    Attributes:
        draws: How many draws.
        counts: By what was counted, arrays of one shape in every tally of a job.
        values: How often each whole number came up, by what it is.
        series: A number that every draw has, by what it is, in any order of the parts.
    """

    draws: int
    counts: Mapping[str, Counts]
    values: Mapping[str, Frequencies] = field(default_factory=dict)
    series: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)

    def __add__(self, other: Self) -> "Tally":
        """What was counted in the draws of both."""
        return Tally(
            self.draws + other.draws,
            {name: counted + other.counts[name] for name, counted in self.counts.items()},
            {name: found + other.values[name] for name, found in self.values.items()},
            {name: parts + other.series[name] for name, parts in self.series.items()},
        )

    def in_order(self, name: str) -> Floats:
        """A number of each draw, in the order of the draws.

        Example:
            >>> Tally(3, {}, {}, {"shift": ((2, np.array([9.0])), (0, np.array([7.0, 8.0])))}).in_order("shift")
            array([7., 8., 9.])
        """
        return np.concatenate([numbers for _, numbers in sorted(self.series[name], key=lambda part: part[0])])


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
