"""What cells mean, and every cell, column and row that may not stand, with its place and mend."""

from datetime import date
from typing import Any

import pytest
from building import codes, county, measures, numbers_of, run, said, scheme

from engine.data import Data, Origin, Sheet
from engine.expression.evaluation import Numbers, Texts, Truth
from engine.fixed import Fixed
from engine.measurement import measure
from engine.problem import Problem, Severity
from engine.ruleset import Ruleset

LIKE = "{unit: 件, decimals: 2, between: [-10, 100]}"
REPORTED = scheme(measures=measures("分", like=LIKE))
ADDRESSED = Sheet({"unit": ("甲", "乙")}, (Origin("表.xlsx", "数据", {"unit": "A", "分": "B"}, (2, 3)),))


def problems(ruleset: Ruleset, data: Data) -> list[Problem]:
    return list(measure(ruleset, data).problems)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", "12.00"), ("-0.5", "-0.50"), (" 7.10 ", "7.10"), ("007", "7.00"), ("1.5000", "1.50"), ("-0", "0.00")],
)
def test_a_number_as_typed(text: str, value: str) -> None:
    assert numbers_of(measure(REPORTED, county(分=[text])).measures, "分") == [value]


@pytest.mark.parametrize(
    ("text", "code", "what", "found", "expected", "mend"),
    [
        ("", "data-blank", "The cell is blank.", None, None, "Fill it in."),
        ("  ", "data-blank", "The cell is blank.", None, None, "Fill it in."),
        ("很多", "data-not-a-number", "This is no number.", "很多", "a number", "Type a number, without a unit."),
        ("12件", "data-not-a-number", "This is no number.", "12件", "a number", "Type a number, without a unit."),
        ("NaN", "data-not-a-number", "This is no number.", "NaN", "a number", "Type a number, without a unit."),
        ("-inf", "data-not-a-number", "This is no number.", "-inf", "a number", "Type a number, without a unit."),
        ("1e3", "data-not-a-number", "This is no number.", "1e3", "a number", "Type a number, without a unit."),
        ("１２．５", "data-not-a-number", "This is no number.", "１２．５", "a number", "Type 12.5."),
        ("1,200", "data-not-a-number", "This is no number.", "1,200", "a number", "Type 1200."),
        ("3,5", "data-not-a-number", "This is no number.", "3,5", "a number", "Type a number, without a unit."),
        ("5%", "data-not-a-number", "This is no number.", "5%", "a number", "Type 5."),
        (
            "1.234",
            "data-decimals",
            "The number has too many decimals.",
            "1.234",
            "at most 2 decimals",
            "Report it as the scheme declares it, rounded by the one who reports.",
        ),
        ("-10.01", "data-range", "The number is out of range.", "-10.01", "between -10.00 and 100.00", None),
        ("100.01", "data-range", "The number is out of range.", "100.01", "between -10.00 and 100.00", None),
        (
            "1234567890123456789",
            "data-digits",
            "The number has too many digits.",
            "1234567890123456789",
            "at most 18 digits",
            None,
        ),
        (
            "12345678901234567.89",
            "data-digits",
            "The number has too many digits.",
            "12345678901234567.89",
            "at most 18 digits",
            None,
        ),
        (
            "不适用",
            "data-not-applicable",
            "This must be filled in; it cannot be said not to apply.",
            "不适用",
            None,
            None,
        ),
    ],
)
def test_a_cell_that_cannot_stand(
    text: str, code: str, what: str, found: str | None, expected: str | None, mend: str | None
) -> None:
    sheet = Sheet({**ADDRESSED.columns, "分": ("1", text)}, ADDRESSED.origins)
    (problem,) = problems(REPORTED, Data(sheet))
    assert said(problem) == (code, "表.xlsx[数据]!B3 乙 分", what, found, expected, mend)


def test_bounds_may_stand_themselves() -> None:
    assert numbers_of(measure(REPORTED, county(分="-10 100.000")).measures, "分") == ["-10.00", "100.00"]


def test_a_blank_cell_takes_what_missing_says() -> None:
    ruleset = scheme(measures=measures("分", like="{unit: 件, between: [0, 9], missing: 7}"))
    assert numbers_of(measure(ruleset, county(分=["", "3", " "])).measures, "分") == ["7", "3", "7"]


def test_where_a_measure_does_not_apply_it_is_unknown() -> None:
    measured = measure(scheme(measures=measures("分")), county(分="n/a 3 不适用 N/A"))
    assert numbers_of(measured.measures, "分") == [None, "3.00", None, None]
    assert measured.measures.applies["分"].tolist() == [False, True, False, False]
    assert measured.problems == ()


def test_a_blank_cell_that_may_not_apply_says_so() -> None:
    (problem,) = problems(scheme(measures=measures("分")), county(分=["", "3"]))
    assert str(problem.mend) == "Fill it in, or type 不适用 where it does not apply."


ATTRIBUTES = (
    "类: {one_of: [一类, 二类, 不适用]}\n是: {type: yes_no, missing: 否}\n日: {type: date}\n数: {between: [1, 5]}"
)
WITH_ATTRIBUTES = scheme(attributes=ATTRIBUTES)


def typed(**cells: Any) -> Data:
    plain = {"分": "1 1", "类": "一类 二类", "是": "是 no", "日": "2016-01-31 2015-12-01", "数": "1 5", **cells}
    return county(**plain)


def test_attributes_of_every_kind() -> None:
    values = measure(WITH_ATTRIBUTES, typed(是=["yes", ""], 类="不适用 二类")).measures.values
    match values["类"], values["是"], values["日"]:
        case Texts() as texts, Truth() as truth, Numbers(values=Fixed() as days):
            assert [texts.vocabulary[code] for code in texts.codes] == ["不适用", "二类"]
            assert (truth.true.tolist(), truth.false.tolist()) == ([True, False], [False, True])
            assert days.scaled.tolist() == [date(2016, 1, 31).toordinal(), date(2015, 12, 1).toordinal()]
        case _:
            pytest.fail("other kinds")


@pytest.mark.parametrize(
    ("column", "text", "problem"),
    [
        (
            "类",
            "二类类",
            (
                "data-choice",
                "This is none of the choices.",
                "二类类",
                "one of 一类, 二类, 不适用",
                "Did you mean 二类?",
            ),
        ),
        ("是", "对", ("data-yes-no", "This is neither yes nor no.", "对", "是 or 否", None)),
        ("日", "2016.1.31", ("data-date", "This is no date.", "2016.1.31", "a date such as 2016-03-15", None)),
        ("日", "20160131", ("data-date", "This is no date.", "20160131", "a date such as 2016-03-15", None)),
        ("日", "2015-02-29", ("data-date", "This is no date.", "2015-02-29", "a date such as 2016-03-15", None)),
        ("数", "6", ("data-range", "The number is out of range.", "6", "between 1 and 5", None)),
        ("类", "", ("data-blank", "The cell is blank.", None, None, "Fill it in.")),
    ],
)
def test_an_attribute_that_cannot_stand(column: str, text: str, problem: tuple[str | None, ...]) -> None:
    good = typed().units.columns[column][0]
    (found,) = problems(WITH_ATTRIBUTES, typed(**{column: [good, text]}))
    code, what, value, expected, mend = problem
    assert said(found) == (code, f"3 乙 {column}", what, value, expected, mend)


def test_faulty_cells_are_unknown_and_known_ones_stay() -> None:
    measured = measure(WITH_ATTRIBUTES, typed(是="对 是", 日=["2016-01-31", "x"], 分="x 2"))
    truth = measured.measures.values["是"]
    assert isinstance(truth, Truth)
    assert (truth.true.tolist(), truth.false.tolist()) == ([False, True], [False, False])
    assert numbers_of(measured.measures, "分") == [None, "2.00"]
    assert codes(measured.problems) == [("data-yes-no", "甲"), ("data-date", "乙"), ("data-not-a-number", "甲")]


def test_every_fault_is_told_of_every_cell() -> None:
    found = problems(scheme(measures=measures("分", "数", like=LIKE)), county(分="x 1 x", 数="101 101 ?"))
    assert [(each.code, each.place.unit, each.place.measure) for each in found] == [
        ("data-not-a-number", "甲", "分"),
        ("data-not-a-number", "丙", "分"),
        ("data-range", "甲", "数"),
        ("data-range", "乙", "数"),
        ("data-not-a-number", "丙", "数"),
    ]


def test_a_measure_that_is_missing_and_one_that_is_misspelt() -> None:
    ruleset = scheme(measures=measures("分", "脱贫人口", like=LIKE))
    assert [said(problem) for problem in problems(ruleset, county(脱贫人囗="1"))] == [
        ("data-column-missing", "分", "The column 分 is missing.", None, None, "Add the column."),
        (
            "data-column-missing",
            "脱贫人口",
            "The column 脱贫人口 is missing.",
            "脱贫人囗",
            None,
            "The column 脱贫人囗 is perhaps meant: name it 脱贫人口.",
        ),
        (
            "data-column-unknown",
            "脱贫人囗",
            "The column 脱贫人囗 is not in the ruleset and is not read.",
            "脱贫人囗",
            None,
            "Did you mean 脱贫人口?",
        ),
    ]


def test_a_column_that_nothing_reads_is_a_warning() -> None:
    (problem,) = run(scheme(), county(分="1", 备注="x")).warnings
    assert (problem.code, problem.severity) == ("data-column-unknown", Severity.WARNING)


def test_a_missing_column_may_be_left_out_where_a_blank_cell_means_something() -> None:
    ruleset = scheme(measures=measures("分", like="{unit: 件, between: [0, 9], missing: 7}"))
    measured = measure(ruleset, Data.from_rows([{"unit": "甲"}]))
    assert (numbers_of(measured.measures, "分"), measured.problems) == (["7"], ())


def test_blank_and_repeated_units() -> None:
    data = Data.from_rows([{"unit": unit, "分": "1"} for unit in ("甲", " ", "乙", " 甲 ")])
    assert [said(problem) for problem in problems(REPORTED, data)] == [
        (
            "data-unit-blank",
            "3  ",
            "A row names no unit.",
            None,
            None,
            "Type the unit's name, or delete the row.",
        ),
        (
            "data-unit-twice",
            "5  甲 ",
            "甲 stands in two rows.",
            None,
            None,
            "Keep one of them; the other is 2 甲.",
        ),
    ]


@pytest.mark.parametrize("name", ["甲 1", "甲１"])
def test_units_that_differ_in_nothing_but_spaces_or_width(name: str) -> None:
    data = Data.from_rows([{"unit": unit, "分": "1"} for unit in ("甲1", name)])
    assert [said(problem) for problem in problems(REPORTED, data)] == [
        (
            "data-unit-alike",
            f"3 {name}",
            f"{name} and 甲1 differ in nothing but spaces or width.",
            name,
            None,
            "Write the name of a unit in one way, or give the units names that can be told apart.",
        )
    ]


@pytest.mark.parametrize("name", ["合计", "合 计", "平均"])
def test_a_row_of_totals_is_no_unit(name: str) -> None:
    data = Data.from_rows([{"unit": unit, "分": "1"} for unit in ("甲", name)])
    what = f"The row {name} is a total of the others, no unit."
    assert [said(problem) for problem in problems(REPORTED, data)] == [
        ("data-total-row", f"3 {name}", what, name, None, "Delete the row.")
    ]


def test_more_units_than_the_scheme_covers_and_none() -> None:
    ruleset = scheme(covers="{unit: 乡镇, at_most: 2}")
    assert problems(ruleset, county(分="1 2")) == []
    assert [said(problem) for problem in problems(ruleset, county(分="1 2 3"))] == [
        (
            "data-too-many-units",
            "",
            "There are more units than the scheme covers.",
            "3",
            "at most 2",
            "Raise covers.at_most in the ruleset if the scheme now covers more.",
        )
    ]
    empty = Data(Sheet({"unit": (), "分": ()}))
    assert [said(problem)[:3] for problem in problems(ruleset, empty)] == [("data-empty", "", "The data hold no unit.")]


VOTED = scheme(tables="{票: {columns: {组: {one_of: [上, 下]}, 得分: {between: [0, 9]}, 备注: {type: text}}}}")
VOTES = [
    {"unit": "乙", "组": "上", "得分": "3", "备注": ""},
    {"unit": " 甲 ", "组": "下", "得分": "9", "备注": "好"},
]


def voted(*votes: dict[str, str]) -> Data:
    return Data.from_rows([{"unit": unit, "分": "1"} for unit in "甲乙"], 票=votes)


def test_records_belong_to_their_units() -> None:
    measured = measure(VOTED, voted(*VOTES))
    records = measured.measures.tables["票"]
    assert measured.problems == ()
    assert records.owner.tolist() == [1, 0]
    texts = records.values["备注"]
    assert isinstance(texts, Texts)
    assert [texts.vocabulary[code] for code in texts.codes] == ["", "好"]


@pytest.mark.parametrize(
    ("votes", "problem"),
    [
        (
            [{**VOTES[0], "unit": "乙乡"}],
            ("data-unit-unknown", "2 乙乡", "乙乡 is no unit of the data.", "乙乡", None, "Did you mean 乙?"),
        ),
        (
            [{**VOTES[0], "unit": ""}],
            ("data-unit-unknown", "2", "— is no unit of the data.", "", None, None),
        ),
        (
            [{key: VOTES[0][key] for key in ("unit", "组", "备注")}],
            ("data-column-missing", "得分", "The table 票 lacks the column 得分.", None, None, "Add the column."),
        ),
        (
            [VOTES[0], {**VOTES[1], "得分": "10"}],
            ("data-range", "3  甲  得分", "The number is out of range.", "10", "between 0 and 9", None),
        ),
        (
            [{**VOTES[0], "组": ""}],
            ("data-blank", "2 乙 组", "The cell is blank.", None, None, "Fill it in."),
        ),
    ],
)
def test_a_record_that_cannot_stand(votes: list[dict[str, str]], problem: tuple[str | None, ...]) -> None:
    assert [said(each) for each in problems(VOTED, voted(*votes))] == [problem]


def test_a_table_without_records_and_a_table_that_there_is_not() -> None:
    assert len(measure(VOTED, county(分="1 1")).measures.tables["票"].owner) == 0
    data = Data.from_rows([{"unit": "甲", "分": "1"}], 选票=VOTES)
    assert [said(problem) for problem in problems(VOTED, data)] == [
        ("data-unknown-table", "", "The ruleset has no table 选票.", None, None, "Did you mean 票?")
    ]


def test_records_of_a_faulty_unit_stay_with_their_own() -> None:
    """A record of an unknown unit is left out; the others keep their values."""
    records = measure(VOTED, voted({**VOTES[0], "unit": "丙"}, VOTES[1])).measures.tables["票"]
    score = records.values["得分"]
    assert isinstance(score, Numbers)
    assert isinstance(score.values, Fixed)
    assert (records.owner.tolist(), score.values.texts()) == ([0], ["9"])


def test_where_totals_are_given_measures_may_be_absent() -> None:
    measured = measure(WITH_ATTRIBUTES, county(类="一类"), totals_given=True)
    assert [problem.place.measure for problem in measured.problems] == ["日", "数"]
    assert "分" not in measured.measures.values


def test_a_range_beyond_64_bits_is_read_exactly() -> None:
    ruleset = scheme(measures=measures("分", like="{unit: 元, decimals: 9, between: [0, 99999999999]}"))
    measured = measure(ruleset, county(分="99999999.123456789 1")).measures
    assert numbers_of(measured, "分") == ["99999999.123456789", "1.000000000"]
