"""What became of each unit from one result to another, and why."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from building import UNITS, county, measures, past, refusal, scheme
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.comparison import Change, Comparison, Missing, Movement, Part, compare
from engine.data import Data
from engine.problem import Problems
from tests.engine.comparing import by_name, cells, plain, why


def test_a_result_and_itself_do_not_differ() -> None:
    found = compare(cells("90 85"), cells("90 85"))
    assert (found.changed, found.common) == ([], ())
    assert [unit.movement for unit in found.units] == [Movement.SAME] * 2


def test_own_data_and_the_others_that_went_past() -> None:
    found = compare(cells("92 91 75 60"), cells("92 65.5 75 60"))
    assert why(found) == {
        "丙": ["because others changed: 乙"],
        "乙": ["分: 91 → 65.5"],
    }
    units = by_name(found)
    assert units["乙"].changes == (Change(Part.POINTS, "分", "91.00", "65.50"),)
    assert (units["乙"].difference, units["丙"].difference) == (Decimal("-25.50"), Decimal(0))
    assert {name: unit.movement for name, unit in units.items()} == {
        "甲": Movement.SAME,
        "丙": Movement.UP,
        "乙": Movement.DOWN,
        "丁": Movement.SAME,
    }


def test_history_and_the_effects_that_follow() -> None:
    ruleset = scheme(
        parties="{人: {kind: people}}",
        consequences="""
- name: 果
  when: previous.grade == '好'
  then: [{party: 人, effect: rate, as: 优秀}]
  source: 文
""",
    )
    before = plain(ruleset, county(分="90 80"), history=past("甲 2015 一般 70 2", "乙 2015 一般"))
    found = compare(before, plain(ruleset, county(分="90 80"), history=past("甲 2015 好 91 1", "乙 2015 一般")))
    assert why(found) == {"甲": ["history, 2015 (grade / total / rank): 一般 / 70 / 2 → 好 / 91 / 1"]}
    first = by_name(found)["甲"]
    gone, come = first.effects
    assert (gone, list(map(str, come))) == ([], ["人 is rated 优秀"])


def test_units_that_come_go_or_are_not_scored() -> None:
    rows = [{"unit": unit, "分": cell} for unit, cell in (("甲", "90"), ("丙", "95"), ("丁", ""))]
    found = compare(cells("90 80"), plain(scheme(), Data.from_rows(rows)))
    units = by_name(found)
    assert {name: (unit.movement, unit.difference) for name, unit in units.items()} == {
        "丙": (Movement.COME, None),
        "甲": (Movement.DOWN, Decimal("0.00")),
        "丁": (Movement.SAME, None),
        "乙": (Movement.GONE, None),
    }
    assert (units["丁"].before, units["丁"].after) == (Missing.ABSENT, Missing.NOT_SCORED)
    assert why(found) == {
        "丙": ["new: the old result does not know it"],
        "甲": ["because others changed: 丙"],
        "丁": ["new: the old result does not know it"],
        "乙": ["gone: the new result does not know it"],
    }


def test_points_that_others_alone_decide() -> None:
    ruleset = scheme(
        measures=measures("分", like="{unit: 分, decimals: 2, between: [0, 100], may_not_apply: true}"),
        indicators="[{name: 分, points: 100, method: given, score: 分, out_of: 100, not_applicable: peer_mean,"
        " source: 文}]",
    )
    data = [plain(ruleset, county(分=text)) for text in ("50 40 不适用", "80 40 不适用")]
    found = compare(*data)
    assert why(found) == {"甲": ["分: 50 → 80"], "丙": ["because others changed: 甲"]}
    assert by_name(found)["丙"].changes == (Change(Part.POINTS, "分", "45.00", "60.00"),)


def test_a_place_that_is_free_because_another_lost_it() -> None:
    ruleset = scheme(
        measures="分: {unit: 分, decimals: 2, between: [0, 100]}\n件: {unit: 件, between: [0, 9], missing: 0}",
        adjustments="[{name: 弄虚作假, when: 件 > 0, grade_at_most: 较差, source: 文}]",
        prizes="[{name: 奖, winners: 1, amount: 5, among: grade == '好', source: 文}]",
    )
    data = [
        plain(ruleset, county(分="95 92 60", 件=["", "", ""])),
        plain(ruleset, county(分="95 92 60", 件=["1", "", ""])),
    ]
    found = compare(*data)
    assert why(found) == {"甲": ["件: — → 1"], "乙": ["because others changed: 甲"]}
    assert {name: unit.awards for name, unit in by_name(found).items()} == {
        "甲": (["奖"], []),
        "乙": ([], ["奖"]),
        "丙": ([], []),
    }


def test_units_are_passed_within_their_group_only() -> None:
    ruleset = scheme(attributes="{类: {one_of: [山, 川]}}", ranking="{by: total, within: 类, source: 文}")
    data = [plain(ruleset, county(分=text, 类="山 山 川 川")) for text in ("90 80 85 70", "75 80 65 70")]
    assert why(compare(*data)) == {
        "甲": ["分: 90 → 75"],
        "乙": ["because others changed: 甲"],
        "丙": ["分: 85 → 65"],
        "丁": ["because others changed: 丙"],
    }


def remarks(comparison: Comparison) -> dict[str, list[str]]:
    """What else became of each unit that changed."""
    return {unit.unit: list(map(str, unit.remarks)) for unit in comparison.changed}


def test_the_same_rank_in_another_group_is_a_change() -> None:
    ruleset = scheme(attributes="{类: {one_of: [山, 川]}}", ranking="{by: total, within: 类, source: 文}")
    found = compare(*(plain(ruleset, county(分="95 85 75", 类=kinds)) for kinds in ("山 山 川", "川 山 山")))
    assert remarks(found) == {"甲": ["Group: 山 → 川"], "乙": [], "丙": ["Group: 川 → 山"]}
    assert why(found) == {"甲": ["类: 山 → 川"], "乙": ["because others changed: 甲"], "丙": ["类: 川 → 山"]}


def test_another_amount_of_a_prize_is_a_change() -> None:
    def result(amount: str) -> dict[str, Any]:
        prizes = f"[{{name: 奖, winners: 1, amount: {amount}, source: 文}}]"
        return plain(scheme(prizes=prizes), county(分="95 85"))

    found = compare(result("50000"), result("10000"))
    assert remarks(found) == {"甲": ["奖: 50000 yuan → 10000 yuan"]}
    assert found.units[0].awards == ([], [])
    assert compare(result("5"), result("5.0")).changed == []


def test_a_target_missed_is_a_change() -> None:
    ruleset = scheme(
        measures=measures("分", "数", like="{unit: 分, decimals: 2, between: [0, 100]}"),
        targets="[{name: 标, expect: 数 >= 50, source: 文}, {name: 限, expect: 数 >= 9, when: 数 > 9, source: 文}]",
    )
    found = compare(*(plain(ruleset, county(分="95 85", 数=cells)) for cells in ("60 60", "40 5")))
    assert remarks(found) == {"甲": ["标: met → not met"], "乙": ["标: met → not met", "限: met → —"]}


def test_a_veto_or_a_withdrawal_that_changes_nothing_else_is_a_change() -> None:
    ruleset = scheme(
        measures="分: {unit: 分, decimals: 2, between: [0, 100]}\n件: {unit: 件, between: [0, 9], missing: 0}",
        adjustments="[{name: 造假, when: 件 == 1, grade_at_most: 较差, source: 文},"
        " {name: 退, when: 件 == 2, withdraw: true, source: 文}]",
    )
    found = compare(*(plain(ruleset, county(分="95 60 50", 件=["", *cells])) for cells in (["", ""], ["1", "2"])))
    assert remarks(found) == {"乙": ["veto: — → 造假"], "丙": ["Rank: ranked → not ranked: withdrawn"]}


def test_who_comes_down_to_a_tie_is_no_longer_ahead() -> None:
    assert why(compare(cells("90 80 50"), cells("80 80 40"))) == {
        "甲": ["分: 90 → 80"],
        "乙": ["because others changed: 甲"],
        "丙": ["分: 50 → 40"],
    }


def test_a_unit_that_is_ranked_no_more_stands_below_all() -> None:
    ruleset = scheme(
        measures="分: {unit: 分, decimals: 2, between: [0, 100]}\n件: {unit: 件, between: [0, 9], missing: 0}",
        adjustments="[{name: 取消, when: 件 > 0, withdraw: true, source: 文}]",
    )
    data = [plain(ruleset, county(分="90 80", 件=[cell, ""])) for cell in ("", "1")]
    found = by_name(compare(*data))
    assert (found["甲"].movement, found["乙"].movement) == (Movement.DOWN, Movement.UP)
    assert found["乙"].others == ("甲",)


def test_effects_that_are_only_cited_otherwise_are_the_same() -> None:
    def cited(source: str) -> dict[str, Any]:
        consequences = f"""
- name: 果
  when: grade == '好'
  then: [{{party: 人, effect: rate, as: 优秀}}]
  source: {source}
"""
        return plain(scheme(parties="{人: {kind: people}}", consequences=consequences), county(分="90"))

    found = compare(cited("文"), cited("约"))
    assert (found.changed, [each.name for each in found.common]) == ([], ["consequences.果.source"])


def test_another_scheme_is_refused() -> None:
    with pytest.raises(Problems) as caught:
        compare(plain(scheme(ruleset="别的考核"), county(分="90")), cells("90"))
    assert refusal(caught) == [
        (
            "comparison-of-another-scheme",
            "",
            "The old result is one of 别的考核, the new one of 考核.",
            "别的考核",
            None,
            "Compare results of the same scheme.",
        )
    ]


def test_many_others_are_counted() -> None:
    names = [f"乡{number:02}" for number in range(13)]

    def result(last: str) -> dict[str, Any]:
        rows = [{"unit": name, "分": str(60 + number)} for number, name in enumerate(names)]
        return plain(scheme(), Data.from_rows([*rows[:-12], *({**row, "分": last} for row in rows[-12:])]))

    found = compare(result("59"), result("99"))
    (reason,) = why(found)["乡00"]
    assert reason.endswith("乡10 and 2 more")


def test_very_many_differences_of_a_unit_are_counted() -> None:
    more = {f"数{number}": "1" for number in range(9)}
    ruleset = scheme(measures=measures("分", *more), formulas=f"和: {{value: {' + '.join(more)}, source: 文}}")
    found = compare(
        plain(ruleset, county(分="90", **more)), plain(ruleset, county(分="91", **dict.fromkeys(more, "2")))
    )
    assert why(found)["甲"][-2:] == ["数4: 1 → 2", "4 more differences of its own"]
    assert len(found.units[0].own) == 10


SCORES = st.lists(st.integers(0, 10000), min_size=1, max_size=6)


@settings(max_examples=25)
@given(SCORES, SCORES, st.integers(0, 5), st.integers(0, 5))
def test_the_differences_of_the_parts_add_up(old: list[int], new: list[int], bonus: int, cap: int) -> None:
    def result(scores: list[int], bonus: int) -> dict[str, Any]:
        ruleset = scheme(
            scoring="{full_marks: 100, total: {between: [0, 90]}}",
            adjustments=f"[{{name: 加, when: 分 > 40, bonus: {bonus + 1}, source: 文}}]",
            indicators="[{group: 组, points: 100, at_most: 95, indicators: "
            "[{name: 分, points: 100, method: given, score: 分, out_of: 100, source: 文}]}]",
        )
        return plain(ruleset, county(分=[f"{score / 100:.2f}" for score in scores]))

    found = compare(result(old, bonus), result(new, cap))
    assert sorted(unit.unit for unit in found.units) == sorted(UNITS[: max(len(old), len(new))])
    for unit in found.units:
        if unit.difference is not None:
            assert sum((Fraction(change.difference) for change in unit.changes), Fraction(0)) == unit.difference
