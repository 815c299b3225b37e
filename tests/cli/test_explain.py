import json

import pytest


@pytest.fixture
def result(run, folder):
    assert run("assess", "办法.yaml", "数据.csv", "--out", "结果").exit_code == 0
    return folder / "结果/result.json"


def test_points_formula_sum_grade_and_source(run, result):
    shown = run("explain", "结果/result.json", "样例乙镇")
    assert shown.exit_code == 0
    lines = [" ".join(line.split()) for line in shown.stdout.splitlines()]
    assert "任务 20.00 of 40 40 × min(50 ÷ 100, 1) 办法" in lines
    assert any(line.startswith("Σ 65.00") for line in lines)
    assert any(line.startswith("Grade 一般 60 ≤ 65.00 < 90") for line in lines)
    assert any(line.startswith("Rank 2") for line in lines)
    assert "· 按评价得分折算" in lines
    assert "办法 样例县考核办法 第三条" in lines


def test_why_not(run, result):
    shown = run("explain", "结果/result.json", "样例乙镇", "--why-not", "好")
    assert shown.exit_code == 0
    assert "25.00 too few" in shown.stdout
    assert run("explain", "结果/result.json", "样例乙镇", "--why-not", "较差").exit_code == 0


def test_json(run, result):
    plain = json.loads(run("explain", "结果/result.json", "样例甲镇", "--json").stdout)
    assert list(plain) == ["unit", "heading", "sections"]
    assert plain["sections"][0]["lines"][0] == {
        "name": "任务",
        "value": "40.00 of 40",
        "how": "40 × min(100 ÷ 100, 1)",
        "sources": ["办法"],
        "note": None,
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_unknown_unit_names_the_nearest(run, result, language):
    shown = run("explain", "结果/result.json", "样例申镇", "--lang", language)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "样例" in shown.stderr.split("样例申镇")[-1]


def test_an_unknown_grade(run, result):
    shown = run("explain", "结果/result.json", "样例甲镇", "--why-not", "很好")
    assert shown.exit_code == 1
    assert "好, 一般, 较差" in shown.stderr


def test_a_result_changed_by_hand_is_refused(run, result):
    result.write_text(result.read_text("utf-8").replace('"97.50"', '"99.50"'), "utf-8")
    shown = run("explain", "结果/result.json", "样例甲镇")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "units" in shown.stderr


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"kaoping": 1}', "单位,年度\n"])
def test_no_result(run, folder, content):
    (folder / "result.json").write_text(content, "utf-8")
    shown = run("explain", "result.json", "样例甲镇")
    assert (shown.exit_code, shown.stdout) == (1, "")


def test_a_folder_is_no_result(run, folder):
    assert run("explain", ".", "样例甲镇").exit_code == 1
