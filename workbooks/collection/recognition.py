"""A filled collection workbook as it comes back: its cover, and of each worksheet the table and the sign-off."""

import re
import string
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Ruleset
from workbooks.collection import form as labels
from workbooks.collection.form import Field, is_label
from workbooks.grid import UNIT_NAMES, Grid, blank, letter

_DEEPEST_HEADER, _DEEPEST_COVER = 30, 40
"""How many filled rows are searched for a header, and for the facts of a cover."""

_LETTERS = string.ascii_uppercase
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
_UNIT_ALONE = re.compile(r"[（(][^（()）]*[)）]$")
"""The decimals that stand behind a unit of measure."""


@dataclass(frozen=True)
class Cover:
    """For which scheme and period a workbook says that it is; empty where it does not say."""

    ruleset: str
    version: str
    digest: str
    period: str
    place: Place


def cover_of(grid: Grid) -> Cover | None:
    """The cover that a worksheet is; None if it is none."""
    facts: dict[Message, str] = {}
    for _row, cells in grid.rows[:_DEEPEST_COVER]:
        filled = [cell.strip() for cell in cells if cell.strip()]
        for label in (labels.RULESET, labels.VERSION, labels.RULESET_DIGEST, labels.PERIOD):
            if is_label(filled[0], label):
                facts.setdefault(label, filled[1] if len(filled) > 1 else "")
    if labels.RULESET not in facts or labels.RULESET_DIGEST not in facts:
        return None
    digest, version = facts[labels.RULESET_DIGEST], facts.get(labels.VERSION, "")
    place = Place(file=grid.file, sheet=grid.sheet)
    return Cover(facts[labels.RULESET], version, digest, facts.get(labels.PERIOD, ""), place)


def mismatches(cover: Cover, ruleset: Ruleset, period: str | None) -> Iterator[Problem]:
    """What tells that a workbook was made for something else.

    Args:
        cover: The workbook's.
        ruleset: The scheme that is assessed.
        period: The period that is assessed, where it is known already.
    """
    mend = Message("Give the workbook that was made for this scheme, or make one: kaoping workbook.")
    told = (
        (Message("The workbook was made for another scheme."), cover.ruleset, ruleset.ruleset),
        (Message("The workbook was made for another version of the ruleset."), cover.version, ruleset.version),
        (Message("The workbook is of another period."), cover.period, period or cover.period),
        (Message("The cover no longer names the period."), cover.period or "—", cover.period),
    )
    for what, found, wanted in told:
        if found != wanted:
            yield Problem("workbook-of-another", what, cover.place, found, Message("{text}", text=wanted), mend)
            return
    if cover.digest != ruleset.digest:
        what = Message("The ruleset was changed since the workbook was made; its columns are read as they are now.")
        yield Problem("workbook-of-another-state", what, cover.place, severity=Severity.WARNING)


@dataclass(frozen=True)
class Cut:
    """A worksheet of a collection workbook.

    Attributes:
        grid: The header, the records and the remarks alone.
        signed: Who filled it in and when, as typed; None without a sign-off row.
        place: The worksheet.
        measures: Header → unit of measure, as the workbook was made.
        beyond: Rows below the sign-off that look like records.
    """

    grid: Grid
    signed: tuple[str, str] | None
    place: Place
    measures: Mapping[str, str]
    beyond: Sequence[int]

    @property
    def headers(self) -> frozenset[str]:
        """What stands above the columns."""
        return frozenset(cell.strip() for cell in self.grid.rows[0][1])

    def without_remarks(self, asked: Collection[str]) -> Grid:
        """The table without the remarks, which say something to people alone, and rows that hold nothing else.

        Args:
            asked: The columns that the worksheet is asked for; one of these is no remark, whatever its name.
        """
        first, header = self.grid.rows[0]
        remarks = {
            index for index, cell in enumerate(header) if is_label(cell, labels.REMARKS) and cell.strip() not in asked
        }
        rows = [
            (row, ["" if index in remarks else cell for index, cell in enumerate(cells)])
            for row, cells in self.grid.rows
        ]
        read = {letter(index) for index, cell in enumerate(header) if cell.strip() and index not in remarks}
        faults = [
            fault
            for fault in self.grid.faults
            if (match := _ADDRESS.fullmatch(fault.place.cell or ""))
            and match[1] in read
            and first <= int(match[2]) <= self.grid.rows[-1][0]
        ]
        return replace(self.grid, rows=[(row, cells) for row, cells in rows if not blank(cells)], faults=faults)

    def other_units(self, asked: Mapping[str, Field]) -> Iterator[Problem]:
        """Columns that the workbook asks for in another unit of measure than the ruleset does now."""
        for name, field in asked.items():
            unit, found = getattr(field, "unit", None), self.measures.get(name)
            if unit and found and found != unit and _UNIT_ALONE.sub("", found).strip() != unit:
                what = Message("The workbook asks for {name} in another unit of measure than the ruleset.", name=name)
                mend = Message("Make the workbook anew: kaoping workbook.")
                expected = Message("{text}", text=unit)
                yield Problem("unit-of-measure-differs", what, replace(self.place, measure=name), found, expected, mend)

    def unread(self) -> Problem | None:
        """The error of records that somebody typed below the sign-off."""
        if not self.beyond:
            return None
        rows = ", ".join(map(str, self.beyond[:8])) + (", …" if len(self.beyond) > 8 else "")
        what = Message("Below the sign-off stand rows that are not read: {rows}.", rows=rows)
        mend = Message("Move them up into the table; insert rows above the sign-off.")
        return Problem("rows-below-sign-off", what, self.place, mend=mend)

    def moved(self, asked: Collection[str]) -> Problem | None:
        """The note that columns stand elsewhere than in the form, which no reading by headers minds."""
        found = [cell.strip() for cell in self.grid.rows[0][1] if cell.strip() in asked]
        wanted = [header for header in asked if header in found]
        blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
        kept = {header for block in blocks for header in wanted[block.a : block.a + block.size]}
        moved = [header for header in found if header not in kept]
        what = Message("Columns were moved, and read by their headers: {names}.", names=moved)
        return Problem("columns-moved", what, self.place, severity=Severity.NOTE) if moved else None

    def unsigned(self) -> Problem | None:
        """The warning of a worksheet that nobody vouches for."""
        if self.signed is None or all(self.signed):
            return None
        what = Message("The worksheet is not signed off: nobody vouches for its data.")
        mend = Message("Fill in name and date below the table.")
        return Problem("sheet-unsigned", what, self.place, mend=mend, severity=Severity.WARNING)


def cut(grid: Grid) -> Cut | None:
    """The table of a worksheet, without what stands above and below it; None if it has no column of units."""
    headers = (
        (index, column)
        for index, (_row, cells) in enumerate(grid.rows[:_DEEPEST_HEADER])
        for column, cell in enumerate(cells)
        if _names_units(cell)
    )
    index, column = next(headers, (0, None))
    if column is None:
        return None
    rows = list(grid.rows[index:])
    below = next((at for at, (_, cells) in enumerate(rows) if _label(cells[column]) in _SIGN_OFF), len(rows))
    signed = _signed(rows[below:]) if below < len(rows) else None
    header, *records = rows[:below]
    kept = [header, *(row for row in records if not is_label(row[1][column], labels.UNIT_OF_MEASURE))]
    measures = next((cells for _, cells in records if is_label(cells[column], labels.UNIT_OF_MEASURE)), ())
    beyond = [row for row, cells in rows[below:] if _looks_like_a_record(cells, column)]
    last = rows[below - 1][0]
    merged = [each for each in grid.merged if int(each.partition(":")[0].lstrip(_LETTERS)) <= last]
    place = Place(file=grid.file, sheet=grid.sheet)
    asked = {name.strip(): text.strip() for name, text in zip(header[1], measures, strict=False)}
    return Cut(replace(grid, rows=kept, merged=merged), signed, place, asked, beyond)


def _looks_like_a_record(cells: Sequence[str], column: int) -> bool:
    """Whether a row has something in the column of units, and something else behind it, but is no sign-off."""
    behind = [cell for cell in cells[column + 1 :] if cell.strip()]
    return bool(cells[column].strip() and behind) and not any(map(_label, (cells[column], *behind)))


def _names_units(cell: str) -> bool:
    return cell.strip() in UNIT_NAMES or cell.strip() in UNIT_NAMES.values()


_SIGN_OFF = (labels.FILLED_BY, labels.CHECKED_BY, labels.FILLED_ON)


def _label(cell: str) -> Message | None:
    """The label of the sign-off that a cell holds, be it with what is typed behind it: 填报人：某某."""
    return next((label for label in _SIGN_OFF if is_label(_parted(cell)[0], label)), None)


def _parted(cell: str) -> tuple[str, str]:
    label, _, text = cell.replace(":", "：").partition("：")
    return label, text.strip()


def _signed(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[str, str]:
    """The name and the date that stand behind their labels, or right of them."""
    found: dict[Message, str] = {}
    for _, cells in rows:
        filled = [cell.strip() for cell in cells if cell.strip()]
        for cell, following in zip(filled, [*filled[1:], ""], strict=True):
            if (label := _label(cell)) is not None:
                found.setdefault(label, _parted(cell)[1] or ("" if _label(following) else following))
    return found.get(labels.FILLED_BY, ""), found.get(labels.FILLED_ON, "")
