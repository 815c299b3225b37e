"""Grades, vetoes, withdrawals, and ranks."""

from fractions import Fraction
from typing import Any

from oracle import naming
from oracle.rounding import number
from oracle.run import Run, Unit


def band(run: Run, total: Fraction) -> str:
    """The first grade whose ``from`` the total reaches."""
    for rule in run.ruleset["grades"]:
        if "from" not in rule or total >= number(rule["from"]):
            return str(rule["grade"])
    raise ValueError("the last grade must have no `from`")


def add_grade(run: Run, unit: Unit) -> None:
    """Band, then vetoes, then a recorded withholding; and whether the unit is withdrawn."""
    assert unit.total is not None
    place = run.grades.index(band(run, unit.total))
    for rule in run.ruleset.get("adjustments") or []:
        if "bonus" in rule or "deduct" in rule:
            continue
        for suffix, stands in naming.stands_for(run, rule.get("for_each")):
            holds = naming.value(run, unit, rule["when"], stands) if "when" in rule else True
            if holds is None:
                run.warnings.add(("adjustment-not-made", unit.name))
            if holds is not True:
                continue
            if "withdraw" in rule:
                unit.withdrawn = True
                run.seen.add("withdrawn")
                continue
            unit.vetoes.append(rule["name"] + suffix)
            lowered = max(place, run.grades.index(rule["grade_at_most"]))
            run.seen.add("veto lowers a grade" if lowered > place else "veto without effect")
            place = lowered
    grade = run.ruleset["grades"][place]
    if grade.get("may") == "true" and place + 1 < len(run.grades):
        question = f"grades/{grade['grade']}/{unit.name}"
        if run.questions.allow(question, ("one of", ["withhold"])) == "withhold":
            run.seen.add("grade withheld")
            place += 1
    unit.grade = run.grades[place]
    unit.values["grade"] = unit.grade


def groups_of(run: Run, units: list[Unit]) -> dict[str, list[Unit]]:
    """Units by ranking group, each group in the order of the data."""
    within = run.ruleset["ranking"].get("within")
    found: dict[str, list[Unit]] = {}
    for unit in units:
        found.setdefault(str(unit.values[within]) if within else "", []).append(unit)
    return found


def add_ranks(run: Run) -> None:
    """Competition ranks within each group; a withdrawn unit has none."""
    for unit in run.complete:
        unit.values["rank"] = None
        unit.values["is_last"] = None
    for members in groups_of(run, [unit for unit in run.complete if not unit.withdrawn]).values():
        keys = {unit.name: rank_key(run, unit) for unit in members}
        for unit in members:
            unit.rank = 1 + sum(1 for other in members if keys[other.name] > keys[unit.name])
            unit.values["rank"] = Fraction(unit.rank)
        greatest = max(unit.rank for unit in members if unit.rank is not None)
        for unit in members:
            unit.values["is_last"] = unit.rank == greatest
        if len({unit.rank for unit in members}) < len(members):
            run.seen.add("tied ranks")
        if len({unit.total for unit in members}) < len({unit.rank for unit in members}):
            run.seen.add("tie broken")


def rank_key(run: Run, unit: Unit) -> list[tuple[bool, Any]]:
    """What units are ordered by, greater first; an unknown is below every value."""
    keys: list[Any] = [unit.total]
    for text in run.ruleset["ranking"].get("ties") or []:
        keys.append(naming.value(run, unit, text))
    return [(key is not None, key if key is not None else Fraction(0)) for key in keys]
