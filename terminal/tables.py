"""Tables on the terminal: a rule below the headers there, nothing but aligned columns in a pipe."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.table import Table
from rich.text import Text

from terminal.output import Prose, prose


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
    """A table; columns that are empty in every row are left out.

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
    for index in kept:
        column = columns[index]
        made.add_column(Text(column.header), justify=column.justify, no_wrap=column.whole, overflow="fold")
    for row in cells:
        made.add_row(*(row[index] for index in kept))
    return made


def _text(cell: str | Text) -> Text:
    return cell if isinstance(cell, Prose) else prose(cell) if isinstance(cell, str) else cell
