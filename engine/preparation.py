"""A cycle made ready for scoring: complete units with all that is known of them before their points.

The official run scores it once, a simulation as often as it has variants.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from engine.columns import Columns
from engine.completeness import incomplete, without_peers
from engine.data import Data
from engine.decision import Answers, Decisions
from engine.expression import tree
from engine.expression.evaluation import Numbers, Texts, Value
from engine.fixed import ZERO, Truths, fixed
from engine.formulas import evaluate_formulas
from engine.history import History, is_number
from engine.linear import Linear
from engine.measurement import measure
from engine.measures import Measures
from engine.message import Message
from engine.period import Period
from engine.plan import Plan, compile_plan
from engine.problem import Place, Problem, Problems, Severity, did_you_mean
from engine.retrospect import Retrospect
from engine.ruleset import Ruleset
from engine.scoring import Scores, score, scored_by_total


@dataclass(frozen=True)
class Inputs:
    """All that an assessment was made from."""

    ruleset: Ruleset
    data: Data
    history: History
    decisions: Decisions
    period: Period
    totals: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Prepared:
    """A cycle up to its scoring.

    Attributes:
        inputs: What it was made from.
        plan: What is to be computed.
        reported: All units of the data.
        units: The complete ones, in the order of the data.
        measures: What was reported of these.
        columns: Attributes, measures, parameters, formulas and earlier values of these, each (units,).
        applies: Where a measure or formula applies, for those that somewhere do not.
        retrospect: Their earlier periods.
        answers: The recorded decisions, with what has been asked so far.
        warnings: What a reader must know of the data.
        problems: What stands in the way of the other units.
    """

    inputs: Inputs
    plan: Plan
    reported: tuple[str, ...]
    units: tuple[str, ...]
    measures: Measures
    columns: Columns
    applies: Mapping[str, Truths]
    retrospect: Retrospect
    answers: Answers
    warnings: tuple[Problem, ...]
    problems: tuple[Problem, ...]

    @property
    def groups(self) -> Texts | None:
        """The group of each unit that is ranked apart."""
        return _groups(self.inputs.ruleset, self.columns)

    @cached_property
    def linear(self) -> Linear:
        """Which indicators are in proportion to their points, and at which rates."""
        return Linear(self.plan, self.columns, self.applies, len(self.units))

    def place(self, unit: str) -> int:
        """The place of a unit in the columns.

        Raises:
            Problems: it is not scored, and why; or there is none of this name.
        """
        return place_of(unit, self.units, self.reported, self.problems)

    def after(self, scores: Scores) -> Columns:
        """The columns with the points and totals, from which standings and consequences follow."""
        unknown = Numbers(ZERO, np.zeros((1, len(self.units)), dtype=np.bool_))
        points: dict[str, Value] = {indicator.name: unknown for indicator in self.plan.indicators}
        points |= {name: Numbers(column, scores.exists.get(name)) for name, column in scores.points.items()}
        columns = self.columns.adding({"total": Numbers(scores.total)}, points=points)
        return replace(columns, counter=self.retrospect.count)


def place_of(unit: str, scored: Sequence[str], reported: Collection[str], problems: Iterable[Problem]) -> int:
    """The place of a unit among those that are scored.

    Args:
        unit: Its name.
        scored: The complete units.
        reported: All units of the data.
        problems: What stands in the way of those that are not complete.

    Raises:
        Problems: it is not scored, and why; or there is none of this name.
    """
    if unit in scored:
        return scored.index(unit)
    if unit in reported:
        reasons = [each for each in problems if each.place.unit is None or each.place.unit.strip() == unit]
        what = Message("{unit} is not scored.", unit=unit)
        raise Problems([Problem("not-scored", what, Place(unit=unit)), *reasons])
    what = Message("The result has no unit {unit}.", unit=unit)
    raise Problems([Problem("unknown-unit", what, found=unit, mend=did_you_mean(unit, scored))])


def prepare(inputs: Inputs) -> Prepared:
    """Reads the data, evaluates the formulas and finds the complete units.

    Args:
        inputs: Ruleset, data, history, decisions and period.
    """
    ruleset = inputs.ruleset
    plan = compile_plan(ruleset)
    answers = Answers(inputs.decisions)
    measured = measure(ruleset, inputs.data, totals_given=inputs.totals is not None)
    warnings = tuple(each for each in measured.problems if each.severity is not Severity.ERROR)
    problems = [each for each in measured.problems if each.severity is Severity.ERROR]
    reported = measured.measures.units
    sound = _complete(reported, problems)
    measures = measured.measures if inputs.totals is None else _as_far_as_known(ruleset, measured.measures)
    retrospect = Retrospect(ruleset, inputs.history, inputs.period, reported, answers)
    previous = _previous(plan, retrospect, sound, everywhere=False)
    values = evaluate_formulas(plan, measures, previous, sound, inputs.period, answers)
    problems += values.problems
    if inputs.totals is None:
        problems += incomplete(plan, values, reported, sound)
    else:
        problems += _without_total(reported, inputs.totals)
    complete = _complete(reported, problems)
    if inputs.totals is None:
        groups = _groups(ruleset, values.columns)
        problems += without_peers(plan, values, reported, groups, complete)
        complete = _complete(reported, problems)
    units = tuple(unit for unit, whole in zip(reported, complete, strict=True) if whole)
    retrospect = replace(retrospect, units=units, _pasts={})
    columns = values.columns.pick(complete)
    return Prepared(
        inputs=inputs,
        plan=plan,
        reported=reported,
        units=units,
        measures=measures.select(complete),
        columns=columns.adding(previous=_previous(plan, retrospect, complete[complete], everywhere=True)),
        applies={name: mask[complete] for name, mask in values.applies.items()},
        retrospect=retrospect,
        answers=answers,
        warnings=warnings,
        problems=tuple(problems),
    )


def scored(prepared: Prepared) -> Scores:
    """The points and totals, (scenarios, units); the totals as given where the inputs give them."""
    units, totals = prepared.units, prepared.inputs.totals
    if totals is not None:
        given = fixed(*(totals[unit] for unit in units), shape=(1, len(units)))
        return scored_by_total(prepared.plan, prepared.columns, given)
    return score(prepared.plan, prepared.columns, prepared.applies, prepared.groups, len(units))


def _as_far_as_known(ruleset: Ruleset, measures: Measures) -> Measures:
    """The measures, unknown where totals are given in their stead."""
    unknown = Numbers(ZERO, np.zeros(len(measures.units), dtype=np.bool_))
    return replace(measures, values={**dict.fromkeys(ruleset.measures, unknown), **measures.values})


def _previous(plan: Plan, retrospect: Retrospect, readers: Truths, *, everywhere: bool) -> dict[str, Value]:
    """``previous.x`` for each x that is named: anywhere, or only where incomplete units are looked at too."""
    early: list[tree.Expression] = [each.value for each in plan.formulas if each.value is not None]
    early += [each for indicator in plan.indicators for each in indicator.expressions()]
    named = {each.name for expression in early for each in tree.members(expression) if each.family == "previous"}
    if everywhere:
        named |= set(plan.previous_names)
    return {name: retrospect.previous(name, readers) for name in sorted(named)}


def _groups(ruleset: Ruleset, columns: Columns) -> Texts | None:
    within = ruleset.ranking.within
    if within is None:
        return None
    groups = columns.plain[within]
    assert isinstance(groups, Texts)
    return groups


def _without_total(units: Iterable[str], totals: Mapping[str, str]) -> Iterable[Problem]:
    """Units whose total is not given, or is no number."""
    for unit in units:
        if unit not in totals:
            yield Problem("total-missing", Message("{unit} has no total.", unit=unit), Place(unit=unit))
        elif not is_number(totals[unit]):
            what = Message("The total of {unit} is no number.", unit=unit)
            yield Problem("total-not-a-number", what, Place(unit=unit), totals[unit], Message("a number"))


def _complete(units: Sequence[str], problems: Iterable[Problem]) -> Truths:
    """The units that no problem concerns; a problem that names no unit concerns all."""
    named = {None if problem.place.unit is None else problem.place.unit.strip() for problem in problems}
    if None in named:
        return np.zeros(len(units), dtype=np.bool_)
    return np.array([unit not in named for unit in units], dtype=np.bool_)
