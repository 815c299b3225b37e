"""The paragraph styles of an official docx, made from the measurements of the page and the fonts of the standard."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor

from notices.fonts import ROLES
from notices.page import PAGE, Page

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph as WordParagraph

_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")
_AFTER_AUTO_SPACE = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


@dataclass(frozen=True)
class Style:
    """A paragraph style; lengths in points.

    Attributes:
        pitch: From one line to the next; 0 where a line is as high as what stands in it.
        first: Indent of the first line.
        spacing: Added to each character.
        level: Level in the outline, 0 for the title; nothing for text.
    """

    role: str
    size: float
    pitch: float
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    first: float = 0
    spacing: float = 0
    level: int | None = None
    keep: bool = False


def styles(page: Page = PAGE) -> dict[str, Style]:
    """The styles by the names under which Word and WPS show them."""
    indent, spacing = 2 * page.character_pt, page.spacing_pt
    left, center, justify = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY

    body = partial(Style, size=page.body_pt, pitch=page.pitch_pt, spacing=spacing)
    headings = {
        f"公文{'一二三四'[level - 1]}级标题": body(role, first=indent, level=level, keep=True)
        for level, role in enumerate(("head", "kai", "body", "body"), 1)
    }
    return {
        "公文正文": body("body", align=justify, first=indent),
        "公文顶格": body("body", align=left),
        "公文居中": body("body", align=center),
        "公文题注": body("kai", align=center),
        "公文附件标识": body("head", keep=True),
        "公文标题": Style("title", page.title_pt, page.title_pitch_pt, center, level=0, keep=True),
        **headings,
        "公文红头": Style("title", page.red_head_largest_pt, page.red_head_largest_pt * 1.3, center),
        "公文表格": Style("body", page.table_sizes_pt[0], page.table_sizes_pt[0] * 1.3, center),
        "公文图": Style("body", page.caption_pt, 0, center, keep=True),
        "公文图题": Style("head", page.caption_pt, page.caption_pt * 1.6, center),
        "公文页码": Style("song", page.foot_pt, page.foot_pt * 1.3),
        "公文草案标记": Style("head", page.foot_pt, page.foot_pt * 1.3, center),
        "公文版记": Style("body", page.foot_pt, page.foot_pt * 1.3),
        "公文校验": Style("body", page.proof_pt, page.proof_pt * 1.4),
    }


def blank(page: Page = PAGE) -> WordDocument:
    """Begin a document: an empty one with the styles."""
    return docx.Document(io.BytesIO(_blank(page)))


@cache
def _blank(page: Page) -> bytes:
    document, saved = docx.Document(), io.BytesIO()
    _set_defaults(document)
    for name, style in styles(page).items():
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        # By it `put` names a style.
        assert made.style_id == name
        _fill(made, style, page)
    document.save(saved)
    return saved.getvalue()


def put(paragraph: WordParagraph, style: str) -> WordParagraph:
    """Give a paragraph one of the styles; python-docx's own way reads all styles again for each paragraph."""
    paragraph._p.style = style
    return paragraph


def set_font(properties: BaseOxmlElement, role: str) -> None:
    """Set one font for Chinese and for Latin letters and digits, in the properties of a run or a style."""
    fonts = properties.get_or_add_rFonts()
    for place in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{place}"), ROLES[role].word)


def _set_defaults(document: WordDocument) -> None:
    """The language is Chinese; nothing of the theme's fonts remains."""
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    fonts.attrib.clear()
    for place in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{place}"), ROLES["body"].word)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")


def _fill(made: ParagraphStyle, style: Style, page: Page) -> None:
    made.quick_style = True
    made.font.size = Pt(style.size)
    set_font(made.element.get_or_add_rPr(), style.role)
    if style.role == "title" and style.level is None:
        made.font.color.rgb = RGBColor.from_string(page.red)
    if style.spacing:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(round(style.spacing * 20)))
        made.element.get_or_add_rPr().insert_element_before(spacing, *_AFTER_SPACING)
    form = made.paragraph_format
    form.alignment = style.align
    if style.pitch:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(style.pitch)
    form.space_before = form.space_after = Pt(0)
    form.first_line_indent = Pt(style.first)
    form.widow_control = False
    form.keep_with_next = style.keep
    properties = made.element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        off = OxmlElement(name)
        off.set(qn("w:val"), "0")
        properties.insert_element_before(off, *_AFTER_AUTO_SPACE)
    if style.level is not None:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(style.level))
        properties.append(outline)
