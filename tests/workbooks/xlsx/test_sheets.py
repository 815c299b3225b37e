import datetime
import io

import openpyxl
import pytest

from engine.message import Message
from engine.problem import Problem, Problems
from tests.workbooks.packages import SHEET, replaced, workbook
from workbooks.xlsx.sheets import Book

TYPED = ["0.1", "0.07", "89.995", "100000", "0.0000001", "0", "-12.5", "412", "123456789012345", "0.000000000000123"]


def by_openpyxl(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def cells(content: bytes) -> list[list[str]]:
    book = Book(content, "a.xlsx")
    return [list(row) for _, row in book.grid(book.names[0]).rows]


def problems(content: bytes) -> list[Problem]:
    with pytest.raises(Problems) as raised:
        cells(content)
    return list(raised.value.problems)


@pytest.mark.parametrize("write", [by_openpyxl, lambda rows: workbook({"Sheet": rows})])
def test_numbers_come_back_as_typed(write: object) -> None:
    assert callable(write)
    assert cells(write([[float(text)] for text in TYPED])) == [[text] for text in TYPED]


def test_seventeen_digits_as_excel_writes_them_are_the_number_that_was_typed() -> None:
    content = replaced(workbook({"a": [[1.5]]}), SHEET, b"<v>1.5</v>", b"<v>89.995000000000005</v>")
    assert cells(content) == [["89.995"]]


def test_other_values() -> None:
    day = datetime.datetime.fromisoformat("2016-03-15")
    rows: list[list[object]] = [[True, False, day, day.replace(hour=8, minute=30), "０12", " 文本 ", "=1+1 "]]
    content = by_openpyxl([[*rows[0][:-1], "x"]])
    assert cells(content) == [["是", "否", "2016-03-15", "2016-03-15T08:30:00", "０12", " 文本 ", "x"]]


def test_percent_cells_are_read_as_shown() -> None:
    content = workbook({"a": [["unit", 0.055, 0.07, "12%"], ["x", 0.5, 0.29, 7]]}, percent=[(0, 1), (0, 2), (1, 2)])
    assert cells(content) == [["unit", "5.5%", "7%", "12%"], ["x", "0.5", "29%", "7"]]


def test_built_in_percent_format() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["B2"] = 0.3
    book.active["B2"].number_format = "0%"
    content = io.BytesIO()
    book.save(content)
    assert cells(content.getvalue()) == [["", "30%"]]


def test_row_numbers_and_addresses_count_from_the_sheets_corner() -> None:
    content = workbook({"a": [[], [None, "unit", "x"], [], [None, "甲", 1]]})
    grid = Book(content, "a.xlsx").grid("a")
    assert [row for row, _ in grid.rows] == [2, 4]
    assert str(grid.place(4, 2)) == "a.xlsx[a]!C4"


def test_cells_that_cannot_be_taken_are_all_named() -> None:
    base = workbook({"数据": [[1.5, 2.5, 3.5, 4.5, 0.1 + 0.2]]})
    for old, new in (
        (b'<c r="A1"><v>1.5</v>', b'<c r="A1" t="e"><v>#DIV/0!</v>'),
        (b'<c r="B1"><v>2.5</v>', b'<c r="B1"><f>1+1</f><v></v>'),
        (b"<v>3.5</v>", b"<v>0.1000000000000000055511151231257827</v>"),
        (b"<v>4.5</v>", b"<v>1E400</v>"),
        (b"<v>0.3</v>", b"<v>0.30000000000000004</v>"),
    ):
        base = replaced(base, SHEET, old, new)
    grid = Book(base, "a.xlsx").grid("数据")
    assert [(each.code, each.place.sheet, each.place.cell, each.found) for each in grid.faults] == [
        ("cell-error", "数据", "A1", "#DIV/0!"),
        ("cell-not-calculated", "数据", "B1", None),
        ("cell-digits", "数据", "C1", "0.1000000000000000055511151231257827"),
        ("cell-digits", "数据", "D1", "inf"),
        ("cell-digits", "数据", "E1", "0.30000000000000004"),
    ]


def test_a_day_at_which_calamine_panics() -> None:
    content = by_openpyxl([[datetime.date.fromisoformat("2016-03-15")]])
    (found,) = problems(replaced(content, SHEET, b"<v>42444</v>", b"<v>-1E+300</v>"))
    assert (found.code, found.place.sheet) == ("workbook-damaged", "Sheet")


def test_a_formula_counts_with_its_value() -> None:
    content = replaced(workbook({"a": [[1.5]]}), SHEET, b"<v>1.5</v>", b"<f>3/2</f><v>1.5</v>")
    assert cells(content) == [["1.5"]]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, b't="s"><v>0<', b't="s"><v>99<'),
        (SHEET, b'"B1"><v>7</v>', b'"B1" t="n"><v>seven</v>'),
        ("xl/_rels/workbook.xml.rels", b"<Relationships", b"<Rel"),
        ("xl/workbook.xml", b"<sheets>", b"<sheets"),
        ("xl/styles.xml", b"<cellXfs", b"<cellXfs x='1' x='2'"),
    ],
)
def test_damaged_content(part: str, old: bytes, new: bytes) -> None:
    assert [each.code for each in problems(replaced(workbook({"a": [["x", 7]]}), part, old, new))] == [
        "workbook-damaged"
    ]


def test_a_file_that_was_cut_off_on_its_way() -> None:
    (only,) = problems(workbook({"a": [["x", 7]]})[:500])
    assert (only.code, only.what, only.found) == (
        "workbook-damaged",
        Message("The end of the workbook is missing."),
        None,
    )


def test_hidden_worksheets_are_not_taken() -> None:
    content = workbook({"目录": [["x"]], "数据": [["y"]]})
    hidden = replaced(
        content,
        "xl/workbook.xml",
        b'name="\xe7\x9b\xae\xe5\xbd\x95"',
        b'name="\xe7\x9b\xae\xe5\xbd\x95" state="hidden"',
    )
    book = Book(hidden, "a.xlsx")
    assert book.names == ["数据"]
    assert book.hidden == ["目录"]


def test_no_worksheet() -> None:
    content = workbook({"a": [["x"]]})
    without = replaced(content, "xl/_rels/workbook.xml.rels", b"relationships/worksheet", b"relationships/chartsheet")
    assert [each.code for each in problems(without)] == ["workbook-without-sheet"]


def test_what_a_worksheet_tells_beside_its_values() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["标题", None, None], ["单位", "类别", "x"], ["甲", " ０12，3% ", "=1+1"], [None], ["乙", "1.2.3", 7]]:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B5:B6")
    for number in (4, 5):
        sheet.row_dimensions[number].hidden = True
    for name in ("B", "E"):
        sheet.column_dimensions[name].hidden = True
    content = io.BytesIO()
    book.save(content)
    calculated = replaced(content.getvalue(), SHEET, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    grid = Book(calculated, "a.xlsx").grid("Sheet")
    assert grid.stored_as_text == {(3, 1)}
    assert grid.formulas == {(3, 2)}
    assert grid.merged == ("A1:C1", "B5:B6")
    assert grid.hidden_rows == (5,)
    assert grid.hidden_columns == (1,)
