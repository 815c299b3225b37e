"""Tables of a docx, and the record block at the foot of the last page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notices.document import plain
from notices.layout.columns import columns, form_widths, header_lines
from notices.layout.page import MM, Page, Room, pads
from notices.layout.rows import PITCH, breaks, form_cells, row_height
from notices.layout.word.styles import GRID, cell_style
from notices.layout.word.xml import Rule, Side, Tab, cell, element, paragraph, row, run, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

    from notices.document import Form, Record, Table

_BREAK = "\n"


def table_block(given: Table, room: Room, page: Page) -> BaseOxmlElement:
    """A table of the text; its header stands on every page, no row breaks across pages unless it is too high.

    Args:
        given: The table.
        room: The text area.
        page: The measurements.
    """
    fitted = columns(given, room.width_mm, page)
    style, widths = cell_style(fitted.size_pt), fitted.widths_mm
    headers = [
        cell(paragraph(style, run(_BREAK.join(header_lines(plain(text))), role="head")), width_mm=width)
        for text, width in zip(given.header, widths, strict=True)
    ]
    rows = [row(*headers, height_mm=page.row_mm, header=True)]
    for texts in given.rows:
        cells = [
            cell(
                paragraph(
                    style,
                    *(run(part.text, role="head" if part.strong else None) for part in text),
                    align=None if align == "center" else align,
                ),
                width_mm=width,
            )
            for text, width, align in zip(texts, widths, given.aligned, strict=True)
        ]
        high = breaks(zip(texts, widths, strict=True), fitted.size_pt, room, page)
        rows.append(row(*cells, height_mm=page.row_mm, breaks=high))
    return _grid(rows, widths, fitted.size_pt, page)


def form_block(form: Form, room: Room, page: Page) -> BaseOxmlElement:
    """A form: labels centred, values left; a cell alone in its row takes all of it, one without a label also.

    Args:
        form: The form.
        room: The text area.
        page: The measurements.
    """
    widths, style = form_widths(form, room.width_mm, page), cell_style(page.form_pt)
    rows = []
    for line in form.rows:
        parts = form_cells(line, widths)
        cells = [
            cell(
                paragraph(style, *(run(each.text) for each in part.text), align=None if part.label else "left"),
                width_mm=part.width_mm,
                columns=part.columns,
            )
            for part in parts
        ]
        high = breaks([(part.text, part.width_mm) for part in parts], page.form_pt, room, page)
        rows.append(row(*cells, height_mm=row_height(line.lines, room, page), breaks=high))
    return _grid(rows, widths, page.form_pt, page)


def _grid(rows: Iterable[BaseOxmlElement], widths: Sequence[float], size_pt: float, page: Page) -> BaseOxmlElement:
    """A table with lines; one line of text fills the height of a row."""
    above = max(page.row_mm - size_pt * PITCH / MM, 0) / 2
    return table(*rows, widths_mm=widths, margin_mm=page.cell_margin_mm, above_mm=above, style=GRID)


def record_block(record: Record, page: Page, *, ruled: bool, landscape: bool) -> BaseOxmlElement:
    """The record block: proofs, and below them copies, printing body and date between rules; the last is the foot.

    It is a table at the foot of the page on which the text ends.

    Args:
        record: What stands in it.
        page: The measurements.
        ruled: Whether it has its rules and the printing body; that of a letter has not.
        landscape: Whether that page is turned.
    """
    room, side, inset = page.room(landscape=landscape), page.foot_pt, page.record_inset_mm * MM
    above, below = (inset - pad for pad in pads(page.foot_pt, page.foot_pitch_pt))
    lines: list[tuple[str, float]] = []
    if record.copies:
        lines.append((f"抄送：{record.copies}。", 3 * page.foot_pt))
    if record.printer and ruled:
        lines.append((f"{record.printer}\t{f'{record.printed}印发' if record.printed else ''}", 0))
    proofs = [paragraph("公文校验", run(proof), left_pt=side, right_pt=side) for proof in record.proofs]
    rows = [row(cell(*proofs, width_mm=room.width_mm), height_mm=0)] if proofs else []
    thick, thin = (Rule("single", width * MM, 0) for width in (page.thick_rule_mm, page.thin_rule_mm))
    for place, (text, hanging) in enumerate(lines, 1):
        line = paragraph(
            "公文版记",
            run(text),
            before_pt=above if ruled else None,
            after_pt=below if ruled else None,
            left_pt=side + hanging,
            right_pt=side,
            hanging_pt=hanging,
            tabs=[Tab("right", room.width_mm * MM - side)],
        )
        rules: dict[Side, Rule] = {
            "top": thick if place == 1 else thin,
            "bottom": thick if place == len(lines) else thin,
        }
        rows.append(row(cell(line, width_mm=room.width_mm, rules=rules if ruled else {}), height_mm=0))
    left = page.bottom_mm if landscape else page.left_mm
    # LibreOffice leaves a table that is as wide as the text where it is, unless it is placed from the page's edge.
    place = element("tblpPr", horzAnchor="page", tblpX=left * MM * 20, vertAnchor="margin", tblpYSpec="bottom")
    return table(*rows, widths_mm=[room.width_mm], margin_mm=0, place=place)
