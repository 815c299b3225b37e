import io
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from engine.problem import Problems
from tests.workbooks.collecting import FINANCE, POVERTY, filled
from workbooks.xlsx.marking import Mark, marked

pytestmark = pytest.mark.usefixtures("in_chinese")


def opened(content: bytes, *marks: Mark) -> Any:
    return openpyxl.load_workbook(io.BytesIO(marked(content, "a.xlsx", marks)))


def test_a_cell_is_coloured_by_its_worst_finding_and_says_all_of_them() -> None:
    marks = [Mark(POVERTY, "B6", "填写数字。", "note"), Mark(POVERTY, "B6", "超出范围。", "error")]
    cell = opened(filled(), *marks)[POVERTY]["B6"]
    assert (cell.fill.fgColor.rgb, cell.comment.text, cell.value) == ("FFF8B4B4", "填写数字。\n超出范围。", 412)


@pytest.mark.parametrize(("severity", "colour"), [("warning", "FFFFE08A"), ("note", "FFCFE8FF")])
def test_a_colour_for_each_severity(severity: str, colour: str) -> None:
    assert opened(filled(), Mark(POVERTY, "C6", "x", severity))[POVERTY]["C6"].fill.fgColor.rgb == colour


def test_what_has_no_cell_stands_on_the_first_one() -> None:
    book = opened(filled(), Mark(FINANCE, None, "未签字", "warning"), Mark(None, None, "期间不符", "error"))
    assert (book[FINANCE]["A1"].comment.text, book["封面"]["A1"].comment.text) == ("未签字", "期间不符")


def test_what_is_said_of_merged_cells_stands_on_the_one_that_is_seen() -> None:
    content = filled(lambda book: book[POVERTY].merge_cells("B6:C7"))
    marks = [Mark(POVERTY, "C7", "x", "error"), Mark(POVERTY, "B6", "y", "note"), Mark(POVERTY, "C8", "z", "note")]
    sheet = opened(content, *marks)[POVERTY]
    assert (sheet["B6"].comment.text, sheet["B6"].fill.fgColor.rgb) == ("x\ny", "FFF8B4B4")
    assert (sheet["C8"].comment.text, [str(each) for each in sheet.merged_cells.ranges].count("B6:C7")) == ("z", 1)


def test_a_comment_that_somebody_wrote_stands_below() -> None:
    def comment(book: Any) -> None:
        book[POVERTY]["B6"].comment = Comment("见附件三", "样例经办人")

    cell = opened(filled(comment), Mark(POVERTY, "B6", "x", "error"))[POVERTY]["B6"]
    assert cell.comment.text == "x\n\n见附件三"


def test_everything_else_stays() -> None:
    before, after = openpyxl.load_workbook(io.BytesIO(filled())), opened(filled(), Mark(POVERTY, "B6", "x", "error"))
    assert after.sheetnames == before.sheetnames
    for one, other in zip(before, after, strict=True):
        assert [[cell.value for cell in row] for row in one] == [[cell.value for cell in row] for row in other]
        assert other.protection.sheet == one.protection.sheet
        assert len(other.data_validations.dataValidation) == len(one.data_validations.dataValidation)
    assert after[POVERTY]["C4"].comment.text == before[POVERTY]["C4"].comment.text
    assert not after[POVERTY]["B6"].protection.locked


def test_a_file_that_is_no_workbook_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with pytest.raises(Problems) as caught:
        marked(b"PK\x03\x04", "a.xlsx", [Mark(None, None, "x", "error")])
    assert [problem.code for problem in caught.value.problems] == ["file-crash"]
