"""Tables out of several files become one; where two of them say different things of one cell, both are named."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from engine.data import UNIT, Origin, Sheet
from engine.message import Message
from engine.notation import plain_number
from engine.problem import Problem, Severity, nearest

_MOST_COMPARED = 50
"""How many unknown units are held against the missing ones."""


@dataclass(frozen=True)
class Merged:
    """One sheet out of several tables, and what does not fit together.

    Attributes:
        sheet: All cells, with where each came from.
        faults: Rows that are repeated, missing or of unknown units.
        conflicts: Cells that two tables report differently.
    """

    sheet: Sheet
    faults: Sequence[Problem]
    conflicts: Sequence[Problem]


def merge_units(parts: Sequence[Sheet], listed: Sequence[str] | None) -> Merged:
    """One record a unit.

    Args:
        parts: Tables with one row a unit, each out of one file.
        listed: The units that there are, where a list of them was given; else all that stand in some table.

    Returns:
        The sheet; a table alone stays as it is, so that the engine sees what stands there.
    """
    if len(parts) == 1 and listed is None:
        return Merged(parts[0], (), ())
    faults: list[Problem] = []
    rows: list[dict[str, int]] = []
    for part in parts:
        found: dict[str, int] = {}
        for index, unit in enumerate(part.columns[UNIT]):
            if unit and unit in found:
                faults.append(_twice(part, unit, found[unit], index))
            elif not unit:
                mend = Message("Type the unit's name, or delete the row.")
                faults.append(
                    Problem("unit-blank", Message("A row names no unit."), part.place(UNIT, index), mend=mend)
                )
            found.setdefault(unit, index)
        found.pop("", None)
        rows.append(found)
    units = list(dict.fromkeys(unit for found in rows for unit in found)) if listed is None else list(listed)
    if listed is not None:
        for part, found in zip(parts, rows, strict=True):
            faults += _unlisted(part, found, units)
    sheet, differing = _joined(parts, rows, units)
    conflicts = list(differing)
    faults += [problem for problem in conflicts if problem.severity is not Severity.ERROR]
    return Merged(sheet, faults, [problem for problem in conflicts if problem.severity is Severity.ERROR])


def _twice(part: Sheet, unit: str, first: int, again: int) -> Problem:
    what = Message("{unit} stands in two rows.", unit=unit)
    mend = Message("Keep one of them; the other is {place}.", place=part.place(UNIT, first))
    return Problem("unit-twice", what, part.place(UNIT, again), mend=mend)


def _unlisted(part: Sheet, found: Mapping[str, int], units: Sequence[str]) -> Iterator[Problem]:
    """Units that are not in the list, and units of the list that a table lacks."""
    known = set(units)
    missing = [unit for unit in units if unit not in found]
    strange = [unit for unit in found if unit not in known]
    for number, unit in enumerate(strange):
        place = part.place(UNIT, found[unit])
        # Where hundreds are unknown, it is another list, and to compare each with each would take minutes.
        if number < _MOST_COMPARED and (meant := nearest(unit, missing)) is not None:
            what = Message(
                "{unit} is none of the units of this workbook, and {meant} is missing.", unit=unit, meant=meant
            )
            mend = Message("Write the name as it was: {meant}", meant=meant)
            yield Problem("unit-renamed", what, replace(place, unit=meant), unit, mend=mend)
            missing.remove(meant)
        else:
            what = Message("{unit} is none of the units of this workbook.", unit=unit)
            mend = Message("Delete the row, or have the unit added to the workbook.")
            yield Problem("unit-unknown", what, place, unit, mend=mend)
    shared = [unit for unit in found if unit in known]
    if shared != [unit for unit in units if unit in found]:
        what = Message("The units stand in another order than in the list; each row was read by its name.")
        yield Problem("rows-moved", what, part.whole, severity=Severity.NOTE)
    for unit in missing:
        what = Message("{unit} is missing in the table.", unit=unit)
        mend = Message("Put its row back, under the name that the workbook was made with.")
        yield Problem("unit-missing", what, replace(part.whole, unit=unit), mend=mend)


def _joined(
    parts: Sequence[Sheet], rows: Sequence[Mapping[str, int]], units: Sequence[str]
) -> tuple[Sheet, Iterator[Problem]]:
    """All columns of all parts, by unit."""
    origins = [
        Origin(
            origin.file,
            origin.sheet,
            origin.columns,
            tuple(None if unit not in found else origin.rows[found[unit]] for unit in units),
            origin.header_row,
        )
        for part, found in zip(parts, rows, strict=True)
        for origin in part.origins[:1]
    ]
    columns: dict[str, tuple[str, ...]] = {UNIT: tuple(units)}
    taken: dict[str, tuple[int, ...]] = {}
    contested: list[tuple[str, Sequence[int]]] = []
    for header in dict.fromkeys(header for part in parts for header in part.columns if header != UNIT):
        holders = [number for number, part in enumerate(parts) if header in part.columns]
        cells = [_cells(parts[number].columns[header], rows[number], units) for number in holders]
        if len(holders) == 1:
            columns[header] = cells[0]
            continue
        chosen = [next((at for at, each in enumerate(column) if each), 0) for column in zip(*cells, strict=True)]
        columns[header] = tuple(cells[at][index] for index, at in enumerate(chosen))
        taken[header] = tuple(holders[at] for at in chosen)
        contested.append((header, holders))
    sheet = Sheet(columns, tuple(origins), taken)
    return sheet, chain(_conflicts(parts, rows, units, contested), _blanks(sheet, parts, rows, contested))


def _blanks(
    sheet: Sheet,
    parts: Sequence[Sheet],
    rows: Sequence[Mapping[str, int]],
    contested: Iterable[tuple[str, Sequence[int]]],
) -> Iterator[Problem]:
    """Cells that one table leaves blank, though it fills in the column, and that were read from another."""
    at = {unit: index for index, unit in enumerate(sheet.columns[UNIT])}
    for header, holders in contested:
        for number in holders:
            cells = parts[number].columns[header]
            for unit, index in rows[number].items() if any(cells) else ():
                if not cells[index] and unit in at and sheet.columns[header][at[unit]]:
                    read = sheet.place(header, at[unit])
                    what = Message("The cell is blank here; what {place} reports was read.", place=read)
                    mend = Message("If the value was withdrawn, give the last file alone.")
                    place = parts[number].place(header, index)
                    yield Problem("cell-blank-beside", what, place, mend=mend, severity=Severity.WARNING)


def _cells(column: Sequence[str], found: Mapping[str, int], units: Sequence[str]) -> tuple[str, ...]:
    return tuple(column[found[unit]] if unit in found else "" for unit in units)


def _conflicts(
    parts: Sequence[Sheet],
    rows: Sequence[Mapping[str, int]],
    units: Sequence[str],
    contested: Iterable[tuple[str, Sequence[int]]],
) -> Iterator[Problem]:
    """Every cell of which two tables say different things."""
    for header, holders in contested:
        for unit in units:
            told = [
                (number, cell)
                for number in holders
                if unit in rows[number] and (cell := parts[number].columns[header][rows[number][unit]])
            ]
            for number, cell in told[1:]:
                first, other = told[0]
                if not _same(other, cell):
                    yield _conflict(parts[number], parts[first], header, unit, (cell, other), rows[number], rows[first])


def _conflict(
    part: Sheet,
    other: Sheet,
    header: str,
    unit: str,
    cells: tuple[str, str],
    rows: Mapping[str, int],
    others: Mapping[str, int],
) -> Problem:
    what = Message(
        "Two files report {measure} of {unit} differently: {one} here, {other} in {place}.",
        measure=header,
        unit=unit,
        one=cells[0],
        other=cells[1],
        place=other.place(header, others[unit]),
    )
    mend = Message("Ask who reports it which is right, and correct the other.")
    return Problem("cells-conflict", what, part.place(header, rows[unit]), cells[0], mend=mend)


def _same(one: str, other: str) -> bool:
    """Whether two cells say the same; a number in percent may bear its sign or not."""
    number = plain_number(one.removesuffix("%"))
    return one == other or (number is not None and number == plain_number(other.removesuffix("%")))


def repeated(parts: Sequence[Sheet]) -> Iterator[Problem]:
    """Records that stand in an earlier file too: an error where all of both are the same, else perhaps by chance."""
    earlier: list[tuple[Sheet, Counter[tuple[str, ...]]]] = []
    for part in parts:
        records = Counter(zip(*(part.columns[header] for header in sorted(part.columns)), strict=True))
        for other, others in earlier:
            count = (records & others).total()
            if count > 1 and records == others:
                what = Message("All records stand in {place} as well, and would count twice.", place=other.whole)
                yield Problem("records-repeated", what, part.whole, mend=Message("Hand in one of the two files."))
            elif count:
                what = Message(
                    "{count} records stand in {place} as well, and count twice.", count=count, place=other.whole
                )
                mend = Message("If a file was handed in again, give the last one alone.")
                yield Problem("records-alike", what, part.whole, mend=mend, severity=Severity.WARNING)
        earlier.append((part, records))


def merge_records(parts: Sequence[Sheet]) -> Sheet:
    """The records of a table out of several files, one file after the other."""
    if len(parts) == 1:
        return parts[0]
    headers = list(dict.fromkeys(header for part in parts for header in part.columns))
    count = sum(len(part) for part in parts)
    columns: dict[str, tuple[str, ...]] = {}
    for header in headers:
        cells: list[str] = []
        for part in parts:
            cells += part.columns.get(header, [""] * len(part))
        columns[header] = tuple(cells)
    origins, before = [], 0
    for part in parts:
        origin = part.origins[0]
        rows: list[int | None] = [None] * count
        rows[before : before + len(part)] = origin.rows
        origins.append(Origin(origin.file, origin.sheet, origin.columns, tuple(rows), origin.header_row))
        before += len(part)
    return Sheet(columns, tuple(origins))
