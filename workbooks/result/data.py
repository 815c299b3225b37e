"""The worksheets of result.xlsx that repeat the data as reported, so that the file can be checked by itself."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from engine.data import UNIT
from engine.message import Message
from locales import gettext as _
from workbooks.page import NOTE, Column
from workbooks.result.report import Report, names_in_order, points_cell
from workbooks.styles import Cell, is_exact_number


def write(report: Report) -> None:
    """The worksheet 数据, one for each table, and one for the values of formulas."""
    data = report.result["inputs"].get("data") or {}
    _sheet(report, _("Data"), _("Data as reported"), _columns_of(data.get("units")))
    for name, table in (data.get("tables") or {}).items():
        _sheet(report, name, report.render(Message("Table {name} as reported", name=name)), _columns_of(table))
    _formulas(report)


def _columns_of(table: object) -> Mapping[str, Sequence[str]]:
    """Header → cells; both ``{columns: {…}}`` and the columns alone are read."""
    if not isinstance(table, Mapping):
        return {}
    columns = table.get("columns", table)
    return columns if isinstance(columns, Mapping) else {}


def _sheet(report: Report, name: str, title: str, columns: Mapping[str, Sequence[str]]) -> None:
    if not columns:
        return
    shown = [
        Column(report.unit_word if header == UNIT else header, least=8, most=14 if header != UNIT else 28)
        for header in columns
    ]
    page = report.page(name, title, shown)
    page.header(frozen_columns=1 if next(iter(columns)) == UNIT else 0)
    rows = [[_cell(text) for text in texts] for texts in zip_longest(*columns.values(), fillvalue="")]
    if missing := page.rows(rows):
        page.heading(report.render(Message("{count} more rows stand in result.json.", count=missing)), NOTE)
    page.finish()


def _cell(text: str) -> Cell:
    return Cell(text, number=is_exact_number(text))


def _formulas(report: Report) -> None:
    names = names_in_order(report.units, "formulas")
    if not names:
        return
    columns = [Column(report.unit_word, least=14, most=28), *(Column(name, least=10, most=18) for name in names)]
    page = report.page(_("Derived values"), _("Values of the formulas"), columns)
    page.header(frozen_columns=1)
    page.rows(
        [
            [Cell(unit["unit"]), *(points_cell(unit.get("formulas", {}).get(name)) for name in names)]
            for unit in report.units
        ]
    )
    page.finish()
