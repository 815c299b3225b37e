"""Exact figures: sums and differences as they are, means and shares rounded half up to a stated number of decimals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from engine.decimals import as_written
from engine.rounding import Rounding, divided

MEAN_DECIMALS = 2
"""Decimals of a mean."""
SHARE_DECIMALS = 1
"""Decimals of a share in percent."""

_EXACT = Context(prec=1000)


def written(value: Decimal) -> str:
    """A number in plain digits, with the decimals that it has."""
    return format(value, "f")


def added(values: Iterable[Decimal]) -> Decimal:
    """The exact sum.

    Example:
        >>> added(map(Decimal, ["1.20", "0.3"])), added([])
        (Decimal('1.50'), Decimal('0'))
    """
    total = None
    for value in values:
        total = value if total is None else _EXACT.add(total, value)
    return Decimal(0) if total is None else total


def difference(minuend: Decimal, subtrahend: Decimal) -> Decimal:
    """What is left of the one without the other, exactly."""
    return _EXACT.subtract(minuend, subtrahend)


def quotient(dividend: Decimal | int, divisor: Decimal | int, decimals: int) -> str:
    """A quotient, rounded half up; the divisor is above zero.

    Example:
        >>> quotient(Decimal("1"), 8, 2), quotient(2, 3, 1)
        ('0.13', '0.7')
    """
    exact = Fraction(dividend) / Fraction(divisor) * 10**decimals
    return as_written(int(divided(exact.numerator, exact.denominator, Rounding.HALF_UP)), decimals)


def percent(part: Decimal | int, whole: Decimal | int) -> str:
    """A share in percent.

    Example:
        >>> percent(7, 18), percent(Decimal("4.95"), Decimal("5"))
        ('38.9', '99.0')
    """
    return quotient(_EXACT.multiply(Decimal(part), Decimal(100)), whole, SHARE_DECIMALS)


def mean(values: Sequence[Decimal]) -> str:
    """The mean of some values, at least one.

    Example:
        >>> mean([Decimal("80"), Decimal("90.01")])
        '85.01'
    """
    return quotient(added(values), len(values), MEAN_DECIMALS)


def median(values: Sequence[Decimal]) -> str:
    """The middle value, or the exact middle between the two middle ones; there is at least one.

    Example:
        >>> median(list(map(Decimal, ["90.00", "70.00", "80.05"]))), median([Decimal("70.00"), Decimal("80.05")])
        ('80.05', '75.025')
    """
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return written(ordered[middle])
    return written(_EXACT.divide(_EXACT.add(ordered[middle - 1], ordered[middle]), Decimal(2)))
