import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.problem import Problem, Problems
from workbooks.grid import to_sheet
from workbooks.text import decode, read_csv


def problems(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as raised:
        read_csv(decode(content, "数据.csv"), "数据.csv")
    return tuple(raised.value.problems)


TABLE = "单位,脱贫人口,备注\n样例甲镇,412,“好”\n样例乙镇,０３８,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_encodings_give_the_same_sheet(encoding: str) -> None:
    sheet = to_sheet(read_csv(decode(TABLE.encode(encoding), "a.csv"), "a.csv"))
    assert sheet.columns == {
        "unit": ("样例甲镇", "样例乙镇"),
        "脱贫人口": ("412", "０３８"),
        "备注": ("“好”", ""),
    }


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_and_newlines(delimiter: str, newline: str) -> None:
    text = TABLE.replace(",", delimiter).replace("\n", newline)
    assert to_sheet(read_csv(text, "a.csv")).columns["脱贫人口"] == ("412", "０３８")


def test_a_title_above_the_header_is_told_as_such() -> None:
    with pytest.raises(Problems) as raised:
        to_sheet(read_csv("样例县考核数据\n单位,脱贫人口\n样例甲镇,412\n", "a.csv"))
    (only,) = raised.value.problems
    assert (only.code, only.place.line) == ("header-not-first", 1)
    assert str(only.mend) == "The header seems to stand in row 2: delete the rows above it."


def test_the_delimiter_is_the_one_under_which_units_are_named() -> None:
    grid = read_csv('单位;"甲,乙,丙,丁"\n样例甲镇;1\n', "a.csv")
    assert grid.rows[0][1] == ["单位", "甲,乙,丙,丁"]


def test_lines_are_counted_over_blank_and_broken_rows() -> None:
    sheet = to_sheet(read_csv('\nunit,a\n\n"甲\n镇",1\n , \n乙镇,2\n', "a.csv"))
    assert sheet.origins[0].rows == (4, 7)
    assert (sheet.place("a", 1).line, sheet.place("a", 1).cell, sheet.place("a", 1).unit) == (7, None, "乙镇")


def test_ragged_rows_are_all_named() -> None:
    found = problems(b"unit,a,b\nx,1\ny,1,2\nz,1,2,3\nv,1,2,\n")
    assert [(each.code, each.place.line, each.found) for each in found] == [
        ("row-length", 2, "2"),
        ("row-length", 4, "4"),
    ]
    assert str(found[0].expected) == "3 cells"


def test_at_most_a_hundred_problems_are_listed() -> None:
    assert len(problems(b"unit,a\n" + b"x\n" * 1000)) == 100


def test_open_quotation_mark() -> None:
    (found,) = problems(b'unit,a\nx,"1\ny,2\n')
    assert (found.code, found.place.line) == ("csv-malformed", 2)


@pytest.mark.parametrize(
    ("content", "code", "line", "found"),
    [
        (b"unit,a\nx,\xff\xff\n", "text-encoding", 2, None),
        ("unit,a\n".encode("utf-16"), "text-encoding", None, "UTF-16"),
        (b"unit,a\nx,\x00\n", "text-control", 2, "U+0000"),
    ],
)
def test_what_is_no_text(content: bytes, code: str, line: int | None, found: str | None) -> None:
    (only,) = problems(content)
    assert (only.code, only.place.file, only.place.line, only.found) == (code, "数据.csv", line, found)


@given(st.text(st.characters(exclude_categories=["C"])), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_text_is_read_as_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.csv") == text


@given(st.text(st.characters(exclude_categories=["C"])))
def test_gb18030_is_read_as_written(text: str) -> None:
    content = ("单位" + text).encode("gb18030")  # these four bytes are no UTF-8
    assert decode(content, "a.csv") == "单位" + text


@given(st.binary())
def test_no_bytes_raise_anything_but_problems(content: bytes) -> None:
    with contextlib.suppress(Problems):
        to_sheet(read_csv(decode(content, "a.csv"), "a.csv"))
