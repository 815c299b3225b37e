import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from engine.message import Message
from engine.problem import Place, Problem, Problems
from terminal.marking import marked_files
from tests.workbooks.packages import replaced, workbook

TYPES = "[Content_Types].xml"
WORKBOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
TEMPLATE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"


def handed_in(folder: Path, name: str, content_type: bytes) -> tuple[Path, Problem]:
    """A workbook, and what is wrong with one of its cells."""
    path = folder / name
    content = workbook({"数据": [["单位", "分"], ["样例甲镇", "坏"]]})
    path.write_bytes(replaced(content, TYPES, WORKBOOK, content_type))
    place = Place(file=str(path), sheet="数据", cell="B2")
    return path, Problem("data-not-a-number", Message("This is no number."), place)


@pytest.mark.parametrize(
    ("name", "content_type"), [("甲办.xlsx", WORKBOOK), ("甲办.xlsm", MACROS), ("甲办.xltx", TEMPLATE)]
)
def test_a_marked_workbook_is_called_what_it_is(tmp_path: Path, name: str, content_type: bytes) -> None:
    path, problem = handed_in(tmp_path, name, content_type)
    ((written, content),) = marked_files([path], [problem], tmp_path / "退回").items()
    assert written == tmp_path / "退回" / "甲办.xlsx"
    assert WORKBOOK in zipfile.ZipFile(BytesIO(content)).read(TYPES)


def test_no_other_file_that_was_handed_in_is_overwritten(tmp_path: Path) -> None:
    path, problem = handed_in(tmp_path, "甲办.xlsm", MACROS)
    other = tmp_path / "甲办.xlsx"
    other.write_bytes(b"PK")
    with pytest.raises(Problems) as caught:
        marked_files([path, other], [problem], tmp_path)
    assert [(each.code, each.place.file) for each in caught.value.problems] == [("marked-overwrites", str(other))]
