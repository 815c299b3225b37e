"""What statistics over draws need of each draw: totals, grades, ranks, prizes and quotas."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.fixed import Array, Fixed
from engine.preparation import Prepared
from engine.simulation.awards import Awards
from engine.simulation.variants import Variants, outcomes


@dataclass(frozen=True)
class Standings:
    """Where all units stand in each of some draws; columns are (draws, units).

    Attributes:
        total: The exact totals.
        grades: Places of the grades among the ruleset's, 0 the highest.
        ranks: Competition ranks; 0 for units that are not ranked.
        awards: Prizes, quotas, money.
    """

    total: Fixed
    grades: Array
    ranks: Array
    awards: Awards


Scorer = Callable[[Variants], Standings]
"""Scores a block of draws."""


def scorer(prepared: Prepared) -> Scorer:
    """What scores the draws of a cycle; made once for all blocks of a job.

    Args:
        prepared: The cycle.
    """

    def score(variants: Variants) -> Standings:
        found = outcomes(prepared, variants)
        return Standings(found.total, found.grades, found.ranks, found.awards)

    return score
