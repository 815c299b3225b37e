"""Published tables of scores and ranks: whether each rank follows from the scores, and how the table ranks ties.

Nothing is known here of the scheme behind a table: the scores are believed, the ranks are not.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import chain, count, filterfalse, groupby, islice
from operator import itemgetter

from engine.data import UNIT, Sheet
from engine.measurement import NOT_APPLICABLE, TOTALS, not_a_number
from engine.message import Message
from engine.problem import Place, Problem, Severity

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_RANK = re.compile(r"第?([0-9]{1,9})名?")
_NOTHING = NOT_APPLICABLE | {"", "-", "—", "——", "－", "/", "／"}
"""What stands in a cell that says nothing."""
_MOST_NAMED = 10
"""How many units a sentence names."""

Found = tuple[int, Problem]
"""A finding, and the number of the row that it is about."""


@dataclass(frozen=True)
class Columns:
    """Which columns of a table are judged, by their headers; the units stand in ``unit``.

    Attributes:
        score: The scores.
        rank: The ranks, if the table has any.
        within: The groups within which the units are ranked, such as months.
    """

    score: str
    rank: str | None = None
    within: str | None = None


class Convention(StrEnum):
    """How ranks are given to units with the same score; the first is that of our own results."""

    COMPETITION = "competition"
    DENSE = "dense"
    MODIFIED = "modified"
    ORDINAL = "ordinal"


@dataclass(frozen=True)
class Row:
    """A row of a published table.

    Attributes:
        index: Its number in the table, from 0.
        unit: The unit that it names.
        group: The group within which the unit is ranked; None where all units are one.
        score: Its score; None where there is none that can be read.
        published: The cell of its rank as it stands there; None where the table has no ranks.
        place: Where its rank stands; its score where the table has no ranks.
    """

    index: int
    unit: str
    group: str | None
    score: Decimal | None
    published: str | None
    place: Place

    @property
    def rank(self) -> int | None:
        """The published rank; None where there is none that is a whole number."""
        match = None if self.published is None else _RANK.fullmatch(self.published)
        return None if match is None else int(match[1])


@dataclass(frozen=True)
class Judged:
    """A row and the rank that follows from the scores.

    Attributes:
        row: The row.
        expected: Its rank by the scores; the published one where it has no score.
        above: How many units of its group have a higher score.
        tied: The rows of its group with its score, itself among them.
    """

    row: Row
    expected: int | None
    above: int = 0
    tied: tuple[Row, ...] = ()

    @property
    def follows(self) -> bool:
        """Whether the published rank is the expected one."""
        return self.row.rank == self.expected

    @property
    def others(self) -> Message | None:
        """The other units with its score, if there are any."""
        if len(self.tied) < 2:
            return None
        return some(len(self.tied) - 1, (row.unit for row in self.tied if row.index != self.row.index))


@dataclass(frozen=True)
class Publication:
    """What is to be said of a published table.

    Attributes:
        columns: What was judged.
        rows: The units, in the order of the table.
        conventions: Those by which the most ranks follow, where ranked units tie; the first one is expected.
        findings: What does not follow, and as notes what was not read.
    """

    columns: Columns
    rows: tuple[Judged, ...]
    conventions: tuple[Convention, ...]
    findings: tuple[Problem, ...]

    @property
    def follows(self) -> bool:
        """Whether the ranks follow from the scores; of a table without ranks, whether the order of the rows does."""
        return all(finding.severity is Severity.NOTE for finding in self.findings)


def check(sheet: Sheet, columns: Columns) -> Publication:
    """Judge a published table.

    Args:
        sheet: Its cells.
        columns: Those that are judged; the sheet has them.

    Example:
        >>> rows = [("样例甲镇", "88.5", "1"), ("样例乙镇", "87", "2"), ("样例丙镇", "87", "3")]
        >>> table = Sheet.from_rows(dict(zip(("unit", "得分", "名次"), row)) for row in rows)
        >>> publication = check(table, Columns("得分", "名次"))
        >>> [finding.code for finding in publication.findings], [str(one) for one in publication.conventions]
        (['table-tie-broken'], ['ordinal'])
    """
    rows, found = _read(sheet, columns)
    by = {convention: _judge(rows, convention) for convention in Convention}
    followed = {convention: sum(judged.follows for judged in by[convention]) for convention in Convention}
    best = [convention for convention in Convention if followed[convention] == max(followed.values())]
    chosen = by[best[0]]
    if columns.rank is None:
        found += _disorder(rows)
    else:
        found += _faults(chosen)
        found += _broken_ties(chosen) if best[0] is Convention.ORDINAL else ()
    told = columns.rank is not None and any(len(judged.tied) > 1 for judged in chosen)
    findings = tuple(problem for _, problem in sorted(found, key=itemgetter(0)))
    return Publication(columns, tuple(chosen), tuple(best) if told else (), findings)


def _read(sheet: Sheet, columns: Columns) -> tuple[list[Row], list[Found]]:
    """The rows of units, and what is wrong with their cells or leaves them out."""
    cells = {header: [cell.strip() for cell in column] for header, column in sheet.columns.items()}
    percent = "%" if all(score.endswith("%") for score in cells[columns.score] if score not in _NOTHING) else ""
    rows: list[Row] = []
    found: list[Found] = []
    seen: dict[tuple[str, str | None], int] = {}
    for index, unit in enumerate(cells[UNIT]):
        score = cells[columns.score][index]
        rank = None if columns.rank is None else cells[columns.rank][index]
        group = None if columns.within is None else cells[columns.within][index]
        if (left_out := _left_out(unit, score, rank)) is not None:
            found.append((index, replace(left_out, place=sheet.place(UNIT, index))))
            continue
        number, fault = _score(score, percent)
        if fault is not None:
            found.append((index, replace(fault, place=sheet.place(columns.score, index))))
        if columns.within is not None and not group:
            what, place = Message("The cell is blank."), sheet.place(columns.within, index)
            found.append((index, Problem("table-group-blank", what, place, mend=Message("Fill it in."))))
        first = seen.setdefault((unit, group), index)
        if not unit:
            what, mend = Message("A row names no unit."), Message("Type the unit's name, or delete the row.")
            found.append((index, Problem("table-unit-blank", what, sheet.place(UNIT, index), mend=mend)))
        elif first != index:
            found.append((index, _twice(sheet, columns, index, first)))
        rows.append(Row(index, unit, group, number, rank, sheet.place(columns.rank or columns.score, index)))
    if not rows:
        what = Message("The table holds no unit with a score or a rank.")
        found.append((0, Problem("table-without-units", what, sheet.place(UNIT))))
    return rows, found


def _left_out(unit: str, score: str, rank: str | None) -> Problem | None:
    """Why a row is not judged, if it is not."""
    if "".join(unit.split()) in TOTALS:
        what = Message("The row {unit} is a total of the others, no unit.", unit=unit)
        return Problem("table-total-row", what, severity=Severity.NOTE)
    if score in _NOTHING and (not unit or rank is None or rank in _NOTHING):
        what = Message("The row names no unit with a score or a rank; it is left out.")
        return Problem("table-row-left-out", what, severity=Severity.NOTE)
    return None


def _score(cell: str, percent: str) -> tuple[Decimal | None, Problem | None]:
    """The score in a cell, or what is wrong with it; ``percent`` is what stands behind every score."""
    number = cell.removesuffix(percent)
    if _NUMBER.fullmatch(number):
        return Decimal(number), None
    if cell not in _NOTHING:
        what = Message("The score is no number, so the unit is not judged.")
        return None, replace(not_a_number(cell), code="table-score-not-a-number", what=what)
    what = Message("The score is missing, so the unit is not judged.")
    return None, Problem("table-score-missing", what, found=cell or None, mend=Message("Fill it in."))


def _twice(sheet: Sheet, columns: Columns, index: int, first: int) -> Problem:
    """A unit that stands in two rows, and the first column in which the two differ and others agree."""
    unit = sheet.columns[UNIT][index].strip()
    for header, cells in sheet.columns.items():
        judged = header in (UNIT, columns.score, columns.rank)
        if not judged and cells[first] != cells[index] and cells.count(cells[index]) > 1:
            mend = Message("If the units are ranked anew for each {column}, add --within {column}.", column=header)
            break
    else:
        mend = Message("Keep one of them; the other is {place}.", place=sheet.place(UNIT, first))
    what = Message("{unit} stands in two rows.", unit=unit)
    return Problem("table-unit-twice", what, sheet.place(UNIT, index), mend=mend)


def _judge(rows: Sequence[Row], convention: Convention) -> list[Judged]:
    """The rows with the ranks that a convention gives them; a rank that a row without a score bears is kept for it."""
    groups: dict[str | None, list[int]] = {}
    for index, row in enumerate(rows):
        groups.setdefault(row.group, []).append(index)
    judged = [Judged(row, row.rank) for row in rows]
    for members in groups.values():
        kept = {rows[index].rank for index in members if rows[index].score is None}
        free = filterfalse(kept.__contains__, count(1))
        above = 0
        for block in _blocks(rows, members):
            tied = tuple(rows[index] for index in block)
            ranks = _RANKS[convention](free, [rows[index].rank for index in block])
            for index, rank in zip(block, ranks, strict=True):
                judged[index] = Judged(rows[index], rank, above, tied)
            above += len(block)
    return judged


def _blocks(rows: Sequence[Row], members: Iterable[int]) -> Iterator[list[int]]:
    """Those of the rows that have a score, tied ones together, the highest first."""
    scored = [(score, index) for index in members if (score := rows[index].score) is not None]
    scored.sort(key=itemgetter(0), reverse=True)
    for _, block in groupby(scored, key=itemgetter(0)):
        yield [index for _, index in block]


def _competition(free: Iterator[int], published: Sequence[int | None]) -> list[int]:
    return [min(islice(free, len(published)))] * len(published)


def _dense(free: Iterator[int], published: Sequence[int | None]) -> list[int]:
    return [next(free)] * len(published)


def _modified(free: Iterator[int], published: Sequence[int | None]) -> list[int]:
    return [max(islice(free, len(published)))] * len(published)


def _ordinal(free: Iterator[int], published: Sequence[int | None]) -> list[int]:
    """Each its published rank if that is one of theirs; those that remain, in the order of the rows."""
    left = set(islice(free, len(published)))
    own: list[int | None] = []
    for rank in published:
        claimed = left & {rank}
        left -= claimed
        own.append(min(claimed, default=None))
    rest = iter(sorted(left))
    return [next(rest) if rank is None else rank for rank in own]


_RANKS: Mapping[Convention, Callable[[Iterator[int], Sequence[int | None]], list[int]]] = {
    Convention.COMPETITION: _competition,
    Convention.DENSE: _dense,
    Convention.MODIFIED: _modified,
    Convention.ORDINAL: _ordinal,
}
"""The ranks of units that tie, from the free ranks, the best first, and those that were published."""

_FAULTS: Mapping[str, Message] = {
    "table-rank-missing": Message("{unit} has the score {score}, but no rank."),
    "table-rank-not-whole": Message("The rank of {unit} is no whole number."),
    "table-rank-twice": Message("{unit} has the same rank as {others}, but another score, {score}: {why}."),
    "table-rank-gap": Message(
        "The rank of {unit} does not follow from its score {score}, and no unit has that one: {why}."
    ),
    "table-rank-differs": Message("The rank of {unit} does not follow from its score {score}: {why}."),
}


def _faults(rows: Sequence[Judged]) -> Iterator[Found]:
    """Each row whose rank does not follow from its score."""
    bearers: dict[tuple[str | None, int | None], dict[Decimal | None, list[str]]] = {}
    scored: Counter[tuple[str | None, int | None]] = Counter()
    for judged in rows:
        row = judged.row
        bearers.setdefault((row.group, row.rank), {}).setdefault(row.score, []).append(row.unit)
        scored[row.group, row.rank] += row.score is not None
    for judged in rows:
        row = judged.row
        if row.score is None or judged.follows:
            continue
        with_rank = bearers[row.group, row.rank]
        others = scored[row.group, row.rank] - len(with_rank[row.score])
        if row.published in _NOTHING:
            code = "table-rank-missing"
        elif row.rank is None:
            code = "table-rank-not-whole"
        elif others:
            code = "table-rank-twice"
        elif (row.group, judged.expected) not in bearers:
            code = "table-rank-gap"
        else:
            code = "table-rank-differs"
        blocks = (units for score, units in with_rank.items() if score not in (row.score, None))
        named = some(others, chain.from_iterable(blocks))
        what = _FAULTS[code].filled(unit=row.unit, score=as_text(row.score), others=named, why=_why(judged))
        expected = Message("rank {rank}", rank=judged.expected)
        yield row.index, Problem(code, what, row.place, row.published or None, expected)


def _why(judged: Judged) -> Message:
    if judged.others is None:
        return Message("units with a higher score: {above}", above=judged.above)
    return Message("units with a higher score: {above}, with the same: {tied}", above=judged.above, tied=judged.others)


def some(count: int, units: Iterable[str]) -> Message:
    """So many units by name; of many, the first ones and how many more there are.

    Example:
        >>> str(some(2, ["样例甲镇", "样例乙镇"])), str(some(11, ["样例镇"] * 11))[-10:]
        ('样例甲镇, 样例乙镇', 'and 1 more')
    """
    named = list(islice(units, _MOST_NAMED))
    if count <= _MOST_NAMED:
        return Message("{items}", items=named)
    return Message("{units} and {count} more", units=named, count=count - _MOST_NAMED)


def _broken_ties(rows: Sequence[Judged]) -> Iterator[Found]:
    """Units with the same score, but different ranks."""
    blocks: dict[tuple[str | None, Decimal | None], list[Judged]] = {}
    for judged in rows:
        blocks.setdefault((judged.row.group, judged.row.score), []).append(judged)
    for (_, score), block in blocks.items():
        ranks = [judged.row.rank for judged in block if judged.row.rank is not None]
        if score is None or len(set(ranks)) < 2:
            continue
        what = Message(
            "{units} have the same score {score}, but different ranks: no score decides between them.",
            units=some(len(block), (judged.row.unit for judged in block)),
            score=as_text(score),
        )
        best = min(judged.expected for judged in block if judged.expected is not None)
        expected = Message("rank {rank} for each of them", rank=best)
        mend = Message("Give them one rank, or say what decides between them.")
        row, found = block[0].row, ", ".join(map(str, ranks[:_MOST_NAMED]))
        yield row.index, Problem("table-tie-broken", what, row.place, found, expected, mend)


def _disorder(rows: Sequence[Row]) -> Iterator[Found]:
    """Of a table without ranks: each row that stands right below one with a lower score."""
    above: dict[str | None, Row] = {}
    for row in rows:
        upper = above.get(row.group)
        above[row.group] = row
        if upper is None or upper.score is None or row.score is None or upper.score >= row.score:
            continue
        what = Message(
            "{unit} with {score} stands below {other} with {lower}.",
            unit=row.unit,
            score=as_text(row.score),
            other=upper.unit,
            lower=as_text(upper.score),
        )
        yield row.index, Problem("table-order", what, row.place, severity=Severity.WARNING)


def as_text(score: Decimal) -> str:
    """A score as it stands in the table.

    Example:
        >>> as_text(Decimal("0.0000001"))
        '0.0000001'
    """
    return format(score, "f")
