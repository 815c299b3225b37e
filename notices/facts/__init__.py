"""What a template sees: the result by its own field names, and a few groupings that wording needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Any

from notices.facts.awards import awards
from notices.facts.changes import changed_units
from notices.facts.in_words import period_in_words
from notices.facts.order import in_order
from notices.facts.units import unit_facts
from notices.facts.wide import Row, parted

if TYPE_CHECKING:
    from notices.reading import Result
    from notices.reading.result import UnitResult

POINTS_COLUMNS = 12
"""The most columns of points in one table; further ones stand in another table below."""

ABSENT = "—"
"""Printed where a number does not exist."""


@dataclass(frozen=True)
class Standing:
    """A grade with its units."""

    grade: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Applied:
    """Effects that the same units share."""

    units: tuple[str, ...]
    effects: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Use:
    """A rule of consequences with what it brought."""

    rule: str
    applied: tuple[Applied, ...]


@dataclass(frozen=True)
class Yielded:
    """A rule that gave way to others, and the units for which it did."""

    rule: str
    by: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True)
class PointsTable:
    """Points by indicator, as many columns as a page holds."""

    columns: tuple[str, ...]
    full: tuple[str, ...]
    rows: tuple[Row, ...]


def facts(result: Result, *, show_ranks: bool) -> dict[str, Any]:
    """Lay the result out for the templates of documents about the whole of it.

    Args:
        result: The result as read.
        show_ranks: Whether units stand by rank; else in the order of the data.

    Returns:
        ``result`` (the fields of result.json), ``subject``, ``period``, ``units``, ``grades``, ``vetoed``, ``uses``,
        ``yielded``, ``points``, ``awards``, ``former`` and ``changes``.
    """
    units = in_order(result, show_ranks=show_ranks)
    return {
        **_common(result),
        "result": result.model_dump(by_alias=True, exclude={"inputs", "explanations", "departments", "changes"}),
        "units": tuple(unit_facts(result, show_ranks=show_ranks)),
        "grades": tuple(
            Standing(grade, tuple(unit.unit for unit in units if unit.grade == grade))
            for grade in result.summary.grades
        ),
        "vetoed": tuple(unit.unit for unit in units if unit.vetoes),
        "uses": tuple(_uses(units)),
        "yielded": tuple(_yielded(units)),
        "points": tuple(_points(result, units)),
        "awards": awards(result),
        "changes": tuple(changed_units(result, show_ranks=show_ranks)),
    }


_OF_OTHERS = {"grades", "prizes", "quotas", "prize_money"}


def own_facts(result: Result) -> dict[str, Any]:
    """Lay out what a document about one unit or department may see: nothing of the other units.

    Returns:
        ``result`` with its scheme, period, indicators and numbers of units; ``subject``, ``period`` and ``former``.
    """
    kept = {"ruleset", "period", "provisional", "final", "indicators", "assumptions"}
    return {
        **_common(result),
        "result": {
            **result.model_dump(by_alias=True, include=kept),
            "summary": result.summary.model_dump(exclude=_OF_OTHERS),
        },
    }


def _common(result: Result) -> dict[str, Any]:
    return {
        "subject": result.ruleset.name.removesuffix("考核"),
        "period": period_in_words(result.period),
        "subjects": len(result.units) + len(result.not_scored),
        "former": None if result.changes is None else result.changes.model_dump(exclude={"units"}),
    }


def _uses(units: Sequence[UnitResult]) -> Iterable[Use]:
    rules: dict[str, dict[str, tuple[Mapping[str, Any], list[str]]]] = {}
    for unit in units:
        for consequence in unit.consequences:
            effect: Mapping[str, Any] = consequence.model_dump(by_alias=True)
            found = rules.setdefault(consequence.rule, {}).setdefault(repr(effect), (effect, []))
            found[1].append(unit.unit)
    for rule, effects in rules.items():
        groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
        for effect, names in effects.values():
            groups.setdefault(tuple(names), []).append(effect)
        yield Use(rule, tuple(Applied(names, tuple(shared)) for names, shared in groups.items()))


def _yielded(units: Sequence[UnitResult]) -> Iterable[Yielded]:
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for unit in units:
        for replaced in unit.replaced:
            found.setdefault((replaced.rule, replaced.by), []).append(unit.unit)
    for (rule, by), names in found.items():
        yield Yielded(rule, by, tuple(names))


def _points(result: Result, units: Sequence[UnitResult]) -> Iterable[PointsTable]:
    """Columns: indicators, then adjustments, then what corrections come to, then the total.

    Where only totals are known there is no table.
    """
    scored = [unit for unit in units if unit.total is not None]
    if not any(unit.points for unit in scored):
        return
    columns = [
        (indicator.name, indicator.points, [unit.points.get(indicator.name) or ABSENT for unit in scored])
        for indicator in result.indicators
    ]
    adjustments = dict.fromkeys(name for unit in scored for name in unit.adjustments)
    columns += [(name, ABSENT, [unit.adjustments.get(name, ABSENT) for unit in scored]) for name in adjustments]
    if any(unit.corrections for unit in scored):
        columns.append(("校正", ABSENT, [_sum(unit.corrections.values()) for unit in scored]))
    columns.append(("总分", ABSENT, [unit.total or ABSENT for unit in scored]))
    for part in parted(columns, POINTS_COLUMNS):
        yield PointsTable(
            tuple(name for name, _, _ in part),
            tuple(full for _, full, _ in part),
            tuple(Row(unit.unit, tuple(cells[row] for _, _, cells in part)) for row, unit in enumerate(scored)),
        )


def _sum(amounts: Iterable[str]) -> str:
    exact = Context(prec=1000)
    total = None
    for amount in amounts:
        total = Decimal(amount) if total is None else exact.add(total, Decimal(amount))
    return ABSENT if total is None else format(total, "f")
