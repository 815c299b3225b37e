"""Many variants of one cycle scored at once: the official functions, with an axis of scenarios.

A variant has other numbers in the ruleset or other values in the data, never another structure: that takes a plan of
its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from engine.applicability import Applicability
from engine.columns import Columns
from engine.consequences import InForce, decide
from engine.decision import Answers
from engine.expression import tree
from engine.expression.evaluation import Numbers
from engine.fixed import ZERO, Array, Fixed, Truths
from engine.formulas import recalculated
from engine.message import Message
from engine.plan import Plan
from engine.preparation import Prepared, scored
from engine.problem import Place, Problem, Problems
from engine.scoring import Scores
from engine.simulation.awards import Awards, awarded
from engine.simulation.weighted import weighted
from engine.standing import Standing, graded_and_ranked, standing_columns


@dataclass(frozen=True)
class Variants:
    """Other numbers and other data for one cycle.

    Attributes:
        count: How many variants there are.
        numbers: New numbers of the ruleset by their path, each (scenarios, 1).
        measures: New values of measures by name, each (scenarios, units), the units as in `Prepared.units`.
    """

    count: int
    numbers: Mapping[str, Fixed] = field(default_factory=dict)
    measures: Mapping[str, Fixed] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcomes:
    """What becomes of every unit in every variant; all columns are (scenarios, units).

    Each part is computed when it is first asked for, so that nothing is paid for that an analysis does not read.

    Attributes:
        base: The cycle.
        varied: The same with the numbers and measures of the variants.
        variants: These.
    """

    base: Prepared
    varied: Prepared
    variants: Variants

    @property
    def plan(self) -> Plan:
        """With the numbers of the variants."""
        return self.varied.plan

    @cached_property
    def scores(self) -> Scores:
        """Points and totals."""
        return scored(self.varied)

    @cached_property
    def _summed(self) -> Scores:
        """The same totals, with no more points than rules name, where that is quicker."""
        if self.base.inputs.totals is None and self.variants.numbers and not self.variants.measures:
            found = weighted(self.base, self.plan, self.variants.numbers)
            if found is not None:
                return found
        return self.scores

    @cached_property
    def standing(self) -> Standing:
        """Grades and ranks; its prizes and quotas are left empty, they are in `awards`."""
        return graded_and_ranked(self.plan, self._summed, self._columns, self.varied.units, self._answers)

    @cached_property
    def awards(self) -> Awards:
        """Prizes, quotas, money."""
        columns = self._columns.adding(standing_columns(self.plan, self.standing))
        return awarded(self.plan, columns, self.standing, self.varied.units, self._answers)

    @cached_property
    def decided(self) -> InForce:
        """The consequences in force; unknown where they hang on an open tie."""
        columns = self._columns.adding(
            standing_columns(self.plan, self.standing),
            prizes={name: award.truth for name, award in self.awards.prizes.items()},
            quotas={name: award.truth for name, award in self.awards.quotas.items()},
        )
        return decide(self.plan, columns, (self.variants.count, len(self.varied.units)))

    @cached_property
    def _columns(self) -> Columns:
        return self.varied.after(self._summed)

    @cached_property
    def _answers(self) -> Answers:
        return Answers(self.base.inputs.decisions)

    @property
    def total(self) -> Fixed:
        """The exact totals."""
        return self._summed.total

    @property
    def grades(self) -> Array:
        """Places of the grades among the ruleset's, 0 the highest."""
        return self.standing.grades

    @property
    def ranks(self) -> Array:
        """Competition ranks; 0 for units that are not ranked."""
        return self.standing.ranks


def outcomes(prepared: Prepared, variants: Variants | None = None) -> Outcomes:
    """All variants scored; without any, the cycle as it is, as one.

    Args:
        prepared: The cycle.
        variants: What they change.

    Raises:
        KeyError: a path is not one that a variant can have another number at (`Plan.variable`).
        Problems: a varied measure decides which records a formula takes, or no points are left to a unit in some
            variant; such a change takes a plan of its own.
    """
    variants = variants or Variants(1)
    plan = prepared.plan.varied(variants.numbers, variants.count)
    varied = replace(prepared, plan=plan, columns=with_measures(prepared, variants.measures))
    without = nothing_left(varied)
    if without is not None and without.any():
        raise Problems(_nothing_applies(varied.units[unit]) for unit in np.flatnonzero(without.any(axis=0)).tolist())
    return Outcomes(prepared, varied, variants)


def nothing_left(varied: Prepared) -> Truths | None:
    """Where a unit has no points left, as all that it could earn is excluded, (scenarios, units); None: nowhere.

    Args:
        varied: A cycle with the numbers of its variants.
    """
    found = Applicability(varied.plan, varied.columns, varied.applies).excluded()
    if found is None:
        return None
    excluded, every = found
    return (excluded > ZERO) & (excluded >= every)


def _nothing_applies(unit: str) -> Problem:
    what = Message("With these numbers no indicator that has points applies to {unit}.", unit=unit)
    mend = Message("Leave points to an indicator that applies to it.")
    return Problem("simulate-nothing-applies", what, Place(unit=unit), mend=mend)


def with_measures(prepared: Prepared, measures: Mapping[str, Fixed]) -> Columns:
    """The columns with other values of measures, each (scenarios, units), and the formulas over them.

    Raises:
        Problems: one of them decides which records a formula takes.
    """
    if not measures:
        return prepared.columns
    if fixed_ones := [
        _takes_other_records(name, formula.name)
        for formula in prepared.plan.formulas
        if formula.where is not None or formula.share is not None
        for name in measures
        if any(node.name == name for each in (formula.where, formula.share) if each for node in tree.names(each))
    ]:
        raise Problems(fixed_ones)
    plain = {}
    for name, values in measures.items():
        was = prepared.columns.plain[name]
        assert isinstance(was, Numbers)
        plain[name] = replace(was, values=values)
    return recalculated(prepared.plan, prepared.columns.adding(plain), prepared.applies)


def _takes_other_records(measure: str, formula: str) -> Problem:
    what = Message(
        "{formula} takes its records by {measure}, which therefore cannot vary here.", formula=formula, measure=measure
    )
    return Problem("simulate-measure-fixed", what, Place(path=f"formulas.{formula}"), measure)
