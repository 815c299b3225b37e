"""What nobody handed in is named, but not where it may stand in what could not be read, or is not asked for."""

from pathlib import Path
from typing import Any

import pytest

from tests.workbooks.collecting import (
    FINANCE,
    HEADER,
    POVERTY,
    SUPERVISION,
    SUPERVISION_SHEET,
    Edit,
    Said,
    filled,
    formula_error,
    judged,
    odd,
    put,
    told,
)
from tests.workbooks.packages import workbook
from workbooks.submissions import read_submissions, with_cells_judged

pytestmark = pytest.mark.usefixtures("in_chinese")


def without_column(book: Any) -> None:
    book[POVERTY].delete_cols(3)


def without_sheet(book: Any) -> None:
    del book[SUPERVISION_SHEET]


def without_table(book: Any) -> None:
    del book["测评票"]


FOUND: dict[str, tuple[Edit, list[Said]]] = {
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
}


@pytest.mark.parametrize(("edit", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_missing_is_named(tmp_path: Path, edit: Edit, expected: list[Said]) -> None:
    assert told(tmp_path, judged(tmp_path, a=filled(edit)).findings) == expected


def test_departments_that_have_not_reported_are_awaited(tmp_path: Path) -> None:
    submitted = judged(tmp_path, a=filled(department=POVERTY))
    assert submitted.awaited == [FINANCE, SUPERVISION, "考核办公室"]


def test_a_worksheet_that_cannot_be_read_is_not_said_to_be_missing_too(tmp_path: Path) -> None:
    submitted = judged(tmp_path, a=filled(formula_error))
    assert [problem.code for problem in submitted.findings] == ["cell-error"]


def test_plain_tables_are_not_asked_for_worksheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"数据": [["单位", "件数", "分"], ["样例甲镇", 1, 90]]}))
    submitted = with_cells_judged(read_submissions([path], odd()), odd())
    assert (submitted.findings, submitted.period, submitted.awaited) == ([], None, [])
