import pytest

from engine.problem import Problem, Problems
from workbooks.grid import Grid, letter, to_sheet


def problems(*rows: list[str], sheet: str | None = "数据") -> list[Problem]:
    with pytest.raises(Problems) as raised:
        to_sheet(Grid(list(enumerate(rows, 1)), "a.xlsx", sheet))
    return list(raised.value.problems)


@pytest.mark.parametrize("header", ["unit", "单位", " 单位　"])
def test_the_unit_column(header: str) -> None:
    sheet = to_sheet(Grid([(1, ["x", header]), (3, ["1", "甲镇"])], "a.xlsx", "数据"))
    assert sheet.columns == {"x": ("1",), "unit": ("甲镇",)}
    assert sheet.origins[0].columns == {"x": "A", "unit": "B"}
    assert str(sheet.place("unit", 0)) == "a.xlsx[数据]!B3 甲镇"


def test_a_column_without_header_and_content_is_left_out() -> None:
    sheet = to_sheet(Grid([(1, ["unit", " ", "x"]), (2, ["甲镇", "", "1"])], "a.csv"))
    assert list(sheet.columns) == ["unit", "x"]


def test_a_header_alone_is_an_empty_sheet() -> None:
    assert to_sheet(Grid([(1, ["unit", "x"])], "a.csv")).columns == {"unit": (), "x": ()}


def test_headers_that_cannot_stand_are_all_named() -> None:
    found = problems(["unit", "a", "", "a", "单位"], ["甲镇", "1", "2", "3", "乙镇"])
    assert [(each.code, each.place.cell) for each in found] == [
        ("header-empty", "C1"),
        ("header-twice", "D1"),
        ("header-twice", "E1"),
    ]
    assert found[2].found == "单位"


def test_no_rows() -> None:
    (found,) = problems()
    assert (found.code, found.place.sheet) == ("table-empty", "数据")


@pytest.mark.parametrize(
    ("rows", "code", "mend"),
    [
        ([["单位名称", "人口"], ["甲镇", "1"]], "unit-column-missing", "Rename the column 单位名称 to “单位”."),
        ([["Units", "人口"], ["甲镇", "1"]], "unit-column-missing", "Rename the column Units to “单位”."),
        ([["乡镇", "人口"], ["甲镇", "1"]], "unit-column-missing", "Name the column that holds the units “单位”."),
        (
            [["汇总表", ""], ["单位", "人口"], ["甲镇", "1"]],
            "header-not-first",
            "The header seems to stand in row 2: delete the rows above it.",
        ),
        ([["甲镇", "412"], ["乙镇", "5%"]], "header-missing", "Write the names of the columns into the first row."),
        (
            [["单位，人口"], ["甲镇，1"]],
            "header-one-column",
            "Separate the columns by commas, semicolons or tabs, not by “，”.",
        ),
    ],
)
def test_no_unit_column(rows: list[list[str]], code: str, mend: str) -> None:
    (found,) = problems(*rows, sheet=None)
    assert (found.code, found.place.line, str(found.mend)) == (code, 1, mend)
    assert str(found.expected) == "a column unit / 单位"


def merged(*references: str) -> Grid:
    rows = [(2, ["单位", "类别"]), (3, ["甲", "一类"]), (4, ["乙", ""])]
    return Grid(rows, "a.xlsx", "数据", merged=references)


def test_cells_merged_over_rows_would_hide_what_is_blank() -> None:
    with pytest.raises(Problems) as raised:
        to_sheet(merged("B3:B4"))
    (found,) = raised.value.problems
    assert (found.code, found.place.cell, found.found) == ("cells-merged", "B3", "B3:B4")
    assert str(found.mend) == "Unmerge the cells, and fill in each of them."


def test_cells_merged_over_columns_would_hide_what_is_blank_too() -> None:
    with pytest.raises(Problems, match=r"A4.*Cells are merged"):
        to_sheet(merged("A4:B4"))


def test_merged_cells_above_and_in_the_header_are_no_matter() -> None:
    assert len(to_sheet(merged("A1:A2", "B2:B3"))) == 2


def test_letters() -> None:
    assert [letter(index) for index in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
