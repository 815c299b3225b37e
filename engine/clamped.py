"""Ties that only the limits of the total made: units of different totals that were clamped to the same one."""

from collections.abc import Iterator, Sequence

import numpy as np

from engine.decimals import as_written
from engine.expression.evaluation import Texts
from engine.fixed import Array, rounded
from engine.message import Message
from engine.plan import Plan
from engine.problem import Place, Problem, Severity
from engine.scoring import Scores

CORRECTION = "scoring.total.between"


def ties_by_clamping(
    plan: Plan, scores: Scores, ranks: Array, groups: Texts | None, units: Sequence[str]
) -> Iterator[Problem]:
    """A warning for each unit that shares its rank with one whose total was another before it was clamped.

    Args:
        plan: Says how the total is rounded.
        scores: Totals and corrections.
        ranks: Of the official scenario, (units,); 0 for units that are not ranked.
        groups: The groups that are ranked apart.
        units: Their names, in the order of the data.
    """
    correction = scores.corrections.get(CORRECTION)
    if correction is None or not correction.scaled[0].any():
        return
    frame = plan.ruleset.scoring.total
    before = (scores.total if scores.unrounded is None else scores.unrounded) - correction
    if frame.decimals is not None:
        before = rounded(before, frame.decimals, frame.rounding)
    places = ranks.astype(np.int64)
    if groups is not None:
        places = places + groups.codes.astype(np.int64) * (len(units) + 1)
    clamped = places[(correction.scaled[0] != 0) & (ranks > 0)]
    shared = np.flatnonzero(np.isin(places, clamped) & (ranks > 0)).tolist()
    totals: dict[int, set[int]] = {}
    for unit in shared:
        totals.setdefault(int(places[unit]), set()).add(int(before.scaled[0, unit]))
    for unit in shared:
        if len(totals[int(places[unit])]) > 1:
            what = Message(
                "{unit} shares rank {rank} only because totals are limited; its own came to {total}.",
                unit=units[unit],
                rank=int(ranks[unit]),
                total=as_written(int(before.scaled[0, unit]), before.decimals),
            )
            place = Place(unit=units[unit], path=CORRECTION)
            yield Problem("tie-by-clamping", what, place, severity=Severity.WARNING)
