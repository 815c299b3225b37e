"""How wide the columns of a table are and how large its letters: once, for the docx and for the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from notices.document import plain
from notices.layout.page import MM, PAGE, Page, ems

if TYPE_CHECKING:
    from notices.document import Form, Table

UPRIGHT_PT = 12
"""The smallest letters for which a page stays upright."""
_HEADER_EMS = 4
_WRAPPED_EMS = 8


@dataclass(frozen=True)
class Columns:
    """Widths in millimetres, which fill the text area, and the size of the letters in points."""

    widths_mm: tuple[float, ...]
    size_pt: float


def columns(table: Table, width_mm: float, page: Page = PAGE) -> Columns:
    """Fit a table into the text area.

    The largest readable size is taken in which no cell wraps; a header of more than four characters stands in
    two lines. If there is none, the widest columns give way, in the largest size that leaves them room for
    eight characters, or else in the smallest. Room that is left is shared equally.

    Args:
        table: The table.
        width_mm: Width of the text area, in millimetres.
        page: The measurements.

    Example:
        >>> from notices.document import Run, Table
        >>> header = ((Run("名次"),), (Run("乡镇"),))
        >>> columns(Table(header, ("center", "center"), ()), 156)
        Columns(widths_mm=(78.0, 78.0), size_pt=14)
    """
    longest = [
        max(*map(ems, header_lines(plain(header))), *(ems(plain(row[place])) for row in table.rows), 0)
        for place, header in enumerate(table.header)
    ]
    readable = [size for size in page.table_sizes_pt if size >= UPRIGHT_PT]
    for size in readable:
        natural = _natural(longest, size, page)
        if sum(natural) <= width_mm:
            spare = (width_mm - sum(natural)) / len(natural)
            return Columns(tuple(round(width + spare, 2) for width in natural), size)
    for size in page.table_sizes_pt[len(readable) - 1 :]:
        natural = _natural(longest, size, page)
        cap = _cap(natural, width_mm)
        if cap >= _WRAPPED_EMS * size / MM:
            break
    fitted = [min(width, cap) for width in natural]
    spare = (width_mm - sum(fitted)) / len(fitted)
    return Columns(tuple(round(width + spare, 2) for width in fitted), size)


_LABEL_EMS = (4, 7)


def form_widths(form: Form, width_mm: float, page: Page = PAGE) -> tuple[float, float, float, float]:
    """Widths of a form's columns: label and value twice, in millimetres; labels of a line where they fit.

    Args:
        form: The form.
        width_mm: Width of the text area, in millimetres.
        page: The measurements.
    """
    labels = [ems(plain(cell.label)) for row in form.rows for cell in row.cells]
    longest = min(max([_LABEL_EMS[0], *labels]), _LABEL_EMS[1])
    label = round(_natural([longest], page.form_pt, page)[0], 2)
    value = round(width_mm / 2 - label, 2)
    return label, value, label, value


def _natural(longest: list[float], size_pt: float, page: Page) -> list[float]:
    # A hundredth more than the letters take, so that no program's rounding makes a cell wrap.
    return [length * size_pt / MM * 1.01 + 2 * page.cell_margin_mm for length in longest]


def header_lines(text: str) -> tuple[str, ...]:
    """Break a long header in the middle, but not within a word of Latin letters or a number.

    Example:
        >>> header_lines("返贫率控制"), header_lines("总分"), header_lines("township")
        (('返贫率', '控制'), ('总分',), ('township',))
    """
    middle = ceil(len(text) / 2)
    if ems(text) <= _HEADER_EMS or text[middle - 1 : middle + 1].isascii():
        return (text,)
    return text[:middle], text[middle:]


def _cap(natural: list[float], width_mm: float) -> float:
    """The one width to which the widest columns must be cut so that all fit."""
    room, left = width_mm, len(natural)
    for width in sorted(natural):
        if width * left > room:
            return room / left
        room -= width
        left -= 1
    return max(natural)
