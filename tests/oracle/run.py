"""What one run carries about: the inputs, the units with all that becomes known of them, the warnings."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from oracle import period
from oracle.questions import Questions


@dataclass
class Unit:
    """One unit: what was reported of it, and what is found out stage by stage.

    ``values`` maps every name that an expression may use (``脱贫人口``, ``points.完成率``) to its value,
    None where it is unknown. ``absent`` holds the names of measures and formulas that do not apply.
    """

    name: str
    values: dict[str, Any] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    complete: bool = True
    points: dict[str, Fraction] = field(default_factory=dict)
    adjustments: dict[str, Fraction] = field(default_factory=dict)
    corrections: dict[str, Fraction] = field(default_factory=dict)
    total: Fraction | None = None
    grade: str | None = None
    rank: int | None = None
    withdrawn: bool = False
    vetoes: list[str] = field(default_factory=list)
    prizes: list[str] = field(default_factory=list)
    quotas: list[str] = field(default_factory=list)
    consequences: list[dict[str, str | None]] = field(default_factory=list)
    replaced: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, str]] = field(default_factory=list)
    fired: set[str] = field(default_factory=set)


@dataclass
class Run:
    """One run: ruleset and period as given, units in the order of the data.

    ``percents`` are the names whose values have the unit ``%``; ``seen`` notes rare cases for the
    census.
    """

    ruleset: dict[str, Any]
    data: dict[str, Any]
    period: str
    questions: Questions
    records: list[dict[str, Any]]
    decided_on: date | None = None
    units: list[Unit] = field(default_factory=list)
    warnings: set[tuple[str, str]] = field(default_factory=set)
    data_problems: int = 0
    percents: frozenset[str] = frozenset()
    seen: set[str] = field(default_factory=set)

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        return period.last_day(self.period)

    @property
    def grades(self) -> list[str]:
        """The names of the grades, highest first."""
        return [rule["grade"] for rule in self.ruleset["grades"]]

    @property
    def complete(self) -> list[Unit]:
        """The complete units, in the order of the data."""
        return [unit for unit in self.units if unit.complete]
