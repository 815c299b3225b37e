"""Impact by hand: a stricter cut, a prize less and better data of one unit."""

from decimal import Decimal

import pytest
from building import codes, county, decided, past
from county_years import YEARS, assessment
from small_county import cycle, ruleset, scenario, under

from engine.preparation import prepare
from engine.problem import Problems
from engine.simulation.comparing.impact import Comparison, impact
from engine.simulation.comparing.levels import Movement

STRICTER = "{edits: {grades.好.from: 92, prizes.二等奖.winners: 1}, data: {丁: {分: '91'}}}"


def compared(text: str = STRICTER, **more: object) -> Comparison:
    before = cycle(**more)  # type: ignore[arg-type]  # the fields of a cycle
    (found,) = impact(before, {"试": under(before, text)}).comparisons
    return found


def counts(found: dict[Movement, int]) -> list[int]:
    return [found[each] for each in (Movement.UP, Movement.DOWN, Movement.SAME, Movement.OTHER)]


def test_the_small_county() -> None:
    """Then 乙, 丙 and 丁 have 91 points, 较好, and are tied for the one second prize and the place of 先进."""
    found = compared()
    assert counts(dict(found.by_grade)) == [0, 2, 3, 0]
    assert counts(dict(found.by_rank)) == [1, 0, 4, 0]
    assert found.levels.names == ("好", "较好", "一般", "较差")
    assert found.transitions == ((1, 2, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 0))
    assert (found.before.money, found.after.money) == (110, 80)
    assert (found.agreement.concordant, found.agreement.discordant, found.agreement.pairs) == (7, 0, 10)
    units = {each.unit: each for each in found.changes}
    assert [(unit, units[unit].points, units[unit].places, units[unit].same) for unit in "甲乙丁戊"] == [
        ("甲", 0, 0, True),
        ("乙", 0, 0, False),
        ("丁", 6, 2, False),
        ("戊", 0, 0, True),
    ]
    assert (units["乙"].lost("prizes"), units["乙"].gained("prizes"), units["乙"].in_doubt("prizes")) == (
        (),
        (),
        ("二等奖",),
    )
    assert [units["丁"].in_doubt(kind) for kind in ("prizes", "quotas", "consequences")] == [
        ("二等奖",),
        ("先进",),
        ("表扬",),
    ]
    assert [question.key for question in found.asked_anew] == ["prizes/一等奖/乙+丙+丁", "quotas/先进/乙+丙+丁"]


def test_units_of_which_only_the_points_change() -> None:
    found = compared("{data: {甲: {分: '96'}, 丁: {分: '92'}}}")
    assert [(each.unit, each.points_alone) for each in found.changes] == [
        ("甲", True),
        ("乙", False),
        ("丙", False),
        ("丁", False),
        ("戊", False),
    ]


def test_lost_and_gained() -> None:
    found = compared("{edits: {quotas.先进.places: 3, prizes.二等奖.winners: 4}, remove: prizes.一等奖}")
    units = {each.unit: each for each in found.changes}
    assert [units[unit].gained("prizes") for unit in "甲乙丁戊"] == [("二等奖",), (), ("二等奖",), ()]
    assert units["甲"].lost("prizes") == ("一等奖",)
    assert (units["乙"].gained("quotas"), units["乙"].in_doubt("quotas")) == ((), ("先进",))
    assert (found.before.places, found.after.places) == ({"先进": 2}, {"先进": 3})


def test_a_decision_that_answers_no_question_any_more_is_named() -> None:
    found = compared(decisions=decided({"quotas/先进/乙+丙": ("乙", "丙")}))
    assert (found.before.left_out, found.after.left_out) == ((), ("quotas/先进/乙+丙",))
    assert found.before.questions == ()


def test_units_that_are_scored_only_once() -> None:
    found = compared("{data: {丁: {分: '150'}}}")
    assert found.after.not_scored == ("丁",)
    assert codes(found.after.problems) == [("data-range", "丁")]
    (fourth,) = (each for each in found.changes if each.unit == "丁")
    assert (fourth.after, fourth.points, fourth.places, fourth.same) == (None, None, None, False)
    assert (counts(dict(found.by_rank)), counts(dict(found.by_grade))) == ([1, 0, 3, 0], [0, 0, 4, 0])
    back = impact(under(cycle(), "{data: {丁: {分: '150'}}}"), {"试": cycle()}).comparisons[0]
    assert [each.unit for each in back.changes] == list("甲乙丙戊丁")
    assert (back.changes[-1].before, sum(map(sum, back.transitions))) == (None, 4)


def test_a_scheme_that_can_score_nobody_is_refused() -> None:
    before = cycle()
    other = cycle(rules=ruleset(measures="{分: {unit: 分, between: [0, 50]}}"))
    with pytest.raises(Problems) as caught:
        impact(before, {"别的办法": other})
    found = caught.value.problems
    assert (found[0].code, str(found[0].what)) == ("simulate-nobody", "Under 别的办法 not one unit can be scored.")
    assert {each.code for each in found[1:]} == {"data-range"}
    assert len(found) == 4


def test_a_rule_that_brings_something_else_is_named_where_it_is_in_force() -> None:
    effects = "[{party: 班子, effect: rectify}]"
    found = compared(f"{{edits: {{consequences.提醒.then: {effects}, consequences.约谈.then: {effects}}}}}")
    assert found.reworded == ("提醒",)
    assert all(each.same for each in found.changes)


def test_other_grades_are_compared_by_those_that_both_have() -> None:
    before = cycle()
    rules = ruleset(
        grades="[{grade: 优, from: 95, source: 文}, {grade: 好, from: 90, source: 文}, {grade: 及格, source: 文}]",
        consequences="",
    )
    (found,) = impact(before, {"试": cycle(rules=rules)}).comparisons
    assert counts(dict(found.by_grade)) == [1, 0, 2, 2]
    assert found.levels.names == ("优", "好", "及格", "较好", "一般", "较差")
    assert found.transitions[1] == (1, 2, 0, 0, 0, 0)


def test_ranked_in_another_group_is_no_step_up_or_down() -> None:
    rules = ruleset(attributes="区: {one_of: [东, 西]}", ranking="{within: 区, source: 文}")
    data = county(分="95 91 91 85 72", 区="东 西 东 东 西")
    found = compared("{data: {戊: {区: 东}}}", rules=rules, data=data)
    assert counts(dict(found.by_rank)) == [0, 0, 4, 1]


def test_nothing_changes_where_nothing_is_changed() -> None:
    found = compared("{edits: {grades.好.from: 90}, data: {丁: {分: '85.00'}}}", history=past("戊 2015 一般"))
    assert all(each.same for each in found.changes)
    assert (counts(dict(found.by_rank)), counts(dict(found.by_grade))) == ([0, 0, 5, 0], [0, 0, 5, 0])
    assert found.before.as_plain() == found.after.as_plain() | {"data_digest": found.before.data_digest}


@pytest.mark.parametrize(("scheme", "period"), YEARS)
def test_the_demonstration_under_its_own_rules(scheme: str, period: str) -> None:
    before = prepare(assessment(scheme, period).inputs)
    (found,) = impact(before, {"同": prepare(before.inputs)}).comparisons
    assert found.before == found.after
    assert (found.after.left_out, found.asked_anew) == ((), ())


def test_as_json() -> None:
    before = cycle()
    plain = impact(before, {"试": under(before, STRICTER)}).as_plain()
    assert (plain["analysis"], plain["made_from"]["period"], plain["before"]["prize_money"]) == (
        "impact",
        "2016",
        "110",
    )
    (found,) = plain["scenarios"]
    assert (found["scenario"], found["prize_money"], found["by_rank"]) == (
        "试",
        "80",
        {"up": 1, "down": 0, "same": 4, "other": 0},
    )
    assert found["ruleset_digest"] == scenario_digest()
    assert found["kendall_tau_b"]["tau"] == pytest.approx(7 / 63**0.5)
    second = found["units"][1]
    assert (second["unit"], second["points"], second["before"]["grade"], second["after"]["grade"]) == (
        "乙",
        "0.00",
        "好",
        "较好",
    )
    assert second["after"]["money"] == {"least": "0", "most": "30"}


def scenario_digest() -> str:
    return under(cycle(), STRICTER).inputs.ruleset.digest


def test_the_order_is_that_of_the_ranks_before() -> None:
    found = compared(data=county(分="72 95 91 85 91"))
    assert [each.unit for each in found.changes] == list("乙丙戊丁甲")
    assert found.before.units["乙"].total == Decimal(95)
    assert scenario(STRICTER).name == "试"
