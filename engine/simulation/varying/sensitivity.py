"""Sensitivity: which of the choices that are varied the ranking, the grades, the money and one unit hang on."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from engine.fixed import Fixed
from engine.preparation import Prepared
from engine.simulation.chance.jobs import Block, Job
from engine.simulation.chance.tally import Floats, Tally
from engine.simulation.standings import Standings
from engine.simulation.study import Provenance, Study
from engine.simulation.varying.factors import Factor, Varied
from engine.simulation.varying.ranks import RankStatistics, mean_rank_shift, rank_statistics, ranks_by_unit
from engine.simulation.varying.runs import Runs
from engine.simulation.varying.sobol import HIGH, LOW, Index, Indices, indices


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


def job(prepared: Prepared, runs: Runs) -> Job[Runs]:
    """What is to be computed.

    Args:
        prepared: The cycle.
        runs: What varies, and how often.

    Raises:
        Problems: something cannot vary, or a unit is not there.
    """
    runs.check(prepared)
    return Job(prepared, runs, runs.count(prepared), counted)


def counted(block: Block[Runs]) -> Tally:
    """What sensitivity needs of a block of runs: the outputs of each, and the ranks of the two independent samples."""
    runs, found = block.job.varying, block.standings
    outputs = _outputs(found, block.job.official, _place_of(block.job))
    independent = found.ranks[: max(2 * runs.points - block.start, 0)]
    return Tally(
        len(found.ranks),
        counts={},
        values={"ranks": ranks_by_unit(independent)},
        series={name: ((block.start, numbers),) for name, numbers in outputs.items()},
    )


def sensitivity(work: Job[Runs], tally: Tally, rescored: int) -> Sensitivity:
    """The indices of the outputs.

    Args:
        work: As `job` made it.
        tally: Its whole tally.
        rescored: How many runs were scored once more by the official path.
    """
    prepared, runs, official = work.prepared, work.varying, work.official
    outputs = []
    for name, exact in _outputs(official, official, _place_of(work)).items():
        numbers = tally.in_order(name).reshape(-1, runs.points)
        if not np.isnan(numbers).any():
            outputs.append(_output(name, float(exact[0]), numbers, runs.seed))
    return Sensitivity(
        provenance=Provenance.of(prepared, runs.seed, work.draws),
        varied=runs.varied,
        factors=runs.varied.factors(prepared.plan),
        points=runs.points,
        outputs=tuple(outputs),
        unit=runs.unit,
        units=prepared.units,
        ranks=rank_statistics(official.ranks[0], tally.values["ranks"]),
        rescored=rescored,
    )


def _place_of(work: Job[Runs]) -> int | None:
    unit = work.varying.unit
    return None if unit is None else work.prepared.units.index(unit)


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


def _output(name: str, official: float, numbers: Floats, seed: int) -> Output:
    low, high = (float(each) for each in np.quantile(numbers[:2], (LOW, HIGH)))
    return Output(name, official, float(numbers[:2].mean()), low, high, indices(numbers, seed=seed))
