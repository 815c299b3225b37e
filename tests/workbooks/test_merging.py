from collections.abc import Mapping, Sequence

import pytest
from building import said

from engine.data import UNIT, Origin, Sheet
from workbooks.merging import merge_records, merge_units, repeated

ONE, TWO = "样例甲镇", "样例乙镇"


def sheet(file: str, units: Sequence[str], **columns: Sequence[str]) -> Sheet:
    """A table with its units in column A, the other columns right of it, its records from row 2 on."""
    letters = dict(zip((UNIT, *columns), "ABCDE", strict=False))
    cells: Mapping[str, tuple[str, ...]] = {name: tuple(column) for name, column in columns.items()}
    return Sheet({UNIT: tuple(units), **cells}, (Origin(file, "数据", letters, tuple(range(2, len(units) + 2))),))


def test_one_table_alone_stays_as_it_is() -> None:
    part = sheet("a", (ONE, ONE), 件数=("1", "2"))
    assert merge_units([part], None).sheet is part


def test_columns_of_several_files_stand_side_by_side_with_their_places() -> None:
    parts = [sheet("a", (ONE, TWO), 件数=("1", "2")), sheet("b", (TWO, ONE), 户数=("20", "10"))]
    merged = merge_units(parts, None)
    assert merged.sheet.columns == {UNIT: (ONE, TWO), "件数": ("1", "2"), "户数": ("10", "20")}
    assert (merged.faults, merged.conflicts) == ([], [])
    assert [str(merged.sheet.place("户数", index)) for index in (0, 1)] == [
        "b[数据]!B3 样例甲镇 户数",
        "b[数据]!B2 样例乙镇 户数",
    ]


def test_a_cell_comes_from_the_file_that_has_it() -> None:
    parts = [sheet("a", (ONE, TWO), 件数=("1", "")), sheet("b", (ONE, TWO), 件数=("", "2"))]
    merged = merge_units(parts, None)
    assert (merged.sheet.columns["件数"], merged.conflicts) == (("1", "2"), [])
    assert [merged.sheet.place("件数", index).file for index in (0, 1)] == ["a", "b"]


def test_the_same_number_in_other_words_is_no_conflict() -> None:
    parts = [sheet("a", (ONE,), 比例=("95",)), sheet("b", (ONE,), 比例=("95.0%",)), sheet("c", (ONE,), 比例=("95.00",))]
    assert merge_units(parts, None).conflicts == []


@pytest.mark.parametrize(("one", "other"), [("1E3", "1000"), ("甲%", "甲"), ("5", "-5"), ("0.1", "0.10000000000001")])
def test_what_only_looks_like_the_same_number_is_a_conflict(one: str, other: str) -> None:
    parts = [sheet("a", (ONE,), 文号=(one,)), sheet("b", (ONE,), 文号=(other,))]
    assert [problem.found for problem in merge_units(parts, None).conflicts] == [other]


def test_three_files_of_which_two_differ_from_the_first() -> None:
    parts = [sheet(name, (ONE,), 件数=(cell,)) for name, cell in (("a", "1"), ("b", "2"), ("c", "不适用"))]
    assert [said(problem)[:3] for problem in merge_units(parts, None).conflicts] == [
        (
            "cells-conflict",
            "b[数据]!B2 样例甲镇 件数",
            "Two files report 件数 of 样例甲镇 differently: 2 here, 1 in a[数据]!B2 样例甲镇 件数.",
        ),
        (
            "cells-conflict",
            "c[数据]!B2 样例甲镇 件数",
            "Two files report 件数 of 样例甲镇 differently: 不适用 here, 1 in a[数据]!B2 样例甲镇 件数.",
        ),
    ]


def test_units_are_those_that_are_listed() -> None:
    parts = [sheet("a", (ONE, "样例内镇", "县直机关"), 件数=("1", "2", "3"))]
    merged = merge_units(parts, [ONE, TWO, "样例丙镇"])
    assert merged.sheet.columns == {UNIT: (ONE, TWO, "样例丙镇"), "件数": ("1", "", "")}
    assert [(problem.code, problem.place.unit, problem.found) for problem in merged.faults] == [
        ("unit-renamed", TWO, "样例内镇"),
        ("unit-unknown", "县直机关", "县直机关"),
        ("unit-missing", "样例丙镇", None),
    ]


def test_rows_that_repeat_a_unit_or_name_none() -> None:
    merged = merge_units([sheet("a", (ONE, "", ONE), 件数=("1", "2", "3"))], [ONE])
    assert merged.sheet.columns["件数"] == ("1",)
    assert [(problem.code, problem.place.cell) for problem in merged.faults] == [
        ("unit-blank", "A3"),
        ("unit-twice", "A4"),
    ]


def test_records_stand_one_file_after_the_other() -> None:
    merged = merge_records([sheet("a", (ONE,), 得分=("1",)), sheet("b", (TWO, ONE), 组别=("上级", "同级"))])
    assert merged.columns == {UNIT: (ONE, TWO, ONE), "得分": ("1", "", ""), "组别": ("", "上级", "同级")}
    assert [str(merged.place(UNIT, index)).split()[0] for index in range(3)] == [
        "a[数据]!A2",
        "b[数据]!A2",
        "b[数据]!A3",
    ]


def test_records_that_stand_in_two_files_are_told() -> None:
    """An error where all are the same; a few alike may be so by chance, and are a warning."""
    parts = [
        sheet("a", (ONE, TWO), 得分=("1", "2")),
        sheet("b", (TWO, ONE), 得分=("2", "1")),
        sheet("c", (ONE,), 得分=("1",)),
        sheet("d", (), 得分=()),
        sheet("e", (), 得分=()),
    ]
    assert [(problem.code, problem.place.file, problem.severity.value) for problem in repeated(parts)] == [
        ("records-repeated", "b", "error"),
        ("records-alike", "c", "warning"),
        ("records-alike", "c", "warning"),
    ]
