"""Formulas as people read them, with names or with values."""

from typing import Any

import pytest
from building import county, measures, run, scheme

from engine import wording
from engine.expression import parse

LIKE = "{unit: 件, decimals: 1, between: [-100, 1000], may_not_apply: true}"


def formulas(method: str, **cells: str) -> tuple[str, str]:
    """An indicator's formula with its names, and with 甲's values."""
    ruleset = scheme(
        measures=measures("分", "率", like=LIKE),
        indicators=f"- {{name: 项, points: 100, method: {method}, source: 文}}",
    )
    assessment = run(ruleset, county(**{"分": "80", "率": "2.5", **cells}))
    (indicator,) = assessment.plan.indicators
    shown = wording.values_only(assessment.columns, 0)
    return str(wording.formula(indicator)), str(wording.formula(indicator, shown=shown))


@pytest.mark.parametrize(
    ("method", "names", "values"),
    [
        ("given, score: 分, out_of: 120", "100 × 分 ÷ 120", "100 × 80.0 ÷ 120"),
        ("completion, actual: 分, target: 率 + 1", "100 × min(分 ÷ (率 + 1), 1)", "100 × min(80.0 ÷ (2.5 + 1), 1)"),
        ("given, score: 分 - 率, out_of: 120", "100 × (分 - 率) ÷ 120", "100 × (80.0 - 2.5) ÷ 120"),
        ("completion, actual: 分, target: 90", "100 × min(分 ÷ 90, 1)", "100 × min(80.0 ÷ 90, 1)"),
        (
            "shortfall, value: 率, limit: 1.5, each: 0.50, deduct: 1",
            "100 − 1 for every 0.50 (only full steps count) by which 率 misses 1.5, not below 0",
            "100 − 1 for every 0.50 (only full steps count) by which 2.5 misses 1.5, not below 0",
        ),
        (
            "shortfall, value: 率, at_least: 分, each: 1, deduct: 2, steps: started, floor: none",
            "100 − 2 for every 1 (a step that is begun counts) by which 率 misses 分, not below no floor",
            "100 − 2 for every 1 (a step that is begun counts) by which 2.5 misses 80.0, not below no floor",
        ),
        (
            "ladder, value: 分, steps: [{from: 90, earns: 100}, {from: 70, when: 率 < 3, earns: 50.5}, {earns: 0}]",
            "分 ≥ 90: 100, 分 ≥ 70 and 率 < 3: 50.5, otherwise: 0",
            "80.0 ≥ 90: 100, 80.0 ≥ 70 and 2.5 < 3: 50.5, otherwise: 0",
        ),
        ("ladder, steps: [{when: 率 < 3, earns: 100}]", "率 < 3: 100", "2.5 < 3: 100"),
    ],
)
def test_a_formula_with_names_and_with_values(method: str, names: str, values: str) -> None:
    with_names, with_values = formulas(method)
    assert with_names.endswith(names)
    assert with_values.endswith(values)


def test_corners_of_a_line() -> None:
    names, values = formulas("interpolation, value: 分, through: [{at: 0, earns: 0}, {at: 99.5, earns: 100}]")
    assert "(0, 0), (99.5, 100)" in names
    assert "(0, 0), (99.5, 100)" in values


def test_full_points_may_be_others_than_the_rulesets() -> None:
    assessment = run(scheme(), county(分="80"))
    (indicator,) = assessment.plan.indicators
    assert str(wording.formula(indicator, "140.00")) == "140.00 × 分 ÷ 100"


ATTRIBUTES = "类: {one_of: [山, 川]}\n贫: {type: yes_no}\n日: {type: date}"


@pytest.mark.parametrize(
    ("expression", "first", "second"),
    [
        ("分", "80.00", "7.50"),
        ("数", "?", "3.00"),
        ("类", "山", "川"),
        ("贫", "✓", "✗"),
        ("日", "2016-05-01", "2015-12-31"),
        ("常", "7", "7"),
        ("points.分", "80.00", "7.50"),
        ("previous.grade", "?", "?"),
        ("previous.rank", "?", "?"),
        ("quotas.优", "✓", "✗"),
        ("grade", "较好", "较差"),
        ("rank", "1", "2"),
        ("is_last", "✗", "✓"),
        ("times(total > 10)", "1", "0"),
        ("分 > 1", None, None),
        ("5", None, None),
    ],
)
def test_the_value_of_a_name(expression: str, first: str | None, second: str | None) -> None:
    ruleset = scheme(
        measures=measures("分", "数"),
        attributes=ATTRIBUTES,
        parameters="常: {values: [{from: 2000-01-01, is: 7}], source: 文}",
        quotas="- {name: 优, places: 1, source: 文}",
        targets="- {name: 比, expect: previous.rank < 3, when: previous.grade == '好', source: 文}",
    )
    data = county(分="80 7.5", 数="n/a 3", 类="山 川", 贫="是 否", 日="2016-05-01 2015-12-31")
    columns: Any = run(ruleset, data).columns
    assert [wording.text_of(columns, parse(expression), unit) for unit in (0, 1)] == [first, second]


def test_a_withdrawn_unit_is_last_or_not_nobody_knows() -> None:
    ruleset = scheme(adjustments="- {name: 退, when: 分 > 50, withdraw: true, source: 文}")
    columns = run(ruleset, county(分="80 7.5")).columns
    assert [wording.text_of(columns, parse("is_last"), unit) for unit in (0, 1)] == ["?", "✓"]
    assert [wording.text_of(columns, parse("rank"), unit) for unit in (0, 1)] == ["?", "1"]


def test_names_with_their_values_behind_them() -> None:
    columns = run(scheme(), county(分="80 7.5")).columns
    shown = wording.names_with_values(columns, 1)
    assert parse("分 > 5 and not (grade == '好')").show(shown) == "分 (7.50) > 5 and not grade (较差) == '好'"
