"""``simulate path``: a way, its JSON, efforts from a file, peers as a scenario makes them, refusals."""

import json


def found(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_way_in_tables(run, results):
    result = run("simulate", "path", results[1], "样例乙镇", "--to-grade", "好")
    assert result.exit_code == 0, result.output
    shown = result.stdout.splitlines()
    assert shown[0] == "What would take 样例乙镇 to the grade 好"
    assert shown[1] == (
        "What takes 样例乙镇 to the grade 好 with the least effort, 50: 完成户数 from 50 to 75 户, 得分 from 45.00 to "
        "60.00 分; its total goes from 65.00 to 90.00 points, 好, rank 2."
    )
    assert "What would have to change" in shown
    assert "Where it stands" in shown


def test_there_already(run, results):
    assert found(run("simulate", "path", results[1], "样例甲镇", "--to-grade", "好", "--json"))["answer"] == "there"


def test_efforts_from_a_file(run, results, folder):
    (folder / "难度.yaml").write_text("measures: {完成户数: {effort: 2, at_most: 1}}", "utf-8")
    way = found(run("simulate", "path", results[1], "样例乙镇", "--to-grade", "好", "--effort", "难度.yaml", "--json"))
    assert (way["analysis"], way["answer"]) == ("path", "impossible")
    assert way["prices"] == [{"measure": "完成户数", "step": "1", "effort": "2", "usual": False}]


def test_peers_as_a_scenario_makes_them(run, results):
    """样例甲镇 is first, until a cell of its own is changed."""
    first = ("simulate", "path", results[1], "样例乙镇", "--to-rank", "1", "--json")
    assert found(run(*first))["needed"] == "97.50"
    assert found(run(*first, "--set", "data.样例甲镇.完成户数=0"))["answer"] == "there"


def test_a_prize(run, results):
    way = found(run("simulate", "path", results[1], "样例乙镇", "--to-prize", "一等奖", "--json"))
    assert (way["goal"], way["needed"]) == ("the prize 一等奖", "97.51")


def test_refusals(run, results, folder):
    for options in ((), ("--to-grade", "好", "--to-rank", "1")):
        assert run("simulate", "path", results[1], "样例乙镇", *options).exit_code == 2
    for options in (("--to-grade", "很好"), ("--to-prize", "特等奖"), ("--to-rank", "1", "--scenarios", "方案.yaml")):
        assert run("simulate", "path", results[1], "样例乙镇", *options).exit_code == 1
    assert run("simulate", "path", results[1], "样例丁镇", "--to-rank", "1").exit_code == 1
    (folder / "难度.yaml").write_text("measures: {完成户数: {efort: 2}}", "utf-8")
    refused = run("simulate", "path", results[1], "样例乙镇", "--to-grade", "好", "--effort", "难度.yaml")
    assert (refused.exit_code, "难度.yaml:1:" in refused.output) == (1, True)
