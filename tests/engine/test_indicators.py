"""The points that one indicator earns: operands, steps and corners from the ruleset, rounding, tables."""

from decimal import Decimal

import pytest
from building import county, each, measures, result, run, scheme
from hypothesis import given as given_any
from hypothesis import strategies as st

from engine import indicators
from engine.data import Data
from engine.indicators import tabulated
from engine.ruleset import Ruleset

LIKE = "{unit: 件, decimals: 2, between: [-100, 100]}"


def one(method: str, **parts: str) -> Ruleset:
    """A scheme of one indicator of 10 points over 数 and, perhaps, 限."""
    parts = {"measures": measures("数", "限", like=LIKE), "scoring": "{full_marks: 10}", **parts}
    return scheme(indicators=f"- {{name: 项, points: 10, {method}, source: 文}}", **parts)


def earned(method: str, cells: str, limits: str = "", **parts: str) -> str:
    """What each unit earns, parted by blanks."""
    data = county(数=cells, 限=limits or ["0"] * len(cells.split()))
    return " ".join(points["项"] for points in each("points", one(method, **parts), data).values())


LADDER = "method: ladder, value: 数, steps: "
LINE = "method: interpolation, value: 数, through: "


@pytest.mark.parametrize(
    ("method", "cells", "points"),
    [
        ("method: completion, actual: 数, target: 3", "1 2 3 4 -1 0", "3.33 6.67 10.00 10.00 0.00 0.00"),
        ("method: completion, actual: 数 + 1, target: 6 - 数", "1 2 5", "4.00 7.50 10.00"),
        (
            LADDER + "[{from: 90, earns: 10}, {from: 60.5, earns: 6}]",
            "90 89.99 60.5 60.49 -5",
            "10.00 6.00 6.00 0.00 0.00",
        ),
        (LADDER + "[{from: 5, when: 限 > 0, earns: 10}, {when: 限 > 1, earns: 7}, {earns: 1}]", "9 9", "1.00 1.00"),
        (LADDER + "[{from: 5, earns: 10}, {earns: -2}]", "5 4.99", "10.00 -2.00"),
        (
            LINE + "[{at: 0, earns: 0}, {at: 30, earns: 10}]",
            "-1 0 1 15 29.99 30 99",
            "0.00 0.00 0.33 5.00 10.00 10.00 10.00",
        ),
        (
            LINE + "[{at: -10, earns: 10}, {at: 0, earns: 4}, {at: 20, earns: 0}]",
            "-20 -5 0 10 20 50",
            "10.00 7.00 4.00 2.00 0.00 0.00",
        ),
        (
            "method: shortfall, value: 数, limit: 5, each: 0.5, deduct: 1",
            "5 5.49 5.5 9.99 10 50 -9",
            "10.00 10.00 9.00 1.00 0.00 0.00 10.00",
        ),
        (
            "method: shortfall, value: 数, limit: 5, each: 0.5, deduct: 1, steps: started",
            "5 5.01 5.5 5.51",
            "10.00 9.00 9.00 8.00",
        ),
        (
            "method: shortfall, value: 数, limit: 5, each: 3, deduct: 1, steps: proportional",
            "6 5.01 8",
            "9.67 10.00 9.00",
        ),
        (
            "method: shortfall, value: 数, at_least: 90, each: 10, deduct: 4, floor: -2",
            "90 99 80 79.99 50",
            "10.00 10.00 6.00 6.00 -2.00",
        ),
        ("method: shortfall, value: 数, at_least: 90, each: 10, deduct: 4, floor: none", "50", "-6.00"),
        ("method: per_instance, count: 数, deduct: 1.5", "0 1 6 7 -3", "10.00 8.50 1.00 0.00 10.00"),
        ("method: per_instance, count: 数, deduct: 1.5, floor: none", "8", "-2.00"),
        ("method: per_instance, count: 数, deduct: 1.5, at_most: 4", "2 3 99", "7.00 6.00 6.00"),
        ("method: all_or_nothing, when: 数 > 5", "5 5.01", "0.00 10.00"),
        ("method: given, score: 数, out_of: 30", "30 1 -3 60", "10.00 0.33 -1.00 20.00"),
        ("method: given, score: 数, out_of: 8, decimals: 1", "1 0.99 0.12", "1.3 1.2 0.2"),
        ("method: given, score: 数, out_of: 8, decimals: 1, rounding: half_down", "1 -1", "1.2 -1.2"),
        ("method: given, score: 数, out_of: 8, decimals: 0, rounding: up", "1 -1", "2 -2"),
    ],
)
def test_what_a_method_earns(method: str, cells: str, points: str) -> None:
    assert earned(method, cells) == points


def test_a_ladder_tries_its_steps_from_the_top() -> None:
    steps = "[{from: 5, when: 限 > 0, earns: 10}, {when: 限 > 1, earns: 7}, {from: 3, earns: 5}, {earns: 1}]"
    assert earned(LADDER + steps, "9 9 1 1 3 2.99", "1 0 1 2 0 0") == "10.00 5.00 1.00 7.00 5.00 1.00"
    assert earned("method: ladder, steps: [{when: 数 == 限, earns: 3}]", "1 2", "1 1") == "3.00 0.00"


def test_a_percentage_beside_a_rate_is_read_in_its_unit() -> None:
    rate = measures("数", "限", like="{unit: '%', decimals: 2, between: [0, 100]}")
    method = "method: shortfall, value: 数, limit: 5%, each: 1, deduct: 1"
    assert earned(method, "5 6 7.5", measures=rate) == "10.00 9.00 8.00"


def test_an_unknown_condition_is_not_taken_for_a_false_one() -> None:
    """A unit for which it is not known has no points; a step above that is reached settles it."""
    formulas = "商: {value: 数 / 限, decimals: 2, source: 文}"
    parts = {"formulas": formulas}
    assert earned("method: all_or_nothing, when: 商 >= 0", "1 1", "0 1", **parts) == "10.00"
    steps = "method: ladder, value: 数, steps: [{from: 5, earns: 9}, {when: 商 >= 0, earns: 5}, {earns: 1}]"
    assert earned(steps, "1 1 6", "0 1 0", **parts) == "5.00 9.00"


def test_an_indicator_for_each_value_of_a_column() -> None:
    ruleset = scheme(
        tables="户: {columns: {因: {one_of: [病, 学]}, 数: {between: [0, 9]}}}",
        formulas="户数: {sum: 数, of: 户, per: 因, source: 文}",
        scoring="{full_marks: 20}",
        indicators="- {name: 帮扶, points: 10, method: completion, actual: 户数, target: 4, for_each: 因, source: 文}",
    )
    rows = [{"unit": "甲", "因": cause, "数": number} for cause, number in ("病1", "学3", "病2")]
    found = result(ruleset, Data.from_rows([{"unit": "甲", "分": "1"}], 户=rows))["甲"]
    assert found["points"] == {"帮扶·病": "7.50", "帮扶·学": "7.50"}
    assert found["formulas"] == {"户数·病": "3", "户数·学": "3"}


@given_any(st.lists(st.decimals(-5, 20, places=1), min_size=1, max_size=6), st.booleans())
def test_a_table_gives_what_the_method_gives(cells: list[Decimal], tables: bool) -> None:
    """Every value of the measure is looked up; where a table would be wider than the units, none is made."""
    ruleset = one(
        "method: shortfall, value: 数, limit: 5, each: 0.7, deduct: 1, steps: proportional",
        measures=measures("数", "限", like="{unit: 件, decimals: 1, between: [-5, 20]}"),
    )
    texts = [str(cell) for cell in cells]
    repeated = texts * 60 if tables else texts
    rows = [{"unit": str(number), "数": text, "限": "0"} for number, text in enumerate(repeated)]
    ruleset = ruleset.model_copy(update={"covers": ruleset.covers.model_copy(update={"at_most": 1000})})
    assessment = run(ruleset, Data.from_rows(rows))
    assert bool(tabulated(assessment.plan, assessment.columns, len(rows))) is (len(rows) > 250)
    for index, cell in enumerate(cells):
        gap = max(cell - 5, Decimal(0)) / Decimal("0.7")
        exact = max(10 - gap, Decimal(0)).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        assert assessment.points(index) == {"项": f"{exact}"}


def test_only_a_single_measure_of_this_period_is_tabulated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indicators, "LARGEST_TABLE", 10**9)
    narrow = measures("数", "限", like="{unit: 件, between: [0, 1]}")
    for method, made in [
        ("method: given, score: 数, out_of: 1", True),
        ("method: given, score: 数 + 限, out_of: 1", False),
        ("method: given, score: 数 + previous.数, out_of: 1", False),
        ("method: all_or_nothing, when: 类 == '山'", False),
        ("method: given, score: 1, out_of: 1", False),
    ]:
        ruleset = one(method, measures=narrow, attributes="类: {one_of: [山, 川]}")
        assessment = run(ruleset, county(数="1 1 0", 限="1 0 0", 类="山 山 山"))
        assert bool(tabulated(assessment.plan, assessment.columns, 3)) is made


@pytest.mark.parametrize(
    ("method", "better"),
    [
        ("method: completion, actual: 数, target: 7", 1),
        ("method: shortfall, value: 数, limit: 3, each: 0.7, deduct: 0.9", -1),
        ("method: shortfall, value: 数, at_least: 3, each: 0.7, deduct: 0.9, steps: started", 1),
        ("method: shortfall, value: 数, limit: 3, each: 0.7, deduct: 0.9, steps: proportional, floor: none", -1),
        ("method: per_instance, count: 数, deduct: 0.9, at_most: 7", -1),
        ("method: given, score: 数, out_of: 7", 1),
    ],
)
@given_any(st.lists(st.decimals(-10, 20, places=2), min_size=2, max_size=8))
def test_better_data_never_score_lower(method: str, better: int, cells: list[Decimal]) -> None:
    ordered = sorted(cells, reverse=better < 0)
    points = [Decimal(each) for each in earned(method, " ".join(map(str, ordered))).split()]
    assert points == sorted(points)
