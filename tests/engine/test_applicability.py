"""What a unit earns for which a measure does not apply, and which indicators it has."""

from decimal import Decimal
from typing import Any

import pytest
from building import county, each, measures, result, scheme
from hypothesis import given as given_any
from hypothesis import strategies as st

from engine.ruleset import Ruleset


def item(name: str, points: int, measure: str, more: str = "") -> str:
    """An indicator that earns its share of the points: measure ÷ 100."""
    return f"{{name: {name}, points: {points}, method: given, score: {measure}, out_of: 100, {more} source: 文}}"


def three(first: str = "", second: str = "", third: str = "", **parts: Any) -> Ruleset:
    """Three indicators of 50, 30 and 20 points, and what each does where its measure does not apply."""
    said = [f"not_applicable: {each}," if each else "" for each in (first, second, third)]
    items = [item(*args) for args in zip("子丑寅", (50, 30, 20), "一二三", said, strict=True)]
    return scheme(measures=measures("一", "二", "三"), indicators="\n".join(f"- {each}" for each in items), **parts)


def points(ruleset: Ruleset, **cells: str) -> tuple[list[str], dict[str, str], str]:
    """Points, corrections and total of 甲."""
    found = result(ruleset, county(**cells))["甲"]
    return [f"{name} {earned}" for name, earned in found["points"].items()], found["corrections"], found["total"]


@pytest.mark.parametrize(
    ("rule", "earned", "corrections", "total"),
    [
        ("full", ["子 50.00", "丑 15.00", "寅 10.00"], {}, "75.00"),
        ("zero", ["子 0.00", "丑 15.00", "寅 10.00"], {}, "25.00"),
        # 25 × 100 ÷ 50
        ("exclude", ["丑 15.00", "寅 10.00"], {"scoring.excluded": "25.00"}, "50.00"),
        # 乙 and 丙 earned 20 and 40.01
        ("peer_mean", ["子 30.01", "丑 15.00", "寅 10.00"], {}, "55.01"),
        # 30 + 50 points for 丑
        ("{move_points_to: 丑}", ["子 0.00", "丑 40.00", "寅 10.00"], {}, "50.00"),
    ],
)
def test_what_follows_where_a_measure_does_not_apply(
    rule: str, earned: list[str], corrections: dict[str, str], total: str
) -> None:
    assert points(three(rule), 一="n/a 40 80.02", 二="50 0 0", 三="50 0 0") == (earned, corrections, total)


def test_moved_points_move_on() -> None:
    chain = three("{move_points_to: 丑}", "{move_points_to: 寅}")
    assert points(chain, 一="n/a", 二="n/a", 三="50")[0] == ["子 0.00", "丑 0.00", "寅 50.00"]
    assert points(chain, 一="n/a", 二="50", 三="50")[0] == ["子 0.00", "丑 40.00", "寅 10.00"]
    assert points(chain, 一="50", 二="n/a", 三="50")[0] == ["子 25.00", "丑 0.00", "寅 25.00"]


def test_points_may_move_upwards_and_from_two_sides() -> None:
    both = three("", "{move_points_to: 子}", "{move_points_to: 子}")
    assert points(both, 一="50", 二="n/a", 三="n/a")[0] == ["子 50.00", "丑 0.00", "寅 0.00"]


def test_moved_points_are_lost_or_kept_as_the_one_that_takes_them_says() -> None:
    assert points(three("{move_points_to: 丑}", "full"), 一="n/a", 二="n/a", 三="50")[2] == "90.00"
    assert points(three("{move_points_to: 丑}", "zero"), 一="n/a", 二="n/a", 三="50")[2] == "10.00"
    # 丑 is excluded with the 80 points that it then has: 10 × 100 ÷ 20.
    moved_and_excluded = three("{move_points_to: 丑}", "exclude")
    assert points(moved_and_excluded, 一="n/a", 二="n/a", 三="50") == (
        ["子 0.00", "寅 10.00"],
        {"scoring.excluded": "40.00"},
        "50.00",
    )


def test_two_excluded_indicators_are_scaled_up_for_at_once() -> None:
    # 12.01 × 100 ÷ 20 = 60.05
    assert points(three("exclude", "exclude"), 一="n/a", 二="n/a", 三="60.05") == (
        ["寅 12.01"],
        {"scoring.excluded": "48.04"},
        "60.05",
    )
    # (0.01 + 0.01) × 100 ÷ 70 = 0.0285…
    assert points(three("", "exclude"), 一="0.02", 二="n/a", 三="0.05")[1:] == ({"scoring.excluded": "0.01"}, "0.03")


def test_only_what_is_scaled_up_is_rounded() -> None:
    """An indicator may have more decimals than the scheme's points: they stay where nothing is excluded."""
    ruleset = scheme(
        measures=measures("一", "二", like="{unit: 件, decimals: 4, between: [0, 100], may_not_apply: true}"),
        indicators=f"- {item('子', 50, '一', 'decimals: 4,')}\n- {item('丑', 50, '二', 'not_applicable: exclude,')}",
    )
    found = result(ruleset, county(一="33.3333 33.3333", 二="n/a 0"))
    # 16.6667 × 100 ÷ 50 = 33.3334, to two decimals 33.33.
    assert (found["甲"]["corrections"], found["甲"]["total"]) == ({"scoring.excluded": "16.6633"}, "33.3300")
    assert (found["乙"]["corrections"], found["乙"]["total"]) == ({}, "16.6667")


def test_the_points_of_an_excluded_indicator_are_unknown() -> None:
    ruleset = three(
        "exclude",
        adjustments="""
- {name: 低, when: points.子 < 100, deduct: 1, source: 文}
- {name: 高, when: points.丑 < 100 or points.子 < 100, deduct: 2, source: 文}
""",
    )
    found = result(ruleset, county(一="n/a 50", 二="50 50", 三="50 50"))
    assert found["甲"]["adjustments"] == {"高": "-2.00"}
    assert found["乙"]["adjustments"] == {"低": "-1.00", "高": "-2.00"}


def test_full_points_are_rounded_as_the_indicator() -> None:
    odd = (
        "{name: 子, points: 0.25, decimals: 1, method: given, score: 一, out_of: 100, not_applicable: full, source: 文}"
    )
    ruleset = scheme(
        measures=measures("一", "二"), indicators=f"- {odd}\n- {item('丑', 99, '二').replace('99', '99.75')}"
    )
    assert points(ruleset, 一="n/a", 二="0")[0] == ["子 0.3", "丑 0.00"]


def test_the_mean_of_the_peers_is_of_rounded_points_in_the_own_group() -> None:
    ruleset = three("peer_mean", attributes="区: {one_of: [东, 西]}", ranking="{within: 区, source: 文}")
    # East: 50 × 0.0101 = 0.505 → 0.51 and 0.50: mean 0.505 → 0.51. West: 10.
    data = county(一="n/a 1.01 1 20 n/a", 二="0 0 0 0 0", 三="0 0 0 0 0", 区="东 东 东 西 西")
    totals = each("total", ruleset, data)
    assert totals == {"甲": "0.51", "乙": "0.51", "丙": "0.50", "丁": "10.00", "戊": "10.00"}


def test_the_sum_of_the_peers_may_need_more_than_64_bits() -> None:
    """Each has 2·10¹² points to six decimals, 2·10¹⁸ in whole numbers: eight of them do not fit."""
    most = 2 * 10**12
    ruleset = scheme(
        measures=measures("一", "二", like=f"{{unit: 元, between: [0, {most}], may_not_apply: true}}"),
        scoring=f"{{full_marks: {most + 10}, points: {{decimals: 6}}}}",
        indicators=f"""
- {item("大", most, "一", "not_applicable: peer_mean,").replace("out_of: 100", f"out_of: {most}")}
- {item("小", 10, "二")}
""",
    )
    data = county(一=["n/a", *[str(most)] * 7, str(most - 1)], 二="0 " * 9)
    assert each("total", ruleset, data)["甲"] == "1999999999999.875000"


def test_units_that_do_not_have_the_indicator_are_nobodys_peers() -> None:
    ruleset = scheme(
        measures=measures("一", "二"),
        attributes="类: {one_of: [山, 川]}",
        indicators=f"""
- {item("林", 50, "一", "only: 类 == '山', not_applicable: peer_mean,")}
- {item("田", 50, "二", "only: 类 == '川',")}
- {item("共", 50, "二")}
""",
    )
    data = county(一="n/a 40 90", 二="0 0 0", 类="山 山 川")
    assert each("total", ruleset, data) == {"甲": "20.00", "乙": "20.00", "丙": "0.00"}


def test_incomplete_units_are_nobodys_peers() -> None:
    data = county(一=["n/a", "10", "90"], 二=["0", "0", ""], 三="0 0 0")
    assert each("total", three("peer_mean"), data) == {"甲": "5.00", "乙": "5.00"}


CLASSES = scheme(
    measures=measures("一", "二"),
    attributes="类: {one_of: [山, 川]}",
    indicators=f"""
- {item("共", 40, "一")}
- group: 山区
  points: 60
  only: 类 == '山'
  indicators: [{item("林", 35, "一")}, {item("草", 25, "二")}]
- {item("田", 60, "二", "only: 类 == '川',")}
""",
    adjustments="- {name: 无田, when: points.田 < 100, deduct: 1, source: 文}",
)


def test_a_unit_has_only_the_indicators_of_its_class() -> None:
    found = result(CLASSES, county(一="50 50", 二="20 20", 类="山 川"))
    assert found["甲"]["points"] == {"共": "20.00", "林": "17.50", "草": "5.00"}
    assert found["乙"]["points"] == {"共": "20.00", "田": "12.00"}
    assert [found[unit]["adjustments"] for unit in "甲乙"] == [{}, {"无田": "-1.00"}]


def test_only_what_exists_can_be_excluded() -> None:
    ruleset = scheme(
        measures=measures("一", "二"),
        attributes="类: {one_of: [山, 川]}",
        indicators=f"""
- {item("共", 40, "一")}
- {item("林", 60, "二", "only: 类 == '山', not_applicable: exclude,")}
- {item("田", 60, "一", "only: 类 == '川',")}
""",
    )
    found = each("corrections", ruleset, county(一="50 50 50", 二="n/a n/a 10", 类="山 川 山"))
    assert found == {"甲": {"scoring.excluded": "30.00"}, "乙": {}, "丙": {}}


RULES = ["full", "zero", "exclude", "peer_mean", "{move_points_to: 寅}"]
CELLS = st.lists(st.sampled_from(["n/a", "0", "33.33", "99.99", "100"]), min_size=3, max_size=3)


@given_any(st.sampled_from(RULES), st.sampled_from(RULES), st.lists(CELLS, min_size=1, max_size=5))
def test_points_add_up_whatever_applies(first: str, second: str, rows: list[list[str]]) -> None:
    cells = {name: [row[index] for row in rows] for index, name in enumerate("一二三")}
    cells["三"] = [cell.replace("n/a", "50") for cell in cells["三"]]
    for unit in result(three(first, second), county(**cells)).values():
        parts = [*unit["points"].values(), *unit["corrections"].values()]
        assert sum(map(Decimal, parts)) == Decimal(unit["total"])
        assert 0 <= Decimal(unit["total"]) <= 100
