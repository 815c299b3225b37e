"""Which units can be scored: those for which every indicator can be computed."""

from collections.abc import Iterator, Mapping

import numpy as np

from engine.expression import Expression, tree
from engine.expression.evaluation import Numbers, Texts, condition, evaluate
from engine.fixed import Fixed, Truths
from engine.formulas import Values
from engine.message import Message
from engine.methods import METHODS
from engine.plan import Indicator, Plan
from engine.problem import Place, Problem


def incomplete(plan: Plan, values: Values, units: tuple[str, ...], groups: Texts | None) -> list[Problem]:
    """A problem for each unit and indicator that cannot be computed.

    Args:
        plan: The indicators.
        values: What is known of the units.
        units: Their names.
        groups: The group of each unit, among which a peers' mean is taken.
    """
    problems: list[Problem] = []
    left_out = np.zeros(len(units), dtype=np.bool_)
    exist_at_all = np.zeros(len(units), dtype=np.bool_)
    for indicator in plan.indicators:
        exists = _existing(indicator, values, len(units))
        applies = _applying(indicator, values.applies, len(units))
        problems += _not_applying(indicator, exists & ~applies, units)
        problems += _undefined(plan, indicator, exists & applies, values, units)
        problems += _not_positive(indicator, exists & applies, values, units)
        if indicator.rule.not_applicable == "peer_mean":
            problems += _without_peers(indicator, exists, applies, units, groups)
        excluded = exists & ~applies & (indicator.rule.not_applicable == "exclude")
        left_out |= excluded
        exist_at_all |= exists & ~excluded
    for index in np.flatnonzero(left_out & ~exist_at_all).tolist():
        what = Message("No indicator applies to {unit}.", unit=units[index])
        problems.append(Problem("nothing-applies", what, Place(unit=units[index])))
    return problems


def _existing(indicator: Indicator, values: Values, units: int) -> Truths:
    masks = [np.broadcast_to(condition(each, values.columns).true, (units,)) for each in indicator.only]
    return np.logical_and.reduce(masks) if masks else np.ones(units, dtype=np.bool_)


def _applying(indicator: Indicator, applies: Mapping[str, Truths], units: int) -> Truths:
    masks = [applies[name] for name in sorted(indicator.names) if name in applies]
    return np.logical_and.reduce(masks) if masks else np.ones(units, dtype=np.bool_)


def _not_applying(indicator: Indicator, where: Truths, units: tuple[str, ...]) -> Iterator[Problem]:
    """不适用 where the indicator does not say what follows."""
    if indicator.rule.not_applicable != "error":
        return
    for index in np.flatnonzero(where).tolist():
        what = Message("{indicator} cannot be scored: a measure does not apply.", indicator=indicator.name)
        mend = Message("Report the measure, or let the scheme say what follows with not_applicable.")
        yield Problem("indicator-not-applicable", what, Place(unit=units[index], path=indicator.path), mend=mend)


def _undefined(
    plan: Plan, indicator: Indicator, where: Truths, values: Values, units: tuple[str, ...]
) -> Iterator[Problem]:
    """A formula without a value, because it divides by zero."""
    formulas = {formula.name for formula in plan.formulas if formula.value is not None}
    for name in sorted(indicator.names & formulas):
        value = values.columns.plain[name]
        if not isinstance(value, Numbers) or value.known is None:
            continue
        for index in np.flatnonzero(where & ~value.known).tolist():
            what = Message("The formula {name} has no value.", name=name)
            yield Problem("formula-undefined", what, Place(unit=units[index], path=f"formulas.{name}"))


def _not_positive(indicator: Indicator, where: Truths, values: Values, units: tuple[str, ...]) -> Iterator[Problem]:
    """An operand that must be above zero and is not."""
    for name, parameter in METHODS[indicator.rule.method].parameters.items():
        operand = indicator.arguments.get(name)
        if not parameter.wanted.above_zero or parameter.wanted.constant or not isinstance(operand, Expression):
            continue
        value = evaluate(operand, values.columns)
        assert isinstance(value, Numbers)
        assert isinstance(value.values, Fixed)
        not_above = np.broadcast_to(value.values.scaled <= 0, where.shape)
        for index in np.flatnonzero(where & not_above).tolist():
            what = Message("{name} of {indicator} must be above zero.", name=str(operand), indicator=indicator.name)
            found = np.broadcast_to(value.values.scaled, where.shape)[index]
            measure = operand.name if isinstance(operand, tree.Name) else None
            place = Place(unit=units[index], measure=measure, path=indicator.path)
            mend = Message("Report a target above zero, or type 不适用 where there is none and the scheme allows it.")
            yield Problem("target-not-positive", what, place, str(found), Message("a number above zero"), mend)


def _without_peers(
    indicator: Indicator, exists: Truths, applies: Truths, units: tuple[str, ...], groups: Texts | None
) -> Iterator[Problem]:
    """A peers' mean that has no peers."""
    codes = np.zeros(len(units), dtype=np.int64) if groups is None else groups.codes
    with_peers = np.isin(codes, codes[exists & applies])
    for index in np.flatnonzero(exists & ~applies & ~with_peers).tolist():
        what = Message("{indicator} applies to no peer of {unit}.", indicator=indicator.name, unit=units[index])
        yield Problem("no-peers", what, Place(unit=units[index], path=indicator.path))
