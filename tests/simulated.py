"""Cycles made ready for simulation."""

from collections.abc import Mapping
from typing import Any

from building import scheme

from engine.data import Data
from engine.decision import Decisions
from engine.history import History
from engine.period import Period
from engine.preparation import Inputs, Prepared, prepare
from engine.simulation.chance.rescoring import rescored
from engine.simulation.varying.factors import Varied
from engine.simulation.varying.runs import Runs
from engine.simulation.varying.sensitivity import Sensitivity, job, sensitivity


def ready(
    data: Data, decisions: Decisions | None = None, totals: Mapping[str, str] | None = None, **parts: Any
) -> Prepared:
    """The smallest scheme with these parts, on these data, in 2016."""
    period = Period.parse("2016")
    return prepare(Inputs(scheme(**parts), data, History(), decisions or Decisions(), period, totals))


def sensitivity_of(
    prepared: Prepared, varied: Varied, *, points: int = 1024, seed: int = 1, unit: str | None = None
) -> Sensitivity:
    """The sensitivity of a cycle to what varies."""
    work = job(prepared, Runs(varied, points, seed, unit))
    return sensitivity(work, work.tally(0, work.draws), rescored(work))
