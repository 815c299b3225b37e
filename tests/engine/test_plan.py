"""What a ruleset computes: flattened, repeated, resolved; every number by its path."""

from decimal import Decimal

import pytest
from building import measures, scheme

from engine.expression import parse
from engine.fixed import fixed
from engine.plan import compile_plan
from engine.rounding import Rounding

FULL = scheme(
    measures=measures("分", "数") + "\n率: {unit: '%', decimals: 1, between: [0, 100]}",
    attributes="类: {one_of: [山, 川]}",
    tables="户: {columns: {因: {one_of: [病, 学]}, 数量: {between: [0, 9]}}}",
    formulas="""
后: {value: 前 + 1, source: 文}
前: {value: 数 * 2, decimals: 1, source: 文}
户数: {count: 户, where: 数量 > 1, per: 因, source: 文}
病率: {share: 因 == '病', of: 户, decimals: 1, source: 文}
""",
    scoring="""
full_marks: 100
points: {decimals: 1, rounding: down}
total: {between: [0, 110]}
bonuses: {at_most: 5.50}
""",
    indicators="""
- group: 外
  points: 70
  at_most: 65
  only: 类 == '山' or 类 == '川'
  indicators:
    - group: 内
      points: 30
      indicators:
        - {name: 子, points: 30, method: ladder, value: 率, decimals: 3, rounding: up, only: 类 == '山' or 类 == '川',
           steps: [{from: 60, earns: 30}, {when: 率 > 5%, earns: 10}, {earns: 1}], source: 文}
    - {name: 帮, points: 20, method: completion, actual: 户数, target: 4.5, for_each: 因, source: 文}
- {name: 丑, points: 30, method: shortfall, value: 率, limit: 5%, each: 0.5, deduct: 1, source: 文}
""",
    adjustments="""
- {name: 事, when: 户数 > 1, deduct: 户数 * 2, at_most: 3, for_each: 因, source: 文}
- {name: 否, when: 病率 > 5%, grade_at_most: 较差, source: 文}
""",
    quotas="- {name: 优, share: 30%, about: 1, source: 文}",
    parties="{班子: {kind: body}}",
    consequences="""
- {name: 一, when: 户数 > 0 and previous.total < 60, then: [{party: 班子, effect: admonish}], for_each: 因, source: 文}
- name: 二
  when: previous.分 > 1
  then: [{party: 班子, effect: forbid, what: 评先, months: 6}]
  instead_of: [一]
  source: 文
""",
    prizes="- {name: 奖, winners: 3, amount: -50, from: last, source: 文}",
)
PLAN = compile_plan(FULL)


def test_indicators_in_the_order_of_the_ruleset_with_their_groups() -> None:
    assert [(each.name, each.path, each.groups) for each in PLAN.indicators] == [
        ("子", "indicators.子", ("外", "内")),
        ("帮·病", "indicators.帮", ("外",)),
        ("帮·学", "indicators.帮", ("外",)),
        ("丑", "indicators.丑", ()),
    ]
    assert [(each.decimals, each.rounding) for each in PLAN.indicators] == [
        (3, Rounding.UP),
        (1, Rounding.DOWN),
        (1, Rounding.DOWN),
        (1, Rounding.DOWN),
    ]
    assert [len(each.only) for each in PLAN.indicators] == [2, 1, 1, 0]
    assert PLAN.decimals == 3


def test_inner_groups_come_before_those_around_them() -> None:
    assert [(each.name, each.path, each.indicators) for each in PLAN.groups] == [
        ("内", "groups.内", (0,)),
        ("外", "groups.外", (0, 1, 2)),
    ]


def test_formulas_come_after_those_that_they_name() -> None:
    assert [each.name for each in PLAN.formulas] == ["前", "后", "户数·病", "户数·学", "病率"]
    assert str(PLAN.formulas[2].where) == "因 == '病' and 数量 > 1"


def test_repeated_rules_name_the_repeated_formula() -> None:
    assert str(PLAN.indicators[1].arguments["actual"]) == "`户数·病`"
    assert [(each.name, each.path, str(each.when), str(each.amount)) for each in PLAN.adjustments] == [
        ("事·病", "adjustments.事", "`户数·病` > 1", "`户数·病` * 2"),
        ("事·学", "adjustments.事", "`户数·学` > 1", "`户数·学` * 2"),
        ("否", "adjustments.否", "病率 > 5", "None"),
    ]
    assert [(each.name, each.instead_of) for each in PLAN.consequences] == [
        ("一·病", ()),
        ("一·学", ()),
        ("二", ("一·病", "一·学")),
    ]


def test_percentages_beside_a_rate_are_in_its_unit() -> None:
    assert str(PLAN.indicators[0].arguments["steps"][1].when) == "率 > 5"
    assert PLAN.indicators[3].arguments["limit"] == parse("5")
    assert str(PLAN.resolve(parse("率 > 5% and 0.1 < 5%"))) == "率 > 5 and 0.1 < 0.05"


def test_what_an_indicator_depends_on() -> None:
    assert [sorted(each.names) for each in PLAN.indicators] == [["率"], ["户数·病"], ["户数·学"], ["率"]]
    assert not any(each.looks_back for each in PLAN.indicators)
    back = scheme(indicators="- {name: 项, points: 100, method: given, score: 分 - previous.分, out_of: 1, source: 文}")
    assert compile_plan(back).indicators[0].looks_back
    assert PLAN.previous_names == {"total", "分"}


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("scoring.full_marks", "100"),
        ("scoring.points.decimals", "1"),
        ("scoring.total.between.1", "0"),
        ("scoring.total.between.2", "110"),
        ("scoring.bonuses.at_most", "5.5"),
        ("groups.外.points", "70"),
        ("groups.外.at_most", "65"),
        ("groups.内.points", "30"),
        ("indicators.子.points", "30"),
        ("indicators.子.steps.1.from", "60"),
        ("indicators.子.steps.2.earns", "10"),
        ("indicators.帮.target", "4.5"),
        ("indicators.丑.each", "0.5"),
        ("indicators.丑.floor", "0"),
        ("adjustments.事.at_most", "3"),
        ("grades.好.from", "90"),
        ("prizes.奖.amount", "-50"),
        ("prizes.奖.winners", "3"),
        ("quotas.优.share", "0.3"),
        ("quotas.优.about", "1"),
        ("consequences.二.then.1.months", "6"),
    ],
)
def test_every_number_has_its_path(path: str, number: str) -> None:
    found = PLAN.number(path)
    assert found.shape == (1, 1)
    assert Decimal(found.texts()[0]) == Decimal(number)


def test_what_is_no_number_has_no_path() -> None:
    for path in (
        "grades.较差.from",
        "groups.内.at_most",
        "grades.好.may",
        "indicators.子.value",
        "indicators.丑.limit",
    ):
        assert path not in PLAN.numbers
    with pytest.raises(KeyError):
        PLAN.number("grades.较差.from")


def test_the_numbers_that_variants_can_have_are_those_that_scoring_and_standing_read() -> None:
    assert sorted(PLAN.numbers.keys() - PLAN.variable) == [
        "consequences.二.then.1.months",
        "groups.内.points",
        "groups.外.points",
        "indicators.子.decimals",
        "quotas.优.about",
        "scoring.full_marks",
        "scoring.points.decimals",
    ]


def test_variants_have_numbers_of_their_own() -> None:
    assert PLAN.scenarios == 1
    twice = PLAN.varied({"grades.好.from": fixed("91", "92", shape=(2, 1))}, 2)
    assert (twice.scenarios, twice.number("grades.好.from").texts()) == (2, ["91", "92"])
    assert twice.number("prizes.奖.winners").texts() == ["3"]
    with pytest.raises(KeyError, match=r"scoring.full_marks"):
        PLAN.varied({"scoring.full_marks": fixed("90", "91", shape=(2, 1))}, 2)
