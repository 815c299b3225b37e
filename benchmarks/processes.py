"""Whole processes, from the start of the interpreter to its end: what a person at a terminal waits for.

python benchmarks/processes.py [--rounds 15]
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import machine
import townships
from timing import interleaved

UNITS = 18
TARGETS = {"kaoping --help": 0.2, f"kaoping assess, {UNITS} townships": 1.0}

KAOPING = Path(sys.executable).with_name("kaoping")


def process(*arguments: object) -> Callable[[], object]:
    """A way of running one; data without problems end with 0, and anything else ends the benchmark."""
    return lambda: subprocess.run([str(each) for each in arguments], check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    print(machine.description())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        columns = townships.sheet(UNITS).units.columns
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *zip(*columns.values(), strict=True)])
        assess = (KAOPING, "assess", "tongwei/township", path, "--period", townships.PERIOD)
        seconds = interleaved(
            {
                "python -c pass": process(sys.executable, "-c", "pass"),
                "kaoping --help": process(KAOPING, "--help"),
                f"kaoping assess, {UNITS} townships": process(*assess),
                "… and result.json, result.xlsx": process(*assess, "--out", Path(folder) / "out"),
            },
            rounds,
        )
    print(f"\nmedian of {rounds} runs; in brackets the best and the worst")
    for name, each in seconds.items():
        target = f"   (target: under {TARGETS[name]} s)" if name in TARGETS else ""
        print(f"  {name:32} {median(each):.3f} s ({min(each):.3f} … {max(each):.3f}){target}")


if __name__ == "__main__":
    main()
