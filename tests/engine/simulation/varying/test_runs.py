"""The runs of a sensitivity analysis: which has which weights, cuts and errors."""

from decimal import Decimal

import numpy as np
import pytest
from building import county, refusal
from simulated import ready

from engine.problem import Problems
from engine.simulation.chance.data_errors import Error, drawn_measures
from engine.simulation.chance.drawn_weights import Spread
from engine.simulation.chance.tally import Floats
from engine.simulation.variants import Variants
from engine.simulation.varying.factors import Varied
from engine.simulation.varying.runs import Runs
from engine.simulation.varying.sobol import saltelli

MEASURES = "{质: {unit: 分, between: [0, 100]}, 量: {unit: 分, between: [0, 100]}}"
INDICATORS = """
- {name: 质量, points: 60, method: given, score: 质, out_of: 100, source: 文}
- {name: 数量, points: 40, method: given, score: 量, out_of: 100, source: 文}
"""
CYCLE = ready(county(质="100 50 0", 量="0 100 50"), measures=MEASURES, indicators=INDICATORS)
SHARE = Spread(Decimal("0.2"))
ERRORS = {"质": Error(size=Decimal(5)), "量": Error(size=Decimal(10), relative=True)}


def of_sample(runs: Runs, number: int) -> Variants:
    """The runs of one sample."""
    return runs.variants(CYCLE, number * runs.points, (number + 1) * runs.points)


def factors(number: int, points: int, seed: int) -> Floats:
    """Where the factors stand in each sample, (samples, points, factors)."""
    return saltelli(number, points, seed, 0, (number + 2) * points).reshape(number + 2, points, number)


def test_there_is_a_sample_for_each_factor_and_two_more() -> None:
    assert Runs(Varied(SHARE, Decimal(2), ERRORS), 4).count(CYCLE) == (2 + 3 + 2 + 2) * 4


def test_weights_sum_to_full_marks_in_every_run() -> None:
    runs = Runs(Varied(SHARE), 64)
    for sample in range(4):
        numbers = of_sample(runs, sample).numbers
        quality, quantity = (numbers[f"indicators.{name}.points"].scaled for name in ("质量", "数量"))
        assert (quality + quantity == 10_000).all()
        # 60·0.8 : 40·1.2 is 50 : 50, 60·1.2 : 40·0.8 is 69.23 : 30.77.
        assert quality.min() >= 5000
        assert quality.max() <= 6923
        assert len(set(quality.ravel().tolist())) > 60


def test_weights_are_their_factors_normalised() -> None:
    runs, sample = Runs(Varied(SHARE), 8, seed=3), factors(2, 8, seed=3)
    for place in range(4):
        first, second = 60 * (0.8 + 0.4 * sample[place, :, 0]), 40 * (0.8 + 0.4 * sample[place, :, 1])
        points = of_sample(runs, place).numbers["indicators.质量.points"]
        assert points.decimals == 2
        assert points.scaled[:, 0].tolist() == pytest.approx((10_000 * first / (first + second)).tolist(), abs=0.5)


def test_a_cut_moves_by_its_own_factor_in_the_decimals_of_points() -> None:
    runs, sample = Runs(Varied(cuts=Decimal("1.5")), 16, seed=2), factors(3, 16, seed=2)
    for place, (grade, cut) in enumerate([("好", 9000), ("较好", 8000), ("一般", 7000)]):
        moved = of_sample(runs, 2 + place).numbers[f"grades.{grade}.from"]
        expected = cut + np.rint(150 * (2 * sample[1, :, place] - 1))
        assert (moved.scaled[:, 0] == expected).all()
        others = of_sample(runs, 2 + (place + 1) % 3).numbers[f"grades.{grade}.from"]
        assert (others.scaled[:, 0] == cut + np.rint(150 * (2 * sample[0, :, place] - 1))).all()


def test_errors_of_all_units_go_from_one_sample_to_the_other_together() -> None:
    runs = Runs(Varied(errors=ERRORS), 8, seed=5)
    drawn = drawn_measures(CYCLE, ERRORS, 5, 0, 16)
    quality, quantity = drawn["质"].scaled, drawn["量"].scaled
    expected = [
        (quality[:8], quantity[:8]),
        (quality[8:], quantity[8:]),
        (quality[8:], quantity[:8]),
        (quality[:8], quantity[8:]),
    ]
    for sample, (first, second) in enumerate(expected):
        measures = of_sample(runs, sample).measures
        assert (measures["质"].scaled == first).all()
        assert (measures["量"].scaled == second).all()


def test_a_range_over_several_samples_has_the_same_runs() -> None:
    runs = Runs(Varied(SHARE, Decimal(2), ERRORS), 8, seed=5)
    every, some = runs.variants(CYCLE, 0, 72), runs.variants(CYCLE, 5, 41)
    assert some.count == 36
    for found, whole in ((some.numbers, every.numbers), (some.measures, every.measures)):
        assert found.keys() == whole.keys()
        for name, values in found.items():
            assert values.decimals == whole[name].decimals
            assert values.scaled.tolist() == whole[name].scaled[5:41].tolist()


def test_the_unit_that_is_looked_at_is_there() -> None:
    with pytest.raises(Problems) as caught:
        Runs(Varied(SHARE), 8, unit="甲甲").check(CYCLE)
    assert (refusal(caught)[0][0], refusal(caught)[0][5]) == ("unknown-unit", "Did you mean 甲?")


def test_runs_are_plain() -> None:
    assert Runs(Varied(cuts=Decimal(2)), 8, 5, "甲").as_plain() == {
        "varied": {"grades": "2"},
        "points": 8,
        "unit": "甲",
    }
