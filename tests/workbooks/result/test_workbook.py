import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import locales
import workbooks
from engine.message import Message
from workbooks.page import sheet_name, width
from workbooks.styles import is_exact_number


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    before = locales.in_use()
    locales.use("en")
    yield
    locales.use(before)


def opened(result: dict[str, Any]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbooks.result_xlsx(result)))


def table(sheet: Worksheet, corner: str) -> list[list[Any]]:
    """The rows from the one whose first cell is ``corner`` down to the first empty one."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(index for index, row in enumerate(rows) if row[0] == corner)
    end = next((index for index in range(start, len(rows)) if not any(rows[index])), len(rows))
    return rows[start:end]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_same_result_gives_the_same_bytes(result: dict[str, Any]) -> None:
    assert workbooks.result_xlsx(result) == workbooks.result_xlsx(result)


def test_worksheets(result: dict[str, Any]) -> None:
    assert opened(result).sheetnames == [
        "Summary",
        "Grades chart",
        "Ranking chart",
        "Points by indicator",
        "Adjustments and corrections",
        "Consequences",
        "Targets",
        "Open decisions",
        "Warnings and problems",
        "Conventions and basis",
        "Data",
        "测评票",
        "Derived values",
        "Where the data came from",
    ]


def test_text_never_becomes_a_formula_or_a_link(result: dict[str, Any]) -> None:
    for text in ("=1+1", "+1", "-x", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://example.org", "{=A1}"):
        result["units"][0]["unit"] = text
        result["ruleset"]["name"] = text
        result["warnings"][0]["text"] = text
        book = opened(result)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not any(cell.hyperlink for cell in cells)
        assert text in [cell.value for cell in cells]


def test_summary(result: dict[str, Any]) -> None:
    sheet = opened(result)["Summary"]
    assert table(sheet, "Rank") == [
        ["Rank", "乡镇", "Total", "Grade", "Prizes", "Prize money (yuan)", "Quotas", "Remarks"],
        [1, "样例甲镇", 100, "好", "一等奖", 50000, "优秀班子", None],
        [2, "样例乙镇", 91.35, "好", "二等奖", 30000, None, None],
        [3, "样例丙镇", 80, "较好", None, None, None, None],
        ["—", "样例丁镇", 72.55, "较差", None, None, None, "grade limited by: 弄虚作假\nnot ranked: withdrawn"],
        ["—", "样例戊镇", "not scored", "—", "—", "—", "—", "未报返贫率"],
    ]
    shown = texts(sheet)
    assert "样例县乡镇考核: results of the year 2016" in shown
    assert "Provisional: 1 units are not scored.  Not final: 1 decisions are open." in shown
    assert "assessed 4 · ranked 3 · 好 2 · 较好 1 · 一般 0 · 较差 1 · prize money 80000 yuan" in shown
    assert "二等奖 (30000 yuan each, 2 places): 样例乙镇  vacant: 1" in shown
    assert "ruleset ab12ab12ab12 · data cd34cd34cd34" in shown


def test_a_final_result_says_nothing_of_being_provisional(result: dict[str, Any]) -> None:
    result |= {"provisional": False, "final": True, "open_decisions": [], "not_scored": []}
    for sheet in opened(result):
        assert not any("Provisional" in text or "Not final" in text for text in texts(sheet))
    assert "Remarks" in texts(opened(result)["Summary"])


def test_points_add_up(result: dict[str, Any]) -> None:
    sheet = opened(result)["Points by indicator"]
    rows = table(sheet, "Rank")
    assert rows[0] == [
        "Rank", "乡镇", "减贫成效", None, "群众满意度\n(of 60)", "Σ points", "Adjustments",
        "Corrections", None, "Total", "Grade",
    ]  # fmt: skip
    assert rows[1][2:4] + rows[1][6:9] == [
        "脱贫任务完成率\n(of 25)", "返贫率控制\n(of 15)", "宣传加分", "limits of the total",
        "cap of the group 减贫成效",
    ]  # fmt: skip
    assert rows[2] == [1, "样例甲镇", 25, 15, 59.995, 99.995, 2, -1.995, "—", 100, "好"]
    assert rows[5] == ["—", "样例丁镇", 20.05, 9, 45, 74.05, -0.5, "—", -1, 72.55, "较差"]
    assert rows[6][0] == "Total = Σ points + Σ adjustments + Σ corrections, exactly"


def test_numbers_keep_their_decimals(result: dict[str, Any]) -> None:
    sheet = opened(result)["Summary"]
    formats = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row if cell.data_type == "n"}
    assert (formats[100], formats[91.35], formats[50000], formats[1]) == ("0.000", "0.00", "#,##0", "0")


def test_numbers_that_a_worksheet_cannot_hold_are_text(result: dict[str, Any]) -> None:
    result["units"][0]["total"] = "1234567890123456.78"
    assert "1234567890123456.78" in texts(opened(result)["Summary"])


@pytest.mark.parametrize("text", ["1e3", "012", "", "+1", "１２", "1.", ".5", "1,000", "1234567890123456", "--1", "5%"])
def test_what_is_no_exact_number(text: str) -> None:
    assert not is_exact_number(text)


def test_adjustments_and_corrections(result: dict[str, Any]) -> None:
    rows = table(opened(result)["Adjustments and corrections"], "乡镇")[1:]
    assert [row[:4] for row in rows] == [
        ["样例甲镇", "adjustment", "宣传加分", 2],
        ["样例甲镇", "correction", "limits of the total", -1.995],
        ["样例丁镇", "adjustment", "宣传加分", -0.5],
        ["样例丁镇", "correction", "cap of the group 减贫成效", -1],
        ["样例丁镇", "veto", "弄虚作假", "—"],
    ]


def test_consequences(result: dict[str, Any]) -> None:
    rows = table(opened(result)["Consequences"], "乡镇")[1:]
    assert [row[2:] for row in rows[:2]] == [
        ["结果为好", "党政主要领导", "is rated 优秀", None, "全县工作会议上的讲话 第五部分第一项"],
        ["结果为好", "乡镇", "is granted 1 × 优秀指标", None, "全县工作会议上的讲话 第五部分第一项\n本规则集的约定"],
    ]
    assert rows[3][4:6] == ["is barred from 提拔使用", "2016-03-15 to 2017-03-14"]
    assert rows[4] == [
        "样例丁镇", "较差", "结果为一般", "—", "does not apply: replaced by 结果为较差或连续两年一般", None, None,
    ]  # fmt: skip


def test_targets(result: dict[str, Any]) -> None:
    header, *rows = table(opened(result)["Targets"], "乡镇")
    assert header == ["乡镇", "贫困发生率"]
    assert [row[1] for row in rows] == ["met", "not yet due", "unknown", -0.2]


def test_decisions(result: dict[str, Any]) -> None:
    rows = [row for row in opened(result)["Open decisions"].iter_rows(values_only=True) if any(row)]
    assert ("grades/好/样例丙镇", "withhold", "@年内发生较大责任事故", "县考核办", "2017-01-20") in rows
    question = "样例甲镇、样例乙镇并列，名次如何排列？\nprizes/一等奖/样例甲镇+样例乙镇"
    assert (question, "样例甲镇、样例乙镇", "样例甲镇、样例乙镇", None, None) in rows


def test_data_stand_as_reported(result: dict[str, Any]) -> None:
    book = opened(result)
    assert table(book["Data"], "乡镇")[1:] == [
        ["样例甲镇", 430, 5],
        ["样例乙镇", 412, 5.5],
        ["样例丙镇", 344, 7.25],
        ["样例丁镇", "0345", "不适用"],
        ["样例戊镇", "=1+1", None],
    ]
    assert table(book["测评票"], "乡镇")[1:] == [["样例甲镇", "上级", 92.1], ["样例甲镇", "+群众", 90]]


def test_basis_names_conventions_sources_and_digests(result: dict[str, Any]) -> None:
    shown = texts(opened(result)["Conventions and basis"])
    for text in (
        "总分相同的，按脱贫任务完成率得分排序。",
        "points × score ÷ out_of\n=由第三方测评",
        "样例县乡镇考核评价办法",
        result["ruleset"]["digest"],
        result["data_digest"],
        "agreed: a second engine came to the same consequences",
    ):
        assert text in shown


def test_a_result_without_anything_beside_points(result: dict[str, Any]) -> None:
    result |= {"provisional": False, "final": True, "open_decisions": [], "decisions": [], "not_scored": []}
    result |= {"warnings": [], "problems": [], "assumptions": []}
    result["summary"] |= {"prizes": [], "quotas": []}
    result["inputs"]["data"]["tables"] = {}
    result["inputs"] |= {"origins": {"units": {"tables": [], "taken": {}}, "tables": {}}, "reading": []}
    for unit in result["units"]:
        unit |= {"adjustments": {}, "corrections": {}, "vetoes": [], "withdrawn": False, "prizes": [], "quotas": []}
        unit |= {"consequences": [], "replaced": [], "targets": [], "formulas": {}}
    book = opened(result)
    charts = ["Grades chart", "Ranking chart"]
    assert book.sheetnames == ["Summary", *charts, "Points by indicator", "Conventions and basis", "Data"]
    assert table(book["Summary"], "Rank")[0] == ["Rank", "乡镇", "Total", "Grade"]
    assert table(book["Points by indicator"], "Rank")[0][-3:] == ["Σ points", "Total", "Grade"]


def test_prints_on_a4_with_headers_repeated(result: dict[str, Any]) -> None:
    for sheet in opened(result):
        # One page is what a worksheet is fitted to if it does not say how many.
        pages = None if sheet.title in ("Grades chart", "Ranking chart") else 0
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, pages)
    points = opened(result)["Points by indicator"]
    assert (points.print_title_rows, points.print_title_cols) == ("$5:$6", "$A:$B")
    assert points.freeze_panes == "C7"


def test_many_indicators_go_on_to_a_second_page_across(result: dict[str, Any]) -> None:
    template = result["indicators"][0]
    result["indicators"] = [
        {**template, "name": f"指标{number}", "group": [f"组{number // 4}"]} for number in range(60)
    ]
    for unit in result["units"]:
        unit["points"] = {f"指标{number}": "1.00" for number in range(60)}
    sheet = opened(result)["Points by indicator"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 3


def test_the_reader_s_language_is_used_for_messages(result: dict[str, Any]) -> None:
    content = workbooks.result_xlsx(result, lambda message: f"<{message.template}>")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert "<is rated {as}>" in texts(book["Consequences"])
    assert Message("a") == Message("a")


def test_very_long_text_is_cut_visibly(result: dict[str, Any]) -> None:
    result["assumptions"][0]["text"] = "长" * 40_000
    cut = max(texts(opened(result)["Conventions and basis"]), key=len)
    assert (len(cut), cut[-2:]) == (32_767, "长…")


def test_widths_and_names() -> None:
    assert (width("甲a"), width("甲\nabcde"), width("")) == (3, 5, 0)
    assert sheet_name("a/b:c", []) == "a_b_c"
    assert sheet_name("数据", ["数据"]) == "数据_2"
    assert sheet_name("x" * 40, ["X" * 31]) == "x" * 29 + "_2"
    assert sheet_name("''", []) == "_"
