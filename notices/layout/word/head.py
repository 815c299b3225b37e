"""What stands above the title of an official docx: the red head with its line, the number, those who sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notices.layout.page import MM, Page, ems, pads
from notices.layout.red_head import PITCH, RedHead, red_head, signer_lines
from notices.layout.word.xml import Rule, Tab, cell, element, paragraph, row, run, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement

    from notices.document import Head


def head_blocks(head: Head, page: Page) -> Iterator[BaseOxmlElement]:
    """What stands above the title, in the text.

    Args:
        head: What is to stand there.
        page: The measurements.
    """
    if head.style == "letter":
        yield from _below_letter_rule(head, page)
        return
    yield from (paragraph("公文顶格", _corner(line)) for line in head.corner)
    if not head.issuers:
        yield from _blank(1 if head.corner else 0)
        return
    red = red_head(head.issuers, page.red_head_largest_pt, page)
    above = page.red_head_below_mm * MM - len(head.corner) * page.pitch_pt - pads(red.size_pt, _pitch(red))[0]
    yield from _joint(red, above, page) if red.beside else _lines(red, above)
    yield from _blank(2)
    gap = page.number_above_line_mm * MM - pads(page.body_pt, page.pitch_pt)[1]
    line = Rule("single", page.red_line_pt, gap, page.red)
    if head.style == "report":
        yield from _signers(head, line, page)
    else:
        yield paragraph("公文居中", run(head.number or ""), rules={"bottom": line})
    yield from _blank(2)


def letter_header(head: Head, page: Page) -> Iterator[BaseOxmlElement]:
    """The issuer of a letter, 30 mm below the edge, over a double line that is wider than the text.

    It stands in the header of the first page, which begins with a line for a draft's mark: Word and WPS keep it
    where it is, and begin the text below.
    """
    red = red_head(head.issuers, page.letter_largest_pt, page)
    above, below = pads(red.size_pt, _pitch(red))
    before = page.letter_head_mm * MM - page.header_mm * MM - page.foot_pitch_pt - above
    rule = Rule("thickThinSmallGap", page.rule_thick_pt, page.number_above_line_mm * MM - below, page.red)
    yield from _lines(red, before, beside_pt=_beside(page), last=rule)


def letter_footer(page: Page) -> BaseOxmlElement:
    """The second double line of a letter, 20 mm above the edge: it stands by itself, below where footers end."""
    rule = Rule("thinThickSmallGap", page.rule_thick_pt, 0, page.red)
    foot = page.height_mm - page.letter_foot_mm
    pitch = 1.0
    frame = element(
        "framePr",
        w=page.letter_rule_mm * MM * 20,
        h=pitch * 20,
        hRule="exact",
        wrap="around",
        hAnchor="margin",
        xAlign="center",
        vAnchor="page",
        y=(foot * MM - pitch - page.rule_thick_pt - page.rule_gap_pt - page.rule_thin_pt) * 20,
    )
    return paragraph("公文页码", pitch_pt=pitch, frame=frame, rules={"bottom": rule})


def _below_letter_rule(head: Head, page: Page) -> Iterator[BaseOxmlElement]:
    """Corner at the left, number at the right, seven eighths of a character below the double line."""
    first, *others = head.corner or ("",)
    yield paragraph(
        "公文顶格",
        _corner(first),
        run(f"\t{head.number or ''}"),
        before_pt=page.letter_gap_pt - pads(page.body_pt, page.pitch_pt)[0],
        tabs=[Tab("right", page.text_width_mm * MM)],
    )
    yield from (paragraph("公文顶格", _corner(line)) for line in others)
    yield from _blank(2)


def _corner(line: str) -> BaseOxmlElement:
    """The copy number in the font of the text, secrecy and urgency in 黑体."""
    return run(line, role=None if line.isdecimal() else "head")


def _pitch(red: RedHead) -> float:
    return red.size_pt * PITCH


def _beside(page: Page) -> float:
    return (page.text_width_mm - page.letter_rule_mm) / 2 * MM


def _lines(
    red: RedHead, before_pt: float, *, beside_pt: float | None = None, last: Rule | None = None
) -> Iterator[BaseOxmlElement]:
    for place, name in enumerate(red.names):
        yield paragraph(
            "公文红头",
            run(name, size_pt=red.size_pt),
            before_pt=max(before_pt, 0) if place == 0 else None,
            pitch_pt=_pitch(red),
            left_pt=beside_pt,
            right_pt=beside_pt,
            rules={"bottom": last} if last and place == len(red.names) - 1 else {},
        )


def _joint(red: RedHead, above_pt: float, page: Page) -> Iterator[BaseOxmlElement]:
    """Several bodies below one another, all as wide as the widest, and 文件 half-way up at their right."""
    yield paragraph("公文顶格", pitch_pt=above_pt)
    margin = red.size_pt / 4 / MM
    widths = [width * red.size_pt / MM + 2 * margin for width in (red.widest_em, ems(red.beside or ""))]
    size, pitch = red.size_pt, _pitch(red)
    names = [paragraph("公文红头", run(name, size_pt=size), pitch_pt=pitch, align="distribute") for name in red.names]
    beside = paragraph("公文红头", run(red.beside or "", size_pt=size), pitch_pt=pitch)
    cells = cell(*names, width_mm=widths[0]), cell(beside, width_mm=widths[1])
    yield table(row(*cells, height_mm=0), widths_mm=widths, margin_mm=margin)


def _signers(head: Head, line: Rule, page: Page) -> Iterator[BaseOxmlElement]:
    """The number at the left of the last line, those who sign at the right, a character from either edge."""
    lines = signer_lines(head.signers)
    widest = max(ems(label) + ems(names) for label, names in lines)
    start = page.text_width_mm * MM - (1 + widest) * page.character_pt
    for place, (label, names) in enumerate(lines):
        last = place == len(lines) - 1
        yield paragraph(
            "公文顶格",
            run(f"\t{head.number or '' if last else ''}\t{label}"),
            run(names, role="kai"),
            tabs=[Tab("left", page.character_pt), Tab("left", start)],
            rules={"bottom": line} if last else {},
        )


def _blank(count: int) -> Iterator[BaseOxmlElement]:
    return (paragraph("公文顶格") for _ in range(count))
