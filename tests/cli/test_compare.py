"""``assess --compare``: what has changed since an older result."""

import json
from pathlib import Path

import openpyxl
import pytest


@pytest.fixture
def old(run, folder: Path) -> Path:
    assert run("assess", "办法.yaml", "数据.csv", "--period", "2016", "--out", "原").exit_code == 0
    text = (folder / "数据.csv").read_text("utf-8")
    (folder / "新.csv").write_text(text.replace("样例乙镇,50", "样例乙镇,100").replace(",57.50", ",20"), "utf-8")
    return folder / "原" / "result.json"


def test_a_line_for_each_unit_that_changed_then_the_reasons(run, old):
    result = run("assess", "办法.yaml", "新.csv", "--period", "2016", "--compare", "原/result.json")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    start = lines.index("Compared with the result of the year 2016, version 1")
    assert lines[start + 1 : start + 12] == [
        "up 1 · down 1 · same rank 1",
        "",
        "乡镇              Total       ±   Rank  Grade      Prizes and quotas  Consequences",
        "样例乙镇  65.00 → 85.00  +20.00  2 → 1  一般       +一等奖",
        "样例甲镇  97.50 → 60.00  -37.50  1 → 2  好 → 一般  −一等奖                      −1",
        "",
        "Possible reasons",
        "  样例乙镇",
        "    ·  完成户数: 50 → 100",
        "  样例甲镇",
        "    ·  得分: 57.50 → 20",
    ]


def test_nothing_changed(run, old):
    result = run("assess", "办法.yaml", "数据.csv", "--period", "2016", "--compare", "原/result.json")
    assert "No unit's result is another one." in result.stdout
    assert "Possible reasons" not in result.stdout


def test_json_stays_the_one_result_and_the_workbook_has_the_comparison(run, old, folder):
    plain = run("assess", "办法.yaml", "新.csv", "--period", "2016", "--json")
    compared = run("assess", "办法.yaml", "新.csv", "--period", "2016", "--json", "--compare", str(old), "--out", "新")
    assert compared.stdout == plain.stdout
    assert (folder / "新/result.json").read_text("utf-8") == plain.stdout
    assert "Comparison" in openpyxl.load_workbook(folder / "新/result.xlsx").sheetnames


def test_another_period_is_compared_and_said(run, old):
    result = run("assess", "办法.yaml", "数据.csv", "--period", "2017", "--compare", "原/result.json")
    assert result.exit_code == 0
    assert "period: 2016 → 2017" in result.stdout


def test_a_changed_ruleset_is_told_by_its_addresses(run, old, folder):
    text = (folder / "办法.yaml").read_text("utf-8")
    (folder / "新办法.yaml").write_text(text.replace("grade: 一般, from: 60", "grade: 一般, from: 66"), "utf-8")
    result = run("assess", "新办法.yaml", "数据.csv", "--period", "2016", "--compare", "原/result.json")
    assert "ruleset, grades.一般.from: 60 → 66" in result.stdout
    assert "for every unit: the ruleset" in result.stdout


def test_another_scheme_is_refused(run, old, folder):
    text = (folder / "办法.yaml").read_text("utf-8")
    (folder / "别的.yaml").write_text(text.replace("样例县乡镇考核", "样例县部门考核"), "utf-8")
    result = run("assess", "别的.yaml", "数据.csv", "--period", "2016", "--compare", "原/result.json", "--out", "新")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "comparison-of-another-scheme" in result.stderr
    assert "原/result.json" in result.stderr
    assert not (folder / "新").exists()


def test_a_result_changed_by_hand_is_refused(run, old):
    plain = json.loads(old.read_text("utf-8"))
    plain["units"][0]["total"] = "98.50"
    old.write_text(json.dumps(plain), "utf-8")
    result = run("assess", "办法.yaml", "数据.csv", "--period", "2016", "--compare", "原/result.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "units[0].total" in result.stderr


def test_what_is_no_result_is_refused(run, folder):
    for file in ("数据.csv", "无.json"):
        result = run("assess", "办法.yaml", "数据.csv", "--period", "2016", "--compare", file)
        assert (result.exit_code, result.stdout) == (1, "")
        assert file in result.stderr
