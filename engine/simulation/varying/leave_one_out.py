"""Leave-one-out: what each indicator, or group, decides: the standings without it, and its weight in effect.

The points of what is dropped go to the indicators that the same units have, in proportion to their points. The
effective weight of an indicator is its share of the variance of the totals, ``Cov(points, total) ÷ Var(total)``: the
natural decomposition of A. F. Shorrocks ("Inequality decomposition by factor components", Econometrica 50(1), 1982,
193-211). The shares of everything that makes up a total sum to 1 exactly; one is negative where the units that it
favours are the weak ones. Units with different indicators are compared within their class only: covariance and
variance are those of the differences from the class's means.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np

from engine.decimals import as_written
from engine.fixed import Array, total
from engine.message import Message
from engine.plan import Plan
from engine.preparation import Prepared
from engine.problem import Problem, Problems
from engine.simulation.chance.drawn_weights import numbers_of, weight_decimals, weight_sets
from engine.simulation.study import Provenance, Study
from engine.simulation.variants import Outcomes, Variants, nothing_left, outcomes
from engine.simulation.varying.ranks import mean_rank_shift
from engine.simulation.varying.reweighting import reweighted


@dataclass(frozen=True)
class Without:
    """The standings without an indicator or group.

    Attributes:
        rank_shift: By how many places the units move on average.
        furthest: A unit that moves furthest, with its rank before and after; None if nobody moves.
        up: How many units have a higher grade without it.
        down: How many have a lower one.
        money: What all prizes come to without it.
    """

    rank_shift: float
    furthest: tuple[str, int, int] | None
    up: int
    down: int
    money: Decimal

    @property
    def grade_changes(self) -> int:
        """How many units have another grade without it."""
        return self.up + self.down

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        unit, before, after = self.furthest or (None, None, None)
        return {
            "mean_rank_shift": self.rank_shift,
            "moves_furthest": None if unit is None else {"unit": unit, "from": before, "to": after},
            "grades_up": self.up,
            "grades_down": self.down,
            "prize_money": f"{self.money:f}",
        }


@dataclass(frozen=True)
class Part:
    """One indicator or group.

    Attributes:
        name: Its name.
        points: Its points in the ruleset, as written.
        weight: These as a share of full marks; where not all units have it, the mean over all units.
        effective: Its share of the variance of the totals; None where all totals are equal.
        without: The standings without it; None where no other indicator is there for the same units to take its points,
            or a unit would have none left that applies to it.
    """

    name: str
    points: str
    weight: Fraction
    effective: Fraction | None
    without: Without | None

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "name": self.name,
            "points": self.points,
            "nominal_weight": float(self.weight),
            "effective_weight": None if self.effective is None else float(self.effective),
            "without": None if self.without is None else self.without.as_plain(),
        }


@dataclass(frozen=True)
class LeaveOneOut(Study):
    """Every indicator, or group, dropped in turn.

    Attributes:
        groups: Whether groups are dropped, not single indicators.
        units: How many units are scored.
        money: What all prizes come to as things are.
        parts: In the order of the ruleset.
        remainder: The share of the variance of the totals that bonuses, deductions and corrections have.
    """

    analysis: ClassVar[str] = "leave-one-out"
    groups: bool
    units: int
    money: Decimal
    parts: tuple[Part, ...]
    remainder: Fraction | None

    def findings(self) -> dict[str, Any]:
        """What was found, as JSON can hold it."""
        return {
            "of": "groups" if self.groups else "indicators",
            "units": self.units,
            "prize_money": f"{self.money:f}",
            "parts": [each.as_plain() for each in self.parts],
            "effective_weight_of_adjustments": None if self.remainder is None else float(self.remainder),
        }


def leave_one_out(prepared: Prepared, *, groups: bool = False) -> LeaveOneOut:
    """Scores a cycle without each indicator, or group.

    Args:
        prepared: The cycle.
        groups: Whether to drop the outermost groups, and the indicators that stand in none.

    Raises:
        Problems: the cycle was scored from totals alone, or has no units.
    """
    plan = prepared.plan
    if prepared.inputs.totals is not None or not prepared.units:
        what = Message("The result has no points of indicators.")
        mend = Message("Start from a result that was assessed from data.")
        raise Problems([Problem("simulate-no-points", what, mend=mend)])
    named = _parts(plan, groups)
    # The first variant drops nothing.
    kept = np.ones((1 + len(named), len(plan.indicators)), dtype=np.int64)
    for row, places in enumerate(named.values(), 1):
        kept[row, list(places)] = 0
    numbers = numbers_of(plan, _points(plan, kept))
    bare = nothing_left(replace(prepared, plan=plan.varied(numbers, len(kept))))
    if bare is not None:
        kept[bare.any(axis=1)] = 1
        numbers = numbers_of(plan, _points(plan, kept))
    found = outcomes(prepared, Variants(len(kept), numbers))
    weights = _Shares(plan, found)
    sets = [set(some.indicators) for some in weight_sets(plan)]
    parts = tuple(
        Part(
            name=name,
            points=_written(plan, places),
            weight=weights.nominal(places),
            effective=weights.effective(places),
            without=_without(prepared, found, row) if _shared(places, sets) and not kept[row].all() else None,
        )
        for row, (name, places) in enumerate(named.items(), 1)
    )
    shares = [each.effective for each in parts if each.effective is not None]
    remainder = 1 - sum(shares, Fraction(0)) if shares else None
    money = Decimal(found.awards.money.at(0).texts()[0])
    return LeaveOneOut(Provenance.of(prepared), groups, len(prepared.units), money, parts, remainder)


def _parts(plan: Plan, groups: bool) -> dict[str, tuple[int, ...]]:
    """What is dropped, by name; a repeated indicator is dropped with all its repetitions."""
    found: dict[str, tuple[int, ...]] = {}
    for place, indicator in enumerate(plan.indicators):
        name = indicator.groups[0] if groups and indicator.groups else indicator.rule.name
        found[name] = (*found.get(name, ()), place)
    return found


def _points(plan: Plan, kept: Array) -> dict[int, Array]:
    """The points of all indicators in all variants; those that stand in no set with others just go."""
    decimals = weight_decimals(plan)
    points: dict[int, Array] = {}
    for place in range(len(plan.indicators)):
        points[place] = _scaled(plan, place, decimals) * kept[:, place]
    return points | reweighted(plan, kept)


def _written(plan: Plan, places: Iterable[int]) -> str:
    """Points as the ruleset has them; those of a repeated indicator once for each repetition."""
    decimals = weight_decimals(plan)
    return as_written(sum(_scaled(plan, place, decimals) for place in places), decimals)


def _scaled(plan: Plan, place: int, decimals: int) -> int:
    return int(plan.number(f"{plan.indicators[place].path}.points").to(decimals).scaled[0, 0])


class _Shares:
    """Nominal and effective weights in a scored cycle."""

    def __init__(self, plan: Plan, found: Outcomes) -> None:
        self._plan, self._points = plan, found.scores.points
        units = found.total.shape[1]
        everyone = np.ones(units, dtype=np.bool_)
        self._has = [
            found.scores.exists[each.name][0] if each.only and each.name in found.scores.exists else everyone
            for each in plan.indicators
        ]
        keys = list(zip(*(mask.tolist() for mask in self._has), strict=True))
        self._classes = [[unit for unit in range(units) if keys[unit] == key] for key in dict.fromkeys(keys)]
        self._totals = found.total.at(0).fractions()
        self._variance = self._covariance(self._totals)

    def nominal(self, places: Iterable[int]) -> Fraction:
        """The mean share of full marks that a unit has in some indicators."""
        decimals, units = weight_decimals(self._plan), len(self._totals)
        held = sum(_scaled(self._plan, place, decimals) * int(self._has[place].sum()) for place in places)
        return Fraction(held, 10**decimals) / units / self._plan.number("scoring.full_marks").between[1]

    def effective(self, places: Iterable[int]) -> Fraction | None:
        """The share of some indicators in the variance of the totals."""
        names = (self._plan.indicators[place].name for place in places)
        points = total((self._points[name] for name in names), self._plan.decimals).at(0).fractions()
        return self._covariance(points) / self._variance if self._variance else None

    def _covariance(self, column: Sequence[Fraction]) -> Fraction:
        """The covariance with the totals within classes, times the number of units."""
        found = Fraction(0)
        for units in self._classes:
            a, b = [column[unit] for unit in units], [self._totals[unit] for unit in units]
            found += sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))
            found -= sum(a, Fraction(0)) * sum(b, Fraction(0)) / len(units)
        return found


def _shared(places: Iterable[int], sets: Iterable[set[int]]) -> bool:
    """Whether other indicators take the points of all of some."""
    dropped = set(places)
    return dropped <= {place for some in sets if some - dropped for place in some}


def _without(prepared: Prepared, found: Outcomes, row: int) -> Without:
    """One variant against the first."""
    return Without(
        rank_shift=float(mean_rank_shift(found.ranks[0], found.ranks[row : row + 1])[0]),
        furthest=_furthest(prepared, found, row),
        up=int((found.grades[row] < found.grades[0]).sum()),
        down=int((found.grades[row] > found.grades[0]).sum()),
        money=Decimal(found.awards.money.at(row).texts()[0]),
    )


def _furthest(prepared: Prepared, found: Outcomes, row: int) -> tuple[str, int, int] | None:
    """A unit that moves furthest; of several the one that was ahead."""
    before, after = found.ranks[0].astype(np.int64), found.ranks[row].astype(np.int64)
    moved = np.where((before > 0) & (after > 0), np.abs(after - before), 0)
    if not moved.any():
        return None
    unit = min(np.flatnonzero(moved == moved.max()).tolist(), key=lambda each: int(before[each]))
    return prepared.units[unit], int(before[unit]), int(after[unit])
