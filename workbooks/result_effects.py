"""The worksheets of result.xlsx that show what follows from the grades, and which targets are met."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine import phrases
from engine.message import Message
from locales import gettext as _
from workbooks.page import Column
from workbooks.report import Report, points_cell
from workbooks.styles import MUTED, Cell, Style


def write_consequences(report: Report) -> None:
    """The worksheet 结果运用: every effect on every party, and the rules that others replaced."""
    rows = [row for unit in report.units for row in _effects(report, unit)]
    if not rows:
        return
    columns = [
        Column(report.unit_word, least=12, most=22),
        Column(_("Grade"), least=8),
        Column(_("Rule"), least=14, most=22),
        Column(_("Party"), least=12, most=18),
        Column(_("Effect"), least=20, most=34),
        Column(_("Duration"), least=10, most=14),
        Column(_("Source"), least=20, most=36),
    ]
    page = report.page(_("Consequences"), _("Consequences of the results"), columns)
    page.header(frozen_columns=1)
    page.rows(rows)
    page.finish()


def _effects(report: Report, unit: Mapping[str, Any]) -> Iterator[list[Cell]]:
    first = True
    for effect in unit.get("consequences", ()):
        plain, span = Style(first=first), phrases.span(effect)
        yield [
            Cell(unit["unit"], style=plain),
            report.grade_cell(unit["grade"], first),
            Cell(effect["rule"], style=plain),
            Cell(effect["party"], style=plain),
            Cell(report.render(phrases.effect_phrase(effect)), style=plain),
            Cell("" if span is None else report.render(span), style=plain),
            Cell(report.sources(effect.get("source")), style=plain),
        ]
        first = False
    for replaced in unit.get("replaced", ()):
        muted = Style(first=first, italic=True, colour=MUTED)
        message = Message("does not apply: replaced by {rules}", rules=list(replaced["by"]))
        cells = (unit["unit"], "", replaced["rule"], "—", report.render(message), "", "")
        row = [Cell(text, style=muted) for text in cells]
        yield [row[0], report.grade_cell(unit["grade"], first), *row[2:]]
        first = False


def write_targets(report: Report) -> None:
    """The worksheet 目标: whether each unit met each target, and by how much not."""
    rows = [
        [
            Cell(unit["unit"], style=Style(first=index == 0)),
            Cell(target["name"], style=Style(first=index == 0)),
            _state(target["state"], index == 0),
            points_cell(target.get("gap"), Style(align="right", first=index == 0)),
        ]
        for unit in report.units
        for index, target in enumerate(unit.get("targets", ()))
    ]
    if not rows:
        return
    columns = [
        Column(report.unit_word, least=16, most=28),
        Column(_("Target"), least=28, most=48),
        Column(_("State"), least=12),
        Column(_("Gap"), least=12),
    ]
    page = report.page(_("Targets"), _("Targets"), columns)
    page.header(frozen_columns=1)
    page.rows(rows)
    page.finish()


def _state(state: str, first: bool) -> Cell:
    words = {"met": _("met"), "not_met": _("not met"), "not_due": _("not yet due"), "unknown": _("unknown")}
    fill = {"met": "#C9E4C5", "not_met": "#F8CFC0"}.get(state)
    return Cell(words.get(state, state), style=Style(align="center", fill=fill, first=first))
