from itertools import product

from exact import columns, constants, values
from hypothesis import given as having

from engine.fixed import Fixed, fixed, rounded
from engine.methods.given import given


@having(constants(), columns(), constants(above_zero=True))
def test_in_proportion(points: Fixed, score: Fixed, out_of: Fixed) -> None:
    scenarios = zip(values(points), values(out_of), strict=True)
    assert values(given(points, score, out_of)) == [p * s / o for (p, o), s in product(scenarios, values(score))]


def test_more_than_full_points_and_less_than_none() -> None:
    earned = given(fixed("35"), fixed("92", "105", "-3"), fixed("100"))
    assert rounded(earned, 2).texts() == ["32.20", "36.75", "-1.05"]
