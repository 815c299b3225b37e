"""What exact columns are held against: columns made up at random, their values as fractions, fractions rounded."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from engine.fixed import WIDEST, Exact, Fixed, Ratio, column
from engine.rounding import Rounding


def values(exact: Exact) -> list[Fraction]:
    """The values of a column as fractions; also checks what a column promises."""
    if isinstance(exact, Ratio):
        tops, bottoms = (values(each) for each in broadcast(exact.numerator, exact.denominator))
        assert all(bottom > 0 for bottom in bottoms)
        found = [top / bottom for top, bottom in zip(tops, bottoms, strict=True)]
        if exact.between is not None:
            assert all(exact.between[0] <= value <= exact.between[1] for value in found)
        return found
    scaled = [int(value) for value in exact.scaled.ravel().tolist()]
    assert all(exact.low <= value <= exact.high for value in scaled)
    assert (exact.scaled.dtype == object) is exact.wide
    return [Fraction(value, 10**exact.decimals) for value in scaled]


def broadcast(*columns: Fixed) -> list[Fixed]:
    arrays = np.broadcast_arrays(*(each.scaled for each in columns))
    return [replace(each, scaled=array) for each, array in zip(columns, arrays, strict=True)]


magnitudes = st.sampled_from([1, 10, 127, 10**4, 2**15, 2**31 - 1, 2**31, 2**49, 2**62, WIDEST, 2**63, 10**25])


@st.composite
def columns(draw: st.DrawFn, above_zero: bool = False, size: int = 4) -> Fixed:
    """Columns of any width, whose bounds are as tight as can be or looser."""
    magnitude = draw(magnitudes)
    whole = st.integers(1 if above_zero else -magnitude, magnitude)
    drawn = draw(st.lists(whole, min_size=size, max_size=size))
    low, high = min(drawn), max(drawn)
    if draw(st.booleans()):
        low, high = 1 if above_zero else -magnitude, magnitude
    wide = low < -WIDEST or high > WIDEST
    made = column(np.array(drawn, dtype=object if wide else np.int64), draw(st.integers(0, 6)), low, high)
    return made.narrow() if draw(st.booleans()) else made


def constants(above_zero: bool = False, at_least_zero: bool = False) -> st.SearchStrategy[Fixed]:
    """Numbers of a ruleset in two scenarios, (2, 1)."""
    drawn = columns(above_zero, size=2)
    if at_least_zero:
        drawn = drawn.map(abs)
    return drawn.map(lambda made: made.at((slice(None), None)))


def by_fraction(value: Fraction, decimals: int, rounding: Rounding) -> Fraction:
    """Rounding said in other words than the engine's: by the two neighbours and the distances to them."""
    unit = Fraction(1, 10**decimals)
    below = value // unit * unit
    if below == value:
        return value
    above = below + unit
    nearer = min((below, above), key=lambda each: abs(each - value))
    to_zero, from_zero = sorted((below, above), key=abs)
    match rounding:
        case Rounding.FLOOR:
            return below
        case Rounding.CEILING:
            return above
        case Rounding.DOWN:
            return to_zero
        case Rounding.UP:
            return from_zero
    if value - below != above - value:
        return nearer
    match rounding:
        case Rounding.HALF_UP:
            return from_zero
        case Rounding.HALF_DOWN:
            return to_zero
        case _:
            return below if below / unit % 2 == 0 else above
