"""What was reported for a line of a unit's statement, by department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notices.reading.told import Reported


@dataclass(frozen=True)
class Reading:
    """What was reported of a measure, its value with its unit of measure; nothing where nothing was."""

    name: str
    value: str | None


@dataclass(frozen=True)
class Evidence:
    """What one department reported; nothing as ``by`` where the scheme does not say who does."""

    by: str | None
    readings: tuple[Reading, ...]


def evidence(reported: Sequence[Reported]) -> tuple[Evidence, ...]:
    """What was reported, by department.

    Example:
        >>> from notices.reading.told import Reported
        >>> [found] = evidence([Reported(name="返贫率", value="6.03", unit="%", reported_by="样例扶贫办")])
        >>> found.by, found.readings
        ('样例扶贫办', (Reading(name='返贫率', value='6.03%'),))
    """
    by_department: dict[str | None, list[Reading]] = {}
    for each in reported:
        by_department.setdefault(each.reported_by, []).append(Reading(each.name, each.value and each.value + each.unit))
    return tuple(Evidence(department, tuple(readings)) for department, readings in by_department.items())
