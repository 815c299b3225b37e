"""What differs between the inputs of two results: cells, records, the history, decisions, the ruleset."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from engine.data import UNIT
from engine.message import Message
from engine.notation import plain_number, same
from engine.source import load
from engine.source.address import Addresses
from engine.source.document import Path

Result = Mapping[str, Any]


class Kind(StrEnum):
    """Of what a difference is."""

    CELL = "cell"
    RECORD = "record"
    HISTORY = "history"
    DECISION = "decision"
    RULESET = "ruleset"
    PERIOD = "period"
    ENGINE = "engine"


@dataclass(frozen=True)
class Difference:
    """One thing that is not what it was.

    Attributes:
        kind: Of what.
        name: Which one: a column, a table, a period, a question, an address of the ruleset.
        before: What it was; None where it was not there.
        after: What it is; None where it is gone.
        decides: Whether a result can depend on it; the wording of a note, for example, decides nothing.
    """

    kind: Kind
    name: str
    before: str | None
    after: str | None
    decides: bool = True

    @property
    def told(self) -> Message:
        """The difference as a line for people.

        Example:
            >>> str(Difference(Kind.RULESET, "grades.好.from", "90", "91").told)
            'ruleset, grades.好.from: 90 → 91'
        """
        before, after = self.before or "—", self.after or "—"
        match self.kind:
            case Kind.CELL:
                return Message("{name}: {before} → {after}", name=self.name, before=before, after=after)
            case Kind.RECORD if self.before is None:
                return Message("new record of {table}: {record}", table=self.name, record=after)
            case Kind.RECORD:
                return Message("record of {table} gone: {record}", table=self.name, record=before)
            case Kind.HISTORY:
                return Message(
                    "history, {period} (grade / total / rank): {before} → {after}",
                    period=self.name,
                    before=before,
                    after=after,
                )
            case Kind.DECISION:
                return Message(
                    "decision, {question}: {before} → {after}", question=self.name, before=before, after=after
                )
            case Kind.RULESET:
                return Message("ruleset, {path}: {before} → {after}", path=self.name, before=before, after=after)
            case Kind.PERIOD:
                return Message("period: {before} → {after}", before=before, after=after)
            case Kind.ENGINE:
                return Message("version of kaoping: {before} → {after}", before=before, after=after)


def of_data(before: Result, after: Result) -> dict[str, list[Difference]]:
    """The cells and the records that differ, by unit.

    A number written otherwise (``5.5``, ``5.50``) is the same; so are records in another order.
    """
    found: dict[str, list[Difference]] = {}
    old, new = (_rows(result["inputs"]["data"]["units"]) for result in (before, after))
    for unit in dict.fromkeys([*new, *old]):
        found[unit] = list(_cells(old.get(unit, {}), new.get(unit, {})))
    tables = [result["inputs"]["data"]["tables"] for result in (before, after)]
    for name in dict.fromkeys([*tables[1], *tables[0]]):
        old_records, new_records = (_records(each.get(name, {UNIT: []})) for each in tables)
        for unit in dict.fromkeys([*new_records, *old_records]):
            gone, come = (old_records.get(unit, Counter()), new_records.get(unit, Counter()))
            differing = found.setdefault(unit, [])
            differing += [Difference(Kind.RECORD, name, record, None) for record in (gone - come).elements()]
            differing += [Difference(Kind.RECORD, name, None, record) for record in (come - gone).elements()]
    return {unit: differing for unit, differing in found.items() if differing}


def _rows(columns: Mapping[str, Sequence[str]]) -> dict[str, dict[str, str]]:
    """Each unit's cells by column, without the column that names it."""
    headers = [header for header in columns if header != UNIT]
    rows = zip(*(columns[header] for header in headers), strict=True) if headers else ((),) * len(columns[UNIT])
    return {
        unit.strip(): dict(zip(headers, map(str.strip, row), strict=True))
        for unit, row in zip(columns[UNIT], rows, strict=True)
    }


def _cells(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for column in dict.fromkeys([*new, *old]):
        was, now = old.get(column, ""), new.get(column, "")
        if not same(was, now):
            yield Difference(Kind.CELL, column, was or None, now or None)


def _records(columns: Mapping[str, Sequence[str]]) -> dict[str, Counter[str]]:
    """Each unit's records as texts, with how often each stands there."""
    headers = sorted(header for header in columns if header != UNIT)
    found: dict[str, Counter[str]] = {}
    for index, unit in enumerate(columns[UNIT]):
        cells = {header: columns[header][index].strip() for header in headers}
        record = _listed((header, plain_number(cell) or cell) for header, cell in cells.items())
        found.setdefault(unit.strip(), Counter())[record] += 1
    return found


def _listed(pairs: Iterable[tuple[str, str]]) -> str:
    """Named values in one line, those that are blank left out."""
    return "  ".join(f"{name}={value}" for name, value in pairs if value)


def of_history(before: Result, after: Result) -> dict[str, list[Difference]]:
    """The records of earlier periods that differ, by the unit of today that they count for."""
    found: dict[str, list[Difference]] = {}
    old, new = (
        {
            (record["successor"] or record["unit"], record["period"], record["unit"]): _recorded(record)
            for record in result["inputs"]["history"]
        }
        for result in (before, after)
    )
    for key in dict.fromkeys([*new, *old]):
        if old.get(key) != new.get(key):
            unit, period, _ = key
            found.setdefault(unit, []).append(Difference(Kind.HISTORY, period, old.get(key), new.get(key)))
    return found


def _recorded(record: Mapping[str, Any]) -> str:
    """Grade, total and rank; then the measures that are known."""
    standing = " / ".join(record[key] or "—" for key in ("grade", "total", "rank"))
    return "  ".join(filter(None, (standing, _listed(record["measures"].items()))))


def of_decisions(before: Result, after: Result) -> list[Difference]:
    """The decisions that differ, and the day on which the result was decided."""
    old, new = (_answers(result["inputs"]["decisions"]) for result in (before, after))
    return [
        Difference(Kind.DECISION, question, old.get(question), new.get(question))
        for question in dict.fromkeys([*new, *old])
        if old.get(question) != new.get(question)
    ]


def _answers(decisions: Mapping[str, Any]) -> dict[str, str]:
    answers = {
        each["question"]: each["answer"] if isinstance(each["answer"], str) else " > ".join(each["answer"])
        for each in decisions["decisions"]
    }
    decided_on = decisions["decided_on"]
    return answers if decided_on is None else {"decided_on": decided_on, **answers}


def of_rulesets(before: Result, after: Result) -> list[Difference]:
    """The addresses at which the rulesets differ, as loaded: comments and layout do not count.

    What one of them lacks altogether is told once, at the address of the whole.
    """
    if before["ruleset"]["digest"] == after["ruleset"]["digest"]:
        return []
    old, new = (_parts(result["inputs"]["ruleset"]) for result in (before, after))
    found = []
    for address in dict.fromkeys([*new, *old]):
        was, now = old.get(address), new.get(address)
        if was is not None and now is not None:
            texts = was.value(new), now.value(old)
            differs = not same(*texts)
        elif was is not None:
            texts = was.whole, ""
            differs = was.above in new
        else:
            assert now is not None
            texts = "", now.whole
            differs = now.above in old
        if differs:
            found.append(Difference(Kind.RULESET, address, texts[0] or None, texts[1] or None, _decides(address)))
    return found


@dataclass(frozen=True)
class _Part:
    """A part of a ruleset.

    Attributes:
        above: The address of what it stands in.
        whole: All of it as text.
        own: What it says itself, without what is told at addresses below it.
        entries: The addresses of a list's entries.
    """

    above: str
    whole: str
    own: str
    entries: tuple[str, ...]

    def value(self, other: Mapping[str, object]) -> str:
        """What it says itself; of a list, the order of the entries that the other ruleset has too."""
        return self.own or "、".join(entry.rpartition(".")[2] for entry in self.entries if entry in other)


def _parts(text: str) -> dict[str, _Part]:
    """Every part of a ruleset by its address."""
    data = load(text).model_dump(mode="json", by_alias=True)
    addresses = Addresses(data)
    return dict(_below((), data, addresses.of))


def _below(path: Path, value: Any, address: Callable[[Path], str]) -> Iterator[tuple[str, _Part]]:
    parts: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        parts = [(key, each) for key, each in value.items() if each not in (None, [], {})]
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        parts = list(enumerate(value))
    entries = tuple(address((*path, step)) for step, _each in parts) if isinstance(value, list) else ()
    yield address(path), _Part(address(path[:-1]), _text(value), "" if parts else _text(value), entries)
    for step, each in parts:
        yield from _below((*path, step), each, address)


def _text(value: Any) -> str:
    """A value in one line."""
    match value:
        case dict():
            return _listed((key, _text(each)) for key, each in value.items() if each not in (None, [], {}))
        case list():
            return "、".join(map(_text, value))
        case str():
            return value
        case _:
            return json.dumps(value)


_PROSE = frozenset({"note", "source", "help", "reported_by"})
"""Fields that say why or whence; no result depends on them."""


def _decides(address: str) -> bool:
    steps = address.split(".")
    return steps[0] not in ("version", "sources", "basis", "conventions") and steps[-1] not in _PROSE
