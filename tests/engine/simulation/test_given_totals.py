"""Variants of a cycle whose totals are given: the cuts vary, the totals do not."""

from building import county
from simulated import ready

from engine.fixed import fixed
from engine.simulation.variants import Variants, outcomes


def test_given_totals_are_graded_in_every_variant() -> None:
    cycle = ready(county(分="0 0"), totals={"甲": "95.5", "乙": "88"})
    found = outcomes(cycle, Variants(3, {"grades.好.from": fixed("90", "96", "85", shape=(3, 1))}))
    assert found.grades.tolist() == [[0, 1], [1, 1], [0, 0]]
    assert found.ranks.tolist() == [[1, 2]] * 3
    assert found.total.texts() == ["95.5", "88.0"] * 3
