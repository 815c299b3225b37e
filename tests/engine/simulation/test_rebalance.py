"""Points of methods that are written more finely than the scheme."""

from building import county, scheme

from engine.simulation.edits import applied
from engine.simulation.scenario import edited

FINE = "{name: 差错, points: 60, method: per_instance, count: 分, deduct: 0.125, source: 文}"
GIVEN = "{name: 直评, points: 40, method: given, score: 分, out_of: 100, source: 文}"


def test_a_number_with_more_decimals_keeps_them() -> None:
    scenario = edited("直评五十分", [("indicators.直评.points", "50")], rebalance=True)
    changed, _ = applied(scenario, scheme(indicators=f"[{GIVEN}, {FINE}]"), county(分="1 2"))
    # 0.125 × 50 ÷ 60 = 0.10416…
    assert [f"{each.points:f}" for each in changed.indicators] == ["50.00", "50.00"]
    assert f"{changed.indicators[1].arguments['deduct']:f}" == "0.104"
