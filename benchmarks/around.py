"""What stands around the scoring: reading a CSV file, checking every cell, the second opinion on consequences.

    python benchmarks/around.py [--units 20000] [--rounds 3]

Reading and checking: the mixed scheme of 50 indicators. Second opinion: the township scheme and its consequences.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from pathlib import Path

import machine
import schemes
import townships
from timing import interleaved, spread

from engine.inference import second_opinion
from engine.measurement import measure
from engine.source import load
from workbooks import read_data


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    units = arguments.units
    print(machine.description("durable_rules"))
    ruleset = load(schemes.text(schemes.MIXED))
    cells = schemes.cells(schemes.MIXED, units)
    assessment = townships.kaoping(townships.ruleset(), townships.sheet(units), second_opinion=False)
    rules = assessment.plan.consequences
    conditions = {rule.name: rule.when for rule in rules}
    instead_of = {rule.name: rule.instead_of for rule in rules}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([cells, *zip(*cells.values(), strict=True)])
        data = read_data([path], ruleset)
        assert not measure(ruleset, data).problems
        seconds = interleaved(
            {
                f"reading {path.stat().st_size / 1e6:.0f} MB of CSV": lambda: read_data([path], ruleset),
                f"checking {units * (len(cells) - 1) / 1e6:.1f} million cells": lambda: measure(ruleset, data),
                f"a second opinion on {len(rules)} consequences": lambda: second_opinion(
                    conditions, instead_of, assessment.columns, units
                ),
            },
            arguments.rounds,
        )
    print(f"\n{units} units")
    for name, each in seconds.items():
        print(f"  {name:44} {spread(each)}, {units / min(each):,.0f} units a second")


if __name__ == "__main__":
    main()
