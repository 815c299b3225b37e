"""Numbers as written, the seven rounding modes, and numbers as they are printed."""

import re
from fractions import Fraction
from functools import lru_cache
from math import floor

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
HALF = Fraction(1, 2)


@lru_cache(maxsize=100_000)
def number(text: str) -> Fraction:
    """The value of a number written as decimals: no exponent, ASCII digits."""
    if not NUMBER.fullmatch(text):
        raise ValueError(f"not a number: {text!r}")
    return Fraction(text)


def share(text: str) -> Fraction:
    """The value of a number where a share is expected: ``30%`` is 0.30."""
    return number(text[:-1]) / 100 if text.endswith("%") else number(text)


def written_decimals(text: str) -> int:
    """How many decimals count in a number as written: trailing zeros do not."""
    return len(text.partition(".")[2].rstrip("0"))


def rounded(value: Fraction, decimals: int, mode: str = "half_up") -> Fraction:
    """Round to ``decimals`` places; ``half_up`` and ``up`` are away from zero, ``down`` towards it.

    >>> rounded(Fraction("-0.125"), 2)
    Fraction(-13, 100)
    """
    scaled = value * 10**decimals
    size = abs(scaled)
    whole = floor(size)
    rest = size - whole
    negative = scaled < 0
    if rest == 0 or mode == "down":
        away = False
    elif mode == "up":
        away = True
    elif mode == "ceiling":
        away = not negative
    elif mode == "floor":
        away = negative
    elif mode == "half_up":
        away = rest >= HALF
    elif mode == "half_down":
        away = rest > HALF
    elif mode == "half_even":
        away = rest > HALF or (rest == HALF and whole % 2 == 1)
    else:
        raise ValueError(f"no such rounding: {mode!r}")
    if away:
        whole += 1
    return Fraction(-whole if negative else whole, 10**decimals)


def write(value: Fraction, decimals: int = 0) -> str:
    """The exact value in decimals, at least ``decimals`` of them; never rounded.

    >>> write(Fraction("23.5"), 2), write(Fraction("-0.125"), 2)
    ('23.50', '-0.125')
    """
    scaled = value * 10**decimals
    while scaled.denominator != 1:
        decimals += 1
        scaled *= 10
        if decimals > 60:
            raise ValueError(f"not a decimal number: {value}")
    digits = str(abs(scaled.numerator)).rjust(decimals + 1, "0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"
