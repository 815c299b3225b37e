"""Consequences: which rules fire, which replace which, their effects, and effects that exclude each other."""

from datetime import date, timedelta
from typing import Any

from oracle import naming
from oracle.period import lasts_until
from oracle.questions import Refused
from oracle.run import Run, Unit

Rules = dict[str, dict[str, Any]]


def add_consequences(run: Run, unit: Unit) -> None:
    """The effects in force on one unit, and what was replaced by what."""
    rules: Rules = {}
    for rule in run.ruleset.get("consequences") or []:
        for suffix, stands in naming.stands_for(run, rule.get("for_each")):
            rules[rule["name"] + suffix] = rule
            truth = naming.value(run, unit, rule["when"], stands)
            if truth is None:
                run.warnings.add(("unknown-condition", unit.name))
            elif truth:
                unit.fired.add(rule["name"] + suffix)
    in_force = rules_in_force(rules, unit.fired)
    for name, rule in rules.items():
        if name in in_force:
            unit.consequences += effects_of(run, unit, name, rule)
        elif name in unit.fired:
            run.seen.add("replaced rule")
            by = [other for other in rules if other in in_force and name in replaced_by(rules, other)]
            unit.replaced.append({"rule": name, "by": by})
    refuse_incompatible(run, unit)


def replaced_by(rules: Rules, name: str) -> list[str]:
    """The rules that a rule names in ``instead_of``."""
    return list(rules[name].get("instead_of") or [])


def rules_in_force(rules: Rules, fired: set[str]) -> set[str]:
    """The rules that fire and are not replaced; replacing rules are settled before those that they name."""
    in_force: set[str] = set()
    settled: set[str] = set()
    replacing_rules = {name: [other for other in rules if name in replaced_by(rules, other)] for name in rules}
    while len(settled) < len(rules):
        for name, replacing in replacing_rules.items():
            if name in settled or not settled.issuperset(replacing):
                continue
            settled.add(name)
            if name in fired and not in_force.intersection(replacing):
                in_force.add(name)
    return in_force


def effects_of(run: Run, unit: Unit, name: str, rule: dict[str, Any]) -> list[dict[str, str | None]]:
    """The effects of a rule in force on a unit; those that may be, only when decided."""
    found = []
    for effect in rule["then"]:
        if effect.get("may") == "true":
            question = f"consequences/{name}/{effect['party']}/{effect['effect']}/{unit.name}"
            answer = run.questions.ask(question, ("one of", ["yes", "no"]))
            run.seen.add(f"may effect: {answer or 'open'}")
            if answer != "yes":
                continue
        fields = {key: value for key, value in effect.items() if key not in ("may", "source", "note", "from")}
        found.append({"rule": name, **fields, **dates_of(run, effect)})
    return found


def dates_of(run: Run, effect: dict[str, str]) -> dict[str, str | None]:
    """From when until when a restriction lasts; None where the day of decision is not known."""
    if effect["effect"] != "forbid" or "months" not in effect:
        return {}
    start: date | None = run.last_day if effect.get("from") == "period_end" else run.decided_on
    if start is None:
        run.seen.add("restriction without dates")
        run.questions.ask("decided_on", ("date",))
        return {"from": None, "until": None}
    until = lasts_until(start, int(effect["months"]))
    if (until + timedelta(days=1)).day != start.day:
        run.seen.add("restriction to the end of a month")
    return {"from": start.isoformat(), "until": until.isoformat()}


def wider(run: Run, party: str) -> set[str]:
    """The party and all of which it is a subset."""
    found = {party}
    rule = (run.ruleset.get("parties") or {}).get(party) or {}
    for key in ("within", "all"):
        if key in rule:
            found |= wider(run, rule[key])
    return found


def overlap(run: Run, one: str, other: str) -> bool:
    """Whether two parties are the same, or one is a subset of the other."""
    return other in wider(run, one) or one in wider(run, other)


def incompatible(one: dict[str, str | None], other: dict[str, str | None]) -> bool:
    """Whether two effects cannot stand together on one party."""
    kinds = (one["effect"], other["effect"])
    if kinds == ("rate", "rate"):
        return one["as"] != other["as"]
    if kinds == ("grant", "cancel"):
        return one["what"] == other["what"]
    if kinds == ("forbid", "rate"):
        return one.get("rating") == other["as"]
    return False


def refuse_incompatible(run: Run, unit: Unit) -> None:
    """Refuse the run if two effects in force on a unit are incompatible."""
    for one in unit.consequences:
        for other in unit.consequences:
            if incompatible(one, other) and overlap(run, str(one["party"]), str(other["party"])):
                raise Refused(f"incompatible effects on {unit.name}: {one} and {other}")
