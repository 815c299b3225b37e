"""Scenarios applied: new numbers, rules and cells; what leads nowhere, and what breaks the ruleset, is said."""

from decimal import Decimal
from typing import Any

import pytest
from building import measures, scheme

from engine.data import Data
from engine.problem import Problems
from engine.ruleset import Group, Ruleset
from engine.simulation.edits import applied
from engine.simulation.scenario import Scenario, Step, edited, read_scenarios

RULESET = scheme(
    measures=measures("分", "数"),
    indicators="""
- group: 外
  points: 60
  indicators:
    - {name: 甲, points: 40, method: given, score: 分, out_of: 100, source: 文}
    - {name: 乙, points: 20, method: shortfall, value: 数, limit: 5, each: 1, deduct: 2, source: 文}
- {name: 丙, points: 30, method: ladder, value: 数, steps: [{from: 50, earns: 30}, {earns: 10}], source: 文}
- {name: 丁, points: 10, method: given, score: 分, out_of: 100, source: 文}
""",
    prizes="- {name: 一等奖, winners: 1, amount: 50, source: 文}\n- {name: 二等奖, winners: 2, amount: 30, source: 文}",
)
DATA = Data.from_rows([{"unit": "样例甲镇", "分": "90", "数": "3"}, {"unit": "样例乙镇", "分": "80", "数": "7"}])


def after(*edits: tuple[str, str], rebalance: bool = False) -> Ruleset:
    return applied(edited("试", edits, rebalance=rebalance), RULESET, DATA)[0]


def points(ruleset: Ruleset) -> dict[str, str]:
    found: dict[str, str] = {}

    def walk(entries: Any) -> None:
        for entry in entries:
            found[entry.group if isinstance(entry, Group) else entry.name] = str(entry.points)
            walk(getattr(entry, "indicators", ()))

    walk(ruleset.indicators)
    return found


def problems(*edits: tuple[str, str], rebalance: bool = False) -> list[tuple[str, str | None, str | None, str | None]]:
    with pytest.raises(Problems) as caught:
        after(*edits, rebalance=rebalance)
    return [
        (each.code, each.place.file, each.place.path, None if each.mend is None else str(each.mend))
        for each in caught.value.problems
    ]


def test_no_step_leaves_everything_as_it_is() -> None:
    ruleset, data = applied(edited("无", []), RULESET, DATA)
    assert (ruleset.digest, data.digest) == (RULESET.digest, DATA.digest)


def test_numbers_lists_and_new_keys() -> None:
    assert after(("grades.好.from", "92")).grades[0].from_ == Decimal(92)
    assert [prize.winners for prize in after(("prizes.二等奖.winners", "4")).prizes] == [1, 4]
    assert after(("groups.外.at_most", "55")).indicators[0].at_most == Decimal(55)


def test_rules_taken_out_and_added() -> None:
    text = """
scenarios:
  试:
    remove: prizes.一等奖
    add: {prizes: [{name: 三等奖, winners: 3, amount: 20, source: 文}]}
"""
    ruleset, _ = applied(read_scenarios(text)["试"], RULESET, DATA)
    assert [prize.name for prize in ruleset.prizes] == ["二等奖", "三等奖"]
    text = "scenarios: {试: {add: {quotas: [{name: 优, share: 30%, source: 文}]}}}"
    assert [quota.name for quota in applied(read_scenarios(text)["试"], RULESET, DATA)[0].quotas] == ["优"]


def test_what_was_added_can_be_edited_and_the_scenario_stays_as_it_was_written() -> None:
    prize = {"name": "三等奖", "winners": "3", "amount": "10", "source": "文"}
    added = Step("+ prizes: 三等奖", add={"prizes": (prize,)})
    later = Step("prizes.三等奖.amount: 20", edits={"prizes.三等奖.amount": "20"})
    amounts = [
        [prize.amount for prize in applied(Scenario("试", steps), RULESET, DATA)[0].prizes]
        for steps in ((added, later), (added,))
    ]
    assert amounts == [[50, 30, 20], [50, 30, 10]]


def test_cells() -> None:
    _, data = applied(edited("试", [("data.样例乙镇.数", "9")]), RULESET, DATA)
    assert data.units.columns["数"] == ["3", "9"]
    assert DATA.units.columns["数"] == ("3", "7")


def test_a_unit_cannot_be_renamed() -> None:
    assert [(each[0], each[3]) for each in problems(("data.样例甲镇.unit", "样例乙镇"))] == [("scenario-column", None)]


def test_what_leads_nowhere_names_the_nearest_and_everything_at_once() -> None:
    assert problems(("grade.好.from", "92"), ("prizes.一等.winners", "2")) == [
        ("scenario-path", "试", "grade.好.from", "Did you mean grades.好.from?"),
        ("scenario-path", "试", "prizes.一等.winners", "Did you mean prizes.一等奖.winners?"),
    ]
    assert problems(("prizes.进步奖", "2"), ("indicators.壬.points", "2")) == [
        ("scenario-path", "试", "prizes.进步奖", "Below prizes stand: 一等奖, 二等奖."),
        ("scenario-path", "试", "indicators.壬.points", "Below indicators stand: 甲, 乙, 丙, 丁."),
    ]
    assert problems(("grades.好.form", "92")) == [("key-unknown", "试", "grades.好.form", "Did you mean from?")]
    assert [(each[0], each[3]) for each in problems(("data.样例甲村.数", "9"), ("data.样例甲镇.数量", "9"))] == [
        ("scenario-unit", "Did you mean 样例甲镇?"),
        ("scenario-column", "Did you mean 数?"),
    ]


def test_a_value_where_an_entry_stands_names_the_value_that_is_meant() -> None:
    assert problems(("grades.好", "92")) == [("not-keys", "试", "grades.好", "Did you mean grades.好.from?")]
    assert problems(("prizes.二等奖", "4"), ("grades", "92")) == [
        ("not-a-list", "试", "grades", None),
        ("not-keys", "试", "prizes.二等奖", "Give the path of a value: prizes.二等奖.winners, prizes.二等奖.amount."),
    ]
    assert problems(("indicators.丁", "文")) == [
        (
            "not-keys",
            "试",
            "indicators.丁",
            "Give the path of a value: indicators.丁.method, indicators.丁.score, indicators.丁.source.",
        )
    ]


def test_points_that_no_longer_sum_are_said() -> None:
    assert [each[:3] for each in problems(("indicators.丁.points", "15"))] == [
        ("points-sum", "试", "scoring.full_marks")
    ]


def test_rebalanced_within_the_group_first() -> None:
    """甲 takes 10 more, which 乙 alone in its group gives; the points that 乙 deducts halve with its own."""
    ruleset = after(("indicators.甲.points", "50"), rebalance=True)
    assert points(ruleset) == {"外": "60.00", "甲": "50.00", "乙": "10.00", "丙": "30.00", "丁": "10.00"}
    assert ruleset.indicators[0].indicators[1].deduct == Decimal("1.00")


def test_rebalanced_beside_the_group_where_all_its_content_is_edited() -> None:
    """外 grows to 68; 丙 and 丁 share 32 as 30 to 10, and the steps of 丙 with it."""
    ruleset = after(("indicators.甲.points", "44"), ("indicators.乙.points", "24"), rebalance=True)
    assert points(ruleset) == {"外": "68.00", "甲": "44.00", "乙": "24.00", "丙": "24.00", "丁": "8.00"}
    assert [step.earns for step in ruleset.indicators[1].steps] == [Decimal("24.00"), Decimal("8.00")]


def test_rebalanced_by_largest_remainder() -> None:
    """丙 leaves 69.99 for 外 and 丁: 60 × 69.99 ÷ 70 = 59.991…, 10 × 69.99 ÷ 70 = 9.998…"""
    found = points(after(("indicators.丙.points", "30.01"), rebalance=True))
    assert (found["外"], found["丁"]) == ("59.99", "10.00")
    assert Decimal(found["甲"]) + Decimal(found["乙"]) == Decimal("59.99")


def test_an_edited_group_is_held_and_its_content_follows() -> None:
    ruleset = after(("groups.外.points", "30"), rebalance=True)
    assert points(ruleset) == {"外": "30.00", "甲": "20.00", "乙": "10.00", "丙": "52.50", "丁": "17.50"}


def test_what_cannot_be_rebalanced() -> None:
    assert [each[0] for each in problems(("groups.外.points", "120"), rebalance=True)] == ["scenario-rebalance"]
    everything = [("groups.外.points", "50"), ("indicators.丙.points", "30"), ("indicators.丁.points", "10")]
    assert [each[0] for each in problems(*everything, rebalance=True)] == ["scenario-rebalance"]
