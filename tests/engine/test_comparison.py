"""What became of each unit from one result to another, and why."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from building import UNITS, county, decided, measures, past, refusal, run, scheme
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.comparison import Change, Comparison, Missing, Movement, Part, UnitComparison, compare
from engine.data import Data
from engine.differences import Kind
from engine.history import History, Record
from engine.problem import Problems
from engine.result import as_plain


def plain(ruleset: Any, data: Data, **more: Any) -> dict[str, Any]:
    """A result as JSON gives it."""
    found: dict[str, Any] = json.loads(json.dumps(as_plain(run(ruleset, data, **more))))
    return found


def by_name(comparison: Comparison) -> dict[str, UnitComparison]:
    return {unit.unit: unit for unit in comparison.units}


def why(comparison: Comparison) -> dict[str, list[str]]:
    """The reasons of each unit that changed."""
    return {unit.unit: list(map(str, comparison.reasons(unit))) for unit in comparison.changed}


def cells(text: str, **more: Any) -> dict[str, Any]:
    return plain(scheme(), county(分=text), **more)


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


def test_a_number_written_otherwise_is_no_difference() -> None:
    found = compare(cells("90 85"), cells("90.0 85.00"))
    assert (found.changed, [unit.own for unit in found.units]) == ([], [(), ()])


def test_the_ruleset_by_its_addresses() -> None:
    grades = (
        "[{grade: 好, from: 91, may: true, source: 约}, {grade: 较好, from: 80, source: 文},"
        " {grade: 一般, from: 70, source: 文}, {grade: 较差, source: 文}]"
    )
    after = scheme(grades=grades, version="'2'", prizes="[{name: 奖, winners: 1, amount: 5, source: 文}]")
    found = compare(cells("90 95"), plain(after, county(分="90 95")))
    told = [(each.name, each.before, each.after, each.decides) for each in found.common]
    assert told == [
        ("version", "1", "2", False),
        ("grades.好.source", "文", "约", False),
        ("grades.好.from", "90", "91", True),
        ("prizes", None, "source=文  name=奖  winners=1  amount=5  from=first", True),
    ]
    assert why(found) == {unit: ["for every unit: the ruleset"] for unit in ("甲", "乙")}
    assert by_name(found)["甲"].before.grade == "好"  # type: ignore[union-attr]


def test_what_only_cites_otherwise_is_no_reason() -> None:
    after = scheme(sources="{文: {title: 办法, kind: document}, 约: {title: 约定, kind: assumption}}")
    found = compare(cells("92 91"), plain(after, county(分="92 90")))
    assert [each.name for each in found.common] == ["sources.文.title"]
    assert why(found) == {"乙": ["分: 91 → 90"]}


def test_entries_added_taken_away_and_reordered() -> None:
    def prizes(*names: str) -> dict[str, Any]:
        return plain(
            scheme(prizes="".join(f"- {{name: {name}, winners: 1, amount: 5, source: 文}}\n" for name in names)),
            county(分="90 80 70"),
        )

    found = compare(prizes("一", "二"), prizes("三", "二", "一"))
    assert [(each.name, each.before, each.after) for each in found.common] == [
        ("prizes", "一、二", "二、一"),
        ("prizes.三", None, "source=文  name=三  winners=1  amount=5  from=first"),
    ]
    found = compare(prizes("一", "二"), prizes("一"))
    assert [(each.name, each.after) for each in found.common] == [("prizes.二", None)]


def test_an_indicator_that_goes_to_another_group_is_told() -> None:
    def groups(first: str, second: str) -> dict[str, Any]:
        return plain(
            scheme(
                measures=measures("分", "数", like="{unit: 分, decimals: 2, between: [0, 50]}"),
                indicators=f"[{{group: 前, points: 50, indicators: [{first}]}}, "
                f"{{group: 后, points: 50, indicators: [{second}]}}]",
            ),
            county(分="40 30", 数="40 30"),
        )

    one, other = (f"{{name: {n}, points: 50, method: given, score: {n}, out_of: 50, source: 文}}" for n in "分数")
    found = compare(groups(one, other), groups(other, one))
    assert [(each.name, each.before, each.after) for each in found.common] == [
        ("groups.前.indicators", "分", "数"),
        ("groups.后.indicators", "数", "分"),
    ]


def test_decisions_about_a_unit_and_about_all() -> None:
    before = cells("92 91", decisions=decided({"grades/好/乙": "withhold"}, on="2016-12-01"))
    found = compare(before, cells("92 91", decisions=decided({}, on="2016-12-31")))
    assert [(each.kind, each.name, each.before, each.after) for each in found.common] == [
        (Kind.DECISION, "decided_on", "2016-12-01", "2016-12-31")
    ]
    assert why(found) == {"乙": ["decision, grades/好/乙: withhold → —", "for every unit: decisions"]}


def test_a_decision_on_a_tie_is_about_the_tied() -> None:
    ruleset = scheme(prizes="[{name: 奖, winners: 1, amount: 5, source: 文}]")
    order = {"prizes/奖/甲+乙": ("乙", "甲")}
    found = compare(
        plain(ruleset, county(分="90 90 80")), plain(ruleset, county(分="90 90 80"), decisions=decided(order))
    )
    assert why(found) == {"乙": ["decision, prizes/奖/甲+乙: — → 乙 > 甲"]}
    assert {name: len(unit.own) for name, unit in by_name(found).items()} == {"甲": 1, "乙": 1, "丙": 0}


def test_decisions_name_units_whose_names_hold_what_parts_a_question() -> None:
    def result(answers: dict[str, Any]) -> dict[str, Any]:
        rows = [{"unit": unit, "分": "95"} for unit in ("甲+乙", "甲", "丙/丁")]
        return plain(scheme(), Data.from_rows(rows), decisions=decided(answers))

    found = compare(result({}), result({"grades/好/丙/丁": "withhold"}))
    assert {name: len(unit.own) for name, unit in by_name(found).items()} == {"甲+乙": 0, "甲": 0, "丙/丁": 1}


def test_units_are_not_gone_through_for_each_decision() -> None:
    names = [f"样例{number}镇" for number in range(4000)]
    data = Data.from_rows([{"unit": name, "分": "95"} for name in names])
    before, after = (plain(scheme(covers="{unit: 乡镇, at_most: 4000}"), data) for _ in range(2))
    after["inputs"]["decisions"] = decided({f"grades/好/{name}": "withhold" for name in names}).as_plain()
    found = compare(before, after)
    assert [len(unit.own) for unit in found.units] == [1] * 4000


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


def test_records_of_a_table_in_any_order() -> None:
    ruleset = scheme(
        tables="{票: {columns: {数: {between: [0, 9]}}}}",
        formulas="和: {sum: 数, of: 票, source: 文}",
        adjustments="[{name: 加, when: 和 > 3, bonus: 1, source: 文}]",
    )

    def votes(*numbers: str) -> dict[str, Any]:
        return plain(
            ruleset, Data.from_rows([{"unit": "甲", "分": "5"}], 票=[{"unit": "甲", "数": n} for n in numbers])
        )

    assert compare(votes("1", "2"), votes("2", "1")).units[0].own == ()
    assert compare(votes("1", "2"), votes("1.00", "02")).units[0].own == ()
    found = compare(votes("1", "2"), votes("2", "3"))
    assert why(found) == {"甲": ["record of 票 gone: 数=1", "new record of 票: 数=3"]}
    assert found.units[0].changes == (Change(Part.ADJUSTMENTS, "加", None, "1.00"),)


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


def test_records_count_for_the_unit_of_today() -> None:
    renamed = [Record("旧", "2015", grade, successor="甲") for grade in ("好", "一般")]
    results = [cells("90", history=History.of([record])) for record in renamed]
    (unit,) = compare(*results).units
    assert [(each.name, each.before, each.after) for each in unit.own] == [("2015", "好 / — / —", "一般 / — / —")]


def test_blanks_around_cells_and_names_do_not_count() -> None:
    rows = ([{"unit": "甲", "分": "90"}], [{"unit": " 甲 ", "分": " 90 "}])
    found = compare(*(plain(scheme(), Data.from_rows(each)) for each in rows))
    assert [(unit.unit, unit.own, unit.changed) for unit in found.units] == [("甲", (), False)]


def test_another_period_and_another_version_are_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cells("90 80", period="2015")
    before["engine"] = "0.0.9"
    found = compare(before, cells("90 81"))
    assert [str(each.told) for each in found.common] == ["period: 2015 → 2016", "version of kaoping: 0.0.9 → 0.1.0"]
    assert why(found) == {"乙": ["分: 80 → 81", "for every unit: the period, the version of kaoping"]}


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
