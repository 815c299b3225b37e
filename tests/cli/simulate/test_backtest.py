"""``simulate backtest``: years under a scenario, each with what it would have given the years before."""

import json


def test_a_rule_over_two_years_follows_from_the_scenario(run, results):
    """With a cut of 70 样例乙镇 (69 in 2015, 65 in 2016) is 较差 twice; it was 一般 twice."""
    result = run("simulate", "backtest", *results, "--set", "grades.一般.from=70")
    assert result.exit_code == 0, result.output
    shown = result.stdout.splitlines()
    assert shown[:2] == [
        "Back-test of 一般 from 70 points: 2015, 2016",
        "Under 一般 from 70 points, 2 of 6 grades would have been lower and none higher; rules over several periods "
        "would have applied in one more case.",
    ]
    start = shown.index("Grades as they were → under the scenario")
    assert shown[start + 1 : start + 5] == [
        "乡镇      2015         2016",
        "样例甲镇  好           好",
        "样例乙镇  一般 → 较差  一般 → 较差",
        "样例丙镇  较差         较差",
    ]
    start = shown.index("What would have followed otherwise")
    assert shown[start + 1 : start + 4] == [
        "Period  乡镇      Grade        Rules over several periods",
        "2015    样例乙镇  一般 → 较差",
        "2016    样例乙镇  一般 → 较差  +两年较差",
    ]


def test_several_scenarios_and_json(run, results):
    rules = ("--scenarios", "方案.yaml", "--scenario", "从严", "--scenario", "加奖")
    shown = run("simulate", "backtest", *results, *rules).stdout.splitlines()
    assert shown[1] == "Other grades in 2015, 2016: “从严” 3 of 6, “加奖” none."
    assert "Year by year: 加奖" in shown
    plain = json.loads(run("simulate", "backtest", *results, *rules, "--json").stdout)
    assert [each["scenario"] for each in plain["scenarios"]] == ["从严", "加奖"]
    assert [each["period"] for each in plain["results"]] == ["2015", "2016"]


def test_refusals(run, results):
    data = run("simulate", "backtest", *results, "--scenarios", "方案.yaml", "--scenario", "改数")
    assert (data.exit_code, "backtest-data" in data.stderr) == (1, True)
    twice = run("simulate", "backtest", results[0], results[0], "--set", "grades.一般.from=70")
    assert (twice.exit_code, "Two results are of 2015." in twice.stderr) == (1, True)
    none = run("simulate", "backtest", "--set", "grades.一般.from=70")
    assert none.exit_code == 2
