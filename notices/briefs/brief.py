"""What a brief says, whatever analysis it tells of and in whatever form it is shown."""

from dataclasses import dataclass

from engine.message import Message
from engine.simulation.study import Provenance
from notices.briefs.figures import Figure

Cell = str | Message
"""A cell: a number or name as written, or words."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        header: What stands above it.
        number: Whether its cells are numbers, which stand on the right.
    """

    header: Message
    number: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its title.

    INVARIANT: every row has a cell for each column.

    Attributes:
        title: What stands above it.
        columns: Its columns.
        rows: Its cells.
        drawn: Whether a figure of the brief shows all of it: on two pages of paper it need not stand twice.
        telling: How much each row tells: where rows have to be left out, those that tell least are. Without it, the
            last rows are.
    """

    title: Message
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawn: bool = False
    telling: tuple[float, ...] = ()


@dataclass(frozen=True)
class Brief:
    """An analysis told to somebody who decides.

    Attributes:
        title: What was asked.
        answer: The answer in one sentence.
        tables: What the answer rests on, the most important first.
        figures: The chart that fits.
        notes: What a reader must know: conventions, doubts, limits, errors of chance.
        provenance: What it was made from.
        sources: All results, where it was made from several.
    """

    title: Message
    answer: Message
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    notes: tuple[Message, ...]
    provenance: Provenance
    sources: tuple[Provenance, ...] = ()
