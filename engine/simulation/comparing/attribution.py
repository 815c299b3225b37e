"""Attribution: how much of a scenario's whole change each of its steps accounts for, summing exactly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import Any, ClassVar

import numpy as np

from engine.decimals import ten_to
from engine.fixed import Array, Fixed
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems
from engine.simulation.comparing.fortune import Fortune, fortunes
from engine.simulation.comparing.levels import joint
from engine.simulation.comparing.shapley import MOST_STEPS, Split, shapley
from engine.simulation.comparing.subsets import Scored, Subsets
from engine.simulation.edits import applied
from engine.simulation.scenario import Scenario
from engine.simulation.study import Provenance, Study


@dataclass(frozen=True)
class UnitAttribution:
    """What each step moves for one unit.

    Attributes:
        unit: Its name.
        before: Without any step.
        after: With all of them.
        points: Of its total.
        grade: Its grade, in grades: up is above zero.
        places: Its rank, in places: up is above zero; None where it is not ranked under some subset of the steps, or
            not in the same group.
        least: The least prize money that it may have.
        most: The most; the same unless a tie is open.
    """

    unit: str
    before: Fortune
    after: Fortune
    points: Split
    grade: Split
    places: Split | None
    least: Split
    most: Split

    @property
    def splits(self) -> tuple[Split, ...]:
        """All its changes that are split."""
        places = () if self.places is None else (self.places,)
        return (self.points, self.grade, *places, self.least, self.most)

    @property
    def money_open(self) -> bool:
        """Whether a tie leaves some of its money open."""
        return self.least != self.most

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "unit": self.unit,
            "before": self.before.as_plain(),
            "after": self.after.as_plain(),
            "points": self.points.as_plain(),
            "grade": self.grade.as_plain(),
            "places": None if self.places is None else self.places.as_plain(),
            "money": {"least": self.least.as_plain(), "most": self.most.as_plain()},
        }


@dataclass(frozen=True)
class Attribution(Study):
    """What each step of a scenario moves.

    Attributes:
        provenance: The cycle.
        scenario: The scenario's name.
        base: The ruleset that the scenario starts from, where that is another one than the cycle's.
        steps: The names of its steps, in the stated order.
        grades: All grades, highest first; steps of grades are counted in this order.
        units: Those that are scored under every subset.
        partly: Those that are not.
        points: Of the totals of all these units together.
        grade: Of the grades of all, in grades.
        regraded: How many units have another grade than at the start.
        shifted: Of how many places, up or down, units that have places stand from where they stood at the start.
        money: What all prizes come to.
        start_money: The same without any step.
        unbalanced: Whether, on the way, points do not sum to full marks.
        rebalanced: Whether the scenario rebalances points, after every subset anew.
    """

    analysis: ClassVar[str] = "attribution"
    scenario: str
    base: str | None
    steps: tuple[str, ...]
    grades: tuple[str, ...]
    units: tuple[UnitAttribution, ...]
    partly: tuple[str, ...]
    points: Split
    grade: Split
    regraded: Split
    shifted: Split
    money: Split
    start_money: Fraction
    unbalanced: bool
    rebalanced: bool

    @property
    def with_shapley(self) -> bool:
        """Whether Shapley values were computed."""
        return self.money.shapley is not None

    @property
    def splits(self) -> tuple[Split, ...]:
        """All changes that are split."""
        own = (self.points, self.grade, self.regraded, self.shifted, self.money)
        return (*own, *(split for each in self.units for split in each.splits))

    def findings(self) -> dict[str, Any]:
        """Each quantity with its whole change and its parts, in the order of the steps."""
        return {
            "scenario": self.scenario,
            "base": self.base,
            "steps": list(self.steps),
            "grades": list(self.grades),
            "all": {
                "points": self.points.as_plain(),
                "grade": self.grade.as_plain(),
                "regraded": self.regraded.as_plain(),
                "shifted": self.shifted.as_plain(),
                "money": self.money.as_plain(),
            },
            "units": [each.as_plain() for each in self.units],
            "not_scored_throughout": list(self.partly),
        }


def attribution(
    start: Prepared,
    scenario: Scenario,
    *,
    with_shapley: bool | None = None,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Attribution:
    """What each step of a scenario moves, in the stated order and as Shapley values.

    Args:
        start: The cycle under the ruleset that the scenario starts from.
        scenario: Its steps.
        with_shapley: Whether Shapley values are wanted; where nothing is said, up to `MOST_STEPS` steps.
        tell: Is told how many combinations of steps are scored, of how many.

    Raises:
        Problems: the scenario cannot be applied; steps only hold together; Shapley values of too many steps are wanted;
            no unit is scored throughout.
    """
    count = len(scenario.steps)
    if with_shapley and count > MOST_STEPS:
        raise Problems([_too_many(scenario)])
    applied(scenario, start.inputs.ruleset, start.inputs.data)
    subsets = Subsets(start, scenario)
    every = count <= MOST_STEPS if with_shapley is None else with_shapley
    masks = range(1 << count) if every else subsets.prefixes
    return _Attributing(subsets, tuple(masks), every=every, tell=tell).all()


def _too_many(scenario: Scenario) -> Problem:
    what = Message(
        "Shapley values are computed for up to {most} steps; {scenario} has {count}.",
        most=MOST_STEPS,
        scenario=scenario.name,
        count=len(scenario.steps),
    )
    mend = Message("Join steps that belong together, or leave --shapley out: the stated order alone takes any number.")
    return Problem("attribution-steps", what, Place(path=scenario.name), str(len(scenario.steps)), mend=mend)


class _Attributing:
    """Splits what the subsets give."""

    def __init__(
        self, subsets: Subsets, masks: Sequence[int], *, every: bool, tell: Callable[[int, int], None]
    ) -> None:
        self._subsets, self._every = subsets, every
        self._scored: list[Scored] = []
        for each in subsets.scored(masks):
            self._scored.append(each)
            tell(sum(len(one.masks) for one in self._scored), len(masks))
        self._rows = {mask: row for row, mask in enumerate(masks)}
        everywhere = set.intersection(*(set(each.prepared.units) for each in self._scored))
        self._units = [unit for unit in subsets.start.units if unit in everywhere]
        if not self._units:
            what = Message("No unit is scored with every combination of the steps.")
            raise Problems([Problem("attribution-nobody", what, Place(path=subsets.scenario.name))])
        self._grades = joint(*(_grades(each.prepared) for each in self._scored))

    def all(self) -> Attribution:
        """The study."""
        subsets = self._subsets
        ends = [self._fortunes(mask) for mask in (0, subsets.whole)]
        start, end = ends
        total, decimals = self._exact(lambda each: each.outcomes.total)
        least, cents = self._exact(lambda each: each.outcomes.awards.least)
        most, mosts = self._exact(lambda each: each.outcomes.awards.most)
        money, coins = self._exact(lambda each: each.outcomes.awards.money.at((slice(None), None)), by_unit=False)
        grade = -self._gathered(self._places_of_grades)
        ranks = self._gathered(lambda each: each.outcomes.ranks)
        groups = self._gathered(_groups)
        first = self._rows[0]
        ranked = np.asarray(((ranks > 0) & (groups == groups[first])).all(axis=0), dtype=np.bool_)
        regraded = (grade != grade[first]).sum(axis=1)
        shifted = np.where(ranked, abs(ranks - ranks[first]), 0).sum(axis=1)
        splits = [
            self._splits(values, ten_to(places))
            for values, places in ((total, decimals), (least, cents), (most, mosts))
        ]
        grades, places = self._splits(grade, 1), self._splits(-ranks, 1)
        units = tuple(
            UnitAttribution(
                unit=unit,
                before=start[unit],
                after=end[unit],
                points=splits[0][index],
                grade=grades[index],
                places=places[index] if ranked[index] else None,
                least=splits[1][index],
                most=splits[2][index],
            )
            for index, unit in enumerate(self._units)
        )
        scenario, everywhere = subsets.scenario, set(self._units)
        known = dict.fromkeys(unit for each in self._scored for unit in each.prepared.reported)
        (all_money,) = self._splits(money, ten_to(coins))
        return Attribution(
            provenance=Provenance.of(subsets.start),
            scenario=scenario.name,
            base=scenario.base,
            steps=tuple(step.name for step in scenario.steps),
            grades=self._grades,
            units=units,
            partly=tuple(unit for unit in known if unit not in everywhere),
            points=self._split(total.sum(axis=1), ten_to(decimals)),
            grade=self._split(grade.sum(axis=1), 1),
            regraded=self._split(regraded, 1),
            shifted=self._split(shifted, 1),
            money=all_money,
            start_money=Fraction(int(money[first, 0]), ten_to(coins)),
            unbalanced=subsets.unbalanced,
            rebalanced=scenario.rebalance,
        )

    def _fortunes(self, mask: int) -> Mapping[str, Fortune]:
        (scored,) = (each for each in self._scored if mask in each.masks)
        return fortunes(scored.prepared, scored.outcomes, scored.masks.index(mask))

    def _places_of_grades(self, scored: Scored) -> Array:
        """The grades as places among all grades."""
        return np.array([self._grades.index(grade) for grade in _grades(scored.prepared)])[scored.outcomes.grades]

    def _exact(self, column: Callable[[Scored], Fixed], *, by_unit: bool = True) -> tuple[Array, int]:
        """A column of all subsets as whole numbers, and with how many decimals these are."""
        decimals = max(column(each).decimals for each in self._scored)
        return self._gathered(lambda each: column(each).to(decimals).scaled, by_unit=by_unit), decimals

    def _gathered(self, column: Callable[[Scored], Array], *, by_unit: bool = True) -> Array:
        """A column of all subsets, (subsets, units that are scored in each) or (subsets, 1)."""
        gathered = np.zeros((len(self._rows), len(self._units) if by_unit else 1), dtype=object)
        for each in self._scored:
            values, index = column(each), {unit: place for place, unit in enumerate(each.prepared.units)}
            shape = (len(each.masks), len(index)) if by_unit else (len(each.masks), 1)
            picked = [index[unit] for unit in self._units] if by_unit else [0]
            gathered[[self._rows[mask] for mask in each.masks]] = np.broadcast_to(values, shape)[:, picked]
        return gathered

    def _split(self, values: Array, unit: int) -> Split:
        return self._splits(values[:, None], unit)[0]

    def _splits(self, values: Array, unit: int) -> list[Split]:
        """The change of each column split among the steps.

        Args:
            values: Whole numbers, (subsets, columns).
            unit: What they are to be divided by.
        """
        steps = len(self._subsets.scenario.steps)
        path = [self._rows[mask] for mask in self._subsets.prefixes]
        stated = (values[path[1:]] - values[path[:-1]]).T.tolist()
        whole = (values[path[-1]] - values[path[0]]).tolist()
        orders = factorial(steps)
        shares = shapley(values, steps).T.tolist() if self._every else [None] * len(whole)
        return [
            Split(
                Fraction(int(change), unit),
                tuple(Fraction(int(part), unit) for part in parts),
                None if own is None else tuple(Fraction(int(part), unit * orders) for part in own),
            )
            for change, parts, own in zip(whole, stated, shares, strict=True)
        ]


def _groups(scored: Scored) -> Array:
    """The group within which each unit is ranked, (units,); None where all are ranked together."""
    groups = scored.outcomes.standing.groups
    names = (
        [None] * len(scored.prepared.units) if groups is None else [groups.vocabulary[code] for code in groups.codes]
    )
    return np.array(names, dtype=object)


def _grades(prepared: Prepared) -> tuple[str, ...]:
    return tuple(rule.grade for rule in prepared.inputs.ruleset.grades)
