"""``simulate sensitivity``: tables, JSON, and what is no variation."""

import json

import pytest

SMALL = ("--points", "16")
UNIT = ("--unit", "样例乙镇")


def test_tables(run, results):
    result = run("simulate", "sensitivity", results[1], "--vary", "得分=2", *UNIT, "--points", "64")
    shown = result.stdout.splitlines()
    assert shown[0] == "What the results hang on"
    assert shown[1].startswith("Most hangs on 得分 ±2: it has a part in ")
    assert shown[1].endswith("the units move 0.00 places on average and 0.0 of 3 have another grade.")
    start = shown.index("What comes of it")
    assert [line.split()[:-3] for line in shown[start + 2 : start + 7]] == [
        ["mean", "move", "in", "rank", "0"],
        ["units", "with", "another", "grade", "0"],
        ["prize", "money", "5000"],
        ["total", "of", "样例乙镇", "65"],
        ["rank", "of", "样例乙镇", "2"],
    ]
    start = shown.index("Ranks in the runs")
    assert [line.split() for line in shown[start + 2 : start + 5]] == [
        ["样例甲镇", "1", "1", "1", "1", "1"],
        ["样例乙镇", "2", "2", "2", "2", "2"],
        ["样例丙镇", "3", "3", "3", "3", "3"],
    ]
    assert (
        "  ·  The same in all runs: mean move in rank, units with another grade, prize money, rank of 样例乙镇."
        in shown
    )


def test_nothing_hangs_on_what_makes_no_difference(run, results):
    result = run("simulate", "sensitivity", results[1], "--vary", "weights=1%", *SMALL)
    assert result.stdout.splitlines()[1] == (
        "Nothing hangs on what was varied: ranks, grades and prize money are the same in all 64 runs."
    )


def test_json_is_the_same_for_the_same_seed(run, results):
    def found(seed):
        varied = ("--vary", "weights=20%", "--vary", "grades=4", "--vary", "得分=1%", "--seed", seed, *UNIT)
        return json.loads(run("simulate", "sensitivity", results[1], *varied, *SMALL, "--json").stdout)

    plain = found("3")
    assert plain["varied"] == {
        "weights": "0.2",
        "grades": "4",
        "errors": {"得分": {"size": "1", "relative": True, "shape": "uniform"}},
    }
    assert (plain["made_from"]["seed"], plain["made_from"]["draws"]) == (3, 16 * 7)
    assert plain == found("3")
    assert plain["outputs"] != found("4")["outputs"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--vary", "weights=2"), "Weights vary by a share of their points: more than 0%, at most 100%."),
        (("--vary", "weights=120%"), "Weights vary by a share of their points: more than 0%, at most 100%."),
        (("--vary", "grades=20%"), "Grades vary by points, such as grades=2: each cut by up to so many up or down."),
        (("--vary", "得分"), "得分 is not WHAT=SIZE, such as weights=20%, grades=2 or MEASURE=5%."),
        (("--vary", "weights=20%", "--points", "12"), "12 is no power of two, such as 256, 512 or 1024."),
        ((), "Missing option '--vary'."),
    ],
)
def test_what_is_no_variation(run, results, arguments, said):
    result = run("simulate", "sensitivity", results[1], *arguments)
    assert result.exit_code == 2
    assert result.stderr.rstrip().endswith(said)


def test_what_cannot_vary(run, results):
    result = run("simulate", "sensitivity", results[1], "--vary", "grades=15", *SMALL)
    assert result.exit_code == 1
    assert "The cuts of 好 and 一般 could change places if each moves by 15 points." in result.output


@pytest.mark.parametrize(("vary", "meant"), [("weigths=20%", "weights"), ("grade=2", "grades"), ("得份=1", "得分")])
def test_a_misspelt_name_is_told_the_nearest(run, results, vary, meant):
    result = run("simulate", "sensitivity", results[1], "--vary", vary, *SMALL)
    assert result.exit_code == 1
    assert f"Did you mean {meant}?" in result.output
