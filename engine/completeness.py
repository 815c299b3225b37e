"""Which units can be scored: those for which every indicator can be computed."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from engine.applicability import Applicability
from engine.columns import Columns
from engine.decimals import as_written
from engine.expression import Expression, tree
from engine.expression.evaluation import Numbers, Texts, Truth, all_of, condition, evaluate
from engine.fixed import Fixed, Truths
from engine.formulas import Values
from engine.message import Message
from engine.methods import METHODS
from engine.plan import Indicator, Plan
from engine.problem import Place, Problem
from engine.ruleset.points import LadderStep


def incomplete(plan: Plan, values: Values, units: tuple[str, ...], sound: Truths) -> list[Problem]:
    """A problem for each unit and indicator that cannot be computed.

    Args:
        plan: The indicators.
        values: What is known of the units.
        units: Their names.
        sound: The units whose data have no problem; of the others enough is said already.
    """
    problems: list[Problem] = []
    applicability = Applicability(plan, values.columns, values.applies)
    for indicator in plan.indicators:
        away = _spread(applicability.not_applying(indicator), len(units), absent=False) & sound
        here = _spread(applicability.existing(indicator), len(units), absent=True) & ~away & sound
        problems += _not_applying(indicator, away, units)
        problems += _undefined(indicator, here, values, units)
        problems += _not_positive(indicator, here, values, units)
    if (found := applicability.excluded()) is not None:
        excluded, every = found
        for index in np.flatnonzero(np.broadcast_to(excluded.equals(every), (1, len(units)))[0]).tolist():
            what = Message("No indicator applies to {unit}.", unit=units[index])
            problems.append(Problem("nothing-applies", what, Place(unit=units[index])))
    return problems


def _spread(mask: Truths | None, units: int, *, absent: bool) -> Truths:
    """A mask for every unit; ``absent`` where there is none."""
    return np.full(units, absent) if mask is None else np.broadcast_to(mask, (1, units))[0]


def without_peers(
    plan: Plan, values: Values, units: tuple[str, ...], groups: Texts | None, complete: Truths
) -> list[Problem]:
    """A problem for each complete unit that is to have its peers' mean and has no complete peer.

    Args:
        plan: The indicators.
        values: What is known of the units.
        units: Their names.
        groups: The group of each unit, among which the mean is taken.
        complete: The units without other problems; those found here count as nobody's peer either.
    """
    problems: list[Problem] = []
    codes = np.zeros(len(units), dtype=np.int64) if groups is None else groups.codes
    applicability = Applicability(plan, values.columns, values.applies)
    left = complete.copy()
    before = -1
    while before != left.sum():
        before = int(left.sum())
        for indicator in plan.indicators:
            if indicator.rule.not_applicable != "peer_mean":
                continue
            away = _spread(applicability.not_applying(indicator), len(units), absent=False) & left
            peers = _spread(applicability.existing(indicator), len(units), absent=True) & left & ~away
            alone = away & ~np.isin(codes, codes[peers])
            left &= ~alone
            for index in np.flatnonzero(alone).tolist():
                what = Message("{indicator} applies to no peer of {unit}.", indicator=indicator.name, unit=units[index])
                problems.append(Problem("no-peers", what, Place(unit=units[index], path=indicator.path)))
    return problems


def _not_applying(indicator: Indicator, where: Truths, units: tuple[str, ...]) -> Iterator[Problem]:
    """不适用 where the indicator does not say what follows."""
    if indicator.rule.not_applicable != "error":
        return
    for index in np.flatnonzero(where).tolist():
        what = Message("{indicator} cannot be scored: a measure does not apply.", indicator=indicator.name)
        mend = Message("Report the measure, or let the scheme say what follows with not_applicable.")
        yield Problem("indicator-not-applicable", what, Place(unit=units[index], path=indicator.path), mend=mend)


def _undefined(indicator: Indicator, where: Truths, values: Values, units: tuple[str, ...]) -> Iterator[Problem]:
    """An operand or condition without a value: a formula divides by zero, or an earlier period is missing."""
    for text, unknown in unknowns(indicator, values.columns):
        for index in np.flatnonzero(where & np.broadcast_to(unknown, where.shape)).tolist():
            what = Message("{operand} of {indicator} has no value.", operand=text, indicator=indicator.name)
            yield Problem("operand-unknown", what, Place(unit=units[index], path=indicator.path))


def unknowns(indicator: Indicator, columns: Columns) -> Iterator[tuple[str, Truths]]:
    """Each operand and condition of an indicator, with where its value is not known and is needed."""
    for argument in indicator.arguments.values():
        if isinstance(argument, Expression):
            value = evaluate(argument, columns)
            if isinstance(value, Truth):
                yield str(argument), value.unknown
            elif isinstance(value, Numbers) and value.known is not None:
                yield str(argument), ~value.known
        elif isinstance(argument, tuple):
            yield from _unknown_steps(indicator, argument, columns)


def _unknown_steps(indicator: Indicator, steps: tuple[Any, ...], columns: Columns) -> Iterator[tuple[str, Truths]]:
    """The conditions of a ladder's steps, each where it is not known and no step above is reached."""
    above: Truths = np.zeros(1, dtype=np.bool_)
    for step in steps:
        if not isinstance(step, LadderStep):
            return
        conditions = [] if step.when is None else [condition(step.when, columns)]
        if step.from_ is not None:
            reaches = tree.Comparison(">=", indicator.arguments["value"], tree.Number(step.from_))
            conditions.append(condition(reaches, columns))
        if conditions:
            both = all_of(conditions)
            if step.when is not None:
                yield str(step.when), both.unknown & ~above
            above = above | both.true


def not_above_zero(indicator: Indicator, columns: Columns) -> Iterator[tuple[Expression, Fixed, Truths]]:
    """Each operand of an indicator that must be above zero, with its values and where it is known not to be."""
    for name, parameter in METHODS[indicator.rule.method].parameters.items():
        operand = indicator.arguments.get(name)
        if not parameter.wanted.above_zero or parameter.wanted.constant or not isinstance(operand, Expression):
            continue
        value = evaluate(operand, columns)
        assert isinstance(value, Numbers)
        assert isinstance(value.values, Fixed)
        not_above = value.values.scaled <= 0
        yield operand, value.values, not_above if value.known is None else not_above & value.known


def _not_positive(indicator: Indicator, where: Truths, values: Values, units: tuple[str, ...]) -> Iterator[Problem]:
    """An operand that must be above zero and is not."""
    for operand, column, not_above in not_above_zero(indicator, values.columns):
        for index in np.flatnonzero(where & np.broadcast_to(not_above, where.shape)).tolist():
            what = Message("{name} of {indicator} must be above zero.", name=str(operand), indicator=indicator.name)
            found = as_written(int(np.broadcast_to(column.scaled, where.shape)[index]), column.decimals)
            measure = operand.name if isinstance(operand, tree.Name) else None
            place = Place(unit=units[index], measure=measure, path=indicator.path)
            mend = Message("Report a target above zero, or type 不适用 where there is none and the scheme allows it.")
            yield Problem("target-not-positive", what, place, found, Message("a number above zero"), mend)
