"""The cover of a collection workbook: for which scheme and period it is, how it is filled in, who reports what."""

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

from engine.message import Message
from locales import gettext as _
from locales import render
from workbooks.collection import form as labels
from workbooks.collection.form import Form
from workbooks.page import A4, SECTION, TITLE, width
from workbooks.styles import HEAD, Style, Styles

_WIDTHS = (18.0, 22.0, 46.0, 14.0)
_LABEL = Style(bold=True, fill=HEAD)
_VALUE = Style()
_NOTE = Style(border=False)
_HEADER = Style(align="center", bold=True, fill=HEAD)


def write_cover(book: Any, styles: Styles, form: Form, title: str, due: date | None) -> None:
    """The first worksheet.

    Args:
        book: The XlsxWriter workbook.
        styles: Its formats.
        form: What the workbook asks for.
        title: What stands on top.
        due: The day by which it is to be handed in.
    """
    sheet = book.add_worksheet(render(labels.COVER))
    for index, each in enumerate(_WIDTHS):
        sheet.set_column(index, index, each)
    row = 0

    def across(text: str, style: Style, left: int = 0) -> None:
        sheet.merge_range(row, left, row, len(_WIDTHS) - 1, "", styles.format(style))
        sheet.write_string(row, left, text, styles.format(style))
        room = sum(_WIDTHS[left:]) * 10.5 / style.size
        lines = sum(max(1, math.ceil(width(line) / room)) for line in text.split("\n"))
        sheet.set_row(row, lines * 15.0 * style.size / 10.5 + 7)

    across(title, TITLE)
    row += 2
    for label, value in _facts(form, due):
        sheet.write_string(row, 0, label, styles.format(_LABEL))
        across(value, _VALUE, left=1)
        row += 1
    row += 1
    across(_("How to fill it in"), SECTION)
    row += 1
    for number, text in enumerate(_instructions(), 1):
        across(f"{number}. {text}", _NOTE)
        row += 1
    row += 1
    across(_("Who reports what"), SECTION)
    row += 1
    for column, header in enumerate((_("Department"), _("Worksheet"), _("Columns"), _("By"))):
        sheet.write_string(row, column, header, styles.format(_HEADER))
    first = row
    for cells in _tasks(form, due):
        row += 1
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, styles.format(Style(align="left" if column < 3 else "center")))
        lines = max(math.ceil(width(text) / (each - 1)) for text, each in zip(cells, _WIDTHS, strict=True))
        sheet.set_row(row, min(lines * 15.0 + 5, 400.0))
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)
    sheet.set_footer("&R&9&P / &N")
    sheet.hide_gridlines(2)


def _facts(form: Form, due: date | None) -> Iterator[tuple[str, str]]:
    """By which scheme, version and period the workbook is known when it is read."""
    yield render(labels.RULESET), form.ruleset.ruleset
    yield render(labels.VERSION), form.ruleset.version
    yield render(labels.RULESET_DIGEST), form.digest
    yield render(labels.PERIOD), form.period
    yield _("Number of units"), str(len(form.unit_names))
    if due is not None:
        yield _("To be handed in by"), due.isoformat()


def _instructions() -> list[str]:
    return [
        _(
            "Fill in the yellow cells of your own worksheet; the others are locked. The note on a header says what the "
            "column holds, its unit and range."
        ),
        _(
            "Type plain numbers, without a unit or thousands separators. A percentage of 95 % is typed as 95, without "
            "a percent sign."
        ),
        _(
            "A blank means that nothing was reported; type 0 where there was nothing, and 不适用 where the note allows "
            "it and it does not apply."
        ),
        _(
            "Do not rename, move, insert or delete columns, units or worksheets, and do not merge cells; explanations "
            "belong into the column of remarks."
        ),
        _(
            "When all is filled in, sign below the table: who filled it in, who checked it, and the date. What is not "
            "signed counts as not confirmed."
        ),
    ]


def _tasks(form: Form, due: date | None) -> Iterator[tuple[str, str, str, str]]:
    """Every worksheet, who fills it in, what it holds."""
    by = "" if due is None else due.isoformat()
    asked = [name for name in form.attributes.fields if name not in form.units.columns]
    if asked:
        yield form.attributes.reported_by, form.attributes.name, render(_LISTED.filled(names=asked)), by
    for sheet in form.sheets:
        listed = render(_LISTED.filled(names=list(sheet.fields)))
        if sheet.table is not None:
            listed = render(Message("Records of the table {name}: {columns}", name=sheet.table, columns=listed))
        yield sheet.reported_by, sheet.name, listed, by


_LISTED = Message("{names}")
