from fractions import Fraction
from itertools import product

import pytest
from exact import by_fraction, columns, constants, values
from hypothesis import given

from engine.fixed import Fixed, column, fixed, rounded
from engine.methods.completion import TargetNotPositive, completion
from engine.rounding import Rounding


@given(constants(), columns(), columns(above_zero=True))
def test_in_proportion(points: Fixed, actual: Fixed, target: Fixed) -> None:
    reached = [max(min(a / t, Fraction(1)), Fraction(0)) for a, t in zip(values(actual), values(target), strict=True)]
    expected = [p * share for p, share in product(values(points), reached)]
    earned = completion(points, actual, target)
    assert values(earned) == expected
    assert values(rounded(earned, 2)) == [by_fraction(value, 2, Rounding.HALF_UP) for value in expected]


@pytest.mark.parametrize(
    ("actual", "target", "earned"),
    [
        ("412", "430", "23.95"),
        ("430", "430", "25.00"),
        ("431", "430", "25.00"),
        ("0", "430", "0.00"),
        ("-1", "430", "0.00"),
        ("0.1", "0.3", "8.33"),
        ("1.005", "10", "2.51"),
    ],
)
def test_examples(actual: str, target: str, earned: str) -> None:
    assert rounded(completion(fixed("25"), fixed(actual), fixed(target)), 2).texts() == [earned]


@pytest.mark.parametrize("target", ["0", "-1", "-0.01"])
def test_target_not_positive(target: str) -> None:
    with pytest.raises(TargetNotPositive):
        completion(fixed("25"), fixed("1", "1"), fixed("430", target))


def test_a_target_that_could_be_zero_and_is_not() -> None:
    target = column(fixed("430").scaled, 0, 0, 1000)
    assert rounded(completion(fixed("25"), fixed("412"), target), 2).texts() == ["23.95"]
