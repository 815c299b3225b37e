from itertools import product

import numpy as np
from exact import constants, values
from hypothesis import given
from hypothesis import strategies as st

from engine.fixed import Fixed, fixed
from engine.methods.ladder import ladder
from engine.methods.registry import Step

UNITS = 3


@st.composite
def some_steps(draw: st.DrawFn) -> list[Step]:
    """Steps reached by some of three units, in two scenarios."""
    masks = st.lists(st.booleans(), min_size=2 * UNITS, max_size=2 * UNITS)
    reached = [np.array(each).reshape(2, UNITS) for each in draw(st.lists(masks, max_size=4))]
    return [Step(each, draw(constants())) for each in reached]


@given(constants(), some_steps())
def test_the_first_step_reached_from_the_top(points: Fixed, steps: list[Step]) -> None:
    expected = [
        next((values(step.earns)[scenario] for step in steps if step.reached[scenario, unit]), 0)
        for scenario, unit in product(range(2), range(UNITS))
    ]
    earned = values(ladder(points, steps))
    assert earned == (expected if steps else [0, 0])


def test_steps_out_of_order_count_from_the_top() -> None:
    share = fixed("95.5", "90", "89.99", "40")
    steps = [Step(share >= fixed("60"), fixed("6")), Step(share >= fixed("90"), fixed("10.5"))]
    assert ladder(fixed("10.5"), steps).texts() == ["6.0", "6.0", "6.0", "0.0"]
    assert ladder(fixed("10.5"), steps[::-1]).texts() == ["10.5", "10.5", "6.0", "0.0"]
