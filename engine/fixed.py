"""Exact columns of decimals: whole numbers with a scale; and their exact quotients.

Every column carries proven bounds of its values. An operation computes the bounds of its result first and takes
64-bit integers where they hold it, columns of Python integers where they may not, so nothing can overflow.
Running the same operations on columns without rows is therefore the proof that `kaoping check` reports.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from engine.decimals import as_written, places_of, scaled_to, ten_to
from engine.rounding import EXACT_IN_FLOAT, Rounding, divided, half_up_by_constant, half_up_by_float

Array = NDArray[Any]
Truths = NDArray[np.bool_]

WIDEST = 2**63 - 1
"""The greatest magnitude that a 64-bit column holds."""


@dataclass(frozen=True, eq=False)
class Fixed:
    """A column of decimals: the values are ``scaled ÷ 10**decimals``.

    INVARIANT: ``scaled`` holds Python integers exactly where the column is `wide`.

    Attributes:
        scaled: Whole numbers of any shape; int64 (or narrower), or objects where 64 bits are not proven.
        decimals: Number of decimal places.
        low: No element of ``scaled`` is below this.
        high: No element of ``scaled`` is above this.
    """

    scaled: Array
    decimals: int
    low: int
    high: int

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the column, usually (scenarios, units)."""
        return self.scaled.shape

    @property
    def between(self) -> tuple[Fraction, Fraction]:
        """The bounds as numbers."""
        unit = ten_to(self.decimals)
        return Fraction(self.low, unit), Fraction(self.high, unit)

    @property
    def wide(self) -> bool:
        """Whether 64 bits are not proven to hold it."""
        return not -WIDEST <= self.low <= self.high <= WIDEST

    @property
    def nothing(self) -> bool:
        """Whether it is a single zero: what has not been added to."""
        return self.scaled.ndim == 0 and self.low == self.high == 0

    def __add__(self, other: "Fixed") -> "Fixed":
        a, b = aligned(self, other)
        if a.nothing or b.nothing:
            return b if a.nothing else a
        return _computed(np.add, a, b, a.decimals, (a.low + b.low, a.high + b.high))

    def __sub__(self, other: "Fixed") -> "Fixed":
        a, b = aligned(self, other)
        if b.nothing:
            return a
        return _computed(np.subtract, a, b, a.decimals, (a.low - b.high, a.high - b.low))

    def __neg__(self) -> "Fixed":
        low, high = min(self.low, -self.high), max(self.high, -self.low)
        negative = np.asarray(-_at_least(self.scaled, low, high))
        return column(negative, self.decimals, -self.high, -self.low)

    def __abs__(self) -> "Fixed":
        return maximum(self, -self)

    @overload
    def __mul__(self, other: "Fixed") -> "Fixed": ...
    @overload
    def __mul__(self, other: "Ratio") -> "Ratio": ...
    def __mul__(self, other: "Fixed | Ratio") -> "Fixed | Ratio":
        if isinstance(other, Ratio):
            return other * self
        corners = [x * y for x in (self.low, self.high) for y in (other.low, other.high)]
        return _computed(np.multiply, self, other, self.decimals + other.decimals, (min(corners), max(corners)))

    def __lt__(self, other: "Fixed") -> Truths:
        return _compared(np.less, self, other)

    def __le__(self, other: "Fixed") -> Truths:
        return _compared(np.less_equal, self, other)

    def __gt__(self, other: "Fixed") -> Truths:
        return _compared(np.greater, self, other)

    def __ge__(self, other: "Fixed") -> Truths:
        return _compared(np.greater_equal, self, other)

    def equals(self, other: "Fixed") -> Truths:
        """Where the two are the same number."""
        return _compared(np.equal, self, other)

    def at(self, index: Any) -> "Fixed":
        """The part of the column that a NumPy index picks."""
        part = np.asarray(self.scaled[index], dtype=self.scaled.dtype)
        return Fixed(part, self.decimals, self.low, self.high)

    def to(self, decimals: int) -> "Fixed":
        """The same values with at least as many decimals."""
        if decimals == self.decimals:
            return self
        factor = ten_to(decimals - self.decimals)
        low, high = self.low * factor, self.high * factor
        scaled = _at_least(self.scaled, min(low, -factor), max(high, factor)) * factor
        return column(np.asarray(scaled), decimals, low, high)

    def narrow(self) -> "Fixed":
        """The same values in the narrowest integers that the bounds permit."""
        if self.wide:
            return self
        kind = narrowest(self.low, self.high)
        return Fixed(self.scaled.astype(kind, copy=False), self.decimals, self.low, self.high)

    def within(self, low: int, high: int) -> "Fixed":
        """The same column with tighter bounds that the caller vouches for."""
        low, high = max(self.low, low), min(self.high, high)
        return column(self.scaled, self.decimals, low, high)

    def texts(self) -> list[str]:
        """The values as written, in the order of the flattened column."""
        return [as_written(int(value), self.decimals) for value in self.scaled.ravel().tolist()]

    def fractions(self) -> list[Fraction]:
        """The values as fractions, in the order of the flattened column."""
        unit = ten_to(self.decimals)
        return [Fraction(int(value), unit) for value in self.scaled.ravel().tolist()]


@dataclass(frozen=True, eq=False)
class Ratio:
    """A column of exact quotients; lives inside one rule, and is rounded before it is added to anything.

    INVARIANT: the denominator is above zero everywhere.

    Attributes:
        between: Proven bounds of the quotient, where they are tighter than those of its two columns tell.
    """

    numerator: Fixed
    denominator: Fixed
    between: tuple[Fraction, Fraction] | None = None

    def __mul__(self, other: "Fixed | Ratio") -> "Ratio":
        if isinstance(other, Ratio):
            return Ratio(self.numerator * other.numerator, self.denominator * other.denominator)
        unit, ends = ten_to(other.decimals), {other.low, other.high}
        corners = [Fraction(x.numerator * y, x.denominator * unit) for x in self.between or () for y in ends]
        between = (min(corners), max(corners)) if corners else None
        return Ratio(self.numerator * other, self.denominator, between)

    def __neg__(self) -> "Ratio":
        between = self.between and (-self.between[1], -self.between[0])
        return Ratio(-self.numerator, self.denominator, between)


Exact = Fixed | Ratio


def fixed(*values: str | Decimal | int, decimals: int | None = None, shape: tuple[int, ...] | None = None) -> Fixed:
    """A column of the decimals as written.

    Args:
        values: Decimals; text keeps its own number of places.
        decimals: Places of the column; by default the most that a value has.
        shape: Shape of the column; by default (values,).

    Raises:
        ValueError: a value has more places than ``decimals``.

    Example:
        >>> fixed("89.995", "90").texts()
        ['89.995', '90.000']
    """
    exact = [Decimal(value) for value in values]
    places = max((places_of(value) for value in exact), default=0) if decimals is None else decimals
    scaled = [scaled_to(value, places) for value in exact]
    low, high = min(scaled, default=0), max(scaled, default=0)
    array = np.array(scaled, dtype=_kind(low, high))
    return Fixed(array if shape is None else array.reshape(shape), places, low, high)


ZERO = Fixed(np.array(0, dtype=np.int32), 0, 0, 0)
"""Nothing, for every unit."""

ONE = Fixed(np.array(1, dtype=np.int32), 0, 1, 1)


def column(scaled: Array, decimals: int, low: int, high: int) -> Fixed:
    """A column of whole numbers already scaled, with declared bounds; objects where 64 bits may not hold them."""
    return Fixed(_at_least(scaled, low, high), decimals, low, high)


def aligned(a: Fixed, b: Fixed) -> tuple[Fixed, Fixed]:
    """The two columns with the same number of decimals."""
    decimals = max(a.decimals, b.decimals)
    return a.to(decimals), b.to(decimals)


def minimum(a: Fixed, b: Fixed) -> Fixed:
    """The lesser of the two, element by element."""
    a, b = aligned(a, b)
    return _computed(np.minimum, a, b, a.decimals, (min(a.low, b.low), min(a.high, b.high)))


def maximum(a: Fixed, b: Fixed) -> Fixed:
    """The greater of the two, element by element."""
    if b.scaled.ndim == 0 and b.decimals <= a.decimals and b.to(a.decimals).high <= a.low:
        return a
    a, b = aligned(a, b)
    return _computed(np.maximum, a, b, a.decimals, (max(a.low, b.low), max(a.high, b.high)))


def where(condition: Truths, a: Fixed, b: Fixed) -> Fixed:
    """``a`` where the condition holds, ``b`` elsewhere."""
    a, b = aligned(a, b)
    low, high = min(a.low, b.low), max(a.high, b.high)
    chosen = np.where(condition, _at_least(a.scaled, low, high), _at_least(b.scaled, low, high))
    return Fixed(chosen, a.decimals, low, high)


def chosen(condition: Truths, a: Exact, b: Exact) -> Exact:
    """``a`` where the condition holds, ``b`` elsewhere; also for quotients."""
    if isinstance(a, Fixed) and isinstance(b, Fixed):
        return where(condition, a, b)
    left, right = as_ratio(a), as_ratio(b)
    between = None
    if left.between is not None and right.between is not None:
        between = (min(left.between[0], right.between[0]), max(left.between[1], right.between[1]))
    numerator = where(condition, left.numerator, right.numerator)
    return Ratio(numerator, where(condition, left.denominator, right.denominator), between)


def subtracted(a: Fixed, b: Exact) -> Exact:
    """``a − b``, also where ``b`` is a quotient."""
    return a - b if isinstance(b, Fixed) else Ratio(a * b.denominator - b.numerator, b.denominator)


def floored(value: Exact, floor: Fixed | None) -> Exact:
    """The value, but not below the floor; without one as it is."""
    if floor is None:
        return value
    if isinstance(value, Fixed):
        return maximum(value, floor)
    return Ratio(maximum(value.numerator, floor * value.denominator), value.denominator)


def total(columns: Iterable[Fixed], decimals: int) -> Fixed:
    """The sum of columns of at most ``decimals`` places; zero of shape () where there are none."""
    terms = [each.to(decimals) for each in columns]
    low, high = sum(each.low for each in terms), sum(each.high for each in terms)
    # A sum on the way may lie beyond the bounds of the whole, where terms of both signs are added.
    kind = narrowest(sum(min(each.low, 0) for each in terms), sum(max(each.high, 0) for each in terms))
    sums = np.zeros(np.broadcast_shapes(*(each.shape for each in terms)), dtype=kind)
    for each in terms:
        np.add(sums, each.scaled, out=sums, casting="same_kind")
    return Fixed(sums.astype(narrowest(low, high), copy=False), decimals, low, high)


def ratio(numerator: Fixed, denominator: Fixed) -> Ratio:
    """The exact quotient; the denominator must be above zero everywhere.

    Example:
        >>> rounded(fixed("25") * ratio(fixed("412"), fixed("430")), 2).texts()
        ['23.95']
    """
    return Ratio(numerator, denominator)


def share(part: Fixed, whole: Fixed) -> Ratio:
    """min(part ÷ whole, 1), and not below 0; ``whole`` must be above zero everywhere.

    Example:
        >>> rounded(share(fixed("412", "500", "-1"), fixed("430")), 4).texts()
        ['0.9581', '1.0000', '0.0000']
    """
    return Ratio(maximum(minimum(part, whole), ZERO), whole, (Fraction(0), Fraction(1)))


def compared(compare: Callable[[Array, Array], Truths], a: Exact, b: Exact) -> Truths:
    """Two columns compared; quotients by cross-multiplication."""
    if isinstance(a, Ratio) or isinstance(b, Ratio):
        left, right = as_ratio(a), as_ratio(b)
        return _compared(compare, left.numerator * right.denominator, right.numerator * left.denominator)
    return _compared(compare, a, b)


def as_ratio(value: Exact) -> Ratio:
    """The value as a quotient."""
    return value if isinstance(value, Ratio) else Ratio(value, ONE)


def rounded(value: Exact, decimals: int, rounding: Rounding = Rounding.HALF_UP) -> Fixed:
    """The value with ``decimals`` places.

    Args:
        value: Exact values.
        decimals: Places to keep.
        rounding: What becomes of the rest.

    Example:
        >>> rounded(fixed("0.125", "-0.125"), 2).texts()
        ['0.13', '-0.13']
        >>> rounded(fixed("0.125", "-0.125"), 2, Rounding.HALF_EVEN).texts()
        ['0.12', '-0.12']
    """
    if isinstance(value, Fixed):
        if value.decimals <= decimals:
            return value.to(decimals)
        unit = 10 ** (value.decimals - decimals)
        numerator, denominator = value, Fixed(np.array(unit, dtype=_kind(unit, unit)), 0, unit, unit)
    else:
        # The scales of the two leave a power of ten, which goes to whichever side keeps it whole.
        shift = decimals - value.numerator.decimals + value.denominator.decimals
        numerator = value.numerator.to(value.numerator.decimals + max(shift, 0))
        denominator = value.denominator.to(value.denominator.decimals + max(-shift, 0))
        if value.between is not None:
            unit = ten_to(decimals)
            low, high = (divided(each.numerator * unit, each.denominator, rounding) for each in value.between)
            return _rounded_quotient(numerator, denominator, decimals, rounding, (low, high))
    return _rounded_quotient(numerator, denominator, decimals, rounding)


def _rounded_quotient(
    n: Fixed, d: Fixed, decimals: int, rounding: Rounding, between: tuple[int, int] | None = None
) -> Fixed:
    """Whole numbers ``n ÷ d`` rounded to whole numbers, within known bounds; both are taken as scaled, d > 0."""
    if between is None:
        corners = [divided(x, y, rounding) for x in (n.low, n.high) for y in (max(d.low, 1), max(d.high, 1))]
        between = min(corners), max(corners)
    low, high = between
    if rounding is Rounding.HALF_UP and n.low >= 0 and 2 * n.high + d.high < EXACT_IN_FLOAT:
        kind = narrowest(low, high)
        if d.low == d.high:
            quotient = half_up_by_constant(n.scaled, d.low, _kind(0, n.high + d.high)).astype(kind)
            return Fixed(np.broadcast_to(quotient, np.broadcast_shapes(n.shape, d.shape)), decimals, low, high)
        return Fixed(half_up_by_float(n.scaled, d.scaled, kind), decimals, low, high)
    bound = max(abs(n.low), abs(n.high), abs(low), abs(high)) + 2 * d.high
    # Without a dimension, NumPy would give bare Python integers on the way.
    numerator, divisor = (_at_least(np.atleast_1d(each.scaled), -bound, bound) for each in (n, d))
    quotient = divided(numerator, divisor, rounding).reshape(np.broadcast_shapes(n.shape, d.shape))
    return column(quotient, decimals, low, high)


def _computed(operation: Any, a: Fixed, b: Fixed, decimals: int, bounds: tuple[int, int]) -> Fixed:
    """An operation on two columns, in integers that hold its operands and its result."""
    low, high = bounds
    kind = _kind(min(low, a.low, b.low), max(high, a.high, b.high))
    if kind is object:
        return column(np.asarray(operation(a.scaled.astype(object), b.scaled.astype(object))), decimals, low, high)
    # What is spread over the other's rows or columns is cast once, not each time it is read.
    size = np.broadcast(a.scaled, b.scaled).size
    operands = (each if each.size == size else each.astype(kind, copy=False) for each in (a.scaled, b.scaled))
    return Fixed(np.asarray(operation(*operands, dtype=kind)), decimals, low, high)


def _compared(compare: Callable[[Array, Array], Truths], a: Fixed, b: Fixed) -> Truths:
    a, b = aligned(a, b)
    return np.asarray(compare(a.scaled, b.scaled), dtype=np.bool_)


def _at_least(scaled: Array, low: int, high: int) -> Array:
    """The array in integers that hold values between the bounds; never in narrower ones of the machine than it has."""
    kind = _kind(low, high)
    if scaled.dtype != object and kind is not object:
        kind = np.promote_types(scaled.dtype, kind)
    return scaled.astype(kind, copy=False)


def _kind(low: int, high: int) -> Any:
    """The integers to calculate in."""
    if low >= -(2**31) and high < 2**31:
        return np.int32
    return np.int64 if low >= -WIDEST and high <= WIDEST else object


def narrowest(low: int, high: int) -> Any:
    """The integers to keep values between the bounds in."""
    if low >= -(2**7) and high < 2**7:
        return np.int8
    return np.int16 if low >= -(2**15) and high < 2**15 else _kind(low, high)
