"""How far two orders of the same units agree: Kendall's tau-b, from whole counts of pairs."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import Any


@dataclass(frozen=True)
class Kendall:
    """The pairs of units, counted.

    Attributes:
        concordant: Pairs that stand in the same order both times.
        discordant: Pairs that have changed places.
        tied_first: Pairs with equal values the first time.
        tied_second: Pairs with equal values the second time.
        pairs: All pairs.
    """

    concordant: int
    discordant: int
    tied_first: int
    tied_second: int
    pairs: int

    @property
    def tau(self) -> float | None:
        """(C − D) ÷ √((P − T₁) × (P − T₂)): 1 for the same order, −1 for the opposite one; None where all are tied.

        Kendall, M. G. (1945), The treatment of ties in ranking problems, Biometrika 33 (3), 239–251.
        """
        spread = (self.pairs - self.tied_first) * (self.pairs - self.tied_second)
        return (self.concordant - self.discordant) / sqrt(spread) if spread else None


def kendall(first: Sequence[Any], second: Sequence[Any]) -> Kendall:
    """The pairs of two sequences, which hold the same units in the same places.

    Args:
        first: A value for each unit; values are only compared.
        second: Another one.

    Example:
        >>> kendall([90, 85, 85, 70], [88, 90, 80, 70])
        Kendall(concordant=4, discordant=1, tied_first=1, tied_second=0, pairs=6)
    """
    concordant = discordant = 0
    below: list[Any] = []  # the second values of units with lesser first values, in order
    for _, alike in groupby(sorted(zip(first, second, strict=True)), key=lambda pair: pair[0]):
        values = [value for _, value in alike]
        for value in values:
            concordant += bisect_left(below, value)
            discordant += len(below) - bisect_right(below, value)
        for value in values:
            insort(below, value)
    count = len(below)
    return Kendall(concordant, discordant, _tied(first), _tied(second), count * (count - 1) // 2)


def _tied(values: Iterable[Hashable]) -> int:
    """How many pairs have equal values."""
    return sum(often * (often - 1) // 2 for often in Counter(values).values())
