"""Tables of a docx: those of the text, and the record block at the foot of the last page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt

from notices.columns import columns, form_widths, header_lines
from notices.document import Run, plain
from notices.page import MM, Page
from notices.word_styles import put, set_font

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table as WordTable
    from docx.table import _Cell

    from notices.document import Form, FormRow, Record, Table

_ALIGNED = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def add_table(document: WordDocument, table: Table, width_mm: float, page: Page) -> None:
    """Add a table of the text; its header stands on every page, no row breaks across pages."""
    fitted = columns(table, width_mm, page)
    made = _new(document, len(table.rows) + 1, fitted.widths_mm, page)
    made.style = document.styles["Table Grid"]
    headers = [tuple(Run(line) for line in header_lines(plain(cell))) for cell in table.header]
    for place, (line, row) in enumerate(zip(made.rows, (headers, *table.rows), strict=True)):
        line.height, line.height_rule = Mm(page.row_mm), WD_ROW_HEIGHT_RULE.AT_LEAST
        properties = line._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, inline, aligned in zip(line.cells, row, table.aligned, strict=True):
            paragraph = put(cell.paragraphs[0], "公文表格")
            paragraph.paragraph_format.line_spacing = Pt(fitted.size_pt * 1.3)
            if place:
                paragraph.alignment = _ALIGNED[aligned]
            for number, run in enumerate(inline):
                written = paragraph.add_run()
                if number and place == 0:
                    written.add_break()
                written.add_text(run.text)
                written.font.size = Pt(fitted.size_pt)
                if run.strong or place == 0:
                    set_font(written._r.get_or_add_rPr(), "head")


def add_form(document: WordDocument, form: Form, width_mm: float, page: Page) -> None:
    """Add a form: labels centred, values left; a cell alone in its row takes all of it, one without a label also."""
    widths = form_widths(form, width_mm, page)
    made = _new(document, len(form.rows), widths, page)
    made.style = document.styles["Table Grid"]
    for line, row in zip(made.rows, form.rows, strict=True):
        line.height, line.height_rule = Mm(page.row_mm * row.lines), WD_ROW_HEIGHT_RULE.AT_LEAST
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = list(line.cells)
        if len(row.cells) == 1:
            first = 1 if row.cells[0].label else 0
            cells = [*cells[:first], cells[first].merge(cells[-1])]
        parts = [part for cell in row.cells for part in ((cell.label, cell.value) if cell.label else (cell.value,))]
        for cell, inline, centred in zip(cells, parts, _centred(row), strict=True):
            paragraph = put(cell.paragraphs[0], "公文表格")
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
            paragraph.paragraph_format.line_spacing = Pt(page.form_pt * 1.3)
            for run in inline:
                paragraph.add_run(run.text).font.size = Pt(page.form_pt)


def _centred(row: FormRow) -> list[bool]:
    """For each cell of a row of the docx, whether it is a label."""
    return [label for cell in row.cells for label in ((True, False) if cell.label else (False,))]


def add_record(document: WordDocument, record: Record, page: Page) -> None:
    """Add the record block: copies, printing body and date between rules, proofs below, at the foot of the page."""
    lines = [f"抄送：{record.copies}。"] if record.copies else []
    if record.printer:
        lines.append(f"{record.printer}\t{record.printed or ''}印发")
    made = _new(document, len(lines) + 1, (page.text_width_mm,), page)
    _float_at_foot(made)
    thick, thin = page.thick_rule_mm, page.thin_rule_mm
    for place, line in enumerate(lines):
        cell = made.rows[place].cells[0]
        paragraph = put(cell.paragraphs[0], "公文版记")
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(page.foot_pt)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Mm(1)
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            Pt((page.text_width_mm - 2 * page.cell_margin_mm) * MM - page.foot_pt), WD_TAB_ALIGNMENT.RIGHT
        )
        paragraph.add_run(line)
        _rules(cell, {"top": thick if place == 0 else thin, "bottom": thick if place == len(lines) - 1 else thin})
    last = made.rows[-1].cells[0]
    for place, proof in enumerate(record.proofs):
        paragraph = put(last.paragraphs[0] if place == 0 else last.add_paragraph(), "公文校验")
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(page.foot_pt)
        paragraph.add_run(proof)


def _new(document: WordDocument, rows: int, widths_mm: Sequence[float], page: Page) -> WordTable:
    made: WordTable = document.add_table(rows, len(widths_mm))
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(made.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(page.cell_margin_mm * MM * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    return made


def _float_at_foot(table: WordTable) -> None:
    place = OxmlElement("w:tblpPr")
    for name, value in (
        ("vertAnchor", "margin"),
        ("horzAnchor", "margin"),
        ("tblpXSpec", "center"),
        ("tblpYSpec", "bottom"),
    ):
        place.set(qn(f"w:{name}"), value)
    properties: BaseOxmlElement = table._tbl.tblPr
    properties.insert_element_before(place, "w:tblOverlap", "w:tblW", "w:jc", "w:tblLayout", "w:tblLook")


def _rules(cell: _Cell, sides: Mapping[str, float]) -> None:
    borders = OxmlElement("w:tcBorders")
    for side, width_mm in sides.items():
        rule = OxmlElement(f"w:{side}")
        rule.set(qn("w:val"), "single")
        rule.set(qn("w:sz"), str(round(width_mm * MM * 8)))
        rule.set(qn("w:color"), "000000")
        borders.append(rule)
    cell._tc.get_or_add_tcPr().insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")
