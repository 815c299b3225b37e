"""Each way to type a cell of a collection workbook, and what is said of it, at its place in the file."""

from pathlib import Path
from typing import Any

import pytest

from tests.workbooks.collecting import (
    FINANCE,
    POVERTY,
    Edit,
    Said,
    filled,
    formula_error,
    judged,
    put,
    record,
    told,
)

pytestmark = pytest.mark.usefixtures("in_chinese")


def hidden(book: Any) -> None:
    book[POVERTY].row_dimensions[7].hidden = True
    book[POVERTY].column_dimensions["C"].hidden = True


FOUND: dict[str, tuple[Edit, list[Said]]] = {
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
}


@pytest.mark.parametrize(("edit", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_said_of_a_cell(tmp_path: Path, edit: Edit, expected: list[Said]) -> None:
    assert told(tmp_path, judged(tmp_path, a=filled(edit)).findings) == expected
