"""What a sensitivity analysis varies: which run has which weights, cuts and errors."""

from decimal import Decimal

import numpy as np
import pytest
from building import county, refusal
from simulated import ready

from engine.problem import Problems
from engine.simulation.chance.data_errors import Error, drawn_measures
from engine.simulation.chance.drawn_weights import Spread
from engine.simulation.varying.factors import Factor, Runs, Varied
from engine.simulation.varying.sobol import saltelli

MEASURES = "{质: {unit: 分, between: [0, 100]}, 量: {unit: 分, between: [0, 100]}}"
INDICATORS = """
- {name: 质量, points: 60, method: given, score: 质, out_of: 100, source: 文}
- {name: 数量, points: 40, method: given, score: 量, out_of: 100, source: 文}
"""
CYCLE = ready(county(质="100 50 0", 量="0 100 50"), measures=MEASURES, indicators=INDICATORS)
SHARE = Spread(Decimal("0.2"))
ERRORS = {"质": Error(size=Decimal(5)), "量": Error(size=Decimal(10), relative=True)}


def test_a_factor_for_each_indicator_cut_and_measure() -> None:
    runs = Runs(CYCLE, Varied(SHARE, Decimal(2), ERRORS), 4, seed=1)
    assert runs.samples == 9
    assert runs.factors == (
        Factor("weight", "质量", "60", "±20%"),
        Factor("weight", "数量", "40", "±20%"),
        Factor("cut", "好", "90", "±2"),
        Factor("cut", "较好", "80", "±2"),
        Factor("cut", "一般", "70", "±2"),
        Factor("error", "质", "", "±5"),
        Factor("error", "量", "", "±10%"),
    )
    assert [each.label for each in runs.factors][::3] == ["质量 60±20%", "较好 80±2", "量 ±10%"]


def test_weights_sum_to_full_marks_in_every_run() -> None:
    runs = Runs(CYCLE, Varied(SHARE), 64, seed=1)
    for sample in range(runs.samples):
        numbers = runs.variants(sample, 0, 64).numbers
        quality, quantity = (numbers[f"indicators.{name}.points"].scaled for name in ("质量", "数量"))
        assert (quality + quantity == 10_000).all()
        # 60·0.8 : 40·1.2 is 50 : 50, 60·1.2 : 40·0.8 is 69.23 : 30.77.
        assert quality.min() >= 5000
        assert quality.max() <= 6923
        assert len(set(quality.ravel().tolist())) > 60


def test_weights_are_their_factors_normalised() -> None:
    runs = Runs(CYCLE, Varied(SHARE), 8, seed=3)
    sample = saltelli(2, 8, seed=3)
    for place in range(4):
        first, second = 60 * (0.8 + 0.4 * sample[place, :, 0]), 40 * (0.8 + 0.4 * sample[place, :, 1])
        points = runs.variants(place, 0, 8).numbers["indicators.质量.points"]
        assert points.decimals == 2
        assert points.scaled[:, 0].tolist() == pytest.approx((10_000 * first / (first + second)).tolist(), abs=0.5)


def test_a_cut_moves_by_its_own_factor_in_the_decimals_of_points() -> None:
    runs = Runs(CYCLE, Varied(cuts=Decimal("1.5")), 16, seed=2)
    sample = saltelli(3, 16, seed=2)
    for place, (grade, cut) in enumerate([("好", 9000), ("较好", 8000), ("一般", 7000)]):
        moved = runs.variants(2 + place, 4, 16).numbers[f"grades.{grade}.from"]
        expected = cut + np.rint(150 * (2 * sample[1, 4:, place] - 1))
        assert (moved.scaled[:, 0] == expected).all()
        others = runs.variants(2 + (place + 1) % 3, 4, 16).numbers[f"grades.{grade}.from"]
        assert (others.scaled[:, 0] == cut + np.rint(150 * (2 * sample[0, 4:, place] - 1))).all()


def test_errors_of_all_units_go_from_one_sample_to_the_other_together() -> None:
    runs = Runs(CYCLE, Varied(errors=ERRORS), 8, seed=5)
    drawn = drawn_measures(CYCLE, ERRORS, 5, 0, 16)
    quality, quantity = drawn["质"].scaled, drawn["量"].scaled
    expected = [
        (quality[:8], quantity[:8]),
        (quality[8:], quantity[8:]),
        (quality[8:], quantity[:8]),
        (quality[:8], quantity[8:]),
    ]
    for sample, (first, second) in enumerate(expected):
        measures = runs.variants(sample, 0, 8).measures
        assert (measures["质"].scaled == first).all()
        assert (measures["量"].scaled == second).all()


def test_cuts_that_could_change_places_are_refused() -> None:
    with pytest.raises(Problems) as caught:
        Runs(CYCLE, Varied(cuts=Decimal(5)), 4, seed=1)
    assert [(each[0], each[1]) for each in refusal(caught)] == [
        ("simulate-cuts-cross", "grades.较好.from"),
        ("simulate-cuts-cross", "grades.一般.from"),
    ]
    Runs(CYCLE, Varied(cuts=Decimal("4.99")), 4, seed=1)


def test_something_has_to_vary() -> None:
    alone = ready(county(分="50"))
    with pytest.raises(Problems) as caught:
        Runs(alone, Varied(SHARE), 4, seed=1)
    assert [each[0] for each in refusal(caught)] == ["simulate-nothing-varies"]
    with pytest.raises(Problems) as caught:
        Runs(CYCLE, Varied(errors={"量量": Error(size=Decimal(1))}), 4, seed=1)
    assert refusal(caught)[0][5] == "Did you mean 量?"


def test_weights_of_given_totals_cannot_vary() -> None:
    given = ready(county(质="1", 量="1"), totals={"甲": "80"}, measures=MEASURES, indicators=INDICATORS)
    with pytest.raises(Problems) as caught:
        Runs(given, Varied(SHARE), 4, seed=1)
    assert [each[0] for each in refusal(caught)] == ["simulate-no-points"]
    assert Runs(given, Varied(cuts=Decimal(2)), 4, seed=1).samples == 5


def test_what_varies_is_plain() -> None:
    assert Varied(SHARE, Decimal(2), {"质": ERRORS["质"]}).as_plain() == {
        "weights": "0.2",
        "grades": "2",
        "errors": {"质": {"size": "5", "relative": False, "shape": "uniform"}},
    }
