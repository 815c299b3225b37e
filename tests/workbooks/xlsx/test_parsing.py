import json
from typing import Any

import pytest

from tests.workbooks.packages import SHEET, replaced, workbook
from workbooks.xlsx import parsing
from workbooks.xlsx.carried import SHEET_END, separated

TWO = workbook({"数据": [["单位", "x"], [], ["样例甲镇", 1.5]], "目录": [["y"]]})


def parsed(content: bytes) -> tuple[Any, list[str]]:
    head, _, cells = parsing.parsed(content).partition(b"\n")
    return json.loads(head), cells.decode().split(SHEET_END)


def test_sheet_after_sheet() -> None:
    head, cells = parsed(TWO)
    assert [(sheet["name"], sheet["visible"], sheet["rows"]) for sheet in head["sheets"]] == [
        ("数据", True, [1, 3]),
        ("目录", True, [1]),
    ]
    assert separated(cells[0], [1, 3]) == [(1, ["单位", "x"]), (3, ["样例甲镇", "1.5"])]
    assert separated(cells[1], [1]) == [(1, ["y"])]


def test_faults_of_one_worksheet_leave_the_others() -> None:
    head, cells = parsed(replaced(TWO, SHEET, b'<c r="B3"><v>1.5</v>', b'<c r="B3" t="e"><v>#REF!</v>'))
    first, second = head["sheets"]
    assert [(each["code"], each["place"]["cell"]) for each in first["faults"]] == [("cell-error", "B3")]
    assert (second["name"], second["faults"], cells[1]) == ("目录", [], "y")


def test_problems_of_the_whole() -> None:
    head, _ = parsed(TWO[:100])
    assert [each["code"] for each in head["problems"]] == ["workbook-damaged"]


def test_two_worksheets_that_cannot_be_told_apart() -> None:
    head, _ = parsed(replaced(TWO, "xl/workbook.xml", "目录".encode(), "数据".encode()))
    assert [(each["code"], each["what"]["template"], each["found"]) for each in head["problems"]] == [
        ("workbook-damaged", "Two worksheets have one name or one content.", None)
    ]


def test_calamine_is_not_loaded_for_what_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "Exact", None)
    assert "sheets" in parsed(TWO)[0]


def test_control_characters_are_refused() -> None:
    content = replaced(TWO, "xl/sharedStrings.xml", "样例甲镇".encode(), b"x_x001F_y")
    first = parsed(content)[0]["sheets"][0]
    assert [(each["code"], each["place"]["cell"]) for each in first["faults"]] == [("cell-control", "A3")]


def test_the_cells_of_all_worksheets_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_MOST_TEXT", 9)
    head, _ = parsed(TWO)
    assert [each["code"] for each in head["problems"]] == ["workbook-content"]
