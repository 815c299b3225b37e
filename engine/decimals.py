"""One decimal as a whole number with a scale, and as it is written; columns of them stand in ``engine.fixed``."""

from decimal import Decimal


def places_of(value: Decimal) -> int:
    """How many decimal places a number is written with, trailing zeros left out.

    Example:
        >>> places_of(Decimal("12.500")), places_of(Decimal("100"))
        (1, 0)
    """
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    zeros = next((count for count, digit in enumerate(reversed(digits)) if digit), len(digits))
    return max(-exponent - zeros, 0) if any(digits) else 0


def scaled_to(value: Decimal, decimals: int) -> int:
    """The whole number ``value × 10**decimals``.

    Raises:
        ValueError: ``value`` has more places than that.
    """
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    whole = int("".join(map(str, digits)) or "0") * (-1 if sign else 1)
    shift = exponent + decimals
    if shift >= 0:
        return whole * ten_to(shift)
    scaled, lost = divmod(whole, ten_to(-shift))
    if lost:
        raise ValueError(f"{value} has more than {decimals} decimals")
    return scaled


def ten_to(power: int) -> int:
    """10 to a power.

    Raises:
        ValueError: the power is negative, so that digits would be lost.
    """
    if power < 0:
        raise ValueError(power)
    return int(10**power)


def as_written(scaled: int, decimals: int) -> str:
    """The decimal ``scaled ÷ 10**decimals`` with exactly ``decimals`` places.

    Example:
        >>> as_written(-5, 2)
        '-0.05'
    """
    if decimals == 0:
        return str(scaled)
    digits = str(abs(scaled)).rjust(decimals + 1, "0")
    return f"{'-' if scaled < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"
