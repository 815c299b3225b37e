"""Which points are held, and points of methods that are written more finely than the scheme."""

import pytest
from building import county, scheme
from small_county import scenario

from engine.ruleset import Group
from engine.simulation.edits import applied
from engine.simulation.scenario import edited

FINE = "{name: 差错, points: 60, method: per_instance, count: 分, deduct: 0.125, source: 文}"
GIVEN = "{name: 直评, points: 40, method: given, score: 分, out_of: 100, source: 文}"


def test_a_number_with_more_decimals_keeps_them() -> None:
    fifty = edited("直评五十分", [("indicators.直评.points", "50")], rebalance=True)
    changed, _ = applied(fifty, scheme(indicators=f"[{GIVEN}, {FINE}]"), county(分="1 2"))
    # 0.125 × 50 ÷ 60 = 0.10416…
    assert [f"{each.points:f}" for each in changed.indicators] == ["50.00", "50.00"]
    assert f"{changed.indicators[1].arguments['deduct']:f}" == "0.104"


def given(name: str, points: int) -> str:
    return f"{{name: {name}, points: {points}, method: given, score: 分, out_of: 100, source: 文}}"


def points_under(text: str, indicators: str) -> list[str]:
    """The points of the entries, and of those of the first group behind it, where a scenario is rebalanced."""
    chosen = scenario(f"{{rebalance: true, {text}}}")
    found: list[str] = []
    for each in applied(chosen, scheme(indicators=indicators), county(分="1 2"))[0].indicators:
        found.append(f"{each.points:f}")
        if isinstance(each, Group):
            found += [f"{inside.points:f}" for inside in each.indicators]
    return found


FLAT = f"[{given('甲项', 40)}, {given('乙项', 30)}, {given('丙项', 30)}]"
GROUPED = f"[{{group: 组, points: 60, indicators: [{given('甲项', 40)}, {given('乙项', 20)}]}}, {given('丙项', 40)}]"
WRITTEN_OUT = f"[{given('甲项', 50)}, {given('乙项', 30)}]"


@pytest.mark.parametrize(
    ("text", "indicators", "points"),
    [
        (f"edits: {{indicators.甲项: {given('甲项', 50)}}}", FLAT, "50.00 25.00 25.00"),
        (f"edits: {{indicators.甲项: {given('新项', 50)}}}", FLAT, "50.00 25.00 25.00"),
        (f"add: {{indicators: [{given('丁项', 20)}]}}", FLAT, "32.00 24.00 24.00 20.00"),
        (
            f"edits: {{groups.组: {{group: 组, points: 80, indicators: {WRITTEN_OUT}}}}}",
            GROUPED,
            "80.00 50.00 30.00 20.00",
        ),
        (f"edits: {{groups.组.indicators: {WRITTEN_OUT}}}", GROUPED, "80.00 50.00 30.00 20.00"),
        (f"add: {{groups.组: [{given('丁项', 30)}]}}", GROUPED, "60.00 20.00 10.00 30.00 40.00"),
    ],
)
def test_points_of_entries_written_out_or_added_are_held(text: str, indicators: str, points: str) -> None:
    assert points_under(text, indicators) == points.split()
