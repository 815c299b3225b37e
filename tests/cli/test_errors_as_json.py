"""``--json`` and an error: one object with the problems on standard output, the words on standard error as ever."""

import json

import pytest

COMMANDS = {
    "assess": ("assess", "办法.yml", "数据.csv"),
    "check": ("check", "办法.yml"),
    "check-data": ("check-data", "办法.yml", "数据.csv"),
    "check-table": ("check-table", "表.csv"),
    "explain": ("explain", "无.json", "样例甲镇"),
    "templates": ("templates", "show", "告示"),
    "impact": ("simulate", "impact", "无.json"),
    "backtest": ("simulate", "backtest", "无.json", "--set", "grades.好.from=92"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_prints_its_problems(run, folder, command):
    plain = run(*COMMANDS[command])
    assert (plain.exit_code, plain.stdout) == (1, "")
    result = run(*COMMANDS[command], "--json")
    assert (result.exit_code, result.stderr) == (1, plain.stderr)
    told = json.loads(result.stdout)
    assert list(told) == ["problems"]
    assert all(problem["severity"] == "error" for problem in told["problems"])


def test_a_problem_has_its_place_and_what_mends_it(run, folder):
    result = run("assess", "办法.yml", "数据.csv", "--json")
    assert json.loads(result.stdout) == {
        "problems": [
            {
                "code": "ruleset-missing",
                "severity": "error",
                "text": "There is no such file, and no ruleset of this name comes with kaoping.",
                "file": "办法.yml",
                "line": None,
                "column": None,
                "path": None,
                "sheet": None,
                "cell": None,
                "unit": None,
                "measure": None,
                "found": None,
                "expected": "a file, or one of tongwei/department, tongwei/township",
                "mend": "Did you mean 办法.yaml?",
            }
        ]
    }


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("simulate", "path", "无.json", "甲", "--json"), "Give one of --to-grade, --to-rank and --to-prize."),
        (
            ("simulate", "impact", "无.json", "--set", "甲", "--json"),
            "Invalid value for '--set': 甲 is not PATH=VALUE.",
        ),
        (("simulate", "impact", "无.json", "--sett", "甲", "--json"), "--sett"),
        (("check", "--json"), "Missing argument 'RULESET'."),
    ],
)
def test_wrong_usage_is_a_problem_too(run, folder, arguments, text):
    result = run(*arguments)
    assert result.exit_code == 2
    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["code"], problem["severity"]) == ("usage", "error")
    assert text in problem["text"]
    assert text in result.stderr


def test_what_cannot_be_written_and_what_fails(run, folder, monkeypatch):
    (folder / "占").write_text("", "utf-8")
    result = run("assess", "办法.yaml", "数据.csv", "--period", "2016", "--out", "占/内", "--json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["code"], problem["text"] in result.stderr) == ("cannot-write", True)

    def fail(*_arguments, **_options):
        raise KeyError("样例")

    monkeypatch.setattr("terminal.assessing.assess", fail)
    result = run("assess", "办法.yaml", "数据.csv", "--period", "2016", "--json")
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem["code"] == "fault"
    assert "KeyError" in problem["text"]
    assert "KAOPING_DEBUG" in result.stderr


def test_a_report_that_cannot_be_written_leaves_one_object(run, folder):
    run("assess", "办法.yaml", "数据.csv", "--period", "2016", "--out", "2016")
    (folder / "占").mkdir()
    (folder / "占/impact.html").mkdir()
    asked = ("2016/result.json", "--set", "grades.好.from=92", "--report", "占", "--format", "html", "--json")
    result = run("simulate", "impact", *asked)
    assert result.exit_code == 1
    assert [each["code"] for each in json.loads(result.stdout)["problems"]] == ["cannot-write"]
