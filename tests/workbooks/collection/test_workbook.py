"""What is written, as other programs see it."""

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from building import scheme
from xlsxwriter.worksheet import Worksheet

from engine.data import Data, Sheet
from tests.workbooks.collecting import (
    FINANCE,
    FIRST,
    HEADER,
    KINDS,
    OFFICE,
    POVERTY,
    RULESET,
    SHEETS,
    SUPERVISION,
    SUPERVISION_SHEET,
    UNITS,
    column,
    made,
)
from workbooks.collection.filled import Filled, Signature
from workbooks.collection.form import form
from workbooks.collection.workbook import collection_xlsx

pytestmark = pytest.mark.usefixtures("in_chinese")

LAST = FIRST + len(UNITS) - 1


@pytest.fixture(name="book")
def written(in_chinese: None) -> Any:
    return opened(collection_xlsx(made(), date(2017, 1, 20)))


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_worksheet_for_each_department_and_table(book: Any) -> None:
    assert tuple(sheet.title for sheet in book if sheet.sheet_state == "visible") == SHEETS
    assert [[cell.value for cell in book[name][HEADER]] for name in SHEETS[1:]] == [
        ["单位", "类别", "户数", "设立日期", "是否贫困乡镇"],
        ["单位", "脱贫人口", "返贫率", "人均收入", "备注"],
        ["单位", "拨付资金", "支出资金", "违规件数", "备注"],
        ["单位", "督办增减分", "备注"],
        ["单位", "分", "备注"],
        ["单位", "类型", "登记日期", "办结", "涉及人数", "诉求", "备注"],
        ["单位", "组别", "得分", "备注"],
    ]
    for name in SHEETS[1:6]:
        assert tuple(book[name].cell(row, 1).value for row in range(FIRST, LAST + 1)) == UNITS


def test_the_cover_says_for_what_it_is_and_who_reports_what(book: Any) -> None:
    lines = [[cell.value for cell in row if cell.value is not None] for row in book["封面"].iter_rows()]
    assert lines[0] == ["考核2016年度数据采集表"]
    assert lines[2:8] == [
        ["规则集", "考核"],
        ["版本", "1"],
        ["规则集摘要", RULESET.digest],
        ["期间", "2016"],
        ["单位数", "4"],
        ["报送截止日期", "2017-01-20"],
    ]
    assert lines[-7:] == [
        ["考核办公室", "单位", "设立日期、是否贫困乡镇", "2017-01-20"],
        [POVERTY, POVERTY, "脱贫人口、返贫率、人均收入", "2017-01-20"],
        [FINANCE, FINANCE, "拨付资金、支出资金、违规件数", "2017-01-20"],
        [SUPERVISION, SUPERVISION_SHEET, "督办增减分", "2017-01-20"],
        ["考核办公室", "考核办公室", "分", "2017-01-20"],
        [SUPERVISION, "信访事项", "信访事项的记录：类型、登记日期、办结、涉及人数、诉求", "2017-01-20"],
        ["考核办公室", "测评票", "测评票的记录：组别、得分", "2017-01-20"],
    ]


def test_input_cells_are_unlocked_and_all_others_locked(book: Any) -> None:
    for sheet in book:
        if sheet.sheet_state == "visible":
            assert sheet.protection.sheet, sheet.title
    unlocked = {
        name: {cell.coordinate for row in book[name].iter_rows() for cell in row if not cell.protection.locked}
        for name in SHEETS
    }
    assert unlocked["封面"] == set()
    signed = {"B11", "B12", "B13"}
    assert unlocked["单位"] == {f"{letter}{row}" for letter in "DE" for row in range(6, 10)} | signed
    assert unlocked[POVERTY] == {f"{letter}{row}" for letter in "BCDE" for row in range(6, 10)} | signed
    assert unlocked["测评票"] == {f"{letter}{row}" for letter in "ABCD" for row in range(6, 106)} | {
        "B107",
        "B108",
        "B109",
    }


@pytest.mark.parametrize(
    ("sheet", "header", "expected"),
    [
        (POVERTY, "脱贫人口", '0"人"'),
        (POVERTY, "返贫率", '0.00"%"'),
        (POVERTY, "人均收入", '0.00"元/年"'),
        (FINANCE, "拨付资金", '0.0000"万元"'),
        ("单位", "户数", '0"户"'),
        ("单位", "设立日期", "yyyy-mm-dd"),
        ("单位", "是否贫困乡镇", "@"),
        ("信访事项", "涉及人数", "0"),
        ("信访事项", "诉求", "@"),
    ],
)
def test_formats_show_decimals_and_unit(book: Any, sheet: str, header: str, expected: str) -> None:
    assert book[sheet].cell(FIRST, column(book[sheet], header)).number_format == expected


def rules(sheet: Any) -> dict[str, tuple[str, str]]:
    return {str(rule.sqref): (rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}


def test_validation_knows_range_decimals_and_choices(book: Any) -> None:
    assert rules(book[POVERTY]) == {
        "B6:B9": ("custom", "AND(ISNUMBER(B6),B6>=0,B6<=100000,ROUND(B6,0)=B6)"),
        "C6:C9": ("custom", 'OR(C6="不适用",AND(ISNUMBER(C6),C6>=0,C6<=100,ROUND(C6,2)=C6))'),
        "D6:D9": ("custom", "AND(ISNUMBER(D6),D6>=-1000,D6<=1000000,ROUND(D6,2)=D6)"),
    }
    assert rules(book["测评票"]) == {
        "A6:A105": ("list", "'单位'!$A$6:$A$9"),
        "B6:B105": ("list", '"上级,同级,群众"'),
        "C6:C105": ("custom", "AND(ISNUMBER(C6),C6>=0,C6<=100,ROUND(C6,1)=C6)"),
    }
    assert rules(book["信访事项"])["B6:B105"] == ("list", "'_options'!$A$2:$A$11")
    assert rules(book["单位"]) == {
        "D6:D9": ("custom", "AND(ISNUMBER(D6),D6>=1,INT(D6)=D6)"),
        "E6:E9": ("list", '"是,否"'),
    }
    options = book["_options"]
    assert options.sheet_state == "hidden"
    assert [cell.value for cell in options["A"]] == ["类型", *KINDS]


def test_every_column_has_its_check_whatever_its_characters() -> None:
    kinds = [f"{'𠮷' * 19}{number}" for number in range(9)]
    ruleset = scheme(
        attributes=f"类别: {{one_of: [{', '.join(kinds)}]}}",
        measures=f"分: {{unit: 分, decimals: 2, between: [0, 100], help: {'𠮷' * 200}}}",
    )
    book = opened(collection_xlsx(form(ruleset, "2016", Sheet({"unit": ("样例甲镇",)}))))
    assert rules(book["单位"]) == {"B6": ("list", "'_options'!$A$2:$A$10")}
    assert rules(book[OFFICE]) == {"B6": ("custom", "AND(ISNUMBER(B6),B6>=0,B6<=100,ROUND(B6,2)=B6)")}


def test_a_rule_that_is_not_taken_is_not_lost_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Worksheet, "data_validation", lambda *_: -2)
    with pytest.raises(AssertionError):
        collection_xlsx(made())


def test_help_stands_in_notes_on_the_headers(book: Any) -> None:
    sheet = book[POVERTY]
    assert [cell.comment.text for cell in sheet[HEADER] if cell.comment] == [
        "脱贫人口\n0至100000的整数（人）\n按国办系统年末数据。",
        "返贫率\n0至100的数，小数不超过2位（%）\n不适用的填“不适用”。",
        "人均收入\n-1000至1000000的数，小数不超过2位（元/年）",
    ]
    assert book["信访事项"]["D4"].comment.text == "办结\n是 或 否\n空白视为否。"


def test_panes_and_print(book: Any) -> None:
    for name in SHEETS[1:]:
        sheet = book[name]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B6", "$4:$5")
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.left.text == f"考核 · 2016 · {RULESET.digest.removeprefix('sha256:')[:12]}"
    assert book["封面"].page_setup.paperSize == 9
    assert [name for name in SHEETS if book[name].page_setup.orientation == "landscape"] == ["信访事项"]


def test_a_table_says_on_paper_which_it_is(book: Any) -> None:
    assert book["信访事项"]["A1"].value == "考核2016年度数据采集表：信访事项"
    assert book["信访事项"]["A3"].value.endswith("多余的行留空。\n每件信访事项一行。")
    assert book["信访事项"].column_dimensions["B"].width > 20


def test_each_department_signs_below_its_table(book: Any) -> None:
    for name in SHEETS[1:]:
        last = book[name].max_row
        labels = [book[name].cell(row, 1).value for row in range(last - 2, last + 1)]
        assert labels == ["填报人", "审核人", "填报日期"]


def test_nothing_is_signed_where_nothing_is_asked() -> None:
    book = opened(collection_xlsx(made(POVERTY)))
    assert [sheet.title for sheet in book] == ["封面", "单位", POVERTY]
    assert (book["单位"].max_row, [cell.value for cell in book["单位"][HEADER]]) == (LAST, ["单位", "类别", "户数"])
    assert "黄色" not in book["单位"]["A3"].value
    assert "填报部门" not in book["单位"]["A2"].value


def test_known_attributes_are_values_that_cannot_be_changed(book: Any) -> None:
    cells = [book["单位"].cell(FIRST, column(book["单位"], header)) for header in ("类别", "户数")]
    assert [(cell.value, cell.data_type, cell.protection.locked) for cell in cells] == [
        ("一类", "s", True),
        (1200, "n", True),
    ]


def test_the_same_form_gives_the_same_bytes() -> None:
    content = collection_xlsx(made())
    assert collection_xlsx(made()) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"2000-01-01T00:00:00Z" in package.read("docProps/core.xml")


def test_what_is_known_already_stands_there() -> None:
    rows = [{"unit": unit, "脱贫人口": "412", "返贫率": "不适用", "设立日期": "2001-03-05"} for unit in UNITS]
    votes = [{"unit": "样例乙镇", "组别": "上级", "得分": "92.10"}]
    signature = Signature("样例经办人", date(2017, 1, 10), "样例审核人")
    filled = Filled(Data.from_rows(rows, 测评票=votes), {POVERTY: signature})
    book = opened(collection_xlsx(made(), filled=filled))
    sheet = book[POVERTY]
    assert [cell.value for cell in sheet[FIRST]] == ["样例甲镇", 412, "不适用", None, None]
    assert [sheet.cell(row, 2).value for row in range(11, 14)][:2] == ["样例经办人", "样例审核人"]
    assert sheet["B13"].value.date() == date(2017, 1, 10)
    assert book["单位"]["D6"].value.date() == date(2001, 3, 5)
    assert [cell.value for cell in book["测评票"][FIRST]] == ["样例乙镇", "上级", 92.1, None]
    assert book["测评票"].max_row == 109


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    votes = [{"unit": "样例乙镇", "诉求": "=1+1", "类型": KINDS[0], "登记日期": "2016-05-01"}]
    book = opened(collection_xlsx(made(), filled=Filled(Data.from_rows([{"unit": "样例乙镇"}], 信访事项=votes))))
    cell = book["信访事项"].cell(FIRST, column(book["信访事项"], "诉求"))
    assert (cell.value, cell.data_type) == ("=1+1", "s")
