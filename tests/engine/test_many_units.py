"""The ways by which many units are scored fast give what the plain ways give: tables, blocks, ranks by counting."""

from typing import Any

import numpy as np
import pytest
from building import scheme
from hypothesis import given
from hypothesis import strategies as st

from engine import indicators, scoring
from engine.columns import Columns
from engine.expression.evaluation import Numbers, Texts, Value
from engine.fixed import Fixed, column
from engine.plan import Plan, compile_plan
from engine.ranking import ranked
from engine.scoring import Scores, score

UNITS = 3000

RULESET = scheme(
    covers="{unit: 乡镇, at_most: 5000}",
    measures="""
温度: {unit: 度, decimals: 1, between: [-100, 100], may_not_apply: true}
人口: {unit: 人, between: [0, 30000]}
任务: {unit: 人, between: [1, 30000]}
件数: {unit: 件, between: [-20, 100], may_not_apply: true}
""",
    attributes="类别: {one_of: [山, 川]}",
    scoring="{full_marks: 100, points: {decimals: 2}, total: {between: [0, 100], decimals: 1}, bonuses: {at_most: 2}}",
    indicators="""
- {name: 线, points: 30, method: interpolation, value: 温度, source: 文, not_applicable: {move_points_to: 完成},
   through: [{at: -60, earns: -7}, {at: 70.5, earns: 30}]}
- {name: 完成, points: 40, method: completion, actual: 人口, target: 任务, source: 文}
- {group: 组, points: 30, at_most: 25, source: 文, indicators: [
    {name: 件, points: 10, method: per_instance, count: 件数, deduct: 0.3, floor: none, source: 文,
     not_applicable: peer_mean},
    {name: 山区, points: 20, method: ladder, value: 温度, steps: [{from: 0, earns: 20}, {from: -50, earns: 6.5}],
     not_applicable: exclude, source: 文}]}
""",
    adjustments="""
- {name: 奖, when: 温度 > 90, bonus: points.线 * 0.1, at_most: 2.5, source: 文}
- {name: 罚, when: 件数 > 90, deduct: 3, source: 文}
- {name: 否决, when: 类别 == '山' and 件数 > 95, grade_at_most: 一般, source: 文}
- {name: 退出, when: 件数 == 77, withdraw: true, source: 文}
""",
)


@pytest.fixture(scope="module")
def made_up() -> tuple[Plan, Columns, dict[str, Any], Texts]:
    """Columns of many units, as narrow as their ranges permit; some measures do not apply to some of them."""
    random = np.random.default_rng(1)

    def measure(low: int, high: int, decimals: int = 0) -> Fixed:
        return column(random.integers(low, high, UNITS, endpoint=True), decimals, low, high).narrow()

    applies = {name: random.random(UNITS) < 0.9 for name in ("温度", "件数")}
    classes = Texts(random.integers(0, 2, UNITS), ("山", "川"))
    values: dict[str, Value] = {
        "温度": Numbers(measure(-1000, 1000, 1), applies["温度"]),
        "人口": Numbers(measure(0, 30000)),
        "任务": Numbers(measure(1, 30000)),
        "件数": Numbers(measure(-20, 100), applies["件数"]),
        "类别": classes,
    }
    return compile_plan(RULESET), Columns(values), applies, classes


def plainly(scores: Scores) -> dict[Any, Any]:
    """Everything that was computed, as lists."""
    fixed = {"total": scores.total, "unrounded": scores.unrounded}
    found: dict[Any, Any] = {name: each.texts() for name, each in fixed.items() if each is not None}
    for family in ("points", "adjustments", "corrections"):
        found |= {(family, name): each.texts() for name, each in getattr(scores, family).items()}
    for family in ("exists", "made", "vetoes", "withdrawals", "unknown"):
        found |= {(family, name): each.tolist() for name, each in getattr(scores, family).items()}
    return found


@pytest.mark.parametrize("grouped", [False, True])
def test_blocks_and_tables_change_nothing(
    made_up: tuple[Plan, Columns, dict[str, Any], Texts], grouped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, columns, applies, classes = made_up
    groups = classes if grouped else None
    monkeypatch.setattr(indicators, "LARGEST_TABLE", 0)
    assert not indicators.tabulated(plan, columns, UNITS)
    plain = plainly(score(plan, columns, applies, groups, UNITS))
    families = {key[0] for key in plain if isinstance(key, tuple)}
    assert families == {"points", "exists", "adjustments", "made", "corrections", "vetoes", "withdrawals", "unknown"}
    monkeypatch.undo()
    assert set(indicators.tabulated(plan, columns, UNITS)) == {"线", "件", "山区"}
    for block in (7, 1000, UNITS - 1, UNITS):
        monkeypatch.setattr(scoring, "BLOCK", block)
        assert plainly(score(plan, columns, applies, groups, UNITS)) == plain


def test_points_are_kept_in_the_narrowest_integers(made_up: tuple[Plan, Columns, dict[str, Any], Texts]) -> None:
    plan, columns, applies, _ = made_up
    scores = score(plan, columns, applies, None, UNITS)
    assert {each.scaled.dtype for each in scores.points.values()} == {np.dtype(np.int16)}
    assert all(each.shape == (1, UNITS) for each in scores.points.values())


def test_a_measure_from_far_below_to_far_above_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its values fit 16 bits, their distances from the lowest do not."""
    ruleset = scheme(
        measures="数: {unit: 件, between: [-20000, 20000]}",
        indicators="""
- {name: 分, points: 100, method: ladder, value: 数, steps: [{from: 15000, earns: 100}], source: 文}
""",
    )
    plan, units = compile_plan(ruleset), 50_000
    values = column(np.arange(units) % 40_001 - 20_000, 0, -20_000, 20_000).narrow()
    columns = Columns({"数": Numbers(values)})
    assert values.scaled.dtype == np.int16
    assert indicators.tabulated(plan, columns, units)
    earned = score(plan, columns, {}, None, units).total.scaled[0]
    assert (earned == np.where(values.scaled >= 15000, 10000, 0)).all()


@given(st.lists(st.tuples(st.integers(-128, 127), st.booleans()), min_size=1, max_size=40), st.booleans())
def test_ranks_by_counting_and_by_sorting(units: list[tuple[int, bool]], tight: bool) -> None:
    scaled = np.array([total for total, _ in units])
    mask = np.array([[is_ranked for _, is_ranked in units]])
    if tight:
        scaled //= 32
    total = column(scaled[None], 2, int(scaled.min()), int(scaled.max())).narrow()
    ranks, last = ranked(compile_plan(scheme()), total, Columns({}), None, mask)
    others = [int(total) for total, is_ranked in zip(scaled, mask[0], strict=True) if is_ranked]
    for unit, (value, is_ranked) in enumerate(zip(scaled.tolist(), mask[0], strict=True)):
        assert ranks[0, unit] == (1 + sum(other > value for other in others) if is_ranked else 0)
        assert last[0, unit] == (is_ranked and value == min(others))
