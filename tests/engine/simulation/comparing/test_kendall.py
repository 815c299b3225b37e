"""Kendall's tau-b against pairs counted by hand, and against SciPy."""

from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from engine.simulation.comparing.kendall import Kendall, kendall


def test_pairs_by_hand() -> None:
    """Of ten pairs one is tied before, three after (that one among them), and the other seven keep their order."""
    found = kendall([Decimal(text) for text in ("95", "91", "91", "85", "72")], [95, 91, 91, 91, 72])
    assert found == Kendall(concordant=7, discordant=0, tied_first=1, tied_second=3, pairs=10)
    assert found.tau == 7 / sqrt(9 * 7)


@pytest.mark.parametrize(
    ("first", "second", "tau"),
    [
        ([3, 2, 1], [9, 8, 7], 1.0),
        ([3, 2, 1], [7, 8, 9], -1.0),
        ([1, 1], [1, 2], None),
        ([1], [1], None),
        ([], [], None),
    ],
)
def test_the_same_order_the_opposite_one_and_none(first: list[int], second: list[int], tau: float | None) -> None:
    assert kendall(first, second).tau == tau


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=40))
def test_as_scipy_has_it(pairs: list[tuple[int, int]]) -> None:
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    tau = kendall(first, second).tau
    theirs = float(kendalltau(first, second, variant="b").statistic) if len(set(first)) > 1 < len(set(second)) else None
    assert tau == (None if theirs is None else pytest.approx(theirs, abs=1e-12))
