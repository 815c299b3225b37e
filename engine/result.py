"""An assessment as one plain object: what `result.json` holds."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine import VERSION, wording
from engine.assessment import Assessment
from engine.data import digest
from engine.decision import Question
from engine.message import Message
from engine.plan import Indicator
from engine.problem import Problem
from engine.ruleset import Ruleset, Target
from engine.standing import Places

FORMAT = 1
"""Version of the object's layout."""

Render = Callable[[Message], str]


def as_plain(assessment: Assessment, render: Render = str, language: str = "en") -> dict[str, Any]:
    """The assessment as JSON can hold it; exact numbers are text.

    Args:
        assessment: The result.
        render: Makes a sentence of a message, in the reader's language.
        language: Which language that is; recorded, so that the object can be made again.
    """
    inputs = assessment.inputs
    ruleset = inputs.ruleset
    return {
        "kaoping": FORMAT,
        "ruleset": {
            "name": ruleset.ruleset,
            "version": ruleset.version,
            "digest": ruleset.digest,
            "unit": ruleset.covers.unit,
            "basis": [basis.model_dump() for basis in ruleset.basis],
            "sources": {key: source.model_dump() for key, source in ruleset.sources.items()},
        },
        "period": str(inputs.period),
        "data_digest": inputs.data.digest,
        "history_digest": inputs.history.digest,
        "decisions_digest": inputs.decisions.digest,
        "engine": VERSION,
        "second_opinion": assessment.second_opinion,
        "provisional": assessment.provisional,
        "final": assessment.final,
        "assumptions": assumptions(ruleset),
        "open_decisions": [_question(question, render) for question in assessment.questions],
        "decisions": [decision.as_plain() for decision in assessment.decisions],
        "warnings": [_warning(warning, render) for warning in assessment.warnings],
        "problems": [_problem(problem, render) for problem in assessment.problems],
        "not_scored": _not_scored(assessment, render),
        "summary": _summary(assessment),
        "indicators": [_indicator(indicator, render) for indicator in assessment.plan.indicators],
        "targets": [_target(target) for target in ruleset.targets],
        "units": _units(assessment),
        "inputs": {
            "ruleset": ruleset.text,
            "data": inputs.data.as_plain(),
            "origins": inputs.data.origins_as_plain(),
            "reading": [_problem(problem, render) for problem in inputs.data.reading],
            "history": inputs.history.as_plain(),
            "decisions": inputs.decisions.as_plain(),
            "language": language,
        },
    }


_DECIDED = (
    "ruleset",
    "period",
    "data_digest",
    "history_digest",
    "decisions_digest",
    "provisional",
    "final",
    "decisions",
    "summary",
    "units",
)
"""The parts of a result that hold no text in the reader's language."""


_NOT_DECIDING = frozenset({"language", "origins", "reading"})
"""The parts of the inputs on which nothing that was decided rests."""


def proof(result: Mapping[str, Any]) -> str:
    """The digest by which documents name a result: over what was decided and what it was made from.

    Sentences do not count, since they differ from language to language, nor where files lay.
    """
    inputs = {key: value for key, value in result.get("inputs", {}).items() if key not in _NOT_DECIDING}
    return digest({"inputs": inputs, **{key: result.get(key) for key in _DECIDED}})


def assumptions(ruleset: Ruleset) -> list[dict[str, str]]:
    """Every rule that rests on a convention of the encoder, and every convention, with its words.

    A rule's words are its `note`, else the title of the source.
    """
    kinds = {key: source.kind for key, source in ruleset.sources.items()}

    def assumed(sources: Sequence[str]) -> str | None:
        return next((key for key in sources if kinds.get(key) == "assumption"), None)

    found = []
    for path, name, rule in _rules(ruleset):
        key = assumed(rule.source or ())
        if key is not None:
            found.append({"path": path, "rule": name, "text": rule.note or ruleset.sources[key].title})
        for effect in getattr(rule, "then", ()):
            key = assumed(effect.source or ())
            if key is not None:
                text = effect.note or ruleset.sources[key].title
                found.append({"path": f"{path}.{effect.party}", "rule": name, "text": text})
    found += [{"path": "conventions", "rule": each.name, "text": each.text} for each in ruleset.conventions]
    return found


def _rules(ruleset: Ruleset) -> list[tuple[str, str, Any]]:
    """All rules with their paths and names, in the order of the ruleset."""
    found: list[tuple[str, str, Any]] = []
    for family in ("formulas", "parameters"):
        found += [(f"{family}.{name}", name, rule) for name, rule in getattr(ruleset, family).items()]
    found += [(path, name, rule) for entry in ruleset.indicators for path, name, rule in _entries(entry)]
    for family in ("adjustments", "grades"):
        for rule in getattr(ruleset, family):
            name = getattr(rule, "name", None) or rule.grade
            found.append((f"{family}.{name}", name, rule))
    found.append(("ranking", "ranking", ruleset.ranking))
    for family in ("prizes", "quotas", "consequences", "targets"):
        found += [(f"{family}.{rule.name}", rule.name, rule) for rule in getattr(ruleset, family)]
    return found


def _entries(entry: Any) -> list[tuple[str, str, Any]]:
    inner = getattr(entry, "indicators", None)
    if inner is None:
        return [(f"indicators.{entry.name}", entry.name, entry)]
    return [(f"groups.{entry.group}", entry.group, entry), *(rule for each in inner for rule in _entries(each))]


def _indicator(indicator: Indicator, render: Render) -> dict[str, Any]:
    rule = indicator.rule
    return {
        "name": indicator.name,
        "path": indicator.path,
        "group": list(indicator.groups),
        "points": f"{rule.points:f}",
        "method": rule.method,
        "formula": render(wording.formula(indicator)),
        "source": list(rule.source),
        "note": rule.note,
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "name": target.name,
        "expect": str(target.expect),
        "by": None if target.by is None else target.by.isoformat(),
        "hard": target.hard,
        "source": list(target.source),
        "note": target.note,
    }


def _units(assessment: Assessment) -> list[dict[str, Any]]:
    """All units in rank order."""
    standing = assessment.standing
    amounts = {prize.name: f"{prize.amount:f}" for prize in assessment.inputs.ruleset.prizes}
    prizes, quotas = _by_unit(standing.prizes), _by_unit(standing.quotas)
    return [
        _unit(
            assessment,
            unit,
            [{"name": name, "amount": amounts[name]} for name in prizes.get(unit, ())],
            quotas.get(unit, []),
        )
        for unit in assessment.in_rank_order
    ]


def _by_unit(awards: Mapping[str, Sequence[Places]]) -> dict[int, list[str]]:
    """The names of the prizes or quotas that each unit has."""
    found: dict[int, list[str]] = {}
    for name, given in awards.items():
        for unit in (unit for places in given for unit in places.units):
            found.setdefault(unit, []).append(name)
    return found


def _unit(assessment: Assessment, unit: int, prizes: list[dict[str, str]], quotas: list[str]) -> dict[str, Any]:
    scores = assessment.scores
    return {
        "unit": assessment.units[unit],
        "points": assessment.points(unit),
        "adjustments": assessment.adjustments(unit),
        "corrections": assessment.corrections(unit),
        "total": assessment.total(unit),
        "grade": assessment.grade(unit),
        "rank": assessment.rank(unit),
        "withdrawn": any(bool(holds[0, unit]) for holds in scores.withdrawals.values()),
        "vetoes": [name for name, holds in scores.vetoes.items() if holds[0, unit]],
        "prizes": prizes,
        "quotas": quotas,
        "consequences": [effect.as_plain() for effect in assessment.effects[unit]],
        "replaced": [{"rule": rule, "by": by} for rule, by in assessment.replaced(unit).items()],
        "targets": [state.as_plain() for state in assessment.targets[unit]],
        "formulas": assessment.formulas(unit),
    }


def _summary(assessment: Assessment) -> dict[str, Any]:
    ruleset, standing = assessment.inputs.ruleset, assessment.standing
    grades = [assessment.grade(unit) for unit in range(len(assessment.units))]
    prizes, money = [], Decimal(0)
    for prize in ruleset.prizes:
        awarded = _awarded(assessment, standing.prizes.get(prize.name, []))
        places = sum(each.places for each in standing.prizes.get(prize.name, []))
        money += prize.amount * len(awarded)
        prizes.append(
            {
                "name": prize.name,
                "amount": f"{prize.amount:f}",
                "winners": places,
                "awarded": awarded,
                "vacant": places - len(awarded) - _in_doubt(assessment, prize.name),
            }
        )
    return {
        "assessed": len(assessment.units),
        "ranked": int((standing.ranks[0] > 0).sum()),
        "grades": {rule.grade: grades.count(rule.grade) for rule in ruleset.grades},
        "prizes": prizes,
        "quotas": [
            {
                "name": quota.name,
                "places": sum(each.places for each in standing.quotas.get(quota.name, [])),
                "about": quota.about,
                "awarded": _awarded(assessment, standing.quotas.get(quota.name, [])),
            }
            for quota in ruleset.quotas
        ],
        "prize_money": f"{money:f}" if prizes else "0",
    }


def _in_doubt(assessment: Assessment, prize: str) -> int:
    """The places of a prize that wait for a decision on a tie."""
    return sum(each.doubtful for each in assessment.standing.prizes.get(prize, []))


def _awarded(assessment: Assessment, given: Sequence[Places]) -> list[str]:
    return [assessment.units[unit] for places in given for unit in places.units]


def _not_scored(assessment: Assessment, render: Render) -> list[dict[str, Any]]:
    """The units without a result, with the problems that stand in the way."""
    scored = set(assessment.units)
    reasons: dict[str, list[str]] = {
        unit.strip(): [] for unit in assessment.inputs.data.units.columns["unit"] if unit.strip() not in scored
    }
    for problem in assessment.problems:
        for unit in reasons if problem.place.unit is None else [problem.place.unit.strip()]:
            if unit in reasons:
                reasons[unit].append(render(problem.what))
    return [{"unit": unit, "reasons": list(dict.fromkeys(texts))} for unit, texts in reasons.items()]


def _question(question: Question, render: Render) -> dict[str, Any]:
    return {
        "question": question.key,
        "text": render(question.text),
        "units": list(question.units),
        "options": list(question.options),
        "ordered": question.ordered,
    }


def _warning(warning: Problem, render: Render) -> dict[str, Any]:
    return {"code": warning.code, "unit": warning.place.unit, "text": render(warning.what)}


def _problem(problem: Problem, render: Render) -> dict[str, Any]:
    return {
        "code": problem.code,
        "text": render(problem.what),
        "where": str(problem.place),
        "unit": problem.place.unit,
        "found": problem.found,
        "expected": None if problem.expected is None else render(problem.expected),
        "mend": None if problem.mend is None else render(problem.mend),
    }
