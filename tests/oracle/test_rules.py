"""Rules that stand against each other, groups, caps and unknowns: values worked out by hand."""

from typing import Any

import pytest
from oracle.questions import Refused
from oracle.scoring import judge
from oracle.small import Json, given, record, ruleset, units

RATE = {"party": "领导干部", "effect": "rate", "as": "优秀"}
FORBID = {"party": "领导干部", "effect": "forbid", "what": "评先", "rating": "优秀"}
GRANT = {"party": "领导干部", "effect": "grant", "what": "指标", "count": "1"}
CANCEL = {"party": "领导干部", "effect": "cancel", "what": "指标"}


def refused(one: Json, other: Json) -> bool:
    """Whether a run is refused in which these two effects are in force on a unit."""
    rules = ruleset(["分"], [given()])
    rules["consequences"] = [
        {"name": name, "when": "total > 1", "then": [effect]} for name, effect in (("甲", one), ("乙", other))
    ]
    try:
        judge(rules, units(甲="90"), period="2016")
    except Refused:
        return True
    return False


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (RATE, {**RATE, "as": "称职"}, True),
        (RATE, RATE, False),
        (RATE, {**RATE, "as": "称职", "party": "党政主要领导"}, True),
        (RATE, {**RATE, "as": "称职", "party": "其他领导干部"}, True),
        (
            {**RATE, "party": "党政主要领导"},
            {**RATE, "as": "称职", "party": "其他领导干部"},
            False,
        ),
        (FORBID, RATE, True),
        (FORBID, {**RATE, "as": "称职"}, False),
        (FORBID, {**RATE, "party": "党政主要领导"}, True),
        ({**FORBID, "party": "党政主要领导"}, RATE, True),
        (GRANT, CANCEL, True),
        (GRANT, {**CANCEL, "what": "名额"}, False),
    ],
)
def test_effects_that_exclude_each_other(one: Json, other: Json, expected: bool, swapped: bool) -> None:
    assert refused(*((other, one) if swapped else (one, other))) is expected


def test_peers_are_those_of_the_ranking_group() -> None:
    rules = ruleset(["一", "二"], [{**given("一", "40"), "not_applicable": "peer_mean"}, given("二", "60")])
    rules["attributes"] = {"片区": {"one_of": ["东", "西"]}}
    rules["ranking"] = {"by": "total", "within": "片区"}
    rows = {"甲": ("东", "n/a"), "乙": ("东", "20"), "丙": ("西", "40"), "丁": ("东", "25.01")}
    data = {"units": [{"unit": name, "片区": area, "一": cell, "二": "1"} for name, (area, cell) in rows.items()]}
    assert judge(rules, data, period="2016")["units"]["甲"]["points"]["一"] == "22.51"
    data["units"][2]["一"] = "n/a"
    assert judge(rules, data, period="2016")["not_scored"] == {"丙"}


def test_bonuses_and_deductions_and_their_caps() -> None:
    rules = ruleset(["分", "扣"], [given()])
    rules["adjustments"] = [
        {"name": "扣一", "deduct": "扣 * 0.125"},
        {"name": "扣二", "when": "扣 > 2", "deduct": "points.分 * 0.1", "at_most": "5"},
        {"name": "加", "when": "扣 > 99", "bonus": "1"},
    ]
    rules["scoring"]["deductions"] = {"at_most": "5.25"}
    found = judge(rules, units(甲={"分": "80", "扣": "3"}), period="2016")["units"]["甲"]
    assert found["adjustments"] == {"扣一": "-0.38", "扣二": "-8.00"}
    assert found["corrections"] == {"adjustments.扣二.at_most": "3.00", "scoring.deductions.at_most": "0.13"}
    assert found["total"] == "74.75"


def test_an_adjustment_of_what_does_not_apply_is_not_made() -> None:
    rules = ruleset(["分", "奖"], [given()], adjustments=[{"name": "加", "bonus": "奖"}])
    found = judge(rules, units(甲={"分": "80", "奖": "n/a"}), period="2016")
    assert found["units"]["甲"]["adjustments"] == {}
    assert found["warnings"] == {("adjustment-not-made", "甲")}


def test_an_unknown_breaks_a_tie_downwards() -> None:
    rules = ruleset(["分", "次"], [given()])
    rules["ranking"] = {"by": "total", "ties": ["次"]}
    data = units(甲={"分": "80", "次": "n/a"}, 乙={"分": "80", "次": "-5"}, 丙={"分": "80", "次": "n/a"})
    found = judge(rules, data, period="2016")["units"]
    assert [found[name]["rank"] for name in "甲乙丙"] == [2, 1, 2]


def found_of_previous(records: list[Json], **more: Any) -> Json:
    """What is found of one unit with a consequence on its grade of the year before."""
    then = [{"party": "领导干部", "effect": "educate"}]
    when = "previous.grade == '较差'"
    rules = ruleset(["分"], [given()], consequences=[{"name": "项", "when": when, "then": then}], **more)
    return judge(rules, units(甲="90"), records, period="2016")


def test_earlier_grades_are_mapped() -> None:
    found = found_of_previous([record("差")], history={"grades": {"差": "较差"}})
    assert found["open"] == set()
    assert len(found["units"]["甲"]["consequences"]) == 1


@pytest.mark.parametrize(("start", "warned"), [("2015-12-31", True), ("2016-01-01", False)])
def test_a_missing_record_is_silent_if_its_period_ended_before_the_rules(start: str, warned: bool) -> None:
    found = found_of_previous([], in_force={"from": start})
    assert (("history-missing", "甲") in found["warnings"]) is warned


@pytest.mark.parametrize(
    ("trim", "mean"),
    [
        ({"highest": "1"}, "73.33"),
        ({"lowest": "1"}, "86.67"),
        ({"highest": "2", "lowest": "1"}, "70.00"),
    ],
)
def test_highest_and_lowest_are_trimmed_apart(trim: Json, mean: str) -> None:
    rules = ruleset(["分"], [given()])
    rules["tables"] = {"票": {"columns": {"得分": {"decimals": "0", "between": ["0", "100"]}}}}
    rules["formulas"] = {"均分": {"mean": "得分", "of": "票", "trim": trim, "decimals": "2"}}
    data = units(甲="80")
    data["tables"] = {"票": [{"unit": "甲", "得分": cell} for cell in ("90", "60", "100", "70")]}
    assert judge(rules, data, period="2016")["units"]["甲"]["formulas"] == {"均分": mean}


def test_shares_and_formulas_over_what_does_not_apply() -> None:
    rules = ruleset(["分", "户"], [given()])
    rules["tables"] = {"票": {"columns": {"得分": {"decimals": "0", "between": ["0", "100"]}}}}
    rules["formulas"] = {
        "率": {"share": "得分 >= 80", "of": "票", "decimals": "1"},
        "户均": {"value": "分 / 户", "decimals": "2"},
    }
    rules["indicators"].append(
        {"name": "均", "points": "10", "method": "given", "score": "户均", "out_of": "10", "not_applicable": "full"}
    )
    data = units(甲={"分": "80", "户": "n/a"})
    data["tables"] = {"票": [{"unit": "甲", "得分": cell} for cell in ("90", "60", "80")]}
    found = judge(rules, data, period="2016")["units"]["甲"]
    assert found["formulas"] == {"率": "66.7", "户均": None}
    assert found["points"]["均"] == "10.00"


def test_targets_are_due_on_their_day() -> None:
    rules = ruleset(["分"], [given()])
    rules["targets"] = [
        {"name": "一", "expect": "分 / 3 >= 50", "by": "2017-12-31"},
        {"name": "二", "expect": "分 / 3 >= 50", "by": "2016-12-31"},
        {"name": "三", "expect": "分 == 80"},
        {"name": "四", "expect": "分 == 80", "when": "分 > 80"},
    ]
    assert judge(rules, units(甲="80"), period="2016")["units"]["甲"]["targets"] == [
        {"name": "一", "state": "not_due"},
        {"name": "二", "state": "not_met", "gap": "-23.3333"},
        {"name": "三", "state": "met"},
    ]
