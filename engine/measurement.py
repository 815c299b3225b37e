"""From cells as typed to exact columns; every cell that may not stand is a problem with its place.

Nothing is repaired and nothing is guessed here: a cell is a value, blank, or 不适用, or it is a problem.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from engine.data import UNIT, Data, Sheet
from engine.day import day
from engine.decimals import as_written, scaled_to
from engine.expression.evaluation import Numbers, Texts, Truth, Value
from engine.fixed import Array, Truths, column
from engine.measures import Measures, Records, picked
from engine.message import Message
from engine.notation import bare
from engine.problem import Problem, Severity, did_you_mean, nearest
from engine.ruleset import Choice, Column, Measure, Plain, Quantity, Ruleset

DOES_NOT_APPLY = "不适用"
"""What is typed where a measure does not apply."""
NOT_APPLICABLE = frozenset({DOES_NOT_APPLY, "n/a", "N/A"})
"""All that is read so."""
YES, NO = frozenset({"是", "yes"}), frozenset({"否", "no"})

_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
TOTALS = frozenset({"合计", "总计", "小计", "共计", "平均", "平均值", "Total"})
"""Names in the column of units that a row of sums bears, and no unit."""


@dataclass(frozen=True)
class Measured:
    """The outcome of reading: columns in which a faulty cell holds a value within range, and the problems.

    A problem whose place names no unit concerns all of them.
    """

    measures: Measures
    problems: tuple[Problem, ...]


def measure(ruleset: Ruleset, data: Data, *, totals_given: bool = False) -> Measured:
    """The data of a cycle as exact columns.

    Args:
        ruleset: Says what the columns must hold.
        data: Cells as read.
        totals_given: The totals are given directly, so that measures may be absent.

    Returns:
        Columns and all problems.
    """
    sheet = data.units
    problems = list(_units(ruleset, sheet))
    wanted: dict[str, Column | Measure] = {**ruleset.attributes, **ruleset.measures}
    if totals_given:
        wanted = {
            name: kind
            for name, kind in wanted.items()
            if name in sheet.columns or name in ruleset.attributes or kind.missing is not None
        }
    problems += _headers(sheet, wanted, ruleset)
    values: dict[str, Value] = {}
    applies: dict[str, Truths] = {}
    for name, kind in wanted.items():
        cells = sheet.columns.get(name)
        reader = _Reader(kind)
        value, applied = reader.read([""] * len(sheet) if cells is None else cells)
        values[name] = value
        if not applied.all():
            applies[name] = applied
        if cells is not None:
            problems += [_located(problem, sheet, name, index) for index, problem in reader.faults]
    tables = {}
    for name, table in ruleset.tables.items():
        records, faults = _records(name, table.columns, data.tables.get(name), sheet)
        tables[name] = records
        problems += faults
    problems += [
        Problem(
            "data-unknown-table",
            Message("The ruleset has no table {name}.", name=name),
            sheet_of_table.place(UNIT),
            mend=did_you_mean(name, ruleset.tables),
        )
        for name, sheet_of_table in data.tables.items()
        if name not in ruleset.tables
    ]
    units = tuple(str(unit).strip() for unit in sheet.columns[UNIT])
    return Measured(Measures(units, values, applies, tables), tuple(problems))


def _units(ruleset: Ruleset, sheet: Sheet) -> Iterator[Problem]:
    """Blank and repeated units, and more than the scheme covers."""
    seen: dict[str, int] = {}
    alike: dict[str, str] = {}
    for index, cell in enumerate(sheet.columns[UNIT]):
        unit = cell.strip()
        place = sheet.place(UNIT, index)
        if not unit:
            mend = Message("Type the unit's name, or delete the row.")
            yield Problem("data-unit-blank", Message("A row names no unit."), place, mend=mend)
        elif unit in seen:
            what = Message("{unit} stands in two rows.", unit=unit)
            mend = Message("Keep one of them; the other is {place}.", place=sheet.place(UNIT, seen[unit]))
            yield Problem("data-unit-twice", what, place, mend=mend)
        elif (name := bare(unit)) in alike:
            what = Message("{unit} and {other} differ in nothing but spaces or width.", unit=unit, other=alike[name])
            mend = Message("Write the name of a unit in one way, or give the units names that can be told apart.")
            yield Problem("data-unit-alike", what, place, unit, mend=mend)
        elif "".join(unit.split()) in TOTALS:
            what = Message("The row {unit} is a total of the others, no unit.", unit=unit)
            yield Problem("data-total-row", what, place, unit, mend=Message("Delete the row."))
        seen.setdefault(unit, index)
        alike.setdefault(bare(unit), unit)
    if len(sheet) > ruleset.covers.at_most:
        what = Message("There are more units than the scheme covers.")
        expected = Message("at most {count}", count=ruleset.covers.at_most)
        mend = Message("Raise covers.at_most in the ruleset if the scheme now covers more.")
        yield Problem("data-too-many-units", what, sheet.place(UNIT), str(len(sheet)), expected, mend)
    if not len(sheet):
        yield Problem("data-empty", Message("The data hold no unit."), sheet.place(UNIT))


def _headers(sheet: Sheet, wanted: Mapping[str, Column | Measure], ruleset: Ruleset) -> Iterator[Problem]:
    """Columns that are missing, and columns that nothing reads."""
    unread = [header for header in sheet.columns if header != UNIT and header not in ruleset.names()]
    for name, kind in wanted.items():
        if name in sheet.columns or kind.missing is not None:
            continue
        near = nearest(name, unread)
        mend = (
            Message("Add the column.")
            if near is None
            else Message("The column {found} is perhaps meant: name it {name}.", found=near, name=name)
        )
        what = Message("The column {name} is missing.", name=name)
        yield Problem("data-column-missing", what, replace(sheet.whole, measure=name), near, mend=mend)
    for header in unread:
        what = Message("The column {name} is not in the ruleset and is not read.", name=header)
        meant = did_you_mean(header, ruleset.names())
        yield Problem("data-column-unknown", what, sheet.place(header), header, mend=meant, severity=Severity.WARNING)


def _records(
    name: str, columns: Mapping[str, Column], sheet: Sheet | None, units: Sheet
) -> tuple[Records, list[Problem]]:
    """A table's records; those of unknown units are left out, with a problem."""
    if sheet is None or not len(sheet):
        sheet = Sheet({UNIT: (), **dict.fromkeys(columns, ())})
    problems = []
    index_of = {unit.strip(): index for index, unit in enumerate(units.columns[UNIT])}
    owner = np.array([index_of.get(unit.strip(), -1) for unit in sheet.columns[UNIT]], dtype=np.int64)
    meant: dict[str, Message | None] = {}
    for index in np.flatnonzero(owner < 0).tolist():
        unit = sheet.columns[UNIT][index]
        if unit not in meant:
            meant[unit] = did_you_mean(unit, index_of)
        what = Message("{unit} is no unit of the data.", unit=unit or "—")
        problems.append(Problem("data-unit-unknown", what, sheet.place(UNIT, index), unit, mend=meant[unit]))
    values: dict[str, Value] = {}
    for header, kind in columns.items():
        cells = sheet.columns.get(header)
        if cells is None:
            what = Message("The table {table} lacks the column {name}.", table=name, name=header)
            place = replace(sheet.whole, measure=header)
            problems.append(Problem("data-column-missing", what, place, mend=Message("Add the column.")))
            cells = [""] * len(sheet)
        reader = _Reader(kind)
        values[header], _ = reader.read(cells)
        if header in sheet.columns:
            problems += [_located(problem, sheet, header, index) for index, problem in reader.faults]
    known = owner >= 0
    return Records(owner[known], {header: picked(value, known) for header, value in values.items()}), problems


def _located(problem: Problem, sheet: Sheet, header: str, index: int) -> Problem:
    return replace(problem, place=sheet.place(header, index))


class _Reader:
    """Reads the cells of one column; each distinct text is judged once."""

    def __init__(self, kind: Column | Measure) -> None:
        self._kind = kind
        self.faults: list[tuple[int, Problem]] = []

    def read(self, cells: Sequence[str]) -> tuple[Value, Truths]:
        """The column, and where it applies."""
        match self._kind:
            case Choice(one_of=vocabulary):
                codes, known, applies = self._each(cells, self._choice, 0)
                return Texts(codes, vocabulary, known), applies
            case Plain(type="yes_no"):
                holds, known, applies = self._each(cells, _yes_no, 0)
                yes = holds.astype(bool)
                return (Truth(yes, ~yes) if known is None else Truth(yes & known, ~yes & known)), applies
            case Plain(type="date"):
                days, known, applies = self._each(cells, _day, 1)
                return Numbers(column(days, 0, 1, date.max.toordinal()).narrow(), known, days=True), applies
            case Plain():
                vocabulary = tuple(dict.fromkeys(cell.strip() for cell in cells)) or ("",)
                code_of = {text: code for code, text in enumerate(vocabulary)}
                array = np.array([code_of[cell.strip()] for cell in cells], dtype=np.int64)
                return Texts(array, vocabulary), np.ones(len(cells), dtype=np.bool_)
            case Measure() | Quantity():
                low, high = self._bounds
                scaled, known, applies = self._each(cells, self._number, low)
                return Numbers(column(scaled, self._kind.decimals, low, high).narrow(), known), applies

    @cached_property
    def _bounds(self) -> tuple[int, int]:
        """The range of a number, at its scale."""
        kind = self._kind
        assert isinstance(kind, (Measure, Quantity))
        low, high = kind.between
        return scaled_to(low, kind.decimals), scaled_to(high, kind.decimals)

    def _each(
        self, cells: Sequence[str], read: Callable[[str], int | Problem], filler: int
    ) -> tuple[Array, Truths | None, Truths]:
        """The codes of all cells, where they are known, and where the column applies."""
        judged: dict[str, int | Problem | None] = {}
        codes = []
        unknown, inapplicable = [], []
        for index, cell in enumerate(cells):
            if cell not in judged:
                judged[cell] = self._judge(cell.strip(), read)
            found = judged[cell]
            if isinstance(found, int):
                codes.append(found)
                continue
            codes.append(filler)
            unknown.append(index)
            if found is None:
                inapplicable.append(index)
            else:
                self.faults.append((index, found))
        wide = any(not -(2**63) < code < 2**63 for code in codes)
        array = np.array(codes, dtype=object if wide else np.int64)
        return array, _mask(unknown, len(cells)) if unknown else None, _mask(inapplicable, len(cells))

    def _judge(self, text: str, read: Callable[[str], int | Problem]) -> int | Problem | None:
        """A cell's code; its problem; or None where it does not apply."""
        if text in NOT_APPLICABLE and text not in getattr(self._kind, "one_of", ()):
            if getattr(self._kind, "may_not_apply", False):
                return None
            what = Message("This must be filled in; it cannot be said not to apply.")
            return Problem("data-not-applicable", what, found=text)
        if not text:
            if self._kind.missing is None:
                mend = Message("Fill it in.")
                if getattr(self._kind, "may_not_apply", False):
                    mend = Message("Fill it in, or type 不适用 where it does not apply.")
                return Problem("data-blank", Message("The cell is blank."), mend=mend)
            text = str(self._kind.missing)
        return read(text)

    def _choice(self, text: str) -> int | Problem:
        assert isinstance(self._kind, Choice)
        options = self._kind.one_of
        if text in options:
            return options.index(text)
        expected = Message("one of {options}", options=options)
        return Problem(
            "data-choice",
            Message("This is none of the choices."),
            found=text,
            expected=expected,
            mend=did_you_mean(text, options),
        )

    def _number(self, text: str) -> int | Problem:
        kind = self._kind
        assert isinstance(kind, (Measure, Quantity))
        match = _NUMBER.fullmatch(text.removesuffix("%") if kind.unit == "%" else text)
        if match is None:
            return not_a_number(text)
        sign, whole, part = match[1], match[2], (match[3] or "").rstrip("0")
        if len(whole.lstrip("0")) + len(part) > 18:
            most = Message("at most 18 digits")
            return Problem("data-digits", Message("The number has too many digits."), found=text, expected=most)
        if len(part) > kind.decimals:
            expected = Message("at most {count} decimals", count=kind.decimals)
            mend = Message("Report it as the scheme declares it, rounded by the one who reports.")
            return Problem(
                "data-decimals",
                Message("The number has too many decimals."),
                found=text,
                expected=expected,
                mend=mend,
            )
        scaled = int(whole + part.ljust(kind.decimals, "0")) * (-1 if sign else 1)
        low, high = self._bounds
        if not low <= scaled <= high:
            bounds = {"low": as_written(low, kind.decimals), "high": as_written(high, kind.decimals)}
            expected = Message("between {low} and {high}", **bounds)
            return Problem("data-range", Message("The number is out of range."), found=text, expected=expected)
        return scaled


def _mask(indices: list[int], count: int) -> Truths:
    """True but at the indices."""
    mask = np.ones(count, dtype=np.bool_)
    mask[indices] = False
    return mask


def _yes_no(text: str) -> int | Problem:
    if text in YES or text in NO:
        return int(text in YES)
    return Problem("data-yes-no", Message("This is neither yes nor no."), found=text, expected=Message("是 or 否"))


def _day(text: str) -> int | Problem:
    try:
        return day(text).toordinal()
    except ValueError:
        expected = Message("a date such as 2016-03-15")
        return Problem("data-date", Message("This is no date."), found=text, expected=expected)


def not_a_number(text: str) -> Problem:
    """Why a text is no number, and what to type instead where that is plain."""
    plain = text.translate(str.maketrans("０１２３４５６７８９．－，％", "0123456789.-,%")).rstrip("%").strip()
    if _THOUSANDS.fullmatch(plain):  # 3,5 may be 3.5 or 35: nothing is proposed
        plain = plain.replace(",", "")
    mend = (
        Message("Type {number}.", number=plain)
        if _NUMBER.fullmatch(plain)
        else Message("Type a number, without a unit.")
    )
    return Problem(
        "data-not-a-number",
        Message("This is no number."),
        found=text,
        expected=Message("a number"),
        mend=mend,
    )
