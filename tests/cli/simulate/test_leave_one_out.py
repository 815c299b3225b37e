"""``simulate leave-one-out``: table, groups, JSON."""

import json


def test_each_indicator_left_out(run, results):
    shown = run("simulate", "leave-one-out", results[1]).stdout.splitlines()
    # Totals 97.50, 65.00, 24.00; without 评价: 100, 50, 10, so that 样例乙镇 loses its grade; without 任务: 95.83, 75,
    # 33.33. Of the totals' sum of squares 2713.17, 评价 has 1395.83.
    assert shown[:7] == [
        "What each indicator decides",
        "评价 decides most: without it, the 3 units would move 0.00 places on average, and 1 of them would have "
        "another grade; it has 60.0 % of the points and accounts for 51.4 % of the differences between the totals.",
        "",
        "The standings without each of them",
        "Indicator left out  Full points  Weight  Weight in effect  Mean move in rank  Grade ↑ / ↓  Prize money",
        "评价                         60  60.0 %            51.4 %               0.00        0 / 1         5000",
        "任务                         40  40.0 %            48.6 %               0.00        0 / 0         5000",
    ]


def test_groups(run, results):
    shown = run("simulate", "leave-one-out", results[1], "--groups").stdout.splitlines()
    assert (shown[0], shown[4].split()[:3]) == ("What each group decides", ["Group", "left", "out"])


def test_json(run, results):
    plain = json.loads(run("simulate", "leave-one-out", results[1], "--json").stdout)
    assert (plain["analysis"], plain["made_from"]["period"], plain["of"]) == ("leave-one-out", "2016", "indicators")
    assert [each["name"] for each in plain["parts"]] == ["任务", "评价"]
    assert plain["parts"][0]["effective_weight"] + plain["parts"][1]["effective_weight"] == 1
