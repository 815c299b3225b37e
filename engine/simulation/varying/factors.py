"""What a sensitivity analysis varies, factor by factor.

A factor is the points of an indicator, the cut of a grade, or the errors of a measure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from engine.decimals import as_written, places_of, scaled_to
from engine.message import Message
from engine.plan import Plan
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems
from engine.simulation.chance.data_errors import Error, checked
from engine.simulation.chance.drawn_weights import Spread, weight_decimals, weight_sets

WEIGHTS, GRADES = "weights", "grades"
"""What can vary besides measures, as people name it."""


@dataclass(frozen=True)
class Factor:
    """One factor.

    Attributes:
        kind: ``weight``, ``cut`` or ``error``.
        name: Of the indicator, the grade or the measure.
        base: Its points, or the cut, as written; empty for a measure.
        reach: By how much it varies, for example ``±20%``.
    """

    kind: str
    name: str
    base: str
    reach: str

    @property
    def label(self) -> str:
        """The factor in a few signs.

        Example:
            >>> Factor("cut", "好", "90", "±2").label
            '好 90±2'
        """
        return f"{self.name} {self.base}{self.reach}"


@dataclass(frozen=True)
class Varied:
    """What varies.

    Attributes:
        weights: The points of every indicator; None: they stay.
        cuts: The least totals of all grades, by so many points up or down; None: they stay.
        errors: How wrong measures may be.
    """

    weights: Spread | None = None
    cuts: Decimal | None = None
    errors: Mapping[str, Error] = field(default_factory=dict)

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        plain: dict[str, Any] = {}
        if self.weights is not None:
            plain[WEIGHTS] = f"{self.weights.share:f}"
        if self.cuts is not None:
            plain[GRADES] = f"{self.cuts:f}"
        if self.errors:
            plain["errors"] = {name: error.model_dump() for name, error in self.errors.items()}
        return plain

    def check(self, prepared: Prepared) -> None:
        """Makes sure that everything can vary for a cycle.

        Raises:
            Problems: a measure is not there, totals are given without points, cuts would change places, or nothing
                varies.
        """
        checked(prepared, self.errors, (WEIGHTS, GRADES))
        if prepared.inputs.totals is not None and (self.weights is not None or self.errors):
            what = Message("The result has no points of indicators.")
            mend = Message("Start from a result that was assessed from data.")
            raise Problems([Problem("simulate-no-points", what, mend=mend)])
        self._refuse_crossing(prepared.plan)
        if not self.factors(prepared.plan):
            what = Message("Nothing varies.")
            mend = Message("Say what varies, for example --vary weights=20%, --vary grades=2 or --vary MEASURE=5%.")
            raise Problems([Problem("simulate-nothing-varies", what, mend=mend)])

    def weighted(self, plan: Plan) -> list[int]:
        """The places in the plan of the indicators whose points vary."""
        sets = weight_sets(plan) if self.weights is not None else ()
        return [place for some in sets for place, own in zip(some.indicators, some.points, strict=True) if own > 0]

    def grades(self, plan: Plan) -> list[str]:
        """The grades whose cuts vary."""
        return [] if self.cuts is None else [rule.grade for rule in plan.ruleset.grades[:-1]]

    def factors(self, plan: Plan) -> tuple[Factor, ...]:
        """One by one: weights, then cuts, then errors."""
        found = []
        decimals = weight_decimals(plan)
        for place in self.weighted(plan):
            indicator = plan.indicators[place]
            assert self.weights is not None
            own = plan.number(f"{indicator.path}.points").to(decimals).texts()[0]
            found.append(Factor("weight", indicator.name, _short(own), f"±{_percent(self.weights.share)}"))
        for grade in self.grades(plan):
            cut = plan.number(f"grades.{grade}.from").texts()[0]
            found.append(Factor("cut", grade, _short(cut), f"±{self.cuts:f}"))
        for name, error in self.errors.items():
            found.append(Factor("error", name, "", f"±{error.size:f}{'%' if error.relative else ''}"))
        return tuple(found)

    def _refuse_crossing(self, plan: Plan) -> None:
        """Refuses cuts that could change places."""
        reach, grades = self.cuts, self.grades(plan)
        problems = []
        for above, below in pairwise(grades):
            high, low = (plan.number(f"grades.{grade}.from").between[0] for grade in (above, below))
            if reach is not None and high - low <= 2 * Fraction(reach):
                what = Message(
                    "The cuts of {above} and {below} could change places if each moves by {reach} points.",
                    above=above,
                    below=below,
                    reach=f"{reach:f}",
                )
                mend = Message("Let the grades vary by less.")
                problems.append(Problem("simulate-cuts-cross", what, Place(path=f"grades.{below}.from"), mend=mend))
        if problems:
            raise Problems(problems)


def _short(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _percent(share: Decimal) -> str:
    scaled = share * 100
    return f"{_short(as_written(scaled_to(scaled, places_of(scaled)), places_of(scaled)))}%"
