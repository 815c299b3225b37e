"""Tables with more columns than a page holds: parted into several, each with a row for every unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """A unit's cells in one of the tables."""

    unit: str
    cells: tuple[str, ...]


def parted(columns: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """The columns of each table: as few tables as can be, with about equally many columns in each.

    Args:
        columns: All columns beside that of the units.
        most: The most columns that one table may have.

    Example:
        >>> list(parted("甲乙丙丁戊", 4)), list(parted("", 4))
        (['甲乙丙', '丁戊'], [])
    """
    tables = -(-len(columns) // most)
    size = -(-len(columns) // tables) if tables else 1
    for start in range(0, len(columns), size):
        yield columns[start : start + size]
