"""The measurements of a brief's page, in one place for the docx and the PDF."""

from __future__ import annotations

from dataclasses import dataclass

from notices.layout.page import MM


@dataclass(frozen=True)
class Sheet:
    """Lengths in millimetres (``_mm``) or points (``_pt``); an upright A4 page.

    Attributes:
        text_width_mm: That of an official document too, as its charts are so wide.
        pages: How many a brief may take.
        heading_pt: Size of the title of a table, of a chart and of the notes.
        apart_pt: Room above the title of a table, of a chart and of the notes.
        below_heading_pt: Room below it.
        cell_sizes_pt: Sizes of a table's letters, the largest in which it fits is taken.
        pitch: From one line to the next, in its size.
        row_pt: Added to the lines of a row: the room above and below them.
        rules_pt: What the rules of a table add to its height.
        held_rows: The last rows of a table stand on one page.
        foot_pt: Size of what stands at the foot of each page.
    """

    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 17
    bottom_mm: float = 26
    text_width_mm: float = 156
    pages: int = 2
    title_pt: float = 18
    answer_pt: float = 12
    heading_pt: float = 10.5
    text_pt: float = 8.5
    cell_sizes_pt: tuple[float, ...] = (9, 8.5, 8, 7.5, 7)
    apart_pt: float = 10
    below_heading_pt: float = 4
    cell_margin_mm: float = 1.8
    pitch: float = 1.3
    row_pt: float = 2.6
    rules_pt: float = 2.75
    held_rows: int = 3
    foot_pt: float = 6
    foot_from_edge_mm: float = 9

    @property
    def side_mm(self) -> float:
        """What is left at each side."""
        return (self.width_mm - self.text_width_mm) / 2

    @property
    def text_height_pt(self) -> float:
        """Height of the text area."""
        return (self.height_mm - self.top_mm - self.bottom_mm) * MM


SHEET = Sheet()
TIGHT = Sheet(top_mm=15, text_pt=8, apart_pt=7, below_heading_pt=3, row_pt=1.4)
"""For a brief of which a little more than the pages would be left over."""
