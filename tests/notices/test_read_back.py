"""What a notice prints is what the result says: read out of the files and compared."""

from __future__ import annotations

import hashlib
import re
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from engine.result import proof as digest
from notices import Office, Request, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RESULTS = Request(["results"])


def docx_tables(path: Path) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(str(path)).tables]


def docx_text(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def pdf_pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Lines end elsewhere in each format."""
    return re.sub(r"\s", "", text)


def test_docx_holds_every_total_rank_and_grade(result: dict[str, Any], tmp_path: Path) -> None:
    path = write(result, tmp_path, RESULTS, formats=["docx"]).paths[0]
    header, *rows = docx_tables(path)[0]
    assert header == ["名次", "乡镇", "总分", "等次", "备注"]
    assert [row[:4] for row in rows] == [
        [str(unit["rank"]), unit["unit"], unit["total"], unit["grade"]] for unit in result["units"]
    ]


def test_docx_holds_every_point_and_they_add_up(result: dict[str, Any], tmp_path: Path) -> None:
    path = write(result, tmp_path, RESULTS, formats=["docx"]).paths[0]
    header, full, *rows = docx_tables(path)[1]
    indicators = [each["name"] for each in result["indicators"]]
    assert [cell.replace("\n", "") for cell in header] == ["乡镇", *indicators, "档案不实", "总分"]
    assert full == ["满分", "25", "15", "30", "30", "—", "—"]
    assert rows == [
        [unit["unit"], *unit["points"].values(), unit["adjustments"].get("档案不实", "—"), unit["total"]]
        for unit in result["units"]
    ]


def test_pdf_holds_every_total_rank_and_grade(result: dict[str, Any], tmp_path: Path) -> None:
    path = write(result, tmp_path, RESULTS, formats=["pdf"]).paths[0]
    page = next(page for page in pdf_pages(path) if page.startswith("附件1"))
    rows = re.findall(r"^(\d+)\s+(样例.镇)\s+([\d.]+)\s+(\S+)", page, re.MULTILINE)
    assert rows == [(str(unit["rank"]), unit["unit"], unit["total"], unit["grade"]) for unit in result["units"]]


def test_pdf_holds_every_point(result: dict[str, Any], tmp_path: Path) -> None:
    path = write(result, tmp_path, RESULTS, formats=["pdf"]).paths[0]
    page = next(page for page in pdf_pages(path) if page.startswith("附件2"))
    rows = re.findall(r"^(样例.镇)\s+(.+)$", page, re.MULTILINE)
    assert [(unit, cells.split()) for unit, cells in rows] == [
        (unit["unit"], [*unit["points"].values(), unit["adjustments"].get("档案不实", "—"), unit["total"]])
        for unit in result["units"]
    ]


def test_both_formats_say_the_same(draft: dict[str, Any], tmp_path: Path, office: Office) -> None:
    word, pdf = write(draft, tmp_path, Request(["results"], office)).paths
    said = squeezed("".join(pdf_pages(pdf)))
    missing = [line for line in docx_text(word).splitlines() if squeezed(line) and squeezed(line) not in said]
    # A paragraph across two pages has the page number and the mark of the draft within.
    broken = [line for line in missing if squeezed(line)[:8] not in said or squeezed(line)[-4:] not in said]
    assert broken == []
    assert len(missing) <= 3


def test_the_digest_stands_in_both(result: dict[str, Any], tmp_path: Path) -> None:
    word, pdf = write(result, tmp_path, RESULTS).paths
    proof = digest(result)
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", proof)
    assert proof in "".join(cell for table in docx_tables(word) for row in table for cell in row)
    assert proof in squeezed("".join(pdf_pages(pdf)))
    result["units"][0]["total"] = "96.36"
    assert digest(result) != proof


@pytest.mark.parametrize(
    "text", ["=1+1", "+甲镇", "-甲镇", "@SUM(A1)", "*甲*|**乙**", "#[x](y)<b>&amp;`", "1. 甲", "\\"]
)
def test_names_come_out_as_they_are(text: str, result_of: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    result = result_of([text, "样例乙镇"], ["95.00", "80.00"])
    word, pdf = write(result, tmp_path, RESULTS).paths
    assert docx_tables(word)[0][1][1] == text
    assert f"好（1个）：{text}。" in docx_text(word)
    assert squeezed(f"好（1个）：{text}。") in squeezed("".join(pdf_pages(pdf)))
    body = docx.Document(str(word)).element
    assert body.findall(f".//{qn('w:instrText')}") == []


def test_the_same_result_gives_the_same_bytes(result: dict[str, Any], tmp_path: Path, office: Office) -> None:
    first = write(result, tmp_path / "1", Request(["results"], office)).paths
    second = write(result, tmp_path / "2", Request(["results"], office)).paths
    for one, other in zip(first, second, strict=True):
        assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest()
    with zipfile.ZipFile(first[0]) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:created" not in package.read("docProps/core.xml")
    assert b"CreationDate" not in first[1].read_bytes()


def test_docx_page_and_fonts(result: dict[str, Any], tmp_path: Path) -> None:
    document = docx.Document(str(write(result, tmp_path, RESULTS, formats=["docx"]).paths[0]))
    page = document.sections[0]
    measured = [page.page_width, page.page_height, page.top_margin, page.left_margin, page.right_margin]
    for length, expected in zip(measured, (210, 297, 37, 28, 26), strict=True):
        assert length is not None
        assert length == pytest.approx(Mm(expected), abs=Pt(0.05))
    body = document.styles["公文正文"]
    assert body.font.size == Pt(16)
    assert body.paragraph_format.line_spacing == Pt(28.95)
    for style, font in {
        "公文正文": "仿宋_GB2312",
        "公文标题": "方正小标宋简体",
        "公文一级标题": "黑体",
        "公文二级标题": "楷体_GB2312",
        "公文附件标识": "黑体",
    }.items():
        fonts = document.styles[style].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{place}")) for place in ("ascii", "hAnsi", "eastAsia")} == {font}
    titles = [paragraph for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "公文标题"]
    assert titles[0].text == "关于2016年度样例县乡镇精准扶贫业绩\n考核结果的通报"
    assert "— 1 —" in squeezed_runs(page.footer)
    assert document.settings.odd_and_even_pages_header_footer


def squeezed_runs(part: Any) -> str:
    return "".join(text.text for text in part._element.iter(qn("w:t")))


def test_pdf_page_is_as_the_standard_says(result: dict[str, Any], tmp_path: Path) -> None:
    path = write(result, tmp_path, RESULTS, formats=["pdf"]).paths[0]
    document = pypdfium2.PdfDocument(path)
    try:
        assert document.get_metadata_dict()["Title"] == "关于2016年度样例县乡镇精准扶贫业绩考核结果的通报"
        page = document[1]
        assert page.get_size() == pytest.approx((595.28, 841.89), abs=0.01)
        text = page.get_textpage()
        point = 72 / 25.4
        content = text.get_text_range()
        boxes = [text.get_charbox(place) for place in range(len(content.rstrip()) - len("— 2 —") - 2)]
        assert min(left for left, _, _, _ in boxes) > 28 * point - 1
        # Typst sets punctuation at the end of a line in half its width; its box still has the whole.
        ideographs = [box for box, character in zip(boxes, content, strict=False) if "一" <= character <= "龥"]
        assert max(right for _, _, right, _ in ideographs) < (210 - 26) * point + 1
        assert min(bottom for _, bottom, _, top in boxes if top > bottom) > 35 * point - 1
        assert max(top for _, _, _, top in boxes) < (297 - 37) * point + 1
        number = text.get_charbox(content.rindex("— 2 —"))
        assert number[0] == pytest.approx(28 * point + 14, abs=2)
    finally:
        document.close()


def test_pdf_has_tags(result: dict[str, Any], tmp_path: Path) -> None:
    path = write(result, tmp_path, RESULTS, formats=["pdf"]).paths[0]
    document = pypdfium2.PdfDocument(path)
    try:
        assert document.is_tagged()
    finally:
        document.close()
