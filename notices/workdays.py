"""Working days in China: without holidays, and with the weekends that are worked in their stead."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from chinese_calendar import is_workday

_FRIDAY = 4


def working_days(begins: datetime.date, ends: datetime.date) -> Iterator[datetime.date]:
    """The working days of a period, both days inclusive.

    In years whose holidays are not known yet they are the days from Monday to Friday.

    Example:
        >>> october = datetime.date(2016, 10, 1), datetime.date(2016, 10, 9)
        >>> [day.day for day in working_days(*october)]
        [8, 9]
    """
    for number in range(begins.toordinal(), ends.toordinal() + 1):
        day = datetime.date.fromordinal(number)
        if _is_worked(day):
            yield day


def _is_worked(day: datetime.date) -> bool:
    try:
        return bool(is_workday(day))
    except NotImplementedError:  # so the library says that it does not know the year
        return day.weekday() <= _FRIDAY
