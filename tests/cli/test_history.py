"""An earlier result as the history of a cycle: believed only if it follows from its own inputs, and fits."""

import json

import pytest

TIED = "单位,完成户数,任务户数,得分\n样例甲镇,100,100,57.50\n样例乙镇,100,100,57.50\n"


@pytest.fixture
def earlier(run, folder):
    """Assess a year; gives its result.json."""

    def assessed(data="数据.csv"):
        run("assess", "办法.yaml", data, "--period", "2015", "--out", "2015")
        return folder / "2015" / "result.json"

    return assessed


def renamed(folder, **more):
    text = (folder / "办法.yaml").read_text("utf-8").replace("样例县乡镇考核", "样例县部门考核")
    (folder / "部门.yaml").write_text(text + "".join(f"{key}: {value}\n" for key, value in more.items()), "utf-8")
    return "部门.yaml"


def test_one_that_was_changed_is_refused_with_its_file(run, earlier):
    path = earlier()
    result = json.loads(path.read_text("utf-8"))
    result["units"][2]["grade"] = "好"
    path.write_text(json.dumps(result), "utf-8")
    refused = run("assess", "办法.yaml", "数据.csv", "--history", "2015/result.json", "--json")
    assert refused.exit_code == 1
    assert [problem["code"] for problem in json.loads(refused.stdout)["problems"]] == ["result-changed"]
    assert "2015/result.json" in refused.stderr
    assert "result-changed" in refused.stderr
    assert "units[2].grade" in refused.stderr


@pytest.mark.parametrize(("first", "then"), [("zh_CN", "en"), ("en", "zh_CN")])
def test_one_in_the_other_language_is_read(run, folder, monkeypatch, first, then):
    (folder / "并列.csv").write_text(TIED, "utf-8")
    monkeypatch.setenv("KAOPING_LANG", first)
    run("assess", "办法.yaml", "并列.csv", "--period", "2015", "--out", "2015")
    monkeypatch.setenv("KAOPING_LANG", then)
    result = run("assess", "办法.yaml", "数据.csv", "--history", "2015/result.json", "--json")
    plain = json.loads(result.stdout)
    assert (plain["period"], plain["inputs"]["language"]) == ("2016", then)


def test_one_of_another_scheme_is_refused(run, earlier, folder):
    earlier()
    refused = run("assess", renamed(folder), "数据.csv", "--history", "2015/result.json")
    assert refused.exit_code == 1
    assert "history-of-another-scheme" in refused.stderr
    assert "样例县乡镇考核" in refused.stderr
    assert "样例县部门考核" in refused.stderr


def test_one_of_another_scheme_whose_grades_are_mapped_is_a_warning(run, earlier, folder):
    earlier()
    ruleset = renamed(folder, history="{grades: {优秀: 好}}")
    result = run("assess", ruleset, "数据.csv", "--history", "2015/result.json", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["period"] == "2016"
    assert "history-of-another-scheme" in result.stderr


def test_a_provisional_one_is_refused(run, earlier, folder):
    (folder / "错.csv").write_text(TIED.replace("57.50", "x", 1), "utf-8")
    earlier("错.csv")
    refused = run("assess", "办法.yaml", "数据.csv", "--history", "2015/result.json")
    assert refused.exit_code == 1
    assert "history-provisional" in refused.stderr


def test_one_that_is_not_final_is_a_warning(run, earlier, folder):
    (folder / "并列.csv").write_text(TIED, "utf-8")
    earlier("并列.csv")
    result = run("assess", "办法.yaml", "并列.csv", "--history", "2015/result.json")
    assert result.exit_code == 0
    assert "history-not-final" in result.stderr


def test_one_of_another_version_is_said_and_read(run, earlier):
    path = earlier()
    result = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**result, "engine": "0.0.1"}), "utf-8")
    for command in (["assess", "办法.yaml", "数据.csv", "--history", str(path)], ["explain", str(path), "样例甲镇"]):
        told = run(*command)
        assert told.exit_code == 0
        assert "made by version 0.0.1" in told.stderr
