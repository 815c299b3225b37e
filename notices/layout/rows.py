"""Rows of tables and forms: how high they are, and which may break across pages. Once, for the docx and the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from notices.document import plain
from notices.layout.page import MM, PAGE, Page, Room, ems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notices.document import FormRow, Inline

PITCH = 1.3
"""From one line of a cell to the next, in its size."""


def breaks(cells: Iterable[tuple[Inline, float]], size_pt: float, room: Room, page: Page = PAGE) -> bool:
    """Whether a row is so high that it may break across pages: higher than half of one.

    Args:
        cells: What stands in each cell, and its width in millimetres.
        size_pt: The size of its letters.
        room: The text area.
        page: The measurements.

    Example:
        >>> from notices.document import Run
        >>> name, reasons = (Run("甲镇"),), (Run("九十" * 200),)
        >>> breaks([(name, 20), (reasons, 136)], 14, Room(156, 225))
        False
        >>> breaks([(name, 20), (reasons, 30)], 14, Room(156, 225))
        True
    """
    lines = max(ceil(ems(plain(text)) * size_pt / MM / (width - 2 * page.cell_margin_mm)) for text, width in cells)
    return lines * size_pt * PITCH > room.height_mm * MM / 2


def row_height(lines: int, room: Room, page: Page = PAGE) -> float:
    """How high a row with room for so many lines of writing is, in millimetres: no higher than a page with a title.

    Example:
        >>> row_height(5, Room(156, 225)), row_height(40, Room(156, 225))
        (40, 169)
    """
    return min(lines * page.row_mm, room.height_mm - 7 * page.row_mm)


@dataclass(frozen=True)
class FormCell:
    """A label or a value in a row of a form.

    Attributes:
        text: What stands in it.
        label: Whether it is a label.
        columns: How many of the form's four columns it takes.
        width_mm: Their width.
    """

    text: Inline
    label: bool
    columns: int
    width_mm: float


def form_cells(row: FormRow, widths_mm: Sequence[float]) -> tuple[FormCell, ...]:
    """Labels and values of a row beside each other; the value of a cell alone takes all that is left.

    Example:
        >>> from notices.document import Cell, FormRow, Run
        >>> row = FormRow((Cell((Run("单位"),), (Run("甲镇"),)),))
        >>> [(cell.columns, cell.width_mm) for cell in form_cells(row, (20, 58, 20, 58))]
        [(1, 20), (3, 136)]
    """
    cells: list[FormCell] = []
    start = 0
    for cell in row.cells:
        if cell.label:
            cells.append(FormCell(cell.label, True, 1, widths_mm[start]))
            start += 1
        end = len(widths_mm) if len(row.cells) == 1 else start + 1
        cells.append(FormCell(cell.value, False, end - start, sum(widths_mm[start:end])))
        start = end
    return tuple(cells)
