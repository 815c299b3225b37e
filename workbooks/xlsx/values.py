"""A cell's value as text: a number as its shortest decimal, a date as 2016-03-15, truth as 是 or 否."""

import datetime
import functools
import math
import re
from decimal import Decimal

_EXACT_DIGITS = 15
_DOUBLE_DIGITS = 17
_LIKE_A_NUMBER = re.compile(r"\s*[-+－＋−]?[0-9０-９][0-9０-９,，]*([.．][0-9０-９]+)?[%％]?\s*")


class TooManyDigits(ValueError):
    """A number has more than 15 significant digits: nobody typed it, and it may differ from what is shown."""


def text_of(value: object, *, percent: bool = False) -> str:
    """A cell's value as text.

    Args:
        value: What calamine gives.
        percent: Whether the worksheet shows the number times 100 with a percent sign.

    Raises:
        TooManyDigits: the shortest decimal that gives this number has more than 15 significant digits.

    Example:
        >>> text_of(89.995), text_of(100000.0), text_of(1e-07), text_of(0.055, percent=True), text_of(True)
        ('89.995', '100000', '0.0000001', '5.5%', '是')
    """
    match value:
        case bool():
            return "是" if value else "否"
        case int() | float():
            return _number(float(value), percent)
        case datetime.datetime():
            day, time = value.date(), value.time()
            return day.isoformat() if time == datetime.time() else value.isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return str(value)


@functools.lru_cache(maxsize=1 << 16)
def like_a_number(text: str) -> bool:
    """Whether text reads as a number, be it with full-width digits, separators or a percent sign.

    Example:
        >>> [like_a_number(text) for text in ("412", " １，２３４．５ ", "5%", "3户", "1.2.3")]
        [True, True, True, False, False]
    """
    return _LIKE_A_NUMBER.fullmatch(text) is not None


def beyond_doubles(number: str) -> bool:
    """Whether a number in a worksheet's XML has more digits than the 17 that a double may need.

    Example:
        >>> beyond_doubles("89.995000000000005"), beyond_doubles("1E+300"), beyond_doubles("1.00000000000000000001")
        (False, False, True)
    """
    if len(number) <= _DOUBLE_DIGITS:
        return False
    mantissa = number.lower().partition("e")[0]
    return len(mantissa.lstrip("+-").replace(".", "").strip("0")) > _DOUBLE_DIGITS


def _number(value: float, percent: bool) -> str:
    if not math.isfinite(value):
        raise TooManyDigits(str(value))
    exact = Decimal(repr(value)).normalize()
    if len(exact.as_tuple().digits) > _EXACT_DIGITS:
        raise TooManyDigits(repr(value))
    text = format(exact.scaleb(2) if percent else exact, "f")
    return ("0" if exact.is_zero() else text) + ("%" if percent else "")
