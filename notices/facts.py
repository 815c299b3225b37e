"""What a template sees: the result by its own field names, and a few groupings that wording needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Any

from engine.data import UNIT
from notices.awards import awards
from notices.changes import own_change, shown
from notices.decided import decided
from notices.findings import findings, grounds
from notices.reading import Explanation, Source
from notices.reserved import reserved
from notices.statement import statement
from notices.wide import Row, parted

if TYPE_CHECKING:
    from notices.reading import Result, UnitResult

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
    units = result.units if show_ranks else in_order_of_data(result)
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
        "changes": tuple(_changes(result, show_ranks=show_ranks)),
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


def _changes(result: Result, *, show_ranks: bool) -> Iterator[dict[str, Any]]:
    """The units of which the former result said something else, in the order of the documents."""
    if result.changes is not None:
        units = result.units if show_ranks else in_order_of_data(result)
        yield from shown(result.changes, [unit.unit for unit in units], show_ranks=show_ranks)


def unit_facts(result: Result, *, show_ranks: bool) -> Iterator[dict[str, Any]]:
    """The units as templates see them: their fields, why they are so and what that cites, what to mend, earlier years.

    Args:
        result: The result.
        show_ranks: Whether units stand by rank, and know theirs; else in the order of the data.
    """
    cited = {key: citation(source) for key, source in result.ruleset.sources.items() if source.kind != _ASSUMPTION}
    clauses = {key: citation(source) for key, source in result.ruleset.sources.items() if source.kind == _DOCUMENT}
    changed = {change["unit"]: change for change in _changes(result, show_ranks=show_ranks)}
    names = [*(each.unit for each in result.units), *(each.unit for each in result.not_scored)]
    for unit in result.units if show_ranks else in_order_of_data(result):
        others = [name for name in names if name != unit.unit]
        explanation = result.explanations.get(unit.unit, _UNEXPLAINED).model_dump()
        for lines in explanation.values():
            for line in lines:
                line["cited"] = [cited[key] for key in line["sources"] if key in cited]
                line["clauses"] = [clauses[key] for key in line["sources"] if key in clauses]
        effects = [effect.model_dump(by_alias=True) for effect in unit.consequences]
        for effect in effects:
            effect["cited"] = [cited[key] for key in effect["source"] if key in cited]
            effect["clauses"] = [clauses[key] for key in effect["source"] if key in clauses]
            effect["whom"] = whom(unit.unit, effect["party"], result.ruleset.unit)
            effect["own"] = {**effect, "party": "你单位" if effect["party"] == result.ruleset.unit else effect["party"]}
        plain = unit.model_dump(by_alias=True)
        points = statement(result, unit, clauses)
        yield {
            **plain,
            "rank": unit.rank if show_ranks else None,
            "consequences": effects,
            "explanation": reserved(explanation, others, show_ranks=show_ranks),
            "statement": points,
            "awarded": tuple(_awarded(unit, explanation["awards"])),
            "decided": tuple(decided(result.decisions, unit.unit, others)),
            "findings": findings(points, unit),
            "grounds": grounds(points, unit),
            "years": tuple(_years(result, unit.unit, show_ranks=show_ranks)),
            "changed": own_change(changed.get(unit.unit)),
        }


def whom(unit: str, party: str, kind: str) -> str:
    """A party of a unit as documents address it; the unit itself is called by its name alone.

    Example:
        >>> whom("样例甲镇", "领导班子", "乡镇"), whom("样例甲镇", "乡镇", "乡镇")
        ('样例甲镇领导班子', '样例甲镇')
    """
    return unit if party == kind else unit + party


def _awarded(unit: UnitResult, lines: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The prizes and quotas of a unit with the clauses that give them; a quota has no amount."""
    clauses = {line["name"]: line["clauses"] for line in lines}
    for prize in unit.prizes:
        yield {"name": prize.name, "amount": prize.amount, "clauses": clauses.get(prize.name, [])}
    for name in unit.quotas:
        yield {"name": name, "amount": None, "clauses": clauses.get(name, [])}


def _years(result: Result, unit: str, *, show_ranks: bool) -> Iterator[dict[str, Any]]:
    """What earlier periods recorded of a unit, the oldest first."""
    for year in result.years:
        for earlier in year.units:
            if earlier.unit == unit:
                rank = earlier.rank if show_ranks else None
                yield {**earlier.model_dump(), "rank": rank, "period": period_in_words(year.period)}


_ASSUMPTION = "assumption"
_DOCUMENT = "document"
_UNEXPLAINED = Explanation()


def citation(source: Source) -> str:
    """A text as documents cite it.

    Example:
        >>> citation(Source(title="考核办法", number="样发〔2015〕3号", section="第五条"))
        '《考核办法》（样发〔2015〕3号）第五条'
    """
    number = f"（{source.number}）" if source.number else ""
    return f"《{source.title}》{number}{source.section or ''}"


def period_in_words(period: str) -> str:
    """Say a period as documents do; an unknown label stays as it is.

    Example:
        >>> [period_in_words(label) for label in ("2016", "2016Q2", "2016-05", "上半年")]
        ['2016年度', '2016年第二季度', '2016年5月', '上半年']
    """
    if match := re.fullmatch(r"(\d{4})Q([1-4])", period, re.ASCII):
        return f"{match[1]}年第{'一二三四'[int(match[2]) - 1]}季度"
    if match := re.fullmatch(r"(\d{4})-(\d{2})", period, re.ASCII):
        return f"{match[1]}年{int(match[2])}月"
    return f"{period}年度" if re.fullmatch(r"\d{4}", period, re.ASCII) else period


def in_order_of_data(result: Result) -> tuple[UnitResult, ...]:
    """The units as the data have them, not by rank."""
    units = result.inputs.get("data", {}).get("units", {}).get(UNIT, ())
    place = {unit.strip(): index for index, unit in enumerate(units)}
    return tuple(sorted(result.units, key=lambda unit: place.get(unit.unit, len(place))))


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
