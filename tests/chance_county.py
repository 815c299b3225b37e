"""A made-up county of eight townships in two areas, whose draws and statistics are counted by hand elsewhere."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from building import county, scheme

from engine.cycle import assessed_period
from engine.decision import Decisions
from engine.history import History
from engine.preparation import Inputs, Prepared, prepare
from engine.ruleset import Ruleset
from engine.simulation.chance import budget, confidence
from engine.simulation.chance.data_errors import Error
from engine.simulation.chance.drawn_weights import Spread
from engine.simulation.chance.draws import Uncertainty
from engine.simulation.chance.jobs import Job
from engine.simulation.chance.tally import Tally
from engine.simulation.varying import sensitivity
from engine.simulation.varying.factors import Varied
from engine.simulation.varying.runs import Runs

MEASURES = """
完成: {unit: 户, between: [0, 1000]}
任务: {unit: 户, between: [0, 1000], may_not_apply: true}
得分: {unit: 分, decimals: 2, between: [0, 100]}
件数: {unit: 件, between: [0, 20]}
"""

INDICATORS = """
- group: 减贫
  points: 60
  indicators:
    - {name: 任务, points: 30, method: completion, actual: 完成, target: 任务, not_applicable: full, source: 文}
    - name: 台阶
      points: 20
      method: ladder
      value: 得分
      steps: [{from: 80, earns: 20}, {from: 60, earns: 12.25}]
      source: 文
    - {name: 川甲, points: 6, only: 片区 == '川', method: given, score: 得分, out_of: 100, source: 文}
    - {name: 川乙, points: 4, only: 片区 == '川', method: per_instance, count: 件数, deduct: 0.5, source: 文}
    - {name: 山甲, points: 10, only: 片区 == '山', method: given, score: 得分, out_of: 100, source: 文}
- group: 管理
  points: 40
  indicators:
    - {name: 直评, points: 25, method: given, score: 得分, out_of: 100, source: 文}
    - {name: 差错, points: 15, method: per_instance, count: 件数, deduct: 1.5, source: 文}
"""

PRIZES = """
- {name: 一等奖, winners: 1, amount: 5000, among: grade == '好', source: 文}
- {name: 二等奖, winners: 2, amount: 3000, among: grade == '好', source: 文}
"""

QUOTAS = "[{name: 优秀, places: 2, among: grade == '好', source: 文}]"


def ruleset(**parts: str) -> Ruleset:
    """Its scheme, or the same with other parts."""
    own = {
        "attributes": "{片区: {one_of: [川, 山]}}",
        "measures": MEASURES,
        "indicators": INDICATORS,
        "prizes": PRIZES,
        "quotas": QUOTAS,
    }
    return scheme(**{**own, **parts})


def cycle(given: Ruleset | None = None, decisions: Decisions | None = None, **columns: str | Sequence[str]) -> Prepared:
    """Its cycle of 2016, made ready."""
    own: dict[str, str | Sequence[str]] = {
        "片区": "川 川 川 川 山 山 山 山",
        "完成": "100 95 90 80 100 99 60 10",
        "任务": "100 100 100 100 100 100 不适用 100",
        "得分": "95.50 93.25 93.25 70 96 80.00 65.5 30",
        "件数": "0 1 1 2 0 1 3 9",
    }
    given = given or ruleset()
    data = county(**{**own, **columns})
    return prepare(Inputs(given, data, History(), decisions or Decisions(), assessed_period(given, "2016")))


def uncertain(share: str | None = "0.1", seed: int = 7, **errors: Error) -> Uncertainty:
    """Weights that vary by a share, and errors by measure."""
    return Uncertainty(None if share is None else Spread(Decimal(share)), errors, seed)


def error(size: str, relative: bool = False, shape: str = "uniform") -> Error:
    """An error of a measure."""
    return Error.model_validate({"size": size, "relative": relative, "shape": shape})


ANALYSES = ("confidence", "budget", "sensitivity")


def job_of(analysis: str, points: int = 16, seed: int = 7) -> Job[Any]:
    """Weights and two measures uncertain: so many points of thirteen samples, or as many draws."""
    errors = {"得分": error("3"), "任务": error("10", relative=True, shape="normal")}
    weights = Spread(Decimal("0.1"))
    match analysis:
        case "sensitivity":
            return sensitivity.job(cycle(), Runs(Varied(weights, Decimal(1), errors), points, seed, "丙"))
        case "budget":
            return budget.job(cycle(), Uncertainty(weights, errors, seed), 13 * points)
        case _:
            return confidence.job(cycle(), Uncertainty(weights, errors, seed), 13 * points)


def written_out(tally: Tally) -> dict[str, Any]:
    """All that a tally holds, to the bit."""
    return {
        "draws": tally.draws,
        "counts": {name: counted.tolist() for name, counted in tally.counts.items()},
        "values": {name: found.items() for name, found in tally.values.items()},
        "series": {name: tally.in_order(name).tobytes() for name in tally.series},
    }
