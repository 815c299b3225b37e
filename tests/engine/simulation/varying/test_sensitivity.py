"""Sensitivity of small counties whose indices can be told beforehand."""

import json
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from building import UNITS, county, each, scheme
from simulated import ready, sensitivity_of

from engine.simulation.chance.data_errors import Error
from engine.simulation.chance.drawn_weights import Spread
from engine.simulation.standings import scorer
from engine.simulation.varying.factors import Varied
from engine.simulation.varying.runs import Runs
from engine.simulation.varying.sensitivity import Output, Sensitivity

PRIZE = "[{name: 奖, winners: 1, amount: 5000, among: grade == '好', source: 文}]"
MEASURES = "{质: {unit: 分, between: [0, 100]}, 量: {unit: 分, between: [0, 100]}}"
INDICATORS = """
- {name: 质量, points: 50, method: given, score: 质, out_of: 100, source: 文}
- {name: 数量, points: 50, method: given, score: 量, out_of: 100, source: 文}
"""
WEIGHTED = {"measures": MEASURES, "indicators": INDICATORS}


def found(study: Sensitivity, name: str) -> Output:
    (output,) = (each for each in study.outputs if each.name == name)
    return output


def indices(study: Sensitivity, name: str) -> tuple[Any, Any]:
    output = found(study, name).indices
    assert output is not None
    return output.first.value, output.total.value


def test_grades_at_their_cuts() -> None:
    # 甲 and 乙 stand at the cuts of 好 and 较好: each loses its grade in half of the runs, whatever the other does.
    study = sensitivity_of(ready(county(分="90 80"), prizes=PRIZE), Varied(cuts=Decimal(2)), points=1024)
    changes = found(study, "grade_changes")
    assert changes.mean == pytest.approx(1, abs=0.01)
    assert (changes.official, changes.low, changes.high) == (0, 0, 2)
    for index in indices(study, "grade_changes"):
        assert index == pytest.approx([0.5, 0.5, 0], abs=0.03)
    # The prize is for 好 alone.
    assert (found(study, "money").official, found(study, "money").mean) == (5000, pytest.approx(2500, abs=25))
    for index in indices(study, "money"):
        assert index == pytest.approx([1, 0, 0], abs=0.03)
    assert found(study, "rank_shift").indices is None


def test_grades_won_count_as_grades_lost() -> None:
    study = sensitivity_of(ready(county(分="89.99 76")), Varied(cuts=Decimal(2)), points=256)
    # 甲 rises where the cut of 好 falls.
    assert found(study, "grade_changes").mean == pytest.approx(0.5, abs=0.02)


def test_one_of_two_weights_decides_as_much_as_the_other() -> None:
    # The total of 甲 is 100 · f / (f + g): the same in both, but for the sign.
    study = sensitivity_of(
        ready(county(质="100 0", 量="0 100"), **WEIGHTED), Varied(Spread(Decimal("0.1"))), points=1024, unit="甲"
    )
    first, total = indices(study, "total")
    assert first == pytest.approx([0.5, 0.5], abs=0.02)
    assert total == pytest.approx([0.5, 0.5], abs=0.02)
    assert found(study, "total").official == 50
    # 甲 is ahead where f > g. Both are first as things are, so one moves in every other run but ties.
    assert found(study, "rank_shift").mean == pytest.approx(0.5, abs=0.02)
    assert found(study, "rank").mean == pytest.approx(1.5, abs=0.02)


def test_a_measure_that_does_not_count_decides_nothing() -> None:
    measures = "{分: {unit: 分, decimals: 2, between: [0, 100]}, 闲: {unit: 件, between: [0, 100]}}"
    errors = {"分": Error(size=Decimal(3)), "闲": Error(size=Decimal(3))}
    study = sensitivity_of(
        ready(county(分="50 60", 闲="5 5"), measures=measures), Varied(errors=errors), points=512, unit="乙"
    )
    first, total = indices(study, "total")
    assert first == pytest.approx([1, 0], abs=0.1)
    assert total[1] == 0
    assert found(study, "total").mean == pytest.approx(60, abs=0.2)


def test_the_ranks_are_those_of_the_two_independent_samples() -> None:
    cycle = ready(county(质="100 0", 量="0 100"), **WEIGHTED)
    study = sensitivity_of(cycle, Varied(Spread(Decimal("0.1"))), points=256)
    assert study.ranks.nominal.tolist() == [1, 1]
    assert study.ranks.mean.sum() == pytest.approx(3, abs=0.05)
    assert (study.ranks.q5.tolist(), study.ranks.q95.tolist()) == ([1, 1], [2, 2])
    assert study.provenance.draws == 4 * 256
    ranks = scorer(cycle)(Runs(study.varied, 256).variants(cycle, 0, 512)).ranks
    assert study.ranks.mean.tolist() == ranks.mean(axis=0).tolist()


def test_the_official_numbers_are_those_of_the_assessment() -> None:
    data = county(质="100 50 10 70", 量="20 100 50 80")
    study = sensitivity_of(ready(data, **WEIGHTED), Varied(Spread(Decimal("0.1"))), points=8, unit="丁")
    ranks = each("rank", scheme(**WEIGHTED), data)
    assert study.ranks.nominal.tolist() == [ranks[unit] for unit in UNITS[:4]]
    assert found(study, "total").official == float(each("total", scheme(**WEIGHTED), data)["丁"])


def test_the_seed_decides() -> None:
    cycle = ready(county(质="90 80 70", 量="70 80 95"), **WEIGHTED)
    varied = Varied(Spread(Decimal("0.2")), Decimal(2), {"质": Error(size=Decimal(5))})

    def run(seed: int) -> str:
        return json.dumps(sensitivity_of(cycle, varied, points=32, seed=seed, unit="乙").findings())

    assert run(1) == run(1) != run(2)


def test_a_unit_that_is_not_ranked_in_every_run_has_no_indices_of_its_rank() -> None:
    measures = "{分: {unit: 分, decimals: 2, between: [0, 100]}, 件: {unit: 件, between: [0, 9]}}"
    out = "[{name: 退出, when: 件 > 1, withdraw: true, source: 文}]"
    cycle = ready(county(分="50 60", 件="1 1"), measures=measures, adjustments=out)
    study = sensitivity_of(cycle, Varied(errors={"件": Error(size=Decimal(1))}), points=64, unit="甲")
    assert [each.name for each in study.outputs] == ["rank_shift", "grade_changes", "money", "total"]
    assert np.isfinite(study.ranks.mean).all()


def test_findings_are_plain() -> None:
    study = sensitivity_of(ready(county(分="90 80"), prizes=PRIZE), Varied(cuts=Decimal(2)), points=8)
    plain = json.loads(json.dumps(study.as_plain()))
    assert plain["analysis"] == "sensitivity"
    assert plain["made_from"]["seed"] == 1
    assert plain["factors"][0] == {"kind": "cut", "name": "好", "base": "90", "reach": "±2"}
    assert [each["output"] for each in plain["outputs"]] == ["rank_shift", "grade_changes", "money"]
    assert plain["outputs"][0]["S1"] is None
    assert set(plain["outputs"][2]["ST"][0]) == {"value", "q5", "q95"}
    assert plain["ranks"][1] == {"unit": "乙", "official": 2, "mean": 2, "median": 2, "q5": 2, "q95": 2}
