"""A filled collection workbook as it comes back: its cover, and of each worksheet the table and the sign-off."""

import string
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Ruleset
from workbooks.collection import form as labels
from workbooks.collection.form import is_label
from workbooks.grid import UNIT_NAMES, Grid, blank

_DEEPEST_HEADER, _DEEPEST_COVER = 30, 40
"""How many filled rows are searched for a header, and for the facts of a cover."""

_LETTERS = string.ascii_uppercase


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
    """

    grid: Grid
    signed: tuple[str, str] | None
    place: Place

    @property
    def headers(self) -> frozenset[str]:
        """What stands above the columns."""
        return frozenset(cell.strip() for cell in self.grid.rows[0][1])

    def without_remarks(self, asked: Collection[str]) -> Grid:
        """The table without the remarks, which say something to people alone, and rows that hold nothing else.

        Args:
            asked: The columns that the worksheet is asked for; one of these is no remark, whatever its name.
        """
        header = self.grid.rows[0][1]
        remarks = {
            index for index, cell in enumerate(header) if is_label(cell, labels.REMARKS) and cell.strip() not in asked
        }
        rows = [
            (row, ["" if index in remarks else cell for index, cell in enumerate(cells)])
            for row, cells in self.grid.rows
        ]
        return replace(self.grid, rows=[(row, cells) for row, cells in rows if not blank(cells)])

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
    last = rows[below - 1][0]
    merged = [each for each in grid.merged if int(each.partition(":")[0].lstrip(_LETTERS)) <= last]
    place = Place(file=grid.file, sheet=grid.sheet)
    return Cut(replace(grid, rows=kept, merged=merged), signed, place)


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
