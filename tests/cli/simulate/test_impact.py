"""``simulate impact``: tables, JSON, other rulesets, refusals."""

import json
from pathlib import Path

import pytest


def lines(result):
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def _cells(text):
    return text.split()


def test_one_scenario_in_tables(run, results):
    shown = lines(run("simulate", "impact", results[1], "--scenarios", "方案.yaml", "--scenario", "从严"))
    assert shown[:2] == [
        "What if: 从严",
        "Of 3 units, 2 would get a lower grade and none a higher one; none would go up or down in rank; the prize "
        "money would stay at 5000 yuan.",
    ]
    start = shown.index("What changes for whom")
    assert shown[start + 1 : start + 4] == [
        "乡镇      Total  Rank  Grade        Prize money",
        "样例甲镇  97.50     1  好 → 一般           5000",
        "样例乙镇  65.00     2  一般 → 较差            0",
    ]
    start = shown.index("Rules that begin or cease to apply")
    assert shown[start + 1 : start + 3] == ["乡镇      Consequences", "样例甲镇  −结果为好"]
    start = shown.index("Units by grade before and after")
    assert shown[start + 1 : start + 5] == [
        "Grade before ↓, after →  好  一般  较差",
        "好                        ·     1     ·",
        "一般                      ·     ·     1",
        "较差                      ·     ·     1",
    ]
    assert "  ·  Nothing at all changes for one unit." in shown


def test_several_scenarios_side_by_side(run, results):
    shown = lines(run("simulate", "impact", results[1], "--scenarios", "方案.yaml"))
    assert shown[1] == (
        "Other grades for: “从严” 2 of 3 units, “加奖” none, “改数” none; prize money, now 5000 yuan: “从严” 5000 "
        "yuan, “加奖” 12000 yuan, “改数” 5000 yuan."
    )
    start = shown.index("How many units go up, go down and stay")
    assert [line.split() for line in shown[start + 2 : start + 5]] == [
        ["从严", *_cells("0 / 2 / 1 0 / 0 / 3 1.000 5000")],
        ["加奖", *_cells("0 / 0 / 3 0 / 0 / 3 1.000 5000 → 12000 +7000")],
        ["改数", *_cells("0 / 0 / 3 0 / 0 / 3 1.000 5000")],
    ]
    assert "What changes for whom: 改数" in shown


def test_json(run, results):
    result = run("simulate", "impact", results[1], "--set", "grades.好.from=98", "--json")
    plain = json.loads(result.stdout)
    assert (plain["analysis"], plain["made_from"]["period"]) == ("impact", "2016")
    (found,) = plain["scenarios"]
    assert (found["scenario"], found["by_grade"]["down"], found["prize_money"]) == ("grades.好.from = 98", 1, "5000")


def test_another_ruleset_on_the_same_data(run, results, folder):
    text = (folder / "办法.yaml").read_text("utf-8")
    (folder / "新办法.yaml").write_text(text.replace("from: 90", "from: 98"), "utf-8")
    shown = lines(run("simulate", "impact", results[1], "--ruleset", "新办法.yaml"))
    assert shown[0] == "What if: 新办法.yaml"
    assert "样例甲镇  97.50     1  好 → 一般         5000" in shown
    edited = lines(run("simulate", "impact", results[1], "--ruleset", "新办法.yaml", "--set", "grades.一般.from=66"))
    assert edited[0] == "What if: 新办法.yaml, grades.一般.from = 66"
    start = edited.index("What changes for whom")
    assert [line.split() for line in edited[start + 2 : start + 4]] == [
        ["样例甲镇", "97.50", "1", "好", "→", "一般", "5000"],
        ["样例乙镇", "65.00", "2", "一般", "→", "较差", "0"],
    ]
    beside = lines(run("simulate", "impact", results[1], "--ruleset", "新办法.yaml", "--scenarios", "方案.yaml"))
    assert beside[0] == "What if: 从严, 加奖, 改数, 新办法.yaml"


def test_refusals(run, results):
    nothing = run("simulate", "impact", results[1])
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert "scenario-none" in nothing.stderr
    unknown = run("simulate", "impact", results[1], "--set", "grade.好.from=98")
    assert unknown.exit_code == 1
    assert "Did you mean grades.好.from?" in unknown.stderr


def _problems(result):
    assert result.exit_code == 1, result.output
    return [(each["code"], each["expected"], each["mend"]) for each in json.loads(result.stdout)["problems"]]


def test_refusals_say_how_to_mend_it(run, results, folder):
    (folder / "空.yaml").write_text("", "utf-8")
    begin = "Begin with, for example: scenarios: {NAME: {edits: {grades.好.from: 92}}}"
    empty = run("simulate", "impact", results[1], "--scenarios", "空.yaml", "--json")
    assert _problems(empty) == [("file-empty", None, begin)]
    unknown = run("simulate", "impact", results[1], "--scenarios", "方案.yaml", "--scenario", "宽", "--json")
    assert _problems(unknown) == [("scenario-unknown", "one of 从严, 加奖, 改数", None)]
    inside = run("simulate", "impact", "2016", "--set", "grades.好.from=92", "--json")
    assert _problems(inside) == [("file-is-folder", None, f"Did you mean {Path('2016/result.json')}?")]


@pytest.mark.parametrize(
    "command",
    [
        ("simulate", "impact", "2016/result.json", "--ruleset", "tongwei/township"),
        ("check", "tongwei/township", "--against", "2016/result.json"),
    ],
)
def test_a_ruleset_of_another_scheme_is_said_to_be_one(run, results, command):
    refused = run(*command, "--json")
    assert refused.exit_code == 1
    first, *reasons = json.loads(refused.stdout)["problems"]
    assert (first["code"], first["file"], first["text"]) == (
        "scenario-scheme",
        "tongwei/township",
        "This is the ruleset of another scheme, under which not one unit can be scored: 通渭县乡镇精准扶贫业绩考核, "
        "which scores 乡镇; the result is of 样例县乡镇考核, which scores 乡镇.",
    )
    assert [each["code"] for each in reasons] == ["data-column-missing"] * 3


def test_a_ruleset_that_is_not_in_force_yet(run, results, folder):
    text = (folder / "办法.yaml").read_text("utf-8")
    (folder / "新办法.yaml").write_text(text.replace("2015-01-01", "2017-01-01"), "utf-8")
    refused = run("check", "新办法.yaml", "--against", results[1], "--json")
    assert refused.exit_code == 1
    (problem,) = json.loads(refused.stdout)["problems"]
    assert (problem["code"], problem["file"], problem["found"]) == ("period-not-in-force", "新办法.yaml", "2016")
    assert problem["mend"] == (
        "To try it on this period all the same, set in_force.from to a day within it, as in: kaoping simulate impact "
        "RESULT --ruleset 新办法.yaml --set in_force.from=2016-12-31"
    )
    command = problem["mend"].partition("kaoping ")[2].replace("RESULT", results[1])
    assert run(*command.split()).exit_code == 0


def test_a_unit_whose_name_has_signs_of_an_edit(run, results, folder):
    text = (folder / "2016.csv").read_text("utf-8").replace("样例丙镇", "样例=丙.镇")
    (folder / "号.csv").write_text(text, "utf-8")
    run("assess", "办法.yaml", "号.csv", "--period", "2016", "--out", "号")
    shown = lines(run("simulate", "impact", "号/result.json", "--set", 'data."样例=丙.镇".得分=60'))
    assert shown[0] == 'What if: data."样例=丙.镇".得分 = 60'
    assert next(line.split()[1:4] for line in shown if line.startswith("样例=丙.镇")) == ["24.00", "→", "64.00"]


def test_a_ruleset_that_is_checked_against_a_result(run, results, folder):
    text = (folder / "办法.yaml").read_text("utf-8")
    (folder / "新办法.yaml").write_text(text.replace("from: 90", "from: 98"), "utf-8")
    shown = lines(run("check", "新办法.yaml", "--against", results[1]))
    assert "新办法.yaml: No problems." in shown
    (changed,) = (line.split() for line in shown if line.startswith("样例甲镇") and "→" in line)
    assert changed == ["样例甲镇", "97.50", "1", "好", "→", "一般", "5000"]
    plain = json.loads(run("check", "新办法.yaml", "--against", results[1], "--json").stdout)
    assert plain["impact"]["scenarios"][0]["by_grade"]["down"] == 1


def test_a_ruleset_with_errors_is_not_tried(run, results, folder):
    (folder / "坏.yaml").write_text("ruleset: 坏\n", "utf-8")
    result = run("check", "坏.yaml", "--against", results[1])
    assert result.exit_code == 1
    assert "What if" not in result.stdout
