"""What stands on every page of an official docx: page numbers, a draft's mark, and what a letter has on its first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notices.layout.page import MM, Page, pads
from notices.layout.word.head import letter_footer, letter_header
from notices.layout.word.xml import cell, element, paragraph, row, run, table

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section, _BaseHeaderFooter

    from notices.document import Head


def set_headers(section: Section, head: Head, page: Page) -> None:
    """Set the headers of the first section, which the others repeat, and the first footer of a letter.

    Args:
        section: The section.
        head: The style of the document, its issuers and its mark.
        page: The measurements.
    """
    for header in (section.header, section.even_page_header):
        fill(header, _mark(head, page))
    if head.style == "letter":
        section.different_first_page_header_footer = True
        fill(section.first_page_header, _mark(head, page), *letter_header(head, page))
        fill(section.first_page_footer, letter_footer(page), paragraph("公文页码"))


def _mark(head: Head, page: Page) -> BaseOxmlElement:
    return paragraph("公文草案标记", *([run(head.mark, colour=page.red)] if head.mark else []))


def set_numbers(section: Section, page: Page, *, landscape: bool) -> None:
    """Set page numbers, odd ones at the right and even ones at the left, a character from the edge of the text.

    Args:
        section: The section.
        page: The measurements.
        landscape: Whether its pages are turned: there the number stands where it is on an upright page, turned too.
    """
    for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
        field = element("fldSimple", run("1"), instr=" PAGE ")
        number = paragraph(
            "公文页码",
            run("— "),
            field,
            run(" —"),
            align="right" if odd else "left",
            left_pt=None if odd else page.foot_pt,
            right_pt=page.foot_pt if odd else None,
        )
        fill(footer, *((_turned(number, page), paragraph("公文页码", pitch_pt=1)) if landscape else (number,)))


def _turned(number: BaseOxmlElement, page: Page) -> BaseOxmlElement:
    """A page number in a cell along the left edge of the page, whose lines run downwards."""
    high = page.foot_pitch_pt
    middle = high - pads(page.foot_pt, high)[1] - page.foot_pt / 2
    left = (page.bottom_mm - page.number_below_mm) * MM - (high - middle)
    place = element("tblpPr", horzAnchor="page", vertAnchor="page", tblpX=left * 20, tblpY=page.left_mm * MM * 20)
    only = cell(number, width_mm=high / MM, direction="tbRl")
    line = row(only, height_mm=page.text_width_mm, exact=True)
    return table(line, widths_mm=[high / MM], margin_mm=0, place=place)


def fill(part: _BaseHeaderFooter, *blocks: BaseOxmlElement) -> None:
    """Put these blocks, and nothing else, into a header or footer."""
    part.is_linked_to_previous = False
    inside = part._element
    for child in list(inside):
        inside.remove(child)
    inside.extend(blocks)
