"""What was added, taken off and vetoed, and what follows, in numbers of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from notices.facts.evaluation.figures import written

if TYPE_CHECKING:
    from notices.reading import Result
    from notices.reading.result import UnitResult

UNNAMED = "校正"
"""What a correction is called of which only the amount is known."""


@dataclass(frozen=True)
class Veto:
    """A veto and the units that it concerns."""

    name: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Amount:
    """What a unit was given, or what was taken from it; without a sign."""

    unit: str
    amount: str
    given: bool


@dataclass(frozen=True)
class Adjusted:
    """A bonus or deduction, or a correction, and what it came to for the units that it concerns."""

    name: str
    amounts: tuple[Amount, ...]


@dataclass(frozen=True)
class EffectUse:
    """An effect, without the days of its span, and for how many units it holds."""

    effect: Mapping[str, Any]
    units: int


@dataclass(frozen=True)
class RuleUse:
    """A rule of consequences, for how many units it holds, and what it brings."""

    rule: str
    units: int
    effects: tuple[EffectUse, ...]


def vetoes_of(units: Sequence[UnitResult]) -> tuple[Veto, ...]:
    """Every veto that holds for some unit."""
    found: dict[str, list[str]] = {}
    for unit in units:
        for name in unit.vetoes:
            found.setdefault(name, []).append(unit.unit)
    return tuple(Veto(name, tuple(named)) for name, named in found.items())


def adjustments_of(units: Sequence[UnitResult]) -> tuple[Adjusted, ...]:
    """Every bonus and deduction that is not zero for some unit."""
    return _adjusted((name, unit.unit, amount) for unit in units for name, amount in unit.adjustments.items())


def corrections_of(result: Result, units: Sequence[UnitResult]) -> tuple[Adjusted, ...]:
    """Every cap, clamp and rounding that changed a total, by the name that explanations give it."""
    return _adjusted((name, unit.unit, amount) for unit in units for name, amount in _corrected(result, unit))


def _corrected(result: Result, unit: UnitResult) -> list[tuple[str, str]]:
    explained = result.explanations.get(unit.unit)
    amounts = list(unit.corrections.values())
    names = [line.name for line in explained.corrections] if explained is not None else []
    return list(zip(names or [UNNAMED] * len(amounts), amounts, strict=True))


def _adjusted(amounts: Iterable[tuple[str, str, str]]) -> tuple[Adjusted, ...]:
    found: dict[str, list[Amount]] = {}
    for name, unit, text in amounts:
        amount = Decimal(text)
        if amount:
            found.setdefault(name, []).append(Amount(unit, written(abs(amount)), amount > 0))
    return tuple(Adjusted(name, tuple(each)) for name, each in found.items())


_OF_ONE_UNIT = frozenset({"from", "until"})


def uses_of(units: Sequence[UnitResult]) -> tuple[RuleUse, ...]:
    """Every rule that holds for some unit, in the order in which units meet them."""
    rules: dict[str, dict[str, tuple[Mapping[str, Any], set[str]]]] = {}
    for unit in units:
        for consequence in unit.consequences:
            plain = consequence.model_dump(by_alias=True, exclude={"rule", "source"})
            effect = {name: None if name in _OF_ONE_UNIT else value for name, value in plain.items()}
            found = rules.setdefault(consequence.rule, {}).setdefault(repr(effect), (effect, set()))
            found[1].add(unit.unit)
    return tuple(
        RuleUse(
            rule,
            len(set().union(*(named for _, named in effects.values()))),
            tuple(EffectUse(effect, len(named)) for effect, named in effects.values()),
        )
        for rule, effects in rules.items()
    )
