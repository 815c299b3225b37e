"""Where drawn data would leave a unit without a score: a target of 0, a formula that divides by zero."""

from collections.abc import Collection

import numpy as np

from engine.applicability import Applicability
from engine.columns import Columns
from engine.completeness import not_above_zero, unknowns
from engine.expression import tree
from engine.fixed import Truths
from engine.plan import Indicator, Plan
from engine.preparation import Prepared


def unscorable(prepared: Prepared, columns: Columns, varied: Collection[str]) -> Truths:
    """Where an indicator cannot be computed, (scenarios, units).

    Args:
        prepared: The cycle, all of whose units can be scored.
        columns: The same columns with other values of some measures.
        varied: The names of these.
    """
    plan = prepared.plan
    applicability = Applicability(plan, columns, prepared.applies)
    lost: Truths = np.zeros((1, len(prepared.units)), dtype=np.bool_)
    for indicator in _depending(plan, varied):
        exists, applies = applicability.existing(indicator), applicability.applying(indicator)
        here = np.ones(1, dtype=np.bool_)
        for mask in (exists, applies):
            here = here if mask is None else here & mask
        for _, unknown in unknowns(indicator, columns):
            lost = lost | (unknown & here)
        for *_, not_above in not_above_zero(indicator, columns):
            lost = lost | (not_above & here)
    return lost


def _depending(plan: Plan, varied: Collection[str]) -> list[Indicator]:
    """The indicators that depend on some names, through formulas too."""
    names = set(varied)
    for formula in plan.formulas:
        if formula.value is not None and any(node.name in names for node in tree.names(formula.value)):
            names.add(formula.name)
    return [each for each in plan.indicators if each.names & names]
