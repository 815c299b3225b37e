"""What becomes of one unit in one variant: total, grade, rank, prizes, quotas, money, consequences.

What hangs on a tie that only people can break is told apart from what is sure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from engine.consequences import replacing_first
from engine.decimals import as_written
from engine.fixed import Fixed, Truths
from engine.preparation import Prepared
from engine.simulation.variants import Outcomes


@dataclass(frozen=True)
class Held:
    """Names of prizes, quotas or consequences.

    Attributes:
        sure: Those that hold whatever is decided.
        open: Those that hang on a tie which only people can break, or on what is not known.
    """

    sure: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    @property
    def possible(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.sure, *self.open)

    def as_plain(self) -> dict[str, list[str]]:
        """As JSON can hold it."""
        return {"sure": list(self.sure), "open": list(self.open)}


@dataclass(frozen=True)
class Fortune:
    """What becomes of a unit.

    Attributes:
        unit: Its name.
        total: Its exact total, with its decimals.
        grade: Its grade.
        rank: Its rank; None where it is not ranked.
        group: The group within which it is ranked, if there are such.
        least: The least prize money that it may have.
        most: The most; the same unless a tie is open.
        prizes: Its prizes.
        quotas: Its quotas.
        consequences: The consequences in force for it.
    """

    unit: str
    total: Decimal
    grade: str
    rank: int | None
    group: str | None
    least: Decimal
    most: Decimal
    prizes: Held
    quotas: Held
    consequences: Held

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it; exact numbers are text."""
        return {
            "total": f"{self.total:f}",
            "grade": self.grade,
            "rank": self.rank,
            "group": self.group,
            "money": {"least": f"{self.least:f}", "most": f"{self.most:f}"},
            "prizes": self.prizes.as_plain(),
            "quotas": self.quotas.as_plain(),
            "consequences": self.consequences.as_plain(),
        }


def fortunes(prepared: Prepared, found: Outcomes, scenario: int = 0) -> dict[str, Fortune]:
    """What becomes of each complete unit in one variant, by name, in the order of the data.

    Args:
        prepared: The cycle.
        found: Its variants, scored.
        scenario: Which of them.
    """
    ruleset, groups = prepared.inputs.ruleset, found.standing.groups
    grades = [rule.grade for rule in ruleset.grades]
    sure, possible = _in_force(found)
    awards = found.awards
    prizes = {name: (award.sure, award.possible) for name, award in awards.prizes.items()}
    quotas = {name: (award.sure, award.possible) for name, award in awards.quotas.items()}
    consequences = {name: (sure[name], possible[name]) for name in found.decided.fired}
    columns = zip(*(_numbers(each, scenario) for each in (found.total, awards.least, awards.most)), strict=True)
    return {
        unit: Fortune(
            unit=unit,
            total=total,
            grade=grades[int(found.grades[scenario, index])],
            rank=int(found.ranks[scenario, index]) or None,
            group=None if groups is None else groups.vocabulary[int(groups.codes[index])],
            least=least,
            most=most,
            prizes=_held(prizes, scenario, index),
            quotas=_held(quotas, scenario, index),
            consequences=_held(consequences, scenario, index),
        )
        for index, (unit, (total, least, most)) in enumerate(zip(prepared.units, columns, strict=True))
    }


def _numbers(values: Fixed, scenario: int) -> Iterator[Decimal]:
    return (Decimal(as_written(int(each), values.decimals)) for each in values.scaled[scenario].tolist())


def _held(awards: Mapping[str, tuple[Truths, Truths]], scenario: int, unit: int) -> Held:
    sure = tuple(name for name, (holds, _) in awards.items() if holds[scenario, unit])
    return Held(sure, tuple(name for name, (_, may) in awards.items() if may[scenario, unit] and name not in sure))


def _in_force(found: Outcomes) -> tuple[Mapping[str, Truths], Mapping[str, Truths]]:
    """The consequences that are surely in force, and those that may be; what may replace a rule leaves it open."""
    decided, rules = found.decided, found.plan.consequences
    sure: dict[str, Truths] = dict(decided.fired)
    possible: dict[str, Truths] = {name: decided.fired[name] | decided.unknown[name] for name in sure}
    for rule in replacing_first(rules):
        for name in rule.instead_of:
            sure[name] = np.asarray(sure[name] & ~possible[rule.name])
            possible[name] = np.asarray(possible[name] & ~sure[rule.name])
    return sure, possible
