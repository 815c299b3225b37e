"""Where indicators exist and apply, and where the points of those that do not apply go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.columns import Columns
from engine.expression.evaluation import condition
from engine.fixed import ZERO, Fixed, Truths, where
from engine.plan import Indicator, Plan


@dataclass(frozen=True)
class Applicability:
    """Tells for some units which indicators concern them.

    Attributes:
        plan: The indicators.
        columns: What is known of the units.
        applies: Where a measure or formula applies, for those that somewhere do not.
    """

    plan: Plan
    columns: Columns
    applies: Mapping[str, Truths]

    def applying(self, indicator: Indicator) -> Truths | None:
        """Where all that the indicator depends on applies; None: everywhere."""
        masks = [self.applies[name] for name in sorted(indicator.names) if name in self.applies]
        return np.logical_and.reduce(masks) if masks else None

    def existing(self, indicator: Indicator) -> Truths | None:
        """Where the indicator exists; None: everywhere."""
        masks = [condition(each, self.columns).true for each in indicator.only]
        return np.logical_and.reduce(masks) if masks else None

    def not_applying(self, indicator: Indicator) -> Truths | None:
        """Where the indicator exists and does not apply; None: nowhere."""
        applies, exists = self.applying(indicator), self.existing(indicator)
        if applies is None:
            return None
        return ~applies if exists is None else ~applies & exists

    def full_points(self) -> dict[str, Fixed]:
        """The full points of the indicators to which points were moved, unit by unit."""
        plan = self.plan
        full: dict[str, Fixed] = {}
        for indicator in _movers_first(plan.indicators):
            moves = self.not_applying(indicator)
            if indicator.moves_to is None or moves is None:
                continue
            ruled = {each.name: plan.number(f"{each.path}.points") for each in plan.indicators}
            moved = where(moves, full.get(indicator.name, ruled[indicator.name]), ZERO)
            full[indicator.moves_to] = full.get(indicator.moves_to, ruled[indicator.moves_to]) + moved
        return full

    def excluded(self) -> tuple[Fixed, Fixed] | None:
        """The points of each unit's excluded indicators, and of all its indicators; None: no indicator is excluded."""
        away = {
            each.name: left_out
            for each in self.plan.indicators
            if each.rule.not_applicable == "exclude" and (left_out := self.not_applying(each)) is not None
        }
        if not away:
            return None
        excluded, every = ZERO, ZERO
        moved = self.full_points()
        for indicator in self.plan.indicators:
            points = self.plan.number(f"{indicator.path}.points")
            exists = self.existing(indicator)
            every = every + (points if exists is None else where(exists, points, ZERO))
            if indicator.name in away:
                excluded = excluded + where(away[indicator.name], moved.get(indicator.name, points), ZERO)
        return excluded, every


def _movers_first(indicators: Sequence[Indicator]) -> list[Indicator]:
    """The indicators, each before the one that its points move to."""
    by_name = {each.name: each for each in indicators}

    def moves(indicator: Indicator) -> int:
        target = by_name.get(indicator.moves_to or "")
        return 0 if target is None else 1 + moves(target)

    return sorted(indicators, key=moves, reverse=True)
