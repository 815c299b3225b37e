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
    """The order statistics themselves."""
    number, ordered = len(values), sorted(values)
    width = 1.959963984540054 * sqrt(number * share * (1 - share))
    orders = [number * share, number * share - width, number * share + width]
    return tuple(ordered[min(max(ceil(each - 1e-9), 1), number) - 1] for each in orders)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
@pytest.mark.parametrize("number", [1, 2, 19, 20, 100, 1001])
def test_quantiles_are_order_statistics(number, share):
    random = Random(number)
    values = [random.choice([1, 1, 2, 3, 5, 9]) for _ in range(number)]
    counts = np.bincount(values, minlength=12)
    assert quantile(counts, share) == Quantile(*naive(values, share))
    assert quantile(counts[1:], share, range(1, 12)) == Quantile(*naive(values, share))


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


def test_nothing_was_counted():
    assert quantile(np.zeros(5, dtype=np.int64), 0.5) is None


def test_the_error_is_the_spread_of_many_runs():
    random = np.random.default_rng(2)
    shares = random.binomial(400, 0.3, 20_000) / 400
    assert isclose(shares.std(), Chance(120, 400).error, rel_tol=0.02)
