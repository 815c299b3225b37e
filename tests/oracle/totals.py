"""Adjustments and their caps, clamping and rounding of the total."""

from fractions import Fraction
from typing import Any

from oracle import naming
from oracle.rounding import number, rounded
from oracle.run import Run, Unit
from oracle.standing import band


def add_total(run: Run, unit: Unit) -> None:
    """From points to the total of one unit."""
    sums = {"bonus": Fraction(0), "deduct": Fraction(0)}
    for rule in run.ruleset.get("adjustments") or []:
        kind = "bonus" if "bonus" in rule else "deduct" if "deduct" in rule else None
        if kind is None:
            continue
        for suffix, stands in naming.stands_for(run, rule.get("for_each")):
            sums[kind] += adjust(run, unit, rule, kind, suffix, stands)
    for kind, key, sign in (("bonus", "bonuses", 1), ("deduct", "deductions", -1)):
        cap = (run.ruleset["scoring"].get(key) or {}).get("at_most")
        if cap is not None and sums[kind] > number(cap):
            run.seen.add(f"{key} capped")
            unit.corrections[f"scoring.{key}.at_most"] = sign * (number(cap) - sums[kind])
    add_last_corrections(run, unit)
    unit.corrections = {name: value for name, value in unit.corrections.items() if value != 0}


def adjust(run: Run, unit: Unit, rule: dict[str, Any], kind: str, suffix: str, stands: dict[str, str]) -> Fraction:
    """One bonus or deduction with its cap: the size that counts."""
    holds = naming.value(run, unit, rule["when"], stands) if "when" in rule else True
    if holds is None:
        run.warnings.add(("adjustment-not-made", unit.name))
    if holds is not True:
        return Fraction(0)
    exact = naming.value(run, unit, rule[kind], stands)
    if exact is None:
        run.warnings.add(("adjustment-not-made", unit.name))
        return Fraction(0)
    points = run.ruleset["scoring"]["points"]
    size = rounded(exact, int(points["decimals"]), points.get("rounding", "half_up"))
    sign = 1 if kind == "bonus" else -1
    name = rule["name"] + suffix
    unit.adjustments[name] = sign * size
    if "at_most" in rule and size > number(rule["at_most"]):
        run.seen.add("adjustment capped")
        unit.corrections[f"adjustments.{name}.at_most"] = sign * (number(rule["at_most"]) - size)
        return number(rule["at_most"])
    return size


def add_last_corrections(run: Run, unit: Unit) -> None:
    """Clamp the total, then round it if that is declared."""
    rule = run.ruleset["scoring"].get("total") or {}
    total = sum(
        [*unit.points.values(), *unit.adjustments.values(), *unit.corrections.values()],
        Fraction(0),
    )
    if "between" in rule:
        low, high = number(rule["between"][0]), number(rule["between"][1])
        clamped = min(max(total, low), high)
        if clamped != total:
            run.seen.add("clamped below" if clamped > total else "clamped above")
        unit.corrections["scoring.total.between"] = clamped - total
        total = clamped
    if total < 0:
        run.seen.add("negative total")
    if "decimals" in rule:
        exact = total
        total = rounded(exact, int(rule["decimals"]), rule.get("rounding", "half_up"))
        unit.corrections["scoring.total.rounding"] = total - exact
        if band(run, total) != band(run, exact):
            run.warnings.add(("total-rounding-decided-grade", unit.name))
    unit.total = total
    unit.values["total"] = total


def total_decimals(ruleset: dict[str, Any]) -> int:
    """How many decimals the totals have by declaration."""
    scoring = ruleset["scoring"]
    if "decimals" in (scoring.get("total") or {}):
        return int(scoring["total"]["decimals"])
    usual = int(scoring["points"]["decimals"])
    return max(usual, *indicator_decimals(ruleset["indicators"], usual))


def indicator_decimals(rules: list[dict[str, Any]], usual: int) -> list[int]:
    """The decimals of all indicators' points."""
    found: list[int] = []
    for rule in rules:
        if "group" in rule:
            found += indicator_decimals(rule["indicators"], usual)
        else:
            found.append(int(rule.get("decimals", usual)))
    return found
