"""What is held against a unit: where it lost points, and its vetoes, each with what was reported for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from notices.facts.evidence import Evidence
from notices.facts.statement import Change, Statement

if TYPE_CHECKING:
    from notices.reading.result import UnitResult

_EXACT = Context(prec=1000)


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
        clauses: The clauses of documents that it rests on.
    """

    name: str
    lost: str
    earned: str | None
    full: str | None
    how: str | None
    evidence: tuple[Evidence, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """A veto that holds, what it limits, and what was reported for it."""

    name: str
    limit: str | None
    evidence: tuple[Evidence, ...]


def findings(statement: Statement, unit: UnitResult) -> tuple[Finding, ...]:
    """Where a unit lost points by its own work, the greatest loss first; nothing where only totals are known.

    Caps of groups and roundings are no fault of a unit, nor is an indicator that does not apply to it.

    Args:
        statement: The unit's points.
        unit: The unit's part of the result.
    """
    found = [
        Finding(item.name, item.lost or "", item.earned, item.full, item.how, item.evidence, tuple(item.clauses))
        for item in statement.losses
    ]
    for change in statement.changes:
        lost = _deducted(change, unit)
        if lost > 0:
            clauses = tuple(change.clauses)
            found.append(Finding(change.name, f"{lost:f}", None, None, change.how, change.evidence, clauses))
    return tuple(sorted(found, key=lambda finding: -Decimal(finding.lost)))


def _deducted(change: Change, unit: UnitResult) -> Decimal:
    """What a deduction cost a unit, its cap considered; nothing for all else."""
    if change.amount is None or change.name not in unit.adjustments:
        return Decimal(0)
    returned = unit.corrections.get(f"adjustments.{change.name}.at_most", "0")
    return -_EXACT.add(Decimal(change.amount), Decimal(returned))


def grounds(statement: Statement, unit: UnitResult) -> tuple[Ground, ...]:
    """The vetoes that hold for a unit.

    Args:
        statement: The unit's points.
        unit: The unit's part of the result.
    """
    return tuple(
        Ground(change.name, change.outcome, change.evidence)
        for change in statement.changes
        if change.name in unit.vetoes
    )
