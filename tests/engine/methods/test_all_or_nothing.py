from itertools import product

import numpy as np
from exact import constants, values
from hypothesis import given
from hypothesis import strategies as st

from engine.fixed import Fixed
from engine.methods.all_or_nothing import all_or_nothing


@given(constants(), st.lists(st.booleans(), min_size=1, max_size=5))
def test_all_or_nothing(points: Fixed, holds: list[bool]) -> None:
    expected = [p if yes else 0 for p, yes in product(values(points), holds)]
    assert values(all_or_nothing(points, np.array(holds))) == expected
