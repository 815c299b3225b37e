"""Tables on the terminal: a rule below the headers there, nothing but aligned columns in a pipe."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rich import box
from rich.table import Table
from rich.text import Text

from terminal.output import Prose, console, prose
from terminal.wrapping import breaks
from terminal.wrapping import cells as width


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        header: What stands above it.
        justify: On which side its cells stand.
        whole: Whether its cells never break.
    """

    header: str
    justify: Literal["left", "right", "center"] = "left"
    whole: bool = True


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[str | Text]], *, piped: bool, headed: bool = True
) -> Table:
    """A table; columns that are empty in every row are left out, and headers are broken where the lines are too long.

    Args:
        columns: Its columns.
        rows: A cell for each column.
        piped: Whether it goes to a pipe or file rather than to a terminal.
        headed: Whether it shows its headers.
    """
    cells = [[_text(cell) for cell in row] for row in rows]
    kept = [index for index in range(len(columns)) if any(row[index].plain for row in cells)]
    made = Table(
        box=None if piped or not headed else box.SIMPLE_HEAD,
        show_header=headed,
        show_edge=False,
        pad_edge=False,
        padding=(0, 2, 0, 0) if piped or not headed else (0, 1, 0, 0),
    )
    widths = [max((row[index].cell_len for row in cells), default=0) for index in range(len(columns))]
    needed = sum(max(widths[index], width(columns[index].header)) + _GAP for index in kept)
    tight = not piped and headed and needed > console(sys.stdout).width
    for index in kept:
        column = columns[index]
        header = _broken(column.header, max(widths[index], _NARROWEST)) if tight and column.whole else column.header
        least = None if column.whole or not tight else min(max(widths[index], width(column.header)), _NARROWEST)
        made.add_column(Text(header), justify=column.justify, no_wrap=column.whole, overflow="fold", min_width=least)
    for row in cells:
        made.add_row(*(row[index] for index in kept))
    return made


_GAP = 2
"""Cells of a terminal between two columns."""
_NARROWEST = 12
"""Cells of a terminal below which no header is broken and no text squeezed."""


def _broken(header: str, cells: int) -> str:
    """A header in lines of so many cells."""
    offsets = [0, *breaks(header, cells), len(header)]
    return "\n".join(header[start:end].strip() for start, end in pairwise(offsets))


def _text(cell: str | Text) -> Text:
    return cell if isinstance(cell, Prose) else prose(cell) if isinstance(cell, str) else cell
