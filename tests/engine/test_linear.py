"""Which indicators are sums of numbers times rates, and at which rates, by hand."""

from typing import Any

import pytest
from building import county, measures, scheme

from engine.cycle import assessed_period
from engine.decision import Decisions
from engine.history import History
from engine.linear import Rates
from engine.preparation import Inputs, Prepared, prepare

COUNTY = county(一="100 62.5 40", 二="4 8 0", 三="4 4 4", 区="山 川 山")


def cycle(indicators: str, **parts: str) -> Prepared:
    ruleset = scheme(
        indicators=indicators,
        measures=measures("一", "二", "三"),
        attributes="{区: {one_of: [山, 川]}}",
        **parts,
    )
    inputs = Inputs(ruleset, COUNTY, History.of([]), Decisions(), assessed_period(ruleset, "2015"))
    return prepare(inputs)


def rates(more: str, decimals: int = 2) -> dict[str, Any] | None:
    """The rates of one indicator of 100 points, whose numbers all have so many decimals."""
    base = cycle(f"[{{name: 分, points: 100, source: 文, {more}}}]")
    (indicator,) = base.plan.indicators
    return shown(base.linear.rates(indicator, [decimals] * len(base.plan.worth(indicator))))


def shown(found: Rates | None) -> dict[str, Any] | None:
    return (
        None
        if found is None
        else {path.removeprefix("indicators.分."): each.scaled.tolist() for path, each in found.items()}
    )


def test_a_rate_of_four_decimals_needs_points_of_six() -> None:
    given = "method: given, score: 一, out_of: 100"
    assert rates(f"{given}, decimals: 6") == {"points": [10000, 6250, 4000]}
    assert rates(f"{given}, decimals: 5") == {"points": [1000, 625, 400]}
    assert rates(f"{given}, decimals: 4") is None
    assert rates(f"{given}, decimals: 4", decimals=1) == {"points": [1000, 625, 400]}


def test_what_is_reached_everywhere_is_not_rounded() -> None:
    assert rates("method: completion, actual: 一, target: 三") == {"points": [1, 1, 1]}
    assert rates("method: completion, actual: 二, target: 三") == {"points": [1, 1, 0]}
    assert rates("method: completion, actual: 三, target: 一") is None


def test_a_condition_is_one_or_nothing() -> None:
    assert rates("method: all_or_nothing, when: 二 >= 三") == {"points": [1, 1, 0]}


def test_a_step_of_a_ladder_where_it_is_the_first_that_is_reached() -> None:
    steps = "method: ladder, value: 一, steps: [{from: 60, earns: 100}, {from: 50, earns: 50}, {earns: 20}]"
    assert rates(steps) == {"steps.1.earns": [1, 1, 0], "steps.3.earns": [0, 0, 1]}
    assert rates(steps, decimals=1) == {"steps.1.earns": [10, 10, 0], "steps.3.earns": [0, 0, 10]}


def test_a_corner_of_an_interpolation_as_far_as_it_counts() -> None:
    through = (
        "method: interpolation, value: 一, through: [{at: 20, earns: 0}, {at: 60, earns: 50}, {at: 100, earns: 100}]"
    )
    assert rates(through) is None  # 62.5 lies a sixteenth along the way
    exact = {"through.1.earns": [0, 0, 5000], "through.2.earns": [0, 9375, 5000], "through.3.earns": [10000, 625, 0]}
    assert rates(f"{through}, decimals: 6") == exact


@pytest.mark.parametrize(
    "more",
    [
        "method: shortfall, value: 一, at_least: 100, each: 1, deduct: 1",
        "method: per_instance, count: 二, deduct: 1",
    ],
)
def test_what_is_taken_from_full_points_stops_at_a_floor_and_is_no_sum(more: str) -> None:
    assert rates(more) is None


def test_an_indicator_that_a_unit_does_not_have_has_the_rate_0_there() -> None:
    base = cycle(
        "- {name: 分, points: 100, method: completion, actual: 二, target: 三, only: 区 == '山', source: 文}\n"
        "- {name: 别, points: 100, method: completion, actual: 三, target: 三, only: 区 == '川', source: 文}"
    )
    assert [shown(base.linear.rates(each, [2])) for each in base.plan.indicators] == [
        {"points": [1, 0, 0]},
        {"indicators.别.points": [0, 1, 0]},
    ]


def test_where_something_does_not_apply_the_rule_for_that_decides() -> None:
    ruleset = scheme(
        indicators="[{name: 分, points: 100, method: given, score: 一, out_of: 1, not_applicable: full, source: 文}]",
        measures=measures("一"),
    )
    data = county(一="100 不适用")
    base = prepare(Inputs(ruleset, data, History.of([]), Decisions(), assessed_period(ruleset, "2015")))
    assert base.linear.rates(base.plan.indicators[0], [2]) is None
