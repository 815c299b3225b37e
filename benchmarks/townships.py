"""Made-up townships for the scheme rulesets/tongwei/township.yaml: cells as typed, and the same as plain numbers.

The peers know the measures by English names, because not all of them take Chinese ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np

import rulesets
from engine.assessment import Assessment, assess
from engine.data import Data, Sheet
from engine.ruleset import Ruleset
from engine.source import load

PERIOD = "2016"
MOST = 1_000_000

NAMES = {
    "lifts_in": "摘帽年度",
    "villages": "贫困村数",
    "villages_planned": "计划退出村数",
    "villages_done": "实际退出村数",
    "villages_in_all": "累计退出村数",
    "people_planned": "脱贫任务人口",
    "people_done": "脱贫人口",
    "returned": "返贫率",
    "households": "贫困户数",
    "misjudged": "识别错漏户数",
    "plans": "一户一策落实户数",
    "growth": "贫困人口收入增速",
    "wages": "工资性收入占比",
    "roads": "建制村通畅率",
    "water": "自来水入户率",
    "houses_planned": "危房改造任务户数",
    "houses_done": "危房改造完成户数",
    "clinics_planned": "村卫生室任务数",
    "clinics_done": "村卫生室投用数",
    "schools_planned": "学前教育项目任务数",
    "schools_done": "学前教育项目完成数",
    "team": "驻村帮扶考核得分",
    "funds": "资金拨付率",
    "findings": "审计查出问题数",
    "cases": "资金违纪违法案件数",
    "breaches": "违反约束规定件数",
    "frauds": "弄虚作假件数",
    "by_province": "省级推广经验数",
    "by_city": "市级推广经验数",
}
"""The columns that points, bonuses, deductions and vetoes depend on."""

MAY_NOT_APPLY = ("villages_planned", "houses_planned", "schools_planned")


def ruleset() -> Ruleset:
    """The scheme as it comes with the package, but for more units than a county has."""
    text = rulesets.text("tongwei/township")
    assert text.count("at_most: 100}") == 1
    return load(text.replace("at_most: 100}", f"at_most: {MOST}}}"))


def sheet(units: int, seed: int = 1) -> Data:
    """Cells as a clerk would type them."""
    random = np.random.default_rng(seed)

    def whole(low: int, high: int) -> Any:
        return random.integers(low, high, units, endpoint=True)

    def percent(low: int, high: int) -> list[str]:
        return [f"{value // 100}.{value % 100:02}" for value in whole(low * 100, high * 100).tolist()]

    def rarely() -> Any:
        return whole(1, 3) * (random.random(units) < 0.04)

    villages, people, households = whole(5, 40), whole(200, 3000), whole(100, 1500)
    planned, houses, schools, clinics = whole(1, 12), whole(20, 400), whole(1, 6), whole(1, 6)
    data: dict[str, Any] = {
        "lifts_in": [("2016", "2017", "未定")[code] for code in whole(0, 2).tolist()],
        "villages": villages,
        "villages_planned": planned,
        "villages_done": np.maximum(planned - whole(0, 3) * (random.random(units) < 0.3), 0),
        "villages_in_all": np.minimum(villages, whole(3, 40)),
        "people_planned": people,
        "people_done": people * whole(90, 110) // 100,
        "returned": percent(0, 7),
        "households": households,
        "misjudged": whole(0, 4) * (random.random(units) < 0.4),
        "plans": households * whole(92, 100) // 100,
        "growth": percent(6, 20),
        "wages": percent(35, 60),
        "roads": percent(94, 100),
        "water": percent(90, 100),
        "houses_planned": houses,
        "houses_done": houses * whole(85, 105) // 100,
        "clinics_planned": clinics,
        "clinics_done": np.maximum(clinics - rarely(), 0),
        "schools_planned": schools,
        "schools_done": np.maximum(schools - rarely(), 0),
        "team": percent(75, 100),
        "funds": percent(85, 100),
        "findings": whole(0, 2) * (random.random(units) < 0.5),
        **{name: rarely() for name in ("cases", "breaches", "frauds", "by_province", "by_city")},
    }
    columns = {NAMES[name]: _cells(values) for name, values in data.items()}
    for name in MAY_NOT_APPLY:
        columns[NAMES[name]] = [
            "不适用" if rare else cell
            for cell, rare in zip(columns[NAMES[name]], random.random(units) < 0.1, strict=True)
        ]
    for name, measure in ruleset().measures.items():
        columns.setdefault(name, [str(measure.between[0])] * units)
    return Data(Sheet({"unit": [f"样例{number}" for number in range(units)], **columns}), {})


def _cells(values: Any) -> list[str]:
    return [str(value) for value in (values if isinstance(values, list) else values.tolist())]


def facts(data: Data) -> list[dict[str, Any]]:
    """The same, a mapping a unit: decimals as decimals, None where a measure does not apply."""
    columns = {name: data.units.columns[chinese] for name, chinese in NAMES.items()}
    return [{name: _fact(name, cells[index]) for name, cells in columns.items()} for index in range(len(data.units))]


def _fact(name: str, cell: str) -> Any:
    if name == "lifts_in":
        return cell
    return None if cell == "不适用" else Decimal(cell) if "." in cell else int(cell)


def kaoping(scheme: Ruleset, data: Data, *, second_opinion: bool) -> Assessment:
    """The whole assessment of these units: from cells to consequences."""
    return assess(scheme, data, period=PERIOD, ask_second_opinion=second_opinion)


def outcome(assessment: Assessment) -> list[tuple[Decimal, int]]:
    """Each unit's total and the place of its grade, 0 the highest; in the order of the data."""
    assert not assessment.problems, assessment.problems[:3]
    totals: Sequence[str] = assessment.scores.total.texts()
    return [(Decimal(text), int(grade)) for text, grade in zip(totals, assessment.standing.grades[0], strict=True)]
