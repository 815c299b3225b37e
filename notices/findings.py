"""What a unit has to mend: the indicators and deductions that cost it points, the greatest loss first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from notices.reading import Result, UnitResult


@dataclass(frozen=True)
class Finding:
    """Where a unit lost points.

    Attributes:
        name: The indicator or the deduction.
        lost: How many points, without a sign.
        earned: What the unit earned of an indicator.
        full: What it could have earned.
        how: How the points came about.
        evidence: What was reported for it: ``name``, ``value``, ``unit``, ``reported_by``.
    """

    name: str
    lost: str
    earned: str | None
    full: str | None
    how: str | None
    evidence: Sequence[Mapping[str, Any]]


def findings(result: Result, unit: UnitResult) -> Iterator[Finding]:
    """What a unit has to mend; nothing where only totals are known.

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
                how=line.how and _in_signs(line.how),
                evidence=[each.model_dump() for each in line.evidence],
            )


_SIGNS = {" * ": " × ", " / ": " ÷ ", " - ": " − ", " >= ": " ≥ ", " <= ": " ≤ ", " == ": " = ", " != ": " ≠ "}


def _in_signs(how: str) -> str:
    """A formula with the signs of mathematics instead of those of programs.

    Example:
        >>> _in_signs("7 × min((100 * 2) ÷ (60 * 6), 1)")
        '7 × min((100 × 2) ÷ (60 × 6), 1)'
    """
    for sign, written in _SIGNS.items():
        how = how.replace(sign, written)
    return how
