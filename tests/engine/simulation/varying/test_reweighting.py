"""Points by factor, shared out among the indicators that the same units have."""

import numpy as np
from building import county
from simulated import ready

from engine.simulation.varying.reweighting import reweighted

MEASURES = "{质: {unit: 分, between: [0, 100]}}"
PLAN = ready(
    county(质="1 1", 类="A B"),
    measures=MEASURES,
    attributes="{类: {one_of: [A, B]}}",
    indicators="".join(
        f"- {{name: {name}, points: {points}, method: given, score: 质, out_of: 100, source: 文{only}}}\n"
        for name, points, only in (
            ("共一", 30, ""),
            ("共二", 10, ""),
            ("甲一", 45, ", only: 类 == 'A'"),
            ("甲二", 15, ", only: 类 == 'A'"),
            ("乙", 60, ", only: 类 == 'B'"),
        )
    ),
).plan


def points(*factors: float) -> list[list[int]]:
    found = reweighted(PLAN, np.array([factors]))
    return [[place, int(column[0])] for place, column in found.items()]


def test_each_set_keeps_its_points() -> None:
    assert points(1, 1, 1, 1, 1) == [[0, 3000], [1, 1000], [2, 4500], [3, 1500]]
    # 30 : 20 of 40 points; 45 : 0 of 60. What stands alone has no factor.
    assert points(1, 2, 1, 0, 7) == [[0, 2400], [1, 1600], [2, 6000], [3, 0]]
    # 33 : 8 of 40: 32.195 and 7.805.
    assert points(1.1, 0.8, 1, 1, 1)[:2] == [[0, 3220], [1, 780]]


def test_a_set_all_of_whose_factors_are_0_has_no_points() -> None:
    assert points(1, 1, 0, 0, 1) == [[0, 3000], [1, 1000], [2, 0], [3, 0]]
