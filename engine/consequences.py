"""From standings to effects on parties: which consequences are in force, what they replace, what they bring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from engine import phrases
from engine.columns import Columns
from engine.decision import Answers, Question
from engine.expression.evaluation import condition
from engine.fixed import Truths
from engine.message import Message
from engine.period import Period, months_until
from engine.plan import Plan, PlannedConsequence
from engine.problem import Place, Problem, Problems, Severity
from engine.ruleset.effects import EffectBase, Forbid, incompatible, overlap


@dataclass(frozen=True)
class InForce:
    """Which consequences fire and which are in force, by name, (scenarios, units).

    Attributes:
        fired: Where the condition is true.
        in_force: Where it is true and nothing in force replaces it.
        unknown: Where the condition is not known.
    """

    fired: dict[str, Truths]
    in_force: dict[str, Truths]
    unknown: dict[str, Truths]


@dataclass(frozen=True)
class Effected:
    """One effect on one unit.

    Attributes:
        rule: The consequence's name.
        effect: What it brings, and to whom.
        source: Where the scheme says so.
        since: First day of a restriction, where it is known.
        until: Its last day.
    """

    rule: str
    effect: EffectBase
    source: tuple[str, ...]
    since: date | None = None
    until: date | None = None

    def as_plain(self) -> dict[str, Any]:
        """The effect as JSON can hold it."""
        plain: dict[str, Any] = {"rule": self.rule, "party": self.effect.party}
        plain |= {"effect": self.effect.model_dump()["effect"], **self.effect.fields}
        plain.pop("from", None)
        if self.since is not None and self.until is not None:
            plain |= {"from": self.since.isoformat(), "until": self.until.isoformat()}
        return {**plain, "source": list(self.source)}


def decide(plan: Plan, columns: Columns, shape: tuple[int, int]) -> InForce:
    """Which consequences are in force; a rule in force replaces those that it names.

    Args:
        plan: The consequences.
        columns: All results of earlier stages.
        shape: (scenarios, units).
    """
    fired, unknown = {}, {}
    for rule in plan.consequences:
        found = condition(rule.when, columns)
        fired[rule.name] = np.broadcast_to(found.true, shape)
        unknown[rule.name] = np.broadcast_to(found.unknown, shape)
    in_force = dict(fired)
    for rule in replacing_first(plan.consequences):
        for name in rule.instead_of:
            in_force[name] = in_force[name] & ~in_force[rule.name]
    return InForce(fired, in_force, unknown)


def replacing_first(rules: Sequence[PlannedConsequence]) -> list[PlannedConsequence]:
    """The rules, each before those that it replaces."""
    replaced_by: dict[str, list[PlannedConsequence]] = {rule.name: [] for rule in rules}
    for rule in rules:
        for name in rule.instead_of:
            replaced_by[name].append(rule)
    ordered: list[PlannedConsequence] = []

    def visit(rule: PlannedConsequence) -> None:
        if rule not in ordered:
            for replacing in replaced_by[rule.name]:
                visit(replacing)
            ordered.append(rule)

    for rule in rules:
        visit(rule)
    return ordered


def replaced(plan: Plan, decided: InForce, unit: int) -> dict[str, list[str]]:
    """For a unit: each rule that fired and was replaced, with the rules in force that name it."""
    found = {}
    for rule in plan.consequences:
        if decided.fired[rule.name][0, unit] and not decided.in_force[rule.name][0, unit]:
            found[rule.name] = [
                other.name
                for other in plan.consequences
                if rule.name in other.instead_of and decided.in_force[other.name][0, unit]
            ]
    return found


def effects(
    plan: Plan, decided: InForce, units: Sequence[str], period: Period, answers: Answers
) -> list[list[Effected]]:
    """The effects on each unit in the official scenario, in the order of the ruleset.

    Raises:
        Problems: effects in force on one unit are incompatible.
    """
    found: list[list[Effected]] = [[] for _ in units]
    for rule in plan.consequences:
        for index in np.flatnonzero(decided.in_force[rule.name][0]).tolist():
            for effect in rule.rule.then:
                if not effect.may or _granted(rule, effect, units[index], answers):
                    found[index].append(_effected(rule, effect, period, answers.decided_on))
    conflicts = [
        problem for unit, brought in zip(units, found, strict=True) for problem in _conflicts(plan, unit, brought)
    ]
    if conflicts:
        raise Problems(conflicts)
    undated = [unit for unit, brought in zip(units, found, strict=True) if any(map(_begins_with_decision, brought))]
    if undated and answers.decided_on is None:
        text = Message("On which day was the result decided (decided_on)? Restrictions begin on it.")
        answers.ask(Question("decided_on", text, tuple(undated)))
    return found


def _begins_with_decision(brought: Effected) -> bool:
    """Whether the effect is a restriction that lasts from the day of the decision."""
    effect = brought.effect
    return isinstance(effect, Forbid) and effect.months is not None and effect.from_ != "period_end"


def _granted(rule: PlannedConsequence, effect: EffectBase, unit: str, answers: Answers) -> bool:
    """Whether people decided that an effect which the text only permits takes place."""
    kind = effect.model_dump()["effect"]
    text = Message(
        "{rule} permits, but does not demand, for {party} of {unit}: {effect}. Is it decided so?",
        rule=rule.name,
        effect=phrases.effect_phrase({"effect": kind, **effect.fields}),
        party=effect.party,
        unit=unit,
    )
    key = f"consequences/{rule.name}/{effect.party}/{kind}/{unit}"
    return answers.ask(Question(key, text, (unit,), ("yes", "no"))) == "yes"


def _effected(rule: PlannedConsequence, effect: EffectBase, period: Period, decided_on: date | None) -> Effected:
    source = effect.source or rule.rule.source
    since: date | None = None
    if isinstance(effect, Forbid) and effect.months is not None:
        since = period.last_day if effect.from_ == "period_end" else decided_on
        if since is not None:
            return Effected(rule.name, effect, source, since, months_until(since, effect.months))
    return Effected(rule.name, effect, source)


def _conflicts(plan: Plan, unit: str, brought: Sequence[Effected]) -> Iterable[Problem]:
    for number, one in enumerate(brought):
        for other in brought[:number]:
            if incompatible(one.effect, other.effect) and overlap(
                plan.ruleset.parties, one.effect.party, other.effect.party
            ):
                what = Message(
                    "{one} and {other} give {party} of {unit} effects that cannot both hold.",
                    one=other.rule,
                    other=one.rule,
                    party=one.effect.party,
                    unit=unit,
                )
                mend = Message("Let one of them replace the other with instead_of.")
                yield Problem(
                    "effects-incompatible", what, Place(unit=unit, path=f"consequences.{one.rule}"), mend=mend
                )


def unknown_conditions(decided: InForce, units: Sequence[str]) -> list[Problem]:
    """A warning for each unit and consequence whose condition is not known."""
    found = []
    for name, unknown in decided.unknown.items():
        for index in np.flatnonzero(unknown[0]).tolist():
            what = Message("It is not known whether {rule} holds for {unit}.", rule=name, unit=units[index])
            place = Place(unit=units[index], path=f"consequences.{name}")
            found.append(Problem("unknown-condition", what, place, severity=Severity.WARNING))
    return found
