"""An assessment → all that notices tell of it, as one plain object: the result, and for each unit why it is so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.applicability import Applicability
from engine.data import UNIT
from engine.explanation import Line, explain
from engine.expression import tree
from engine.measurement import NOT_APPLICABLE
from engine.message import Message
from engine.result import as_plain
from engine.wording import holds
from notices.telling.changes import changes
from notices.telling.scale import scale
from notices.telling.signs import in_signs

if TYPE_CHECKING:
    from engine.assessment import Assessment
    from engine.plan import PlannedAdjustment
    from engine.result import Render


def told(assessment: Assessment, render: Render, former: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What notices are written from.

    Args:
        assessment: The result.
        render: Makes a sentence of a message; official documents are Chinese.
        former: The result that this one replaces, as in ``result.json``.

    Returns:
        The object of ``result.json``; beside it ``explanations`` by unit, ``departments`` with what each reported,
        ``years`` with what earlier periods recorded, ``bands`` and ``full_points`` (see `notices.telling.scale`), and
        ``changes`` against the former result.

    Raises:
        Problems: the former result is of another scheme or period.
    """
    result = as_plain(assessment, render, "zh_CN")
    return {
        **result,
        "explanations": {unit: _explained(assessment, unit, render) for unit in assessment.units},
        "departments": list(_departments(assessment)),
        "years": list(_years(assessment)),
        **scale(assessment),
        "changes": None if former is None else changes(former, result, assessment.inputs.ruleset.measures, render),
    }


def _explained(assessment: Assessment, unit: str, render: Render) -> dict[str, list[dict[str, Any]]]:
    """The lines of a unit's explanation by section, each indicator's and adjustment's with what was reported for it."""
    uses = {indicator.name: _reported(assessment, indicator.names) for indicator in assessment.plan.indicators}
    uses |= {each.name: _reported(assessment, _named(each)) for each in assessment.plan.adjustments}
    found = {
        section.key: [_line(assessment, unit, line, uses, render) for line in section.lines]
        for section in explain(assessment, unit).sections
    }
    moved = _moved(assessment, unit)
    for line in found.get("points", ()):
        line["moved_to"] = moved.get(line["name"])
    return found


def _moved(assessment: Assessment, unit: str) -> dict[str, str]:
    """The indicators that do not apply to a unit and whose points went to another one, with that other one."""
    applicability = Applicability(assessment.plan, assessment.columns, assessment.applies)
    place = assessment.number[unit]
    return {
        indicator.name: indicator.moves_to
        for indicator in assessment.plan.indicators
        if indicator.moves_to is not None
        and (left_out := applicability.not_applying(indicator)) is not None
        and holds(left_out, place)
    }


def _named(adjustment: PlannedAdjustment) -> list[str]:
    """What an adjustment depends on."""
    expressions = (adjustment.when, adjustment.amount)
    return [node.name for each in expressions if each is not None for node in tree.names(each)]


def _reported(assessment: Assessment, names: Iterable[str]) -> list[str]:
    """The measures behind names, those that their formulas take included, and the formulas over reported records."""
    formulas = {formula.name: formula for formula in assessment.plan.formulas}
    waiting, found = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            formula = formulas.get(name)
            if formula is not None and formula.value is not None:
                waiting += [node.name for node in tree.names(formula.value)]
    return [name for name in (*assessment.inputs.ruleset.measures, *formulas) if name in found]


def _line(
    assessment: Assessment, unit: str, line: Line, uses: Mapping[str, Sequence[str]], render: Render
) -> dict[str, Any]:
    def text(part: str | Message | None) -> str | None:
        return render(part) if isinstance(part, Message) else part

    readings = (_reading(assessment, unit, name) for name in uses.get(str(line.name), ()))
    return {
        "name": text(line.name),
        "value": text(line.value),
        "how": None if line.how is None else in_signs(render(line.how)),
        "sources": list(line.sources),
        "note": line.note,
        "evidence": [reading for reading in readings if reading is not None],
    }


def _reading(assessment: Assessment, unit: str, name: str) -> dict[str, Any] | None:
    """What was reported of a measure or a formula's records, by whom; nothing for all else, and where nothing was."""
    ruleset, columns = assessment.inputs.ruleset, assessment.inputs.data.units.columns
    rule = next((formula.rule for formula in assessment.plan.formulas if formula.name == name), None)
    if rule is not None and rule.table is not None:
        value, table = assessment.formulas(assessment.number[unit])[name], ruleset.tables[rule.table]
        return {"name": name, "value": value, "unit": rule.unit or "", "reported_by": table.reported_by}
    measure = ruleset.measures.get(name)
    if measure is None or name not in columns:
        return None
    value = columns[name][_row(assessment, unit)].strip() or None
    unit_of_measure = "" if value in NOT_APPLICABLE else measure.unit
    return {"name": name, "value": value, "unit": unit_of_measure, "reported_by": measure.reported_by}


def _row(assessment: Assessment, unit: str) -> int:
    return [each.strip() for each in assessment.inputs.data.units.columns[UNIT]].index(unit)


def _departments(assessment: Assessment) -> Iterator[dict[str, Any]]:
    """Each department with its measures and what it reported of every unit."""
    ruleset, columns = assessment.inputs.ruleset, assessment.inputs.data.units.columns
    by_department: dict[str, list[str]] = {}
    for name, measure in ruleset.measures.items():
        if measure.reported_by is not None and name in columns:
            by_department.setdefault(measure.reported_by, []).append(name)
    for department, names in by_department.items():
        yield {
            "department": department,
            "measures": [{"name": name, "unit": ruleset.measures[name].unit} for name in names],
            "rows": [
                {"unit": unit.strip(), "values": [columns[name][row].strip() for name in names]}
                for row, unit in enumerate(columns[UNIT])
            ],
        }


def _years(assessment: Assessment) -> Iterator[dict[str, Any]]:
    """The earlier periods of which something is recorded, the oldest first; units by their names of today."""
    periods: dict[str, dict[str, dict[str, Any]]] = {}
    for record in assessment.inputs.history.records:
        found = {"unit": record.counts_for, "total": record.total, "grade": record.grade, "rank": record.rank}
        periods.setdefault(record.period, {}).setdefault(record.counts_for, found)
    for period, units in sorted(periods.items()):
        yield {"period": period, "units": list(units.values())}
