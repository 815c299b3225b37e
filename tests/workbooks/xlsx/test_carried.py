from engine.message import Message
from engine.problem import Place, Problem, Severity
from workbooks.xlsx.carried import as_plain, from_plain, joined, joined_row, separated


def test_problems_come_back_as_they_were() -> None:
    problem = Problem(
        "some-code",
        Message("{kind} of {count}", kind=Message("inner {name}", name="甲"), count=3),
        Place(file="a.xlsx", line=3, sheet="数据", cell="B3"),
        "found",
        Message("at most {count}", count=3),
        None,
        Severity.WARNING,
    )
    assert from_plain(as_plain([problem])) == [problem]


def test_rows_come_back_as_they_were() -> None:
    rows = [(1, ["", "甲\n乙"]), (5, [" ", ""])]
    assert separated(joined([joined_row(cells) for _, cells in rows]), [1, 5]) == rows
    assert separated(joined([]), []) == []
