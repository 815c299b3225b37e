"""A brief → docx, laid out by the same measurements as the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docx.shared import Mm

from notices.briefs.blocks import Block, Laid, Shown
from notices.briefs.sheet import SHEET, Sheet
from notices.briefs.worded import Worded
from notices.layout.page import MM
from notices.layout.word.pictures import add_picture
from notices.layout.word.running import fill
from notices.layout.word.saving import describe, saved
from notices.layout.word.styles import Style, styled
from notices.layout.word.xml import Align, Rule, Side, Tab, cell, element, paragraph, row, run, table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_DARK, _GREY, _LIGHT, _SHADE = "1F3864", "595959", "BFBFBF", "F2F2F2"
_HEAVY, _MIDDLE, _FINE = Rule("single", 1, 0), Rule("single", 0.75, 0), Rule("single", 0.25, 0, _LIGHT)
_SANS, _SERIF = "Arial", "Times New Roman"
_LATIN = "en-US"
"""The language of Latin letters in a Chinese text."""


def docx(words: Worded, blocks: Sequence[Block], sheet: Sheet = SHEET) -> bytes:
    """Write a brief; the same brief gives the same bytes.

    Args:
        words: What stands in it.
        blocks: Its charts and tables, in their order.
        sheet: The measurements.

    Returns:
        A docx.
    """
    # Of Latin letters that are said to be Chinese, LibreOffice and WPS end a line within a number or a word.
    document = styled(_styles(words.language, sheet), _LATIN if words.language == "zh-CN" else words.language)
    describe(document, words.title, words.language)
    _page(document, words, sheet)
    end = document.element.body[-1]
    end.addprevious(paragraph("简报标题", run(words.title)))
    end.addprevious(_answer(words.answer))
    for block in blocks:
        match block:
            case Shown():
                end.addprevious(paragraph("简报小标题", run(block.title)))
                add_picture(document, block.picture, sheet.text_width_mm, "简报图")
            case Laid():
                end.addprevious(paragraph("简报小标题", run(block.table.title)))
                end.addprevious(_table(block, sheet))
                if block.table.more or (block is blocks[-1] and not words.notes):
                    # Word wants a paragraph after a table that is the last of the text.
                    end.addprevious(paragraph("简报表注", run(block.table.more)))
    if words.notes:
        end.addprevious(paragraph("简报小标题", run(words.notes_title)))
    for note in words.notes:
        mark = Tab("left", sheet.text_pt)
        end.addprevious(
            paragraph("简报说明", run(f"–\t{note}"), left_pt=sheet.text_pt, hanging_pt=sheet.text_pt, tabs=[mark])
        )
    return saved(document)


def _styles(language: str, sheet: Sheet) -> dict[str, Style]:
    chinese = language == "zh-CN"
    role, latin = ("song", _SERIF) if chinese else ("head", _SANS)

    def text(size: float, *, above: float = 0, below: float = 0, colour: str | None = None) -> Style:
        return Style(role, size, size * sheet.pitch, latin=latin, above=above, below=below, colour=colour)

    def head(
        size: float, *, above: float = 0, below: float = 0, colour: str | None = None, level: int | None = None
    ) -> Style:
        return Style(
            "head",
            size,
            size * sheet.pitch,
            latin=_SANS,
            strong=True,
            above=above,
            below=below,
            colour=colour,
            level=level,
            keep=level is not None,
        )

    return {
        "简报标题": head(sheet.title_pt, below=8, level=0),
        "简报结论": head(sheet.answer_pt, above=4, below=8),
        "简报小标题": head(sheet.heading_pt, above=sheet.apart_pt, below=sheet.below_heading_pt, colour=_DARK, level=1),
        "简报图": Style(role, sheet.text_pt, 0),
        "简报表注": text(sheet.text_pt - 1, above=2, colour=_GREY),
        "简报说明": text(sheet.text_pt, below=1.5),
        "简报页脚": Style(role, sheet.foot_pt, sheet.foot_pt * sheet.pitch, latin=latin, colour=_GREY),
        **{
            name: Style(font, size, size * sheet.pitch, latin=_SANS if font == "head" else latin, strong=strong)
            for size in sheet.cell_sizes_pt
            for name, font, strong in ((_cell(size), role, False), (_header(size), "head", True))
        },
    }


def _cell(size_pt: float) -> str:
    return f"简报表格{size_pt:g}磅"


def _header(size_pt: float) -> str:
    return f"简报表头{size_pt:g}磅"


def _page(document: WordDocument, words: Worded, sheet: Sheet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(sheet.width_mm), Mm(sheet.height_mm)
    section.top_margin, section.bottom_margin = Mm(sheet.top_mm), Mm(sheet.bottom_mm)
    section.left_margin = section.right_margin = Mm(sheet.side_mm)
    section.footer_distance = Mm(sheet.foot_from_edge_mm)
    fill(section.footer, *_foot(words.made_from, sheet))


def _foot(lines: Sequence[str], sheet: Sheet) -> Iterator[BaseOxmlElement]:
    first, *others = lines
    size = sheet.text_pt
    numbers = [
        element("fldSimple", run("1", size_pt=size), instr=" PAGE "),
        run(" / ", size_pt=size),
        element("fldSimple", run("2", size_pt=size), instr=" NUMPAGES "),
    ]
    edge = Tab("right", sheet.text_width_mm * MM)
    above: dict[Side, Rule] = {"top": Rule("single", 0.5, 3, _GREY)}
    yield paragraph("简报页脚", run(f"{first}\t"), *numbers, tabs=[edge], rules=above)
    yield from (paragraph("简报页脚", run(line)) for line in others)


def _answer(text: str) -> BaseOxmlElement:
    """Set off by a bar at its left and a light ground."""
    made = paragraph("简报结论", run(text), left_pt=8)
    properties = made[0]
    bar = element("left", val="single", sz=24, space=6, color=_DARK)
    # The format wants borders and shading before the indent.
    properties[-1].addprevious(element("pBdr", bar))
    properties[-1].addprevious(element("shd", val="clear", color="auto", fill=_SHADE))
    return made


def _table(block: Laid, sheet: Sheet) -> BaseOxmlElement:
    """Lines above, below the header and below; its header stands on every page, no row breaks across pages."""
    told, fit = block.table, block.fit
    aligned: list[Align] = ["right" if header.number else "left" for header in told.headers]
    headers = [
        cell(
            paragraph(_header(fit.size_pt), run(header.text), align=align),
            width_mm=width,
            rules={"top": _HEAVY, "bottom": _MIDDLE},
        )
        for header, align, width in zip(told.headers, aligned, fit.widths_mm, strict=True)
    ]
    rows = [row(*headers, height_mm=0, header=True)]
    for number, texts in enumerate(told.rows, 1):
        rules: dict[Side, Rule] = {"bottom": _HEAVY if number == len(told.rows) else _FINE}
        held = len(told.rows) - sheet.held_rows < number < len(told.rows)
        cells = [
            cell(paragraph(_cell(fit.size_pt), run(text), align=align, keep_next=held), width_mm=width, rules=rules)
            for text, align, width in zip(texts, aligned, fit.widths_mm, strict=True)
        ]
        rows.append(row(*cells, height_mm=0))
    return table(
        *rows,
        widths_mm=fit.widths_mm,
        margin_mm=sheet.cell_margin_mm,
        above_mm=sheet.row_pt / 2 / MM,
        align="left",
    )
