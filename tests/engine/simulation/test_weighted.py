"""Totals, grades and ranks where only numbers vary: against the oracle, which scores each variant alone."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from building import measures, scheme
from oracle.census import KINDS, census
from oracle.generate import County, county
from oracle.methods import METHODS
from oracle.questions import Refused
from oracle.scoring import told
from varied import edited, prepared

from engine.cycle import assessed_period
from engine.data import Data
from engine.decision import Decisions
from engine.fixed import Fixed, fixed
from engine.history import History
from engine.preparation import Inputs, Prepared, prepare
from engine.problem import Problems
from engine.simulation import weighted
from engine.simulation.variants import Outcomes, Variants, outcomes
from engine.source.address import Addresses

DRAWS = 3
RARE = (
    "drawn",
    "by product",
    "scored",
    "points named",
    "points half-way",
    "tied ranks",
    "tie broken",
    "ranking in groups",
    "veto lowers a grade",
    "withdrawn",
    "only leaves out",
    "repeated indicator",
    "points moved on in a chain",
    "exclusion rescales",
    "group capped",
    "group in a group capped",
    "bonuses capped",
    "clamped above",
    "clamped below",
    "negative points",
    *(f"method: {method}" for method in METHODS),
    *(f"not applicable: {kind}" for kind in KINDS if kind != "error"),
)


def drawn(given: County, base: Prepared, rng: Random) -> list[dict[str, str]]:
    """Other points for all indicators, and for what is points in their methods; the last draw is nearly the first."""
    addresses = Addresses(given.ruleset)
    worth = {path for each in base.plan.indicators for path in base.plan.worth(each)}
    paths = sorted(path for path in worth & base.plan.variable if addresses.known(path))
    before = {path: Decimal(base.plan.number(path).texts()[0]) for path in paths}
    draws = [
        {path: str(number * rng.choice((80, 90, 110, 125)) / 100) for path, number in before.items()}
        for _ in range(DRAWS - 1)
    ]
    return [*draws, {**draws[0], paths[0]: str(before[paths[0]])}] if paths else []


@pytest.mark.no_cover
def test_each_draw_is_what_the_oracle_makes_of_it_alone() -> None:
    seen: Counter[str] = Counter()
    for seed in range(500, 590):
        given = county(seed)
        if given.totals is not None:
            continue
        try:
            base = prepared(given)
        except Problems:
            continue
        changes = drawn(given, base, Random(seed))
        if not changes:
            continue
        numbers = {path: fixed(*(change[path] for change in changes), shape=(DRAWS, 1)) for path in changes[0]}
        found = outcomes(base, Variants(DRAWS, numbers))
        for number, change in enumerate(changes):
            alone = replace(given, ruleset=edited(given.ruleset, change))
            try:
                run = alone.run()
            except Refused:  # a decision no longer answers a question, or effects are now incompatible
                continue
            compare(base, found, number, told(run)["units"], f"seed {seed}, draw {number}: {change}")
            seen.update(census(alone, run))
            seen["drawn"] += 1
        seen["points named"] += bool(base.plan.points_names)
        for indicator in base.plan.indicators:
            decimals = [found.plan.number(path).decimals for path in base.plan.worth(indicator)]
            seen["scored" if base.linear.rates(indicator, decimals) is None else "by product"] += 1
    assert seen["drawn"] >= 160
    assert [case for case in RARE if not seen[case]] == []


def compare(base: Prepared, found: Outcomes, number: int, said: dict[str, dict[str, str]], where: str) -> None:
    """Totals, grades and ranks of one draw, and the total that its points add up to."""
    assert set(said) == set(base.units), where
    kept = found.scores.total
    for index, unit in enumerate(base.units):
        one = said[unit]
        assert exact(found.total, number, index) == Fraction(one["total"]), (where, unit)
        assert exact(kept, number, index) == Fraction(one["total"]), (where, unit)
        assert base.inputs.ruleset.grades[found.grades[number, index]].grade == one["grade"], (where, unit)
        assert int(found.ranks[number, index]) == (one["rank"] or 0), (where, unit)


def exact(column: Fixed, row: int, unit: int) -> Fraction:
    return Fraction(int(column.scaled[row, unit]), 10**column.decimals)


# A scheme of every method, and what docs/meaning.md says of each in fractions

MANY = """
- {name: 原始, points: 20, decimals: 6, method: given, score: 一, out_of: 100, source: 文}
- {name: 折算, points: 15, method: given, score: 一, out_of: 60, source: 文}
- {name: 完成, points: 15, method: completion, actual: 二, target: 三, source: 文}
- {name: 全有, points: 10, method: all_or_nothing, when: 二 >= 三, source: 文}
- {name: 阶梯, points: 10, method: ladder, value: 一, steps: [{from: 80, earns: 10}, {from: 50, earns: 4}], source: 文}
- name: 插值
  points: 10
  method: interpolation
  value: 一
  through: [{at: 30, earns: 1}, {at: 90, earns: 10}]
  source: 文
- {name: 差距, points: 10, method: shortfall, value: 一, at_least: 95, each: 0.7, deduct: 0.3, source: 文}
- {name: 发现, points: 10, method: per_instance, count: 四, deduct: 1.5, source: 文}
"""

WORTH = {
    "原始": ("points",),
    "折算": ("points",),
    "完成": ("points",),
    "全有": ("points",),
    "阶梯": ("points", "steps.1.earns", "steps.2.earns"),
    "插值": ("points", "through.1.earns", "through.2.earns"),
    "差距": ("points", "deduct"),
    "发现": ("points", "deduct"),
}


def half_up(value: Fraction, decimals: int = 2) -> Fraction:
    """Of a value that is not below zero."""
    return Fraction(int(value * 10**decimals + Fraction(1, 2)), 10**decimals)


def total_of(numbers: dict[str, Fraction], one: Fraction, two: Fraction, three: Fraction, four: Fraction) -> Fraction:
    """The points of a unit, method by method, each rounded and summed."""
    points = {name: numbers[f"indicators.{name}.points"] for name in WORTH}
    steps = [
        (Fraction(80), numbers["indicators.阶梯.steps.1.earns"]),
        (Fraction(50), numbers["indicators.阶梯.steps.2.earns"]),
    ]
    low, high = numbers["indicators.插值.through.1.earns"], numbers["indicators.插值.through.2.earns"]
    along = min(max(one, Fraction(30)), Fraction(90)) - 30
    missed = max(Fraction(95) - one, Fraction(0)) // Fraction("0.7")
    return sum(
        (
            half_up(points["原始"] * one / 100, 6),
            half_up(points["折算"] * one / 60),
            half_up(points["完成"] * min(two / three, Fraction(1))),
            points["全有"] if two >= three else Fraction(0),
            next((earns for begins, earns in steps if one >= begins), Fraction(0)),
            half_up(low + (high - low) * along / 60),
            half_up(max(points["差距"] - numbers["indicators.差距.deduct"] * missed, Fraction(0))),
            max(points["发现"] - four * numbers["indicators.发现.deduct"], Fraction(0)),
        ),
        Fraction(0),
    )


def test_many_draws_of_many_units_in_several_blocks() -> None:
    """More draws × units than are summed at once; every total of some draws, and every rank of one."""
    random = np.random.default_rng(5)
    units, draws = 600, 250
    assert draws * units > 2 * weighted.BLOCK
    data = {
        "一": [f"{value / 100:.2f}" for value in random.integers(0, 6001, units)],
        "二": [str(value) for value in random.integers(0, 40, units)],
        "三": [str(value) for value in random.integers(1, 40, units)],
        "四": [str(value) for value in random.integers(0, 9, units)],
    }
    base = many_units(data, indicators=MANY, measures=measures("一", "二", "三", "四", like=SOME))
    numbers = {}
    for name, keys in WORTH.items():
        factors = random.integers(50, 151, draws)
        for key in keys:
            path = f"indicators.{name}.{key}"
            before = Fraction(base.plan.number(path).texts()[0])
            numbers[path] = [half_up(before * int(factor) / 100) for factor in factors]
    columns = {
        path: fixed(*(f"{float(each):.2f}" for each in values), shape=(draws, 1)) for path, values in numbers.items()
    }
    found = outcomes(base, Variants(draws, columns))
    rows = [tuple(Fraction(data[name][unit]) for name in "一二三四") for unit in range(units)]
    for draw in (0, 108, 109, 249):
        own = {path: values[draw] for path, values in numbers.items()}
        totals = [total_of(own, *row) for row in rows]
        assert [exact(found.total, draw, unit) for unit in range(units)] == totals
        assert len(set(totals)) < units  # some tie
        assert found.ranks[draw].tolist() == [1 + sum(other > total for other in totals) for total in totals]
    assert found.scores.points.keys() == WORTH.keys()  # made when they are asked for


SOME = "{unit: 件, decimals: 2, between: [0, 100]}"


def many_units(columns: dict[str, list[str]], **parts: str) -> Prepared:
    """A cycle of as many units as the columns are long."""
    ruleset = scheme(covers="{unit: 乡镇, at_most: 1000}", **parts)
    names = [f"单位{number}" for number in range(len(next(iter(columns.values()))))]
    rows = [{"unit": name, **{key: values[n] for key, values in columns.items()}} for n, name in enumerate(names)]
    inputs = Inputs(ruleset, Data.from_rows(rows), History.of([]), Decisions(), assessed_period(ruleset, "2015"))
    return prepare(inputs)


@pytest.mark.parametrize(("points", "by_product"), [(4_000_000, True), (5_000_000, False)])
def test_sums_beyond_what_float_holds_are_summed_in_whole_numbers(points: int, by_product: bool) -> None:
    """9 decimals: full marks of 8,000,000 are below 2⁵³ in units of the last, those of 10,000,000 are not."""
    assert (2 * points * 10**9 < weighted.EXACT) is by_product
    indicators = "".join(
        f"- {{name: {name}, points: {points}, decimals: 9, method: given, score: {name}, out_of: 100, source: 文}}\n"
        for name in "一二"
    )
    like = "{unit: 分, decimals: 9, between: [0, 100]}"
    base = many_units(
        {"一": ["99.999999997", "100"], "二": ["100", "99.999999999"]},
        scoring=f"{{full_marks: {2 * points}}}",
        indicators=indicators,
        measures=measures("一", "二", like=like),
    )
    numbers = {f"indicators.{name}.points": fixed(points, points, shape=(2, 1)) for name in "一二"}
    found = outcomes(base, Variants(2, numbers))
    unit = points // 100
    expected = [Fraction(2 * points) - unit * Fraction(3, 10**9), Fraction(2 * points) - unit * Fraction(1, 10**9)]
    assert [exact(found.total, 1, place) for place in (0, 1)] == expected
    assert found.ranks.tolist() == [[2, 1], [2, 1]]


def test_points_that_move_to_an_indicator_in_proportion_to_its_own() -> None:
    indicators = (
        "- {name: 甲, points: 40, method: given, score: 一, out_of: 100, not_applicable: {move_points_to: 乙},"
        " source: 文}\n"
        "- {name: 乙, points: 60, decimals: 6, method: given, score: 二, out_of: 100, source: 文}\n"
    )
    like = "{unit: 分, decimals: 2, between: [0, 100], may_not_apply: true}"
    columns = {"一": ["90", "不适用"], "二": ["50", "62.5"]}
    base = many_units(columns, indicators=indicators, measures=measures("一", "二", like=like))
    numbers = {"甲": fixed(30, 45, shape=(2, 1)), "乙": fixed(70, 55, shape=(2, 1))}
    found = outcomes(base, Variants(2, {f"indicators.{name}.points": each for name, each in numbers.items()}))
    assert [exact(found.total, draw, 0) for draw in (0, 1)] == [Fraction("62"), Fraction("68")]
    assert [exact(found.total, draw, 1) for draw in (0, 1)] == [Fraction("62.5")] * 2
    assert found.ranks.tolist() == [[2, 1], [1, 2]]
