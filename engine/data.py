"""The data of a cycle as they were read: text cells with their places; nothing is interpreted here.

What the cells mean, and whether they may stand, is decided by ``engine.measurement`` with the ruleset at hand.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from engine.problem import Place

UNIT = "unit"
"""The column that names the unit of each row."""


@dataclass(frozen=True)
class Sheet:
    """One table as read.

    Attributes:
        columns: Header → text cells ("" where blank), all of one length; ``unit`` is among them.
        file: The file that it came from.
        sheet: The worksheet's name, if it has one.
        letters: Header → column letter, where cells have addresses.
        rows: The row number of each record in the file.
    """

    columns: Mapping[str, Sequence[str]]
    file: str | None = None
    sheet: str | None = None
    letters: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[int] = ()

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """A sheet from records; a column that a record lacks is blank there.

        Example:
            >>> Sheet.from_rows([{"unit": "样例甲镇", "脱贫人口": "412"}]).columns["脱贫人口"]
            ('412',)
        """
        records = list(rows)
        headers = dict.fromkeys([UNIT, *(header for record in records for header in record)])
        return cls({header: tuple(record.get(header, "") for record in records) for header in headers})

    def __len__(self) -> int:
        return len(self.columns[UNIT])

    def place(self, header: str, index: int | None = None) -> Place:
        """Where the cell of a record stands; without ``index``, where the column's header stands."""
        row = None if index is None else self.rows[index] if self.rows else index + 2
        letter = self.letters.get(header)
        return Place(
            file=self.file,
            sheet=self.sheet,
            line=row if letter is None else None,
            cell=None if letter is None else f"{letter}{1 if row is None else row}",
            unit=None if index is None else self.columns[UNIT][index],
            measure=header,
        )


@dataclass(frozen=True)
class Data:
    """All that a cycle's owners reported: one sheet of units, and the tables below them by name."""

    units: Sheet
    tables: Mapping[str, Sheet] = field(default_factory=dict)

    @classmethod
    def from_rows(cls, units: Iterable[Mapping[str, str]], **tables: Iterable[Mapping[str, str]]) -> Self:
        """Data from records, as tests and other programs have them."""
        return cls(Sheet.from_rows(units), {name: Sheet.from_rows(rows) for name, rows in tables.items()})

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every cell, in the order of the rows, whatever file they came from."""
        return digest(self.as_plain())

    def as_plain(self) -> dict[str, object]:
        """Headers and cells alone, as JSON can hold them."""
        return {
            "units": {header: list(cells) for header, cells in self.units.columns.items()},
            "tables": {
                name: {header: list(cells) for header, cells in sheet.columns.items()}
                for name, sheet in self.tables.items()
            },
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Mapping[str, object]]) -> Self:
        """The inverse of ``as_plain``."""
        tables = {name: Sheet(_columns(columns)) for name, columns in plain["tables"].items()}
        return cls(Sheet(_columns(plain["units"])), tables)


def _columns(plain: object) -> dict[str, tuple[str, ...]]:
    assert isinstance(plain, Mapping)
    return {str(header): tuple(cells) for header, cells in plain.items()}


def digest(value: object) -> str:
    """The SHA-256 of a value's canonical JSON (sorted keys, no spaces, UTF-8).

    Example:
        >>> digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})
        True
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
