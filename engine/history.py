"""What earlier periods recorded: grades, totals, ranks; and which unit of today each record counts for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from engine.data import Sheet, digest
from engine.message import Message
from engine.period import NotAPeriod, Period
from engine.problem import Place, Problem, Problems


@dataclass(frozen=True)
class Record:
    """One unit's result in one earlier period; numbers are text as written.

    Attributes:
        successor: The unit of today that the record counts for, where that is another one.
        measures: Values of measures in that period, where known.
        place: Where the record was read.
    """

    unit: str
    period: str
    grade: str | None = None
    total: str | None = None
    rank: str | None = None
    successor: str | None = None
    measures: Mapping[str, str] = field(default_factory=dict)
    place: Place = field(default_factory=Place, compare=False)

    @property
    def counts_for(self) -> str:
        """The unit of today."""
        return self.successor or self.unit

    def as_plain(self) -> dict[str, Any]:
        """The record as JSON can hold it."""
        return {
            "unit": self.unit,
            "period": self.period,
            "grade": self.grade,
            "total": self.total,
            "rank": self.rank,
            "successor": self.successor,
            "measures": dict(self.measures),
        }


_OWN_COLUMNS = ("unit", "period", "grade", "total", "rank", "successor")


@dataclass(frozen=True)
class History:
    """All records that are known, of any unit and period."""

    records: tuple[Record, ...] = ()

    @classmethod
    def from_sheet(cls, sheet: Sheet) -> Self:
        """The history in a table: columns ``unit, period, grade``; where known ``total, rank, successor`` and measures.

        Raises:
            Problems: a column is missing, a unit is blank, a period is none, or a unit's period stands there twice.
        """
        problems = [
            Problem(
                "history-column-missing",
                Message("The history has no column {column}.", column=column),
                sheet.whole,
                expected=Message("the columns unit, period and grade"),
            )
            for column in ("unit", "period", "grade")
            if column not in sheet.columns
        ]
        if problems:
            raise Problems(problems)
        return cls.of(_records(sheet))

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """The history of these records.

        Raises:
            Problems: a unit is blank, a period is none, or a unit's period stands there twice.
        """
        history = cls(tuple(records))
        if problems := history._problems():
            raise Problems(problems)
        return history

    @classmethod
    def from_result(cls, result: Mapping[str, Any]) -> Self:
        """The records that an earlier ``result.json`` gives, and those that it was itself built on.

        The result is believed; ``engine.verification.history_of`` verifies one that somebody hands in.
        """
        earlier = [Record(**plain) for plain in result["inputs"]["history"]]
        return cls(
            tuple(earlier)
            + tuple(
                Record(
                    unit=unit["unit"],
                    period=result["period"],
                    grade=unit["grade"],
                    total=unit["total"],
                    rank=None if unit["rank"] is None else str(unit["rank"]),
                )
                for unit in result["units"]
            )
        )

    def _problems(self) -> list[Problem]:
        problems = []
        seen: set[tuple[str, str, str]] = set()
        labels = {record.period for record in self.records}
        unreadable = {label for label in labels if not _is_period(label)}
        for record in self.records:
            if record.period in unreadable:
                problems.append(
                    Problem(
                        "history-period",
                        Message("The period of a record of the history cannot be read."),
                        record.place,
                        found=record.period,
                        expected=Message("a year 2015, a quarter 2015Q2 or a month 2015-05"),
                    )
                )
            problems += _not_numbers(record)
            if not record.unit:
                problems.append(
                    Problem("history-unit", Message("A record of the history names no unit."), record.place)
                )
            counted = record.unit, record.period, record.counts_for
            if counted in seen:
                problems.append(
                    Problem(
                        "history-twice",
                        Message("{unit} stands twice for {period}.", unit=record.unit, period=record.period),
                        record.place,
                        mend=Message("Keep one of the two rows."),
                    )
                )
            seen.add(counted)
        return problems

    def as_plain(self) -> list[dict[str, Any]]:
        """The records as JSON can hold them."""
        return [record.as_plain() for record in self.records]

    @property
    def digest(self) -> str:
        """SHA-256 over all records."""
        return digest(self.as_plain())


def _is_period(label: str) -> bool:
    try:
        Period.parse(label)
    except NotAPeriod:
        return False
    return True


def _not_numbers(record: Record) -> list[Problem]:
    """Totals and ranks that are no numbers."""
    return [
        Problem(
            "history-number",
            Message(
                "The {column} of {unit} for {period} is no number.", column=name, unit=record.unit, period=record.period
            ),
            record.place,
            found=text,
            expected=Message("a number such as 89.50"),
        )
        for name, text in (("total", record.total), ("rank", record.rank))
        if text is not None and not is_number(text)
    ]


def is_number(text: str) -> bool:
    """Whether a text is a decimal that a record may hold.

    Example:
        >>> is_number("89.50"), is_number("1e9")
        (True, False)
    """
    return _NUMBER.fullmatch(text) is not None


_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")


def _records(sheet: Sheet) -> Iterator[Record]:
    """The records of a table that has the columns."""
    columns = {header: [cell.strip() for cell in cells] for header, cells in sheet.columns.items()}
    blank = [""] * len(sheet)
    own = [columns.get(name, blank) for name in _OWN_COLUMNS]
    measures = {header: cells for header, cells in columns.items() if header not in _OWN_COLUMNS}
    for index, (unit, period, grade, total, rank, successor) in enumerate(zip(*own, strict=True)):
        yield Record(
            unit,
            period,
            grade or None,
            total or None,
            rank or None,
            successor or None,
            {name: cells[index] for name, cells in measures.items() if cells[index]},
            sheet.place("period", index),
        )
