"""What was to be reached: met, missed and by how much, not yet due, not known."""

from typing import Any

import pytest
from building import county, each, measures, past, scheme

ATTRIBUTES = "类: {one_of: [山, 川]}\n别: {one_of: [川, 山]}\n贫: {type: yes_no}\n日: {type: date}"


def states(target: str, period: str = "2016", **cells: Any) -> list[tuple[str, str | None]]:
    """State and gap of each unit; units without the target are left out."""
    ruleset = scheme(
        measures=measures("分", "率", "数"),
        attributes=ATTRIBUTES,
        formulas="商: {value: 分 / 数, decimals: 1, source: 文}",
        targets=f"- {{name: 目标, {target}, source: 文}}",
    )
    count = len(cells["率"].split())
    other = {"分": "50 " * count, "数": "3 " * count, "类": "山 " * count, "别": "山 " * count, "贫": "是 " * count}
    data = county(**{**other, "日": "2016-05-01 " * count, **cells})
    found = each("targets", ruleset, data, period=period)
    return [(state["state"], state["gap"]) for states in found.values() for state in states]


@pytest.mark.parametrize(
    ("expect", "cells", "found"),
    [
        ("率 <= 5", "5 5.01 4", [("met", None), ("not_met", "0.01"), ("met", None)]),
        ("率 >= 95.5", "95.5 95 n/a", [("met", None), ("not_met", "-0.50"), ("unknown", None)]),
        ("率 == 分", "50 49.25", [("met", None), ("not_met", "-0.75")]),
        ("分 / 数 > 率", "16 16.67 17", [("met", None), ("not_met", "-0.0033"), ("not_met", "-0.3333")]),
        ("率 < 分 / 数", "17", [("not_met", "0.3333")]),
        ("分 / 数 > 率 / 数", "50 60", [("not_met", "0.0000"), ("not_met", "-3.3333")]),
        ("商 > 率", "16 17", [("met", None), ("not_met", "-0.30")]),
        ("total > 率", "49 50", [("met", None), ("not_met", "0.00")]),
        ("日 < 2016-05-01", "0", [("not_met", "0")]),
        ("日 <= 2016-04-01", "0", [("not_met", "30")]),
        ("类 == \"川\"", "0", [("not_met", None)]),
        ("\"川\" == 类", "0", [("not_met", None)]),
        ("类 != 别", "0", [("not_met", None)]),
        ("类 == 别", "0", [("met", None)]),
        ("贫 == (率 > 5)", "6 5", [("met", None), ("not_met", None)]),
    ],
)  # fmt: skip
def test_met_or_missed_and_by_how_much(expect: str, cells: str, found: list[tuple[str, str | None]]) -> None:
    assert states(f"expect: '{expect}'", 率=cells) == found


def test_a_quotient_by_zero_is_unknown() -> None:
    assert states("expect: 分 / 数 > 率", 率="1 1", 数="0 5") == [("unknown", None), ("met", None)]


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("2016-12-31", [("met", None), ("not_met", "1.00"), ("unknown", None)]),
        ("2017-01-01", [("met", None), ("not_due", None), ("not_due", None)]),
    ],
)
def test_a_target_is_due_when_its_day_lies_in_the_period(by: str, found: list[tuple[str, str | None]]) -> None:
    assert states(f"expect: 率 <= 5, by: {by}", 率="5 6 n/a") == found


def test_a_target_concerns_only_the_units_of_its_condition() -> None:
    assert states("expect: 率 <= 5, when: 类 == '山'", 率="6 6 4", 类="川 山 山") == [
        ("not_met", "1.00"),
        ("met", None),
    ]
    assert states("expect: 率 <= 5, when: 数 > 1", 率="6", 数="n/a") == []


def test_a_target_may_look_back() -> None:
    ruleset = scheme(targets="- {name: 目标, expect: total >= previous.total, source: 文}")
    found = each("targets", ruleset, county(分="80 80"), history=past("甲 2015 好 91.25", "乙 2015 好 80"))
    assert [unit[0]["state"] for unit in found.values()] == ["not_met", "met"]
    assert found["甲"] == [{"name": "目标", "state": "not_met", "gap": "-11.25"}]
    found = each("targets", ruleset, county(分="80"), history=past("甲 2015 好 123456789012345.678901234"))
    assert found["甲"] == [{"name": "目标", "state": "not_met", "gap": "-123456789012265.678901234"}]
