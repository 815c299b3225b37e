"""1,000,000 units × 50 indicators: exact points, totals, grades and ranks, beside the same in plain float64 NumPy.

    python benchmarks/score.py [--units 1000000] [--rounds 7]

Both keep the points of every indicator. Ratios are of the best rounds of one run, in which all ways took turns.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any

import machine
import numpy as np
import plain_numpy
import schemes
from timing import interleaved, spread

from engine.columns import Columns
from engine.decision import Answers, Decisions
from engine.plan import Plan
from engine.scoring import Scores, score
from engine.standing import Standing, stand

BLOCKS = (1 << 13, 1 << 14, 1 << 15, 1 << 16)
"""Among these the peer gets the block that suits it best."""

TARGETS = {"all completion": {"plain": 1.0, "blocks": 2.0}, "mixed": {"plain": 0.6}}
MEMORY_FACTOR, MEMORY_BASE = 1.3, 100e6


def exact(plan: Plan, columns: Columns, units: int) -> tuple[Scores, Standing]:
    """All that is decided from exact columns."""
    scores = score(plan, columns, {}, None, units)
    return scores, stand(plan, scores, columns, ["单位"] * units, Answers(Decisions()))


def size(scheme: str, units: int) -> tuple[int, int]:
    """Bytes of the input arrays, and of the points in the narrowest integers that hold 0.00 … 2.00."""
    methods = schemes.SCHEMES[scheme]
    data = schemes.whole_numbers(methods, 1)
    return units * sum(each.itemsize for each in data.values()), units * len(methods) * 2


def peak(scheme: str, units: int) -> int:
    """Peak memory in bytes of a process that makes the inputs, in place, and scores them; call it in a new process."""
    methods = schemes.SCHEMES[scheme]
    columns = schemes.exact(schemes.whole_numbers(methods, units))
    exact(schemes.plan_of(methods), columns, units)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def compared(scheme: str, units: int, rounds: int) -> None:
    """Times both and counts where floats come to another total, grade or rank."""
    methods = schemes.SCHEMES[scheme]
    plan = schemes.plan_of(methods)
    data = schemes.whole_numbers(methods, units)
    columns, floats = schemes.exact(data), schemes.floats(data)
    ways: dict[str, Callable[[], Any]] = {
        "exact": lambda: exact(plan, columns, units),
        "plain": lambda: plain_numpy.score(methods, floats),
        **{f"blocks of {block}": lambda block=block: plain_numpy.score(methods, floats, block) for block in BLOCKS},
    }
    seconds = interleaved(ways, rounds)
    best = {name: min(each) for name, each in seconds.items()}
    best["blocks"] = min(best[f"blocks of {block}"] for block in BLOCKS)
    print(f"\n{scheme}")
    for name, each in seconds.items():
        print(f"  {name:16} {spread(each)}")
    for peer in ("plain", "blocks"):
        target = TARGETS[scheme].get(peer)
        wanted = "" if target is None else f"   (target: at most {target})"
        print(f"  exact ÷ {peer:8} {best['exact'] / best[peer]:.2f}{wanted}")
    _differences(plan, columns, units, plain_numpy.score(methods, floats))


def _differences(plan: Plan, columns: Columns, units: int, floats: plain_numpy.Result) -> None:
    scores, standing = exact(plan, columns, units)
    total = scores.total.scaled[0]
    worth = np.rint(floats.total * 100) != total
    grade = floats.grade != len(plan.ruleset.grades) - 1 - standing.grades[0]
    print(f"  of {units} units float64 gives {worth.sum()} another total and {grade.sum()} another grade")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    print(machine.description())
    print("\npeak memory")
    for scheme in schemes.SCHEMES:
        # Before this process grows: a new process is told the peak of the one that starts it as its own.
        with get_context("spawn").Pool(1) as pool:
            used = pool.apply(peak, (scheme, arguments.units))
        inputs, points = size(scheme, arguments.units)
        limit = MEMORY_FACTOR * (inputs + points) + MEMORY_BASE
        told = f"{used / 1e6:.0f} MB; inputs {inputs / 1e6:.0f} MB, points {points / 1e6:.0f} MB"
        print(f"  {scheme:16} {told}   (target: at most {limit / 1e6:.0f} MB)")
    for scheme in schemes.SCHEMES:
        compared(scheme, arguments.units, arguments.rounds)


if __name__ == "__main__":
    main()
