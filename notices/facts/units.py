"""A unit as templates see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from notices.facts.changes import changed_units, own_change
from notices.facts.decided import decided
from notices.facts.findings import findings, grounds
from notices.facts.in_words import citation, period_in_words, whom
from notices.facts.order import in_order
from notices.facts.reserved import reserved
from notices.facts.statement import statement
from notices.reading.told import Explanation

if TYPE_CHECKING:
    from notices.reading import Result
    from notices.reading.result import UnitResult

_ASSUMPTION = "assumption"
_DOCUMENT = "document"
_UNEXPLAINED = Explanation()


def unit_facts(result: Result, *, show_ranks: bool) -> Iterator[dict[str, Any]]:
    """The units as templates see them: their fields, why they are so and what that cites, what to mend, earlier years.

    Args:
        result: The result.
        show_ranks: Whether units stand by rank, and know theirs; else in the order of the data.
    """
    cited = {key: citation(source) for key, source in result.ruleset.sources.items() if source.kind != _ASSUMPTION}
    clauses = {key: citation(source) for key, source in result.ruleset.sources.items() if source.kind == _DOCUMENT}
    changed = {change["unit"]: change for change in changed_units(result, show_ranks=show_ranks)}
    names = [*(each.unit for each in result.units), *(each.unit for each in result.not_scored)]
    for unit in in_order(result, show_ranks=show_ranks):
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
