"""What a collection workbook holds besides its form: the values that were reported, and who vouches for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.data import UNIT, Data


@dataclass(frozen=True)
class Signature:
    """Who vouches for a department's data, and since when."""

    name: str
    on: date
    checked_by: str = ""


@dataclass(frozen=True)
class Filled:
    """What a collection workbook already holds when it is written.

    Attributes:
        data: Values by unit; None for an empty form.
        signatures: By department.
    """

    data: Data | None = None
    signatures: Mapping[str, Signature] = field(default_factory=dict)

    def column(self, header: str) -> Mapping[str, str]:
        """The values of an attribute or measure by unit."""
        if self.data is None or header not in self.data.units.columns:
            return {}
        columns = self.data.units.columns
        return dict(zip(map(str.strip, columns[UNIT]), columns[header], strict=True))

    def records(self, table: str) -> list[Mapping[str, str]]:
        """The records of a table."""
        if self.data is None or table not in self.data.tables:
            return []
        columns = self.data.tables[table].columns
        return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
