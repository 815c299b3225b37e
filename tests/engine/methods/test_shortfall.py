from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from exact import by_fraction, columns, constants, values
from hypothesis import given
from hypothesis import strategies as st

from engine.fixed import Fixed, fixed, rounded
from engine.methods.shortfall import Steps, shortfall
from engine.rounding import Rounding


@pytest.mark.parametrize("side", ["limit", "at_least"])
@pytest.mark.parametrize("steps", Steps)
@given(
    constants(),
    columns(),
    columns(),
    constants(above_zero=True),
    constants(at_least_zero=True),
    st.none() | constants(),
)
def test_every_step_costs(
    steps: Steps,
    side: str,
    points: Fixed,
    value: Fixed,
    mark: Fixed,
    each: Fixed,
    deduct: Fixed,
    lowest: Fixed | None,
) -> None:
    def plain(scenario: int, measured: Fraction, expected: Fraction) -> Fraction:
        missed = measured - expected if side == "limit" else expected - measured
        count = max(missed, Fraction(0)) / values(each)[scenario]
        if steps is not Steps.PROPORTIONAL:
            count = Fraction(floor(count) if steps is Steps.FULL else ceil(count))
        left = values(points)[scenario] - values(deduct)[scenario] * count
        return left if lowest is None else max(left, values(lowest)[scenario])

    units = list(zip(values(value), values(mark), strict=True))
    expected = [plain(scenario, *unit) for scenario, unit in product(range(2), units)]
    earned = shortfall(points, value, each, deduct, steps=steps, floor=lowest, **{side: mark})
    assert values(earned) == expected
    assert values(rounded(earned, 2)) == [by_fraction(one, 2, Rounding.HALF_UP) for one in expected]


@pytest.mark.parametrize(
    ("steps", "earned"),
    [
        (Steps.FULL, ["8.00", "8.00", "8.00", "7.00", "7.00", "0.00"]),
        (Steps.STARTED, ["8.00", "8.00", "7.00", "7.00", "6.00", "0.00"]),
        (Steps.PROPORTIONAL, ["8.00", "8.00", "7.98", "7.00", "6.98", "0.00"]),
    ],
)
def test_at_the_edges_of_steps(steps: Steps, earned: list[str]) -> None:
    value = fixed("4.99", "5", "5.01", "5.5", "5.51", "9.01")
    found = shortfall(fixed("8"), value, fixed("0.5"), fixed("1"), limit=fixed("5"), steps=steps)
    assert rounded(found, 2).texts() == earned


def test_without_a_floor_the_points_sink_below_zero() -> None:
    step = fixed("1"), fixed("0.5")
    found = shortfall(fixed("2"), fixed("97.5", "90"), *step, at_least=fixed("100"), steps=Steps.STARTED, floor=None)
    assert rounded(found, 1).texts() == ["0.5", "-3.0"]


def test_decimals_that_differ() -> None:
    found = shortfall(fixed("1.5"), fixed("99.95"), fixed("0.025"), fixed("0.3"), at_least=fixed("100"))
    assert rounded(found, 2).texts() == ["0.90"]


def test_tenths_that_floats_would_miss() -> None:
    """(100 − 99.7) ÷ 0.1 is 3 steps; in float64 it is 2.9999999999999716."""
    assert (100 - 99.7) / 0.1 < 3
    found = shortfall(fixed("5"), fixed("99.7"), fixed("0.1"), fixed("1"), at_least=fixed("100"))
    assert rounded(found, 0).texts() == ["2"]
