"""Targets: met, not met and by how much, not yet due, or unknown."""

from datetime import date

from oracle import expression, formulas, naming
from oracle.rounding import rounded, write
from oracle.run import Run, Unit


def add_targets(run: Run, unit: Unit) -> None:
    """The state of each target for one unit."""
    for rule in run.ruleset.get("targets") or []:
        if "when" in rule and naming.value(run, unit, rule["when"]) is not True:
            continue
        truth = naming.value(run, unit, rule["expect"])
        found = {"name": rule["name"]}
        if truth is None:
            found["state"] = "unknown"
        elif truth:
            found["state"] = "met"
        elif "by" in rule and run.last_day < date.fromisoformat(rule["by"]):
            found["state"] = "not_due"
        else:
            found["state"] = "not_met"
            found["gap"] = gap(run, unit, rule["expect"])
        run.seen.add(f"target {found['state']}")
        unit.targets.append(found)


def gap(run: Run, unit: Unit, text: str) -> str:
    """Left side less right side of a comparison; a quotient rounded to 4 decimals."""
    _, _, left, right = expression.parse(text)
    look = naming.look(run, unit)
    sides = (
        expression.beside(left, right, look, run.percents),
        expression.beside(right, left, look, run.percents),
    )
    difference = sides[0] - sides[1]
    if expression.has_quotient(left) or expression.has_quotient(right):
        difference = rounded(difference, 4)
    places = max(expression.decimals(side, lambda name: name_decimals(run, name)) for side in (left, right))
    return write(difference, places)


def name_decimals(run: Run, name: str) -> int:
    """The declared decimals of a measure or formula; none for other names."""
    formula = (run.ruleset.get("formulas") or {}).get(name)
    if formula is not None:
        return formulas.decimals_of(run, formula)
    rules = {**(run.ruleset.get("attributes") or {}), **run.ruleset["measures"]}
    return int(rules.get(name, {}).get("decimals", "0"))
