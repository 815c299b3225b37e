"""Sobol indices against the Ishigami function, whose indices are known, and against SALib."""

import numpy as np
import pytest
from SALib.analyze import sobol as salib_analysis
from SALib.sample import sobol as salib_sample

from engine.simulation.chance.tally import Floats
from engine.simulation.varying.sobol import indices, saltelli


def sample(factors: int, points: int, seed: int) -> Floats:
    """All runs, (samples, points, factors)."""
    return saltelli(factors, points, seed, 0, (factors + 2) * points).reshape(factors + 2, points, factors)


def ishigami(x: Floats) -> Floats:
    """Sin(x₁) + 7·sin²(x₂) + 0.1·x₃⁴·sin(x₁) for x in [0, 1)³ stretched to [−π, π)³."""
    angles = x * 2 * np.pi - np.pi
    first, second, third = angles[..., 0], angles[..., 1], angles[..., 2]
    found: Floats = np.sin(first) + 7 * np.sin(second) ** 2 + 0.1 * third**4 * np.sin(first)
    return found


def test_the_ishigami_function_has_the_indices_that_are_known() -> None:
    # V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2 with a = 7, b = 0.1; V₁ = (1 + bπ⁴/5)²/2, V₂ = a²/8, V₁₃ = 8b²π⁸/225.
    fourth, eighth = 0.1 * np.pi**4, 0.01 * np.pi**8
    whole = 49 / 8 + fourth / 5 + eighth / 18 + 1 / 2
    alone = np.array([(1 + fourth / 5) ** 2 / 2, 49 / 8, 0]) / whole
    together = np.array([1, 0, 1]) * 8 * eighth / 225 / whole
    found = indices(ishigami(sample(3, 16384, seed=1)))
    assert found is not None
    assert found.first.value == pytest.approx(alone, abs=2e-3)
    assert found.total.value == pytest.approx(alone + together, abs=2e-3)
    assert found.mean == pytest.approx(3.5, abs=1e-3)
    assert found.variance == pytest.approx(whole, rel=1e-3)
    for index, exact in ((found.first, alone), (found.total, alone + together)):
        assert (index.low < exact).all()
        assert (exact < index.high).all()
        assert (index.high - index.low < 0.05).all()


def test_a_sum_has_the_squares_of_its_weights_as_indices() -> None:
    found = indices(sample(3, 4096, seed=1) @ np.array([1.0, 2.0, 3.0]))
    assert found is not None
    assert found.first.value == pytest.approx([1 / 14, 4 / 14, 9 / 14], abs=2e-3)
    assert found.total.value == pytest.approx([1 / 14, 4 / 14, 9 / 14], abs=2e-3)


def test_indices_by_hand() -> None:
    # A = 0, 4; B = 2, 2; A with the column of B = 1, 3. Mean of all 2, V = 8/3; S1 = mean(0·1, 0·−1) = 0;
    # ST = mean(1, 1) / 2V = 3/16. Around 0, S1 = mean(2·1, 2·−1)/V = 0 too; with B = 2, 6 it is (2 − 6)/2/V.
    found = indices(np.array([[0.0, 4.0], [2.0, 2.0], [1.0, 3.0]]), resamples=0)
    assert found is not None
    assert (found.first.value.tolist(), found.total.value.tolist()) == ([0.0], [pytest.approx(3 / 16)])
    around_zero = indices(np.array([[0.0, 4.0], [2.0, 6.0], [1.0, 3.0]]), 0, resamples=0)
    assert around_zero is not None
    assert around_zero.variance == pytest.approx(20 / 3)
    assert around_zero.first.value.tolist() == [pytest.approx(-2 / (20 / 3))]


def test_a_number_added_to_all_outputs_changes_nothing() -> None:
    runs = ishigami(sample(3, 256, seed=1))
    near, far = indices(runs), indices(runs + 150_000)
    assert near is not None
    assert far is not None
    assert far.first.value == pytest.approx(near.first.value, abs=1e-9)
    assert far.total.value == pytest.approx(near.total.value, abs=1e-9)
    assert far.first.low == pytest.approx(near.first.low, abs=1e-9)


def test_an_output_that_never_changes_has_no_indices() -> None:
    assert indices(np.full((4, 8), 7.0)) is None


def test_a_bootstrap_draw_has_its_own_variance() -> None:
    # Drawn twice, either point leaves nothing that varies; drawn once each, they are what they were.
    found = indices(np.array([[0.0, 4.0], [0.0, 4.0], [1.0, 4.0]]), resamples=200)
    assert found is not None
    assert found.first.low == pytest.approx(found.first.value)
    assert found.first.high == pytest.approx(found.first.value)
    assert found.total.value == pytest.approx(1 / 4 / (16 / 3))


def test_the_same_seed_gives_the_same_sample_and_intervals() -> None:
    assert (sample(2, 64, seed=3) == sample(2, 64, seed=3)).all()
    assert (sample(2, 64, seed=3) != sample(2, 64, seed=4)).any()
    runs = ishigami(sample(3, 64, seed=1))
    first, again, other = (indices(runs, seed=seed) for seed in (1, 1, 2))
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.total.low.tolist() == again.total.low.tolist() != other.total.low.tolist()


def test_only_a_power_of_two_is_balanced() -> None:
    assert sample(1, 1, seed=1).shape == (3, 1, 1)
    for points in (0, 3, 100):
        with pytest.raises(ValueError, match=str(points)):
            sample(2, points, seed=1)


def test_the_sample_is_that_of_salib() -> None:
    random = np.random.Generator(np.random.Philox(5))
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0, 1]] * 3}
    theirs = salib_sample.sample(problem, 64, calc_second_order=False, seed=random).reshape(64, 5, 3)
    ours = sample(3, 64, seed=5)
    assert (ours[0] == theirs[:, 0]).all()
    assert (ours[1] == theirs[:, 4]).all()
    assert (ours[2:] == theirs[:, 1:4].transpose(1, 0, 2)).all()


def test_the_indices_are_those_of_salib_but_for_the_divisor_of_the_variance() -> None:
    runs = ishigami(sample(3, 512, seed=2))
    in_order = np.concatenate([runs[:1], runs[2:], runs[1:2]]).T.ravel()
    theirs = salib_analysis.analyze(
        {"num_vars": 3, "names": list("abc"), "bounds": [[0, 1]] * 3}, in_order, calc_second_order=False, seed=1
    )
    ours = indices(runs)
    assert ours is not None
    # SALib divides by the variance of the 2N runs as a whole population, here it is that of a sample.
    assert ours.first.value == pytest.approx(theirs["S1"] * 1023 / 1024, rel=1e-12)
    assert ours.total.value == pytest.approx(theirs["ST"] * 1023 / 1024, rel=1e-12)
    # Its interval is ±1.96 standard errors for 95 %; ours is of 5 % and 95 %.
    width = theirs["ST_conf"] / 1.96 * 2 * 1.645
    assert ours.total.high - ours.total.low == pytest.approx(width, rel=0.2)
