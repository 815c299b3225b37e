"""Totals as straight lines over a weight that is turned: where two of them cross, or one crosses a cut, in closed form.

Neither the points nor the weights are rounded here. An indicator earns a share ρ of its weight, whatever the weight is,
as all its numbers that are points turn with it. With the weight w of indicator k, now v, and the others j giving up or
taking in proportion to their points p_j, a unit's total is

    T(w) = T(v) + (w − v) · (ρ_k − Σ p_j ρ_j ÷ Σ p_j),

and without the last part where the weight turns alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from engine.applicability import Applicability
from engine.decimals import ten_to
from engine.expression import tree
from engine.fixed import ZERO, Exact, Fixed, Truths, as_ratio
from engine.indicators import arguments
from engine.methods import METHODS
from engine.plan import Indicator, Plan
from engine.preparation import Prepared, scored
from engine.simulation.turning.dials import Dial

BETWEEN = ("scoring.total.between.1", "scoring.total.between.2")
"""Where the least and the greatest total stand."""


@dataclass(frozen=True)
class Line:
    """A unit's total over the weight.

    Attributes:
        intercept: What it is where the weight is zero.
        slope: By how much it grows with a point of weight.
    """

    intercept: Fraction
    slope: Fraction

    def at(self, weight: Fraction) -> Fraction:
        """The total.

        Example:
            >>> Line(Fraction(40), Fraction(9, 10)).at(Fraction(50))
            Fraction(85, 1)
        """
        return self.intercept + self.slope * weight

    def meets(self, other: "Line") -> Fraction | None:
        """The weight at which both totals are the same; None where they never are, or always.

        Example:
            >>> Line(Fraction(36), Fraction(9, 10)).meets(Line(Fraction(40), Fraction(8, 10)))
            Fraction(40, 1)
        """
        apart = self.slope - other.slope
        return (other.intercept - self.intercept) / apart if apart else None


@dataclass(frozen=True)
class Lines:
    """The totals of all units.

    Attributes:
        of: One for each unit; None where its total is no straight line.
        between: The least and the greatest total that there is, if the scheme has any.
    """

    of: tuple[Line | None, ...]
    between: tuple[Fraction, Fraction] | None

    def crossing(self, unit: int, other: int) -> Fraction | None:
        """The weight at which two units have the same total."""
        return self._met(self.of[unit], self.of[other])

    def reaching(self, unit: int, total: Fraction) -> Fraction | None:
        """The weight at which a unit has a total."""
        return self._met(self.of[unit], Line(total, Fraction(0)))

    def _met(self, one: Line | None, other: Line | None) -> Fraction | None:
        weight = None if one is None or other is None else one.meets(other)
        if one is None or weight is None or weight < 0:
            return None
        if self.between is not None and not self.between[0] <= one.at(weight) <= self.between[1]:
            return None
        return weight


def lines(prepared: Prepared, dial: Dial) -> Lines | None:
    """The totals over a weight.

    Args:
        prepared: The cycle.
        dial: What is turned.

    Returns:
        None where it is no weight, or totals bend: an indicator that turns stands in a group with a cap, a rule names
        its points, or an adjustment the total; or where totals are given. A unit has no line if something does not
        apply to it and its points are excluded or go to another indicator.
    """
    plan = prepared.plan
    if dial.weight is None or not dial.now or prepared.inputs.totals is not None:
        return None
    path = plan.indicators[dial.weight].path
    own = [place for place, each in enumerate(plan.indicators) if each.path == path]
    sharing = dict(dial.sharing)
    if not _straight(plan, [*own, *sharing]):
        return None
    unit = ten_to(dial.decimals)
    now, shared = Fraction(dial.now, unit), Fraction(sum(sharing.values()), unit)
    exact = {place: _earned(prepared, plan.indicators[place]) for place in (*own, *sharing)}
    totals, bent = _unrounded(prepared, exact), _bent(prepared)

    def line(n: int) -> Line:
        slope = sum(exact[place][n] for place in own) / now
        if sharing:
            slope -= sum(exact[place][n] for place in sharing) / shared
        return Line(totals[n] - slope * now, slope)

    ends = [plan.number(end).between[0] for end in BETWEEN if end in plan.numbers]
    every = tuple(None if bent[n] else line(n) for n in range(len(prepared.units)))
    return Lines(every, (ends[0], ends[1]) if ends else None)


def _unrounded(prepared: Prepared, exact: Mapping[int, Sequence[Fraction]]) -> list[Fraction]:
    """The totals with the exact points of some indicators, and neither rounded nor kept between their ends."""
    scores = scored(prepared)
    total = scores.total if scores.unrounded is None else scores.unrounded
    found = (total - scores.corrections.get("scoring.total.between", ZERO)).fractions()
    for place, points in exact.items():
        official = scores.points[prepared.plan.indicators[place].name].fractions()
        found = [each + more - less for each, more, less in zip(found, points, official, strict=True)]
    return found


def _straight(plan: Plan, turning: Collection[int]) -> bool:
    """Whether nothing bends the totals of all units while the weights of some indicators turn."""
    turned = {plan.indicators[place].name for place in turning}
    capped = {place for group in plan.groups if group.rule.at_most is not None for place in group.indicators}
    asked = [part for rule in plan.adjustments for part in (rule.when, rule.amount) if part is not None]
    return (
        capped.isdisjoint(turning)
        and plan.points_names.isdisjoint(turned)
        and all(node.name != "total" for each in asked for node in tree.names(each))
    )


def _bent(prepared: Prepared) -> list[bool]:
    """The units of which points move between indicators, or are excluded, because something does not apply."""
    found = [False] * len(prepared.units)
    for indicator in prepared.plan.indicators:
        if indicator.moves_to is not None or indicator.rule.not_applicable == "exclude":
            without = _row(prepared, _applicability(prepared).not_applying(indicator), otherwise=False)
            found = [one or other for one, other in zip(found, without, strict=True)]
    return found


def _earned(prepared: Prepared, indicator: Indicator) -> Sequence[Fraction]:
    """What each unit earns before anything is rounded; nothing where the indicator is not there."""
    plan, applicability = prepared.plan, _applicability(prepared)
    points = plan.number(f"{indicator.path}.points")
    value: Exact = METHODS[indicator.rule.method].function(points, **arguments(plan, indicator, prepared.columns))
    quotient = as_ratio(value)
    parts = [_everywhere(prepared, part).fractions() for part in (quotient.numerator, quotient.denominator)]
    exists = _row(prepared, applicability.existing(indicator), otherwise=True)
    applies = _row(prepared, applicability.applying(indicator), otherwise=True)
    by_method = [over / under for over, under in zip(*parts, strict=True)]
    groups = [0] * len(exists) if prepared.groups is None else prepared.groups.codes.tolist()

    def instead(group: int) -> Fraction:
        """What a unit of a group has where it does not apply."""
        if indicator.rule.not_applicable == "full":
            return points.between[0]
        if indicator.rule.not_applicable == "peer_mean":
            units = zip(by_method, exists, applies, groups, strict=True)
            peers = [each for each, here, applied, own in units if here and applied and own == group]
            return sum(peers, Fraction(0)) / max(len(peers), 1)
        return Fraction(0)

    return [
        (each if applied else instead(group)) if here else Fraction(0)
        for each, here, applied, group in zip(by_method, exists, applies, groups, strict=True)
    ]


def _applicability(prepared: Prepared) -> Applicability:
    return Applicability(prepared.plan, prepared.columns, prepared.applies)


def _everywhere(prepared: Prepared, values: Fixed) -> Fixed:
    return replace(values, scaled=np.broadcast_to(values.scaled, (1, len(prepared.units))))


def _row(prepared: Prepared, mask: Truths | None, *, otherwise: bool) -> list[bool]:
    """A mask for each unit; without one, the same for all."""
    row: list[bool] = np.broadcast_to(otherwise if mask is None else mask, (1, len(prepared.units)))[0].tolist()
    return row
