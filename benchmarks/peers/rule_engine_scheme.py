"""rule-engine: one expression an indicator, evaluated on a mapping a unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import rule_engine

NAME = "rule-engine"
ARITHMETIC = "decimal, 28 digits"
EXPLAINS = "no"


def rounded(expression: str) -> str:
    """To two decimals, halves up; the language has no rounding of its own."""
    return f"((({expression}) * 100 + 0.5).floor / 100)"


def reached(done: str, planned: str) -> str:
    return f"$min([{done} / {planned}, 1])"


HOUSING = rounded(f"5 * {reached('houses_done', 'houses_planned')}")

INDICATORS = {
    "villages_lifted": "villages_planned == null ? 0 : "
    + rounded(f"10 * {reached('villages_done', 'villages_planned')}"),
    "people_lifted": rounded(f"(villages_planned == null ? 22 : 12) * {reached('people_done', 'people_planned')}"),
    "whole_township": rounded(
        "7 * $min([100 * villages_in_all"
        " / ((lifts_in == '2016' ? 100 : (lifts_in == '2017' ? 65 : 60)) * villages), 1])"
    ),
    "returns_held": "$max([8 - ($max([returned - 5, 0]) / 0.5).ceiling, 0])",
    "income_growth": "growth <= 0 ? 0 : (growth <= 10 ? "
    + rounded("8 * growth / 10")
    + " : (growth <= 16 ? "
    + rounded("8 + 4 * (growth - 10) / 6")
    + " : 12))",
    "wage_share": "wages >= 50 ? 6 : (wages >= 45 ? 5 : (wages >= 40 ? 3.5 : (wages >= 30 ? 2 : 0)))",
    "village_roads": "$max([5 - 0.5 * $max([100 - roads, 0]).floor, 0])",
    "drinking_water": "$max([" + rounded("4 - 0.2 * $max([100 - water, 0])") + ", 0])",
    "housing": f"houses_planned == null ? peers_housing : {HOUSING}",
    "clinics": "clinics_done >= clinics_planned ? 3 : 0",
    "schools": "schools_planned == null ? 3 : " + rounded(f"3 * {reached('schools_done', 'schools_planned')}"),
    "identified": "$max([5 - 0.5 * misjudged, 0])",
    "household_plans": rounded(f"4 * {reached('plans', 'households')}"),
    "resident_team": rounded("6 * team / 100"),
    "funds_paid": "funds >= 95 ? 5 : (funds >= 90 ? 4 : (funds >= 80 ? 2 : 0))",
    "funds_used": "$max([5 - 1.5 * findings, 0])",
}

TOTAL = "$min([$max([points + $min([2 * by_province + by_city, 3]) - $min([breaches, 5]), 0]), 100])"

GRADE = "frauds > 0 or total < 70 ? 3 : (cases > 0 or total < 80 ? 2 : (total < 90 ? 1 : 0))"


def prepare(facts: list[dict[str, Any]]) -> tuple[dict[str, rule_engine.Rule], list[dict[str, Any]]]:
    """The expressions, parsed, and the facts as they are: the engine takes decimals."""
    texts = {**INDICATORS, "total": TOTAL, "grade": GRADE, "own housing": HOUSING}
    return {name: rule_engine.Rule(text) for name, text in texts.items()}, facts


def run(prepared: tuple[dict[str, rule_engine.Rule], list[dict[str, Any]]]) -> list[tuple[Any, int]]:
    """The sum of points and the peers' mean are made here: the engine knows one expression and one unit at a time."""
    rules, facts = prepared
    own_housing = rules["own housing"]
    of_peers = [own_housing.evaluate(each) for each in facts if each["houses_planned"] is not None]
    mean = round(sum(of_peers) / len(of_peers), 2)
    indicators = [rules[name] for name in INDICATORS]
    outcome: list[tuple[Decimal, int]] = []
    for each in facts:
        known = {**each, "peers_housing": mean}
        known["points"] = sum(rule.evaluate(known) for rule in indicators)
        known["total"] = rules["total"].evaluate(known)
        outcome.append((known["total"], int(rules["grade"].evaluate(known))))
    return outcome
