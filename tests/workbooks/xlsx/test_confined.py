import os
import sys
from pathlib import Path

import pytest

from engine.problem import Place, Problem, Problems
from tests.workbooks.packages import workbook
from workbooks.xlsx import confined, host
from workbooks.xlsx.confined import Limits, call

PARSED = "workbooks.xlsx.parsing.parsed"
SMALL = workbook({"数据": [["单位"], ["样例甲镇"]]})
MEGABYTE = 1 << 20


def problem(payload: bytes, limits: Limits | None = None, entry: str = PARSED) -> Problem:
    with pytest.raises(Problems) as raised:
        call(entry, payload, Place(file="a.xlsx"), limits)
    (only,) = raised.value.problems
    assert only.place.file == "a.xlsx"
    return only


@pytest.fixture
def other_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A host that does what a test writes into it."""
    path = tmp_path / "host.py"
    monkeypatch.setattr(confined, "HOST", path)
    return path


def test_bytes_in_bytes_out() -> None:
    answer = call(PARSED, SMALL, Place(file="a.xlsx"))
    assert answer.endswith("\n单位\x1e样例甲镇".encode())


def test_only_what_is_listed_runs() -> None:
    found = problem(b"", entry="os.abort")
    assert (found.code, found.found) == ("file-crash", "ValueError: os.abort")


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_too_little_memory() -> None:
    found = problem(bytes(64 * MEGABYTE), Limits(memory=8 * MEGABYTE))
    assert (found.code, str(found.what)) == ("file-too-much", "Reading the file needs more memory than 8 MB.")


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_too_long_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    # Coverage would hand itself on to the child, whose limit then holds for its data file too.
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    assert problem(SMALL, Limits(answer=10)).code == "file-too-much"


def test_another_fault_of_the_system_is_told_as_it_is(other_host: Path) -> None:
    other_host.write_text(f"""
import runpy, sys
def broken(name):
    raise FileNotFoundError(2, "No such file", name)
host = runpy.run_path({host.__file__!r})
host["importlib"].import_module = broken
sys.exit(host["main"](*sys.argv[1:]))
""")
    found = problem(b"")
    told = "FileNotFoundError: [Errno 2] No such file: 'workbooks.xlsx.parsing'"
    assert (found.code, found.found) == ("file-crash", told)


def test_too_slow_by_the_clock(other_host: Path) -> None:
    other_host.write_text("import time; time.sleep(60)")
    found = problem(b"", Limits(seconds=1))
    assert (found.code, str(found.what)) == ("file-too-slow", "Reading the file takes longer than 1 seconds.")


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_too_long_a_computation(other_host: Path) -> None:
    limited = "import sys, runpy; runpy.run_path({!r})['limit'](1, 1 << 30, 1 << 20)\nwhile True: pass"
    other_host.write_text(limited.format(host.__file__))
    assert problem(b"", Limits(seconds=20)).code == "file-too-slow"


@pytest.mark.parametrize(
    ("program", "code", "exit_code", "found"),
    [
        ("import os; os.abort()", "file-crash", -6 if os.name == "posix" else 3, None),
        ("raise SystemExit('panicked at src/lib.rs')", "file-crash", 1, "panicked at src/lib.rs"),
        (
            "import sys; sys.stderr.write('memory allocation of 9 bytes failed'); sys.exit(9)",
            "file-too-much",
            None,
            None,
        ),
    ],
)
def test_a_crash_leaves_the_caller_alive(
    other_host: Path, program: str, code: str, exit_code: int | None, found: str | None
) -> None:
    other_host.write_text(program)
    told = problem(b"x" * MEGABYTE)
    assert (told.code, told.what.values.get("code"), told.found) == (code, exit_code, found)
    assert str(told.mend)
