"""What a docx asks for: page, styles, indents, lines, tabs; what Word and WPS read before they lay anything out."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from notices.layout.word import word
from tests.notices.layout.pages import composed
from tests.notices.layout.wordings import WORDINGS

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


@cache
def written(name: str) -> Document:
    return docx.Document(io.BytesIO(word(composed(WORDINGS[name]))))


def starting(document: Document, start: str) -> Paragraph:
    return next(each for each in document.paragraphs if each.text.strip().startswith(start))


def mm(length: Length | None) -> float:
    assert length is not None
    return round(length.mm, 1)


@pytest.mark.parametrize("name", WORDINGS)
def test_every_upright_page_has_the_margins_of_the_standard(name: str) -> None:
    for section in written(name).sections:
        size = (mm(section.page_width), mm(section.page_height))
        margins = [mm(section.top_margin), mm(section.right_margin), mm(section.bottom_margin), mm(section.left_margin)]
        if section.orientation == WD_ORIENT.LANDSCAPE:
            assert (size, margins) == ((297, 210), [28, 37, 26, 35])
        else:
            assert (size, margins) == ((210, 297), [37, 26, 35, 28])


def test_the_page_number_stands_7_mm_below_the_text() -> None:
    """The line is as high as 1.3 characters; its dashes stand 8.7 pt above its foot."""
    (section,) = written("report").sections
    assert mm(section.footer_distance) == pytest.approx(35 - 7 - 3.06, abs=0.1)
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    assert (odd.paragraph_format.right_indent, even.paragraph_format.left_indent) == (Pt(14), Pt(14))
    assert [run.text for run in odd.runs] == ["— ", " —"]
    assert [field.get(qn("w:instr")) for field in odd._p.iter(qn("w:fldSimple"))] == [" PAGE "]
    assert written("report").settings.odd_and_even_pages_header_footer


STYLES = {
    "公文正文": ("仿宋_GB2312", 16, 28.95, WD_ALIGN_PARAGRAPH.JUSTIFY, 31.5),
    "公文顶格": ("仿宋_GB2312", 16, 28.95, WD_ALIGN_PARAGRAPH.LEFT, 0),
    "公文标题": ("方正小标宋简体", 22, 34, WD_ALIGN_PARAGRAPH.CENTER, 0),
    "公文一级标题": ("黑体", 16, 28.95, WD_ALIGN_PARAGRAPH.LEFT, 31.5),
    "公文二级标题": ("楷体_GB2312", 16, 28.95, WD_ALIGN_PARAGRAPH.LEFT, 31.5),
    "公文三级标题": ("仿宋_GB2312", 16, 28.95, WD_ALIGN_PARAGRAPH.LEFT, 31.5),
    "公文四级标题": ("仿宋_GB2312", 16, 28.95, WD_ALIGN_PARAGRAPH.LEFT, 31.5),
    "公文附件标识": ("黑体", 16, 28.95, WD_ALIGN_PARAGRAPH.LEFT, 0),
    "公文红头": ("方正小标宋简体", 50, 65, WD_ALIGN_PARAGRAPH.CENTER, 0),
    "公文页码": ("宋体", 14, 18.2, WD_ALIGN_PARAGRAPH.LEFT, 0),
    "公文版记": ("仿宋_GB2312", 14, 18.2, WD_ALIGN_PARAGRAPH.LEFT, 0),
    "公文表格小四": ("仿宋_GB2312", 12, 15.6, WD_ALIGN_PARAGRAPH.CENTER, 0),
}


@pytest.mark.parametrize(("name", "expected"), STYLES.items())
def test_styles_are_those_of_the_standard(name: str, expected: tuple[str, float, float, int, float]) -> None:
    font, size, pitch, align, first = expected
    style = written("document").styles[name]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{place}")) for place in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}
    form = style.paragraph_format
    assert (style.font.size, form.alignment) == (Pt(size), align)
    assert form.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert form.line_spacing.pt == pytest.approx(pitch, abs=0.05)
    assert form.first_line_indent.pt == pytest.approx(first, abs=0.05)
    assert (form.space_before, form.space_after) == (0, 0)


def test_28_characters_fill_a_line() -> None:
    """Each is a quarter of a point closer to the next; no room is added before or after Latin letters."""
    style = written("document").styles["公文正文"].element
    assert style.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert 28 * (16 - 0.25) <= Mm(156).pt < 28 * (16 - 0.25) + 2
    for name in ("w:autoSpaceDE", "w:autoSpaceDN", "w:overflowPunct", "w:widowControl"):
        assert style.pPr.find(qn(name)).get(qn("w:val")) == "0"


def test_headings_and_titles_stand_in_the_outline_with_what_follows() -> None:
    document = written("document")
    for name, level in {"公文标题": "0", "公文一级标题": "1", "公文四级标题": "4"}.items():
        style = document.styles[name]
        assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == level
        assert style.paragraph_format.keep_with_next
    assert starting(document, "一、").style.name == "公文一级标题"
    assert starting(document, "（1）").style.name == "公文四级标题"


def test_a_short_last_paragraph_goes_with_the_signature_and_a_long_one_may_break() -> None:
    short = starting(written("document"), "正文文字，有").paragraph_format
    long = starting(written("long paragraph"), "根据规定").paragraph_format
    assert (short.keep_with_next, short.keep_together) == (True, True)
    assert (long.keep_with_next, long.keep_together, long.widow_control) == (True, None, True)
    other = starting(written("document"), "正文文字。").paragraph_format
    assert (other.keep_with_next, other.keep_together) == (None, None)


def test_the_signature_and_its_date_are_centred_at_one_place() -> None:
    document = written("joint of two")
    by, date = starting(document, "中共样例县委\t"), starting(document, "2016年3月15日")
    first, second = (stop.position.pt for stop in by.paragraph_format.tab_stops)
    (below,) = (stop.position.pt for stop in date.paragraph_format.tab_stops)
    em = 15.75
    assert below == pytest.approx((28 - 4 - 3.25) * em, abs=0.05)
    assert second == below
    assert second - first == pytest.approx(13.5 * em, abs=0.05)


def test_the_list_of_annexes_hangs_below_its_first_name() -> None:
    document = written("document")
    first, second = starting(document, "附件：1."), starting(document, "2.考核口径")
    em = 15.75
    for paragraph, hanging in ((first, 4), (second, 1)):
        form = paragraph.paragraph_format
        assert form.left_indent.pt == pytest.approx(6 * em, abs=0.05)
        assert form.first_line_indent.pt == pytest.approx(-hanging * em, abs=0.05)


def test_the_record_block_is_a_table_at_the_foot_of_the_text() -> None:
    document = written("document")
    place = document.tables[-1]._tbl.tblPr.find(qn("w:tblpPr"))
    at = {name: place.get(qn(f"w:{name}")) for name in ("horzAnchor", "tblpX", "vertAnchor", "tblpYSpec")}
    assert at == {"horzAnchor": "page", "tblpX": "1587", "vertAnchor": "margin", "tblpYSpec": "bottom"}
    rules = [
        (cell.find(qn("w:top")).get(qn("w:sz")), cell.find(qn("w:bottom")).get(qn("w:sz")))
        for cell in document.tables[-1]._tbl.iter(qn("w:tcBorders"))
    ]
    assert rules == [("8", "6"), ("6", "8")]


def test_a_table_repeats_its_header_and_keeps_its_rows_whole() -> None:
    rows = written("wide tables").tables[0]._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, *[False] * 40]
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    high = written("forms").tables[-1]._tbl.tr_lst[-1]
    assert high.trPr.find(qn("w:cantSplit")) is None


def test_one_line_fills_a_row_and_more_have_room() -> None:
    """A row is 8 mm high; what a line of 9 points leaves of it stays above and below the text of a higher one."""
    margins = written("wide tables").tables[0]._tbl.tblPr.find(qn("w:tblCellMar"))
    rooms = {margin.tag.partition("}")[2]: int(margin.get(qn("w:w"))) / 20 for margin in margins}
    assert list(rooms) == ["top", "left", "bottom", "right"]
    assert rooms["top"] == rooms["bottom"] == pytest.approx((Mm(8).pt - 9 * 1.3) / 2, abs=0.05)
    assert rooms["left"] == rooms["right"] == pytest.approx(Mm(1.2).pt, abs=0.05)


def test_the_file_holds_only_what_it_needs() -> None:
    content = word(composed(WORDINGS["report"]))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = {name for name in package.namelist() if not name.endswith(".rels")}
        assert names == {
            "[Content_Types].xml",
            "docProps/app.xml",
            "docProps/core.xml",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
            "word/footer2.xml",
            "word/header1.xml",
            "word/header2.xml",
            "word/settings.xml",
            "word/styles.xml",
            "word/theme/theme1.xml",
        }
    names = [style.name for style in written("report").styles]
    assert [name for name in names if not name.startswith("公文")] == [
        "Normal",
        "Default Paragraph Font",
        "Normal Table",
        "No List",
    ]
