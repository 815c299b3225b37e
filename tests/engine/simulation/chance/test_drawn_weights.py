"""Weights by chance, against a loop over the draws with fractions."""

import hashlib
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from building import scheme
from chance_county import cycle, ruleset

from engine.plan import compile_plan
from engine.problem import Problems
from engine.simulation.chance.drawn_weights import (
    Dirichlet,
    Spread,
    drawn_points,
    group_points,
    numbers_of,
    weight_decimals,
    weight_sets,
)

TENTH = Spread(Decimal("0.1"))


def names(plan):
    return [tuple(plan.indicators[place].name for place in some.indicators) for some in weight_sets(plan)]


def test_points_move_among_indicators_that_the_same_units_have():
    assert names(cycle().plan) == [("任务", "台阶", "直评", "差错"), ("川甲", "川乙")]


def given(name: str, points: int, more: str = "") -> str:
    return f"{{name: {name}, points: {points}, method: given, score: 分, out_of: 100, source: 文{more}}}"


def test_conditions_hold_points_within_groups_that_others_share():
    """甲 and 丙 are of one class, but each stands beside an indicator of the other class, so that neither can give."""
    first, second = ", only: 区 == '甲'", ", only: 区 == '乙'"
    groups = f"""
- {{group: 一, points: 60, indicators: [{given("甲", 60, first)}, {given("乙", 60, second)}]}}
- {{group: 二, points: 40, indicators: [{given("丙", 40, first)}, {given("丁", 40, second)}]}}
"""
    plan = compile_plan(scheme(attributes="{区: {one_of: [甲, 乙]}}", indicators=groups))
    assert names(plan) == []


def test_conditions_of_a_whole_group_leave_its_points_free():
    groups = f"""
- {{group: 一, only: 区 == '甲', points: 60, indicators: [{given("甲", 60)}]}}
- {{group: 二, only: 区 == '甲', points: 40, indicators: [{given("丙", 40)}]}}
- {given("乙", 100, ", only: 区 == '乙'")}
"""
    plan = compile_plan(scheme(attributes="{区: {one_of: [甲, 乙]}}", indicators=groups))
    assert names(plan) == [("甲", "丙")]


def test_repeated_indicators_and_those_without_points_stay():
    rows = f"""
- {{name: 各类, points: 10, for_each: 类, method: given, score: 类分, out_of: 100, source: 文}}
- {given("甲", 50)}
- {given("乙", 30)}
- {given("零", 0)}
"""
    tables = "{票: {columns: {类: {one_of: [A, B]}, 票分: {between: [0, 100]}}}}"
    formulas = "{类分: {mean: 票分, of: 票, per: 类, decimals: 2, source: 文}}"
    plan = compile_plan(scheme(tables=tables, formulas=formulas, indicators=rows))
    assert names(plan) == [("甲", "乙", "零")]
    drawn = drawn_points(plan, TENTH, 1, 0, 100)
    assert [plan.indicators[place].name for place in drawn] == ["甲", "乙", "零"]
    assert (sum(drawn.values()) == 8000).all()
    assert (drawn[4] == 0).all()


def naive(amount: int, shares: list[float]) -> list[int]:
    """Largest remainder, one draw at a time."""
    exact = [Fraction(share) for share in shares]
    quotas = [amount * share / sum(exact) for share in exact]
    found = [int(quota) for quota in quotas]
    left = sorted(range(len(quotas)), key=lambda place: found[place] - quotas[place])
    for place in left[: amount - sum(found)]:
        found[place] += 1
    return found


def test_each_draw_is_what_a_loop_makes_of_its_random_numbers():
    drawn = drawn_points(cycle().plan, TENTH, 5, 60, 130)
    for draw in range(60, 130):
        key = hashlib.sha256(f"5/{draw // 64}/weights".encode()).digest()[:16]
        random = np.random.Generator(np.random.Philox(key=int.from_bytes(key, "little")))
        common = random.uniform(-1, 1, (64, 4))[draw % 64].tolist()
        plain = random.uniform(-1, 1, (64, 2))[draw % 64].tolist()
        points = [3000, 2000, 2500, 1500]
        expected = naive(9000, [each * (1 + 0.1 * by) for each, by in zip(points, common, strict=True)])
        assert [int(drawn[place][draw - 60]) for place in (0, 1, 5, 6)] == expected
        expected = naive(1000, [each * (1 + 0.1 * by) for each, by in zip([600, 400], plain, strict=True)])
        assert [int(drawn[place][draw - 60]) for place in (2, 3)] == expected


@pytest.mark.parametrize("weights", [TENTH, Spread(Decimal(1)), Dirichlet(Decimal(3)), Dirichlet(Decimal("0.001"))])
def test_full_marks_for_every_class_in_the_decimals_of_the_scheme(weights):
    plan = cycle().plan
    numbers = numbers_of(plan, drawn_points(plan, weights, 3, 0, 500))
    every = {each.name: plan.number(f"{each.path}.points").to(2).scaled for each in plan.indicators}
    every |= {path.split(".")[1]: number.scaled for path, number in numbers.items() if path.endswith(".points")}
    assert all(number.decimals == 2 for number in numbers.values())
    assert all((each >= 0).all() for each in every.values())
    for own in (("川甲", "川乙"), ("山甲",)):
        assert (sum(every[name] for name in ("任务", "台阶", "直评", "差错", *own)) == 10000).all()


def test_no_spread_is_the_scheme_itself():
    plan = cycle().plan
    for weights in (Spread(Decimal(0)), Dirichlet(Decimal(10**18))):
        for path, number in numbers_of(plan, drawn_points(plan, weights, 3, 0, 200)).items():
            official = plan.number(path).to(number.decimals)
            assert (number.scaled == official.scaled).all(), path


def test_points_of_methods_change_in_proportion_half_up():
    plan = cycle().plan
    numbers = numbers_of(plan, {1: np.array([1000, 2001]), 6: np.array([1501, 0])})
    assert numbers["indicators.台阶.points"].texts() == ["10.00", "20.01"]
    assert numbers["indicators.台阶.steps.1.earns"].texts() == ["10.00", "20.01"]
    # 12.25 × 1000 ÷ 2000 = 6.125, and 12.25 × 2001 ÷ 2000 = 12.256125
    assert numbers["indicators.台阶.steps.2.earns"].texts() == ["6.13", "12.26"]
    assert "indicators.台阶.steps.1.from" not in numbers
    assert numbers["indicators.差错.deduct"].texts() == ["1.50", "0.00"]


def test_a_number_with_more_decimals_keeps_them():
    fine = "{name: 差错, points: 60, method: per_instance, count: 分, deduct: 0.125, source: 文}"
    plan = compile_plan(scheme(indicators=f"[{given('甲', 40)}, {fine}]"))
    assert weight_decimals(plan) == 2
    numbers = numbers_of(plan, {1: np.array([6000, 6500])})
    # 0.125 × 65 ÷ 60 = 0.13541…
    assert numbers["indicators.差错.deduct"].texts() == ["0.125", "0.135"]


def test_points_finer_than_the_scheme_decide_the_decimals():
    plan = compile_plan(
        scheme(indicators=f"[{given('甲', 40).replace('40', '40.125')}, {given('乙', 59).replace('59', '59.875')}]")
    )
    assert weight_decimals(plan) == 3
    drawn = drawn_points(plan, TENTH, 1, 0, 50)
    assert (drawn[0] + drawn[1] == 100_000).all()


def test_a_dirichlet_distribution_has_the_scheme_as_its_mean():
    drawn = drawn_points(cycle().plan, Dirichlet(Decimal(50)), 2, 0, 20_000)
    for place, points in ((0, 30), (1, 20), (5, 25), (6, 15)):
        share = points / 90
        deviation = 90 * (share * (1 - share) / 51) ** 0.5
        found = drawn[place] / 100
        assert abs(found.mean() - points) < 4 * deviation / 20_000**0.5
        assert abs(found.std() / deviation - 1) < 0.03


def test_groups_follow_their_indicators():
    plan = cycle().plan
    assert group_points(plan, {0: 100, 1: -30, 5: -70, 2: 5, 3: -5}) == {"groups.减贫": 70, "groups.管理": -70}
    assert group_points(plan, {2: 5, 3: -5}) == {}


def test_nothing_can_vary_where_nothing_is_shared():
    with pytest.raises(Problems) as raised:
        drawn_points(compile_plan(scheme()), TENTH, 1, 0, 1)
    assert [problem.code for problem in raised.value.problems] == ["simulate-weights-fixed"]


def test_the_ruleset_of_the_tests_is_in_order():
    assert ruleset().scoring.full_marks == 100
