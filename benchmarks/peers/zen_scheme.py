"""GoRules ZEN: one decision graph of expressions and a decision table, evaluated unit by unit."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import zen

NAME = "ZEN Engine"
ARITHMETIC = "decimal, 28 digits"
EXPLAINS = "trace of nodes"

HOUSING = "houses_planned == null ? null : round(5 * min([houses_done / houses_planned, 1]), 2)"

INDICATORS = {
    "villages_lifted": "villages_planned == null ? 0 : round(10 * min([villages_done / villages_planned, 1]), 2)",
    "people_lifted": "round((villages_planned == null ? 22 : 12) * min([people_done / people_planned, 1]), 2)",
    "whole_township": "round(7 * min([100 * villages_in_all / "
    "((lifts_in == '2016' ? 100 : (lifts_in == '2017' ? 65 : 60)) * villages), 1]), 2)",
    "returns_held": "max([8 - ceil(max([returned - 5, 0]) / 0.5), 0])",
    "income_growth": "growth <= 0 ? 0 : (growth <= 10 ? round(8 * growth / 10, 2) : "
    "(growth <= 16 ? round(8 + 4 * (growth - 10) / 6, 2) : 12))",
    "wage_share": "wages >= 50 ? 6 : (wages >= 45 ? 5 : (wages >= 40 ? 3.5 : (wages >= 30 ? 2 : 0)))",
    "village_roads": "max([5 - 0.5 * floor(max([100 - roads, 0])), 0])",
    "drinking_water": "max([round(4 - 0.2 * max([100 - water, 0]), 2), 0])",
    "housing": "houses_planned == null ? peers_housing : round(5 * min([houses_done / houses_planned, 1]), 2)",
    "clinics": "clinics_done >= clinics_planned ? 3 : 0",
    "schools": "schools_planned == null ? 3 : round(3 * min([schools_done / schools_planned, 1]), 2)",
    "identified": "max([5 - 0.5 * misjudged, 0])",
    "household_plans": "round(4 * min([plans / households, 1]), 2)",
    "resident_team": "round(6 * team / 100, 2)",
    "funds_paid": "funds >= 95 ? 5 : (funds >= 90 ? 4 : (funds >= 80 ? 2 : 0))",
    "funds_used": "max([5 - 1.5 * findings, 0])",
}

TOTAL = f"min([max([{' + '.join(INDICATORS)} + min([2 * by_province + by_city, 3]) - min([breaches, 5]), 0]), 100])"

GRADES = [
    {"total": "", "cases": "", "frauds": "> 0", "grade": "3"},
    {"total": "< 70", "cases": "", "frauds": "", "grade": "3"},
    {"total": "", "cases": "> 0", "frauds": "", "grade": "2"},
    {"total": ">= 90", "cases": "", "frauds": "", "grade": "0"},
    {"total": ">= 80", "cases": "", "frauds": "", "grade": "1"},
    {"total": "", "cases": "", "frauds": "", "grade": "2"},
]


def graph() -> dict[str, Any]:
    """The scheme as a JSON decision model."""
    nodes = [
        _node("facts", "inputNode"),
        _node("points", "expressionNode", expressions=_expressions(INDICATORS), passThrough=True),
        _node("sum", "expressionNode", expressions=_expressions({"total": TOTAL}), passThrough=True),
        _node(
            "bands",
            "decisionTableNode",
            hitPolicy="first",
            passThrough=True,
            inputs=[{"id": name, "name": name, "field": name} for name in ("total", "cases", "frauds")],
            outputs=[{"id": "grade", "name": "grade", "field": "grade"}],
            rules=[{"_id": str(number), **row} for number, row in enumerate(GRADES)],
        ),
        _node("result", "outputNode"),
    ]
    names = [node["id"] for node in nodes]
    edges = [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in pairwise(names)]
    return {"nodes": nodes, "edges": edges}


def _node(name: str, kind: str, **content: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content}


def _expressions(named: dict[str, str]) -> list[dict[str, str]]:
    return [{"id": name, "key": name, "value": value} for name, value in named.items()]


def prepare(facts: list[dict[str, Any]]) -> tuple[Any, list[dict[str, Any]]]:
    """The decision, and a JSON object a unit: numbers as JSON has them."""
    plain = [
        {
            name: value if value is None or isinstance(value, (str, int)) else float(value)
            for name, value in each.items()
        }
        for each in facts
    ]
    return zen.ZenEngine().create_decision(json.dumps(graph())), plain


def run(prepared: tuple[Any, list[dict[str, Any]]]) -> list[tuple[Any, int]]:
    """The peers' mean is beyond a decision on one unit: it is made here, in between."""
    decision, facts = prepared
    housing = zen.compile_expression(HOUSING)
    of_peers = [points for each in facts if (points := housing.evaluate(each)) is not None]
    mean = round(sum(of_peers) / len(of_peers), 2)
    results = [decision.evaluate({**each, "peers_housing": mean})["result"] for each in facts]
    return [(each["total"], int(each["grade"])) for each in results]
