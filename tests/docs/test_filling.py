from pathlib import Path

import pytest
from generator.filling import fill
from openpyxl import Workbook, load_workbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = Workbook()
    for row in (["考核"], ["单位", "得分", "备注"], ["样例甲镇", 1, "旧"], ["样例乙镇", 2, None]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "表.xlsx")
    return tmp_path / "表.xlsx"


def _rows(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))


def test_cells_are_typed_below_their_headers_and_blanks_stay(path: Path) -> None:
    fill(path, "单位,备注,得分\n样例丙镇,,0.95\n,新,２\n")
    assert _rows(path)[1:] == [("单位", "得分", "备注"), ("样例丙镇", 0.95, "旧"), ("样例乙镇", "２", "新")]


def test_a_header_that_is_not_there_is_noticed(path: Path) -> None:
    with pytest.raises(KeyError):
        fill(path, "单位,分数\n样例甲镇,3\n")
