"""The township scheme in kaoping and in other engines, on the same units: how fast, how exact, how explained.

    pip install -e '.[benchmark]'
    python benchmarks/side_by_side.py [--units 40000] [--rounds 3] [--only zen_scheme,…]

An engine's total counts as different if it differs after rounding to two decimals, so the digits that floats leave
behind are forgiven it in the total. In the grade they are not: 89.99999 is below 90.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from statistics import median
from typing import Any

import machine
import townships
from timing import interleaved

from engine.assessment import Assessment
from engine.decision import Answers, Decisions
from engine.scoring import score
from engine.standing import stand

PEERS = ("openfisca_scheme", "zen_scheme", "rule_engine_scheme", "durable_scheme")
PACKAGES = ("OpenFisca-Core", "zen-engine", "rule-engine", "durable_rules")


def standing(assessment: Assessment) -> object:
    """Points, totals, grades, ranks, prizes and quotas once more, from the columns of an assessment."""
    units = assessment.units
    scores = score(assessment.plan, assessment.columns, assessment.applies, None, len(units))
    return stand(assessment.plan, scores, assessment.columns, units, Answers(Decisions()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", type=lambda text: text.split(","), default=PEERS)
    arguments = parser.parse_args()
    print(machine.description(*PACKAGES))
    scheme, data = townships.ruleset(), townships.sheet(arguments.units)
    assessment = townships.kaoping(scheme, data, second_opinion=False)
    right = townships.outcome(assessment)
    facts = townships.facts(data)
    outcomes: dict[str, list[tuple[Any, int]]] = {}
    described = {
        "kaoping, facts to ranks": ("exact", "every point, cited"),
        "kaoping, cells to consequences, twice": ("exact", "every point, cited"),
    }
    ways: dict[str, Callable[[], object]] = {
        "kaoping, facts to ranks": lambda: standing(assessment),
        "kaoping, cells to consequences, twice": lambda: townships.kaoping(scheme, data, second_opinion=True),
    }
    for name in arguments.only:
        peer = import_module(f"peers.{name}")
        described[peer.NAME] = (peer.ARITHMETIC, peer.EXPLAINS)
        ways[peer.NAME] = _run(peer, peer.prepare(facts), outcomes)
    seconds = interleaved(ways, arguments.rounds)
    print(f"\n{arguments.units} units\n")
    print("| engine | units a second (median) | arithmetic | explained | other totals | other grades |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, each in seconds.items():
        speed = f"{arguments.units / min(each):,.0f} ({arguments.units / median(each):,.0f})"
        other = _differences(right, outcomes.get(name, right))
        print(f"| {name} | {speed} | {' | '.join(described[name])} | {other[0]} | {other[1]} |")


def _run(peer: Any, prepared: Any, outcomes: dict[str, list[tuple[Any, int]]]) -> Callable[[], object]:
    def run() -> None:
        outcomes[peer.NAME] = peer.run(prepared)

    return run


def _differences(right: list[tuple[Decimal, int]], found: list[tuple[Any, int]]) -> tuple[int, int]:
    pairs = list(zip(right, found, strict=True))
    totals = sum(round(Decimal(total), 2) != exact for (exact, _), (total, _) in pairs)
    return totals, sum(grade != exact for (_, exact), (_, grade) in pairs)


if __name__ == "__main__":
    main()
