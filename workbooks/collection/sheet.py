"""A worksheet to be filled in: headers, units of measure, input cells with their checks, remarks, the sign-off."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engine.data import UNIT
from engine.message import Message
from engine.ruleset import Choice, Measure, Plain, Quantity
from locales import gettext as _
from locales import render
from workbooks.collection import form as labels
from workbooks.collection.filled import Filled
from workbooks.collection.form import Field, Form, FormSheet, expected
from workbooks.collection.validation import listed, validation
from workbooks.grid import letter
from workbooks.page import A4, SUBTITLE, TITLE, width
from workbooks.styles import HEAD, Cell, Style, Styles, is_exact_number

INPUT = "#FFFBE6"
"""The fill of cells that somebody fills in."""

_TITLE_ROW, _SUBTITLE_ROW, _HELP_ROW, _HEADER_ROW, _MEASURE_ROW, _FIRST_ROW = range(6)
_UNIT_WIDTH, _REMARKS_WIDTH, _LEAST, _MOST, _NARROWEST = 20.0, 24.0, 10.0, 13.0, 84.0
_PORTRAIT, _ALONE, _ROW = 92.0, 60.0, 18.0
_SPARE_RECORDS, _LEAST_RECORDS = 50, 100
"""Rows that a table has beyond its records, and at the least."""

_HEADER = Style(align="center", bold=True, fill=HEAD)
_MEASURE = Style(align="center", size=9, fill=HEAD, colour="#595959")
_KNOWN = "#F2F2F2"
_UNIT = Style(fill=_KNOWN)
_TEXT = Style(fill=INPUT, locked=False)
_NUMBER = Style(align="right", fill=INPUT, locked=False)
_NOTE = Style(border=False, size=10, colour="#595959")
_SIGN = Style(border=False, align="right", bold=True)
_PROTECTED = {"format_cells": False, "format_columns": True, "format_rows": True, "select_locked_cells": True}


@dataclass
class _Sheet:
    """A worksheet while it is written."""

    sheet: Any
    book: Any
    styles: Styles
    columns: Sequence[str]
    widths: list[float]

    def text(self, row: int, column: int, text: str, style: Style) -> None:
        if text:
            self.sheet.write_string(row, column, text, self.styles.format(style))
        else:
            self.sheet.write_blank(row, column, None, self.styles.format(style))

    def across(self, row: int, text: str, style: Style) -> None:
        last = len(self.widths) - 1
        if last:
            self.sheet.merge_range(row, 0, row, last, "", self.styles.of(Cell(text, style=style), as_number=False))
        self.text(row, 0, text, style)
        lines = sum(max(1, math.ceil(width(line) / sum(self.widths))) for line in text.split("\n"))
        self.sheet.set_row(row, max(18.0, lines * 15.0 * style.size / 10.5 + 5))

    def check(self, column: int, last: int, rule: dict[str, Any]) -> None:
        """The rule for the input cells of a column, down to the last row."""
        refused = self.sheet.data_validation(_FIRST_ROW, column, last, column, rule)
        # XlsxWriter leaves out a rule for which the file has no room, and goes on.
        assert refused == 0, rule


def write_sheet(book: Any, styles: Styles, form: Form, wanted: FormSheet, title: str, filled: Filled) -> None:
    """The worksheet of a department, or of a table.

    Args:
        book: The XlsxWriter workbook.
        styles: Its formats.
        form: The workbook's form, of which this is a part.
        wanted: What the worksheet asks for.
        title: What stands on top.
        filled: What it already holds.
    """
    columns = list(dict.fromkeys([render(labels.UNIT_HEADER), *wanted.fields, render(labels.REMARKS)]))
    page = _begun(book, styles, wanted, columns, title, form)
    write = _measures if wanted.table is None else _records
    last = write(page, form, wanted, filled)
    _sign_off(page, last + 2, filled, wanted.reported_by)
    _finished(page, form)


def write_attributes(book: Any, styles: Styles, form: Form, title: str, filled: Filled) -> None:
    """The worksheet of the units: their names, and their attributes, locked where they are known."""
    wanted = form.attributes
    page = _begun(book, styles, wanted, [render(labels.UNIT_HEADER), *wanted.fields], title, form)
    known = {name: form.units.columns[name] for name in wanted.fields if name in form.units.columns}
    last = _measures(page, form, wanted, filled, known)
    if _asks(wanted, form):
        _sign_off(page, last + 2, filled, wanted.reported_by)
    _finished(page, form)


def _begun(book: Any, styles: Styles, wanted: FormSheet, columns: Sequence[str], title: str, form: Form) -> _Sheet:
    """A worksheet with everything above its first unit."""
    sheet = book.add_worksheet(wanted.name)
    sheet.set_default_row(_ROW)
    widths = [_UNIT_WIDTH, *(_width(name, asked) for name, asked in wanted.fields.items())]
    widths += [_REMARKS_WIDTH] if len(columns) > len(widths) else []
    # A single column cannot be broken, so that no program shrinks it to the page.
    narrowest = _NARROWEST if len(widths) > 1 else _ALONE
    if (total := sum(widths)) < narrowest:
        widths = [each * narrowest / total for each in widths]
    page = _Sheet(sheet, book, styles, columns, widths)
    for index, each in enumerate(widths):
        sheet.set_column(index, index, each)
    page.across(_TITLE_ROW, title if wanted.table is None else _title_of_table(title, wanted.table), TITLE)
    page.across(_SUBTITLE_ROW, _subtitle(wanted, form), SUBTITLE)
    page.across(_HELP_ROW, _help(wanted, form), _NOTE)
    lines = max(math.ceil(width(name) / (each - 1)) for name, each in zip(columns, widths, strict=True))
    sheet.set_row(_HEADER_ROW, lines * 15.0 + 6)
    measures = [render(labels.UNIT_OF_MEASURE), *map(_measure, wanted.fields.values())]
    lines = max(math.ceil(width(text) / (each - 1)) for text, each in zip(measures, widths, strict=False))
    sheet.set_row(_MEASURE_ROW, lines * 13.0 + 5)
    for index, name in enumerate(columns):
        page.text(_HEADER_ROW, index, name, _HEADER)
        page.text(_MEASURE_ROW, index, measures[index] if index < len(measures) else "", _MEASURE)
    for index, (name, asked) in enumerate(wanted.fields.items(), 1):
        sheet.write_comment(_HEADER_ROW, index, _comment(name, asked), {"x_scale": 2, "author": "kaoping"})
    return page


def _width(name: str, asked: Field) -> float:
    """Room for the header, wrapped if it is long, and for what is chosen or written."""
    header = min(max(width(name) + 2.0, _LEAST), _MOST)
    match asked:
        case Choice(one_of=options):
            return max(header, min(max(map(width, options)) + 2.0, _REMARKS_WIDTH))
        case Plain(type="text"):
            return _REMARKS_WIDTH
        case _:
            return header


def _title_of_table(title: str, table: str) -> str:
    return render(Message("{title}: {group}", title=title, group=table))


def _subtitle(wanted: FormSheet, form: Form) -> str:
    text = Message("Ruleset version {version}   Digest {digest}")
    if _asks(wanted, form):
        text = Message("Filled in by: {department}   Ruleset version {version}   Digest {digest}")
    digest = form.digest.removeprefix("sha256:")[:12]
    return render(text.filled(department=wanted.reported_by, version=form.ruleset.version, digest=digest))


def _asks(wanted: FormSheet, form: Form) -> bool:
    """Whether there is anything to be filled in."""
    return wanted is not form.attributes or form.asks_attributes


def _help(wanted: FormSheet, form: Form) -> str:
    general = _(
        "Fill in the yellow cells. Type numbers without a unit. The notes on the headers say what each column holds."
    )
    if not _asks(wanted, form):
        general = _("The units that are assessed. Nothing is to be filled in here.")
    if wanted.table is not None:
        general = _(
            "One row for each record; choose the unit from the list. Fill in the yellow cells; leave spare rows empty."
        )
    return "\n".join(filter(None, (general, wanted.help)))


def _measure(asked: Field) -> str:
    """Unit of measure and decimals of a column, in short."""
    match asked:
        case Measure(unit=unit, decimals=decimals) | Quantity(unit=unit, decimals=decimals):
            if not decimals:
                return unit or _("whole number")
            return render(Message("{unit} ({decimals} decimals)", unit=unit or "", decimals=decimals)).strip()
        case Choice():
            return _("choose")
        case Plain(type="yes_no"):
            return "是 / 否"
        case Plain(type="date"):
            return _("date")
        case Plain():
            return _("text")


def _comment(name: str, asked: Field) -> str:
    """All that somebody who fills in a column must know."""
    lines = [name, render(expected(asked))]
    if getattr(asked, "may_not_apply", False):
        lines.append(_("Type 不适用 where it does not apply."))
    if asked.missing is not None:
        lines.append(render(Message("Blank means {value}.", value=asked.missing)))
    if text := getattr(asked, "help", None):
        lines.append(text)
    return "\n".join(lines)


def _measures(
    page: _Sheet, form: Form, wanted: FormSheet, filled: Filled, known: Mapping[str, Sequence[str]] | None = None
) -> int:
    """One row a unit; gives the last row."""
    units = form.unit_names
    last = _FIRST_ROW + len(units) - 1
    page.sheet.write_column(_FIRST_ROW, 0, units, page.styles.format(_UNIT))
    for index, (name, asked) in enumerate(wanted.fields.items(), 1):
        if known is not None and name in known:
            style, shown = _look(asked)
            _cells(page, index, asked, known[name], page.styles.format(replace(style, fill=_KNOWN, locked=True), shown))
            continue
        values = filled.column(name)
        _column(page, index, name, asked, [values.get(unit, "") for unit in units])
    _remarks(page, wanted, last)
    return last


def _records(page: _Sheet, form: Form, wanted: FormSheet, filled: Filled) -> int:
    """One row a record, with spare ones; gives the last row."""
    assert wanted.table is not None
    records = filled.records(wanted.table)
    count = max(len(records) + _SPARE_RECORDS, _LEAST_RECORDS)
    names = f"='{form.attributes.name}'!$A${_FIRST_ROW + 1}:$A${_FIRST_ROW + len(form.unit_names)}"
    units = [record[UNIT] for record in records] + [""] * (count - len(records))
    for row, unit in enumerate(units, _FIRST_ROW):
        page.text(row, 0, unit, _TEXT)
    last = _FIRST_ROW + count - 1
    page.check(0, last, {"validate": "list", "source": names})
    for index, (name, asked) in enumerate(wanted.fields.items(), 1):
        cells = [record.get(name, "") for record in records]
        _column(page, index, name, asked, cells + [""] * (count - len(cells)))
    _remarks(page, wanted, last)
    return last


def _remarks(page: _Sheet, wanted: FormSheet, last: int) -> None:
    """The cells right of all columns that are asked for, where the worksheet has a column of remarks."""
    for column in range(len(wanted.fields) + 1, len(page.columns)):
        for row in range(_FIRST_ROW, last + 1):
            page.text(row, column, "", _TEXT)


def _column(page: _Sheet, index: int, name: str, asked: Field, cells: Sequence[str]) -> None:
    """The input cells of a column with their format and their check."""
    _cells(page, index, asked, cells, page.styles.format(*_look(asked)))
    options = None
    if isinstance(asked, Choice) and listed(asked.one_of) is None:
        options = _options(page.book, name, asked.one_of)
    rule = validation(name, asked, f"{letter(index)}{_FIRST_ROW + 1}", options)
    if rule is not None:
        page.check(index, _FIRST_ROW + len(cells) - 1, rule)


def _cells(page: _Sheet, index: int, asked: Field, cells: Sequence[str], format_: Any) -> None:
    """The cells of a column: numbers and dates as such."""
    sheet = page.sheet
    for row, cell in enumerate(map(str.strip, cells), _FIRST_ROW):
        if not cell:
            sheet.write_blank(row, index, None, format_)
        elif isinstance(asked, Plain) and asked.type == "date":
            sheet.write_datetime(row, index, date.fromisoformat(cell), format_)
        elif isinstance(asked, Measure | Quantity) and is_exact_number(cell):
            sheet.write_number(row, index, float(cell), format_)
        else:
            sheet.write_string(row, index, cell, format_)


def _look(asked: Field) -> tuple[Style, str]:
    """How the cells of a column look: numbers with their decimals and unit."""
    match asked:
        case Measure(unit=unit, decimals=decimals) | Quantity(unit=unit, decimals=decimals):
            shown = "0" + ("." + "0" * decimals if decimals else "")
            return _NUMBER, shown + _suffix(unit)
        case Plain(type="date"):
            return _NUMBER, "yyyy-mm-dd"
        case Choice() | Plain(type="yes_no"):
            return Style(align="center", fill=INPUT, locked=False), "@"
        case _:
            return _TEXT, "@"


def _suffix(unit: str | None) -> str:
    """A unit of measure behind the number, as a number format has it; words of letters stand apart.

    Example:
        >>> _suffix("人"), _suffix("%"), _suffix("items"), _suffix('"')
        ('"人"', '"%"', '" items"', '')
    """
    if not unit or '"' in unit:
        return ""
    return f'" {unit}"' if unit[0].isascii() and unit[0].isalpha() else f'"{unit}"'


def _options(book: Any, name: str, choices: Sequence[str]) -> str:
    """A range on a hidden worksheet that holds choices for which a rule has no room."""
    sheet = book.get_worksheet_by_name(labels.OPTIONS)
    if sheet is None:
        sheet = book.add_worksheet(labels.OPTIONS)
        sheet.hide()
    column = 0 if sheet.dim_colmax is None else sheet.dim_colmax + 1
    sheet.write_column(0, column, [name, *choices], None)
    address = letter(column)
    return f"='{labels.OPTIONS}'!${address}$2:${address}${len(choices) + 1}"


def _sign_off(page: _Sheet, row: int, filled: Filled, department: str) -> None:
    """Who filled it in, who checked it, and when."""
    signature = filled.signatures.get(department)
    texts = (signature.name, signature.checked_by) if signature else ("", "")
    for offset, (label, text) in enumerate(zip((labels.FILLED_BY, labels.CHECKED_BY), texts, strict=True)):
        page.text(row + offset, 0, render(label), _SIGN)
        page.text(row + offset, 1, text, _TEXT)
    row += 2
    page.text(row, 0, render(labels.FILLED_ON), _SIGN)
    shown = page.styles.format(_TEXT, "yyyy-mm-dd")
    if signature is None:
        page.sheet.write_blank(row, 1, None, shown)
    else:
        page.sheet.write_datetime(row, 1, signature.on, shown)


def _finished(page: _Sheet, form: Form) -> None:
    """Frozen headers, protection, and how it prints."""
    sheet = page.sheet
    sheet.freeze_panes(_FIRST_ROW, 1)
    sheet.protect("", _PROTECTED)
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    if sum(page.widths) > _PORTRAIT:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW, _MEASURE_ROW)
    sheet.set_footer(f"&L&9{_footer(form)}&R&9&P / &N")
    sheet.hide_gridlines(2)


def _footer(form: Form) -> str:
    text = f"{form.ruleset.ruleset} · {form.period} · {form.digest.removeprefix('sha256:')[:12]}"
    return text.replace("&", "＆")[:200]
