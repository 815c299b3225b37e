"""The worksheets of result.xlsx that show what follows from the grades, and which targets are met."""

import math
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from engine import phrases
from engine.message import Message
from locales import gettext as _
from workbooks.page import Column
from workbooks.result.report import Report
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
        Column(_("Source"), least=20, most=60),
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
    """The worksheet 目标: a row a unit, a column a target; where one is missed, by how much."""
    names = list(dict.fromkeys(target["name"] for unit in report.units for target in unit.get("targets", ())))
    if not names:
        return
    columns = [
        Column(report.unit_word, least=12, most=22),
        *(Column(_in_lines(name), least=8, most=10) for name in names),
    ]
    page = report.page(_("Targets"), _("Targets: where one is missed, by how much"), columns)
    page.header(frozen_columns=1)
    page.rows([[Cell(unit["unit"]), *_states(unit, names)] for unit in report.units])
    page.finish()


_HEADER_LINE = 5
"""So many characters of a target's name stand on one line at the most."""


def _in_lines(name: str) -> str:
    """A name in lines of about equal length.

    Example:
        >>> _in_lines("建制村通水泥路").split()
        ['建制村通', '水泥路']
    """
    lines = math.ceil(len(name) / _HEADER_LINE)
    return "\n".join(wrap(name, math.ceil(len(name) / lines)))


def _states(unit: Mapping[str, Any], names: Sequence[str]) -> Iterator[Cell]:
    """A cell for each target; a dash where it does not concern the unit."""
    found = {target["name"]: target for target in unit.get("targets", ())}
    words = {"met": _("met"), "not_met": _("not met"), "not_due": _("not yet due"), "unknown": _("unknown")}
    fills = {"met": "#C9E4C5", "not_met": "#F8CFC0"}
    for name in names:
        target = found.get(name)
        if target is None:
            yield Cell("—", style=Style(align="center", colour=MUTED))
            continue
        style = Style(align="center", fill=fills.get(target["state"]))
        missed = target["state"] == "not_met" and target.get("gap") is not None
        yield Cell(target["gap"], number=True, style=style) if missed else Cell(words[target["state"]], style=style)
