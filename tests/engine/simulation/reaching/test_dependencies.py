"""Which measures rules depend on, and which of them are only held against others."""

import pytest
from building import measures, scheme

from engine.plan import Plan, compile_plan
from engine.simulation.reaching.dependencies import Dependencies


def plan(indicator: str, **parts: str) -> Plan:
    return compile_plan(
        scheme(
            measures=measures("完成", "任务", "件", like="{unit: 件, between: [1, 100]}"),
            indicators=f"[{{name: 项, points: 100, {indicator}, source: 文}}]",
            **parts,
        )
    )


@pytest.mark.parametrize(
    ("indicator", "depends", "yardsticks"),
    [
        ("method: completion, actual: 完成, target: 任务", {"完成", "任务"}, {"任务"}),
        ("method: completion, actual: 完成 + 任务, target: 任务", {"完成", "任务"}, set()),
        ("method: shortfall, value: 件, limit: 任务, each: 1, deduct: 1", {"件", "任务"}, {"任务"}),
        ("method: shortfall, value: 件, at_least: 任务, each: 1, deduct: 1", {"件", "任务"}, {"任务"}),
        ("method: all_or_nothing, when: 完成 >= 任务", {"完成", "任务"}, {"任务"}),
        ("method: all_or_nothing, when: 完成 >= 任务 and 件 == 1", {"完成", "任务", "件"}, {"任务"}),
        ("method: all_or_nothing, when: 5 <= 完成", {"完成"}, set()),
        ("method: all_or_nothing, when: not 完成 < 任务 or 任务 > 3", {"完成", "任务"}, set()),
        ("method: per_instance, count: 2 * 件, deduct: 1", {"件"}, set()),
        ("method: given, score: 比, out_of: 100", {"完成", "任务"}, set()),
        (
            "method: ladder, value: 件, steps: [{from: 3, when: 完成 > 任务, earns: 100}]",
            {"件", "完成", "任务"},
            {"任务"},
        ),
    ],
)
def test_of_an_indicator(indicator: str, depends: set[str], yardsticks: set[str]) -> None:
    formulas = "{比: {value: 100 * 完成 / 任务, decimals: 2, unit: 件, source: 文}}"
    found = Dependencies(plan(indicator, formulas=formulas if "比" in indicator else ""))
    (one,) = found.plan.indicators
    assert (found.of_indicator(one), found.yardsticks(one)) == (depends, yardsticks)


def test_through_the_points_of_indicators() -> None:
    rules = (
        "[{name: 加, when: 件 > 3, bonus: points.项 * 0.1, source: 文},"
        " {name: 否, when: total < 10, withdraw: true, source: 文}]"
    )
    found = Dependencies(plan("method: completion, actual: 完成, target: 任务", adjustments=rules))
    bonus, veto = found.plan.adjustments
    assert bonus.when is not None
    assert bonus.amount is not None
    assert veto.when is not None
    assert found.of([bonus.when, bonus.amount]) == {"件", "完成", "任务"}
    assert found.direct([bonus.when, bonus.amount]) == {"件"}
    assert [each.name for each in found.indicators([bonus.amount])] == ["项"]
    assert (found.names_total([bonus.when]), found.names_total([veto.when])) == (False, True)
