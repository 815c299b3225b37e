"""What a sensitivity analysis varies: factors, and what cannot vary."""

from decimal import Decimal

import pytest
from building import county, refusal
from simulated import ready

from engine.problem import Problems
from engine.simulation.chance.data_errors import Error
from engine.simulation.chance.drawn_weights import Spread
from engine.simulation.varying.factors import Factor, Varied

MEASURES = "{质: {unit: 分, between: [0, 100]}, 量: {unit: 分, between: [0, 100]}}"
INDICATORS = """
- {name: 质量, points: 60, method: given, score: 质, out_of: 100, source: 文}
- {name: 数量, points: 40, method: given, score: 量, out_of: 100, source: 文}
"""
CYCLE = ready(county(质="100 50 0", 量="0 100 50"), measures=MEASURES, indicators=INDICATORS)
SHARE = Spread(Decimal("0.2"))
ERRORS = {"质": Error(size=Decimal(5)), "量": Error(size=Decimal(10), relative=True)}


def test_a_factor_for_each_indicator_cut_and_measure() -> None:
    factors = Varied(SHARE, Decimal(2), ERRORS).factors(CYCLE.plan)
    assert factors == (
        Factor("weight", "质量", "60", "±20%"),
        Factor("weight", "数量", "40", "±20%"),
        Factor("cut", "好", "90", "±2"),
        Factor("cut", "较好", "80", "±2"),
        Factor("cut", "一般", "70", "±2"),
        Factor("error", "质", "", "±5"),
        Factor("error", "量", "", "±10%"),
    )
    assert [each.label for each in factors][::3] == ["质量 60±20%", "较好 80±2", "量 ±10%"]


def test_cuts_that_could_change_places_are_refused() -> None:
    with pytest.raises(Problems) as caught:
        Varied(cuts=Decimal(5)).check(CYCLE)
    assert [(each[0], each[1]) for each in refusal(caught)] == [
        ("simulate-cuts-cross", "grades.较好.from"),
        ("simulate-cuts-cross", "grades.一般.from"),
    ]
    Varied(cuts=Decimal("4.99")).check(CYCLE)


def test_something_has_to_vary() -> None:
    with pytest.raises(Problems) as caught:
        Varied(SHARE).check(ready(county(分="50")))
    assert [each[0] for each in refusal(caught)] == ["simulate-nothing-varies"]


@pytest.mark.parametrize(("name", "meant"), [("量量", "量"), ("weigths", "weights"), ("grade", "grades")])
def test_a_name_that_nothing_has_is_refused(name: str, meant: str) -> None:
    with pytest.raises(Problems) as caught:
        Varied(errors={name: Error(size=Decimal(1))}).check(CYCLE)
    assert [(each[0], each[5]) for each in refusal(caught)] == [("simulate-measure", f"Did you mean {meant}?")]


def test_weights_of_given_totals_cannot_vary() -> None:
    given = ready(county(质="1", 量="1"), totals={"甲": "80"}, measures=MEASURES, indicators=INDICATORS)
    with pytest.raises(Problems) as caught:
        Varied(SHARE).check(given)
    assert [each[0] for each in refusal(caught)] == ["simulate-no-points"]
    Varied(cuts=Decimal(2)).check(given)


def test_what_varies_is_plain() -> None:
    assert Varied(SHARE, Decimal(2), {"质": ERRORS["质"]}).as_plain() == {
        "weights": "0.2",
        "grades": "2",
        "errors": {"质": {"size": "5", "relative": False, "shape": "uniform"}},
    }
