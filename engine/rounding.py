"""Whole numbers divided to whole numbers, and what becomes of the rest."""

from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

EXACT_IN_FLOAT = 2**50
"""Below this, the floor of a float64 quotient plus a half is the exact half-up quotient (see `half_up_by_float`)."""


class Rounding(StrEnum):
    """What becomes of the digits that are given up; named as in Python's `decimal`.

    `half_up` takes halves away from zero, `half_down` towards it, also below zero.
    """

    HALF_UP = "half_up"
    HALF_DOWN = "half_down"
    HALF_EVEN = "half_even"
    UP = "up"
    DOWN = "down"
    CEILING = "ceiling"
    FLOOR = "floor"


def half_up_by_float(n: NDArray[Any], d: NDArray[Any], kind: Any) -> NDArray[Any]:
    """⌊n/d + ½⌋ for n ≥ 0, d ≥ 1, exact though it goes through float64.

    A quotient that is not halfway lies at least 1/(2d) from the next half. Division and addition each err by at most
    (n/d + ½)·2⁻⁵³, together less than 1/(2d) while 2n + d < 2⁵⁰; a quotient that is halfway is representable.
    """
    quotient = np.asarray(np.divide(n, d, dtype=np.float64))
    quotient += 0.5
    return quotient.astype(kind)


def half_up_by_constant(n: NDArray[Any], d: int, kind: Any) -> NDArray[Any]:
    """⌊n/d + ½⌋ for n ≥ 0, d ≥ 1, in integers that hold n + d.

    Half of an odd d may be rounded down: n is never halfway, and the rest that is rounded up is at least (d + 1)/2.
    """
    quotient = np.asarray(np.add(n, d // 2, dtype=kind))
    quotient //= d
    return quotient


def divided(n: Any, d: Any, rounding: Rounding) -> Any:
    """N ÷ d in whole numbers, d > 0; the same expressions serve both kinds of columns, and single integers."""
    quotient = n // d
    rest = n - quotient * d
    match rounding:
        case Rounding.FLOOR:
            up: Any = rest > d
        case Rounding.CEILING:
            up = rest > 0
        case Rounding.DOWN:
            up = (n < 0) & (rest > 0)
        case Rounding.UP:
            up = (n > 0) & (rest > 0)
        case Rounding.HALF_UP:
            up = (2 * rest > d) | ((2 * rest == d) & (n > 0))
        case Rounding.HALF_DOWN:
            up = (2 * rest > d) | ((2 * rest == d) & (n < 0))
        case Rounding.HALF_EVEN:
            up = (2 * rest > d) | ((2 * rest == d) & (quotient % 2 == 1))
    return quotient + up
