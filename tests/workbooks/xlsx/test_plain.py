"""The plain way gives what calamine and openpyxl give, or nothing."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from engine.problem import Problems
from tests.workbooks.packages import SHEET, edited, replaced, workbook
from workbooks.grid import Grid
from workbooks.xlsx import plain
from workbooks.xlsx.exact import Exact
from workbooks.xlsx.parts import cell_styles, worksheets
from workbooks.xlsx.strings import NotPlain, shared_strings

STRINGS = "xl/sharedStrings.xml"
ROWS: list[list[object]] = [["单位", "人口", "得分"], ["样例甲镇", 412, 89.995], ["样例乙镇", 7, 0.8]]
PLAIN = workbook({"数据": ROWS})
ALIKE = workbook({"数据": [["单位", "人口"], *([f"样例{number}镇", 400 + number] for number in range(1, 7))]})
"""Rows of one shape, so that the later ones are expected; 405 stands in B6."""


def plainly(content: bytes) -> Grid:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return plain.read(archive, worksheets(archive)[0], shared_strings(archive), cell_styles(archive))


def exactly(content: bytes) -> Grid:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return Exact(content, archive, cell_styles(archive)).grid(worksheets(archive)[0])


def by_xlsxwriter(rows: list[list[Any]]) -> bytes:
    return workbook({"a": rows})


def by_openpyxl(rows: list[list[Any]], *, write_only: bool = False) -> bytes:
    book = openpyxl.Workbook(write_only=write_only)
    sheet: Any = book.create_sheet("a", 0)
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def streamed_by_openpyxl(rows: list[list[Any]]) -> bytes:
    return by_openpyxl(rows, write_only=True)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.decimals(-(10**9), 10**9, places=4).map(float),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=8),
    st.sampled_from(["", " ", "0", "1,5", "_x0041_", "=1+1", " x ", "a\nb", "１２％"]),
)


@pytest.mark.parametrize("write", [by_xlsxwriter, by_openpyxl, streamed_by_openpyxl])
@given(rows=st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=5))
def test_any_table_is_read_alike(write: Callable[[list[list[Any]]], bytes], rows: list[list[Any]]) -> None:
    content = write(rows)
    try:
        found = plainly(content)
    except NotPlain:
        return
    other = exactly(content)
    width = max((len(cells) for _, cells in found.rows), default=0)
    assert found.rows == [(row, list(cells[:width])) for row, cells in other.rows]
    assert not any(cell for _, cells in other.rows for cell in cells[width:])
    assert (found.stored_as_text, found.formulas) == (other.stored_as_text, other.formulas)


@pytest.mark.parametrize("write", [by_xlsxwriter, by_openpyxl, streamed_by_openpyxl])
def test_what_programs_write_is_plain(write: Callable[[list[list[Any]]], bytes]) -> None:
    rows = [*ROWS, ["A&B<丙>", None, True], [" x", "12", 1e-7]]
    assert [list(cells) for _, cells in plainly(write(rows)).rows] == [
        ["单位", "人口", "得分"],
        ["样例甲镇", "412", "89.995"],
        ["样例乙镇", "7", "0.8"],
        ["A&B<丙>", "", "是"],
        [" x", "12", "0.0000001"],
    ]


def test_what_excel_writes_is_plain() -> None:
    """Seventeen digits, attributes of other namespaces, blank cells with styles, shared formulas, phonetic marks."""
    content = edited(
        PLAIN,
        SHEET,
        lambda text: (
            text[: text.index(b"<sheetData>")].replace(
                b"<worksheet ",
                b'<worksheet xmlns:mc="m" mc:Ignorable="x14ac xr" xmlns:x14ac="x" xmlns:xr="y" xr:uid="{0-0}" ',
            )
            + b'<cols><col min="2" max="3" width="9" hidden="1"/></cols><sheetData>'
            b'<row r="1" spans="1:3" x14ac:dyDescent="0.15"><c r="A1" s="0" t="s"><v>0</v></c><c r="C1" s="0"/></row>'
            b'<row r="2" hidden="1"><c r="A2" t="s"><v>3</v></c><c r="B2"><v>89.995000000000005</v></c></row>'
            b'<row r="3" hidden="1"/><row r="4"><c r="A4" t="str"><f>A2&amp;""</f><v>x&amp;y</v></c>'
            b'<c r="B4"><f t="shared" ref="B4:B5" si="0">1+1</f><v>2</v></c>'
            b'<c r="C4"><f t="shared" si="0"/><v>3</v></c></row>'
            b'</sheetData><mergeCells count="1"><mergeCell ref="A6:B7"/></mergeCells></worksheet>'
        ),
    )
    content = edited(
        content,
        STRINGS,
        lambda text: text.replace(b"</t></si>", b'</t><phoneticPr fontId="1" type="noConversion"/></si>'),
    )
    grid = plainly(content)
    assert grid.rows == [(1, ["单位", "", ""]), (2, ["样例甲镇", "89.995", ""]), (4, ["x&y", "2", "3"])]
    assert grid.formulas == {(4, 0), (4, 1), (4, 2)}
    assert (grid.merged, grid.hidden_rows, grid.hidden_columns) == (("A6:B7",), (2,), (1, 2))
    other = exactly(content)
    assert (grid.rows, grid.formulas, grid.merged) == (other.rows, other.formulas, other.merged)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("7", "7"),
        ("-7", "-7"),
        ("-0.5", "-0.5"),
        ("0", "0"),
        ("", ""),
        ("-0", "0"),
        ("-0.0", "0"),
        ("007", "7"),
        ("1.50", "1.5"),
        ("2.0", "2"),
        ("1E3", "1000"),
        ("0.000000000000001", "0.000000000000001"),
        ("0.10000000000000001", "0.1"),
        ("89.995000000000005", "89.995"),
        ("8234.569999999999", "8234.57"),
        ("123456789012345", "123456789012345"),
        ("-12345678901234.5", "-12345678901234.5"),
    ],
)
def test_a_number_among_rows_of_one_shape(value: str, text: str) -> None:
    content = replaced(ALIKE, SHEET, b"<v>405</v>", f"<v>{value}</v>".encode())
    assert plainly(content).rows[4:] == [(5, ["样例4镇", "404"]), (6, ["样例5镇", text]), (7, ["样例6镇", "406"])]
    assert plainly(content).rows == exactly(content).rows


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *(
            ("<v>405</v>", f"<v>{value}</v>")
            for value in ["1 2", " 5", "+5", "5.", ".5", "1,5", "1_0", "nan", "１２", "1234567890123456", "4&#48;5"]
        ),
        ('<c r="B6">', '<c r="B5">'),
        ('<c r="B6">', '<c r="b6">'),
        ('<c r="B6">', '<c r="B6" t="e">'),
        ('<c r="A6" t="s"><v>', '<c r="A6" t="s"><v>9'),
        ('<row r="6"', '<row r="5"'),
        ('<row r="6"', '\u3000<row r="6"'),
        ("</v></c></row></sheetData>", "</v></c>\u3000</row></sheetData>"),
    ],
)
def test_anything_else_among_rows_of_one_shape_is_not_plain(old: str, new: str) -> None:
    with pytest.raises(NotPlain):
        plainly(replaced(ALIKE, SHEET, old.encode(), new.encode()))


def test_what_is_not_utf_8_is_not_plain() -> None:
    for part, old in ((SHEET, b' spans="1:2"'), (STRINGS, b"<t>")):
        with pytest.raises(NotPlain):
            plainly(edited(ALIKE, part, lambda text, old=old: text.replace(old, old[:-1] + b"\xff" + old[-1:], 1)))


def test_rows_of_changing_shapes() -> None:
    width = 400
    rows = [[f"样例{number}镇", *range(number, number + width - number // 2 % 2)] for number in range(120)]
    assert [list(cells) for _, cells in plainly(by_xlsxwriter(rows)).rows] == [
        [*map(str, cells), *([""] if len(cells) == width else [])] for cells in rows
    ]


def test_hidden_rows_formulas_and_texts_among_rows_of_one_shape() -> None:
    content = replaced(ALIKE, SHEET, b'<row r="6"', b'<row r="6" hidden="1"')
    content = replaced(content, SHEET, b'<c r="B7"><v>406</v>', b'<c r="B7"><f>1+1</f><v>2</v>')
    grid = plainly(edited(content, STRINGS, lambda text: text.replace("样例5镇".encode(), b"5%")))
    assert grid.rows[5:] == [(6, ["5%", "405"]), (7, ["样例6镇", "2"])]
    assert (grid.hidden_rows, grid.stored_as_text, grid.formulas) == ((6,), {(6, 0)}, {(7, 1)})


@pytest.mark.parametrize("number", [*range(61)])
def test_every_built_in_format(number: int) -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    form = book.add_format({"num_format": number})
    for row, value in enumerate([0, 0.5, 60, 61, 42_444, 42_444.5, 2_958_465]):
        sheet.write_number(row, 0, 7, form)
        sheet.write_number(row, 1, value, form)
    book.close()
    try:
        assert plainly(content.getvalue()).rows == exactly(content.getvalue()).rows
    except NotPlain:
        assert number not in (0, 1, 2, 3, 4, 9, 10, 49)


NOT_PLAIN = "h:mm [h]:mm 0;yyyy aaaa am/pm"
CODES = """
yyyy-mm-dd yyyy"年"m"月"d"日" [$-804]yyyy/m/d;@ 0.00% 0"%" "d"0 [Red]0.00 e General 0.00E+00 #,##0.00;[Red]-#,##0.00
[DBNum1]0 @ \\y0 0_y *y0
"""


@pytest.mark.parametrize("code", [*re.findall(r"\S+", CODES), *re.findall(r"\S+", NOT_PLAIN)])
def test_formats_as_people_make_them(code: str) -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    form = book.add_format({"num_format": code})
    sheet.write_row(0, 0, [61, 42_444], form)
    book.close()
    try:
        assert plainly(content.getvalue()).rows == exactly(content.getvalue()).rows
    except NotPlain:
        assert code in NOT_PLAIN


def test_days() -> None:
    day = datetime.date.fromisoformat("2016-03-15")
    assert plainly(by_openpyxl([["单位", day]])).rows == [(1, ["单位", "2016-03-15"])]


def test_days_counted_from_1904_are_left_to_calamine() -> None:
    book = openpyxl.Workbook()
    book.epoch = datetime.datetime.fromisoformat("1904-01-01")
    assert book.active is not None
    book.active["A1"] = datetime.date.fromisoformat("2016-03-15")
    content = io.BytesIO()
    book.save(content)
    with pytest.raises(NotPlain):
        plainly(content.getvalue())
    assert exactly(content.getvalue()).rows == [(1, ["2016-03-15"])]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<v>412</v>", b"<!-- --><v>412</v>"),
        (b"<v>412</v>", b"<v><![CDATA[412]]></v>"),
        (b"<v>412</v>", b"<v>4&#49;2</v>"),
        (b"<v>412</v>", b"<v>12345678901234567</v>"),
        (b"<v>412</v>", b"<v>1E+400</v>"),
        (b"<v>412</v>", b"<v>nan</v>"),
        (b"<v>412</v>", b"<v>4_1_2</v>"),
        (b"<v>412</v>", b"<f>1+1</f><v></v>"),
        (b'<c r="B2">', b'<c r="B2" t="e">'),
        (b'<c r="B2">', b'<c r="B3">'),
        (b'<c r="B2">', b'<c r="A2">'),
        (b'<c r="B2">', b'<c r="AAAA2">'),
        (b'<c r="B2">', b'<c r="B2" s="9">'),
        (b'<c r="B2">', b'<c r="B2" cm="1">'),
        (b'<c r="B2">', b"<c>"),
        (b'<row r="2"', b'<row r="1"'),
        (b'<row r="2"', b"<row"),
        (b"<sheetData>", b"<!-- --><sheetData>"),
        (b"</sheetData>", b"</sheetData><sheetData></sheetData>"),
        (b"</sheetData>", b"</sheetData><!-- -->"),
        (b"</worksheet>", b"</worksheets>"),
        (b'encoding="UTF-8"', b'encoding="GBK"'),
        (b"<worksheet", b"<x:worksheet"),
    ],
)
def test_anything_else_is_not_plain(old: bytes, new: bytes) -> None:
    with pytest.raises(NotPlain):
        plainly(replaced(PLAIN, SHEET, old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<t>单位</t>", "<r><t>单位</t></r><t>人口</t>"),
        ("<t>单位</t>", "<t>单位</t><rPh sb='0' eb='1'><t>x</t></rPh>"),
        ("单位", "_x0041_"),
        ("单位", "&nbsp;"),
        ("单位", "&#1;"),
        ("单位", "]]>"),
        ("<t>", "<t> "),
        ("<t>", "<!-- --><t>"),
    ],
)
def test_strings_that_are_not_plain(old: str, new: str) -> None:
    with pytest.raises(NotPlain):
        plainly(edited(PLAIN, STRINGS, lambda text: text.replace(old.encode(), new.encode(), 1)))


def test_inline_text_has_no_value_even_below_other_inline_text() -> None:
    content = streamed_by_openpyxl([["单位"], ["样例甲镇"], ["样例乙镇"]])
    archive = zipfile.ZipFile(io.BytesIO(content))
    third = archive.read(SHEET).split(b"<row ")[3].split(b"<is>")[1].split(b"</is>")[0]
    with pytest.raises(NotPlain):
        plainly(replaced(content, SHEET, b"<is>" + third + b"</is>", b"<v>7</v>"))


def test_runs_of_text_in_different_fonts() -> None:
    runs = '<r><rPr><sz val="11"/><rFont val="宋体"/></rPr><t>单</t></r><r><t xml:space="preserve">位 </t></r>'
    content = edited(PLAIN, STRINGS, lambda text: text.replace("<t>单位</t>".encode(), runs.encode()))
    assert plainly(content).rows[0] == (1, ["单位 ", "人口", "得分"])
    assert exactly(content).rows == plainly(content).rows


def test_a_far_cell_is_told_at_once() -> None:
    row = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(Problems) as raised:
        plainly(replaced(PLAIN, SHEET, b"</sheetData>", row))
    (found,) = raised.value.problems
    assert (found.code, found.place.cell, found.found) == ("workbook-far-cell", "A1048576", "A1:C1048576")
