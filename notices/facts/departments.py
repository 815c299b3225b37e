"""What a department reported, as the form shows it on which the department confirms that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from notices.facts.wide import Row, parted

if TYPE_CHECKING:
    from notices.reading.told import Department

MEASURES_COLUMNS = 10
"""The most measures in one table: with their units of measure their names are longer than those of indicators."""

UNREPORTED = "—"
"""Printed where a department reported nothing."""


@dataclass(frozen=True)
class MeasureTable:
    """What was reported of some measures, a column each; each with its unit of measure behind its name."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def department_facts(department: Department) -> dict[str, Any]:
    """A department as templates see it.

    Returns:
        Its fields; ``tables``, which hold its values; ``gaps``, how many values it did not report.
    """
    columns = [
        (f"{measure.name}（{measure.unit}）", [row.values[index] or UNREPORTED for row in department.rows])
        for index, measure in enumerate(department.measures)
    ]
    return {
        **department.model_dump(),
        "tables": tuple(
            MeasureTable(
                tuple(name for name, _ in part),
                tuple(
                    Row(row.unit, tuple(values[number] for _, values in part))
                    for number, row in enumerate(department.rows)
                ),
            )
            for part in parted(columns, MEASURES_COLUMNS)
        ),
        "gaps": sum(value == "" for row in department.rows for value in row.values),
    }
