"""The measures of a unit that may be changed: from where, in which steps, how far, at what price; and those held."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from engine.applicability import Applicability
from engine.decimals import places_of, scaled_to
from engine.expression.evaluation import Numbers
from engine.fixed import Fixed
from engine.message import Message
from engine.plan import Indicator
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.simulation.reaching.dependencies import Dependencies
from engine.simulation.reaching.efforts import Effort, Efforts

MOST_VALUES = 1 << 20
"""A measure with more values than this is not looked through."""


@dataclass(frozen=True)
class Lever:
    """A measure of the unit that may be changed; whole numbers are scaled by its decimals.

    Attributes:
        measure: Its name.
        now: Its value.
        decimals: Its decimals.
        step: By how much it is changed at a time.
        low: The least value that it may be brought to.
        high: The greatest.
        effort: What a step costs; None: the usual price.
    """

    measure: str
    now: int
    decimals: int
    step: int
    low: int
    high: int
    effort: Decimal | None

    @property
    def values(self) -> NDArray[np.int64]:
        """All values that it may have, from the least: whole steps from now within the limits, and that of now."""
        first, last = -((self.now - self.low) // self.step), (self.high - self.now) // self.step
        grid = self.now + self.step * np.arange(first, last + 1, dtype=np.int64)
        return grid if first <= 0 <= last else np.union1d(self.now, grid)


@dataclass(frozen=True)
class Held:
    """A measure that stays as it is, and why."""

    measure: str
    reason: Message


def own_indicators(prepared: Prepared, unit: int) -> tuple[Indicator, ...]:
    """The indicators that the unit has and that apply to it."""
    applicability = Applicability(prepared.plan, prepared.columns, prepared.applies)

    def concerned(indicator: Indicator) -> bool:
        masks = (applicability.existing(indicator), applicability.applying(indicator))
        return all(mask is None or bool(np.broadcast_to(mask, (1, len(prepared.units)))[0, unit]) for mask in masks)

    return tuple(indicator for indicator in prepared.plan.indicators if concerned(indicator))


def levers(
    prepared: Prepared, unit: int, efforts: Efforts, ruled: Set[str] = frozenset()
) -> tuple[tuple[Lever, ...], tuple[Held, ...]]:
    """The measures that may be changed, and those that count for the unit and that may not.

    Usually these are the measures that its indicators use, but for those that others are only held against.

    Args:
        prepared: The cycle.
        unit: The place of the unit.
        efforts: What may change, and at what cost.
        ruled: The measures that rules beside the indicators name: vetoes, conditions of prizes.

    Raises:
        Problems: the efforts name what is no measure, or limits that cannot be.
    """
    declared = prepared.inputs.ruleset.measures
    if problems := list(_faults(prepared, efforts)):
        raise Problems(problems)
    found, held = [], []
    usual = dict(_usual(prepared, unit))
    for name in declared:
        reason = _why_held(prepared, unit, name, efforts, usual)
        if reason is None:
            lever = _lever(prepared, unit, name, efforts.measures.get(name, Effort()))
            if len(lever.values) <= MOST_VALUES:
                found.append(lever)
                continue
            reason = Message(
                "It has {count} values within its limits; with a greater step or closer limits it could change.",
                count=len(lever.values),
            )
        if name in usual or name in ruled or name in efforts.measures:
            held.append(Held(name, reason))
    return tuple(found), tuple(held)


def _usual(prepared: Prepared, unit: int) -> Iterator[tuple[str, bool]]:
    """The measures that the unit's indicators use, each with whether others are only held against it."""
    dependencies = Dependencies(prepared.plan)
    indicators = own_indicators(prepared, unit)
    every = frozenset().union(*(dependencies.of_indicator(each) for each in indicators))
    reached = frozenset().union(
        *(dependencies.of_indicator(each) - dependencies.yardsticks(each) for each in indicators)
    )
    for name in sorted(every):
        yield name, name not in reached


def _why_held(prepared: Prepared, unit: int, name: str, efforts: Efforts, usual: Mapping[str, bool]) -> Message | None:
    """Why a measure may not change; None: it may."""
    if name in efforts.held:
        return Message("It was asked that it stay.")
    named = name in efforts.measures
    if not named:
        if not efforts.usual:
            return Message("The efforts do not name it.")
        if usual.get(name, False):
            return Message("It is what others are held against, not what the unit reaches.")
    if name not in prepared.inputs.data.units.columns:
        return Message("The data have no column of it.")
    applies = prepared.applies.get(name)
    if applies is not None and not applies[unit]:
        return Message("It does not apply to the unit.")
    for measure, formula in Dependencies(prepared.plan).taking_records():
        if measure == name:
            return Message("It decides which records {formula} takes.", formula=formula)
    if not named and name not in usual:
        return Message("No indicator of the unit uses it, only other rules; name it in the efforts to let it change.")
    return None


def scaled_values(prepared: Prepared, measure: str) -> Fixed:
    """The column of a measure."""
    value = prepared.columns.plain[measure]
    assert isinstance(value, Numbers)
    assert isinstance(value.values, Fixed)
    return value.values


def _lever(prepared: Prepared, unit: int, name: str, effort: Effort) -> Lever:
    column = scaled_values(prepared, name)
    places, now = column.decimals, int(column.scaled[unit])
    bounds = [scaled_to(bound, places) for bound in prepared.inputs.ruleset.measures[name].between]
    low, high = bounds if effort.between is None else (scaled_to(bound, places) for bound in effort.between)
    if effort.at_most is not None:
        furthest = scaled_to(effort.at_most, places)
        low, high = max(low, now - furthest), min(high, now + furthest)
    step = 1 if effort.step is None else scaled_to(effort.step, places)
    return Lever(name, now, places, step, low, high, effort.effort)


def _faults(prepared: Prepared, efforts: Efforts) -> Iterator[Problem]:
    """Names that are no measure, numbers with more decimals than the measure has, limits beyond its own."""
    declared = prepared.inputs.ruleset.measures
    for name in (*efforts.measures, *efforts.held):
        if name not in declared:
            what = Message("The ruleset has no measure {name}.", name=name)
            place = Place(path=f"measures.{name}" if name in efforts.measures else "held")
            yield Problem("path-measure-unknown", what, place, name, mend=did_you_mean(name, declared))
    for name, effort in efforts.measures.items():
        if name not in declared:
            continue
        measure, place = declared[name], Place(path=f"measures.{name}")
        for number in (effort.step, effort.at_most, *(effort.between or ())):
            if number is not None and places_of(number) > measure.decimals:
                expected = Message("at most {count} decimals", count=measure.decimals)
                what = Message("A step or limit of {name} has more decimals than the measure.", name=name)
                yield Problem("path-decimals", what, place, f"{number:f}", expected)
        low, high = measure.between
        if effort.between is not None and not low <= effort.between[0] <= effort.between[1] <= high:
            what = Message("The limits of {name} are not within those of the measure.", name=name)
            expected = Message("between {low} and {high}", low=f"{low:f}", high=f"{high:f}")
            yield Problem("path-limits", what, place, " – ".join(f"{each:f}" for each in effort.between), expected)


__all__ = ["MOST_VALUES", "Held", "Lever", "levers", "own_indicators", "scaled_values"]
