"""A brief → what stands in it as text, in one language: the same for every form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from engine import VERSION
from engine.message import Message
from engine.simulation.study import Provenance
from notices.briefs.brief import Brief, Cell, Table
from notices.briefs.state import notes

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
        more: The line that says how many rows are left out; empty where none is.
        telling: How much each row tells; nothing where the first tell most.
        drawn: Whether a chart shows all of it, so that on paper it stands only where there is none.
    """

    title: str
    headers: tuple[Header, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str = ""
    telling: tuple[float, ...] = ()
    drawn: bool = False


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
    say = _held(say)
    return Worded(
        title=say(brief.title),
        answer=say(brief.answer),
        tables=tuple(_table(table, say) for table in brief.tables if any(map(any, table.rows))),
        notes_title=say(Message("Notes")),
        notes=tuple(map(say, notes(brief))),
        made_from=tuple(say(line) for line in _made_from(brief.provenance)),
        language="zh-CN" if language.startswith("zh") else language,
    )


_TOGETHER = re.compile(r" (?=[%/→]|±\d|±$)|(?<=[/→]) ")
"""Rooms at which no line ends: before per cent and a deviation, around the strokes and arrows between values."""


def _held(say: Say) -> Say:
    """What is read as one number, or as one heading of numbers, stands on one line."""
    return lambda message: _together(say(message))


def _together(text: str) -> str:
    return _TOGETHER.sub("\u00a0", text)


def _table(table: Table, say: Say) -> Told:
    """Without the columns in which nothing stands."""

    def text(cell: Cell) -> str:
        return say(cell) if isinstance(cell, Message) else _together(cell)

    rows = [tuple(map(text, row)) for row in table.rows]
    kept = [place for place in range(len(table.columns)) if any(row[place] for row in rows)]
    headers = tuple(Header(say(table.columns[place].header), table.columns[place].number) for place in kept)
    cells = tuple(tuple(row[place] for place in kept) for row in rows)
    return Told(say(table.title), headers, cells, telling=table.telling, drawn=table.drawn)


def cut(table: Told, most: int, say: Say) -> Told:
    """Leave out the rows that tell least of a table that has too many; a line says how many.

    Args:
        table: The table.
        most: How many rows may stand in it.
        say: Says the line.
    """
    left_out = len(table.rows) - most
    if left_out <= 0:
        return table
    one = Message("One more row stands in the web form (HTML) of this brief.")
    many = Message("{count} more rows stand in the web form (HTML) of this brief.", count=left_out)
    more = say(one if left_out == 1 else many)
    telling = table.telling or tuple(range(len(table.rows), 0, -1))
    kept = sorted(sorted(range(len(table.rows)), key=lambda place: -telling[place])[:most])
    return replace(table, rows=tuple(table.rows[place] for place in kept), more=more)


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
