"""Which worksheets of a plain workbook hold what, and tables in files of their own."""

from pathlib import Path
from typing import Any

import pytest

import workbooks
from tests.workbooks.packages import workbook
from tests.workbooks.plain import COLUMNS, CSV, RULESET, UNITS, VOTES, Write, problems


@pytest.mark.parametrize(
    "sheets",
    [{"说明": [["填表说明"]], "数据": UNITS}, {"说明": [["x"]], "乡镇": UNITS}, {"Sheet1": UNITS, "说明": [["x"]]}],
)
def test_which_worksheet_holds_the_units(write: Write, sheets: dict[str, Any]) -> None:
    path = write("a.xlsx", workbook({"测评票": VOTES} | sheets))
    data = workbooks.read_data([path], RULESET)
    assert data.units.columns == COLUMNS
    assert data.tables["测评票"].columns == {"unit": ("样例甲镇",), "组别": ("上级",), "得分": ("92.1",)}


def test_tables_from_files(write: Write) -> None:
    votes = write("v.csv", "unit,得分\n样例甲镇,92.1\n".encode())
    data = workbooks.read_data([write("a.csv", CSV.encode())], RULESET, {"测评票": votes})
    assert data.tables["测评票"].columns["得分"] == ("92.1",)


def test_all_problems_of_all_files_at_once(write: Write, tmp_path: Path) -> None:
    path = write(
        "a.xlsx", workbook({"数据": [["单位", "x", "x"], ["甲", 1, 2]], "测评票": [["得分"], [1]], "会议记碌": [["x"]]})
    )
    tables = {"会议": tmp_path / "none.csv", "测评票": path}
    found = problems(lambda: workbooks.read_data([path], RULESET, tables))
    assert [(each.code, each.place.sheet, each.place.cell) for each in found] == [
        ("worksheet-unknown", "会议记碌", None),
        ("header-twice", "数据", "C1"),
        ("unit-column-missing", "测评票", None),
        ("file-missing", None, None),
        ("unit-column-missing", "测评票", None),
    ]
    assert str(found[0].mend) == "Did you mean 会议记录?"


def test_a_table_given_twice(write: Write) -> None:
    path = write("a.xlsx", workbook({"数据": UNITS, "测评票": VOTES}))
    found = problems(lambda: workbooks.read_data([path], RULESET, {"测评票": path}))
    assert [each.code for each in found] == ["table-twice"]


def test_no_units(write: Write) -> None:
    only_tables = write("a.xlsx", workbook({"测评票": VOTES}))
    found = problems(lambda: workbooks.read_data([only_tables], RULESET))
    assert [(each.code, each.found) for each in found] == [("worksheet-missing", "测评票")]
    found = problems(lambda: workbooks.read_data([write("b.csv", b"unit,x\n")], RULESET))
    assert [each.code for each in found] == ["table-without-rows"]
