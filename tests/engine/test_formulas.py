"""One value a unit out of its measures or its records; dated parameters."""

from collections.abc import Sequence
from typing import Any

import pytest
from building import codes, county, decided, each, measures, refusal, run, said, scheme

from engine.data import Data
from engine.expression.evaluation import Numbers
from engine.fixed import Fixed
from engine.problem import Problems

TWO = measures("分", "甲数", "乙数")
TABLE = "票: {columns: {组: {one_of: [上, 下]}, 得分: {decimals: 1, between: [-100, 100]}, 日: {type: date}}}"


def values(formulas: str, data: Data, **more: Any) -> dict[str, list[str | None]]:
    """The formulas' values of each unit, in the order in which they are written."""
    scoring = more.pop("scoring", "{full_marks: 100, formulas: {decimals: 1}}")
    found = each("formulas", scheme(measures=TWO, tables=TABLE, scoring=scoring, formulas=formulas, **more), data)
    return {unit: list(formulas.values()) for unit, formulas in found.items()}


def ballots(**of_units: str | Sequence[str]) -> Data:
    """Records such as ``上90``, parted by blanks, for each unit."""
    rows = [
        {"unit": unit, "组": vote[0], "得分": vote[1:], "日": "2016-05-01"}
        for unit, votes in of_units.items()
        for vote in (votes.split() if isinstance(votes, str) else votes)
    ]
    units = [{"unit": unit, "分": "50", "甲数": "1", "乙数": "1"} for unit in of_units]
    return Data.from_rows(units, 票=rows)


@pytest.mark.parametrize(
    ("formula", "first", "second"),
    [
        ("value: 甲数 + 乙数 * 2, decimals: 2", "1.00", "6.01"),
        ("value: 甲数 * 乙数", "-3.0000", "4.0200"),
        ("value: 甲数 / 乙数, decimals: 2", "-3.00", "1.01"),
        ("value: 甲数 / 乙数", "-3.0", "1.0"),
        ("value: 甲数 / 3 / 乙数, decimals: 3", "-1.000", "0.335"),
        ("value: 甲数 / 16, decimals: 2", "0.19", "0.13"),
        ("value: -甲数 / 16, decimals: 2", "-0.19", "-0.13"),
        ("value: 甲数 / 16, decimals: 2, rounding: down", "0.18", "0.12"),
        ("value: -甲数 / 16, decimals: 2, rounding: ceiling", "-0.18", "-0.12"),
        ("value: 'max(甲数, 乙数, 2.5)', decimals: 2", "3.00", "2.50"),
        ("value: 'min(甲数, 乙数)', decimals: 2", "-1.00", "2.00"),
        ("value: 'abs(乙数 - 甲数)', decimals: 1", "4.0", "0.0"),
    ],
)
def test_a_formula_over_measures(formula: str, first: str, second: str) -> None:
    data = county(分="1 1", 甲数="3 2.01", 乙数="-1 2")
    assert values(f"式: {{{formula}, source: 文}}", data) == {"甲": [first], "乙": [second]}


def test_formulas_need_no_order_and_build_on_each_other() -> None:
    formulas = """
总: {value: 和 + 均, source: 文}
和: {value: 甲数 + 乙数, source: 文}
均: {value: 和 / 2, decimals: 2, source: 文}
"""
    data = county(分="1", 甲数="1", 乙数="2")
    found = each("formulas", scheme(measures=TWO, formulas=formulas), data)["甲"]
    assert found == {"和": "3.00", "均": "1.50", "总": "4.50"}


def test_division_by_zero_is_unknown_and_a_problem_only_where_points_need_it() -> None:
    formulas = "率: {value: 甲数 / 乙数, decimals: 2, source: 文}"
    data = county(分="1 1", 甲数="1 1", 乙数="0 4")
    assert values(formulas, data) == {"甲": [None], "乙": ["0.25"]}
    points = "[{name: 分, points: 100, method: given, score: 率, out_of: 1, source: 文}]"
    assessment = run(scheme(measures=TWO, formulas=formulas, indicators=points), data)
    assert [said(problem) for problem in assessment.problems] == [
        ("operand-unknown", "indicators.分 甲", "率 of 分 has no value.", None, None, None)
    ]
    assert assessment.units == ("乙",)


@pytest.mark.parametrize(
    ("formula", "first", "second"),
    [
        ("count: 票", "4", "1"),
        ("count: 票, where: 组 == '上'", "3", "0"),
        ("count: 票, where: 得分 >= 分", "3", "0"),
        ("count: 票, where: 日 < 2016-05-01", "0", "0"),
        ("sum: 得分, of: 票", "240.5", "-7.5"),
        ("sum: 得分, of: 票, where: 组 == '上'", "240.0", "0.0"),
        ("sum: 得分, of: 票, decimals: 0, rounding: half_even", "240", "-8"),
        ("mean: 得分, of: 票, decimals: 2", "60.13", "-7.50"),
        ("mean: 得分, of: 票", "60.1", "-7.5"),
        ("mean: 得分, of: 票, decimals: 0, rounding: half_down", "60", "-7"),
        ("max: 得分, of: 票", "90.0", "-7.5"),
        ("min: 得分, of: 票", "0.5", "-7.5"),
        ("share: 得分 >= 60, of: 票, decimals: 2", "75.00", "0.00"),
        ("share: 得分 > 80, of: 票, decimals: 1", "25.0", "0.0"),
    ],
)
def test_a_formula_over_records(formula: str, first: str, second: str) -> None:
    data = ballots(甲="上90 上80 下0.5 上70", 乙="下-7.5")
    assert values(f"式: {{{formula}, source: 文}}", data) == {"甲": [first], "乙": [second]}


def test_a_mean_without_its_extremes() -> None:
    trimmed = "式: {mean: 得分, of: 票, trim: {highest: 2, lowest: 1}, decimals: 2, source: 文}"
    data = ballots(甲="上50 上90 上10 上90 上60", 乙="下1 下2 下3 下100")
    assert values(trimmed, data) == {"甲": ["55.00"], "乙": ["2.00"]}


def test_the_records_of_the_units_may_be_mixed() -> None:
    rows = [
        {"unit": unit, "组": "上", "得分": score, "日": "2016-01-01"}
        for unit, score in zip("乙甲乙甲甲", "12345", strict=True)
    ]
    units = [{"unit": unit, "分": "1", "甲数": "1", "乙数": "1"} for unit in "甲乙"]
    formulas = """
和: {sum: 得分, of: 票, source: 文}
中: {mean: 得分, of: 票, trim: {highest: 1, lowest: 0}, source: 文}
"""
    assert values(formulas, Data.from_rows(units, 票=rows)) == {"甲": ["11.0", "3.0"], "乙": ["4.0", "1.0"]}


def test_one_value_for_each_value_of_a_column() -> None:
    formulas = "数: {count: 票, where: 得分 >= 60, per: 组, source: 文}"
    found = each("formulas", scheme(tables=TABLE, formulas=formulas), ballots(甲="上90 上50 下70 下80", 乙="下1"))
    assert found == {"甲": {"数·上": "1", "数·下": "2"}, "乙": {"数·上": "0", "数·下": "0"}}


FEW = scheme(tables=TABLE, formulas="均: {mean: 得分, of: 票, trim: {highest: 1}, decimals: 2, source: 文}")


def test_too_few_records_are_an_open_decision_and_the_unit_waits() -> None:
    assessment = run(FEW, ballots(甲="上90 上80", 乙="上7"))
    (question,) = assessment.questions
    assert (question.key, question.units, question.options) == ("formulas/均/乙", ("乙",), ("不适用",))
    assert str(question.text) == "乙 has fewer than 2 records for 均: which value holds?"
    assert [said(problem) for problem in assessment.problems] == [
        (
            "formula-undecided",
            "formulas.均 乙",
            "乙 has fewer than 2 records for 均: which value holds?",
            None,
            None,
            "Record a decision on formulas/均/乙.",
        )
    ]
    assert (assessment.units, assessment.final) == (("甲",), False)


@pytest.mark.parametrize(
    ("answer", "value"), [("61.5", "61.50"), ("-3.25", "-3.25"), ("-100", "-100.00"), ("100", "100.00")]
)
def test_a_decided_value_holds_within_the_range_of_the_column(answer: str, value: str) -> None:
    data = ballots(甲="上90 上80", 乙="上7")
    found = each("formulas", FEW, data, decisions=decided({"formulas/均/乙": answer}))
    assert found == {"甲": {"均": "80.00"}, "乙": {"均": value}}


def test_the_bounds_of_a_column_hold_decided_values_too() -> None:
    """Widths of integers are chosen by the bounds; a value beyond them would overflow unseen."""
    sums = scheme(tables=TABLE, formulas="和: {sum: 得分, of: 票, at_least: 2, decimals: 2, source: 文}")
    decisions = decided({"formulas/和/甲": "-999999999.25", "formulas/和/乙": "123456789012345"})
    value = run(sums, ballots(甲="上9", 乙="上7"), decisions=decisions).columns.plain["和"]
    assert isinstance(value, Numbers)
    assert isinstance(value.values, Fixed)
    assert value.values.texts() == ["-999999999.25", "123456789012345.00"]
    assert (value.values.low, value.values.high) == (-99999999925, 12345678901234500)


@pytest.mark.parametrize("answer", ["61.555", "n/a", "很多", "100.01", "-101"])
def test_an_answer_that_is_no_such_value_is_refused(answer: str) -> None:
    with pytest.raises(Problems) as caught:
        run(FEW, ballots(甲="上90 上80", 乙="上7"), decisions=decided({"formulas/均/乙": answer}))
    (problem,) = refusal(caught)
    assert problem[0] == "decision-answer"
    assert problem[3:5] == (answer, "a number between -100 and 100 with at most 2 decimals, or one of 不适用")


def test_a_formula_decided_not_to_apply_does_not_apply() -> None:
    ruleset = scheme(
        tables=TABLE,
        formulas="均: {mean: 得分, of: 票, at_least: 2, decimals: 2, source: 文}",
        indicators="[{name: 分, points: 100, method: given, score: 均, out_of: 100, not_applicable: full, source: 文}]",
    )
    data = ballots(甲="上90 上80", 乙="上7")
    assessment = run(ruleset, data, decisions=decided({"formulas/均/乙": "不适用"}))
    assert [assessment.total(unit) for unit in (0, 1)] == ["85.00", "100.00"]
    assert assessment.formulas(1) == {"均": None}


def test_units_with_faulty_data_are_not_asked() -> None:
    data = ballots(甲="上90 上80", 乙="上x")
    assessment = run(FEW, data)
    assert codes(assessment.problems) == [("data-not-a-number", "乙")]
    assert assessment.questions == ()


@pytest.mark.parametrize(
    ("formula", "fewest"),
    [
        ("count: 票", 0),
        ("sum: 得分, of: 票", 0),
        ("max: 得分, of: 票", 1),
        ("share: 得分 > 1, of: 票, decimals: 1", 1),
        ("mean: 得分, of: 票, trim: {highest: 2, lowest: 1}, decimals: 1", 4),
        ("count: 票, at_least: 3", 3),
    ],
)
def test_how_many_records_must_be_there(formula: str, fewest: int) -> None:
    ruleset = scheme(tables=TABLE, formulas=f"式: {{{formula}, source: 文}}")
    for count in range(5):
        asked = [question.key for question in run(ruleset, ballots(甲=["上5"] * count)).questions]
        assert asked == ([] if count >= fewest else ["formulas/式/甲"])


def test_records_taken_are_counted_after_where_and_before_trimming() -> None:
    ruleset = scheme(
        tables=TABLE,
        formulas="式: {mean: 得分, of: 票, where: 组 == '上', trim: {lowest: 1}, at_least: 2, decimals: 1, source: 文}",
    )
    data = ballots(甲="上5 上7 下1", 乙="上5 下7 下1")
    assert [question.key for question in run(ruleset, data).questions] == ["formulas/式/乙"]


def test_a_formula_over_what_does_not_apply_does_not_apply() -> None:
    ruleset = scheme(
        measures=TWO,
        formulas="和: {value: 甲数 + 乙数, source: 文}\n倍: {value: 和 * 2, source: 文}",
        indicators="[{name: 分, points: 100, method: given, score: 倍, out_of: 100, not_applicable: full, source: 文}]",
    )
    data = county(分="1 1", 甲数="n/a 10", 乙数="1 15")
    assert each("total", ruleset, data) == {"甲": "100.00", "乙": "50.00"}
    assert each("formulas", ruleset, data)["甲"] == {"和": None, "倍": None}


def test_a_formula_over_records_beside_what_does_not_apply_does_not_apply() -> None:
    ruleset = scheme(
        measures=TWO,
        tables=TABLE,
        formulas="均: {mean: 得分, of: 票, where: 得分 >= 分, at_least: 2, decimals: 1, source: 文}",
        indicators="[{name: 分, points: 100, method: given, score: 均, out_of: 100, not_applicable: full, source: 文}]",
    )
    rows = [
        {"unit": unit, "组": "上", "得分": score, "日": "2016-05-01"} for unit in "甲乙丙" for score in ("50", "70")
    ]
    few = rows[:-1]
    data = {"分": "n/a 5 5", "甲数": "1 1 1", "乙数": "1 1 1"}
    assert each("total", ruleset, Data(county(**data).units, Data.from_rows([], 票=rows).tables)) == {
        "甲": "100.00",
        "乙": "60.00",
        "丙": "60.00",
    }
    assessment = run(ruleset, Data(county(**data).units, Data.from_rows([], 票=few).tables))
    assert [question.key for question in assessment.questions] == ["formulas/均/丙"]
    answers = decided({"formulas/均/丙": "不适用"})
    assessment = run(ruleset, Data(county(**data).units, Data.from_rows([], 票=few).tables), decisions=answers)
    assert [assessment.total(unit) for unit in range(3)] == ["100.00", "60.00", "100.00"]


@pytest.mark.parametrize(
    ("period", "value"), [("2014Q4", "2952.5"), ("2015Q3", "2952.5"), ("2015Q4", "3300.0"), ("2016Q4", "3300.0")]
)
def test_the_latest_number_not_after_the_last_day_holds(period: str, value: str) -> None:
    dated = "[{from: 2014-01-01, is: 2952.5}, {from: 2015-12-31, is: 3300}, {from: 2017-01-01, is: 9}]"
    ruleset = scheme(
        period="quarter",
        in_force="{from: 2014-01-01}",
        parameters=f"标准: {{unit: 元, values: {dated}, source: 文}}",
        formulas="倍: {value: 标准, decimals: 1, source: 文}",
    )
    assert each("formulas", ruleset, county(分="1"), period=period) == {"甲": {"倍": value}}


def test_a_parameter_by_category() -> None:
    ruleset = scheme(
        attributes="类: {one_of: [一类, 二类]}",
        parameters="""
标准:
  by: 类
  values: {二类: [{from: 2010-01-01, is: 2}], 一类: [{from: 2010-01-01, is: 1.5}, {from: 2016-12-31, is: 1}]}
  source: 文
""",
        formulas="倍: {value: 标准 * 10, decimals: 1, source: 文}",
    )
    data = county(分="1 1 1", 类="二类 一类 二类")
    assert each("formulas", ruleset, data) == {"甲": {"倍": "20.0"}, "乙": {"倍": "10.0"}, "丙": {"倍": "20.0"}}


def test_sums_of_numbers_that_fit_64_bits_may_not_fit_themselves() -> None:
    table = "票: {columns: {得分: {decimals: 9, between: [-9000000000, 9000000000]}}}"
    formulas = "和: {sum: 得分, of: 票, source: 文}\n均: {mean: 得分, of: 票, decimals: 8, source: 文}"
    ruleset = scheme(tables=table, formulas=formulas)
    signs = {"甲": "", "乙": "-"}
    rows = [{"unit": unit, "得分": f"{signs[unit]}999999999.123456789"} for unit in "甲乙" * 11]
    found = each("formulas", ruleset, Data.from_rows([{"unit": unit, "分": "1"} for unit in "甲乙"], 票=rows))
    assert found == {
        "甲": {"和": "10999999990.358024679", "均": "999999999.12345679"},
        "乙": {"和": "-10999999990.358024679", "均": "-999999999.12345679"},
    }


def test_sums_beyond_64_bits_are_exact() -> None:
    table = "票: {columns: {得分: {decimals: 9, between: [0, 90000000000]}}}"
    ruleset = scheme(tables=table, formulas="和: {sum: 得分, of: 票, source: 文}\n大: {max: 得分, of: 票, source: 文}")
    rows = [{"unit": "甲", "得分": "899999999.123456789"}] * 3
    found = each("formulas", ruleset, Data.from_rows([{"unit": "甲", "分": "1"}], 票=rows))
    assert found == {"甲": {"和": "2699999997.370370367", "大": "899999999.123456789"}}
