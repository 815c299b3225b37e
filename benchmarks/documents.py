"""The documents of one county-year, and the letters to the townships of a whole province.

    python benchmarks/documents.py [--units 18 150 1500]

A county-year: every kind of notice that the townships of the made-up county called for in 2016, docx and PDF, into a
folder. The letters: 考核结果告知书 of made-up townships, laid out but not written, so that only work counts; the time a
document takes should not grow with their number. The time of the processor says so on a busy machine too. The peak is
that of the whole process so far.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from csv import DictReader
from functools import partial
from io import StringIO
from pathlib import Path

import machine

from engine.assessment import Assessment, assess
from engine.data import UNIT, Data
from engine.source import load
from locales import use
from notices import Request, compose, write
from notices.layout.fonts import find
from notices.layout.pdf import pdf
from notices.layout.word import word
from scorecards import Demonstrated, demonstration
from terminal.demonstrated import made_up_ruleset, recorded, reported, request
from terminal.notifying import in_chinese


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, nargs="+", default=[18, 150, 1_500])
    arguments = parser.parse_args()
    use("zh_CN")
    print(machine.description("python-docx", "typst", "vl-convert-python"))
    (cycle,) = (each for each in demonstration() if (each.scheme, each.period) == ("township", "2016"))
    county(cycle)
    for units in arguments.units:
        letters(cycle, units)


def county(cycle: Demonstrated) -> None:
    """All documents of a county-year."""
    told = in_chinese(assess(made_up_ruleset(cycle), reported(cycle), decisions=recorded(cycle), period=cycle.period))
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        written = write(told, Path(folder), request(cycle))
        seconds = time.perf_counter() - began
    documents = len(written.paths) // 2
    hundred = f"a hundred {seconds / documents * 100:.1f} s"
    print(f"\ncounty-year: {documents} documents, docx and PDF: {seconds:.1f} s, {hundred}, {peak():.0f} MB")


def letters(cycle: Demonstrated, units: int) -> None:
    """The letters to so many townships."""
    told = in_chinese(assessed(cycle, units))
    layouts = (word, partial(pdf, fonts=find()))
    began, worked = time.perf_counter(), time.process_time()
    count = 0
    for notice in compose(told, Request(["notification"])):
        count += 1
        for layout in layouts:
            layout(notice.document)
    seconds, busy = time.perf_counter() - began, time.process_time() - worked
    each = f"{seconds / count * 1000:.0f} ms a letter ({busy / count * 1000:.0f} ms of the processor)"
    print(f"{count:5} letters: {seconds:.1f} s, {each}, {peak():.0f} MB", flush=True)


def assessed(cycle: Demonstrated, units: int) -> Assessment:
    """The county's townships over and over, under other names."""
    rows = list(DictReader(StringIO(cycle.data)))
    many = [{**rows[number % len(rows)], UNIT: f"样例{number:05}镇"} for number in range(units)]
    text = made_up_ruleset(cycle).text.replace("at_most: 100}", f"at_most: {max(units, 100)}}}")
    return assess(load(text), Data.from_rows(many), period=cycle.period, ask_second_opinion=False)


def peak() -> float:
    """Megabytes of this process at its greatest."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
