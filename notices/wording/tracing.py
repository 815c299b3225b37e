"""Where the numbers and names of a document come from: the facts that its template saw, or the template itself.

A number that is in neither was made up on the way, and a name that is in neither is one of another unit.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

from notices.document import Figure, Form, Heading, Listing, Paragraph, Table, plain

if TYPE_CHECKING:
    from notices.document import Block, Document, Inline

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEN_THOUSAND = 10_000


def numbers(text: str) -> list[str]:
    """The numbers of a text as written.

    Example:
        >>> numbers("2016年度总分89.99分，第3名")
        ['2016', '89.99', '3']
    """
    return _NUMBER.findall(text)


class Names:
    """The names of all units, to be found in texts: one that is part of a longer one only where it stands by itself.

    Example:
        >>> names = Names(["样例镇", "样例镇东"])
        >>> sorted(names.within("样例镇东得分")), sorted(names.within("样例镇、样例镇东"))
        (['样例镇东'], ['样例镇', '样例镇东'])
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Keep the names."""
        self._names = frozenset(names)
        self._longer = {
            name: longer
            for name in self._names
            if (longer := [each for each in self._names if name in each and name != each])
        }

    def within(self, text: str) -> frozenset[str]:
        """Those that stand in a text."""
        return frozenset(name for name in self._names if name in text and self._alone(name, text))

    def _alone(self, name: str, text: str) -> bool:
        for longer in self._longer.get(name, ()):
            text = text.replace(longer, "")
        return name in text


@dataclass(frozen=True)
class Accounted:
    """What a document may say.

    Attributes:
        numbers: As written.
        names: The units that it may speak of.
    """

    numbers: frozenset[str]
    names: frozenset[str]

    def __or__(self, more: Accounted) -> Accounted:
        """What either of the two accounts for."""
        return Accounted(self.numbers | more.numbers, self.names | more.names)


def accounted_for(units: Names, *facts: object) -> Accounted:
    """The numbers and units in facts; of each list also how long it is, of a day and an amount how filters write it.

    Args:
        units: The names of all units.
        facts: Anything that a template saw, or its own text.

    Example:
        >>> facts = {"on": "2016-03-05", "amount": "50000", "unit": "样例甲镇"}
        >>> found = accounted_for(Names(["样例甲镇", "样例乙镇"]), facts)
        >>> sorted(found.numbers), sorted(found.names)
        (['03', '05', '2016', '3', '5', '50000'], ['样例甲镇'])
    """
    numbers = frozenset(chain.from_iterable(map(_numbers_in, facts)))
    return Accounted(numbers, units.within("\n".join(_texts_in(facts))))


class Accounts:
    """Accounts for facts, each of them once however many documents share it."""

    def __init__(self, units: Names) -> None:
        """Keep the names of all units."""
        self._units = units
        # By identity; the fact is kept beside what accounts for it, so that no other takes its place.
        self._made: dict[int, tuple[object, Accounted]] = {}

    def of(self, facts: Iterable[object]) -> Accounted:
        """The numbers and units in several facts."""
        found = Accounted(frozenset(), frozenset())
        for fact in facts:
            if id(fact) not in self._made:
                self._made[id(fact)] = fact, accounted_for(self._units, fact)
            found |= self._made[id(fact)][1]
        return found


def _numbers_in(value: object) -> Iterator[str]:
    match value:
        case str():
            for number in numbers(value):
                yield from _ways_to_write(number)
            for day in _DAY.findall(value):
                yield from (str(int(part)) for part in day.split("-"))
        case bool() | None:
            return
        case datetime.date():
            yield from (str(value.year), str(value.month), str(value.day))
        case int() | Decimal():
            yield from _ways_to_write(str(value))
        case _:
            if isinstance(value, Collection):
                yield str(len(value))
            for part in _parts(value):
                yield from _numbers_in(part)


def _ways_to_write(number: str) -> Iterator[str]:
    """As it stands, and as the filter ``yuan`` writes it in 万元."""
    yield number
    exact = Decimal(number)
    if exact and exact % 1000 == 0:
        yield format((exact / _TEN_THOUSAND).normalize(), "f")


def _parts(value: Any) -> Collection[object]:
    if isinstance(value, Mapping):
        return [*value, *value.values()]
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    return value if isinstance(value, Collection) else ()


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    for part in _parts(value):
        yield from _texts_in(part)


def texts(document: Document) -> Iterator[str]:
    """Every text of a document, without the numbers that the layout gives to headings, lists, annexes and pages."""
    head, record = document.head, document.record
    yield from chain(head.issuers, head.signers, head.corner, ["".join(head.title)])
    yield from (text for text in (head.number, head.to, head.mark, head.stamp, document.remark) if text)
    yield from chain.from_iterable(map(_texts_of, document.body))
    for annex in document.annexes:
        yield annex.name
        yield from chain.from_iterable(map(_texts_of, annex.blocks))
    if document.signature is not None:
        yield from (*document.signature.by, document.signature.date)
    if record is not None:
        yield from (text for text in (record.copies, record.printer, record.printed, *record.proofs) if text)


def _texts_of(block: Block) -> Iterator[str]:
    parts: Iterable[Inline]
    match block:
        case Heading() | Paragraph():
            parts = [block.text]
        case Listing():
            parts = block.items
        case Table():
            parts = chain(block.header, *block.rows)
        case Form():
            parts = chain.from_iterable((cell.label, cell.value) for row in block.rows for cell in row.cells)
        case Figure():
            parts = [block.caption]
    return map(plain, parts)


def orphans(document: Iterable[str], units: Names, may: Accounted) -> list[str]:
    """The numbers and names of a document that nothing accounts for, each once.

    Args:
        document: Its texts.
        units: The names of all units.
        may: What it may say.

    Example:
        >>> units = Names(["样例甲镇", "样例乙镇"])
        >>> may = accounted_for(units, {"unit": "样例甲镇", "total": "89.99"})
        >>> orphans(["样例甲镇89.99分", "高于样例乙镇，差0.01分"], units, may)
        ['0.01', '样例乙镇']
    """
    text = "\n".join(document)
    found = [number for number in numbers(text) if number not in may.numbers]
    return list(dict.fromkeys(found)) + sorted(units.within(text) - may.names)
