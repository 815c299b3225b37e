"""The first worksheet of result.xlsx: who stands where, with which grade, prizes and quotas."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine import phrases
from engine.message import Message
from locales import gettext as _
from workbooks.page import NOTE, SECTION, SUBTITLE, Column
from workbooks.result.report import Report, points_cell, rank_cell
from workbooks.styles import MUTED, WARNING, Cell, Style


def write(report: Report) -> None:
    """The worksheet 汇总."""
    columns, cells = _columns(report)
    page = report.page(_("Summary"), _title(report), columns)
    page.heading(_overview(report), SUBTITLE)
    page.header(frozen_columns=2)
    page.rows([[cell(unit) for cell in cells] for unit in report.units])
    page.rows([_not_scored(entry, len(columns)) for entry in report.result["not_scored"]])
    lines = [*_prizes(report), *_quotas(report)]
    if lines:
        page.gap()
        page.heading(_("Prizes and quotas"), SECTION)
        for line in lines:
            page.heading(line, NOTE)
    page.finish()


def _title(report: Report) -> str:
    name, when = report.result["ruleset"]["name"], phrases.period(report.result["period"])
    return report.render(Message("{ruleset}: results of {period}", ruleset=name, period=report.render(when)))


def _columns(report: Report) -> tuple[list[Column], list[Any]]:
    """The columns that this result needs, and how each gets its cell from a unit."""
    centred = Style(align="center")
    columns = [
        (Column(_("Rank"), least=7), rank_cell),
        (Column(report.unit_word, least=14, most=36), lambda unit: Cell(unit["unit"])),
        (Column(_("Total"), least=10), lambda unit: points_cell(unit["total"], Style(align="right", bold=True))),
        (Column(_("Grade"), least=9), lambda unit: report.grade_cell(unit["grade"])),
    ]
    if any(unit.get("prizes") for unit in report.units):
        columns += [
            (Column(_("Prizes"), least=10), lambda unit: Cell(_names(unit.get("prizes", ())), style=centred)),
            (Column(_("Prize money (yuan)"), least=12), _money),
        ]
    if any(unit.get("quotas") for unit in report.units):
        columns.append(
            (Column(_("Quotas"), least=10), lambda unit: Cell("、".join(unit.get("quotas", ())), style=centred))
        )
    if report.result["not_scored"] or any(_remarks(report, unit) for unit in report.units):
        columns.append((Column(_("Remarks"), least=16, most=36), lambda unit: Cell(_remarks(report, unit))))
    return [column for column, _cell in columns], [cell for _column, cell in columns]


def _names(prizes: Sequence[Mapping[str, Any]]) -> str:
    return "、".join(prize["name"] for prize in prizes)


def _money(unit: Mapping[str, Any]) -> Cell:
    amounts = [Decimal(prize["amount"]) for prize in unit.get("prizes", ()) if prize.get("amount") is not None]
    if not amounts:
        return Cell("", style=Style(align="right"))
    return Cell(format(sum(amounts), "f"), number=True, style=Style(align="right"), thousands=True)


def _remarks(report: Report, unit: Mapping[str, Any]) -> str:
    remarks = []
    if unit.get("vetoes"):
        remarks.append(Message("grade limited by: {names}", names=unit["vetoes"]))
    if unit.get("withdrawn"):
        remarks.append(Message("not ranked: withdrawn"))
    return "\n".join(map(report.render, remarks))


def _not_scored(entry: Mapping[str, Any], width: int) -> list[Cell]:
    muted = Style(align="center", colour=MUTED)
    cells = [Cell("—", style=muted), Cell(entry["unit"]), Cell(_("not scored"), style=Style(colour=WARNING))]
    cells += [Cell("—", style=muted)] * (width - len(cells) - 1)
    return [*cells, Cell("\n".join(entry["reasons"]))]


def _overview(report: Report) -> str:
    """Counts in one line: assessed, ranked, units by grade, prize money."""
    summary = report.result["summary"]
    parts = [
        report.render(Message("assessed {count}", count=summary.get("assessed", len(report.units)))),
        report.render(Message("ranked {count}", count=summary.get("ranked", 0))),
    ]
    parts += [f"{grade} {count}" for grade, count in summary.get("grades", {}).items()]
    if summary.get("prizes"):
        parts.append(report.render(Message("prize money {amount} yuan", amount=summary.get("prize_money", "0"))))
    return " · ".join(parts)


def _prizes(report: Report) -> list[str]:
    lines = []
    for prize in report.result["summary"].get("prizes", ()):
        vacant = int(prize.get("vacant") or 0)
        message = Message(
            "{name} ({amount} yuan each, {places} places): {units}",
            name=prize["name"],
            amount=prize["amount"],
            places=prize["winners"],
            units=list(prize["awarded"]) or Message("nobody"),
        )
        tail = "  " + report.render(Message("vacant: {count}", count=vacant)) if vacant else ""
        lines.append(report.render(message) + tail)
    return lines


def _quotas(report: Report) -> list[str]:
    return [
        report.render(
            Message(
                "{name} ({places} places): {units}",
                name=quota["name"],
                places=quota["places"],
                units=list(quota["awarded"]) or Message("nobody"),
            )
        )
        for quota in report.result["summary"].get("quotas", ())
    ]
