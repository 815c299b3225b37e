"""The finer points of the norm, each on the smallest ruleset that shows it."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from oracle import expression, period
from oracle.questions import Refused
from oracle.rounding import rounded, write
from oracle.scoring import judge
from oracle.small import Json, decided, given, record, ruleset, units


def truth(text: str, **values: Any) -> Any:
    """The value of an expression over these names."""
    return expression.evaluate(expression.parse(text), lambda leaf: values[leaf[1]])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 + 2 * -3", -5),
        ("not a > 1 and a < 9", False),
        ("a == 1 or a == 2 and a == 3", False),
        ("(a == 2 or a == 1) and a in (1, 2)", True),
        ("u > 1 or a == 2", True),
        ("u > 1 or a == 3", None),
        ("u > 1 and a == 3", False),
        ("not u > 1", None),
        ("u in (1, 2)", None),
        ("a / 0 > 1", None),
        ("max(a, 3) - abs(-1) >= min(a, 2)", True),
        ("`a b` == 'x' and 片区 != \"东\"", True),
        ("d >= 2016-01-31 and d < 2016-02-01", True),
        ("10 - 2 - 3 == 5", True),
    ],
)
def test_expressions(text: str, found: Any) -> None:
    values = {"a": Fraction(2), "u": None, "a b": "x", "片区": "西", "d": date(2016, 1, 31)}
    assert truth(text, **values) == found


@pytest.mark.parametrize("text", ["1 < 2 < 3", "a +", "(a", "a b", "1e5"])
def test_what_is_no_expression(text: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        expression.parse(text)


@pytest.mark.parametrize(
    ("mode", "found"),
    [
        ("half_up", ["2.5", "-2.5", "2.3", "-2.3"]),
        ("half_down", ["2.4", "-2.4", "2.3", "-2.3"]),
        ("half_even", ["2.4", "-2.4", "2.3", "-2.3"]),
        ("up", ["2.5", "-2.5", "2.4", "-2.4"]),
        ("down", ["2.4", "-2.4", "2.3", "-2.3"]),
        ("ceiling", ["2.5", "-2.4", "2.4", "-2.3"]),
        ("floor", ["2.4", "-2.5", "2.3", "-2.4"]),
    ],
)
def test_rounding(mode: str, found: list[str]) -> None:
    values = ["2.45", "-2.45", "2.34", "-2.34"]
    assert [write(rounded(Fraction(value), 1, mode), 1) for value in values] == found


def test_periods() -> None:
    assert [period.before(label) for label in ("2016", "2016Q1", "2016-01")] == ["2015", "2015Q4", "2015-12"]
    assert period.last_day("2016-02") == date(2016, 2, 29)
    assert period.year_so_far("2016Q3") == ["2016Q1", "2016Q2"]
    assert period.lasts_until(date(2016, 8, 31), 6) == date(2017, 2, 28)
    assert period.lasts_until(date(2016, 3, 15), 12) == date(2017, 3, 14)


def quarterly(when: str, history: list[Json], score: str = "60", label: str = "2016Q3") -> Json:
    """What is found of one unit in a quarter, with one consequence."""
    then = [{"party": "领导干部", "effect": "educate"}]
    rules = ruleset(["分"], [given()], consequences=[{"name": "项", "when": when, "then": then}])
    return judge(rules, units(甲=score), history, period=label)


def fires(found: Json) -> bool:
    """Whether the consequence is in force."""
    return bool(found["units"]["甲"]["consequences"])


def test_times_counts_since_the_first_of_january() -> None:
    history = [record("较差", "2016Q1"), record("较差", "2015Q4")]
    found = quarterly("times(grade == '较差') == 2", history)
    assert fires(found)
    assert found["warnings"] == {("history-missing", "甲")}


def test_times_is_unknown_with_one_unknown_period() -> None:
    history = [record("较差", "2016Q1"), record("外等", "2016Q2")]
    found = quarterly("times(grade == '较差') >= 2", history)
    assert not fires(found)
    assert found["open"] == {"history/2016Q2/甲"}
    assert ("unknown-condition", "甲") in found["warnings"]


def test_running_reads_back_over_an_unknown_period_to_the_next_false_one() -> None:
    history = [
        record("外等", "2016Q2"),
        record("较差", "2016Q1"),
        record("好", "2015Q4"),
        record("外等", "2015Q3"),
    ]
    found = quarterly("running(grade == '较差') >= 1", history)
    assert not fires(found)
    assert found["open"] == {"history/2016Q2/甲"}
    assert fires(quarterly("running(grade == '较差') == 0", history, score="75"))


def test_history_before_the_ruleset_was_in_force_is_silent() -> None:
    found = quarterly("previous.total > 5", [], label="2010Q1")
    assert found["warnings"] == {("unknown-condition", "甲")}


def test_prizes_from_the_last_place() -> None:
    rules = ruleset(["分"], [given()])
    rules["prizes"] = [
        {"name": "末位", "winners": "1", "amount": "-400", "from": "last"},
        {"name": "次末", "winners": "1", "amount": "-200", "from": "last"},
    ]
    found = judge(rules, units(甲="90", 乙="50", 丙="70", 丁="60"), period="2016")["units"]
    assert found["乙"]["prizes"] == [{"name": "末位", "amount": "-400"}]
    assert found["丁"]["prizes"] == [{"name": "次末", "amount": "-200"}]
    tied = judge(rules, units(甲="90", 乙="60", 丙="70", 丁="60"), period="2016")
    assert tied["open"] == {"prizes/末位/乙+丁"}
    decisions = decided(prizes__末位__乙_plus_丁=["丁", "乙"])
    answered = judge(rules, units(甲="90", 乙="60", 丙="70", 丁="60"), decisions=decisions, period="2016")
    assert answered["units"]["丁"]["prizes"][0]["name"] == "末位"


def test_a_tie_at_the_boundary_of_a_quota() -> None:
    rules = ruleset(["分"], [given()])
    rules["quotas"] = [{"name": "优秀", "places": "2", "of": "assessed"}]
    data = units(甲="90", 乙="80", 丙="80", 丁="70")
    found = judge(rules, data, period="2016")
    assert found["open"] == {"quotas/优秀/乙+丙"}
    assert [found["units"][name]["quotas"] for name in "甲乙丙丁"] == [["优秀"], [], [], []]
    found = judge(rules, data, decisions=decided(quotas__优秀__乙_plus_丙=["丙", "乙"]), period="2016")
    assert [found["units"][name]["quotas"] for name in "甲乙丙丁"] == [["优秀"], [], ["优秀"], []]


def test_a_withdrawn_unit_counts_for_the_share_but_has_no_rank() -> None:
    rules = ruleset(["分"], [given()])
    rules["adjustments"] = [{"name": "退出", "when": "分 == 99", "withdraw": "true"}]
    rules["quotas"] = [{"name": "优秀", "share": "50%", "of": "assessed"}]
    found = judge(rules, units(甲="99", 乙="80", 丙="85"), period="2016")["units"]
    assert (found["甲"]["withdrawn"], found["甲"]["rank"], found["甲"]["grade"]) == (True, None, "好")
    assert [found[name]["rank"] for name in "乙丙"] == [2, 1]
    assert [found[name]["quotas"] for name in "甲乙丙"] == [[], ["优秀"], ["优秀"]]


def test_ranks_within_groups() -> None:
    rules = ruleset(["分"], [given()], attributes={"片区": {"one_of": ["东", "西"]}})
    rules["ranking"] = {"by": "total", "within": "片区", "ties": ["-分"]}
    rows = {"甲": ("东", "90"), "乙": ("东", "95"), "丙": ("西", "50"), "丁": ("西", "50")}
    data = {"units": [{"unit": name, "片区": area, "分": cell} for name, (area, cell) in rows.items()]}
    found = judge(rules, data, period="2016")["units"]
    assert [found[name]["rank"] for name in "甲乙丙丁"] == [2, 1, 1, 1]


def test_a_replaced_rule_replaces_nothing() -> None:
    def rule(name: str, *instead_of: str) -> Json:
        then = [{"party": "领导干部", "effect": "educate"}]
        return {"name": name, "when": "total > 1", "then": then, "instead_of": list(instead_of)}

    rules = ruleset(["分"], [given()], consequences=[rule("丙"), rule("乙", "丙"), rule("甲", "乙")])
    found = judge(rules, units(甲="90"), period="2016")["units"]["甲"]
    assert [effect["rule"] for effect in found["consequences"]] == ["丙", "甲"]
    assert found["replaced"] == [{"rule": "乙", "by": ["甲"]}]


def test_points_move_on_in_a_chain() -> None:
    indicators = [
        {**given("一", "20"), "not_applicable": {"move_points_to": "二"}},
        {**given("二", "30"), "not_applicable": {"move_points_to": "三"}},
        {"name": "三", "points": "50", "method": "all_or_nothing", "when": "三 > 1"},
    ]
    rules = ruleset(["一", "二", "三"], indicators)
    found = judge(rules, units(甲={"一": "n/a", "二": "不适用", "三": "2"}), period="2016")["units"]["甲"]
    assert found["points"] == {"一": "0.00", "二": "0.00", "三": "100.00"}


def test_a_rule_repeated_for_each_cause() -> None:
    rules = ruleset(["分"], [given("分", "70")])
    columns = {"原因": {"one_of": ["因灾", "因病", "因学"]}, "人数": {"decimals": "0", "between": ["0", "9"]}}
    rules["tables"] = {"返贫": {"columns": columns}}
    rules["formulas"] = {"返贫数": {"sum": "人数", "of": "返贫", "per": "原因"}}
    repeated = {"name": "项", "points": "10", "method": "per_instance", "count": "返贫数", "deduct": "3"}
    rules["indicators"].append({**repeated, "for_each": "原因"})
    data = units(甲="70")
    data["tables"] = {"返贫": [{"unit": "甲", "原因": cause, "人数": "2"} for cause in ("因灾", "因病", "因灾")]}
    found = judge(rules, data, period="2016")["units"]["甲"]
    assert found["formulas"] == {"返贫数·因灾": "4", "返贫数·因病": "2", "返贫数·因学": "0"}
    assert found["points"] == {"分": "70.00", "项·因灾": "0.00", "项·因病": "4.00", "项·因学": "10.00"}


@pytest.mark.parametrize(("label", "earned"), [("2014", "8.00"), ("2015Q1", "9.00")])
def test_a_parameter_holds_from_its_date(label: str, earned: str) -> None:
    rules = ruleset(["分"], [])
    rules["parameters"] = {"标准": {"values": [{"from": "2014-01-01", "is": "6"}, {"from": "2015-03-31", "is": "5"}]}}
    rules["indicators"] = [
        {
            "name": "项",
            "points": "10",
            "method": "shortfall",
            "value": "分",
            "limit": "标准 + 2",
            "each": "1",
            "deduct": "1",
        }
    ]
    score = "10" if label == "2014" else "8"
    assert judge(rules, units(甲=score), period=label)["units"]["甲"]["points"] == {"项": earned}


def test_decisions_without_reason_or_question_refuse_the_run() -> None:
    rules = ruleset(["分"], [given()])
    with pytest.raises(Refused):
        judge(rules, units(甲="1"), decisions=decided(history__2015__甲="好"), period="2016")
    idle = {"decisions": [{"question": "grades/好/甲", "answer": "withhold", "reason": " "}]}
    with pytest.raises(Refused):
        judge(rules, units(甲="99"), decisions=idle, period="2016")


def test_problems_leave_the_other_units_scored() -> None:
    rules = ruleset(["分"], [given()])
    found = judge(rules, units(甲="99", 乙="", 丙="1.2345", 丁="1e3"), period="2016")
    assert (found["not_scored"], found["provisional"]) == ({"乙", "丙", "丁"}, True)
    assert set(found["units"]) == {"甲"}
