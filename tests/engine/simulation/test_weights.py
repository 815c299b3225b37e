"""Points shared out: whole, in proportion, and never off by more than one from the exact share."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.simulation.weights import apportioned, share_out

SHARES = st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any)


@given(st.integers(0, 10**12), SHARES)
def test_shares_sum_and_lie_within_one_of_what_is_due(amount: int, shares: list[int]) -> None:
    found = share_out(amount, shares)
    assert sum(found) == amount
    for part, share in zip(found, shares, strict=True):
        assert amount * share // sum(shares) <= part <= -(-amount * share // sum(shares))


def test_the_greatest_remainders_get_what_is_left_and_the_first_of_equal_ones() -> None:
    assert share_out(10, [1, 1, 1, 1]) == [3, 3, 2, 2]
    assert share_out(7, [50, 30, 20]) == [4, 2, 1]  # 3.5, 2.1, 1.4
    assert share_out(100, [0, 0, 5]) == [0, 0, 100]


def test_float_shares_sum_too() -> None:
    shares = np.random.default_rng(7).dirichlet(np.ones(30), size=500)
    found = apportioned(10_000, shares)
    assert found.sum(axis=1).tolist() == [10_000] * 500
    assert (abs(found - 10_000 * shares) <= 1).all()
