"""What a sensitivity analysis varies, factor by factor, and its runs as variants of the cycle.

A factor is the points of an indicator, the cut of a grade, or the errors of a measure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from engine.decimals import as_written, places_of, scaled_to
from engine.fixed import Fixed, column
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems
from engine.simulation.chance.data_errors import Error, as_far_as_scorable, checked, drawn_measures
from engine.simulation.chance.drawn_weights import Spread, numbers_of, weight_decimals, weight_sets
from engine.simulation.variants import Variants
from engine.simulation.varying.reweighting import reweighted
from engine.simulation.varying.sobol import Floats, saltelli


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
            plain["weights"] = f"{self.weights.share:f}"
        if self.cuts is not None:
            plain["grades"] = f"{self.cuts:f}"
        if self.errors:
            plain["errors"] = {name: error.model_dump() for name, error in self.errors.items()}
        return plain


class Runs:
    """The runs of a Saltelli sample (`engine.simulation.varying.sobol.saltelli`) as variants of a cycle.

    The factor of a measure stands for the errors of all units together: sample A has the draws 0 to ``points`` of
    them, sample B those that follow, and what is taken from B is taken for all units at once.
    """

    def __init__(self, prepared: Prepared, varied: Varied, points: int, seed: int) -> None:
        """Makes sure that everything can vary, and takes the sample.

        Args:
            prepared: The cycle.
            varied: What varies.
            points: How many points the two samples have; a power of two.
            seed: Of the random numbers.

        Raises:
            Problems: a measure is not there, totals are given without points, cuts would change places, or nothing
                varies.
        """
        self.prepared, self.varied, self.points, self.seed = prepared, varied, points, seed
        checked(prepared, varied.errors)
        if prepared.inputs.totals is not None and (varied.weights is not None or varied.errors):
            what = Message("The result has no points of indicators.")
            mend = Message("Start from a result that was assessed from data.")
            raise Problems([Problem("simulate-no-points", what, mend=mend)])
        plan = prepared.plan
        sets = weight_sets(plan) if varied.weights is not None else ()
        self._weighted = [
            place for some in sets for place, own in zip(some.indicators, some.points, strict=True) if own > 0
        ]
        names = [rule.grade for rule in plan.ruleset.grades[:-1]]
        self._cuts = names if varied.cuts is not None else []
        self._errors = list(varied.errors)
        self._refuse_crossing()
        self.factors = tuple(self._described())
        if not self.factors:
            what = Message("Nothing varies.")
            mend = Message("Say what varies, for example --vary weights=20%, --vary grades=2 or --vary MEASURE=5%.")
            raise Problems([Problem("simulate-nothing-varies", what, mend=mend)])
        self._sample = saltelli(len(self.factors), points, seed)

    @property
    def samples(self) -> int:
        """How many samples there are: A, B, and one for each factor."""
        return len(self.factors) + 2

    @property
    def count(self) -> int:
        """How many runs there are."""
        return self.samples * self.points

    def variants(self, sample: int, start: int, stop: int) -> Variants:
        """The runs ``start`` to ``stop`` (exclusive) of one sample.

        Args:
            sample: 0 for A, 1 for B, from 2 on for A with one factor from B.
            start: The first run.
            stop: The run after the last.
        """
        shifts = 2 * self._sample[sample, start:stop] - 1
        weighted = len(self._weighted)
        numbers = self._weights(shifts[:, :weighted]) if weighted else {}
        for place, grade in enumerate(self._cuts, weighted):
            path = f"grades.{grade}.from"
            numbers[path] = self._cut(self.prepared.plan.number(path), shifts[:, place])
        return Variants(stop - start, numbers, self._measures(sample, start, stop))

    def _weights(self, shifts: Floats) -> dict[str, Fixed]:
        plan, spread = self.prepared.plan, self.varied.weights
        assert spread is not None
        factors = np.ones((len(shifts), len(plan.indicators)))
        factors[:, self._weighted] += float(spread.share) * shifts
        return numbers_of(plan, reweighted(plan, factors))

    def _cut(self, cut: Fixed, shifts: Floats) -> Fixed:
        """A cut moved by up to the reach, in the decimals of points."""
        reach = self.varied.cuts
        assert reach is not None
        decimals = max(cut.decimals, places_of(reach), self.prepared.plan.ruleset.scoring.points.decimals)
        exact, width = cut.to(decimals), scaled_to(reach, decimals)
        moved = exact.scaled.astype(np.int64) + np.rint(shifts[:, None] * width).astype(np.int64)
        return column(moved, decimals, exact.low - width, exact.high + width)

    def _measures(self, sample: int, start: int, stop: int) -> dict[str, Fixed]:
        found: dict[str, Fixed] = {}
        first = len(self.factors) - len(self._errors)
        for place, name in enumerate(self._errors, first):
            offset = self.points if sample in (1, 2 + place) else 0
            error = {name: self.varied.errors[name]}
            found |= drawn_measures(self.prepared, error, self.seed, offset + start, offset + stop)
        return as_far_as_scorable(self.prepared, found)

    def _described(self) -> list[Factor]:
        plan, varied = self.prepared.plan, self.varied
        found = []
        decimals = weight_decimals(plan)
        for place in self._weighted:
            indicator = plan.indicators[place]
            assert varied.weights is not None
            own = plan.number(f"{indicator.path}.points").to(decimals).texts()[0]
            found.append(Factor("weight", indicator.name, _short(own), f"±{_percent(varied.weights.share)}"))
        for grade in self._cuts:
            cut = plan.number(f"grades.{grade}.from").texts()[0]
            found.append(Factor("cut", grade, _short(cut), f"±{varied.cuts:f}"))
        for name, error in varied.errors.items():
            found.append(Factor("error", name, "", f"±{error.size:f}{'%' if error.relative else ''}"))
        return found

    def _refuse_crossing(self) -> None:
        """Refuses cuts that could change places."""
        reach = self.varied.cuts
        problems = []
        for above, below in zip(self._cuts, self._cuts[1:], strict=False):
            high, low = (self.prepared.plan.number(f"grades.{grade}.from").between[0] for grade in (above, below))
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
