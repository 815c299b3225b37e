"""The worksheets of result.xlsx with charts: how many units have each grade, and the totals in the order of the ranks.

Each fills a printed page. The charts are drawn from cells of the worksheet, and change with them.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from engine.message import Message
from locales import gettext as _
from workbooks.page import NOTE, Column, Page
from workbooks.result.report import Report
from workbooks.styles import BODY_FONT, GRID, MUTED, TITLE_FONT, Cell, Style, number_format

_MOST_BARS, _END = 40, 20
"""So many units are legible in one chart; of more, so many from each end are shown."""
_TALLEST = 44
"""Rows of a chart that fills a printed page."""
_COLUMNS = (Column("", least=22),) * 4

Unit = Mapping[str, Any]


def write(report: Report) -> None:
    """The worksheets 等次分布图 and 总分排名图, of the latter one for each group that is ranked apart."""
    if report.units:
        _distribution(report)
    for group, units in _rankings(report):
        _ranking(report, group, units)


def _distribution(report: Report) -> None:
    """How many units have each grade, as a table and as a chart."""
    counts: Mapping[str, int] = report.result["summary"]["grades"]
    page = report.page(_("Grades chart"), _("Units by grade"), _COLUMNS)
    page.gap()
    page.header([Column(_("Grade")), Column(report.render(Message("Number of {unit}", unit=report.unit_word)))])
    grades, numbers = page.column(0, len(counts)), page.column(1, len(counts))
    centred = Style(align="center")
    page.rows(
        [[report.grade_cell(grade), Cell(str(count), number=True, style=centred)] for grade, count in counts.items()]
    )
    page.gap()
    chart = report.book.add_chart({"type": "column"})
    chart.add_series(
        {
            "categories": grades,
            "values": numbers,
            "points": [_filled(report.fill(grade)) for grade in counts],
            "gap": 80,
            "data_labels": {"value": True, "font": _font(12)},
        }
    )
    _frame(chart, _("Units by grade"))
    chart.set_x_axis({"num_font": _font(12), "line": {"color": MUTED}})
    chart.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    page.chart(chart, 20)
    page.finish(pages=1)


def _rankings(report: Report) -> Iterator[tuple[str | None, Sequence[Unit]]]:
    """The units that are ranked together, in the order of their ranks, with the name of their group."""
    # Imported here, as only this function needs the reader of rulesets.
    from engine.groups import ranking_groups

    groups = ranking_groups(report.result)
    ranked = [unit for unit in report.units if unit["rank"] is not None]
    for group, units in groupby(ranked, lambda unit: groups.get(unit["unit"])):
        yield group, list(units)


def _ranking(report: Report, group: str | None, units: Sequence[Unit]) -> None:
    """The totals of one ranking; in two charts where there are too many for one."""
    name, title = _("Ranking chart"), _("Totals by rank")
    if group is not None:
        name, title = f"{name}·{group}", report.render(Message("{title}: {group}", title=title, group=group))
    page = report.page(name, title, _COLUMNS)
    page.gap()
    bounds = _bounds([Decimal(unit["total"]) for unit in units])
    if len(units) <= _MOST_BARS:
        _bars(report, page, title, units, bounds, min(len(units) + 5, _TALLEST))
    else:
        shown = Message(
            "Of {count}, the first {number} and the last {number} are shown.", count=len(units), number=_END
        )
        page.heading(report.render(shown), NOTE)
        first, last = Message("the first {count}", count=_END), Message("the last {count}", count=_END)
        _bars(report, page, f"{title} · {report.render(first)}", units[:_END], bounds, _TALLEST // 2)
        _bars(report, page, f"{title} · {report.render(last)}", units[-_END:], bounds, _TALLEST // 2)
    page.finish(pages=1)


def _bars(report: Report, page: Page, title: str, units: Sequence[Unit], bounds: tuple[int, int], rows: int) -> None:
    """A chart with a bar for each unit, the first on top; the grade stands in words too, as not all print in colour."""
    chart = report.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": page.column(0, len(units)),
            "values": page.column(1, len(units)),
            "points": [_filled(report.fill(unit["grade"])) for unit in units],
            "gap": 35,
            "data_labels": {
                "value": True,
                "position": "inside_end",
                "num_format": number_format(units[0]["total"]),
                "font": _font(9),
            },
        }
    )
    _frame(chart, title)
    # Reversed, so that the first is on top; the other axis then has to cross at the last to stand below.
    names = {"reverse": True, "crossing": "max", "interval_unit": 1, "num_font": _font(9), "line": {"color": MUTED}}
    chart.set_y_axis(names)
    least, most = bounds
    beginning = Message("{title}, from {points}", title=_("Total"), points=least)
    chart.set_x_axis(
        {
            "min": least,
            "max": most,
            "name": report.render(beginning) if least else _("Total"),
            "name_font": _font(9),
            "num_font": _font(9),
            "num_format": "0",
            "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.5, "dash_type": "dash"}},
        }
    )
    page.chart(chart, rows, [[Cell(_label(unit)), Cell(unit["total"], number=True)] for unit in units])


def _label(unit: Unit) -> str:
    return f"{unit['rank']}  {unit['unit']}  {unit['grade']}"


def _frame(chart: Any, title: str) -> None:
    """What all charts share: a title, no legend, and nothing to be seen through them."""
    chart.set_title({"name": title, "name_font": _font(14, TITLE_FONT)})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": GRID}, "fill": {"color": "#FFFFFF"}})


def _filled(fill: str | None) -> dict[str, object]:
    return {"fill": {"color": fill}, "border": {"color": MUTED, "width": 0.75}}


def _font(size: float, name: str = BODY_FONT) -> dict[str, object]:
    return {"name": name, "size": size, "bold": False}


def _bounds(totals: Sequence[Decimal]) -> tuple[int, int]:
    """Where the axis of the totals begins and ends: with room below the least, but not below zero without need.

    Example:
        >>> _bounds([Decimal("96.42"), Decimal("58.94")]), _bounds([Decimal("4.5"), Decimal("-2")])
        ((40, 100), (-6, 5))
    """
    low, high = min(totals), max(totals)
    step = 10 ** max((high - low or Decimal(1)).adjusted(), 0)
    begin = math.floor((low - (high - low) / 2) / step) * step
    return max(begin, 0) if low >= 0 else begin, (math.floor(high / step) + 1) * step
