"""Shapley values: how much of a change each step accounts for, whatever the order in which the steps are taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

import numpy as np

from engine.decimals import as_written
from engine.fixed import WIDEST, Array

MOST_STEPS = 10
"""With so many steps there are 1,024 subsets."""


def shapley(values: Array, steps: int) -> Array:
    """The Shapley value of each step, as whole numbers over ``steps!``.

    φᵢ = Σ |S|! × (n − |S| − 1)! ÷ n! × (v(S ∪ {i}) − v(S)), over all subsets S of the other steps: the mean of what
    step i moves over all n! orders. Shapley, L. S. (1953), A value for n-person games, in: Contributions to the Theory
    of Games II, Annals of Mathematics Studies 28, 307–317. The values sum to v(all) − v(none), equal steps get equal
    values, and a step that never moves anything gets nothing.

    Args:
        values: Whole numbers v(S), (2**steps, …); the subset S in row Σ 2**i over its steps i.
        steps: How many steps there are.

    Returns:
        (steps, …); divided by ``steps!`` they are the values.

    Example:
        >>> shapley(np.array([0, 10, 0, 16]), 2).tolist()  # halves: 13 and 3
        [26, 6]
    """
    subsets = np.arange(1 << steps)
    sizes = np.array([int(each).bit_count() for each in subsets])
    reach = 2 * max((abs(int(end)) for end in (values.min(), values.max())), default=0) if values.size else 0
    whole = values.astype(np.int64 if reach * factorial(steps) <= WIDEST else object)
    found = []
    for step in range(steps):
        without = subsets[(subsets >> step) & 1 == 0]
        orders = np.array([factorial(size) * factorial(steps - size - 1) for size in sizes[without].tolist()])
        moved = whole[without | (1 << step)] - whole[without]
        found.append((orders.reshape(-1, *([1] * (moved.ndim - 1))) * moved).sum(axis=0))
    return np.array(found, dtype=whole.dtype) if found else whole[:0]


@dataclass(frozen=True)
class Split:
    """A change, split among steps.

    INVARIANT: the parts sum to the whole exactly.

    Attributes:
        whole: The change.
        stated: What each step moves in the stated order.
        shapley: Its Shapley value; None where these were not computed.
    """

    whole: Fraction
    stated: tuple[Fraction, ...]
    shapley: tuple[Fraction, ...] | None

    def __post_init__(self) -> None:
        assert all(sum(parts) == self.whole for parts in (self.stated, self.shapley) if parts is not None)

    @property
    def parts(self) -> tuple[Fraction, ...]:
        """The Shapley values where there are such, else what each step moves in the stated order."""
        return self.stated if self.shapley is None else self.shapley

    @property
    def moves(self) -> bool:
        """Whether any step moves anything."""
        return any(self.stated) or any(self.parts)

    def as_plain(self) -> dict[str, object]:
        """As JSON can hold it: decimals where they end, else fractions."""
        shapley = None if self.shapley is None else [exact(part) for part in self.shapley]
        return {"whole": exact(self.whole), "stated": [exact(part) for part in self.stated], "shapley": shapley}


def exact(value: Fraction) -> str:
    """A number as a decimal where that ends, else as a fraction.

    Example:
        >>> exact(Fraction(-5, 4)), exact(Fraction(20, 3)), exact(Fraction(7))
        ('-1.25', '20/3', '7')
    """
    rest, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    return as_written(int(value * 10**places), places) if rest == 1 else f"{value.numerator}/{value.denominator}"


def adding_up(parts: Sequence[Fraction], decimals: int) -> list[str]:
    """The parts of a sum with so many decimals, which add up to the sum as exactly as the parts themselves.

    Each part is rounded down, and what is missing goes, one unit of the last place each, to the greatest remainders
    (largest remainder; a tie goes to the one that comes first).

    Args:
        parts: The parts; their sum has at most so many decimals.
        decimals: Places to write.

    Example:
        >>> adding_up([Fraction(20, 3), Fraction(20, 3), Fraction(-10, 3)], 2)
        ['6.67', '6.67', '-3.34']
    """
    unit = 10**decimals
    floors = [part * unit // 1 for part in parts]
    missing = int(sum(parts) * unit) - sum(floors)
    order = sorted(range(len(parts)), key=lambda place: floors[place] - parts[place] * unit)
    more = set(order[:missing])
    return [as_written(floor + (place in more), decimals) for place, floor in enumerate(floors)]
