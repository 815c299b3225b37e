"""Ways worked out by hand: the cheapest steps, limits, vetoes, caps, ties, peers that move along, refusals."""

from decimal import Decimal
from typing import Any

import pytest
from building import county, decided, refusal
from simulated import ready

from engine.data import Data
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Problems
from engine.simulation.reaching import path as paths
from engine.simulation.reaching.efforts import Efforts, read_efforts
from engine.simulation.reaching.goals import ToRank, to_grade, to_prize
from engine.simulation.reaching.levers import Held
from engine.simulation.reaching.path import Answer, Path, path
from engine.simulation.reaching.ways import Way, Ways

MEASURES = """
完成: {unit: 户, between: [0, 500]}
任务: {unit: 户, between: [1, 500]}
率: {unit: '%', decimals: 1, between: [0, 100]}
件: {unit: 件, between: [0, 50]}
案: {unit: 件, between: [0, 50], missing: 0}
"""
INDICATORS = """
- {name: 改造, points: 50, method: completion, actual: 完成, target: 任务, source: 文}
- {name: 拨付, points: 30, method: ladder, value: 率, steps: [{from: 95, earns: 30}, {from: 90, earns: 24}], source: 文}
- {name: 检查, points: 20, method: per_instance, count: 件, deduct: 5, source: 文}
"""
VETO = "[{name: 弄虚作假, when: 案 > 0, grade_at_most: 一般, source: 文}]"
PRIZES = (
    "[{name: 一等奖, winners: 1, amount: 50, among: grade == '好', source: 文},"
    " {name: 二等奖, winners: 1, amount: 30, among: grade == '好', source: 文}]"
)


def cells(**more: str) -> Data:
    """甲 has 40 + 24 + 15 = 79 points, 乙 50 + 30 + 10 = 90, 丙 45 + 30 + 20 = 95."""
    columns = {"完成": "80 100 90", "任务": "100 100 100", "率": "92.4 95 99", "件": "1 2 0", "案": "0 0 0", **more}
    return county(**columns)


def cycle(data: Data | None = None, **parts: Any) -> Prepared:
    return ready(
        data or cells(),
        **{"measures": MEASURES, "indicators": INDICATORS, "adjustments": VETO, "prizes": PRIZES, **parts},
    )


def way(found: Path) -> list[tuple[str, str, str, str, str]]:
    return [(each.measure, each.now, each.to, each.effort, each.points) for each in found.changes]


def efforts(text: str) -> Efforts:
    return read_efforts(f"measures: {text}")


def to(prepared: Prepared, grade: str, text: str | None = None) -> Path:
    return path(prepared, "甲", to_grade(prepared.inputs.ruleset, grade), None if text is None else efforts(text))


def test_the_usual_prices_are_a_hundredth_of_the_greatest_value_that_matters() -> None:
    """完成 matters up to 100, 率 up to 95.0 in steps of 0.1, 件 up to 4; targets and what vetoes stay."""
    found = to(cycle(), "好")
    assert [(each.measure, each.step, each.effort, each.usual) for each in found.prices] == [
        ("完成", "1", "1", True),
        ("率", "0.1", "0.1053", True),
        ("件", "1", "25", True),
    ]
    assert [each.measure for each in found.held] == ["任务", "案"]


def test_the_cheapest_way_to_a_grade() -> None:
    """11 points are missing: 率 to 95.0 gives 6 for 26 × 0.1053, 10 houses give 5 for 10; a case fewer costs 25."""
    found = to(cycle(), "好")
    assert (found.answer, found.needed, found.effort) == (Answer.FOUND, "90.00", "12.7378")
    assert way(found) == [("完成", "80", "90", "10", "5.00"), ("率", "92.4", "95.0", "2.7378", "6.00")]
    assert found.after is not None
    assert (found.before.total, found.before.grade, found.before.rank) == ("79.00", "一般", 3)
    assert (found.after.total, found.after.grade, found.after.rank, found.after.prizes) == ("90.00", "好", 2, ())
    assert found.after.open == ("二等奖",)


def test_prices_and_steps_of_ones_own() -> None:
    """Houses in sevens at 30 each are dearer than a case: 率 26 × 0.1 and 件 1 × 20 give 6 + 5."""
    found = to(cycle(), "好", "{完成: {effort: 30, step: 7}, 率: {effort: 0.1}, 件: {effort: 20}}")
    assert way(found) == [("率", "92.4", "95.0", "2.6", "6.00"), ("件", "1", "0", "20", "5.00")]
    assert found.effort == "22.6"


def test_steps_go_past_what_is_needed() -> None:
    """Seven houses give 3.5: four such steps it takes for 11 points where nothing else may change."""
    found = to(cycle(cells(完成="72 100 90")), "较好", "{完成: {effort: 3, step: 7}}")
    assert (way(found), found.needed) == ([("完成", "72", "86", "6", "7.00")], "80.00")
    assert found.after is not None
    assert found.after.total == "82.00"


def test_of_ways_at_one_price_the_one_with_fewer_changes_is_taken() -> None:
    """64 + 20 at least: four cases at 10, or two of them and 20 houses at 1, both cost 40."""
    grades = "[{grade: 好, from: 84, source: 文}, {grade: 一般, source: 文}]"
    prices = "{完成: {effort: 1}, 件: {effort: 10}, 率: {effort: 0.5}}"
    found = to(cycle(cells(件="4 2 0"), grades=grades), "好", prices)
    assert (way(found), found.effort) == ([("件", "4", "0", "40", "20.00")], "40")


def test_there_already() -> None:
    found = to(cycle(), "一般")
    assert (found.answer, found.changes, found.after, found.before.grade) == (Answer.THERE, (), None, "一般")


def test_impossible_within_the_limits() -> None:
    """5 houses give 2.5, and nothing else may change: 81.50."""
    found = to(cycle(), "好", "{完成: {at_most: 5}}")
    assert (found.answer, found.needed, found.most) == (Answer.IMPOSSIBLE, "90.00", "81.50")
    assert to(cycle(), "好", "{完成: {between: [0, 83]}}").most == "80.50"


def test_a_value_beyond_the_limits_may_stay_or_come_within() -> None:
    found = to(cycle(), "较好", "{完成: {between: [84, 90], effort: 1}}")
    assert way(found) == [("完成", "80", "84", "4", "2.00")]
    assert to(cycle(cells(率="95 95 99")), "较好", "{完成: {between: [84, 90]}}").answer is Answer.THERE


def test_impossible_because_of_a_veto() -> None:
    found = to(cycle(cells(案="1 0 0")), "好")
    assert (found.answer, found.needed, found.most) == (Answer.IMPOSSIBLE, None, None)
    assert found.because == (
        Message("the veto {veto} lets it have {grade} at the most", veto="弄虚作假", grade="一般"),
    )
    assert to(cycle(cells(案="1 0 0")), "一般").answer is Answer.THERE


RULED = Message("No indicator of the unit uses it, only other rules; name it in the efforts to let it change.")


def test_what_only_other_rules_name_is_told_as_held() -> None:
    """What vetoes, withdraws, earns a bonus or bars from the prize, though no indicator uses it."""
    measures = f"{MEASURES}访: {{unit: 件, between: [0, 50]}}\n奖励: {{unit: 件, between: [0, 50]}}\n"
    measures += "会: {unit: 次, between: [0, 50]}\n闲: {unit: 次, between: [0, 50]}\n"
    adjustments = (
        "[{name: 弄虚作假, when: 案 > 0, grade_at_most: 一般, source: 文},"
        " {name: 停考, when: 访 > 5, withdraw: true, source: 文}, {name: 推广, bonus: 奖励, at_most: 3, source: 文}]"
    )
    prizes = "[{name: 一等奖, winners: 1, amount: 50, among: 会 > 0, source: 文}]"
    data = cells(案="1 0 0", 访="0 0 0", 奖励="0 0 0", 会="1 1 1", 闲="0 0 0")
    prepared = cycle(data, measures=measures, adjustments=adjustments, prizes=prizes)
    to_good = path(prepared, "甲", to_grade(prepared.inputs.ruleset, "好"))
    assert (to_good.answer, len(to_good.because)) == (Answer.IMPOSSIBLE, 1)
    ruled = {each.measure: each.reason for each in to_good.held if each.measure != "任务"}
    assert ruled == {"案": RULED, "访": RULED, "奖励": RULED}
    for_prize = path(prepared, "甲", to_prize(prepared.inputs.ruleset, "一等奖"))
    assert [each.measure for each in for_prize.held] == ["任务", "案", "访", "奖励", "会"]


def test_why_what_other_rules_name_stays() -> None:
    """Where naming it would not help, or others are named, that is said."""
    data = cells()
    without = county(完成="0 0 0", 任务="1 1 1", 率="0 0 0", 件="0 0 0")
    held = to(cycle(without), "好").held
    assert held[-1] == Held("案", Message("The data have no column of it."))
    assert Held("案", Message("The efforts do not name it.")) in to(cycle(data), "好", "{完成: {}}").held


def test_a_veto_that_may_change() -> None:
    """What was found can be undone if the efforts say so: at 7 a case, on top of the way to 90."""
    found = to(cycle(cells(案="2 0 0")), "好", "{完成: {effort: 1}, 率: {effort: 0.1}, 案: {effort: 7}}")
    assert way(found) == [
        ("完成", "80", "90", "10", "5.00"),
        ("率", "92.4", "95.0", "2.6", "6.00"),
        ("案", "2", "0", "14", "0.00"),
    ]


def test_a_withheld_grade() -> None:
    data, decisions = cells(率="95 95 99", 件="0 2 0", 完成="100 100 90"), decided({"grades/好/甲": "withhold"})
    found = to(cycle(data, decisions=decisions), "好")
    assert found.because == (Message("by a recorded decision the grade {grade} is withheld from it", grade="好"),)


def test_a_bonus_counts_with_its_cap() -> None:
    """Two points each, three at the most: the second case gives one point."""
    rules = "[{name: 推广, bonus: 2 * 案, at_most: 3, source: 文}]"
    found = to(cycle(adjustments=rules), "较好", "{案: {effort: 1}}")
    assert (way(found), found.after and found.after.total) == ([("案", "0", "1", "1", "2.00")], "81.00")
    assert to(cycle(adjustments=rules), "好", "{案: {effort: 1}}").most == "82.00"


def test_a_group_with_a_cap() -> None:
    """改造 and 拨付 give 70 at the most: 6 more houses fill it, and the rest has to come from 件."""
    grouped = """
- group: 两项
  points: 80
  at_most: 70
  indicators:
    - {name: 改造, points: 50, method: completion, actual: 完成, target: 任务, source: 文}
    - name: 拨付
      points: 30
      method: ladder
      value: 率
      steps: [{from: 95, earns: 30}, {from: 90, earns: 24}]
      source: 文
- {name: 检查, points: 20, method: per_instance, count: 件, deduct: 5, source: 文}
"""
    found = to(cycle(indicators=grouped), "好", "{完成: {effort: 1}, 件: {effort: 100}}")
    assert way(found) == [("完成", "80", "92", "12", "6.00"), ("件", "1", "0", "100", "5.00")]
    assert to(cycle(indicators=grouped), "好", "{完成: {effort: 1}, 率: {effort: 1}}").most == "85.00"


def test_ranks_with_peers_as_they_are() -> None:
    """Level with 乙 at 90 is rank 2; rank 1 takes the 95 of 丙."""
    prepared = cycle()
    second, first = (path(prepared, "甲", ToRank(rank)) for rank in (2, 1))
    assert (second.needed, first.needed) == ("90.00", "95.00")
    assert first.after is not None
    assert (first.after.total, first.after.rank, first.after.open) == ("95.00", 1, ("一等奖", "二等奖"))


def test_what_breaks_ties_spares_a_point() -> None:
    """Equal totals go by 检查: with 0 cases 甲 is ahead of 乙 at 90; with one case it has to have more."""
    prepared = cycle(cells(件="0 2 0"), ranking="{by: total, ties: [points.检查], source: 文}")
    prize = to_prize(prepared.inputs.ruleset, "二等奖")
    found = path(prepared, "甲", prize, efforts("{完成: {effort: 1}, 率: {effort: 0.1}}"))
    assert (found.needed, found.after and found.after.prizes) == ("90.00", ("二等奖",))
    worse = cycle(cells(件="3 2 0"), ranking="{by: total, ties: [points.检查], source: 文}")
    found = path(worse, "甲", prize, efforts("{完成: {effort: 1}, 率: {effort: 0.1}}"))
    assert (found.answer, found.needed, found.most) == (Answer.IMPOSSIBLE, "90.01", "85.00")


def test_a_prize_takes_more_than_a_tie() -> None:
    """At 90 甲 would share second place with 乙, for one prize: half a point more it takes."""
    prepared = cycle()
    found = path(prepared, "甲", to_prize(prepared.inputs.ruleset, "二等奖"))
    assert (found.needed, found.effort) == ("90.01", "13.7378")
    assert found.after is not None
    assert (found.after.total, found.after.rank, found.after.prizes) == ("90.50", 2, ("二等奖",))


def test_a_better_prize_counts() -> None:
    found = path(cycle(), "丙", to_prize(cycle().inputs.ruleset, "二等奖"))
    assert (found.answer, found.before.prizes) == (Answer.THERE, ("一等奖",))


def test_the_mean_that_others_are_given_moves_with_the_unit() -> None:
    """乙 has no task and is given the mean of 改造: of each point that 甲 gains there 乙 has half.

    甲 20 + 30 = 50, 乙 (20 + 50) ÷ 2 + 35 = 70, 丙 50 + 5 = 55. With h houses more 甲 has 50 + h/2, 乙 70 + h/4: it
    would take 80 houses. Each case fewer gives 5 points, as much as 20 houses, for 15 instead of 20.
    """
    measures = MEASURES.replace(
        "任务: {unit: 户, between: [1, 500]}", "任务: {unit: 户, between: [1, 500], may_not_apply: true}"
    )
    indicators = """
- {name: 改造, points: 50, method: completion, actual: 完成, target: 任务, not_applicable: peer_mean, source: 文}
- {name: 检查, points: 50, method: per_instance, count: 件, deduct: 5, source: 文}
"""
    data = county(完成="40 0 100", 任务="100 不适用 100", 件="4 3 9", 案="0 0 0", 率="0 0 0")
    prepared = cycle(data, measures=measures, indicators=indicators, prizes="")
    found = path(
        prepared, "甲", ToRank(1), efforts("{完成: {effort: 1, between: [0, 100]}, 件: {effort: 15, at_most: 2}}")
    )
    assert way(found) == [("完成", "40", "80", "40", "20.00"), ("件", "4", "2", "30", "10.00")]
    assert found.after is not None
    # With no house at all 乙 would have 60: less than that never suffices.
    assert (found.needed, found.after.total, found.after.rank) == ("60.00", "80.00", 1)


def test_two_measures_of_one_indicator_are_weighed_together() -> None:
    """50 × 80 ÷ 98 = 40.82 is too little for one point more, 50 × 80 ÷ 97 = 41.24 is enough, at 3 × 0.5.

    Two houses more would cost 2; one house more and one task less, 81 of 99, give 40.91.
    """
    found = to(cycle(), "较好", "{完成: {effort: 1}, 任务: {effort: 0.5}}")
    assert way(found) == [("任务", "100", "97", "1.5", "1.24")]


def test_a_way_that_the_re_score_does_not_confirm_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: Ways) -> Way:
        return Way((), 9000)

    monkeypatch.setattr(paths.Ways, "cheapest", wrong)
    with pytest.raises(Problems) as caught:
        to(cycle(), "好")
    assert refusal(caught) == [
        (
            "path-not-confirmed",
            "甲",
            "The way that was found does not lead to the goal when everything is scored anew.",
            "79.00",
            "a total of 90.00, and the goal",
            None,
        )
    ]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("{measures: {完戌: {}}}", "path-measure-unknown", "measures.完戌"),
        ("{held: 完戌}", "path-measure-unknown", "held"),
        ("{measures: {完成: {step: 0.5}}}", "path-decimals", "measures.完成"),
        ("{measures: {完成: {between: [0, 501]}}}", "path-limits", "measures.完成"),
        ("{measures: {完成: {between: [9, 3]}}}", "path-limits", "measures.完成"),
    ],
)
def test_efforts_that_cannot_be(text: str, code: str, place: str) -> None:
    prepared = cycle()
    with pytest.raises(Problems) as caught:
        path(prepared, "甲", to_grade(prepared.inputs.ruleset, "好"), read_efforts(text))
    assert [(each[0], each[1]) for each in refusal(caught)] == [(code, place)]


def test_units_grades_and_prizes_that_are_not_there() -> None:
    prepared = cycle()
    ruleset = prepared.inputs.ruleset
    with pytest.raises(Problems) as caught:
        path(prepared, "申", ToRank(1))
    assert refusal(caught)[0][0] == "unknown-unit"
    with pytest.raises(Problems) as caught:
        to_grade(ruleset, "很好")
    assert refusal(caught)[0][0] == "unknown-grade"
    with pytest.raises(Problems) as caught:
        to_prize(ruleset, "三等奖")
    assert refusal(caught)[0][0] == "unknown-prize"


def test_a_unit_that_is_not_scored_is_said_to_be_none_and_why() -> None:
    with pytest.raises(Problems) as caught:
        path(cycle(cells(完成="八十 100 90")), "甲", ToRank(1))
    first, second = caught.value.problems
    assert (first.code, str(first.what), first.place.unit, first.mend) == (
        "not-scored",
        "甲 is not scored.",
        "甲",
        None,
    )
    assert (second.code, second.found) == ("data-not-a-number", "八十")


def test_findings_hold_exact_texts() -> None:
    plain = to(cycle(), "好").as_plain()
    assert plain["analysis"] == "path"
    assert plain["changes"][0] == {
        "measure": "完成",
        "unit": "户",
        "now": "80",
        "to": "90",
        "change": "10",
        "effort": "10",
        "points": "5.00",
    }
    assert plain["held"] == [
        {"measure": "任务", "reason": "It is what others are held against, not what the unit reaches."},
        {"measure": "案", "reason": str(RULED)},
    ]
    assert Decimal(plain["effort"]) == Decimal("12.7378")
