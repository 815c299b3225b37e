"""Reading a workbook with all checks, beside pandas: seconds turn by turn, and the peak memory of each way.

    python benchmarks/reading.py [--rows 5000] [--columns 60] [--rounds 9]

Half of the columns hold whole numbers, most others decimals, the rest names and remarks. kaoping: is the file what it
claims to be, is it safe, every cell as the decimal that was typed, what is hidden, merged or calculated.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

import machine
import xlsxwriter
from timing import interleaved, spread

from workbooks import read_sheet

PEAK = """
import resource, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
import reading
reading.WAYS[sys.argv[1]](Path(sys.argv[2]))
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def by_pandas(engine: Literal["openpyxl", "calamine"]) -> Callable[[Path], object]:
    """pandas with one of its engines; imported when it is called, so that it does not count as memory of others."""

    def read(path: Path) -> object:
        import pandas

        return pandas.read_excel(path, engine=engine)

    return read


WAYS: dict[str, Callable[[Path], object]] = {
    "kaoping": read_sheet,
    "pandas with openpyxl": by_pandas("openpyxl"),
    "pandas with calamine": by_pandas("calamine"),
}
WRITTEN_WITH_TWO_DECIMALS, TEXTS = 0.45, 0.05


def write(path: Path, rows: int, columns: int) -> None:
    """A made-up table."""
    chance = random.Random(rows)
    decimals = round(columns * WRITTEN_WITH_TWO_DECIMALS)
    texts = round(columns * TEXTS)
    whole = columns - 1 - decimals - texts
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("数据")
    sheet.write_row(0, 0, ["单位", *(f"指标{number}" for number in range(1, columns))])
    for row in range(1, rows + 1):
        cells: list[object] = [f"样例{row}镇"]
        cells += [chance.randrange(100_000) for _ in range(whole)]
        cells += [chance.randrange(1_000_000) / 100 for _ in range(decimals)]
        cells += [chance.choice(["合格", "不合格", "优秀", f"说明{row}"]) for _ in range(texts)]
        sheet.write_row(row, 0, cells)
    book.close()


def peak(way: str, path: Path) -> tuple[float, float]:
    """Megabytes of a process that reads the file once, and of its child."""
    command = [sys.executable, "-c", PEAK, way, str(path), str(Path(__file__).parent)]
    own, child = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return int(own) / 1024, int(child) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--columns", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    print(machine.description("pandas", "openpyxl", "python-calamine"))
    with tempfile.TemporaryDirectory() as folder:
        for rows, columns in ((arguments.rows, arguments.columns), (18, arguments.columns)):
            path = Path(folder) / f"{rows}.xlsx"
            write(path, rows, columns)
            ways = {name: partial(way, path) for name, way in WAYS.items()}
            seconds = interleaved(ways, arguments.rounds)
            print(f"\n{rows} × {columns}, {path.stat().st_size / 1e6:.1f} MB")
            for name, each in seconds.items():
                own, child = peak(name, path)
                ratio = min(each) / min(seconds["kaoping"])
                print(
                    f"  {name:20} {spread(each)}, {ratio:.2f} × kaoping, peak {own:.0f} MB + {child:.0f} MB in a child"
                )


if __name__ == "__main__":
    main()
