"""What is known of the units of a cycle, and of the records below them, as exact columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.expression.evaluation import Numbers, Texts, Truth, Value
from engine.fixed import Array, Fixed, Truths


@dataclass(frozen=True)
class Records:
    """The records of one table.

    Attributes:
        owner: For each record the index of its unit.
        values: Column → values, (records,).
    """

    owner: Array
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Measures:
    """What is known of the units, as exact columns.

    Attributes:
        units: Names, in the order of the data.
        values: Attributes and measures by name, each (units,).
        applies: Where a measure applies, for those that somewhere do not.
        tables: Records below the units.
    """

    units: tuple[str, ...]
    values: Mapping[str, Value]
    applies: Mapping[str, Truths] = field(default_factory=dict)
    tables: Mapping[str, Records] = field(default_factory=dict)

    def select(self, chosen: Truths) -> "Measures":
        """The same for some of the units; the tables are left behind."""
        if chosen.all():
            return self
        return Measures(
            tuple(unit for unit, keep in zip(self.units, chosen, strict=True) if keep),
            {name: picked(value, chosen) for name, value in self.values.items()},
            {name: applies[chosen] for name, applies in self.applies.items()},
        )


def picked(value: Value, index: Any) -> Value:
    """The part of a column that a NumPy index over its last axis picks; a constant stays as it is."""

    def of(array: Any) -> Any:
        return array if array is None or array.ndim == 0 else array[..., index]

    match value:
        case Numbers(values=Fixed() as values, known=known):
            return replace(
                value, values=values if values.scaled.ndim == 0 else values.at((..., index)), known=of(known)
            )
        case Numbers():
            raise TypeError("a quotient is rounded before it is kept")
        case Texts(codes=codes, known=known):
            return replace(value, codes=of(codes), known=of(known))
        case Truth(true=true, false=false):
            return Truth(of(true), of(false))
