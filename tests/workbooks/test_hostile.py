"""Each hostile file is refused with its reason, while neither the caller nor its child grows beyond 300 MB."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workbooks.hostile import HOSTILE, PLAIN, truncated

READ = """
import json, pathlib, resource, sys
from concurrent.futures import ThreadPoolExecutor
import workbooks
from engine.problem import Problems

def codes(path):
    try:
        workbooks.read_sheet(pathlib.Path(path))
    except Problems as error:
        assert all(str(problem.what) for problem in error.problems)
        return [problem.code for problem in error.problems]
    return []

with ThreadPoolExecutor(2) as pool:
    found = list(pool.map(codes, sys.argv[1:]))
# Not the resource usage of this process: its peak counts that of the test from which it was started.
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps({"codes": found, "kilobytes": max(peak, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)}))
"""
MOST_KILOBYTES = 300 * 1024
PATIENCE = 120
"""Seconds; on a machine at rest each file is refused within 2."""

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")


def codes(folder: Path, *contents: bytes) -> list[list[str]]:
    """What a fresh process finds in these files, after its peak of memory was looked at."""
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"{number}.xlsx")
        paths[-1].write_bytes(content)
    run = subprocess.run([sys.executable, "-c", READ, *paths], capture_output=True, timeout=PATIENCE, check=True)
    answer = json.loads(run.stdout)
    assert answer["kilobytes"] < MOST_KILOBYTES
    return list(answer["codes"])


def test_the_workbook_from_which_they_are_made_can_be_read(tmp_path: Path) -> None:
    assert codes(tmp_path, PLAIN) == [[]]


@pytest.mark.parametrize("name", HOSTILE)
def test_is_refused_with_its_reason(name: str, tmp_path: Path) -> None:
    code, build = HOSTILE[name]
    assert codes(tmp_path, build()) == [[code]]


def test_truncated_anywhere(tmp_path: Path) -> None:
    found = codes(tmp_path, *truncated(seed=20161115, count=200))
    assert {code for each in found for code in each} <= {"workbook-damaged", "file-kind"}
    assert all(len(each) == 1 for each in found)
    assert found.count(["workbook-damaged"]) > 170
