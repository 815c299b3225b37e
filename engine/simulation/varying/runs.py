"""The runs of a sensitivity analysis: the points of a Saltelli sample as variants of a cycle."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.decimals import places_of, scaled_to
from engine.fixed import Fixed, column
from engine.message import Message
from engine.plan import Plan
from engine.preparation import Prepared
from engine.problem import Problem, Problems
from engine.simulation.chance.data_errors import Error, as_far_as_scorable, drawn_measures
from engine.simulation.chance.drawn_weights import numbers_of
from engine.simulation.chance.jobs import in_blocks
from engine.simulation.chance.tally import Floats
from engine.simulation.variants import Variants
from engine.simulation.varying.factors import Varied
from engine.simulation.varying.reweighting import reweighted
from engine.simulation.varying.sobol import saltelli


@dataclass(frozen=True)
class Runs:
    """The runs of a Saltelli sample (`engine.simulation.varying.sobol.saltelli`), sample after sample.

    The factor of a measure stands for the errors of all units together: sample A has the draws 0 to ``points`` of
    them, sample B those that follow, and what is taken from B is taken for all units at once.

    Attributes:
        varied: What varies.
        points: How many points the two independent samples have; a power of two.
        seed: Of the random numbers.
        unit: A unit of which total and rank are looked at too.
    """

    varied: Varied
    points: int
    seed: int = 1
    unit: str | None = None

    @property
    def errors(self) -> Mapping[str, Error]:
        """How wrong the values of measures may be, by measure."""
        return self.varied.errors

    def check(self, prepared: Prepared) -> None:
        """Makes sure that there are units, and that everything can vary for a cycle.

        Raises:
            Problems: no unit is scored, or not the one that is looked at; or a measure is not there, totals are given
                without points, cuts would change places, or nothing varies.
        """
        if not prepared.units:
            raise Problems([Problem("simulate-no-units", Message("No unit is scored."))])
        if self.unit is not None:
            prepared.place(self.unit)
        self.varied.check(prepared)

    def count(self, prepared: Prepared) -> int:
        """How many runs there are: samples A and B, and one for each factor."""
        return (len(self.varied.factors(prepared.plan)) + 2) * self.points

    def variants(self, prepared: Prepared, start: int, stop: int) -> Variants:
        """The runs ``start`` to ``stop`` (exclusive), the same whatever range they are taken in.

        Args:
            prepared: The cycle.
            start: The first run.
            stop: The run after the last.
        """
        plan, varied = prepared.plan, self.varied
        weighted, grades = varied.weighted(plan), varied.grades(plan)
        factors = len(weighted) + len(grades) + len(self.errors)
        shifts = 2 * saltelli(factors, self.points, self.seed, start, stop) - 1
        numbers = self._weights(plan, weighted, shifts) if weighted else {}
        for place, grade in enumerate(grades, len(weighted)):
            path = f"grades.{grade}.from"
            numbers[path] = self._cut(plan, plan.number(path), shifts[:, place])
        measures = {
            name: self._measure(prepared, name, place, start, stop)
            for place, name in enumerate(self.errors, len(weighted) + len(grades))
        }
        return Variants(stop - start, numbers, as_far_as_scorable(prepared, measures))

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"varied": self.varied.as_plain(), "points": self.points, "unit": self.unit}

    def _weights(self, plan: Plan, weighted: list[int], shifts: Floats) -> dict[str, Fixed]:
        spread = self.varied.weights
        assert spread is not None
        factors = np.ones((len(shifts), len(plan.indicators)))
        factors[:, weighted] += float(spread.share) * shifts[:, : len(weighted)]
        return numbers_of(plan, reweighted(plan, factors))

    def _cut(self, plan: Plan, cut: Fixed, shifts: Floats) -> Fixed:
        """A cut moved by up to the reach, in the decimals of points."""
        reach = self.varied.cuts
        assert reach is not None
        decimals = max(cut.decimals, places_of(reach), plan.ruleset.scoring.points.decimals)
        exact, width = cut.to(decimals), scaled_to(reach, decimals)
        moved = exact.scaled.astype(np.int64) + np.rint(shifts[:, None] * width).astype(np.int64)
        return column(moved, decimals, exact.low - width, exact.high + width)

    def _measure(self, prepared: Prepared, name: str, place: int, start: int, stop: int) -> Fixed:
        """A measure with its errors, which is the factor at a place; B and its own sample have the draws of B."""
        parts = []
        for low, high in in_blocks([(start, stop)], self.points):
            sample, first = divmod(low, self.points)
            first += self.points if sample in (1, 2 + place) else 0
            error = {name: self.errors[name]}
            parts.append(drawn_measures(prepared, error, self.seed, first, first + high - low)[name])
        drawn = np.concatenate([part.scaled for part in parts])
        return column(drawn, parts[0].decimals, parts[0].low, parts[0].high)
