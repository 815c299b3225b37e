"""The charts and tables of a brief in their order, cut so that all of it stands on its two pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from typing import TypeAlias

from notices.briefs.sheet import SHEET, Sheet
from notices.briefs.tables import Fitted, fitted, row_heights
from notices.briefs.worded import Say, Told, Worded, cut, shares
from notices.charts.style import width_pt
from notices.document import Picture
from notices.layout.page import MM

_LEAST_ROWS = 8
_APART_PT = 14.0
"""Between one chart or table and the next."""


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


def blocks(words: Worded, charts: Sequence[Shown], say: Say, sheet: Sheet = SHEET) -> list[Block]:
    """The charts and tables in turn, a chart first: what is seen at a glance, then what it rests on.

    Args:
        words: The brief.
        charts: Its charts.
        say: Says how many rows are left out.
        sheet: The measurements.
    """
    tables = [Laid(table, fitted(table, sheet)) for table in words.tables]
    cut_down = _cut(tables, _room(words, charts, tables, sheet), say, sheet)
    return [block for pair in zip_longest(charts, cut_down) for block in pair if block is not None]


def _cut(tables: Sequence[Laid], room_pt: float, say: Say, sheet: Sheet) -> Iterator[Laid]:
    heights = [row_heights(each.table, each.fit, sheet) for each in tables]
    rows = sum(map(len, heights))
    if sum(map(sum, heights)) <= room_pt or not rows:
        yield from tables
        return
    mean = sum(map(sum, heights)) / rows
    for each, most in zip(
        tables, shares([len(each) for each in heights], int(room_pt / mean), _LEAST_ROWS), strict=True
    ):
        yield Laid(cut(each.table, most, say), each.fit)


def _room(words: Worded, charts: Iterable[Shown], tables: Sequence[Laid], sheet: Sheet) -> float:
    """The height that is left for the rows of all tables, in points."""
    heading = sheet.heading_pt * sheet.pitch + _APART_PT
    taken = _lines(words.title, sheet.title_pt, sheet) + _lines(words.answer, sheet.answer_pt, sheet) + 4 * _APART_PT
    taken += sum(heading + chart.picture.height_mm * MM for chart in charts)
    # A header of two lines, and the line that says how much is left out.
    taken += sum(heading + (3 * sheet.pitch * each.fit.size_pt + 2 * sheet.row_pt) for each in tables)
    taken += heading + sum(_lines(note, sheet.text_pt, sheet) + 2 for note in words.notes)
    return sheet.pages * sheet.text_height_pt - taken


def _lines(text: str, size_pt: float, sheet: Sheet) -> float:
    room = (sheet.text_width_mm - 8) * MM
    return ceil(width_pt([text], size_pt) / room) * size_pt * sheet.pitch
