"""The worksheets that compare a result with an older one."""

import io
import json
from typing import Any

import openpyxl
import pytest
from building import county, decided, run, scheme
from openpyxl.worksheet.worksheet import Worksheet

import locales
import workbooks
from engine.comparison import compare
from engine.data import Data
from engine.result import as_plain

SHEETS = ["Comparison", "Points more or less", "Differing inputs"]
RULES = {
    "measures": "分: {unit: 分, decimals: 2, between: [0, 100]}\n件: {unit: 件, between: [0, 9], missing: 0}",
    "adjustments": "[{name: 扣, when: 件 > 0, deduct: 2 * 件, source: 文}]",
    "prizes": "[{name: 奖, winners: 1, amount: 5, source: 文}]",
}


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locales, "_in_use", "en")


def plain(data: Data, **more: Any) -> dict[str, Any]:
    rules = {**RULES, **more.pop("rules", {})}
    made: dict[str, Any] = json.loads(json.dumps(as_plain(run(scheme(**rules), data, **more))))
    return made


def opened(before: dict[str, Any], after: dict[str, Any]) -> openpyxl.Workbook:
    content = workbooks.result_xlsx(after, comparison=compare(before, after))
    assert content == workbooks.result_xlsx(after, comparison=compare(before, after))
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet: Worksheet) -> list[list[Any]]:
    """The rows below the header, down to the first that is not of the table."""
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(index for index, line in enumerate(lines) if line[0] == "乡镇")
    below = lines[start + 1 :]
    below = below[1:] if below[0][0] is None else below
    end = next((index for index, line in enumerate(below) if line[1] is None), len(below))
    return below[:end]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


BEFORE = county(分="95 92 75 60", 件=["", "", "", ""])
AFTER = county(分="95 92 75 60", 件=["5", "", "", ""])


def test_only_a_compared_result_has_the_worksheets() -> None:
    after = plain(AFTER)
    assert not {*SHEETS} & {*openpyxl.load_workbook(io.BytesIO(workbooks.result_xlsx(after))).sheetnames}
    assert opened(plain(BEFORE), after).sheetnames[3:6] == SHEETS


def test_who_changed_and_why() -> None:
    sheet = opened(plain(BEFORE), plain(AFTER))["Comparison"]
    assert rows(sheet) == [
        ["乙", 92, 92, 0, 2, 1, "好", "好", "+ 奖", None, "because others changed: 甲"],
        ["甲", 95, 85, -10, 1, 2, "好", "较好", "− 奖", None, "件: — → 5"],
    ]
    shown = texts(sheet)
    assert "up 1 · down 1 · same rank 2" in shown
    assert any(text.startswith("old result: the year 2016, version 1, data ") for text in shown)


def test_differences_have_their_sign_and_decimals() -> None:
    book = opened(plain(AFTER), plain(BEFORE))
    (cell,) = [cell for row in book["Comparison"].iter_rows() for cell in row if cell.value == 10]
    assert cell.number_format == "+0.00;-0.00;0.00"


def test_the_points_add_up_part_by_part() -> None:
    before = plain(county(分="95 92", 件=["1", ""]))
    sheet = opened(before, plain(county(分="96.5 92", 件=["", ""]), rules={"scoring": "{full_marks: 100}"}))
    assert rows(sheet["Points more or less"]) == [["甲", 1.5, 2, 3.5]]
    assert texts(sheet["Points more or less"])[-8:-4] == ["Adjustments", "Total", "分", "扣"]


def test_where_no_points_differ_there_is_no_worksheet_for_them() -> None:
    withheld = plain(BEFORE, decisions=decided({"grades/好/乙": "withhold"}))
    assert opened(plain(BEFORE), withheld).sheetnames[3:5] == ["Comparison", "Differing inputs"]


def test_every_difference_has_a_row() -> None:
    after = plain(AFTER, rules={"version": "'2'", "prizes": "[{name: 奖, winners: 1, amount: 6, source: 文}]"})
    book = opened(plain(BEFORE), after)
    assert rows(book["Differing inputs"]) == [
        ["all", "ruleset", "version", "1", "2"],
        ["all", "ruleset", "prizes.奖.amount", "5", "6"],
        ["甲", "data", "件", "—", 5],
    ]
    assert texts(book["Comparison"])[-3:] == [
        "What differs for every unit",
        "ruleset, version: 1 → 2",
        "ruleset, prizes.奖.amount: 5 → 6",
    ]


def test_units_that_came_went_or_are_not_scored() -> None:
    before = plain(Data.from_rows([{"unit": "甲", "分": "90"}, {"unit": "乙", "分": ""}, {"unit": "丙", "分": "70"}]))
    after = plain(Data.from_rows([{"unit": "甲", "分": "90"}, {"unit": "乙", "分": "80"}, {"unit": "丁", "分": "95"}]))
    found = {row[0]: row[1:] for row in rows(opened(before, after)["Comparison"])}
    assert found["丁"][:7] == ["—", 95, "—", "—", 1, "—", "好"]
    assert found["乙"][:3] == ["not scored", 80, "—"]
    assert found["乙"][-1] == "分: — → 80"
    assert found["丙"][:3] == [70, "—", "—"]
    assert found["丙"][-1] == "gone: the new result does not know it"


def test_what_else_became_of_a_unit() -> None:
    rules = {"targets": "[{name: 标, expect: 件 == 0, source: 文}]"}
    found = rows(opened(plain(BEFORE, rules=rules), plain(AFTER, rules=rules))["Comparison"])
    assert [(row[0], row[9]) for row in found] == [("乙", None), ("甲", "标: met → not met")]


def test_two_equal_results() -> None:
    book = opened(plain(BEFORE), plain(BEFORE))
    assert book.sheetnames[3:5] == ["Comparison", "Points by indicator"]
    assert rows(book["Comparison"]) == []


def test_text_stays_text() -> None:
    before, after = (plain(Data.from_rows([{"unit": "=1+1", "分": cell}])) for cell in ("90", "91"))
    cells = [cell for sheet in opened(before, after) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
