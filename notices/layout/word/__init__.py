"""The tree of a document → docx, laid out for Word and WPS by the same measurements as the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Mm

from notices.document import (
    Annex,
    Block,
    Document,
    Figure,
    Form,
    Heading,
    Inline,
    Listing,
    Paragraph,
    Table,
    plain,
)
from notices.layout.page import MM, PAGE, Page, Room, ems, title_lines
from notices.layout.signing import held_whole, signing
from notices.layout.word.head import head_blocks
from notices.layout.word.pictures import add_figure
from notices.layout.word.running import set_headers, set_numbers
from notices.layout.word.saving import describe, saved
from notices.layout.word.styles import blank
from notices.layout.word.tables import form_block, record_block, table_block
from notices.layout.word.xml import Tab, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section

    from notices.document import Signature

_LEVELS = ("公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题")


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
        self._end = self._word.element.body[-1]

    def written(self, document: Document) -> bytes:
        describe(self._word, document.title)
        section = self._word.sections[0]
        self._size(section, landscape=False)
        self._word.settings.odd_and_even_pages_header_footer = True
        set_headers(section, document.head, self._page)
        set_numbers(section, self._page, landscape=False)
        self._put(*head_blocks(document.head, self._page))
        self._title(document.head.title, document.head.stamp)
        if document.head.to:
            self._put(paragraph("公文顶格", run(f"{document.head.to}：")))
        self._blocks(document.body, self._page.room(), held=document.signature is not None)
        self._annex_list([annex.name for annex in document.listed])
        if document.signature is not None:
            self._signature(document.signature, held=bool(document.remark))
        if document.remark:
            self._put(paragraph("公文正文", run(f"（{document.remark}）")))
        turned = False
        for annex in document.annexes:
            self._annex(annex, turned=turned)
            turned = annex.landscape
        if document.record is not None:
            ruled = document.head.style != "letter"
            self._part_tables()
            self._put(record_block(document.record, self._page, ruled=ruled, landscape=turned))
            # Word anchors the block to the paragraph after it; one of a point's height takes no line away.
            self._put(paragraph("公文顶格", pitch_pt=1))
        return saved(self._word)

    def _put(self, *blocks: BaseOxmlElement) -> None:
        for block in blocks:
            self._end.addprevious(block)

    def _blank(self, *, keep_next: bool = False) -> None:
        self._put(paragraph("公文顶格", keep_next=keep_next))

    def _size(self, section: Section, *, landscape: bool) -> None:
        """A turned page is the upright one laid on its right side: its head is at the binding."""
        page = self._page
        top, right, bottom, left = page.top_mm, page.right_mm, page.bottom_mm, page.left_mm
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(page.height_mm), Mm(page.width_mm)
            top, right, bottom, left = left, top, right, bottom
        else:
            section.orientation = WD_ORIENT.PORTRAIT
            section.page_width, section.page_height = Mm(page.width_mm), Mm(page.height_mm)
        section.top_margin, section.right_margin = Mm(top), Mm(right)
        section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
        section.header_distance = Mm(top - page.top_mm + page.header_mm)
        section.footer_distance = Mm(page.footer_mm)
        for grid in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(grid)

    def _title(self, title: tuple[str, ...], stamp: str | None = None) -> None:
        self._put(paragraph("公文标题", run("\n".join(title_lines(title, self._page)))))
        if stamp:
            self._put(paragraph("公文题注", run(f"（{stamp}）")))
        self._blank()

    def _blocks(self, blocks: Sequence[Block], room: Room, *, held: bool = False) -> None:
        """Lay blocks out; where they are held, the last paragraph stands on one page with what follows."""
        for number, block in enumerate(blocks, 1):
            match block:
                case Heading():
                    self._put(paragraph(_LEVELS[block.level - 1], run(block.number), *_runs(block.text)))
                case Paragraph():
                    self._paragraph(block.text, held=held and number == len(blocks))
                case Listing():
                    for place, item in enumerate(block.paragraphs, 1):
                        last = number == len(blocks) and place == len(block.items)
                        self._paragraph(item, held=held and last)
                case Form():
                    self._part_tables()
                    self._put(form_block(block, room, self._page))
                case Figure():
                    add_figure(self._word, block, room.width_mm, self._page)
                case Table():
                    self._part_tables()
                    self._put(table_block(block, room, self._page))

    def _paragraph(self, text: Inline, *, held: bool) -> None:
        """The signature must not stand on a page without a line of the text."""
        whole = held and held_whole(plain(text), self._page)
        runs = _runs(text)
        self._put(paragraph("公文正文", *runs, keep_next=held, keep_lines=whole, widows=held and not whole))

    def _part_tables(self) -> None:
        """Word takes two tables without a line between them for one."""
        if isinstance(self._end.getprevious(), CT_Tbl):
            self._blank()

    def _annex_list(self, titles: Sequence[str]) -> None:
        """The list of annexes: two characters in, numbers below one another, nothing after a name."""
        if not titles:
            return
        self._blank(keep_next=True)
        digits = len(str(len(titles)))
        numbered = (digits + 1) / 2 if len(titles) > 1 else 0
        for number, title in enumerate(titles, 1):
            label = "附件：" if number == 1 else ""
            written = f"{number:>{digits}}.{title}" if numbered else title
            hanging = ems(label) + numbered
            left = 2 + ems("附件：") + numbered
            em = self._page.character_pt
            named = run(label + written)
            self._put(paragraph("公文顶格", named, left_pt=left * em, hanging_pt=hanging * em, keep_next=True))

    def _signature(self, signature: Signature, *, held: bool) -> None:
        """Room for the seal, the bodies, and the date below the last of them."""
        placed, em = signing(signature.by, signature.date, self._page), self._page.character_pt
        for number, names in enumerate(placed.rows):
            for _ in range(self._page.seals_apart - 1 if number else self._page.seal_lines):
                self._blank(keep_next=True)
            middles = [placed.middle_em - placed.apart_em * left for left in reversed(range(len(names)))]
            if ems("".join(names)) * em < self._page.text_width_mm * MM:
                self._put(_centred(names, [middle * em for middle in middles], keep_next=True))
            else:
                self._put(paragraph("公文居中", run("".join(names)), keep_next=True))
        self._put(_centred([signature.date], [placed.middle_em * em], keep_next=held))

    def _annex(self, annex: Annex, *, turned: bool) -> None:
        section = self._word.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        self._size(section, landscape=annex.landscape)
        if annex.landscape != turned:
            set_numbers(section, self._page, landscape=annex.landscape)
        if annex.label is not None:
            self._put(paragraph("公文附件标识", run(annex.label)))
            self._blank()
        self._title(annex.title)
        self._blocks(annex.blocks, self._page.room(landscape=annex.landscape))


def _runs(inline: Inline) -> Iterator[BaseOxmlElement]:
    return (run(part.text, role="head" if part.strong else None) for part in inline)


def _centred(texts: Sequence[str], middles_pt: Sequence[float], *, keep_next: bool) -> BaseOxmlElement:
    """A line of texts with their middles at these places."""
    tabs = [Tab("center", middle) for middle in middles_pt]
    return paragraph("公文顶格", *(run(f"\t{text}") for text in texts), tabs=tabs, keep_next=keep_next)
