"""The demonstration shows what it is there to show: every case that an assessment office meets, in three years."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Any

import pytest

import rulesets
from engine.assessment import assess
from engine.data import Data
from engine.decision import Decisions
from engine.history import History
from engine.result import as_plain
from engine.source import load
from scorecards import Demonstrated, demonstration

CYCLES = {(cycle.scheme, cycle.period): cycle for cycle in demonstration()}
YEARS = ("2015", "2016", "2017")


@cache
def result(scheme: str, period: str) -> dict[str, Any]:
    """The result of a cycle, built on those of the years before."""
    cycle = CYCLES[scheme, period]
    earlier = [year for year in YEARS if year < period]
    history = History.from_result(result(scheme, earlier[-1])) if earlier else History()
    decisions = Decisions() if cycle.decisions is None else Decisions.from_yaml(cycle.decisions)
    data = Data.from_rows(rows(cycle))
    return as_plain(assess(load(rulesets.text(cycle.ruleset)), data, history, decisions, period=period))


def rows(cycle: Demonstrated) -> list[dict[str, str]]:
    return list(csv.DictReader(cycle.data.splitlines()))


def unit(scheme: str, period: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in result(scheme, period)["units"] if each["unit"] == f"样例·{name}")
    return found


def rules(found: dict[str, Any]) -> set[str]:
    return {consequence["rule"] for consequence in found["consequences"]}


def states(found: dict[str, Any]) -> set[str]:
    return {target["state"] for target in found["targets"]}


def open_questions(scheme: str, period: str) -> list[str]:
    return [question["question"] for question in result(scheme, period)["open_decisions"]]


def test_two_schemes_in_three_years() -> None:
    assert list(CYCLES) == [(scheme, year) for scheme in ("department", "township") for year in YEARS]
    assert {cycle.ruleset for cycle in CYCLES.values()} == set(rulesets.names())


@pytest.mark.parametrize(("scheme", "period"), CYCLES)
def test_every_unit_is_invented_marked_and_scored(scheme: str, period: str) -> None:
    units = [row["unit"] for row in rows(CYCLES[scheme, period])]
    assert len(units) == len(set(units)) == {"township": 18, "department": 19}[scheme]
    assert all(name.startswith("样例·") for name in units)
    found = result(scheme, period)
    assert found["problems"] == found["not_scored"] == found["warnings"] == []


@pytest.mark.parametrize(("scheme", "period"), CYCLES)
def test_the_columns_are_those_of_the_ruleset(scheme: str, period: str) -> None:
    cycle = CYCLES[scheme, period]
    ruleset = load(rulesets.text(cycle.ruleset))
    assert list(rows(cycle)[0]) == ["unit", *ruleset.attributes, *ruleset.measures]


@pytest.mark.parametrize("scheme", ["township", "department"])
def test_the_units_are_the_same_each_year(scheme: str) -> None:
    assert len({tuple(row["unit"] for row in rows(CYCLES[scheme, year])) for year in YEARS}) == 1


@pytest.mark.parametrize(("scheme", "period"), CYCLES)
def test_every_grade_is_there(scheme: str, period: str) -> None:
    assert all(number > 0 for number in result(scheme, period)["summary"]["grades"].values())


def test_no_township_of_the_real_county_is_used() -> None:
    (line,) = [line for line in rulesets.text("tongwei/township").splitlines() if "陇阳" in line]
    towns = [town for town in re.split("[：；、]", line) if len(town) == 2]
    assert len(towns) == 14
    assert [town for town in towns for cycle in CYCLES.values() if town in cycle.data] == []


def test_a_tie_across_a_prize_boundary_decided_in_one_year_and_open_in_another() -> None:
    decided = {name: unit("township", "2015", name) for name in ("南坪镇", "双桥镇")}
    assert {name: (each["total"], each["rank"]) for name, each in decided.items()} == {
        "南坪镇": ("93.15", 3),
        "双桥镇": ("93.15", 3),
    }
    assert {name: [prize["name"] for prize in each["prizes"]] for name, each in decided.items()} == {
        "南坪镇": ["二等奖"],
        "双桥镇": ["三等奖"],
    }
    assert open_questions("township", "2015") == []
    assert open_questions("township", "2017") == ["prizes/一等奖/样例·北峪乡+样例·沙湾镇", "decided_on"]
    assert unit("township", "2017", "北峪乡")["prizes"] == unit("township", "2017", "沙湾镇")["prizes"] == []


def test_two_tied_for_the_two_second_prizes_ask_nothing() -> None:
    tied = [unit("department", "2016", name) for name in ("党委办", "交通局")]
    assert [(each["rank"], [prize["name"] for prize in each["prizes"]]) for each in tied] == [(2, ["二等奖"])] * 2
    assert [question for question in open_questions("department", "2016") if question.startswith("prizes")] == []


def test_a_veto_keeps_the_highest_total_from_the_first_prize() -> None:
    vetoed = unit("township", "2016", "龙泉镇")
    assert (vetoed["rank"], vetoed["total"], vetoed["grade"]) == (1, "95.88", "一般")
    assert (vetoed["vetoes"], vetoed["prizes"], vetoed["quotas"]) == (["资金违纪违法"], [], [])
    assert [prize["name"] for prize in unit("township", "2016", "东岭镇")["prizes"]] == ["一等奖"]


@pytest.mark.parametrize(
    ("scheme", "period", "name"), [("township", "2017", "金坪乡"), ("department", "2016", "卫计局")]
)
def test_a_veto_down_to_the_lowest_grade(scheme: str, period: str, name: str) -> None:
    vetoed = unit(scheme, period, name)
    assert (vetoed["grade"], vetoed["vetoes"]) == ("较差", ["弄虚作假"])
    assert float(vetoed["total"]) >= 80


@pytest.mark.parametrize(
    ("scheme", "period", "name"),
    [
        ("township", "2016", "石门乡"),
        ("township", "2016", "青石乡"),
        ("township", "2017", "青石乡"),
        ("department", "2016", "水务局"),
        ("department", "2017", "审计局"),
    ],
)
def test_a_second_or_third_year_at_the_third_grade_is_treated_as_the_lowest(
    scheme: str, period: str, name: str
) -> None:
    found = unit(scheme, period, name)
    assert found["grade"] == "一般"
    assert found["replaced"] == [{"rule": "结果为一般", "by": ["结果为较差或连续两年为一般"]}]
    assert "结果为较差或连续两年为一般" in rules(found)


def test_the_third_grade_after_the_lowest_is_treated_as_the_third() -> None:
    assert unit("township", "2015", "大坪乡")["grade"] == "较差"
    assert unit("township", "2016", "大坪乡")["grade"] == "一般"
    assert rules(unit("township", "2016", "大坪乡")) == {"政绩考核结果为一般", "结果为一般"}


def test_about_thirty_percent_is_decided_in_one_year() -> None:
    places = {year: result("township", year)["summary"]["quotas"][0]["places"] for year in YEARS}
    assert places == {"2015": 5, "2016": 6, "2017": 5}


def test_excellent_teams_of_departments_are_decided_in_one_year_and_open_in_another() -> None:
    rated = [each["unit"] for each in result("department", "2015")["units"] if "结果为好" in rules(each)]
    assert rated == ["样例·扶贫办", "样例·交通局", "样例·农业局", "样例·住建局"]
    assert result("department", "2015")["summary"]["grades"]["好"] == 6
    assert open_questions("department", "2015") == open_questions("department", "2017") == []
    *asked, decided_on = open_questions("department", "2016")
    assert len(asked) == result("department", "2016")["summary"]["grades"]["好"] == 5
    assert decided_on == "decided_on"


def test_a_grade_that_may_be_given_is_withheld_once() -> None:
    withheld = unit("department", "2017", "民政局")
    assert (withheld["total"], withheld["grade"]) == ("90.05", "较好")
    assert rules(withheld) == {"结果为较好"}


def test_bonuses_and_deductions_meet_their_caps() -> None:
    capped = unit("township", "2015", "东岭镇")
    assert capped["adjustments"]["经验推广加分"] == "4.00"
    assert capped["corrections"] == {"adjustments.经验推广加分.at_most": "-1.00"}
    fined = unit("township", "2016", "清水乡")
    assert fined["adjustments"]["违反约束规定扣分"] == "-6.00"
    assert fined["corrections"] == {"adjustments.违反约束规定扣分.at_most": "1.00"}


def test_units_without_a_task_have_it_moved_filled_or_averaged() -> None:
    moved = unit("township", "2017", "东岭镇")
    assert moved["points"]["整村退出"] == "0.00"
    assert float(moved["points"]["减贫人口"]) > 12
    assert unit("township", "2015", "北峪乡")["points"]["学前教育"] == "3.00"
    assert 0 < float(unit("township", "2016", "新集镇")["points"]["危房改造"]) < 5


@pytest.mark.parametrize("period", YEARS)
def test_some_targets_are_met_and_some_are_not(period: str) -> None:
    found = set().union(*(states(each) for each in result("township", period)["units"]))
    assert found == {"met", "not_met"} | ({"not_due"} if period < "2017" else set())


def test_the_money_targets_tighten_each_year() -> None:
    lead = [{each["name"]: each["state"] for each in unit("department", year, "财政局")["targets"]} for year in YEARS]
    assert [each["县级支出用于扶贫"] for each in lead] == ["met", "not_met", "met"]


@pytest.mark.parametrize("scheme", ["township", "department"])
def test_restrictions_begin_on_the_day_of_the_decision(scheme: str) -> None:
    worst = result(scheme, "2015")["units"][-1]
    (barred,) = [each for each in worst["consequences"] if each["effect"] == "forbid"]
    assert (barred["party"], barred["from"], barred["until"]) == ("其他领导干部", "2016-03-15", "2017-03-14")


def test_the_townships_records_follow_from_year_to_year() -> None:
    for before, after in (("2015", "2016"), ("2016", "2017")):
        for earlier, later in zip(rows(CYCLES["township", before]), rows(CYCLES["township", after]), strict=True):
            assert int(earlier["累计退出村数"]) + int(later["实际退出村数"]) == int(later["累计退出村数"])
            assert int(later["累计退出村数"]) <= int(later["贫困村数"]) == int(earlier["贫困村数"])
            growth = 100 * (int(later["贫困人口人均可支配收入"]) / int(earlier["贫困人口人均可支配收入"]) - 1)
            assert later["贫困人口收入增速"] == f"{growth:.2f}"
