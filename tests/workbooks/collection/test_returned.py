"""Whatever people do to covers, worksheets, columns and rows of a collection workbook is recognised and named."""

from pathlib import Path
from typing import Any

import pytest

from tests.workbooks.collecting import (
    FINANCE,
    FIRST,
    HEADER,
    LISTED,
    POVERTY,
    UNITS,
    Edit,
    Said,
    at,
    cover,
    edited,
    filled,
    judged,
    odd,
    put,
    record,
    told,
    unsigned,
)
from workbooks.collection.form import form
from workbooks.collection.workbook import collection_xlsx
from workbooks.submissions import read_submissions, with_cells_judged

pytestmark = pytest.mark.usefixtures("in_chinese")


def moved(book: Any) -> None:
    sheet = book[POVERTY]
    for row in range(HEADER, FIRST + len(UNITS)):
        one, other = sheet.cell(row, 2), sheet.cell(row, 3)
        one.value, other.value = other.value, one.value


def added(book: Any) -> None:
    book[POVERTY].cell(HEADER, 6).value = "其他"
    book[POVERTY].cell(FIRST, 6).value = 1


def added_worksheet(book: Any) -> None:
    book.create_sheet("草稿").append(["随便"])


ANOTHER = "Give the workbook that was made for this scheme, or make one: kaoping workbook."
FOUND: dict[str, tuple[Edit, list[Said]]] = {
    "another scheme": (
        cover(3, "别的办法"),
        [
            (
                "workbook-of-another",
                "a.xlsx[封面]",
                "The workbook was made for another scheme.",
                "别的办法",
                "考核",
                ANOTHER,
            )
        ],
    ),
    "another version": (
        cover(4, "2"),
        [
            (
                "workbook-of-another",
                "a.xlsx[封面]",
                "The workbook was made for another version of the ruleset.",
                "2",
                "1",
                ANOTHER,
            )
        ],
    ),
    "another period": (
        cover(6, "2015"),
        [("workbook-of-another", "a.xlsx[封面]", "The workbook is of another period.", "2015", "2016", ANOTHER)],
    ),
    "another state of the ruleset": (
        cover(5, "sha256:00"),
        [
            (
                "workbook-of-another-state",
                "a.xlsx[封面]",
                "The ruleset was changed since the workbook was made; its columns are read as they are now.",
                None,
                None,
                None,
            )
        ],
    ),
    "a moved column": (
        moved,
        [
            (
                "columns-moved",
                f"a.xlsx[{POVERTY}]",
                "Columns were moved, and read by their headers: 返贫率.",
                None,
                None,
                None,
            )
        ],
    ),
    "an added column": (
        added,
        [
            (
                "data-column-unknown",
                f"a.xlsx[{POVERTY}]!F4 其他",
                "The column 其他 is not in the ruleset and is not read.",
                "其他",
                None,
                None,
            )
        ],
    ),
    "a renamed unit": (
        at(POVERTY, "A6", "样例甲乡"),
        [
            (
                "unit-renamed",
                f"a.xlsx[{POVERTY}]!A6 样例甲镇",
                "样例甲乡 is none of the units of this workbook, and 样例甲镇 is missing.",
                "样例甲乡",
                None,
                "Write the name as it was: 样例甲镇",
            )
        ],
    ),
    "an unknown unit": (
        at(POVERTY, "A10", "合计"),
        [
            (
                "unit-unknown",
                f"a.xlsx[{POVERTY}]!A10 合计",
                "合计 is none of the units of this workbook.",
                "合计",
                None,
                "Delete the row, or have the unit added to the workbook.",
            )
        ],
    ),
    "a duplicate row": (
        at(POVERTY, "A10", "样例甲镇"),
        [
            (
                "unit-twice",
                f"a.xlsx[{POVERTY}]!A10 样例甲镇",
                "样例甲镇 stands in two rows.",
                None,
                None,
                f"Keep one of them; the other is a.xlsx[{POVERTY}]!A6 样例甲镇.",
            )
        ],
    ),
    "merged cells of the sign-off": (lambda book: book[POVERTY].merge_cells("C11:D12"), []),
    "no signature": (
        unsigned,
        [
            (
                "sheet-unsigned",
                f"a.xlsx[{POVERTY}]",
                "The worksheet is not signed off: nobody vouches for its data.",
                None,
                None,
                "Fill in name and date below the table.",
            )
        ],
    ),
    "a renamed worksheet of a table": (
        lambda book: setattr(book["测评票"], "title", "评议"),
        [
            (
                "worksheet-renamed",
                "a.xlsx[评议]",
                "The worksheet 评议 was read as the table 测评票.",
                None,
                None,
                None,
            )
        ],
    ),
    "a renamed worksheet of a department": (lambda book: setattr(book[POVERTY], "title", "Sheet1"), []),
    "a hidden worksheet": (
        lambda book: setattr(book[POVERTY], "sheet_state", "hidden"),
        [
            (
                "worksheet-hidden",
                f"a.xlsx[{POVERTY}]",
                "The worksheet is hidden, and was read.",
                None,
                None,
                None,
            )
        ],
    ),
    "a copy of a table": (
        lambda book: book.copy_worksheet(book["测评票"]),
        [
            (
                "worksheet-repeated",
                "a.xlsx[测评票 Copy]",
                "Two worksheets of the workbook hold the table 测评票; the other is a.xlsx[测评票].",
                None,
                None,
                "Put all records into one of them, and delete the other.",
            ),
            (
                "worksheet-renamed",
                "a.xlsx[测评票 Copy]",
                "The worksheet 测评票 Copy was read as the table 测评票.",
                None,
                None,
                None,
            ),
        ],
    ),
    "an added worksheet": (
        added_worksheet,
        [
            (
                "worksheet-not-read",
                "a.xlsx[草稿]",
                "The worksheet has no column of units, and was not read.",
                None,
                None,
                None,
            )
        ],
    ),
}


@pytest.mark.parametrize(("edit", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_recognised_and_named(tmp_path: Path, edit: Edit, expected: list[Said]) -> None:
    assert told(tmp_path, judged(tmp_path, a=filled(edit)).findings) == expected


def test_an_extra_column_and_row_before_the_cover_and_a_table(tmp_path: Path) -> None:
    def inserted(book: Any) -> None:
        for name in ("封面", POVERTY):
            book[name].merged_cells.ranges = set()
            book[name].insert_cols(1)
            book[name].insert_rows(1)

    submitted = judged(tmp_path, a=filled(inserted))
    assert (submitted.findings, submitted.period) == ([], "2016")


def test_a_remark_is_not_read_and_a_row_of_nothing_else_is_none(tmp_path: Path) -> None:
    edits = [put(POVERTY, "备注", row, "口径与上年不同") for row in (6, 10)]
    assert judged(tmp_path, a=filled(lambda book: [edit(book) for edit in edits])).findings == []


def test_a_department_named_like_a_table_and_a_column_named_like_the_remarks(tmp_path: Path) -> None:
    ruleset = odd()
    path = tmp_path / "a.xlsx"
    made = form(ruleset, "2016", LISTED)
    assert [sheet.name for sheet in made.sheets] == ["考核办公室", "信访件", "信访件_2"]

    def fill(book: Any) -> None:
        for row in range(FIRST, FIRST + len(UNITS)):
            book["考核办公室"].cell(row, 2).value = 90
            book["信访件"].cell(row, 2).value = 3
        for index, cell in enumerate(("样例甲镇", 2, "重复来信"), 1):
            book["信访件_2"].cell(FIRST, index).value = cell

    path.write_bytes(edited(collection_xlsx(made), fill))
    submitted = with_cells_judged(read_submissions([path], ruleset), ruleset)
    assert submitted.errors == []
    assert submitted.data is not None
    assert submitted.data.units.columns["件数"] == ("3", "3", "3", "3")
    assert submitted.data.tables["信访件"].columns == {"unit": ("样例甲镇",), "人数": ("2",), "备注": ("重复来信",)}


def test_a_table_whose_name_no_worksheet_can_bear(tmp_path: Path) -> None:
    ruleset = odd(
        tables="{来信/来访: {columns: {件数: {between: [0, 9]}}}, 来电: {columns: {件数: {between: [0, 9]}}}}"
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(collection_xlsx(form(ruleset, "2016", LISTED)))
    submitted = read_submissions([path], ruleset)
    assert submitted.errors == []
    assert submitted.data is not None
    assert sorted(submitted.data.tables) == ["来信/来访", "来电"]
    assert {problem.code for problem in submitted.data.reading} == {"sheet-untouched"}


def test_what_a_collection_workbook_must_not_lose_in_silence(tmp_path: Path) -> None:
    """Each of these once changed a result without a word."""
    below = record("测评票", "样例甲镇", "上级", 90, row=120)
    (found,) = judged(tmp_path, a=filled(below)).findings
    assert (found.code, str(found.what)) == (
        "rows-below-sign-off", "Below the sign-off stand rows that are not read: 120.",
    )  # fmt: skip
    (found,) = judged(tmp_path, a=filled(at(FINANCE, "B5", "元"))).findings
    assert (found.code, found.place.measure, found.found, str(found.expected)) == (
        "unit-of-measure-differs", "拨付资金", "元", "万元",
    )  # fmt: skip
    codes = [problem.code for problem in judged(tmp_path, a=filled(cover(6, ""))).findings]
    assert "workbook-of-another" in codes
    emptied = judged(tmp_path, a=filled(at(FINANCE, "B6", 7)), b=filled(at(FINANCE, "B6", None)))
    (found,) = emptied.findings
    assert (found.code, found.place.cell, found.severity.value) == ("cell-blank-beside", "B6", "warning")
    assert emptied.data is not None
    assert emptied.data.units.columns["拨付资金"][0] == "7"


def test_faults_beside_the_table_are_no_matter(tmp_path: Path) -> None:
    assert judged(tmp_path, a=filled(at(FINANCE, "H40", "#DIV/0!"))).errors == []


def test_units_in_another_order_than_listed_are_said(tmp_path: Path) -> None:
    def swapped(book: Any) -> None:
        book[FINANCE]["A6"].value, book[FINANCE]["A7"].value = UNITS[1], UNITS[0]

    assert [problem.code for problem in judged(tmp_path, a=filled(swapped)).findings] == ["rows-moved"]
