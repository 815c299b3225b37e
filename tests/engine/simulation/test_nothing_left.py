"""Variants in which nothing that has points applies to a unit: no number is made up for it."""

import pytest
from building import measures, scheme

from engine.cycle import assessed_period
from engine.data import Data
from engine.decision import Decisions
from engine.fixed import fixed
from engine.history import History
from engine.preparation import Inputs, Prepared, prepare
from engine.problem import Problems
from engine.simulation.chance.drawn_weights import Dirichlet, drawn_points
from engine.simulation.variants import Variants, outcomes
from engine.simulation.varying.leave_one_out import leave_one_out

INDICATORS = """
- {name: 甲项, points: 50, method: given, score: 分, out_of: 100, source: 文}
- name: 乙项
  points: 50
  method: given
  score: 数
  out_of: 100
  not_applicable: exclude
  source: 文
"""


def cycle() -> Prepared:
    ruleset = scheme(
        measures=measures("分") + "\n数: {unit: 分, between: [0, 100], may_not_apply: true}", indicators=INDICATORS
    )
    data = Data.from_rows([{"unit": "甲", "分": "90", "数": "80"}, {"unit": "乙", "分": "100", "数": "不适用"}])
    return prepare(Inputs(ruleset, data, History(), Decisions(), assessed_period(ruleset, "2016")))


def numbers(*first: str) -> Variants:
    second = [str(100 - int(each)) for each in first]
    return Variants(
        len(first),
        {
            "indicators.甲项.points": fixed(*first, shape=(len(first), 1)),
            "indicators.乙项.points": fixed(*second, shape=(len(first), 1)),
        },
    )


def test_a_variant_that_leaves_a_unit_without_points_is_refused() -> None:
    assert outcomes(cycle(), numbers("1", "99")).total.texts()[1::2] == ["100.00", "100.00"]
    with pytest.raises(Problems) as caught:
        outcomes(cycle(), numbers("50", "0"))
    assert [(each.code, each.place.unit) for each in caught.value.problems] == [("simulate-nothing-applies", "乙")]


def test_no_drawn_indicator_is_left_without_points() -> None:
    points = drawn_points(cycle().plan, Dirichlet(1), 1, 0, 2000)
    assert (points[0] + points[1] == 10_000).all()
    assert min(points[0].min(), points[1].min()) >= 1


def test_an_indicator_that_alone_applies_to_a_unit_cannot_be_left_out() -> None:
    parts = leave_one_out(cycle()).parts
    assert [(each.name, each.without is None) for each in parts] == [("甲项", True), ("乙项", False)]
