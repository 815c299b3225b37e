"""The tree of a document → docx, laid out for Word and WPS by the same measurements as the PDF."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Tbl
from docx.shared import Mm, Pt, RGBColor

from notices.document import Block, Document, Figure, Form, Head, Heading, Inline, Listing, Paragraph, Run, Table
from notices.page import MM, PAGE, Page, held_whole, signature_box, title_lines
from notices.word_head import add_head
from notices.word_pictures import add_figure
from notices.word_styles import blank, put, set_font
from notices.word_tables import add_form, add_record, add_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section, _BaseHeaderFooter
    from docx.text.paragraph import Paragraph as WordParagraph

_LEVELS = ("公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题")
_SEAL_LINES = 2


def word(document: Document, page: Page = PAGE) -> bytes:
    """Write a document.

    The file carries no time: the same document gives the same bytes.

    Args:
        document: The document.
        page: The measurements.

    Returns:
        A docx.
    """
    return _Writer(page).written(document)


class _Writer:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._word = blank(page)

    def written(self, document: Document) -> bytes:
        self._properties(document)
        section = self._word.sections[0]
        self._size(section, landscape=False)
        self._word.settings.odd_and_even_pages_header_footer = True
        _modernise(self._word.settings.element)
        self._running(section, document.head)
        self._head(document)
        self._blocks(document.body, self._page.text_width_mm)
        if document.body and document.signature is not None:
            self._hold_last()
        self._annex_list([annex.name for annex in document.listed])
        self._signature(document)
        for annex in document.annexes:
            added = self._word.add_section(WD_SECTION.NEW_PAGE)
            added.different_first_page_header_footer = False
            self._size(added, landscape=annex.landscape)
            if annex.label is not None:
                self._add("公文附件标识", annex.label)
            self._title(title_lines(annex.title, self._page), blank_above=annex.label is not None)
            self._blocks(annex.blocks, self._page.text_height_mm if annex.landscape else self._page.text_width_mm)
        if document.record is not None:
            self._part_tables()
            add_record(self._word, document.record, self._page)
            # Word anchors the block to the paragraph after it; one of a point's height takes no line away.
            self._add("公文顶格", "").paragraph_format.line_spacing = Pt(1)
        return _without_time(self._word)

    def _add(self, style: str, text: str | Inline) -> WordParagraph:
        paragraph = put(self._word.add_paragraph(), style)
        for run in (Run(text),) if isinstance(text, str) else text:
            written = paragraph.add_run(run.text)
            if run.strong:
                set_font(written._r.get_or_add_rPr(), "head")
        return paragraph

    def _blank(self, count: int = 1) -> None:
        for _ in range(count):
            self._add("公文顶格", "")

    def _properties(self, document: Document) -> None:
        properties = self._word.core_properties
        properties.title, properties.language = document.title, "zh-CN"
        properties.author = properties.comments = properties.last_modified_by = ""
        # What python-docx's own blank document says about itself is not about this one.
        for name in ("dcterms:created", "dcterms:modified"):
            for element in properties._element.findall(qn(name)):
                properties._element.remove(element)
        package = self._word.part.package
        assert package is not None
        for key, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):
                del package.rels[key]

    def _size(self, section: Section, *, landscape: bool) -> None:
        page = self._page
        if landscape:
            side = (page.height_mm - page.text_height_mm) / 2
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(page.height_mm), Mm(page.width_mm)
            section.top_margin, section.bottom_margin = Mm(page.left_mm), Mm(page.right_mm)
            section.left_margin = section.right_margin = Mm(side)
        else:
            section.orientation = WD_ORIENT.PORTRAIT
            section.page_width, section.page_height = Mm(page.width_mm), Mm(page.height_mm)
            section.top_margin, section.bottom_margin = Mm(page.top_mm), Mm(page.bottom_mm)
            section.left_margin, section.right_margin = Mm(page.left_mm), Mm(page.right_mm)
        foot_mm = page.foot_pt * 1.3 / MM
        section.footer_distance = Mm(section.bottom_margin.mm - page.number_below_mm - foot_mm)
        section.header_distance = Mm(section.top_margin.mm - page.mark_above_mm - foot_mm)
        for grid in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(grid)

    def _running(self, section: Section, head: Head) -> None:
        """Page numbers, odd ones right and even ones left, none on the first page of a letter; a draft's mark above."""
        for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
            paragraph = _first(footer, "公文页码")
            side = "right_indent" if odd else "left_indent"
            setattr(paragraph.paragraph_format, side, Pt(self._page.foot_pt))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if odd else WD_ALIGN_PARAGRAPH.LEFT
            paragraph.add_run("— ")
            _page_field(paragraph)
            paragraph.add_run(" —")
        headers = [section.header, section.even_page_header]
        if head.style == "letter":
            section.different_first_page_header_footer = True
            headers.append(section.first_page_header)
            _first(section.first_page_footer, "公文页码")
        for header in headers:
            paragraph = _first(header, "公文草案标记")
            if head.mark:
                paragraph.add_run(head.mark).font.color.rgb = RGBColor.from_string(self._page.red)

    def _head(self, document: Document) -> None:
        head = document.head
        add_head(self._word, head, self._page)
        self._title(title_lines(head.title, self._page), head.stamp, blank_above=False)
        if head.to:
            self._add("公文顶格", f"{head.to}：")

    def _title(self, lines: Sequence[str], stamp: str | None = None, *, blank_above: bool = True) -> None:
        if blank_above:
            self._blank()
        paragraph = self._add("公文标题", "")
        for place, line in enumerate(lines):
            if place:
                paragraph.add_run().add_break()
            paragraph.add_run(line)
        if stamp:
            self._add("公文题注", f"（{stamp}）")
        self._blank()

    def _blocks(self, blocks: Iterable[Block], width_mm: float) -> None:
        for block in blocks:
            match block:
                case Heading():
                    self._add(_LEVELS[block.level - 1], (Run(block.number), *block.text))
                case Paragraph():
                    self._add("公文正文", block.text)
                case Listing():
                    for number, item in enumerate(block.items, 1):
                        self._add("公文正文", (Run(f"{number}."), *item) if block.ordered else item)
                case Form():
                    self._part_tables()
                    add_form(self._word, block, width_mm, self._page)
                case Figure():
                    add_figure(self._word, block, width_mm, self._page)
                case Table():
                    self._part_tables()
                    add_table(self._word, block, width_mm, self._page)

    def _hold_last(self) -> None:
        """The signature must not stand on a page without a line of the text."""
        last = self._word.paragraphs[-1]
        last.paragraph_format.keep_with_next = True
        last.paragraph_format.keep_together = held_whole(last.text, self._page)

    def _part_tables(self) -> None:
        """Word takes two tables without a line between them for one."""
        if isinstance(self._word.element.body[-2], CT_Tbl):
            self._blank()

    def _annex_list(self, titles: Sequence[str]) -> None:
        """The list of annexes: two characters in, numbers below one another, nothing after a name."""
        if not titles:
            return
        self._add("公文顶格", "").paragraph_format.keep_with_next = True
        character = self._page.character_pt
        for number, title in enumerate(titles, 1):
            written = f"{number}.{title}" if len(titles) > 1 else title
            paragraph = self._add("公文顶格", f"附件：{written}" if number == 1 else written)
            hanging = (3 if number == 1 else 0) + (1 if len(titles) > 1 else 0)
            paragraph.paragraph_format.left_indent = Pt((5 + (len(titles) > 1)) * character)
            paragraph.paragraph_format.first_line_indent = Pt(-hanging * character)
            paragraph.paragraph_format.keep_with_next = True

    def _signature(self, document: Document) -> None:
        if document.signature is not None:
            for _ in range(_SEAL_LINES):
                self._add("公文顶格", "").paragraph_format.keep_with_next = True
            by, date = document.signature.by, document.signature.date
            width, right = signature_box(by, date)
            room = self._page.text_width_mm * MM
            for line in (*by, date):
                form = self._add("公文居中", line).paragraph_format
                form.right_indent = Pt(right * self._page.character_pt)
                # A character wider than the text, so that no program's rounding breaks the line.
                form.left_indent = Pt(max(room - (width + right + 1) * self._page.character_pt, 0))
                form.keep_with_next = True
            form.keep_with_next = bool(document.remark)
        if document.remark:
            self._add("公文正文", f"（{document.remark}）")


def _first(part: _BaseHeaderFooter, style: str) -> WordParagraph:
    part.is_linked_to_previous = False
    return put(part.paragraphs[0], style)


def _page_field(paragraph: WordParagraph) -> None:
    field, run, text = OxmlElement("w:fldSimple"), OxmlElement("w:r"), OxmlElement("w:t")
    field.set(qn("w:instr"), " PAGE ")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _modernise(settings: BaseOxmlElement) -> None:
    """Otherwise Word opens the file in its mode for old documents, and as written by a Japanese hand."""
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")


_EARLIEST = struct.pack("<HH", 0, 1 << 5 | 1)
"""Midnight of 1 January 1980, as a ZIP archive writes it."""


def _without_time(document: WordDocument) -> bytes:
    """Save, and give every part of the package the same time: in its entry, and in its line of the directory."""
    saved = io.BytesIO()
    document.save(saved)
    content = bytearray(saved.getbuffer())
    end = content.rfind(b"PK\5\6")
    count, _, line = struct.unpack_from("<HII", content, end + 10)
    for _ in range(count):
        lengths = struct.unpack_from("<HHH", content, line + 28)
        (entry,) = struct.unpack_from("<I", content, line + 42)
        content[line + 12 : line + 16] = content[entry + 10 : entry + 14] = _EARLIEST
        line += 46 + sum(lengths)
    return bytes(content)
