"""Pipes that close, disks that are full, Ctrl-C, and faults of kaoping itself."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.inference import SecondOpinionFailed
from engine.message import Message

ASSESS = "kaoping assess 办法.yaml 数据.csv"


@pytest.mark.parametrize("option", ["", " --json"])
def test_a_reader_that_goes_away(spawn, folder, option):
    done = spawn(f"{ASSESS} --period 2016{option} | head -c 3")
    assert done.returncode == 0
    assert done.stderr == ""


def test_closed_streams(spawn, folder):
    assert spawn(f"{ASSESS} --out 结果 >&-").returncode == 0
    assert spawn(f"{ASSESS} --out 结果 2>&-").returncode == 0
    assert (folder / "结果/result.json").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("option", ["", " --json"])
def test_a_full_disk(spawn, folder, option):
    done = spawn(f"{ASSESS} --period 2016{option} >/dev/full")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "the disk is full; make room, or write elsewhere" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", ["--help", "assess --help", "--version"])
def test_a_full_disk_has_no_room_for_the_help_either(spawn, folder, arguments):
    done = spawn(f"kaoping {arguments} >/dev/full")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "the disk is full" in done.stderr


def test_a_narrow_encoding(spawn, folder):
    done = spawn(ASSESS, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "97.50" in done.stdout
    assert '"样例甲镇"' in spawn(f"{ASSESS} --json", PYTHONIOENCODING="ascii").stdout


def test_a_bare_locale_speaks_chinese(spawn, folder):
    done = spawn(f"unset KAOPING_LANG; LC_ALL=C {ASSESS}")
    assert done.returncode == 0
    assert "名次" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c(folder):
    root = Path(__file__).parents[2]
    # What runs the tests may itself ignore the signal, as nohup does.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = [sys.executable, "-c", f"{heed}; import cli; print(flush=True); cli.main()", "demo", "样例"]
    with subprocess.Popen(
        program, env=os.environ | {"PYTHONPATH": str(root)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.strip() == "Interrupted."


class TestFaults:
    """Errors that nobody foresaw, and some that only a broken machine brings."""

    @pytest.fixture
    def failing(self, run, folder, monkeypatch):
        def fail_with(error):
            def fail(*_arguments, **_options):
                raise error

            monkeypatch.setattr("terminal.assessing.assess", fail)
            return run("assess", "办法.yaml", "数据.csv", "--period", "2016")

        return fail_with

    def test_a_fault_of_kaoping_is_said_in_a_sentence(self, failing):
        result = failing(KeyError("样例"))
        assert (result.exit_code, result.stdout) == (1, "")
        assert "KeyError" in result.stderr
        assert "KAOPING_DEBUG" in result.stderr

    def test_with_its_traceback_for_those_who_ask(self, failing, monkeypatch, capsys):
        monkeypatch.setenv("KAOPING_DEBUG", "1")
        monkeypatch.setattr("terminal.failures.traceback.print_exception", lambda error: print("printed", error))  # noqa: T201
        result = failing(KeyError("样例"))
        assert result.exit_code == 1
        assert "printed" in result.stdout

    def test_no_second_opinion(self, failing):
        result = failing(SecondOpinionFailed(Message("the child is gone")))
        assert result.exit_code == 1
        assert "the child is gone" in result.stderr

    def test_the_memory_does_not_suffice(self, failing):
        result = failing(MemoryError())
        assert (result.exit_code, result.stderr) == (1, "The memory of this computer does not suffice.\n")

    def test_the_operating_system_refuses(self, failing):
        result = failing(PermissionError(13, "Permission denied", "/somewhere"))
        assert result.exit_code == 1
        assert "Permission denied: /somewhere" in result.stderr
