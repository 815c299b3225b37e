"""What stands above the title of an official docx: the red head with its line, the number, those who sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt

from notices.page import MM, Page, red_head_pt, signer_lines
from notices.word_styles import put, set_font

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

    from notices.document import Head

_BEFORE_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")
_LETTER_PITCH = 1.3


def add_head(document: WordDocument, head: Head, page: Page) -> None:
    """Add all that stands above the title.

    Args:
        document: The document, still empty; its headers and footers made.
        head: What is to stand there.
        page: The measurements.
    """
    adding = _Adding(document, page)
    if head.style == "letter":
        adding.letter(head)
    else:
        adding.document(head)


class _Adding:
    def __init__(self, document: WordDocument, page: Page) -> None:
        self._word = document
        self._section = document.sections[0]
        self._page = page

    def document(self, head: Head) -> None:
        """Corner, red head 35 mm below the top of the text, number and signers, and the line 4 mm below them."""
        page = self._page
        for line in head.corner:
            self._add("公文附件标识", line)
        size = red_head_pt(head.issuers, page.red_head_largest_pt, page)
        for place, issuer in enumerate(head.issuers):
            paragraph = self._sized(self._add("公文红头", issuer), size)
            if place == 0:
                above = page.red_head_below_mm * MM - len(head.corner) * page.pitch_pt
                paragraph.paragraph_format.space_before = Pt(max(above, 0))
        if not head.issuers:
            return
        self._blank(2)
        last = self._signers(head) if head.style == "report" else self._add("公文居中", head.number or "")
        self._rule(last, "bottom", "single", page.red_line_pt, page.number_above_line_mm * MM)
        self._blank(2)

    def letter(self, head: Head) -> None:
        """The issuer 30 mm below the edge over a double line, corner and number below it, a second line at the foot.

        Both lines are wider than the text, and stand in the header and footer of the first page, which Word and WPS
        keep where they are and begin the text below.
        """
        page, header, footer = self._page, self._section.first_page_header, self._section.first_page_footer
        size = red_head_pt(head.issuers, page.letter_largest_pt, page)
        beside = Mm((page.text_width_mm - page.letter_rule_mm) / 2)
        mark_pt = page.foot_pt * 1.3
        for place, issuer in enumerate(head.issuers):
            paragraph = self._sized(put(header.add_paragraph(issuer), "公文红头"), size)
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = beside
            if place == 0:
                above = page.letter_head_mm * MM - (self._section.header_distance or Mm(0)).pt - mark_pt
                paragraph.paragraph_format.space_before = Pt(above)
            if place == len(head.issuers) - 1:
                gap = page.number_above_line_mm * MM
                self._rule(paragraph, "bottom", "thickThinSmallGap", page.rule_thick_pt, gap)
        foot = footer.paragraphs[0]
        foot.paragraph_format.left_indent = foot.paragraph_format.right_indent = beside
        below = (self._section.footer_distance or Mm(0)).pt - page.letter_foot_mm * MM
        self._rule(foot, "bottom", "thinThickSmallGap", page.rule_thick_pt, below)
        for place, line in enumerate(head.corner or ("",)):
            paragraph = self._add("公文顶格", f"{line}\t{head.number or ''}" if place == 0 else line)
            if place == 0:
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(page.text_width_mm), WD_TAB_ALIGNMENT.RIGHT)
                paragraph.paragraph_format.space_before = Pt(page.letter_gap_pt)
        self._blank(2)

    def _sized(self, paragraph: WordParagraph, size: float) -> WordParagraph:
        paragraph.runs[0].font.size = Pt(size)
        paragraph.paragraph_format.line_spacing = Pt(size * _LETTER_PITCH)
        return paragraph

    def _signers(self, head: Head) -> WordParagraph:
        """The number at the left of the last line, those who sign at the right, a character from either edge."""
        page = self._page
        lines = signer_lines(head.signers) or (("签发人：", ""),)
        for place, (label, names) in enumerate(lines):
            number = head.number or "" if place == len(lines) - 1 else ""
            paragraph = self._add("公文顶格", f"　{number}\t{label}")
            set_font(paragraph.add_run(names)._r.get_or_add_rPr(), "kai")
            right = page.text_width_mm * MM - page.character_pt
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(right), WD_TAB_ALIGNMENT.RIGHT)
        return paragraph

    def _rule(self, paragraph: WordParagraph, side: str, kind: str, width_pt: float, gap_pt: float) -> None:
        borders, rule = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
        for name, value in (
            ("val", kind),
            ("sz", str(round(width_pt * 8))),
            ("space", str(round(gap_pt))),
            ("color", self._page.red),
        ):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
        paragraph._p.get_or_add_pPr().insert_element_before(borders, *_BEFORE_BORDERS)

    def _add(self, style: str, text: str) -> WordParagraph:
        return put(self._word.add_paragraph(text), style)

    def _blank(self, count: int) -> None:
        for _ in range(count):
            self._add("公文顶格", "")
