from fractions import Fraction
from itertools import product

import pytest
from exact import columns, constants, values
from hypothesis import given
from hypothesis import strategies as st

from engine.fixed import Fixed, fixed
from engine.methods.per_instance import per_instance


@given(
    constants(),
    columns(),
    constants(at_least_zero=True),
    st.none() | constants(),
    st.none() | constants(at_least_zero=True),
)
def test_every_instance_costs(
    points: Fixed, count: Fixed, deduct: Fixed, floor: Fixed | None, at_most: Fixed | None
) -> None:
    def earned(scenario: int, instances: Fraction) -> Fraction:
        lost = max(instances, Fraction(0)) * values(deduct)[scenario]
        if at_most is not None:
            lost = min(lost, values(at_most)[scenario])
        left = values(points)[scenario] - lost
        return left if floor is None else max(left, values(floor)[scenario])

    expected = [earned(scenario, instances) for scenario, instances in product(range(2), values(count))]
    assert values(per_instance(points, count, deduct, floor, at_most)) == expected


@pytest.mark.parametrize(
    ("count", "more", "earned"),
    [
        ("0", {}, "4.0"),
        ("1", {}, "2.5"),
        ("3", {}, "0.0"),
        ("-2", {}, "4.0"),
        ("3", {"floor": None}, "-0.5"),
        ("3", {"floor": fixed("1")}, "1.0"),
        ("3", {"at_most": fixed("2")}, "2.0"),
    ],
)
def test_examples(count: str, more: dict[str, Fixed | None], earned: str) -> None:
    assert per_instance(fixed("4"), fixed(count), fixed("1.5"), **more).texts() == [earned]
