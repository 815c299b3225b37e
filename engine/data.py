"""The data of a cycle as they were read: text cells with their places; nothing is interpreted here.

What the cells mean, and whether they may stand, is decided by ``engine.measurement`` with the ruleset at hand.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from engine.problem import Place, Problem

UNIT = "unit"
"""The column that names the unit of each row."""


@dataclass(frozen=True)
class Origin:
    """A table in a file, from which cells of a sheet came.

    Attributes:
        file: The file.
        sheet: The worksheet; None in a CSV file.
        columns: Header → the letter of its column; None where cells have no addresses.
        rows: For each record of the sheet its row in the file; None where the record does not stand there.
        header_row: The row of the headers.
    """

    file: str | None
    sheet: str | None
    columns: Mapping[str, str | None]
    rows: Sequence[int | None]
    header_row: int = 1

    def place(self, header: str, index: int | None) -> Place:
        """Where a cell stands; without ``index``, where the column's header stands."""
        row = self.header_row if index is None else self.rows[index]
        letter = self.columns.get(header)
        if letter is None or row is None:
            return Place(file=self.file, sheet=self.sheet, line=None if index is None else row)
        return Place(file=self.file, sheet=self.sheet, cell=f"{letter}{row}")

    def as_plain(self) -> dict[str, object]:
        """The origin as JSON can hold it."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "columns": dict(self.columns),
            "rows": list(self.rows),
            "header_row": self.header_row,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The inverse of ``as_plain``."""
        return cls(**{**plain, "rows": tuple(plain["rows"])})


@dataclass(frozen=True)
class Sheet:
    """One table as read, out of one file or of several.

    Attributes:
        columns: Header → text cells ("" where blank), all of one length; ``unit`` is among them.
        origins: The tables that the cells came from.
        taken: For a column that stands in several of them, from which each cell came.
    """

    columns: Mapping[str, Sequence[str]]
    origins: Sequence[Origin] = ()
    taken: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """A sheet from records, as if they stood below a header; a column that a record lacks is blank there.

        Example:
            >>> Sheet.from_rows([{"unit": "样例甲镇", "脱贫人口": "412"}]).columns["脱贫人口"]
            ('412',)
        """
        records = list(rows)
        headers = dict.fromkeys([UNIT, *(header for record in records for header in record)])
        origin = Origin(None, None, dict.fromkeys(headers), tuple(range(2, len(records) + 2)))
        return cls({header: tuple(record.get(header, "") for record in records) for header in headers}, (origin,))

    def __len__(self) -> int:
        return len(self.columns[UNIT])

    def place(self, header: str, index: int | None = None) -> Place:
        """Where the cell of a record stands; without ``index``, where the column's header stands."""
        origin = self.origin(header, index)
        spot = Place() if origin is None else origin.place(header, index)
        unit = None if index is None else self.columns[UNIT][index]
        return replace(spot, unit=unit, measure=None if header == UNIT else header)

    @property
    def whole(self) -> Place:
        """Where the table as a whole stands."""
        return Place(file=self.origins[0].file, sheet=self.origins[0].sheet) if self.origins else Place()

    def origin(self, header: str, index: int | None = None) -> Origin | None:
        """The table from which a cell, or a column, came; None where nobody knows."""
        if index is not None and header in self.taken:
            return self.origins[self.taken[header][index]]
        with_column = [origin for origin in self.origins if header in origin.columns]
        with_row = [origin for origin in self.origins if index is not None and origin.rows[index] is not None]
        both = [origin for origin in with_column if index is None or origin in with_row]
        return next(iter((*both, *with_column[:1], *with_row)), None)

    def origins_as_plain(self) -> dict[str, object]:
        """Where the cells came from, as JSON can hold it."""
        taken = {header: list(chosen) for header, chosen in self.taken.items()}
        return {"tables": [origin.as_plain() for origin in self.origins], "taken": taken}

    def with_origins(self, plain: Mapping[str, Any]) -> Self:
        """The sheet with what ``origins_as_plain`` gave."""
        return replace(self, origins=tuple(map(Origin.from_plain, plain["tables"])), taken=plain["taken"])


@dataclass(frozen=True)
class Data:
    """All that a cycle's owners reported: one sheet of units, and the tables below them by name.

    Attributes:
        units: Attributes and measures, one record a unit.
        tables: Records below the units.
        reading: What a reader must know of how cells were read: what was interpreted, what is not signed.
    """

    units: Sheet
    tables: Mapping[str, Sheet] = field(default_factory=dict)
    reading: tuple[Problem, ...] = ()

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

    def origins_as_plain(self) -> dict[str, object]:
        """Where the cells came from, as JSON can hold it."""
        tables = {name: sheet.origins_as_plain() for name, sheet in self.tables.items()}
        return {"units": self.units.origins_as_plain(), "tables": tables}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Mapping[str, object]], origins: Mapping[str, Any]) -> Self:
        """The inverse of ``as_plain`` and ``origins_as_plain``."""
        tables = {
            name: Sheet(_columns(columns)).with_origins(origins["tables"][name])
            for name, columns in plain["tables"].items()
        }
        return cls(Sheet(_columns(plain["units"])).with_origins(origins["units"]), tables)


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
