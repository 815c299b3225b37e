"""Files whole or not at all; unusual results."""

from __future__ import annotations

import errno
import os
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from notices import Office, Request, write
from notices.errors import FolderMissing, UnknownKind
from notices.layout import fonts
from storage import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RESULTS = Request(["results"])


def test_writes_both_formats_and_tells_substitutions(result: dict[str, Any], tmp_path: Path) -> None:
    written = write(result, tmp_path / "new" / "folder", RESULTS)
    assert [path.name for path in written.paths] == ["考核结果通报.docx", "考核结果通报.pdf"]
    assert all(path.is_file() for path in written.paths)
    official = {spelling for role in fonts.ROLES.values() for spelling in role.official}
    assert all(note.used not in official for note in written.substitutions)


def test_a_draft_says_so_in_its_name_and_on_every_page(draft: dict[str, Any], tmp_path: Path) -> None:
    word, pdf = write(draft, tmp_path, RESULTS).paths
    assert word.name == "考核结果通报（草案）.docx"
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    assert all("不得印发" in page for page in pages)
    read = docx.Document(str(word))
    for section in read.sections:
        for header in (section.header, section.even_page_header):
            assert "不得印发" in header.paragraphs[0].text


def test_a_final_notice_has_no_mark(result: dict[str, Any], tmp_path: Path) -> None:
    word, _ = write(result, tmp_path, RESULTS).paths
    assert docx.Document(str(word)).sections[0].header.paragraphs[0].text == ""


def test_a_full_disk_leaves_nothing(result: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite) as caught:
        write(result, tmp_path / "out", RESULTS)
    assert caught.value.reason == os.strerror(errno.ENOSPC)
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be(result: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(CannotWrite):
        write(result, tmp_path / "out", RESULTS, formats=["docx"])
    assert (tmp_path / "out").read_bytes() == b""


def test_an_unknown_format(result: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(UnknownKind):
        write(result, tmp_path, RESULTS, formats=["doc"])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist(result: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        write(result, tmp_path, RESULTS, fonts=tmp_path / "none")
    with pytest.raises(FolderMissing):
        write(result, tmp_path, Request(["results"], templates=tmp_path / "none"))


def test_forty_units_with_long_names_and_many_indicators(
    result_of: Callable[..., dict[str, Any]], tmp_path: Path, office: Office
) -> None:
    names = [f"样例第{number}镇名称特别长的经济技术开发区暨现代农业示范园区管理委员会" for number in range(40)]
    totals = [f"{99 - number}.00" for number in range(40)]
    result = result_of(names, totals)
    for number in range(20):
        result["indicators"].append({"name": f"名称很长的第{number}项指标", "points": "5"})
        for unit in result["units"]:
            unit["points"][f"名称很长的第{number}项指标"] = "4.50"
    word, pdf = write(result, tmp_path, Request(["results"], office)).paths
    tables = docx.Document(str(word)).tables
    assert len(tables) == 1 + 3 + 1
    parts = list(docx.Document(str(word)).element.body)
    assert not any(one.tag == other.tag == qn("w:tbl") for one, other in pairwise(parts))
    assert [row.cells[2].text for row in tables[0].rows][1:] == totals
    assert [row.cells[1].text for row in tables[0].rows][1:] == names
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()
    assert all(name in text for name in names)


def test_no_unit_at_all(result_of: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    result = result_of([], [])
    assert len(write(result, tmp_path, RESULTS).paths) == 2
