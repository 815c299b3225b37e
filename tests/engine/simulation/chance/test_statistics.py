"""Statistics of draws, against lists that are sorted and counted."""

from math import ceil, isclose, sqrt
from random import Random

import numpy as np
import pytest

from engine.simulation.chance.statistics import Chance, Likely, Quantile, quantile


def test_a_share_has_the_error_of_a_binomial_one():
    chance = Chance(300, 1200)
    assert (chance.share, chance.error) == (0.25, 0.0125)
    assert (Chance(0, 10).error, Chance(10, 10).error) == (0, 0)
    assert chance.as_plain() == {"count": 300, "share": 0.25, "error": 0.0125}
    both = Likely(Chance(1, 4), Chance(2, 4)).as_plain()
    assert (both["sure"]["share"], both["possible"]["share"]) == (0.25, 0.5)


def naive(values: list[int], share: float) -> tuple[int, int, int]:
    """The order statistics themselves, and 0 or 11 where there are none."""
    number, ordered = len(values), sorted(values)
    width = 1.959963984540054 * sqrt(number * share * (1 - share))
    places = [ceil(number * share + each - 1e-9) for each in (0, -width, width)]
    return tuple(0 if each < 1 else 11 if each > number else ordered[each - 1] for each in places)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
@pytest.mark.parametrize("number", [1, 2, 19, 20, 100, 1001])
def test_quantiles_are_order_statistics(number, share):
    random = Random(number)
    values = [random.choice([1, 1, 2, 3, 5, 9]) for _ in range(number)]
    counts = np.bincount(values, minlength=12)
    assert quantile(counts, share, ends=(0, 11)) == Quantile(*naive(values, share))
    assert quantile(counts[1:], share, range(1, 12), (0, 11)) == Quantile(*naive(values, share))


def test_quantiles_of_a_hundred_values():
    counts = np.array([0, *[1] * 100])
    # 50 ± 1.96 × 5 = 40.2 … 59.8; 5 ± 1.96 × 2.18 = 0.73 … 9.27
    assert quantile(counts, 0.5) == Quantile(50, 41, 60)
    assert quantile(counts, 0.05) == Quantile(5, 1, 10)
    assert quantile(counts, 0.95) == Quantile(95, 91, 100)


def test_an_interval_covers_the_quantile_as_often_as_it_says():
    """The median of 1 … 6, each as likely, is 3: half of all throws are 3 or less."""
    random = np.random.default_rng(1)
    covered = 0
    for _ in range(2000):
        found = quantile(np.bincount(random.integers(1, 7, 200), minlength=7), 0.5)
        covered += found.low <= 3 <= found.high
    assert covered / 2000 > 0.95


def test_few_values_do_not_bound_an_interval():
    counts = np.array([0, *[0, 1] * 10])
    # 10 × 5 % ± 1.96 × 0.69 = −0.85 … 1.85, and 8.15 … 10.85 of 95 %: of ten values none is before the first
    assert quantile(counts, 0.05) == Quantile(2, None, 4)
    assert quantile(counts, 0.95) == Quantile(20, 18, None)
    assert quantile(counts, 0.05, ends=(1, 40)) == Quantile(2, 1, 4)
    assert quantile(counts, 0.95, ends=(1, 40)) == Quantile(20, 18, 40)
    assert quantile(counts, 0.5, ends=(1, 40)) == Quantile(10, 4, 18)


@pytest.mark.parametrize(("number", "covered"), [(5, 0.977), (10, 0.914), (20, 0.925), (40, 0.952)])
def test_an_interval_of_few_values_covers_as_often_as_counts_below_the_quantile_tell(number, covered):
    """The 5 % quantile of 1 … 100 is 5; it is missed where more than so many of the values are below 6."""
    random = np.random.default_rng(3)
    hits = 0
    for _ in range(4000):
        found = quantile(np.bincount(random.integers(1, 101, number), minlength=101), 0.05, ends=(1, 100))
        hits += found.low <= 5 <= found.high
    assert hits / 4000 >= covered - 0.015


def test_nothing_was_counted():
    assert quantile(np.zeros(5, dtype=np.int64), 0.5) is None


def test_the_error_is_the_spread_of_many_runs():
    random = np.random.default_rng(2)
    shares = random.binomial(400, 0.3, 20_000) / 400
    assert isclose(shares.std(), Chance(120, 400).error, rel_tol=0.02)
