"""The filters that templates of notices may use besides Jinja's own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation


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
