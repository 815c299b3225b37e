"""The charts and tables of a brief in their order, cut so that all of it stands on its two pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from notices.briefs.heights import Flow, text_pt
from notices.briefs.sheet import SHEET, TIGHT, Sheet
from notices.briefs.tables import Fitted, fitted, header_height, row_heights
from notices.briefs.worded import Say, Told, Worded, cut
from notices.document import Picture
from notices.layout.page import MM

_LEAST_ROWS = 6
"""So many rows of each table stay, whatever the others need."""


@dataclass(frozen=True)
class Shown:
    """A chart with its title."""

    title: str
    picture: Picture


@dataclass(frozen=True)
class Laid:
    """A table with its columns."""

    table: Told
    fit: Fitted


Block: TypeAlias = Shown | Laid


@dataclass(frozen=True)
class Arranged:
    """The charts and tables of a brief in their order.

    Attributes:
        blocks: They.
        sheet: The measurements.
        left_out: How many rows are left out.
        pages: How many pages it takes.
    """

    blocks: tuple[Block, ...]
    sheet: Sheet
    left_out: int
    pages: int


def arranged(words: Worded, charts: Sequence[Shown], say: Say) -> Arranged:
    """The charts and tables in turn, a chart first: what is seen at a glance, then what it rests on.

    A chart that no longer fits on a page lets the next table go first. Where all of it would take more than the pages
    of a brief, rows of the longest table are left out until it fits, but no table falls below its least rows. It is
    set tight where that saves rows or a page.

    Args:
        words: The brief.
        charts: Its charts.
        say: Says how many rows are left out.
    """
    return min((_arranged(words, charts, say, sheet) for sheet in (SHEET, TIGHT)), key=_cost)


def _cost(found: Arranged) -> tuple[int, int]:
    """What is least of the first that is met."""
    return found.left_out, found.pages


def _arranged(words: Worded, charts: Sequence[Shown], say: Say, sheet: Sheet) -> Arranged:
    tables = [Laid(table, fitted(table, sheet)) for table in words.tables if not table.drawn or not charts]
    kept = [len(each.table.rows) for each in tables]
    while True:
        shown = [Laid(cut(each.table, most, say), each.fit) for each, most in zip(tables, kept, strict=True)]
        order, flow = _ordered(words, charts, shown, sheet)
        over_pt = flow.over_pt
        longest = max(range(len(kept)), key=lambda place: (kept[place], place), default=None)
        if over_pt <= 0 or longest is None or kept[longest] <= _LEAST_ROWS:
            left_out = sum(len(each.table.rows) for each in tables) - sum(kept)
            return Arranged(tuple(order), sheet, left_out, flow.page)
        kept[longest] -= _fewer(tables[longest], kept, longest, over_pt, sheet)


def _fewer(longest: Laid, kept: Sequence[int], place: int, over_pt: float, sheet: Sheet) -> int:
    """How many rows of the longest table are left out at once: one, unless pages of it are too many."""
    mean = sum(row_heights(longest.table, longest.fit, sheet)) / len(longest.table.rows)
    next_one = max((rows for other, rows in enumerate(kept) if other != place), default=0)
    # Half of what is over: the rest may be a chart for which there will be room again.
    many = int(over_pt / mean / 2) if over_pt > 2 * sheet.text_height_pt else 1
    return max(min(many, kept[place] - max(next_one, _LEAST_ROWS)), 1)


def _ordered(words: Worded, charts: Sequence[Shown], tables: Sequence[Laid], sheet: Sheet) -> tuple[list[Block], Flow]:
    """The order, and where all of it ends."""
    flow = Flow(sheet)
    flow.whole(text_pt(words.title, sheet.title_pt, sheet.text_width_mm, sheet) + 8)
    flow.whole(text_pt(words.answer, sheet.answer_pt, sheet.text_width_mm - 8, sheet) + 14)
    heading = sheet.apart_pt + sheet.heading_pt * sheet.pitch + sheet.below_heading_pt
    left_charts, left_tables, order = list(charts), list(tables), list[Block]()
    while left_charts or left_tables:
        # In turn; but a chart that does not fit on this page waits for the next table.
        first = bool(left_charts) and (len(order) % 2 == 0 or not left_tables)
        if first and left_tables and order and _chart_pt(left_charts[0], heading) > flow.left_pt:
            first = False
        if first:
            chart = left_charts.pop(0)
            flow.whole(_chart_pt(chart, heading))
            order.append(chart)
        else:
            table = left_tables.pop(0)
            header, rows = header_height(table.table, table.fit, sheet), row_heights(table.table, table.fit, sheet)
            more = sheet.text_pt * sheet.pitch + 3 if table.table.more else 0.0
            rows = [*rows[: -sheet.held_rows], sum(rows[-sheet.held_rows :]) + more]
            flow.broken(heading + header, rows, header)
            order.append(table)
    notes = [text_pt(note, sheet.text_pt, sheet.text_width_mm - 4, sheet) + 1.5 for note in words.notes]
    if notes:
        flow.broken(heading, notes)
    return order, flow


def _chart_pt(chart: Shown, heading: float) -> float:
    return heading + chart.picture.height_mm * MM
