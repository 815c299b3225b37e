"""The filters that templates of notices may use besides Jinja's own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Context, Decimal, InvalidOperation


class Blanks:
    """Blanks to be filled in by hand; remembers each that a document shows."""

    def __init__(self) -> None:
        """Start with none."""
        self._hints: dict[str, None] = {}

    def blank(self, value: object, hint: str) -> object:
        """Give the value, or a blank that says what belongs there."""
        if value is None or value == "" or value == ():
            self._hints[hint] = None
            return f"［{hint}］"
        return value

    @property
    def hints(self) -> tuple[str, ...]:
        """What is to be filled in, in the order of the document."""
        return tuple(self._hints)


def names(units: Iterable[str]) -> str:
    """Join names as Chinese text does.

    Example:
        >>> names(["样例甲镇", "样例乙镇"]), names([])
        ('样例甲镇、样例乙镇', '无')
    """
    return "、".join(units) or "无"


def day(value: datetime.date | str | None) -> str | None:
    """Write a date in Arabic figures without padding; what is no date yet is nothing, and so a blank.

    Example:
        >>> day("2016-03-05"), day(None), day("decision")
        ('2016年3月5日', None, None)
    """
    if value is None:
        return None
    try:
        on = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
    except ValueError:
        return None
    return f"{on.year}年{on.month}月{on.day}日"


def yuan(amount: str) -> str:
    """Write an exact amount of money, in 万元 where that is shorter.

    Example:
        >>> [yuan(amount) for amount in ("50000", "170000", "1500.50", "-400", "0")]
        ['5万元', '17万元', '1500.50元', '-400元', '0元']
    """
    try:
        exact = Decimal(amount)
    except InvalidOperation:
        return f"{amount}元"
    if exact and exact % 1000 == 0 and abs(exact) >= 10000:
        return f"{format((exact / 10000).normalize(), 'f')}万元"
    return f"{amount}元"


_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))
_EXACT = Context(prec=1000)
_BEYOND = 10**16
"""From here on 亿 would stand twice and could be read in two ways."""


def capital(amount: str | None) -> str | None:
    """Write an exact amount of money in capital figures (大写); what cannot be written so is nothing, and so a blank.

    After annex 1 of the 支付结算办法, 正确填写票据和结算凭证的基本规定: 零 for zeros within, 整 only after 元, 零
    between 元 and 分; 人民币 goes before it without a space.

    Args:
        amount: Yuan, as text; whole 分, less than ten thousand times 万亿.

    Example:
        >>> [capital(amount) for amount in ("50000", "10500", "1409.50", "6007.14")]
        ['伍万元整', '壹万零伍佰元整', '壹仟肆佰零玖元伍角', '陆仟零柒元壹角肆分']
        >>> [capital(amount) for amount in ("107000.53", "325.04", "100000010")]
        ['壹拾万柒仟元伍角叁分', '叁佰贰拾伍元零肆分', '壹亿零壹拾元整']
        >>> [capital(amount) for amount in ("0", "0.05", "-400", "10", "1.005", "many", None)]
        ['零元整', '伍分', '负肆佰元整', '壹拾元整', None, None, None]
    """
    try:
        exact = Decimal(amount or "")
        if exact.copy_abs() >= _BEYOND:
            return None
        cents = exact.copy_abs().scaleb(2, _EXACT)
    except InvalidOperation:
        return None
    if cents != cents.to_integral_value():
        return None
    whole, parts = divmod(int(cents), 100)
    tenths, hundredths = divmod(parts, 10)
    written = f"{_in_capitals(whole)}元" if whole or not parts else ""
    if not parts:
        written += "整"
    if tenths:
        written += f"{_FIGURES[tenths]}角"
    elif hundredths and whole:
        written += "零"
    if hundredths:
        written += f"{_FIGURES[hundredths]}分"
    return f"负{written}" if exact < 0 else written


def _in_capitals(number: int) -> str:
    """A whole number; a zero before a smaller part stands once, however many there are."""
    for size, unit in _UNITS:
        if number >= size:
            front, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return f"{_in_capitals(front)}{unit}{gap}{_in_capitals(rest) if rest else ''}"
    return _FIGURES[number]
