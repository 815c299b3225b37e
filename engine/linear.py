"""Indicators whose points are a sum of the ruleset's numbers, each times a rate of the unit, without any rounding.

Where only these numbers vary, as in a draw of weights, the totals of all variants are one product of two matrices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.applicability import Applicability
from engine.columns import Columns
from engine.fixed import Array, Fixed, Ratio, Truths, as_ratio, column
from engine.indicators import arguments
from engine.methods import METHODS
from engine.plan import Indicator, Plan

Rates = Mapping[str, Fixed]
"""Whole numbers, (units,), by the path of the number of the ruleset that each is multiplied with; those that are 0
for every unit are left out.

INVARIANT: the points of every unit, in units of the indicator's last decimal, are the sum of number × rate, each number
in units of its own last decimal.
"""


@dataclass(frozen=True)
class Linear:
    """Finds the rates of a cycle's indicators, each once.

    Attributes:
        plan: The scheme.
        columns: What is known of the units.
        applies: Where a measure or formula applies, for those that somewhere do not.
        units: How many there are.
    """

    plan: Plan
    columns: Columns
    applies: Mapping[str, Truths]
    units: int
    _found: dict[tuple[str, tuple[int, ...]], Rates | None] = field(default_factory=dict)

    def rates(self, indicator: Indicator, decimals: Sequence[int]) -> Rates | None:
        """The rates of an indicator; None where its points are not such a sum for every unit.

        Args:
            indicator: Which one.
            decimals: How many places each of the numbers has that are its `Plan.worth`.
        """
        key = indicator.name, tuple(decimals)
        if key not in self._found:
            self._found[key] = self._rates(indicator, decimals)
        return self._found[key]

    def _rates(self, indicator: Indicator, decimals: Sequence[int]) -> Rates | None:
        """What the method gives where one of the numbers is 1 and the others are 0."""
        method = METHODS[indicator.rule.method]
        applicability = Applicability(self.plan, self.columns, self.applies)
        if not method.linear or applicability.not_applying(indicator) is not None:
            return None
        worth = self.plan.worth(indicator)
        ones = np.eye(len(worth), dtype=np.int32)
        plan = self.plan.varied({path: Fixed(ones[:, [n]], 0, 0, 1) for n, path in enumerate(worth)}, len(worth))
        earned = as_ratio(method.function(plan.number(worth[0]), **arguments(plan, indicator, self.columns)))
        exists = applicability.existing(indicator)
        found: dict[str, Fixed] = {}
        for number, (path, places) in enumerate(zip(worth, decimals, strict=True)):
            whole = _whole(earned, number, indicator.decimals - places, exists)
            if whole is None:
                return None
            if whole.any():
                row = np.broadcast_to(whole, (1, self.units))[0]
                found[path] = column(row, 0, int(row.min()), int(row.max()))
        return found


def _whole(earned: Ratio, number: int, places: int, exists: Truths | None) -> Array | None:
    """What is earned where this number is 1, as whole numbers of so many places; None if it is not whole everywhere."""
    shift = places - earned.numerator.decimals + earned.denominator.decimals
    row = earned.numerator if earned.numerator.shape[0] == 1 else earned.numerator.at([number])
    dividend = row.to(row.decimals + max(shift, 0)).scaled
    divisor = earned.denominator.to(earned.denominator.decimals + max(-shift, 0)).scaled
    whole = dividend // divisor
    rest = dividend - whole * divisor
    if exists is not None:
        whole, rest = np.where(exists, whole, 0), np.where(exists, rest, 0)
    return None if rest.any() else whole
