"""Points, caps, adjustments, corrections, totals; blocks, scenarios and wide numbers give the same."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from building import codes, county, each, measures, result, run, scheme
from hypothesis import given as given_any
from hypothesis import strategies as st

from engine import scoring
from engine.assessment import Assessment
from engine.columns import Columns
from engine.data import Data
from engine.fixed import Fixed, fixed
from engine.plan import compile_plan
from engine.ruleset import Ruleset
from engine.scoring import Scores, score
from engine.standing import grade_codes

LIKE = "{unit: 件, decimals: 3, between: [-1000, 1000], may_not_apply: true}"


def item(name: str, points: str, measure: str, more: str = "") -> str:
    return f"{{name: {name}, points: {points}, method: given, score: {measure}, out_of: {points}, {more} source: 文}}"


def adjusted(adjustments: str, scoring: str = "", **cells: str) -> dict[str, Any]:
    """甲, who has 80 points, with these adjustments."""
    ruleset = scheme(
        measures=measures("分", "数", "件", like=LIKE),
        scoring=f"{{full_marks: 100{scoring}}}",
        adjustments=adjustments,
    )
    return result(ruleset, county(**{"分": "80", "数": "0", "件": "0", **cells}))["甲"]


def amounts(found: dict[str, Any]) -> tuple[dict[str, str], dict[str, str], str]:
    return found["adjustments"], found["corrections"], found["total"]


def test_bonuses_and_deductions_are_lines_also_where_nothing_comes_of_them() -> None:
    rules = """
- {name: 加, bonus: 数 * 0.5, source: 文}
- {name: 扣, when: 件 > 0, deduct: 数 + 1, source: 文}
- {name: 零, deduct: 件 - 件, source: 文}
"""
    assert amounts(adjusted(rules, 数="3", 件="1")) == ({"加": "1.50", "扣": "-4.00", "零": "0.00"}, {}, "77.50")
    assert amounts(adjusted(rules, 数="3")) == ({"加": "1.50", "零": "0.00"}, {}, "81.50")


def test_an_adjustment_is_rounded_as_points_are() -> None:
    rules = "- {name: 加, bonus: 数, source: 文}\n- {name: 扣, deduct: 件, source: 文}"
    assert amounts(adjusted(rules, 数="0.125", 件="0.125")) == ({"加": "0.13", "扣": "-0.13"}, {}, "80.00")
    down = ", points: {decimals: 1, rounding: down}"
    assert amounts(adjusted(rules, down, 数="0.99", 件="-0.99")) == ({"加": "0.9", "扣": "0.9"}, {}, "81.8")


def test_an_adjustment_may_be_a_part_of_points() -> None:
    rules = "- {name: 加, bonus: points.分 * 0.3333, source: 文}"
    assert amounts(adjusted(rules)) == ({"加": "26.66"}, {}, "106.66")


def test_caps_of_single_adjustments_and_of_all() -> None:
    rules = """
- {name: 甲加, bonus: 数, at_most: 5, source: 文}
- {name: 乙加, bonus: 数 * 0.5, source: 文}
- {name: 甲扣, deduct: 件, at_most: 2.5, source: 文}
- {name: 乙扣, deduct: 1, source: 文}
"""
    caps = ", bonuses: {at_most: 8}, deductions: {at_most: 3}"
    assert amounts(adjusted(rules, caps, 数="7", 件="4")) == (
        {"甲加": "7.00", "乙加": "3.50", "甲扣": "-4.00", "乙扣": "-1.00"},
        {
            "adjustments.甲加.at_most": "-2.00",
            "adjustments.甲扣.at_most": "1.50",
            "scoring.bonuses.at_most": "-0.50",
            "scoring.deductions.at_most": "0.50",
        },
        "85.00",
    )
    assert amounts(adjusted(rules, caps, 数="5", 件="2"))[1:] == ({}, "84.50")
    assert amounts(adjusted(rules, 数="5.001", 件="2.504"))[1] == {}
    assert amounts(adjusted(rules, 数="5.005"))[1] == {"adjustments.甲加.at_most": "-0.01"}


def test_the_total_is_clamped_and_rounded() -> None:
    rules = "- {name: 加, bonus: 数, source: 文}"
    clamped = ", total: {between: [10, 100]}"
    assert amounts(adjusted(rules, clamped, 数="20.5"))[1:] == ({"scoring.total.between": "-0.50"}, "100.00")
    assert amounts(adjusted(rules, clamped, 数="-75"))[1:] == ({"scoring.total.between": "5.00"}, "10.00")
    assert amounts(adjusted(rules, clamped, 数="20"))[1:] == ({}, "100.00")
    rounded = ", total: {decimals: 0, between: [0, 99]}"
    assert amounts(adjusted(rules, rounded, 数="5.5"))[1:] == ({"scoring.total.rounding": "0.50"}, "86")
    assert amounts(adjusted(rules, rounded, 数="20.5"))[1:] == ({"scoring.total.between": "-1.50"}, "99")
    assert amounts(adjusted(rules, ", total: {decimals: 1, rounding: half_down}", 数="0.25"))[1:] == (
        {"scoring.total.rounding": "-0.05"},
        "80.2",
    )


def test_an_adjustment_for_each_value_of_a_column() -> None:
    ruleset = scheme(
        tables="事: {columns: {类: {one_of: [大, 小]}}}",
        formulas="事数: {count: 事, per: 类, source: 文}",
        adjustments="- {name: 事故, when: 事数 > 0, deduct: 事数 * 3, at_most: 5, for_each: 类, source: 文}",
    )
    rows = [{"unit": "甲", "类": kind} for kind in "大大小"]
    found = result(ruleset, Data.from_rows([{"unit": "甲", "分": "80"}], 事=rows))["甲"]
    assert amounts(found) == (
        {"事故·大": "-6.00", "事故·小": "-3.00"},
        {"adjustments.事故·大.at_most": "1.00"},
        "72.00",
    )


def test_caps_of_groups_inner_ones_first() -> None:
    ruleset = scheme(
        measures=measures("一", "二", "三", "四", like=LIKE),
        indicators=f"""
- group: 外
  points: 70
  at_most: 40
  indicators:
    - {{group: 内, points: 40, at_most: 15.5, indicators: [{item("子", "30", "一")}, {item("丑", "10", "二")}]}}
    - {item("寅", "30", "三")}
- {item("卯", "30", "四")}
""",
    )
    capped = {"groups.内.at_most": "-14.50", "groups.外.at_most": "-5.50"}
    found = result(ruleset, county(一="25 5 0", 二="5 5 5", 三="30 30 35.5", 四="1 1 1"))
    assert (found["甲"]["corrections"], found["甲"]["total"]) == (capped, "41.00")
    assert (found["乙"]["corrections"], found["乙"]["total"]) == ({}, "41.00")
    assert (found["丙"]["corrections"], found["丙"]["total"]) == ({"groups.外.at_most": "-0.50"}, "41.00")


def test_a_group_around_a_single_group_caps_what_that_one_left() -> None:
    ruleset = scheme(
        indicators=f"""
- group: 外
  points: 100
  at_most: 60
  indicators:
    - {{group: 内, points: 100, at_most: 70.5, indicators: [{item("分", "100", "分")}]}}
"""
    )
    found = each("corrections", ruleset, county(分="80 65 60"))
    assert found["甲"] == {"groups.内.at_most": "-9.50", "groups.外.at_most": "-10.50"}
    assert (found["乙"], found["丙"]) == ({"groups.外.at_most": "-5.00"}, {})


def test_what_is_not_known_is_not_made_and_a_warning_says_so() -> None:
    ruleset = scheme(
        measures=measures("分", "数", like=LIKE),
        adjustments="""
- {name: 加, bonus: 数, source: 文}
- {name: 扣, when: 数 > 1, deduct: 1, source: 文}
- {name: 否, when: 数 > 1, grade_at_most: 较差, source: 文}
- {name: 退, when: 数 > 5, withdraw: true, source: 文}
- {name: 静, when: 分 > 99, bonus: 数, source: 文}
""",
    )
    assessment = run(ruleset, county(分="80 80", 数="n/a 2"))
    assert [assessment.adjustments(unit) for unit in (0, 1)] == [{}, {"加": "2.00", "扣": "-1.00"}]
    assert codes(assessment.warnings) == [("adjustment-not-made", "甲")] * 4
    assert [warning.place.path for warning in assessment.warnings] == [f"adjustments.{name}" for name in "加扣否退"]
    assert str(assessment.warnings[0].what) == "加 was not made for 甲: it is not known."
    assert [assessment.grade(unit) for unit in (0, 1)] == ["较好", "较差"]


ALL = scheme(
    measures=measures("一", "二", "三", like=LIKE),
    attributes="区: {one_of: [东, 西]}\n类: {one_of: [山, 川]}",
    scoring="{full_marks: 100, points: {decimals: 1}, bonuses: {at_most: 6}, deductions: {at_most: 7},"
    " total: {between: [0, 100], decimals: 0}}",
    indicators=f"""
- {item("子", "30", "一", "not_applicable: peer_mean,")}
- group: 组
  points: 40
  at_most: 30
  indicators:
    - {item("丑", "25", "二", "not_applicable: exclude,")}
    - {item("寅", "15", "三", "not_applicable: {move_points_to: 丑},")}
- {item("卯", "30", "三", "only: 类 == '山', not_applicable: full,")}
- {item("辰", "30", "一 * 0.5", "only: 类 == '川', not_applicable: zero, decimals: 2,")}
""",
    adjustments="""
- {name: 加, when: 二 > 10, bonus: 二 * 0.333, at_most: 5, source: 文}
- {name: 扣, deduct: points.子 * 0.1, source: 文}
- {name: 否, when: 三 > 29, grade_at_most: 一般, source: 文}
- {name: 退, when: 一 == 0, withdraw: true, source: 文}
""",
    ranking="{within: 区, ties: [points.丑, 三], source: 文}",
)
CELLS = st.one_of(st.just("n/a"), st.decimals(0, 30, places=2).map(str))
ROWS = st.lists(
    st.tuples(CELLS, CELLS, CELLS, st.sampled_from("东西"), st.sampled_from("山川")), min_size=1, max_size=9
)


def made_up(rows: list[tuple[str, ...]]) -> Data:
    return county(**{name: [row[at] for row in rows] for at, name in enumerate(("一", "二", "三", "区", "类"))})


@given_any(ROWS)
def test_points_adjustments_and_corrections_add_up_to_the_total(rows: list[tuple[str, ...]]) -> None:
    for unit in result(ALL, made_up(rows)).values():
        parts = [*unit["points"].values(), *unit["adjustments"].values(), *unit["corrections"].values()]
        assert sum(map(Decimal, parts)) == Decimal(unit["total"])
        assert "0.0" not in unit["corrections"].values()


@given_any(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[str, ...]], random: Any) -> None:
    data = made_up(rows)
    order = list(range(len(rows)))
    random.shuffle(order)
    columns = {name: [cells[index] for index in order] for name, cells in data.units.columns.items()}
    assert result(ALL, data) == result(ALL, Data(replace(data.units, columns=columns)))


@given_any(ROWS)
def test_blocks_of_units_change_nothing(rows: list[tuple[str, ...]]) -> None:
    whole = result(ALL, made_up(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scoring, "BLOCK", 2)
        assert result(ALL, made_up(rows)) == whole


def known(ruleset: Ruleset, data: Data) -> tuple[Assessment, Columns]:
    """An assessment, and its columns as they were before scoring."""
    assessment = run(ruleset, data)
    plain = {name: value for name, value in assessment.columns.plain.items() if name in ruleset.names()}
    return assessment, Columns(plain)


def row(scores: Scores, scenario: int) -> list[Any]:
    """All numbers of one scenario."""
    columns = {
        **{f"points.{name}": column for name, column in scores.points.items()},
        **scores.adjustments,
        **scores.corrections,
        "total": scores.total,
    }
    found = [(name, column.at(scenario).texts()) for name, column in columns.items()]
    masks = {**scores.exists, **scores.made, **scores.vetoes, **scores.withdrawals}
    return found + [(name, mask[scenario].tolist()) for name, mask in masks.items()]


CHANGES = {
    "indicators.子.points": ("30", "20", "12.5"),
    "groups.组.at_most": ("30", "10", "0"),
    "indicators.辰.out_of": ("30", "60", "7"),
    "scoring.bonuses.at_most": ("6", "0", "100"),
    "adjustments.加.at_most": ("5", "1", "2.25"),
    "scoring.total.between.2": ("100", "50", "75"),
    "grades.好.from": ("90", "60", "40"),
    "grades.较好.from": ("80", "55", "39.9"),
}


@given_any(ROWS, st.sampled_from(["", *CHANGES]))
def test_scenarios_give_what_single_runs_give(rows: list[tuple[str, ...]], only: str) -> None:
    """The numbers of the plan widened to three variants; each scenario is as if it were scored alone."""
    assessment, columns = known(ALL, made_up(rows))
    plan, units = assessment.plan, len(assessment.units)
    changes = {path: values for path, values in CHANGES.items() if only in ("", path)}
    wide = {path: fixed(*values, shape=(3, 1)) for path, values in changes.items()}
    arguments = (columns, assessment.applies, assessment.standing.groups, units)
    wide_plan = plan.varied(wide, 3)
    together = score(wide_plan, *arguments)
    assert together.total.shape == (3, units)
    grades = grade_codes(wide_plan, together.total)
    for scenario in range(3):
        single = {path: fixed(values[scenario], shape=(1, 1)) for path, values in changes.items()}
        alone_plan = plan.varied(single, 1)
        alone = score(alone_plan, *arguments)
        assert plainly(row(together, scenario)) == plainly(row(alone, 0))
        assert grades[scenario].tolist() == grade_codes(alone_plan, alone.total)[0].tolist()


def plainly(found: list[Any]) -> list[Any]:
    """Numbers as decimals: widened columns may show more places."""
    return [
        (name, [Decimal(value).normalize() if isinstance(value, str) else value for value in values])
        for name, values in found
    ]


WIDE = "{unit: 元, decimals: 9, between: [-9999999999, 9999999999]}"


@given_any(st.lists(st.decimals(-99999999, 999999999, places=9), min_size=1, max_size=5))
def test_numbers_beyond_64_bits_are_exact(cells: list[Decimal]) -> None:
    """(-1)·10¹⁰ to 10¹⁰ with 9 places does not fit int64; sums, products and quotients are those of fractions."""
    ruleset = scheme(
        measures=measures("分", "数", like=WIDE),
        formulas="积: {value: 分 * 数, source: 文}",
        indicators="- {name: 分, points: 100, method: given, score: 分, out_of: 3, rounding: floor, source: 文}",
        adjustments="- {name: 加, bonus: 分 + 分 - 数, source: 文}",
        scoring="{full_marks: 100, points: {decimals: 9}}",
    )
    texts = [f"{cell:f}" for cell in cells]
    found = result(ruleset, county(分=texts, 数=texts[::-1]))
    for unit, cell, other in zip("甲乙丙丁戊", cells, cells[::-1], strict=False):
        one, two = Fraction(cell), Fraction(other)
        third = Fraction(one * 100 / 3 * 10**9 // 1, 10**9)
        assert Fraction(found[unit]["formulas"]["积"]) == one * two
        assert Fraction(found[unit]["points"]["分"]) == third
        assert Fraction(found[unit]["adjustments"]["加"]) == one + one - two
        assert Fraction(found[unit]["total"]) == third + one + one - two


def test_no_units_give_no_scores() -> None:
    ruleset = scheme()
    scores = score(compile_plan(ruleset), run(ruleset, county(分=[""])).columns, {}, None, 0)
    assert (scores.total.shape, scores.points["分"].shape) == ((1, 0), (1, 0))


def test_given_totals_have_vetoes_but_no_points() -> None:
    ruleset = scheme(adjustments="- {name: 否, when: total < 50, grade_at_most: 较差, source: 文}")
    data = Data.from_rows([{"unit": unit} for unit in "甲乙"])
    found = result(ruleset, data, totals={"甲": "89.995", "乙": "49"})
    assert [(unit["total"], unit["grade"], unit["points"]) for unit in found.values()] == [
        ("89.995", "较好", {}),
        ("49.000", "较差", {}),
    ]
    assert found["乙"]["vetoes"] == ["否"]


def test_blocks_keep_their_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "BLOCK", 1)
    assessment = run(scheme(), county(分="0 100 50"))
    total = assessment.scores.total
    assert isinstance(total, Fixed)
    assert (total.texts(), total.low, total.high) == (["0.00", "100.00", "50.00"], 0, 10000)
    assert np.issubdtype(total.scaled.dtype, np.int16)
    assert each("rank", scheme(), county(分="0 100 50")) == {"甲": 3, "乙": 1, "丙": 2}
