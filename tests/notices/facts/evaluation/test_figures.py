"""Means, medians and shares against exact fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from notices.facts.evaluation.figures import mean, median, percent

if TYPE_CHECKING:
    from decimal import Decimal


HUNDREDTHS = st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False)


@given(st.lists(HUNDREDTHS, min_size=1, max_size=60))
def test_a_mean_is_within_half_a_hundredth_and_halves_go_away_from_zero(values: list[Decimal]) -> None:
    exact = sum(map(Fraction, values), Fraction()) / len(values)
    error = Fraction(mean(values)) - exact
    assert abs(error) <= Fraction(1, 200)
    if abs(error) == Fraction(1, 200):
        assert (error > 0) == (exact > 0)


@given(st.lists(HUNDREDTHS, min_size=1, max_size=60))
def test_as_many_values_lie_below_the_median_as_above(values: list[Decimal]) -> None:
    middle = Fraction(median(values))
    below, above = (sum(Fraction(each) < middle for each in values), sum(Fraction(each) > middle for each in values))
    assert max(below, above) <= len(values) // 2


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_share_is_within_half_a_tenth(part: int, more: int) -> None:
    whole = part + more
    assert abs(Fraction(percent(part, whole)) - Fraction(100 * part, whole)) <= Fraction(1, 20)
