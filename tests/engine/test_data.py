import json

from engine.data import Data, Sheet, digest
from engine.problem import Place

ROWS = [{"unit": "甲", "分": "1"}, {"unit": "乙", "备注": "x"}]
SHEET = Sheet({"unit": ("甲", "乙"), "分": ("1", "2")}, file="表.xlsx", sheet="数据", letters={"unit": "A", "分": "C"})


def test_a_column_that_a_record_lacks_is_blank() -> None:
    sheet = Sheet.from_rows(ROWS)
    assert sheet.columns == {"unit": ("甲", "乙"), "分": ("1", ""), "备注": ("", "x")}
    assert len(sheet) == 2
    assert Sheet.from_rows([]).columns == {"unit": ()}


def test_a_cell_has_its_address() -> None:
    assert SHEET.place("分", 1) == Place(file="表.xlsx", sheet="数据", cell="C3", unit="乙", measure="分")
    assert SHEET.place("分") == Place(file="表.xlsx", sheet="数据", cell="C1", measure="分")


def test_where_there_are_no_letters_the_line_is_told() -> None:
    sheet = Sheet({"unit": ("甲", "乙")}, file="表.csv")
    assert sheet.place("unit", 1) == Place(file="表.csv", line=3, unit="乙", measure="unit")
    assert sheet.place("unit") == Place(file="表.csv", measure="unit")


def test_the_rows_of_the_file_count() -> None:
    sheet = Sheet({"unit": ("甲", "乙")}, file="表.csv", rows=(5, 9))
    assert sheet.place("unit", 1).line == 9
    assert Sheet(SHEET.columns, letters={"分": "B"}, rows=(5, 9)).place("分", 0).cell == "B5"


def test_data_survive_json() -> None:
    data = Data.from_rows(ROWS, 票=[{"unit": "甲", "得分": "90"}])
    plain = json.loads(json.dumps(data.as_plain()))
    assert plain["tables"] == {"票": {"unit": ["甲"], "得分": ["90"]}}
    assert Data.from_plain(plain) == data
    assert Data.from_plain(plain).digest == data.digest


def test_the_digest_tells_cells_and_order_apart_but_not_files() -> None:
    data = Data.from_rows(ROWS)
    assert data.digest == Data(Sheet(data.units.columns, file="另.csv", rows=(7, 8))).digest
    assert data.digest != Data.from_rows(ROWS[::-1]).digest
    assert data.digest != Data.from_rows([ROWS[0], {"unit": "乙", "备注": "y"}]).digest
    assert data.digest != Data.from_rows(ROWS, 票=[]).digest


def test_a_digest_is_sha256_of_canonical_json() -> None:
    assert digest({"b": "乙", "a": [1]}) == digest({"a": [1], "b": "乙"})
    assert digest([]) == "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
