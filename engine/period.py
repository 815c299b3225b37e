"""The periods that a scheme assesses: years, quarters, months; their labels, order and last days."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self


class PeriodKind(StrEnum):
    """How long one period is."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def in_a_year(self) -> int:
        """How many periods of this kind a year has."""
        return {PeriodKind.YEAR: 1, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12}[self]


_LABELS = {
    PeriodKind.YEAR: re.compile(r"([1-9][0-9]{3})()"),
    PeriodKind.QUARTER: re.compile(r"([1-9][0-9]{3})Q([1-4])"),
    PeriodKind.MONTH: re.compile(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])"),
}


class NotAPeriod(ValueError):
    """The text is no label of a period."""


@dataclass(frozen=True, order=True)
class Period:
    """One period; ``number`` counts within the year from 1.

    Example:
        >>> str(Period.parse("2016Q1").previous())
        '2015Q4'
        >>> Period.parse("2016-02").last_day
        datetime.date(2016, 2, 29)
    """

    year: int
    number: int
    kind: PeriodKind

    @classmethod
    def parse(cls, text: str) -> Self:
        """The period that a label such as ``2016``, ``2016Q2`` or ``2016-05`` names.

        Raises:
            NotAPeriod: the text is none of these.
        """
        for kind, label in _LABELS.items():
            if match := label.fullmatch(text):
                return cls(int(match[1]), int(match[2] or 1), kind)
        raise NotAPeriod(text)

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year:04}"
            case PeriodKind.QUARTER:
                return f"{self.year:04}Q{self.number}"
            case PeriodKind.MONTH:
                return f"{self.year:04}-{self.number:02}"

    def previous(self) -> Self:
        """The period before this one."""
        if self.number > 1:
            return type(self)(self.year, self.number - 1, self.kind)
        return type(self)(self.year - 1, self.kind.in_a_year, self.kind)

    @property
    def last_day(self) -> date:
        """The last day of the period, the date at which parameters are looked up."""
        month = self.number * 12 // self.kind.in_a_year
        return date(self.year, month, calendar.monthrange(self.year, month)[1])


def months_until(start: date, months: int) -> date:
    """The last day of a span of whole months that begins on ``start``.

    The day before the same day ``months`` later; the last day of that month where it has no such day
    (docs/meaning.md, section 7).

    Example:
        >>> months_until(date(2016, 3, 15), 12), months_until(date(2016, 2, 29), 12)
        (datetime.date(2017, 3, 14), datetime.date(2017, 2, 28))
    """
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last) if start.day > last else date(year, month, start.day) - timedelta(days=1)
