import json
from dataclasses import replace

from engine.data import Data, Origin, Sheet, digest
from engine.problem import Place

ROWS = [{"unit": "甲", "分": "1"}, {"unit": "乙", "备注": "x"}]
ORIGIN = Origin("表.xlsx", "数据", {"unit": "A", "分": "C"}, rows=(2, 3))
SHEET = Sheet({"unit": ("甲", "乙"), "分": ("1", "2")}, (ORIGIN,))


def test_a_column_that_a_record_lacks_is_blank() -> None:
    sheet = Sheet.from_rows(ROWS)
    assert sheet.columns == {"unit": ("甲", "乙"), "分": ("1", ""), "备注": ("", "x")}
    assert len(sheet) == 2
    assert Sheet.from_rows([]).columns == {"unit": ()}


def test_a_cell_has_its_address() -> None:
    assert SHEET.place("分", 1) == Place(file="表.xlsx", sheet="数据", cell="C3", unit="乙", measure="分")
    assert SHEET.place("分") == Place(file="表.xlsx", sheet="数据", cell="C1", measure="分")


def test_where_there_are_no_letters_the_line_is_told() -> None:
    sheet = Sheet({"unit": ("甲", "乙")}, (Origin("表.csv", None, {"unit": None}, rows=(5, 9)),))
    assert sheet.place("unit", 1) == Place(file="表.csv", line=9, unit="乙")
    assert sheet.place("unit") == Place(file="表.csv")


def test_the_row_of_the_headers_counts() -> None:
    sheet = Sheet(SHEET.columns, (replace(ORIGIN, rows=(7, 9), header_row=5),))
    assert (sheet.place("分", 1).cell, sheet.place("分").cell) == ("C9", "C5")


def test_a_cell_that_no_file_holds_has_no_address() -> None:
    sheet = Sheet(SHEET.columns, (replace(ORIGIN, rows=(2, None)),))
    assert sheet.place("分", 1) == Place(file="表.xlsx", sheet="数据", unit="乙", measure="分")
    assert sheet.place("别处", 1) == Place(unit="乙", measure="别处")
    assert Sheet(SHEET.columns).place("分", 1) == Place(unit="乙", measure="分")


def test_cells_of_a_column_may_come_from_several_tables() -> None:
    other = Origin("另.xlsx", "表", {"unit": "A", "分": "B"}, rows=(None, 8))
    assert Sheet(SHEET.columns, (replace(ORIGIN, rows=(2, None)), other)).place("分", 1).cell == "B8"
    both = Sheet(SHEET.columns, (ORIGIN, replace(other, rows=(7, 8))), taken={"分": (1, 0)})
    assert [both.place("分", index).file for index in range(2)] == ["另.xlsx", "表.xlsx"]
    assert both.place("unit", 0).file == "表.xlsx"


def test_data_survive_json() -> None:
    data = Data.from_rows(ROWS, 票=[{"unit": "甲", "得分": "90"}])
    plain = json.loads(json.dumps(data.as_plain()))
    assert plain["tables"] == {"票": {"unit": ["甲"], "得分": ["90"]}}
    again = Data.from_plain(plain, json.loads(json.dumps(data.origins_as_plain())))
    assert again == data
    assert again.digest == data.digest


def test_where_cells_came_from_survives_json() -> None:
    data = Data(Sheet(SHEET.columns, (ORIGIN, ORIGIN), {"分": (1, 0)}), {"票": Sheet({"unit": ("甲",)}, (ORIGIN,))})
    again = Data.from_plain(json.loads(json.dumps(data.as_plain())), json.loads(json.dumps(data.origins_as_plain())))
    assert again.units.place("分", 1) == data.units.place("分", 1)
    assert again.origins_as_plain() == json.loads(json.dumps(data.origins_as_plain()))


def test_the_digest_tells_cells_and_order_apart_but_not_files() -> None:
    data = Data.from_rows(ROWS)
    assert data.digest == Data(Sheet(data.units.columns, (ORIGIN,))).digest
    assert data.digest != Data.from_rows(ROWS[::-1]).digest
    assert data.digest != Data.from_rows([ROWS[0], {"unit": "乙", "备注": "y"}]).digest
    assert data.digest != Data.from_rows(ROWS, 票=[]).digest


def test_a_digest_is_sha256_of_canonical_json() -> None:
    assert digest({"b": "乙", "a": [1]}) == digest({"a": [1], "b": "乙"})
    assert digest([]) == "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
