"""Looking back: what `previous`, `running` and `times` read in the records of earlier periods."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

import numpy as np

from engine.columns import Columns
from engine.decimals import places_of, scaled_to
from engine.decision import Answers, Question
from engine.expression import Expression, tree
from engine.expression.evaluation import Numbers, Texts, Truth, Value, both_known, condition
from engine.fixed import Truths, column, fixed
from engine.history import History, Record, is_number
from engine.message import Message
from engine.period import NotAPeriod, Period
from engine.problem import Place, Problem, Severity, did_you_mean
from engine.ruleset import Ruleset

MOST_PERIODS = 12 * 9000
"""No count of periods exceeds it: all months that have a label."""


@dataclass(frozen=True)
class Doubt:
    """A grade of an earlier period that only people can tell."""

    found: tuple[str, ...]

    def question(self, ruleset: Ruleset, period: Period, unit: str) -> Question:
        """What they are asked."""
        text = Message(
            "{unit} had {found} in {period}: which grade of this scheme does that count as?",
            unit=unit,
            found=self.found,
            period=str(period),
        )
        options = tuple(rule.grade for rule in ruleset.grades)
        return Question(f"history/{period}/{unit}", text, (unit,), options)


@dataclass
class _Past:
    """One earlier period, for all units."""

    period: Period
    records: list[Record | None]
    grades: list[str | None]
    doubts: dict[int, Doubt]
    read: Truths


@dataclass(frozen=True)
class Retrospect:
    """The earlier periods of a run's units; remembers which records were read, and warns of those that are missing."""

    ruleset: Ruleset
    history: History
    period: Period
    units: Sequence[str]
    answers: Answers
    warnings: list[Problem] = field(default_factory=list)
    _pasts: dict[Period, _Past] = field(default_factory=dict)

    @cached_property
    def _records(self) -> dict[tuple[str, str], list[Record]]:
        records: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in self.history.records:
            records[record.counts_for, record.period].append(record)
        return records

    def count(self, columns: Columns, node: tree.Count) -> Value:
        """``running(c)`` or ``times(c)``, (scenarios, units)."""
        now = condition(node.condition, columns)
        if node.function == "times":
            return self._times(node.condition, now)
        return self._running(node.condition, now)

    def _running(self, wanted: Expression, now: Truth) -> Numbers:
        count = now.true.astype(np.int32)
        unknown = now.unknown
        alive = ~now.false
        period = self.period
        while alive.any():
            period = period.previous()
            past = self._read(period, np.asarray(np.atleast_2d(alive).any(axis=0)))
            alive = alive & self._recorded(past)
            if not alive.any():
                break
            then = condition(wanted, self._columns(past))
            alive = alive & ~then.false
            unknown = unknown | (alive & then.unknown)
            count = count + (alive & then.true)
        return Numbers(column(count, 0, 0, MOST_PERIODS), None if not unknown.any() else ~unknown)

    def _times(self, wanted: Expression, now: Truth) -> Numbers:
        count = now.true.astype(np.int32)
        unknown = now.unknown
        period = self.period
        for _ in range(self.period.number - 1):
            period = period.previous()
            past = self._read(period, np.ones(len(self.units), dtype=np.bool_))
            then = condition(wanted, self._columns(past))
            recorded = self._recorded(past)
            unknown = unknown | (recorded & then.unknown)
            count = count + (recorded & then.true)
        return Numbers(column(count, 0, 0, MOST_PERIODS), None if not unknown.any() else ~unknown)

    def previous(self, name: str, readers: Truths) -> Value:
        """``previous.name``, (units,); only for the readers a missing record is told and a doubtful grade asked."""
        past = self._read(self.period.previous(), readers)
        return self._value(past, name)

    def _recorded(self, past: _Past) -> Truths:
        return np.array([record is not None for record in past.records], dtype=np.bool_)

    def _read(self, period: Period, units: Truths) -> _Past:
        """A period's records, of which those of ``units`` are read now."""
        past = self._pasts.get(period) or self._open(period)
        for index in np.flatnonzero(units & ~past.read).tolist():
            past.read[index] = True
            unit = self.units[index]
            if past.records[index] is None:
                self._warn_of_missing(period, unit)
            elif index in past.doubts:
                answer = self.answers.ask(past.doubts[index].question(self.ruleset, period, unit))
                past.grades[index] = answer if isinstance(answer, str) else None
        return past

    def _open(self, period: Period) -> _Past:
        records: list[Record | None] = []
        grades: list[str | None] = []
        doubts: dict[int, Doubt] = {}
        for index, unit in enumerate(self.units):
            found = self._records.get((unit, str(period)), [])
            record, grade, doubt = _merged(found, self._grade)
            records.append(record)
            grades.append(grade)
            if doubt is not None:
                doubts[index] = doubt
        past = _Past(period, records, grades, doubts, np.zeros(len(self.units), dtype=np.bool_))
        self._pasts[period] = past
        return past

    def _grade(self, grade: str) -> str | None:
        """A recorded grade as a grade of this scheme."""
        if any(rule.grade == grade for rule in self.ruleset.grades):
            return grade
        return self.ruleset.history.grades.get(grade) if self.ruleset.history else None

    def _warn_of_missing(self, period: Period, unit: str) -> None:
        if period.last_day < self.ruleset.in_force.from_:
            return
        what = Message(
            "{unit} has no record for {period}; the count of periods ends there.", unit=unit, period=str(period)
        )
        mend = Message("Add the record to the history.")
        self.warnings.append(Problem("history-missing", what, Place(unit=unit), mend=mend, severity=Severity.WARNING))

    def unread(self, units: Sequence[str]) -> Iterator[Problem]:
        """Warnings of what the history holds and nothing can read; each once, as they do not count by rows.

        Args:
            units: All units of the data, also those without a result.
        """
        known, records = set(units), self.history.records
        for unit, record in _firsts((each.counts_for, each) for each in records if each.counts_for not in known):
            what = Message("The history names {unit}, which is no unit of the data.", unit=unit)
            mend = Message("Name today's unit in the column successor, if the unit was renamed or merged.")
            place = replace(record.place, unit=unit)
            yield Problem("history-unknown-unit", what, place, mend=mend, severity=Severity.WARNING)
        for label, record in _firsts((each.period, each) for each in records):
            period, place = _period(label), replace(record.place, unit=None)
            if period is None or period.kind is not self.period.kind:
                what = Message(
                    "The scheme does not assess such periods as {period}; its records are not read.", period=label
                )
                expected = Message("periods such as {period}", period=str(self.period.previous()))
                yield Problem("history-period-kind", what, place, label, expected, severity=Severity.WARNING)
            elif period >= self.period:
                what = Message("The records of {period} are not of an earlier period; they are not read.", period=label)
                yield Problem("history-not-earlier", what, place, label, severity=Severity.WARNING)
        measures = self.ruleset.measures
        for name, record in _firsts((name, each) for each in records for name in each.measures if name not in measures):
            what = Message("The column {name} of the history is no measure of the ruleset and is not read.", name=name)
            place = replace(record.place, unit=None)
            meant = did_you_mean(name, measures)
            yield Problem("history-column-unknown", what, place, name, mend=meant, severity=Severity.WARNING)

    def _columns(self, past: _Past) -> Columns:
        return Columns({name: self._value(past, name) for name in ("grade", "total", "rank")})

    def _value(self, past: _Past, name: str) -> Value:
        if name == "grade":
            vocabulary = tuple(rule.grade for rule in self.ruleset.grades)
            codes = np.array([vocabulary.index(grade) if grade else 0 for grade in past.grades], dtype=np.int64)
            return Texts(codes, vocabulary, np.array([grade is not None for grade in past.grades], dtype=np.bool_))
        texts = [None if record is None else _field(record, name) for record in past.records]
        numbers = [None if text is None else _decimal(text) for text in texts]
        known = np.array([number is not None for number in numbers], dtype=np.bool_)
        places = max((places_of(number) for number in numbers if number is not None), default=0)
        values = fixed(*(number or Decimal(0) for number in numbers), decimals=places)
        bound = max(10**15, *(abs(scaled_to(number, places)) for number in numbers if number is not None), 0)
        return Numbers(column(values.scaled, places, -bound, bound), both_known(known))


def _firsts(named: Iterable[tuple[str, Record]]) -> Iterable[tuple[str, Record]]:
    """The first record for each name."""
    found: dict[str, Record] = {}
    for name, record in named:
        found.setdefault(name, record)
    return found.items()


def _period(label: str) -> Period | None:
    try:
        return Period.parse(label)
    except NotAPeriod:
        return None


def _field(record: Record, name: str) -> str | None:
    if name in ("total", "rank"):
        return record.total if name == "total" else record.rank
    return record.measures.get(name)


def _decimal(text: str) -> Decimal | None:
    """The number that a cell holds; None where it is no plain decimal, as in a column of remarks."""
    return Decimal(text) if is_number(text) else None


def _merged(
    records: Sequence[Record], grade_of: Callable[[str], str | None]
) -> tuple[Record | None, str | None, Doubt | None]:
    """One record out of those of all predecessors: its grade where they agree, else a doubt."""
    if not records:
        return None, None, None
    first = records[0]
    measures = {name: _agreed([record.measures.get(name) for record in records]) for name in first.measures}
    merged = Record(
        first.counts_for,
        first.period,
        total=_agreed([record.total for record in records]),
        rank=_agreed([record.rank for record in records]),
        measures={name: text for name, text in measures.items() if text is not None},
    )
    grades = {None if record.grade is None else grade_of(record.grade) for record in records}
    if len(grades) == 1 and None not in grades:
        return merged, grades.pop(), None
    return merged, None, Doubt(tuple(dict.fromkeys(record.grade or "—" for record in records)))


def _agreed(texts: Sequence[str | None]) -> str | None:
    """The number that all records give, if they do."""
    numbers = {None if text is None else _decimal(text) for text in texts}
    return texts[0] if len(numbers) == 1 else None
