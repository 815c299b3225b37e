"""The oracle against values worked out by hand, most of them from the design and the description of the field."""

from typing import Any

import pytest
from oracle.questions import Refused
from oracle.scoring import judge
from oracle.small import Json, decided, given, record, ruleset, units


def one(indicator: Json, cells: Json, **more: Any) -> str:
    """The points that one indicator earns."""
    rules = ruleset(list(cells), [{"name": "项", **indicator}], **more)
    points = judge(rules, units(甲=cells), period="2016")["units"]["甲"]["points"]
    return str(points["项"])


def test_weights_total_exactly_ninety() -> None:
    indicators = [
        {"name": name, "points": points, "method": "given", "score": name, "out_of": "100"}
        for name, points in (("一", "35"), ("二", "35"), ("三", "30"))
    ]
    rules = ruleset(["一", "二", "三"], indicators)
    found = judge(rules, units(甲={"一": "92", "二": "100", "三": "76"}), period="2016")["units"]["甲"]
    assert found["points"] == {"一": "32.20", "二": "35.00", "三": "22.80"}
    assert (found["total"], found["grade"]) == ("90.00", "好")


@pytest.mark.parametrize(
    ("indicator", "cells", "earned"),
    [
        ({"points": "25", "method": "completion", "actual": "a", "target": "b"}, ("412", "430"), "23.95"),
        ({"points": "25", "method": "completion", "actual": "a", "target": "b"}, ("431", "430"), "25.00"),
        ({"points": "25", "method": "completion", "actual": "a", "target": "b"}, ("-3", "430"), "0.00"),
        ({"points": "15", "method": "shortfall", "value": "a", "limit": "5", "each": "0.5", "deduct": "1"},
         ("7.3", "0"), "11.00"),
        ({"points": "15", "method": "shortfall", "value": "a", "limit": "5", "each": "0.5", "deduct": "1",
          "steps": "started"}, ("7.3", "0"), "10.00"),
        ({"points": "15", "method": "shortfall", "value": "a", "limit": "5", "each": "0.5", "deduct": "1",
          "steps": "proportional"}, ("7.3", "0"), "10.40"),
        ({"points": "15", "method": "shortfall", "value": "a", "at_least": "b", "each": "1", "deduct": "10"},
         ("7", "9"), "0.00"),
        ({"points": "15", "method": "shortfall", "value": "a", "at_least": "b", "each": "1", "deduct": "10",
          "floor": "none"}, ("7", "9"), "-5.00"),
        ({"points": "10", "method": "per_instance", "count": "a", "deduct": "2", "at_most": "7"},
         ("4", "0"), "3.00"),
        ({"points": "10", "method": "per_instance", "count": "a - 9", "deduct": "2"}, ("4", "0"), "10.00"),
        ({"points": "10", "method": "all_or_nothing", "when": "a >= b"}, ("4", "4"), "10.00"),
        ({"points": "200", "method": "ladder", "value": "a",
          "steps": [{"from": "60", "earns": "170"}, {"when": "b >= 33.3", "earns": "130"}, {"earns": "160"}]},
         ("59.999", "33"), "160.00"),
        ({"points": "20", "method": "interpolation", "value": "a",
          "through": [{"at": "60", "earns": "0"}, {"at": "90", "earns": "20"}]}, ("70", "0"), "6.67"),
        ({"points": "20", "method": "interpolation", "value": "a",
          "through": [{"at": "60", "earns": "5"}, {"at": "90", "earns": "20"}]}, ("1", "0"), "5.00"),
        ({"points": "1", "method": "given", "score": "a", "out_of": "200", "decimals": "1",
          "rounding": "half_even"}, ("10", "0"), "0.0"),
        ({"points": "1", "method": "given", "score": "a", "out_of": "200", "decimals": "1"},
         ("-10", "0"), "-0.1"),
    ],
)  # fmt: skip
def test_methods(indicator: Json, cells: tuple[str, str], earned: str) -> None:
    assert one(indicator, dict(zip("ab", cells, strict=True))) == earned


def test_a_condition_without_a_value_leaves_the_unit_unscored() -> None:
    rules = ruleset(["a", "b"], [{"name": "项", "points": "10", "method": "all_or_nothing", "when": "a / b > 1"}])
    said = judge(rules, units(甲={"a": "4", "b": "0"}), period="2016")
    assert said["not_scored"] == {"甲"}


def test_percent_is_read_in_the_unit_of_what_it_is_held_against() -> None:
    rules = ruleset(["率", "数"], [given("数")])
    rules["measures"]["率"]["unit"] = "%"
    rules["targets"] = [{"name": "率", "expect": "率 <= 5%"}, {"name": "数", "expect": "数 <= 5%"}]
    found = judge(rules, units(甲={"率": "5.2", "数": "0.04"}), period="2016")["units"]["甲"]
    assert found["targets"] == [
        {"name": "率", "state": "not_met", "gap": "0.200"},
        {"name": "数", "state": "met"},
    ]


def test_ties_share_the_best_place() -> None:
    found = judge(ruleset(["分"], [given()]), units(甲="91", 乙="91", 丙="85"), period="2016")["units"]
    assert [found[name]["rank"] for name in "甲乙丙"] == [1, 1, 3]


PRIZES = [
    {"name": "一等奖", "winners": "1", "amount": "50000", "among": "grade == '好'"},
    {"name": "二等奖", "winners": "2", "amount": "30000", "among": "grade == '好'"},
]


def prizes(data: Json, decisions: Json | None = None, **more: Any) -> tuple[Json, set[str]]:
    """The names of each unit's prizes, and the open questions."""
    rules = ruleset(["分"], [given()], prizes=PRIZES, **more)
    found = judge(rules, data, decisions=decisions, period="2016")
    won = {name: [prize["name"] for prize in unit["prizes"]] for name, unit in found["units"].items()}
    return won, found["open"]


def test_a_tie_within_one_prize_is_no_question() -> None:
    won, questions = prizes(units(甲="95", 乙="93", 丙="93", 丁="91"))
    assert won == {"甲": ["一等奖"], "乙": ["二等奖"], "丙": ["二等奖"], "丁": []}
    assert questions == set()


def test_a_tie_across_prizes_is_a_question() -> None:
    data = units(甲="92", 乙="95", 丙="95", 丁="89")
    won, questions = prizes(data)
    assert questions == {"prizes/一等奖/乙+丙"}
    assert won == {"甲": ["二等奖"], "乙": [], "丙": [], "丁": []}
    won, questions = prizes(data, decided(prizes__一等奖__乙_plus_丙=["丙", "乙"]))
    assert questions == set()
    assert (won["乙"], won["丙"]) == (["二等奖"], ["一等奖"])


def test_a_vetoed_unit_keeps_its_rank_but_wins_nothing() -> None:
    adjustments = [{"name": "弄虚作假", "when": "分 > 98", "grade_at_most": "较差"}]
    won, _ = prizes(units(甲="99", 乙="93"), adjustments=adjustments)
    assert won == {"甲": [], "乙": ["一等奖"]}


def test_thirty_percent_of_eighteen_is_five() -> None:
    rules = ruleset(["分"], [given()])
    rules["quotas"] = [{"name": "优秀班子", "share": "30%", "of": "assessed", "about": "1"}]
    data = units(**{f"镇{number}": str(70 + number) for number in range(18)})
    found = judge(rules, data, period="2016")
    winners = {name for name, unit in found["units"].items() if unit["quotas"]}
    assert winners == {f"镇{number}" for number in range(13, 18)}
    more = judge(rules, data, decisions=decided(quotas__优秀班子__places="6"), period="2016")["units"]
    assert more["镇12"]["quotas"] == ["优秀班子"]
    with pytest.raises(Refused):
        judge(rules, data, decisions=decided(quotas__优秀班子__places="7"), period="2016")


CONSEQUENCES = [
    {"name": "结果为一般", "when": "grade == '一般'",
     "then": [{"party": "领导干部", "effect": "rate", "as": "一般"}]},
    {"name": "结果为较差或连续两年一般", "when": "grade == '较差' or running(grade == '一般') >= 2",
     "instead_of": ["结果为一般"],
     "then": [{"party": "其他领导干部", "effect": "forbid", "what": "提拔使用", "months": "12", "from": "decision"}]},
]  # fmt: skip


def consequences(score: str, history: list[Json], decided_on: str | None = None) -> Json:
    """What is found of one unit with this score."""
    rules = ruleset(["分"], [given()], consequences=CONSEQUENCES)
    decisions = {"decided_on": decided_on, "decisions": []}
    return judge(rules, units(甲=score), history, decisions, period="2016")


def test_two_years_running() -> None:
    found = consequences("75", [record("一般")], "2016-02-29")["units"]["甲"]
    assert found["grade"] == "一般"
    assert found["replaced"] == [{"rule": "结果为一般", "by": ["结果为较差或连续两年一般"]}]
    assert found["consequences"] == [
        {"rule": "结果为较差或连续两年一般", "party": "其他领导干部", "effect": "forbid", "what": "提拔使用",
         "months": "12", "from": "2016-02-29", "until": "2017-02-28"}
    ]  # fmt: skip


def test_a_restriction_of_twelve_months_ends_the_day_before() -> None:
    effect = consequences("60", [], "2016-03-15")["units"]["甲"]["consequences"][0]
    assert (effect["from"], effect["until"]) == ("2016-03-15", "2017-03-14")


def test_a_missing_year_ends_a_run_with_a_warning() -> None:
    found = consequences("75", [record("一般", "2014")])
    assert found["units"]["甲"]["replaced"] == []
    assert found["warnings"] == {("history-missing", "甲")}


def test_a_grade_that_is_not_read_is_not_asked_for() -> None:
    assert consequences("85", [record("外等")])["open"] == set()
    assert consequences("75", [record("外等")])["open"] == {"history/2015/甲"}


def test_predecessors_that_disagree_are_a_question() -> None:
    history = [record("一般", unit="旧甲", successor="甲"), record("好", unit="老甲", successor="甲")]
    found = consequences("75", history)
    assert found["open"] == {"history/2015/甲"}
    assert ("unknown-condition", "甲") in found["warnings"]


def test_effects_that_exclude_each_other_refuse_the_run() -> None:
    rules = ruleset(["分"], [given()])
    then = [{"party": "领导干部", "effect": "rate", "as": "优秀"}]
    other = [{"party": "党政主要领导", "effect": "rate", "as": "称职"}]
    rules["consequences"] = [
        {"name": "甲", "when": "total > 1", "then": then},
        {"name": "乙", "when": "total > 1", "then": other},
    ]
    with pytest.raises(Refused):
        judge(rules, units(甲="90"), period="2016")
    other[0]["may"] = "true"
    assert judge(rules, units(甲="90"), period="2016")["open"] == {"consequences/乙/党政主要领导/rate/甲"}


def test_a_withheld_grade() -> None:
    rules = ruleset(["分"], [given()])
    decisions = decided(grades__好__甲="withhold")
    assert judge(rules, units(甲="90"), decisions=decisions, period="2016")["units"]["甲"]["grade"] == "较好"
    with pytest.raises(Refused):
        judge(rules, units(甲="89.99"), decisions=decisions, period="2016")


def test_rounding_of_the_total_that_decides_a_grade() -> None:
    rules = ruleset(["分"], [given()])
    rules["scoring"]["total"] = {"between": ["0", "100"], "decimals": "1"}
    found = judge(rules, units(甲="89.95", 乙="104.2"), period="2016")
    assert found["warnings"] == {("total-rounding-decided-grade", "甲")}
    assert (found["units"]["甲"]["total"], found["units"]["甲"]["grade"]) == ("90.0", "好")
    assert found["units"]["甲"]["corrections"] == {"scoring.total.rounding": "0.05"}
    assert found["units"]["乙"]["corrections"] == {"scoring.total.between": "-4.20"}


def apart(kind: Any, **more: Any) -> Json:
    """Two indicators of 40 and 60 points; for 甲 the first does not apply."""
    rules = ruleset(["一", "二"], [{**given("一", "40"), "not_applicable": kind}, given("二", "60")], **more)
    data = units(甲={"一": "不适用", "二": "30"}, 乙={"一": "33.33", "二": "60"}, 丙={"一": "20", "二": "0"})
    return judge(rules, data, period="2016")


@pytest.mark.parametrize(
    ("kind", "points", "corrections"),
    [
        ("full", {"一": "40.00", "二": "30.00"}, {}),
        ("zero", {"一": "0.00", "二": "30.00"}, {}),
        ("exclude", {"二": "30.00"}, {"scoring.excluded": "20.00"}),
        ("peer_mean", {"一": "26.67", "二": "30.00"}, {}),
        ({"move_points_to": "二"}, {"一": "0.00", "二": "50.00"}, {}),
    ],
)
def test_an_indicator_that_does_not_apply(kind: Any, points: Json, corrections: Json) -> None:
    found = apart(kind)["units"]["甲"]
    assert found["points"] == points
    assert found["corrections"] == corrections


def test_without_a_rule_a_unit_is_not_scored() -> None:
    found = apart("error")
    assert (found["not_scored"], found["provisional"]) == ({"甲"}, True)


def test_a_trimmed_mean_of_ballots() -> None:
    rules = ruleset(["分"], [given()])
    rules["tables"] = {"票": {"columns": {"得分": {"decimals": "1", "between": ["0", "100"]}}}}
    trim = {"highest": "1", "lowest": "1"}
    rules["formulas"] = {"均分": {"mean": "得分", "of": "票", "trim": trim, "decimals": "2"}}
    scores = {"甲": ["60", "80", "81", "82.5", "100"], "乙": ["90", "95"]}
    data = units(甲="80", 乙="80")
    data["tables"] = {"票": [{"unit": name, "得分": cell} for name, cells in scores.items() for cell in cells]}
    found = judge(rules, data, period="2016")
    assert found["units"]["甲"]["formulas"] == {"均分": "81.17"}
    assert found["open"] == {"formulas/均分/乙"}
    assert found["not_scored"] == {"乙"}


def test_caps_are_lines_of_their_own() -> None:
    rules = ruleset(["分", "奖"], [])
    rules["indicators"] = [{"group": "组", "points": "100", "at_most": "80", "indicators": [given()]}]
    rules["adjustments"] = [{"name": "加分", "bonus": "奖 * 1.5", "at_most": "5"}]
    rules["scoring"]["bonuses"] = {"at_most": "4"}
    found = judge(rules, units(甲={"分": "90", "奖": "4"}), period="2016")["units"]["甲"]
    assert found["adjustments"] == {"加分": "6.00"}
    assert found["corrections"] == {
        "groups.组.at_most": "-10.00",
        "adjustments.加分.at_most": "-1.00",
        "scoring.bonuses.at_most": "-1.00",
    }
    assert found["total"] == "84.00"


def test_given_totals_stand_as_they_are() -> None:
    rules = ruleset(["分"], [given()])
    found = judge(rules, units(甲="1", 乙="2"), period="2016", given_totals={"甲": "89.995", "乙": "90"})
    assert [found["units"][name]["grade"] for name in "甲乙"] == ["较好", "好"]
    assert found["units"]["甲"]["points"] == {}
