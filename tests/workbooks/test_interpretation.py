"""Each spelling with what it is read as; whatever cannot mean only one thing is left as it was typed."""

from collections.abc import Sequence

import pytest

from engine.data import UNIT
from engine.problem import Problem, Severity
from engine.ruleset import Choice, Plain, Quantity
from workbooks.collection.form import Field
from workbooks.grid import Grid, to_sheet
from workbooks.interpretation import interpreted

NUMBER = Quantity(between=["-100000", "100000"], decimals=2)
PERCENT = Quantity(unit="%", between=["0", "100"], decimals=2)
SHARE = Quantity(unit="%", between=["0", "1"], decimals=2)
DATE, YES_NO, TEXT = Plain(type="date"), Plain(type="yes_no"), Plain(type="text")
KIND = Choice(one_of=["一类", "二类（山区）"])


def read(field: Field, *cells: str, **known: object) -> tuple[Sequence[str], Sequence[Problem]]:
    """A column with these cells from row 2 on."""
    rows = [(1, ["单位", "值"]), *((row, [f"样例{row}镇", cell]) for row, cell in enumerate(cells, 2))]
    grid = Grid(rows, "a.xlsx", "数据", **known)  # type: ignore[arg-type]
    made = interpreted(to_sheet(grid), {"值": field}, grid)
    return made.sheet.columns["值"], made.notes


@pytest.mark.parametrize(
    ("field", "typed", "taken", "how"),
    [
        (NUMBER, "412", "412", None),
        (NUMBER, " 412\u3000", "412", None),
        (NUMBER, "-1.50", "-1.50", None),
        (NUMBER, "４１２", "412", "read-full-width"),
        (NUMBER, "－１．５", "-1.5", "read-full-width"),
        (NUMBER, "−5", "-5", "read-full-width"),
        (NUMBER, "1,234.5", "1234.5", "read-thousands"),
        (NUMBER, "１，２３４", "1234", "read-full-width"),
        (NUMBER, "1，234", "1234", "read-full-width"),
        (NUMBER, "12,34", "12,34", None),
        (NUMBER, "3,5", "3,5", None),
        (NUMBER, "1,234,5", "1,234,5", None),
        (NUMBER, "412人", "412人", None),
        (NUMBER, "1e5", "1e5", None),
        (NUMBER, "10²", "10²", None),
        (NUMBER, "①", "①", None),
        (NUMBER, "٣", "٣", None),
        (NUMBER, "不适用", "不适用", None),
        (NUMBER, "", "", None),
        (NUMBER, " \u3000", "", "read-spaces"),
        (PERCENT, "95%", "95%", None),
        (PERCENT, "９５％", "95%", "read-full-width"),
        (PERCENT, "0.95", "0.95", "read-fraction-as-written"),
        (PERCENT, "0", "0", None),
        (PERCENT, "1", "1", None),
        (SHARE, "0.95", "0.95", None),
        (DATE, "2016-03-05", "2016-03-05", None),
        (DATE, "2016/3/5", "2016-03-05", "read-date"),
        (DATE, "2016.3.5", "2016-03-05", "read-date"),
        (DATE, "2016年3月5日", "2016-03-05", "read-date"),
        (DATE, "２０１６－０３－０５", "2016-03-05", "read-date"),
        (DATE, "3月5日", "3月5日", None),
        (DATE, "16-3-5", "16-3-5", None),
        (DATE, "20160305", "20160305", None),
        (YES_NO, "是", "是", None),
        (YES_NO, "否 ", "否", None),
        (YES_NO, "√", "是", "read-choice"),
        (YES_NO, "１", "是", "read-choice"),
        (YES_NO, "false", "否", "read-choice"),
        (YES_NO, "2", "2", None),
        (YES_NO, "有", "有", None),
        (KIND, "二类(山区)", "二类（山区）", "read-choice"),
        (KIND, "一 类", "一类", "read-choice"),
        (KIND, "三类", "三类", None),
        (TEXT, "１２", "１２", None),
        (TEXT, " 甲 乙 ", "甲 乙", None),
    ],
)
def test_how_a_cell_is_read(field: Field, typed: str, taken: str, how: str | None) -> None:
    cells, notes = read(field, typed, "50" if field in (PERCENT, SHARE) else "")
    assert cells[0] == taken
    assert [note.code for note in notes] == ([] if how is None else [how])


def test_each_kind_is_said_once_at_its_first_cell() -> None:
    _, notes = read(NUMBER, "1", "２", "1,000", "３")
    assert [(note.code, note.place.cell, str(note.what), note.severity) for note in notes] == [
        ("read-full-width", "B3", "2 cells hold full-width characters; “２” was read as 2.", Severity.NOTE),
        ("read-thousands", "B4", "1 cells hold thousands separators; “1,000” was read as 1000.", Severity.NOTE),
    ]


@pytest.mark.parametrize(
    ("cells", "severity"),
    [(("0.95", "0.5", "0"), Severity.WARNING), (("0.95", "50"), Severity.NOTE), (("0.95", "95%"), Severity.NOTE)],
)
def test_a_column_of_fractions_alone_is_a_warning(cells: tuple[str, ...], severity: Severity) -> None:
    (note,) = read(PERCENT, *cells)[1]
    assert (note.code, note.severity) == ("read-fraction-as-written", severity)


def test_what_the_file_knows_of_its_cells_is_said_of_filled_ones() -> None:
    _, notes = read(NUMBER, "1", "", stored_as_text=frozenset({(2, 1), (9, 1)}), formulas=frozenset({(2, 1), (3, 1)}))
    assert [(note.code, note.place.cell) for note in notes] == [("read-stored-as-text", "B2")]
    _, notes = read(NUMBER, "1", "7", formulas=frozenset({(3, 1)}))
    assert [str(note.what) for note in notes] == [
        "1 cells hold formulas; what was calculated last was read, such as 7."
    ]
    assert read(TEXT, "1", stored_as_text=frozenset({(2, 1)}))[1] == []


def test_hidden_rows_and_columns_are_warnings() -> None:
    _, notes = read(NUMBER, *"123456789", hidden_rows=tuple(range(2, 11)), hidden_columns=(1,))
    assert [(str(note.what), note.severity) for note in notes] == [
        ("9 rows are hidden, and were read: 2, 3, 4, 5, 6, 7, 8, 9, ….", Severity.WARNING),
        ("1 columns are hidden, and were read.", Severity.WARNING),
    ]


def test_names_of_units_are_bare_and_composed() -> None:
    grid = Grid([(1, ["单位", "值"]), (2, [" e\u0301镇\u3000", "1"])], "a.xlsx", "数据")
    assert interpreted(to_sheet(grid), {}, grid).sheet.columns[UNIT] == ("é镇",)
