"""Sensitivity: which of the choices that are varied the ranking, the grades, the money and one unit hang on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from engine.fixed import Fixed
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.simulation.chance.rescoring import differences, officially, sampled
from engine.simulation.standings import Scorer, Standings, scorer
from engine.simulation.study import Provenance, Study
from engine.simulation.variants import Variants
from engine.simulation.varying.factors import Factor, Runs, Varied
from engine.simulation.varying.ranks import RankStatistics, mean_rank_shift, rank_statistics
from engine.simulation.varying.sobol import HIGH, LOW, Floats, Index, Indices, indices

BLOCK_CELLS = 1 << 18
"""About so many runs times units are scored at once."""


@dataclass(frozen=True)
class Output:
    """One number that every run has.

    Attributes:
        name: ``rank_shift``, ``grade_changes``, ``money``, ``total`` or ``rank``.
        official: What it is as things are.
        mean: Over the runs of the two independent samples.
        low: Their 5 % quantile.
        high: Their 95 % quantile.
        indices: Of each factor; None where it is the same in all runs.
    """

    name: str
    official: float
    mean: float
    low: float
    high: float
    indices: Indices | None

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        found = self.indices
        return {
            "output": self.name,
            "official": self.official,
            "mean": self.mean,
            "q5": self.low,
            "q95": self.high,
            "S1": None if found is None else _plain(found.first),
            "ST": None if found is None else _plain(found.total),
        }


def _plain(index: Index) -> list[dict[str, float]]:
    columns = (index.value.tolist(), index.low.tolist(), index.high.tolist())
    return [{"value": value, "q5": low, "q95": high} for value, low, high in zip(*columns, strict=True)]


@dataclass(frozen=True)
class Sensitivity(Study):
    """The Sobol indices of the outputs.

    Attributes:
        varied: What varies.
        factors: One by one, in the order of the indices.
        points: How many points each sample has; the runs are ``points × (factors + 2)``.
        outputs: The mean absolute rank shift, the grade changes, the money, and the total and rank of a unit if it was
            named; without the rank if it has none in some run.
        unit: That unit.
        units: The names of all units, in the order of the data.
        ranks: Their ranks over the runs of the two independent samples.
        rescored: How many runs were scored once more by the official path, with the same outcome.
    """

    analysis: ClassVar[str] = "sensitivity"
    varied: Varied
    factors: tuple[Factor, ...]
    points: int
    outputs: tuple[Output, ...]
    unit: str | None
    units: tuple[str, ...]
    ranks: RankStatistics
    rescored: int

    def findings(self) -> dict[str, Any]:
        """What was found, as JSON can hold it; NaN is null."""
        return {
            "varied": self.varied.as_plain(),
            "points": self.points,
            "rescored": self.rescored,
            "factors": [vars(each) for each in self.factors],
            "outputs": [each.as_plain() for each in self.outputs],
            "unit": self.unit,
            "ranks": [
                {"unit": unit, "official": int(official) or None, **_statistics(self.ranks, place)}
                for place, (unit, official) in enumerate(zip(self.units, self.ranks.nominal.tolist(), strict=True))
            ],
        }


def _statistics(ranks: RankStatistics, unit: int) -> dict[str, float | None]:
    values = {name: float(getattr(ranks, name)[unit]) for name in ("mean", "median", "q5", "q95")}
    return {name: None if np.isnan(value) else value for name, value in values.items()}


def sensitivity(runs: Runs, *, unit: str | None = None, tell: Callable[[int], None] = lambda done: None) -> Sensitivity:
    """Scores the runs and computes the indices.

    Args:
        runs: What varies, in which cycle.
        unit: A unit of which total and rank are looked at too.
        tell: Is told after each block how many runs are done.

    Raises:
        Problems: the unit is not among those that are scored, there are none, or a run comes out otherwise by the
            official path.
    """
    prepared, points, seed = runs.prepared, runs.points, runs.seed
    chosen = _place_of(prepared, unit)
    score = scorer(prepared)
    official = score(Variants(1))
    rescored = _rescored(runs, score)
    block = max(BLOCK_CELLS // len(prepared.units), 1)
    values: list[dict[str, Floats]] = []
    ranks = []
    for sample in range(runs.samples):
        for start in range(0, points, block):
            end = min(start + block, points)
            found = score(runs.variants(sample, start, end))
            values.append(_outputs(found, official, chosen))
            if sample < 2:
                ranks.append(found.ranks.astype(np.min_scalar_type(len(prepared.units))))
            tell(sample * points + end)
    as_it_is = _outputs(official, official, chosen)
    outputs = []
    for name, exact in as_it_is.items():
        column = np.concatenate([each[name] for each in values]).reshape(runs.samples, points)
        if not np.isnan(column).any():
            outputs.append(_output(name, float(exact[0]), column, seed))
    return Sensitivity(
        provenance=Provenance.of(prepared, seed, runs.count),
        varied=runs.varied,
        factors=runs.factors,
        points=points,
        outputs=tuple(outputs),
        unit=unit,
        units=prepared.units,
        ranks=rank_statistics(official.ranks[0], np.concatenate(ranks)),
        rescored=rescored,
    )


def _rescored(runs: Runs, score: Scorer) -> int:
    """Makes sure that some runs come out the same by the official path; gives how many."""
    prepared, picked = runs.prepared, sampled(runs.seed, runs.count)
    problems: list[Problem] = []
    for run in picked:
        sample, row = divmod(run, runs.points)
        variants = runs.variants(sample, row, row + 1)
        official = officially(prepared, variants, 0, f"#{run}")
        problems += differences(prepared, score(variants), 0, official, str(run))
    if problems:
        raise Problems(problems)
    return len(picked)


def _outputs(found: Standings, official: Standings, unit: int | None) -> dict[str, Floats]:
    """The outputs of some runs, each (runs,); NaN where the unit has no rank."""
    outputs = {
        "rank_shift": mean_rank_shift(official.ranks[0], found.ranks),
        "grade_changes": (found.grades != official.grades[0]).sum(axis=1).astype(np.float64),
        "money": _floats(found.awards.money, len(found.ranks)),
    }
    if unit is not None:
        outputs["total"] = _floats(found.total.at((slice(None), unit)), len(found.ranks))
        outputs["rank"] = np.where(found.ranks[:, unit] > 0, found.ranks[:, unit], np.nan)
    return outputs


def _floats(values: Fixed, runs: int) -> Floats:
    exact = np.broadcast_to(values.scaled, (runs,)).astype(np.float64)
    return np.asarray(exact / 10**values.decimals, dtype=np.float64)


def _output(name: str, official: float, column: Floats, seed: int) -> Output:
    low, high = (float(each) for each in np.quantile(column[:2], (LOW, HIGH)))
    return Output(name, official, float(column[:2].mean()), low, high, indices(column, seed=seed))


def _place_of(prepared: Prepared, unit: str | None) -> int | None:
    if not prepared.units:
        raise Problems([Problem("simulate-no-units", Message("No unit is scored."))])
    if unit is None:
        return None
    if unit not in prepared.units:
        what = Message("{unit} is not among the units that are scored.", unit=unit)
        mend = did_you_mean(unit, prepared.units)
        raise Problems([Problem("simulate-unit", what, Place(unit=unit), unit, mend=mend)])
    return prepared.units.index(unit)
