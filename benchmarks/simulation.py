"""Draws of weights: exact totals, grades and ranks of every draw, beside NumPy and pymcdm with the same draws.

    pip install -e '.[benchmark]'
    OPENBLAS_NUM_THREADS=1 python benchmarks/simulation.py [--draws 1000] [--units 1000] [--rounds 7]

50 indicators are scores out of 100 with two decimals; their points sum to 100. *Unrounded*: points have six decimals,
so weight × score needs no rounding. *Rounded*: each indicator's points are rounded to two decimals. *Spread* draws the
weights within ±20 %, *Dirichlet* far more widely. Then the runs of a Sobol analysis of 20 weights.

Every way gets the draws as it needs them, and ends with ranks; in its turn it does them several times over, as a longer
job does block after block. pymcdm gets a few of the draws, and its time is multiplied: each draw is a call of its own.
Ratios are of the best rounds, and of the medians.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from statistics import median

import machine
import numpy as np
from pymcdm.methods import WSM
from timing import interleaved, spread

from engine.cycle import assessed_period
from engine.data import Data
from engine.decision import Decisions
from engine.fixed import Array
from engine.history import History
from engine.preparation import Inputs, Prepared, prepare
from engine.simulation.chance.drawn_weights import Dirichlet, Spread, Weights, drawn_points, numbers_of
from engine.simulation.chance.jobs import in_blocks
from engine.simulation.chance.rescoring import rescored
from engine.simulation.variants import Variants, outcomes
from engine.simulation.varying.factors import Varied
from engine.simulation.varying.ranks import mean_rank_shift
from engine.simulation.varying.runs import Runs
from engine.simulation.varying.sensitivity import job, sensitivity
from engine.simulation.varying.sobol import saltelli
from engine.source import load

INDICATORS, FACTORS, POINTS = 50, 20, 1024
SHARE = Decimal("0.2")
DRAWN: Mapping[str, Weights] = {"spread": Spread(SHARE), "Dirichlet": Dirichlet(Decimal(100))}
SEED = 1
OVER = 5
"""How often each way does the draws in its turn."""

FEW = 20
"""Draws that pymcdm gets."""

CELLS = 1 << 18
"""So many units of all runs of the Sobol analysis are ranked at once."""

FRAME = """
ruleset: 基准
version: '1'
covers: {unit: 单位, at_most: 1000000}
period: year
in_force: {from: 2015-01-01}
sources: {约定: {title: 基准, kind: assumption}}
scoring: {full_marks: 100}
ranking: {by: total, source: 约定}
grades:
  - {grade: 好, from: 60, source: 约定}
  - {grade: 较好, from: 50, source: 约定}
  - {grade: 一般, from: 40, source: 约定}
  - {grade: 较差, source: 约定}
"""


def cycle(indicators: int, decimals: int, scores: Array) -> Prepared:
    """A cycle of so many indicators that are scores out of 100; their points have so many decimals."""
    points = f"{100 / indicators:.2f}"
    measures = "".join(f"  分{n}: {{unit: 分, decimals: 2, between: [0, 100]}}\n" for n in range(indicators))
    lines = "".join(
        f"  - {{name: 指标{n}, points: {points}, decimals: {decimals}, method: given, score: 分{n}, out_of: 100,"
        " source: 约定}\n"
        for n in range(indicators)
    )
    ruleset = load(f"{FRAME.strip()}\nmeasures:\n{measures}indicators:\n{lines}")
    rows = [
        {"unit": f"单位{number}", **{f"分{n}": f"{score / 100:.2f}" for n, score in enumerate(own)}}
        for number, own in enumerate(scores.T.tolist())
    ]
    period = assessed_period(ruleset, "2015")
    return prepare(Inputs(ruleset, Data.from_rows(rows), History.of([]), Decisions(), period))


def made_up(indicators: int, units: int) -> Array:
    """Scores in hundredths, (indicators, units)."""
    return np.random.default_rng(SEED).integers(0, 10_001, (indicators, units))


def bare(weights: Array, scores: Array) -> Array:
    """A matrix product and a sort; what comes out are places in the order, not yet ranks."""
    return np.argsort(weights @ scores, axis=1)


def rounding(weights: Array, scores: Array) -> Array:
    """The same in float64 with each indicator's points rounded to two decimals."""
    totals = np.zeros((len(weights), scores.shape[1]))
    for number, own in enumerate(scores):
        totals += np.round(weights[:, [number]] * own, 2)
    return np.argsort(-totals, axis=1)


def mcdm(weights: Array, scores: Array) -> list[Array]:
    """pymcdm, draw by draw; the scores are normalised already, so nothing is done for that."""
    method = WSM(lambda column, cost: column)
    types = np.ones(len(scores), dtype=np.int64)
    return [method.rank(method(scores.T, own, types)) for own in weights]


def compared(draws: int, units: int, rounds: int) -> None:
    """Draws of weights."""
    scores = made_up(INDICATORS, units)
    floats = scores / 10_000
    for kind, weights in DRAWN.items():
        for name, decimals in (("unrounded", 6), ("rounded", 2)):
            prepared = cycle(INDICATORS, decimals, scores)
            points = drawn_points(prepared.plan, weights, SEED, 0, draws)
            matrix = np.stack([points[place] for place in range(INDICATORS)], axis=1) / 100
            variants = Variants(draws, numbers_of(prepared.plan, points))

            def exact(prepared: Prepared = prepared, variants: Variants = variants) -> Array:
                return outcomes(prepared, variants).ranks

            ways: dict[str, Callable[[], object]] = {
                "kaoping": exact,
                "bare NumPy": lambda matrix=matrix: bare(matrix, floats),
                "float rounding": lambda matrix=matrix: rounding(matrix, floats),
                "pymcdm": lambda matrix=matrix: mcdm(matrix[:FEW] / 100, floats),
            }
            if name == "unrounded":
                del ways["float rounding"]
            distinct = np.mean([len(np.unique(column)) for column in matrix.T])
            print(f"\n{kind}, {name}: {draws} draws, {units} units; {distinct:.0f} distinct weights an indicator")
            seconds = interleaved({way: partial(over_and_over, run) for way, run in ways.items()}, rounds)
            parts = {**dict.fromkeys(ways, 1.0), "pymcdm": FEW / draws}
            told({way: [each / OVER / parts[way] for each in seconds[way]] for way in ways})


def over_and_over(run: Callable[[], object]) -> None:
    """The same several times."""
    for _ in range(OVER):
        run()


def told(seconds: Mapping[str, list[float]]) -> None:
    """Every way, and how many times as long as each peer the first one took."""
    first, *peers = seconds
    for way, each in seconds.items():
        print(f"  {way:28} {spread(each)}")
    for peer in peers:
        best = min(seconds[first]) / min(seconds[peer])
        usual = median(seconds[first]) / median(seconds[peer])
        print(f"  {first} ÷ {peer:18} {best:.4g} (medians {usual:.4g})")


def sobol(units: int, rounds: int) -> None:
    """The runs of a Sobol analysis, from the sample to the mean shift of ranks; and the whole analysis."""
    scores = made_up(FACTORS, units)
    floats = scores / 10_000
    prepared = cycle(FACTORS, 6, scores)
    work = job(prepared, Runs(Varied(Spread(SHARE)), POINTS, SEED))
    sample = saltelli(FACTORS, POINTS, SEED, 0, work.draws)
    own = np.full(FACTORS, 100 / FACTORS)
    nominal = np.empty(units, dtype=np.int64)
    nominal[np.argsort(-(own @ floats))] = np.arange(units)
    official = outcomes(prepared).ranks[0]

    def numpy_model() -> Array:
        shifts = []
        step = max(CELLS // units, 1)
        for start in range(0, len(sample), step):
            weights = own * (1 + float(SHARE) * (2 * sample[start : start + step] - 1))
            weights *= 100 / weights.sum(axis=1, keepdims=True)
            order = np.argsort(-(weights @ floats), axis=1)
            ranks = np.empty_like(order)
            np.put_along_axis(ranks, order, np.broadcast_to(np.arange(units), order.shape), axis=1)
            shifts.append(np.abs(ranks - nominal).mean(axis=1))
        return np.concatenate(shifts)

    def exact() -> Array:
        shifts = []
        for start, stop in in_blocks([(0, work.draws)], work.block_size):
            found = outcomes(prepared, work.varying.variants(prepared, start, stop))
            shifts.append(mean_rank_shift(official, found.ranks))
        return np.concatenate(shifts)

    print(f"\nSobol: {FACTORS} weights, N = {POINTS}, {len(sample)} runs, {units} units")
    told(
        interleaved(
            {
                "kaoping, the runs": exact,
                "NumPy model": numpy_model,
                "kaoping, the job": lambda: work.tally(0, work.draws),
                "kaoping, the whole analysis": lambda: sensitivity(work, work.tally(0, work.draws), rescored(work)),
            },
            rounds,
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=1_000)
    parser.add_argument("--units", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        sys.exit("Set OPENBLAS_NUM_THREADS=1, as kaoping does: every way has one thread then.")
    print(machine.description("pymcdm", "scipy"))
    compared(arguments.draws, arguments.units, arguments.rounds)
    sobol(arguments.units, max(arguments.rounds // 2, 1))


if __name__ == "__main__":
    main()
