"""What is held against a unit: where it lost points, and its vetoes, each with what was reported for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notices.reading import Reported, Result, UnitResult


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


@dataclass(frozen=True)
class Finding:
    """Where a unit lost points.

    Attributes:
        name: The indicator or the deduction.
        lost: How many points, without a sign.
        earned: What the unit earned of an indicator.
        full: What it could have earned.
        how: How the points came about.
        evidence: What was reported for it.
    """

    name: str
    lost: str
    earned: str | None
    full: str | None
    how: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Ground:
    """A veto that holds, what it limits, and what was reported for it."""

    name: str
    limit: str | None
    evidence: tuple[Evidence, ...]


def findings(result: Result, unit: UnitResult) -> Iterator[Finding]:
    """Where a unit lost points by its own work, the greatest loss first; nothing where only totals are known.

    Caps and roundings are no fault of a unit, nor is an indicator that does not apply to it and whose points are
    those of its peers.

    Args:
        result: The result.
        unit: One of its units.
    """
    explanation, full = result.explanations.get(unit.unit), result.full_points.get(unit.unit, {})
    for line in explanation.losses if explanation is not None else ():
        if line.name in full or line.name in unit.adjustments:
            yield Finding(
                name=line.name,
                lost=(line.value or "").removeprefix("-"),
                earned=unit.points.get(line.name),
                full=full.get(line.name),
                how=line.how,
                evidence=evidence(line.evidence),
            )


def grounds(result: Result, unit: UnitResult) -> Iterator[Ground]:
    """The vetoes that hold for a unit.

    Args:
        result: The result.
        unit: One of its units.
    """
    explanation = result.explanations.get(unit.unit)
    lines = {line.name: line for line in explanation.adjustments} if explanation is not None else {}
    for name in unit.vetoes:
        line = lines.get(name)
        yield Ground(name, None, ()) if line is None else Ground(name, line.value, evidence(line.evidence))


def evidence(reported: Sequence[Reported]) -> tuple[Evidence, ...]:
    """What was reported, by department.

    Example:
        >>> from notices.reading import Reported
        >>> [found] = evidence([Reported(name="返贫率", value="6.03", unit="%", reported_by="样例扶贫办")])
        >>> found.by, found.readings
        ('样例扶贫办', (Reading(name='返贫率', value='6.03%'),))
    """
    by_department: dict[str | None, list[Reading]] = {}
    for each in reported:
        by_department.setdefault(each.reported_by, []).append(Reading(each.name, each.value and each.value + each.unit))
    return tuple(Evidence(department, tuple(readings)) for department, readings in by_department.items())
