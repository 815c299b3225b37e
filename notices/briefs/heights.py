"""How many pages a brief takes, told before it is set: docx and PDF have the same heights to within a few points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from notices.briefs.sheet import SHEET, Sheet
from notices.layout.page import MM, ems

_WIDER = 1.05
"""Lines end before a word that does not fit; Latin letters are a little wider than half a Chinese one."""
_SLACK_PT = 16.0
"""Kept free on each page: programs do not agree about the last points."""


def text_pt(text: str, size_pt: float, room_mm: float, sheet: Sheet = SHEET) -> float:
    """Height of a text that is broken into lines.

    Args:
        text: The text.
        size_pt: The size of its letters.
        room_mm: The width of its lines.
        sheet: The measurements.

    Example:
        >>> text_pt("样" * 30, 10, 156), text_pt("样" * 50, 10, 156)
        (13.0, 26.0)
    """
    return ceil(ems(text) * _WIDER * size_pt / (room_mm * MM)) * size_pt * sheet.pitch


@dataclass
class Flow:
    """Blocks one below the other, page by page.

    Attributes:
        page: The page that is filled, from 1.
        at_pt: How much of it is taken.
    """

    sheet: Sheet = SHEET
    page: int = 1
    at_pt: float = 0.0

    @property
    def left_pt(self) -> float:
        """What is left of the page."""
        return self.sheet.text_height_pt - _SLACK_PT - self.at_pt

    @property
    def over_pt(self) -> float:
        """By how much all of it is higher than the pages of a brief."""
        over = self.page - self.sheet.pages
        return (over - 1) * self.sheet.text_height_pt + self.at_pt if over > 0 else 0.0

    def whole(self, height_pt: float) -> None:
        """Add what does not break: it begins a page where it does not fit."""
        if height_pt > self.left_pt and self.at_pt:
            self.page, self.at_pt = self.page + 1, 0.0
        self.at_pt += height_pt

    def broken(self, head_pt: float, rows_pt: Sequence[float], again_pt: float = 0.0) -> None:
        """Add what breaks between its rows.

        Args:
            head_pt: What stands above the first row, and never without it.
            rows_pt: The rows.
            again_pt: What is repeated above the first row of a further page.
        """
        self.whole(head_pt + sum(rows_pt[:1]))
        for height in rows_pt[1:]:
            if height > self.left_pt:
                self.page, self.at_pt = self.page + 1, again_pt
            self.at_pt += height
