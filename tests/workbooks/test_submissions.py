"""Whatever people do to a collection workbook is recognised and named; the places are those of the file."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from building import said, scheme

from engine.problem import Problem
from engine.ruleset import Ruleset
from tests.workbooks.collecting import (
    FINANCE,
    FIRST,
    HEADER,
    LISTED,
    OFFICE,
    POVERTY,
    RULESET,
    SUPERVISION,
    SUPERVISION_SHEET,
    UNITS,
    edited,
    filled,
    judged,
    made,
    put,
    record,
)
from tests.workbooks.packages import workbook
from workbooks.collection.form import form
from workbooks.collection.workbook import collection_xlsx
from workbooks.submissions import read_submissions, with_cells_judged

pytestmark = pytest.mark.usefixtures("in_chinese")

Edit = Callable[[Any], object]
Said = tuple[str, str, str, str | None, str | None, str | None]


def told(folder: Path, findings: Iterable[Problem]) -> list[Said]:
    """What is said, its files without their folder."""
    return [tuple(part and part.replace(f"{folder}/", "") for part in said(problem)) for problem in findings]  # type: ignore[misc]


def cover(row: int, value: str) -> Edit:
    return lambda book: setattr(book["封面"].cell(row, 2), "value", value)


def at(sheet: str, cell: str, value: object) -> Edit:
    return lambda book: setattr(book[sheet][cell], "value", value)


def moved(book: Any) -> None:
    sheet = book[POVERTY]
    for row in range(HEADER, FIRST + len(UNITS)):
        one, other = sheet.cell(row, 2), sheet.cell(row, 3)
        one.value, other.value = other.value, one.value


def without_column(book: Any) -> None:
    book[POVERTY].delete_cols(3)


def without_sheet(book: Any) -> None:
    del book[SUPERVISION_SHEET]


def without_table(book: Any) -> None:
    del book["测评票"]


def added(book: Any) -> None:
    book[POVERTY].cell(HEADER, 6).value = "其他"
    book[POVERTY].cell(FIRST, 6).value = 1


def formula_error(book: Any) -> None:
    book[POVERTY]["B6"].value = "#REF!"
    book[POVERTY]["B6"].data_type = "e"


def hidden(book: Any) -> None:
    book[POVERTY].row_dimensions[7].hidden = True
    book[POVERTY].column_dimensions["C"].hidden = True


def unsigned(book: Any) -> None:
    (label,) = (cell for cell in book[POVERTY]["A"] if cell.value == "填报日期")
    book[POVERTY].cell(label.row, 2).value = None


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
    "a renamed column": (
        put(POVERTY, "返贫率", HEADER, "反贫率"),
        [
            (
                "sheet-column-missing",
                f"a.xlsx[{POVERTY}] 返贫率",
                "The worksheet lacks the column 返贫率.",
                "反贫率",
                None,
                "The column 反贫率 is perhaps meant: name it 返贫率.",
            ),
            (
                "data-column-unknown",
                f"a.xlsx[{POVERTY}]!C4 反贫率",
                "The column 反贫率 is not in the ruleset and is not read.",
                "反贫率",
                None,
                "Did you mean 返贫率?",
            ),
        ],
    ),
    "a missing column": (
        without_column,
        [
            (
                "sheet-column-missing",
                f"a.xlsx[{POVERTY}] 返贫率",
                "The worksheet lacks the column 返贫率.",
                None,
                None,
                "Put the column back as it was.",
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
    "a missing worksheet": (
        without_sheet,
        [
            (
                "sheet-missing",
                f"[{SUPERVISION}]",
                f"The worksheet of {SUPERVISION} is missing: 督办增减分.",
                None,
                None,
                "Hand in the workbook that has it.",
            )
        ],
    ),
    "a missing table": (
        without_table,
        [
            (
                "sheet-missing",
                "[测评票]",
                "The worksheet of the table 测评票 is missing.",
                None,
                None,
                "Hand in the workbook that has it; leave its rows empty where there is no record.",
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
    "a formula error": (
        formula_error,
        [
            (
                "cell-error",
                f"a.xlsx[{POVERTY}]!B6",
                "The cell shows an error.",
                "#REF!",
                None,
                "Correct the formula, or type the value.",
            )
        ],
    ),
    "a formula that nobody calculated": (
        put(POVERTY, "脱贫人口", 6, "=1+1"),
        [
            (
                "cell-not-calculated",
                f"a.xlsx[{POVERTY}]!B6",
                "The formula in the cell was never calculated.",
                None,
                None,
                "Open the workbook in Excel or WPS and save it, or type the value.",
            )
        ],
    ),
    "text in a number": (
        put(POVERTY, "脱贫人口", 6, "412人"),
        [
            (
                "data-not-a-number",
                f"a.xlsx[{POVERTY}]!B6 样例甲镇 脱贫人口",
                "This is no number.",
                "412人",
                "a number",
                "Type a number, without a unit.",
            )
        ],
    ),
    "a number out of range": (
        put(POVERTY, "脱贫人口", 6, -1),
        [
            (
                "data-range",
                f"a.xlsx[{POVERTY}]!B6 样例甲镇 脱贫人口",
                "The number is out of range.",
                "-1",
                "between 0 and 100000",
                None,
            )
        ],
    ),
    "a percent as 0.95": (
        put(POVERTY, "返贫率", 6, 0.95),
        [
            (
                "read-fraction-as-written",
                f"a.xlsx[{POVERTY}]!C6 返贫率",
                "1 values in % lie between 0 and 1; 0.95 was read as 0.95 %, not as a fraction of 1.",
                None,
                None,
                "If a fraction was meant, type it times 100.",
            )
        ],
    ),
    "a percent as 95": (put(POVERTY, "返贫率", 6, 95), []),
    "a percent as 95 %": (put(POVERTY, "返贫率", 6, 0.95, "0%"), []),
    "a percent as text": (
        put(POVERTY, "返贫率", 6, "95%"),
        [
            (
                "read-stored-as-text",
                f"a.xlsx[{POVERTY}]!C6 返贫率",
                "1 numbers are stored as text; “95%” was read as 95%.",
                None,
                None,
                None,
            )
        ],
    ),
    "full-width digits": (
        put(POVERTY, "脱贫人口", 6, "４１２"),
        [
            (
                "read-full-width",
                f"a.xlsx[{POVERTY}]!B6 脱贫人口",
                "1 cells hold full-width characters; “４１２” was read as 412.",
                None,
                None,
                None,
            )
        ],
    ),
    "thousands separators": (
        put(POVERTY, "脱贫人口", 6, "1,412"),
        [
            (
                "read-thousands",
                f"a.xlsx[{POVERTY}]!B6 脱贫人口",
                "1 cells hold thousands separators; “1,412” was read as 1412.",
                None,
                None,
                None,
            )
        ],
    ),
    "a number stored as text": (
        put(POVERTY, "脱贫人口", 6, "412"),
        [
            (
                "read-stored-as-text",
                f"a.xlsx[{POVERTY}]!B6 脱贫人口",
                "1 numbers are stored as text; “412” was read as 412.",
                None,
                None,
                None,
            )
        ],
    ),
    "a date as text": (
        put("单位", "设立日期", 6, "2016年3月5日"),
        [
            (
                "read-date",
                "a.xlsx[单位]!D6 设立日期",
                "1 dates are written otherwise; “2016年3月5日” was read as 2016-03-05.",
                None,
                None,
                None,
            )
        ],
    ),
    "no date": (
        put("单位", "设立日期", 6, "3月5日"),
        [
            (
                "data-date",
                "a.xlsx[单位]!D6 样例甲镇 设立日期",
                "This is no date.",
                "3月5日",
                "a date such as 2016-03-15",
                None,
            )
        ],
    ),
    "a choice that is none": (
        record("测评票", "样例甲镇", "上", 90),
        [
            (
                "data-choice",
                "a.xlsx[测评票]!B6 样例甲镇 组别",
                "This is none of the choices.",
                "上",
                "one of 上级, 同级, 群众",
                "Did you mean 上级?",
            )
        ],
    ),
    "a record of an unknown unit": (
        record("测评票", "样例戊镇", "上级", 90),
        [
            (
                "data-unit-unknown",
                "a.xlsx[测评票]!A6 样例戊镇",
                "样例戊镇 is no unit of the data.",
                "样例戊镇",
                None,
                "Did you mean 样例甲镇?",
            )
        ],
    ),
    "merged cells": (
        lambda book: book[POVERTY].merge_cells("B6:B7"),
        [
            (
                "cells-merged",
                f"a.xlsx[{POVERTY}]!B6",
                "Cells are merged; only the first of them is read.",
                "B6:B7",
                None,
                "Unmerge the cells, and fill in each of them.",
            )
        ],
    ),
    "merged cells of the sign-off": (lambda book: book[POVERTY].merge_cells("C11:D12"), []),
    "hidden rows and columns": (
        hidden,
        [
            (
                "read-hidden",
                f"a.xlsx[{POVERTY}]",
                "1 rows are hidden, and were read: 7.",
                None,
                None,
                "Show all rows, and look whether they belong there.",
            ),
            ("read-hidden", f"a.xlsx[{POVERTY}]", "1 columns are hidden, and were read.", None, None, None),
        ],
    ),
    "spaces": (
        put(FINANCE, "违规件数", 6, " \u3000"),
        [
            (
                "read-spaces",
                f"a.xlsx[{FINANCE}]!D6 违规件数",
                "1 cells hold nothing but spaces; they were read as blank.",
                None,
                None,
                None,
            )
        ],
    ),
    "a blank": (
        put(POVERTY, "脱贫人口", 6, None),
        [
            (
                "data-blank",
                f"a.xlsx[{POVERTY}]!B6 样例甲镇 脱贫人口",
                "The cell is blank.",
                None,
                None,
                "Fill it in.",
            )
        ],
    ),
    "不适用": (put(POVERTY, "返贫率", 6, "不适用"), []),
    "不适用 where it may not stand": (
        put(POVERTY, "脱贫人口", 6, "不适用"),
        [
            (
                "data-not-applicable",
                f"a.xlsx[{POVERTY}]!B6 样例甲镇 脱贫人口",
                "This must be filled in; it cannot be said not to apply.",
                "不适用",
                None,
                None,
            )
        ],
    ),
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


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    edits = [put(POVERTY, "脱贫人口", row, "？") for row in (6, 7)] + [at(FINANCE, "A6", "样例甲乡"), unsigned]
    found = judged(tmp_path, a=filled(lambda book: [edit(book) for edit in edits])).findings
    assert [(problem.code, problem.place.sheet, problem.place.cell) for problem in found] == [
        ("sheet-unsigned", POVERTY, None),
        ("unit-renamed", FINANCE, "A6"),
        ("data-not-a-number", POVERTY, "B6"),
        ("data-not-a-number", POVERTY, "B7"),
    ]


def test_a_complete_workbook_gives_its_values_and_their_places(tmp_path: Path) -> None:
    submitted = judged(tmp_path, a=filled(record("测评票", "样例甲镇", "上级", 92.1)))
    assert (submitted.findings, submitted.period, submitted.awaited) == ([], "2016", [])
    assert [(sheet, rows) for _, sheet, rows in submitted.tables] == [
        ("单位", 4),
        (POVERTY, 4),
        (FINANCE, 4),
        (SUPERVISION_SHEET, 4),
        ("考核办公室", 4),
        ("信访事项", 0),
        ("测评票", 1),
    ]
    assert submitted.data is not None
    units = submitted.data.units
    assert {header: cells[0] for header, cells in units.columns.items()} == {
        "unit": "样例甲镇",
        "类别": "一类",
        "户数": "1200",
        "设立日期": "2001-03-05",
        "是否贫困乡镇": "是",
        "脱贫人口": "412",
        "返贫率": "1.5",
        "人均收入": "3268.25",
        "拨付资金": "120.5",
        "支出资金": "120.5",
        "违规件数": "0",
        "督办增减分": "-1.5",
        "分": "91.35",
    }
    place = units.place("支出资金", 3)
    assert (place.sheet, place.cell, place.unit, place.measure) == (FINANCE, "C9", "样例丁镇", "支出资金")
    assert submitted.data.tables["测评票"].columns == {"unit": ("样例甲镇",), "组别": ("上级",), "得分": ("92.1",)}


def test_workbooks_of_departments_give_the_same_data_as_one_for_all(tmp_path: Path) -> None:
    parts = {f"部门{number}": filled(department=each) for number, each in enumerate(made().departments)}
    one, several = judged(tmp_path, a=filled()), judged(tmp_path, **parts)
    assert (several.findings, len(parts)) == ([], 4)
    assert one.data is not None
    assert several.data is not None
    assert dict(several.data.units.columns) == dict(one.data.units.columns)


def test_departments_that_have_not_reported_are_awaited(tmp_path: Path) -> None:
    submitted = judged(tmp_path, a=filled(department=POVERTY))
    assert submitted.awaited == [FINANCE, SUPERVISION, "考核办公室"]


def test_two_files_that_report_a_cell_differently_are_both_named(tmp_path: Path) -> None:
    submitted = judged(tmp_path, a=filled(), b=filled(put(POVERTY, "脱贫人口", 6, 7)))
    assert told(tmp_path, submitted.disagreeing) == [
        (
            "cells-conflict",
            f"b.xlsx[{POVERTY}]!B6 样例甲镇 脱贫人口",
            "Two files report 脱贫人口 of 样例甲镇 differently: "
            f"7 here, 412 in a.xlsx[{POVERTY}]!B6 样例甲镇 脱贫人口.",
            "7",
            None,
            "Ask who reports it which is right, and correct the other.",
        )
    ]


def test_a_workbook_handed_in_twice_changes_nothing_but_its_records_would_count_twice(tmp_path: Path) -> None:
    assert judged(tmp_path, a=filled(), b=filled()).findings == []

    def edit(book: Any) -> None:
        for row, points in ((FIRST, 90), (FIRST + 1, 95)):
            record("测评票", "样例甲镇", "上级", points, row=row)(book)

    submitted = judged(tmp_path, a=filled(edit), b=filled(edit))
    assert told(tmp_path, submitted.findings) == [
        (
            "records-repeated",
            "b.xlsx[测评票]",
            "All records stand in a.xlsx[测评票] as well, and would count twice.",
            None,
            None,
            "Hand in one of the two files.",
        )
    ]


def test_workbooks_of_two_periods(tmp_path: Path) -> None:
    paths = []
    for name, edit in (("a", cover(6, "2016")), ("b", cover(6, "2015"))):
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(filled(edit))
    submitted = read_submissions(paths, made().ruleset)
    assert told(tmp_path, submitted.disagreeing) == [
        ("period-differs", "b.xlsx[封面]", "This workbook is of another period than a.xlsx.", "2015", "2016", None)
    ]


def test_a_worksheet_that_cannot_be_read_is_not_said_to_be_missing_too(tmp_path: Path) -> None:
    submitted = judged(tmp_path, a=filled(formula_error))
    assert [problem.code for problem in submitted.findings] == ["cell-error"]


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


def odd(**parts: str) -> Ruleset:
    """A scheme whose names get into each other's way."""
    like = "unit: 件, between: [0, 9]"
    return scheme(
        **{
            "measures": f"{{分: {{unit: 分, decimals: 2, between: [0, 100]}}, 件数: {{{like}, reported_by: 信访件}}}}",
            "tables": "{信访件: {columns: {人数: {between: [0, 9]}, 备注: {type: text}}}}",
            **parts,
        }
    )


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


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled(record("测评票", "样例甲镇", "上级", 90)))
    submitted = read_submissions([path, path], RULESET)
    assert [problem.code for problem in submitted.findings] == ["file-given-twice"]
    assert submitted.data is not None
    assert len(submitted.data.tables["测评票"]) == 1


def test_a_department_that_reports_a_table_alone_is_judged(tmp_path: Path) -> None:
    content = filled(record("测评票", "样例甲镇", "上级", 900), "考核办公室")
    only = edited(content, lambda book: book.remove(book[OFFICE]))
    found = [problem for problem in judged(tmp_path, a=only).findings if problem.place.sheet == "测评票"]
    assert [(problem.code, problem.place.cell) for problem in found] == [("data-range", "C6")]


def test_a_lock_file_is_called_one(tmp_path: Path) -> None:
    path = tmp_path / "~$a.xlsx"
    path.write_bytes(b"x" * 165)
    (found,) = read_submissions([path], RULESET).findings
    assert (found.code, str(found.mend)) == ("file-lock", "Close the workbook, or leave the file out.")


def test_plain_tables_are_not_asked_for_worksheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"数据": [["单位", "件数", "分"], ["样例甲镇", 1, 90]]}))
    submitted = with_cells_judged(read_submissions([path], odd()), odd())
    assert (submitted.findings, submitted.period, submitted.awaited) == ([], None, [])
