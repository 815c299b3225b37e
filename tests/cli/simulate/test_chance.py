"""``simulate confidence`` and ``budget``: tables, JSON, refusals; and of ``sensitivity`` too checkpoints and Ctrl-C."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from terminal import computing

FEW = ("--weights", "±30%", "--error", "得分=±15", "--draws", "400", "--seed", "7")

RUNS = ("--vary", "weights=20%", "--vary", "得分=15", "--points", "32", "--unit", "样例乙镇", "--seed", "7")
COMMANDS = (("confidence", *FEW), ("sensitivity", *RUNS))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def lines(result):
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_confidence_in_tables(run, results):
    shown = lines(run("simulate", "confidence", results[1], *FEW))
    assert shown[:2] == [
        "How sure is the result? Uncertain: every weight ±30 %, 得分 ±15",
        "1 of 3 units keep their grade in at least 95 % of the draws, least sure is 样例乙镇, 一般 in 67.2 %; "
        "样例甲镇, now first, is first in 100 % of them.",
    ]
    start = shown.index("Ranks over the draws")
    assert shown[start + 1 : start + 5] == [
        "乡镇      Rank  5 %  Median  95 %  Same rank, %  Above the next, %",
        "样例甲镇     1    1       1     1           100                100",
        "样例乙镇     2    2       2     2           100                100",
        "样例丙镇     3    3       3     3           100",
    ]
    start = shown.index("Grades over the draws")
    assert shown[start + 1 : start + 5] == [
        "乡镇      Grade      好, %    一般, %    较差, %",
        "样例甲镇  好     75.8 ±2.1  24.2 ±2.1          0",
        "样例乙镇  一般           0  67.2 ±2.3  32.8 ±2.3",
        "样例丙镇  较差           0          0        100",
    ]
    start = shown.index("Prizes over the draws; units that never have one are left out")
    assert shown[start + 1 : start + 4] == [
        "乡镇      一等奖, %  Any prize, %",
        "样例甲镇        100           100",
        "",
    ]
    assert shown[-1].endswith(", seed 7, 400 draws")


def test_budget_in_tables(run, results):
    shown = lines(run("simulate", "budget", results[1], *FEW, "--budget", "4000.50"))
    assert shown[:2] == [
        "What will prizes cost? Uncertain: every weight ±30 %, 得分 ±15",
        "The budget of 4000.5 yuan is exceeded in 100 % of the draws; the prizes, officially 5000 yuan, cost 5000 yuan "
        "in 100 % of the draws.",
    ]
    start = shown.index("What all prizes come to, in yuan")
    assert shown[start + 2].split() == ["5000"] * 7 + ["±0", "100"]


@pytest.mark.parametrize("command", ["confidence", "budget"])
def test_one_object_and_nothing_else(run, results, folder, command):
    before = tree(folder)
    answers = [run("simulate", command, results[1], *FEW, "--json") for _ in range(2)]
    assert answers[0].stdout == answers[1].stdout
    answer = json.loads(answers[0].stdout)
    assert (answer["analysis"], answer["made_from"]["seed"], answer["made_from"]["draws"]) == (command, 7, 400)
    assert answer["rescored"] == 10
    assert answer["uncertainty"]["weights"] == {"uniform": "0.3"}
    assert tree(folder) == before


def test_errors_out_of_a_file(run, results, folder):
    (folder / "误差.yaml").write_text("errors: {得分: '±15'}\n", "utf-8")
    draws = ("--draws", "50", "--json")
    written = run("simulate", "confidence", results[1], "--errors", "误差.yaml", *draws)
    given = run("simulate", "confidence", results[1], "--error", "得分=15", *draws)
    assert written.exit_code == 0
    assert written.stdout == given.stdout
    both = run("simulate", "confidence", results[1], "--errors", "误差.yaml", "--error", "得分=1")
    assert (both.exit_code, both.stderr.split()[1]) == (1, "simulate-error-twice")


def test_a_dirichlet_distribution(run, results):
    shown = lines(run("simulate", "confidence", results[1], "--dirichlet", "50", "--draws", "50"))
    assert shown[0] == "How sure is the result? Uncertain: weights of a Dirichlet distribution of concentration 50"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), "simulate-nothing-uncertain"),
        (("--weights", "5%", "--dirichlet", "4"), "simulate-weights-twice"),
        (("--error", "得份=1"), "simulate-measure"),
        (("--weights", "5%", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"), "simulate-where-twice"),
    ],
)
def test_what_cannot_be_drawn_is_refused(run, results, options, code):
    result = run("simulate", "budget", results[1], *options)
    assert result.exit_code == 1
    assert code in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "options",
    [
        ("--weights", "10"),
        ("--weights", "101%"),
        ("--weights", "-5%"),
        ("--dirichlet", "0"),
        ("--dirichlet", "很多"),
        ("--error", "得分"),
        ("--error", "=5%"),
        ("--error", "得分=5分"),
        ("--error", "得分=1", "--error", "得分=2"),
        ("--budget", "-1"),
        ("--budget", "1.2.3"),
        ("--draws", "0"),
    ],
)
def test_wrong_usage(run, results, options):
    assert run("simulate", "budget", results[1], *options).exit_code == 2


def interrupting(job, ranges):
    """Computes two blocks of fifty draws, then Ctrl-C is pressed."""
    for start in (0, 50):
        yield (start, start + 50), job.tally(start, start + 50)
    raise KeyboardInterrupt


def counted(monkeypatch) -> list[tuple[int, int]]:
    """Is filled with the ranges that are computed."""
    computed = []

    def counting(job, ranges):
        for start, stop in ranges:
            computed.append((start, stop))
            yield (start, stop), job.tally(start, stop)

    monkeypatch.setattr(computing, "serially", counting)
    return computed


@pytest.mark.parametrize("command", COMMANDS)
def test_after_ctrl_c_the_same_command_goes_on_to_the_same_bits(run, results, folder, monkeypatch, command):
    command = ("simulate", command[0], results[1], *command[1:], "--json")
    whole = run(*command).stdout
    draws = json.loads(whole)["made_from"]["draws"]
    monkeypatch.setattr(computing, "serially", interrupting)
    broken = run(*command, "--checkpoint", "进度/中断")
    assert (broken.exit_code, broken.stdout) == (130, "")
    assert f"100 of {draws} draws are done; the same command goes on from 进度/中断." in broken.stderr
    monkeypatch.undo()
    monkeypatch.setenv("KAOPING_LANG", "en")
    monkeypatch.chdir(folder)
    computed = counted(monkeypatch)
    assert run(*command, "--checkpoint", "进度/中断").stdout == whole
    assert computed == [(100, draws)]
    assert run(*command, "--checkpoint", "进度/中断").stdout == whole
    assert computed == [(100, draws)]


def test_a_checkpoint_is_kept_while_the_draws_go_on(run, results, folder, monkeypatch):
    kept = []
    monkeypatch.setattr(computing, "SECONDS_BETWEEN", -1)
    write = computing.write_atomically

    def noting(files):
        kept.append(len(next(iter(files.values()))))
        write(files)

    monkeypatch.setattr(computing, "write_atomically", noting)
    assert run("simulate", "budget", results[1], *FEW, "--checkpoint", "进度").exit_code == 0
    assert len(kept) == 3  # before the first block, after it, at the end


def test_the_checkpoint_of_another_run_is_refused(run, results, folder):
    assert run("simulate", "budget", results[1], *FEW, "--checkpoint", "进度").exit_code == 0
    before = tree(folder)
    other = run("simulate", "confidence", results[1], *FEW, "--checkpoint", "进度")
    assert (other.exit_code, "checkpoint-other-job" in other.stderr) == (1, True)
    assert "The checkpoint was made by another command. What differs: the analysis." in other.stderr
    assert "name another file with --checkpoint, or delete this one." in other.stderr
    assert tree(folder) == before
    (folder / "进度").write_text("另一个文件", "utf-8")
    spoiled = run("simulate", "budget", results[1], *FEW, "--checkpoint", "进度")
    assert (spoiled.exit_code, "checkpoint-unreadable" in spoiled.stderr) == (1, True)
    assert (folder / "进度").read_text("utf-8") == "另一个文件"


def test_a_folder_is_no_checkpoint(run, results, folder, monkeypatch):
    monkeypatch.setattr(computing, "rescored", None)  # nothing is computed
    (folder / "进度").mkdir()
    result = run("simulate", "sensitivity", results[1], *RUNS, "--checkpoint", "进度")
    assert (result.exit_code, "file-is-folder" in result.stderr) == (1, True)
    assert "This is a folder, not a file." in result.stderr


def test_a_checkpoint_that_cannot_be_written_is_known_before_the_draws(run, results, folder, monkeypatch):
    computed = counted(monkeypatch)
    (folder / "进度").write_text("", "utf-8")
    result = run("simulate", "budget", results[1], *FEW, "--checkpoint", "进度/中断")
    assert (result.exit_code, result.stdout, computed) == (1, "", [])
    assert "进度" in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_two_processes_say_the_same(results, folder, command):
    """In a process of its own, as a user starts it: the workers begin as this program does."""
    root = Path(__file__).parents[3]
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8", "KAOPING_LANG": "en"}
    given = ["simulate", command[0], results[1], *command[1:], "--json"]
    answers = [
        subprocess.run(
            [sys.executable, "-c", "from cli import main; main()", *given, *more],
            env=environment,
            capture_output=True,
            check=True,
        )
        for more in ((), ("--workers", "2"))
    ]
    assert answers[0].stdout == answers[1].stdout
    assert answers[1].stderr == b""
