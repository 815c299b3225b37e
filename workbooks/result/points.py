"""The worksheets of result.xlsx that show how each total came about."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine import phrases
from engine.message import Message
from locales import gettext as _
from workbooks.page import SUBTITLE, Column
from workbooks.result.report import Report, names_in_order, points_cell, rank_cell
from workbooks.styles import Cell, Style

_SUM = Style(align="right", bold=True, fill="#F2F2F2")
_TOTAL = Style(align="right", bold=True, fill="#E7EDF5")


def write_points(report: Report) -> None:
    """The worksheet 各项得分: Σ points + Σ adjustments + Σ corrections = total, for every unit."""
    indicators = report.result["indicators"]
    parts = [("adjustments", _("Adjustments")), ("corrections", _("Corrections"))]
    columns = [Column(_("Rank"), least=7), Column(report.unit_word, least=12, most=24)]
    columns += [_indicator(report, indicator) for indicator in indicators]
    columns.append(Column(_("Σ points"), least=10, most=12))
    names = {key: names_in_order(report.units, key) for key, _heading in parts}
    for key, heading in parts:
        columns += [Column(_label(report, key, name), (heading,), least=8, most=12) for name in names[key]]
    columns += [Column(_("Total"), least=10, most=12), Column(_("Grade"), least=8)]
    page = report.page(_("Points by indicator"), _("Points by indicator"), columns)
    page.header(frozen_columns=2)
    page.rows([_row(report, unit, names) for unit in report.units])
    # In the middle: what stands at the left would be repeated, cut off, on a second page across.
    page.heading(_formula(report, names), SUBTITLE)
    page.finish()


def _indicator(report: Report, indicator: Mapping[str, Any]) -> Column:
    full = report.render(Message("(of {points})", points=indicator["points"]))
    return Column(f"{indicator['name']}\n{full}", tuple(indicator.get("group") or ()), least=8, most=10)


def _label(report: Report, key: str, name: str) -> str:
    return report.render(phrases.correction(name)) if key == "corrections" else name


def _row(report: Report, unit: Mapping[str, Any], names: Mapping[str, Sequence[str]]) -> list[Cell]:
    points = unit["points"]
    return [
        rank_cell(unit),
        Cell(unit["unit"]),
        *(points_cell(points.get(indicator["name"])) for indicator in report.result["indicators"]),
        points_cell(_sum(points.values()), _SUM),
        *(points_cell(unit.get(key, {}).get(name)) for key, listed in names.items() for name in listed),
        points_cell(unit["total"], _TOTAL),
        report.grade_cell(unit["grade"]),
    ]


def _sum(texts: Iterator[str] | Sequence[str] | Any) -> str:
    """The exact sum of decimals, with the decimals of the most exact one."""
    return format(sum(map(Decimal, texts), Decimal(0)), "f")


def _formula(report: Report, names: Mapping[str, Sequence[str]]) -> str:
    """How the columns add up, in one line below the table."""
    parts = [_("Σ points")]
    parts += [_("Σ adjustments")] if names["adjustments"] else []
    parts += [_("Σ corrections")] if names["corrections"] else []
    return report.render(Message("{total} = {parts}, exactly", total=_("Total"), parts=" + ".join(parts)))


def write_adjustments(report: Report) -> None:
    """The worksheet 加减分与修正: a line for each one that changed a unit's total or grade."""
    rows = [row for unit in report.units for row in _changes(report, unit)]
    if not rows:
        return
    columns = [
        Column(report.unit_word, least=14, most=28),
        Column(_("Kind"), least=12),
        Column(_("Rule"), least=24, most=48),
        Column(_("Points"), least=10),
        Column(_("Total"), least=10),
        Column(_("Grade"), least=9),
    ]
    page = report.page(_("Adjustments and corrections"), _("Adjustments and corrections"), columns)
    page.header(frozen_columns=1)
    page.rows(rows)
    page.finish()


def _changes(report: Report, unit: Mapping[str, Any]) -> Iterator[list[Cell]]:
    lines = [
        *((_("adjustment"), name, points) for name, points in unit.get("adjustments", {}).items()),
        *(
            (_("correction"), report.render(phrases.correction(path)), points)
            for path, points in unit.get("corrections", {}).items()
        ),
        *((_("veto"), name, None) for name in unit.get("vetoes", ())),
    ]
    shown = [line for line in lines if line[2] is None or Decimal(line[2])]
    for index, (kind, name, points) in enumerate(shown):
        first = index == 0
        right, centred = Style(align="right", first=first), Style(align="center", first=first)
        amount = Cell("—", style=centred) if points is None else Cell(points, number=True, style=right)
        yield [
            Cell(unit["unit"], style=Style(first=first)),
            Cell(kind, style=centred),
            Cell(name, style=Style(first=first)),
            amount,
            Cell(unit["total"], number=True, style=right),
            report.grade_cell(unit["grade"], first),
        ]
