"""Several files of a cycle become its data, with the place of each cell; everything that is wrong is told at once."""

from pathlib import Path
from typing import Any

import pytest

from tests.workbooks.collecting import (
    FINANCE,
    FIRST,
    OFFICE,
    POVERTY,
    RULESET,
    SUPERVISION_SHEET,
    at,
    cover,
    edited,
    filled,
    judged,
    made,
    put,
    record,
    told,
    unsigned,
)
from workbooks.submissions import read_submissions

pytestmark = pytest.mark.usefixtures("in_chinese")


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
