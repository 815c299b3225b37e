import pytest
from building import scheme

from engine.data import Sheet
from engine.problem import Problems
from engine.ruleset import Choice, Plain, Quantity
from tests.workbooks.collecting import FINANCE, LISTED, OFFICE, POVERTY, RULESET, SUPERVISION, SUPERVISION_SHEET, made
from workbooks.collection import form as labels
from workbooks.collection.form import Field, expected, form, is_label
from workbooks.grid import UNIT_NAMES

pytestmark = pytest.mark.usefixtures("in_chinese")


def test_measures_go_to_their_departments_and_tables_stand_alone() -> None:
    assert [(sheet.name, sheet.reported_by, list(sheet.fields), sheet.table) for sheet in made().sheets] == [
        (POVERTY, POVERTY, ["脱贫人口", "返贫率", "人均收入"], None),
        (FINANCE, FINANCE, ["拨付资金", "支出资金", "违规件数"], None),
        (SUPERVISION_SHEET, SUPERVISION, ["督办增减分"], None),
        (OFFICE, OFFICE, ["分"], None),
        ("信访事项", SUPERVISION, ["类型", "登记日期", "办结", "涉及人数", "诉求"], "信访事项"),
        ("测评票", OFFICE, ["组别", "得分"], "测评票"),
    ]
    assert made().departments == (OFFICE, POVERTY, FINANCE, SUPERVISION)


def test_a_part_holds_its_own_worksheets_and_the_units() -> None:
    part = made(SUPERVISION)
    assert [sheet.name for sheet in part.sheets] == [SUPERVISION_SHEET, "信访事项"]
    assert list(part.attributes.fields) == ["类别", "户数"]
    assert part.departments == (SUPERVISION,)
    assert list(made(OFFICE).attributes.fields) == ["类别", "户数", "设立日期", "是否贫困乡镇"]


def test_the_office_has_nothing_to_do_with_attributes_that_are_known() -> None:
    known = Sheet({"unit": (" 样例甲镇 ",), **dict.fromkeys(RULESET.attributes, ("",))})
    whole = form(RULESET, "2016", known)
    assert (whole.asks_attributes, whole.unit_names) == (False, ["样例甲镇"])
    assert form(RULESET, "2016", LISTED).asks_attributes


def test_a_worksheet_never_has_the_name_of_the_hidden_one_with_choices() -> None:
    ruleset = scheme(measures="分: {unit: 分, decimals: 2, between: [0, 100], reported_by: _options}")
    assert [sheet.name for sheet in form(ruleset, "2016", LISTED).sheets] == ["_options_2"]


@pytest.mark.parametrize("name", UNIT_NAMES)
def test_no_measure_stands_below_the_header_of_the_units(name: str) -> None:
    with pytest.raises(Problems) as caught:
        scheme(measures=f"分: {{unit: 分, decimals: 2, between: [0, 100]}}\n{name}: {{unit: 人, between: [0, 9]}}")
    assert [problem.code for problem in caught.value.problems] == ["name-reserved"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (Quantity(between=["0", "9"]), "a whole number from 0 to 9"),
        (Quantity(between=["-1.5", "9"], decimals=1), "a number from -1.5 to 9 with at most 1 decimals"),
        (Quantity(unit="人", between=["0", "100000"]), "a whole number from 0 to 100000 (人)"),
        (Quantity(unit="%", between=["0", "100"], decimals=2), "a number from 0 to 100 with at most 2 decimals (%)"),
        (Choice(one_of=["甲", "乙"]), "one of 甲, 乙"),
        (Plain(type="yes_no"), "是 or 否"),
        (Plain(type="date"), "a date such as 2016-03-15"),
        (Plain(type="text"), "a text"),
    ],
)
def test_what_may_be_typed(field: Field, text: str) -> None:
    assert str(expected(field)) == text


@pytest.mark.parametrize("cell", ["填报人", " 填报人： ", "填报人:", "Filled in by", "Filled in by:"])
def test_labels_are_known_in_each_language(cell: str) -> None:
    assert is_label(cell, labels.FILLED_BY)
    assert not is_label(cell, labels.CHECKED_BY)
