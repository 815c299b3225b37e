"""How many units a second are drawn and scored in a simulation, and what a national run costs by that.

    python benchmarks/simulation_throughput.py [--rounds 5]

The township scheme, in a county of 14 townships, and in a province of 1,290 townships that are ranked within their 90
counties; weights ±10 %, two measures that may be wrong, and both. Seconds are those of the processor, as others may use
this machine meanwhile.
"""

from __future__ import annotations

import argparse
import gc
import pickle
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from statistics import median
from typing import Any

import machine
from timing import spread
from townships import MOST, PERIOD, ruleset, sheet

import rulesets
from engine.cycle import assessed_period
from engine.data import Data
from engine.decision import Decisions
from engine.history import History
from engine.preparation import Inputs, Prepared, prepare
from engine.ruleset import Ruleset
from engine.simulation.chance import confidence
from engine.simulation.chance.checkpoints import as_bytes
from engine.simulation.chance.data_errors import as_error
from engine.simulation.chance.drawn_weights import Spread
from engine.simulation.chance.draws import Uncertainty
from engine.simulation.chance.jobs import Job, Progress
from engine.simulation.chance.rescoring import rescored
from engine.source import load

TOWNSHIPS, COUNTIES, PROVINCES, DRAWS = 40_000, 2_800, 31, 100_000
COUNTY, PROVINCE = TOWNSHIPS // COUNTIES, TOWNSHIPS // PROVINCES

ERRORS = {name: error for name, text in (("脱贫人口", "5%"), ("返贫率", "±0.5")) if (error := as_error(text))}
WEIGHTS = Spread(Decimal("0.1"))
KINDS = {
    "weights": Uncertainty(weights=WEIGHTS),
    "data": Uncertainty(errors=ERRORS),
    "weights and data": Uncertainty(weights=WEIGHTS, errors=ERRORS),
}


def county_of(number: int) -> str:
    return f"样例{number}县"


def provincial_ruleset() -> Ruleset:
    """The township scheme, ranked within counties."""
    text = rulesets.text("tongwei/township").replace("at_most: 100}", f"at_most: {MOST}}}")
    for before, after in (
        ("ranking: {by: total,", "ranking: {by: total, within: 县,"),
        (
            "attributes:\n",
            f"attributes:\n  县: {{one_of: [{', '.join(map(county_of, range(COUNTIES // PROVINCES)))}]}}\n",
        ),
    ):
        assert text.count(before) == 1
        text = text.replace(before, after)
    return load(text)


def province() -> Data:
    """Its townships, counties one after the other."""
    data = sheet(PROVINCE)
    counties = [county_of(number * (COUNTIES // PROVINCES) // PROVINCE) for number in range(PROVINCE)]
    return replace(data, units=replace(data.units, columns={**data.units.columns, "县": counties}))


def cycle(scheme: Ruleset, data: Data) -> Prepared:
    return prepare(Inputs(scheme, data, History(), Decisions(), assessed_period(scheme, PERIOD)))


def throughput(name: str, base: Prepared, rounds: int) -> dict[str, float]:
    """Times blocks of draws; gives unit-draws a second."""
    jobs = {kind: Job(base, uncertainty, DRAWS, confidence.counted) for kind, uncertainty in KINDS.items()}
    ways: dict[str, Callable[[], Any]] = {
        kind: lambda job=job: job.tally(0, job.block_size) for kind, job in jobs.items()
    }
    seconds: dict[str, list[float]] = {kind: [] for kind in ways}
    for number in range(rounds + 1):
        for kind, way in ways.items():
            used = processor(way)
            if number:  # the first round warms caches
                seconds[kind].append(used)
    print(f"\n{name}: {len(base.units)} units")
    rates = {}
    for kind, each in seconds.items():
        size = jobs[kind].block_size
        rates[kind] = len(base.units) * size / median(each)
        print(f"  {kind:18} blocks of {size} draws: {spread(each)}; {rates[kind]:,.0f} unit-draws a second")
    return rates


def processor(way: Callable[[], object]) -> float:
    """Seconds of the processor that something takes."""
    gc.collect()
    begin = time.process_time()
    way()
    return time.process_time() - begin


def official(base: Prepared) -> float:
    """Seconds for ten draws by the official path."""
    return processor(lambda: rescored(Job(base, KINDS["weights and data"], DRAWS, confidence.counted)))


def sizes(base: Prepared) -> None:
    """Prints what is sent and kept."""
    job = Job(base, KINDS["weights and data"], DRAWS, confidence.counted)
    tally = job.tally(0, job.block_size)
    counted = sum(each.nbytes for each in tally.counts.values())
    kept = len(as_bytes(Progress(DRAWS).after(0, job.block_size, tally), job))
    sent = len(pickle.dumps(job))
    print(f"  a tally: {counted / 1e6:.2f} MB, a checkpoint {kept / 1e6:.2f} MB, the job {sent / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    print(machine.description())
    cycles = {"county": cycle(ruleset(), sheet(COUNTY)), "province": cycle(provincial_ruleset(), province())}
    often = {"county": COUNTIES, "province": PROVINCES}
    hours: dict[str, dict[str, float]] = {}
    for name, base in cycles.items():
        rates = throughput(f"a {name}", base, rounds)
        checks = official(base)
        print(f"  ten draws by the official path: {checks:.2f} s")
        sizes(base)
        print(f"  peak memory of this process {_peak()} MB")
        hours[name] = {kind: TOWNSHIPS * DRAWS / rate / 3600 for kind, rate in rates.items()}
        hours[name]["the official path"] = often[name] * checks / 3600
    print(f"\n{TOWNSHIPS} townships × {DRAWS} draws, hours on one such core, by county and by province")
    for kind in hours["county"]:
        print(f"  {kind:18} {hours['county'][kind]:6.2f} {hours['province'][kind]:6.2f}")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
