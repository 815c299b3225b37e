"""A brief → what stands in it as text, in one language: the same for every form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from engine import VERSION
from engine.message import Message
from engine.simulation.study import Provenance
from notices.briefs.brief import Brief, Cell, Table

Say = Callable[[Message], str]
"""A message in the language of the reader."""


@dataclass(frozen=True)
class Header:
    """What stands above a column, and whether its cells are numbers."""

    text: str
    number: bool


@dataclass(frozen=True)
class Told:
    """A table as text.

    INVARIANT: every row has a cell for each header.

    Attributes:
        title: What stands above it.
        headers: What stands above its columns.
        rows: Its cells.
        left_out: How many rows are left out below.
        more: The line that says so; empty where none is.
    """

    title: str
    headers: tuple[Header, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0
    more: str = ""


@dataclass(frozen=True)
class Worded:
    """A brief as text.

    Attributes:
        title: What was asked.
        answer: The answer.
        tables: The tables.
        notes_title: What stands above the notes.
        notes: The notes.
        made_from: The lines at the foot: what it was made from.
        language: As BCP 47 writes it.
    """

    title: str
    answer: str
    tables: tuple[Told, ...]
    notes_title: str
    notes: tuple[str, ...]
    made_from: tuple[str, ...]
    language: str


def worded(brief: Brief, language: str, say: Say) -> Worded:
    """Put a brief into words.

    Args:
        brief: What it says.
        language: Which language that is, such as ``zh_CN``.
        say: Says a message in it.
    """
    return Worded(
        title=say(brief.title),
        answer=say(brief.answer),
        tables=tuple(_table(table, say) for table in brief.tables if table.rows),
        notes_title=say(Message("Notes")),
        notes=tuple(map(say, brief.notes)),
        made_from=tuple(say(line) for line in _made_from(brief.provenance)),
        language="zh-CN" if language.startswith("zh") else language,
    )


def _table(table: Table, say: Say) -> Told:
    """Without the columns in which nothing stands."""

    def text(cell: Cell) -> str:
        return say(cell) if isinstance(cell, Message) else cell

    rows = [tuple(map(text, row)) for row in table.rows]
    kept = [place for place in range(len(table.columns)) if any(row[place] for row in rows)]
    headers = tuple(Header(say(table.columns[place].header), table.columns[place].number) for place in kept)
    return Told(say(table.title), headers, tuple(tuple(row[place] for place in kept) for row in rows))


def cut(table: Told, most: int, say: Say) -> Told:
    """Leave out the last rows of a table that has too many; a line says how many.

    Args:
        table: The table.
        most: How many rows may stand in it.
        say: Says the line.
    """
    left_out = len(table.rows) - most
    if left_out <= 0:
        return table
    more = say(Message("{count} more rows stand in the JSON (--json).", count=left_out))
    return replace(table, rows=table.rows[:most], left_out=left_out, more=more)


def _made_from(made: Provenance) -> Iterator[Message]:
    if made.seed is None:
        yield Message(
            "{scheme}, version {version}, {period}; kaoping {engine}",
            scheme=made.scheme,
            version=made.version,
            period=made.period,
            engine=VERSION,
        )
    else:
        yield Message(
            "{scheme}, version {version}, {period}; kaoping {engine}; seed {seed}, {draws} draws",
            scheme=made.scheme,
            version=made.version,
            period=made.period,
            engine=VERSION,
            seed=made.seed,
            draws=made.draws,
        )
    yield Message("Ruleset {digest}", digest=made.ruleset_digest)
    yield Message("Data {digest}", digest=made.data_digest)
    yield Message("Earlier results {digest}", digest=made.history_digest)
    yield Message("Decisions {digest}", digest=made.decisions_digest)


def shares(wanted: Sequence[int], room: int, least: int) -> list[int]:
    """Share rows among tables: short ones stay whole, long ones get equally many, none fewer than the least.

    Args:
        wanted: How many rows each has.
        room: How many there is room for in all.
        least: How many each keeps, if it has so many.

    Example:
        >>> shares([3, 18, 200], 60, 8), shares([50, 50], 4, 8)
        ([3, 18, 39], [8, 8])
    """
    given = [0] * len(wanted)
    left = room
    for count, place in enumerate(sorted(range(len(wanted)), key=lambda place: wanted[place])):
        given[place] = min(wanted[place], max(left // (len(wanted) - count), least))
        left -= given[place]
    return given
