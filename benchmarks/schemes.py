"""The two schemes of 50 indicators that are scored, and made-up data for them as exact columns and as floats."""

from __future__ import annotations

import numpy as np

from engine.columns import Columns
from engine.expression.evaluation import Numbers
from engine.fixed import Array, Fixed
from engine.plan import Plan, compile_plan
from engine.source import load

INDICATORS = 50
POINTS = 2
MOST_PEOPLE = 100_000
LEAST_PERCENT, MOST_PERCENT = 50_00, 100_00  # hundredths

FRAME = f"""
ruleset: 基准
version: '1'
covers: {{unit: 单位, at_most: 1000000}}
period: year
in_force: {{from: 2015-01-01}}
sources: {{约定: {{title: 基准, kind: assumption}}}}
scoring: {{full_marks: {INDICATORS * POINTS}, points: {{decimals: 2}}}}
ranking: {{by: total, source: 约定}}
grades:
  - {{grade: 好, from: 90, source: 约定}}
  - {{grade: 较好, from: 80, source: 约定}}
  - {{grade: 一般, from: 70, source: 约定}}
  - {{grade: 较差, source: 约定}}
"""

METHODS = {
    "completion": "{name: 指标%d, points: 2, method: completion, actual: 完成%d, target: 任务%d, source: 约定}",
    "ladder": "{name: 指标%d, points: 2, method: ladder, value: 比例%d, source: 约定, "
    "steps: [{from: 90, earns: 2}, {from: 75, earns: 1.5}, {from: 60, earns: 1}, {from: 40, earns: 0.5}]}",
    "interpolation": "{name: 指标%d, points: 2, method: interpolation, value: 比例%d, source: 约定, "
    "through: [{at: 20, earns: 0}, {at: 60, earns: 1.2}, {at: 90, earns: 2}]}",
    "shortfall": "{name: 指标%d, points: 2, method: shortfall, value: 比例%d, at_least: 95, "
    "each: 0.5, deduct: 0.05, source: 约定}",
}

ALL_COMPLETION = ("completion",) * INDICATORS
MIXED = tuple((*METHODS,) * (INDICATORS // len(METHODS) + 1))[:INDICATORS]
SCHEMES = {"all completion": ALL_COMPLETION, "mixed": MIXED}


def text(methods: tuple[str, ...]) -> str:
    """The scheme as YAML."""
    measures, indicators = [], []
    for number, method in enumerate(methods):
        line = METHODS[method]
        indicators.append("  - " + line.replace("%d", str(number)))
        if method == "completion":
            measures.append(f"  完成{number}: {{unit: 人, between: [0, {MOST_PEOPLE}]}}")
            measures.append(f"  任务{number}: {{unit: 人, between: [1, {MOST_PEOPLE}]}}")
        else:
            measures.append(f"  比例{number}: {{unit: '%', decimals: 2, between: [0, 100]}}")
    return "\n".join([FRAME.strip(), "measures:", *measures, "indicators:", *indicators, ""])


def plan_of(methods: tuple[str, ...]) -> Plan:
    """The scheme made ready."""
    return compile_plan(load(text(methods)))


def whole_numbers(methods: tuple[str, ...], units: int, seed: int = 1) -> dict[str, Array]:
    """Made-up measures as reported: whole numbers, percentages in hundredths; as narrow as the range permits."""
    random = np.random.default_rng(seed)
    data: dict[str, Array] = {}
    for number, method in enumerate(methods):
        if method == "completion":
            data[f"任务{number}"] = random.integers(1, MOST_PEOPLE, units, dtype=np.int32, endpoint=True)
            data[f"完成{number}"] = random.integers(0, MOST_PEOPLE, units, dtype=np.int32, endpoint=True)
            easier = random.random(units, dtype=np.float32) < 0.8
            np.maximum(data[f"完成{number}"], data[f"任务{number}"], out=data[f"完成{number}"], where=easier)
        else:
            data[f"比例{number}"] = random.integers(LEAST_PERCENT, MOST_PERCENT, units, dtype=np.int16, endpoint=True)
    return data


def cells(methods: tuple[str, ...], units: int) -> dict[str, list[str]]:
    """The same as typed, a column of texts each."""
    columns = exact(whole_numbers(methods, units)).plain
    return {
        "unit": [f"单位{number}" for number in range(units)],
        **{name: each.values.texts() for name, each in columns.items()},
    }


def exact(data: dict[str, Array]) -> Columns:
    """The same as the engine's columns, with the bounds that the scheme declares."""
    return Columns({name: Numbers(_column(name, values)) for name, values in data.items()})


def _column(name: str, values: Array) -> Fixed:
    if name.startswith("比例"):
        return Fixed(values, 2, 0, MOST_PERCENT)
    return Fixed(values, 0, int(name.startswith("任务")), MOST_PEOPLE)


def floats(data: dict[str, Array]) -> dict[str, Array]:
    """The same in float64, as they would be typed."""
    return {
        name: values / 100 if name.startswith("比例") else values.astype(np.float64) for name, values in data.items()
    }
