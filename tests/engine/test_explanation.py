"""Why a unit stands where it stands."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from building import assessed, county, decided, measures, past, refusal, run, scheme, sections
from hypothesis import given as given_any
from hypothesis import strategies as st

from engine.assessment import Assessment
from engine.data import Sheet
from engine.explanation import explain, why_not
from engine.problem import Problems


def section(assessment: Assessment, title: str, unit: str = "甲") -> list[tuple[str, str | None, str | None]]:
    return sections(explain(assessment, unit)).get(title, [])


def test_a_plain_result_has_few_sections() -> None:
    explanation = explain(assessed(), "甲")
    assert str(explanation.heading) == "甲: 85.00 points, 较好"
    assert sections(explanation) == {
        "Points": [("分", "85.00 of 100", "100 × 85.00 ÷ 100")],
        "Total": [("Σ", "85.00", "points 85.00 + adjustments 0 + corrections 0 = 85.00")],
        "Grade and rank": [
            ("Grade", "较好", "80 ≤ 85.00 < 90"),
            ("Rank", "1", "by total, among 1 ranked units"),
        ],
    }
    (line,) = explanation.sections[0].lines
    assert (line.sources, line.note) == (("文",), None)


RULES = """
- {name: 加, when: 数 > 0, bonus: 数 * 2, at_most: 1.5, source: 约, note: 注}
- {name: 扣, deduct: points.分 * 0.1, source: 文}
- {name: 否, when: 数 == 1, grade_at_most: 较差, source: 文}
- {name: 退, when: 数 == 1, withdraw: true, source: 文}
- {name: 全否, grade_at_most: 较好, source: 文}
- {name: 无, when: 数 > 1, bonus: 1, source: 文}
- {name: 免否, when: 数 > 1, grade_at_most: 较差, source: 文}
- {name: 免退, when: 数 > 1, withdraw: true, source: 文}
"""


def test_adjustments_corrections_and_their_sum() -> None:
    assessment = assessed(adjustments=RULES)
    assert section(assessment, "Bonuses and deductions") == [
        ("加", "2.00", "数 (1.00) * 2, as 数 (1.00) > 0"),
        ("扣", "-8.50", "points.分 (85.00) * 0.1"),
        ("否", "grade 较差 at the most", "数 (1.00) == 1"),
        ("退", "out of the ranking", "数 (1.00) == 1"),
        ("全否", "grade 较好 at the most", None),
    ]
    assert section(assessment, "Corrections") == [("cap of 加", "-0.50", "2.00 > 1.5")]
    assert section(assessment, "Total") == [
        ("Σ", "78.00", "points 85.00 + adjustments -6.50 + corrections -0.50 = 78.00")
    ]
    _points, made, corrections, *_rest = explain(assessment, "甲").sections
    assert [(line.sources, line.note) for line in made.lines[:2]] == [(("约",), "注"), (("文",), None)]
    assert [(line.sources, line.note) for line in corrections.lines] == [(("约",), "注")]


GROUPED = """
- group: 外
  points: 60
  at_most: 50.5
  source: 约
  note: 限
  indicators:
    - {name: 子, points: 20, method: given, score: 一, out_of: 100, source: 文}
    - group: 内
      points: 40
      at_most: 35
      indicators: [{name: 丑, points: 40, method: given, score: 二, out_of: 100, source: 文}]
- {name: 寅, points: 40, method: given, score: 三, out_of: 100, source: 文}
"""


def test_caps_of_groups_with_their_sums_and_sources() -> None:
    ruleset = scheme(measures=measures("一", "二", "三"), indicators=GROUPED)
    assessment = run(ruleset, county(一="96.5 5", 二="95 80", 三="50 50"))
    assert section(assessment, "Corrections") == [
        ("cap of the group 内", "-3.00", "38.00 > 35"),
        ("cap of the group 外", "-3.80", "54.30 > 50.5"),
    ]
    lines = explain(assessment, "甲").sections[1].lines
    assert [(line.sources, line.note) for line in lines] == [((), None), (("约",), "限")]
    assert section(assessment, "Corrections", "乙") == []


def test_caps_of_deductions_and_of_all_bonuses_and_deductions() -> None:
    rules = """
- {name: 加, bonus: 数, source: 文}
- {name: 扣, deduct: 数 * 2, at_most: 5.5, source: 约, note: 注}
- {name: 又扣, deduct: 1.25, source: 文}
"""
    capped = "{full_marks: 100, bonuses: {at_most: 2}, deductions: {at_most: 4}}"
    assessment = assessed("70", {"数": "3"}, adjustments=rules, scoring=capped)
    assert section(assessment, "Corrections") == [
        ("cap of 扣", "0.50", "6.00 > 5.5"),
        ("cap of all bonuses", "-1.00", "3.00 > 2"),
        ("cap of all deductions", "2.75", "6.75 > 4"),
    ]
    lines = explain(assessment, "甲").sections[2].lines
    assert [(line.sources, line.note) for line in lines] == [(("约",), "注"), ((), None), ((), None)]


def test_the_cap_of_an_adjustment_for_each_value_of_a_column() -> None:
    ruleset = scheme(
        tables="事: {columns: {类: {one_of: [大, 小]}}}",
        formulas="数: {count: 事, per: 类, source: 文}",
        adjustments="- {name: 扣, for_each: 类, deduct: 数 * 2, at_most: 3, source: 约}",
    )
    records = Sheet({"unit": ["甲", "甲", "甲"], "类": ["大", "大", "小"]})
    assessment = run(ruleset, replace(county(分="80"), tables={"事": records}))
    assert section(assessment, "Corrections") == [("cap of 扣·大", "1.00", "4.00 > 3")]


EXCLUDING = """
- group: 组
  points: 70
  at_most: 55
  indicators:
    - {name: 子, points: 10, method: given, score: 一, out_of: 100, not_applicable: exclude, source: 约}
    - {name: 丑, points: 60, method: given, score: 二, out_of: 100, source: 文}
- {name: 寅, points: 7, method: given, score: 一, out_of: 100, not_applicable: exclude, source: [约, 文]}
- {name: 卯, points: 23, method: given, score: 三, out_of: 100, not_applicable: exclude, source: 文}
"""


def test_scaling_up_with_what_was_left_out() -> None:
    ruleset = scheme(measures=measures("一", "二", "三"), indicators=EXCLUDING)
    assessment = run(ruleset, county(一="n/a 100", 二="100 50", 三="50 50"))
    assert section(assessment, "Corrections") == [
        ("cap of the group 组", "-5.00", "60.00 > 55"),
        (
            "scaling up for indicators that do not apply",
            "13.62",
            "66.50 × 100 ÷ 83: indicators of 17 points do not apply",
        ),
    ]
    assert [line.sources for line in explain(assessment, "甲").sections[1].lines] == [(), ("约", "文")]
    assert section(assessment, "Corrections", "乙") == []


@pytest.mark.parametrize(
    ("cells", "scoring", "lines"),
    [
        ("98.5", "between: [10, 95]", [("limits of the total", "-3.50", "98.50 > 95")]),
        ("8.5", "between: [10, 95]", [("limits of the total", "1.50", "8.50 < 10")]),
        ("95", "between: [10, 95]", []),
        ("84.25", "decimals: 1", [("rounding of the total", "0.05", "84.25 rounded to 1 decimals: {mode}")]),
        ("98.51", "between: [10, 95], decimals: 0", [("limits of the total", "-3.51", "98.51 > 95")]),
    ],
)
def test_limits_and_rounding_of_the_total(cells: str, scoring: str, lines: list[tuple[str, str, str]]) -> None:
    assessment = assessed(cells, scoring=f"{{full_marks: 100, total: {{{scoring}}}}}")
    expected = [(name, value, how.format(mode="halves away from zero")) for name, value, how in lines]
    assert section(assessment, "Corrections") == expected


@pytest.mark.parametrize(
    ("rounding", "amount", "mode"),
    [
        ("half_up", "0.5", "halves away from zero"),
        ("half_down", "-0.5", "halves towards zero"),
        ("half_even", "-0.5", "halves to the even digit"),
        ("up", "0.5", "away from zero"),
        ("down", "-0.5", "towards zero"),
        ("ceiling", "0.5", "up to the next greater number"),
        ("floor", "-0.5", "down to the next lesser number"),
    ],
)
def test_the_rounding_of_the_total_says_which_way(rounding: str, amount: str, mode: str) -> None:
    frame = f"{{full_marks: 100, points: {{decimals: 1}}, total: {{decimals: 0, rounding: {rounding}}}}}"
    expected = [("rounding of the total", amount, f"84.5 rounded to 0 decimals: {mode}")]
    assert section(assessed("84.5", scoring=frame), "Corrections") == expected


@pytest.mark.parametrize(
    ("cells", "parts", "how"),
    [
        ("95", {}, "95.00 ≥ 90"),
        ("90", {}, "90.00 ≥ 90"),
        ("70", {}, "70 ≤ 70.00 < 80"),
        ("5", {}, "5.00 < 70"),
        ("5", {"grades": "[{grade: 过, source: 文}]"}, "the only grade"),
        (
            "95",
            {"adjustments": "- {name: 否, grade_at_most: 一般, source: 文}"},
            "by its total of 95.00 好; lowered by a veto or a decision",
        ),
    ],
)
def test_the_grade_with_its_cut(cells: str, parts: dict[str, str], how: str) -> None:
    assert section(assessed(cells, **parts), "Grade and rank")[0][2] == how


def test_ranks_within_a_group_and_of_the_withdrawn() -> None:
    ruleset = scheme(
        attributes="区: {one_of: [东, 西]}",
        ranking="{within: 区, source: 文, note: 分区}",
        adjustments="- {name: 退, when: 分 == 60, withdraw: true, source: 文}",
    )
    assessment = run(ruleset, county(分="95 85 75 60", 区="东 西 东 东"))
    assert section(assessment, "Grade and rank")[1] == ("Rank", "1", "by total, among 2 ranked units")
    assert section(assessment, "Grade and rank", "乙")[1] == ("Rank", "1", "by total, among 1 ranked units")
    assert section(assessment, "Grade and rank", "丁")[1] == ("Rank", "none", "withdrawn from the ranking")


def two(rule: str) -> Assessment:
    ruleset = scheme(
        measures=measures("一", "二"),
        indicators=f"""
- {{name: 子, points: 40, method: given, score: 一, out_of: 100, not_applicable: {rule}, source: 文}}
- {{name: 丑, points: 60, method: completion, actual: 二, target: 100, source: 文}}
""",
    )
    return run(ruleset, county(一="n/a 50", 二="45 50"))


@pytest.mark.parametrize(
    ("rule", "first", "instead", "second", "lost"),
    [
        ("full", "40.00 of 40", "full points", "27.00 of 60", ["丑 -33.00"]),
        ("zero", "0.00 of 40", "no points", "27.00 of 60", ["子 -40.00", "丑 -33.00"]),
        ("exclude", "not counted", "left out, and the rest scaled up", "27.00 of 60", ["丑 -33.00"]),
        (
            "peer_mean",
            "20.00 of 40",
            "the mean of the peers (sum 20.00 ÷ number 1)",
            "27.00 of 60",
            ["丑 -33.00", "子 -20.00"],
        ),
        ("{move_points_to: 丑}", "0.00 of 40", "the points go to 丑", "45.00 of 100", ["丑 -55.00"]),
    ],
)
def test_where_a_measure_does_not_apply(rule: str, first: str, instead: str, second: str, lost: list[str]) -> None:
    formula = f"{second.split()[-1]} × min(45.00 ÷ 100, 1)"
    assert section(two(rule), "Points") == [
        ("子", first, f"a measure does not apply: {instead}"),
        ("丑", second, formula),
    ]
    losses = sections(why_not(two(rule), "甲", "好"))["Where points were lost"]
    assert [f"{name} {points}" for name, points, _ in losses] == lost


def test_the_mean_of_the_peers_is_of_its_group_and_of_those_that_have_the_indicator() -> None:
    ruleset = scheme(
        measures=measures("一"),
        attributes="区: {one_of: [东, 西]}\n类: {one_of: [山, 川]}",
        ranking="{within: 区, source: 文}",
        indicators="""
- name: 林
  points: 100
  method: given
  score: 一
  out_of: 100
  only: 类 == '山'
  not_applicable: peer_mean
  source: 文
- {name: 田, only: 类 == '川', points: 100, method: given, score: 一, out_of: 100, not_applicable: zero, source: 文}
""",
    )
    cells = {"一": "n/a 50 61 70 80 n/a 40.6", "区": "东 东 东 东 西 西 东", "类": "山 山 山 川 山 山 山"}
    assessment = run(ruleset, county(**cells))
    how = "a measure does not apply: the mean of the peers (sum {} ÷ number {})"
    assert section(assessment, "Points") == [("林", "50.53 of 100", how.format("151.60", 3))]
    assert section(assessment, "Points", "己") == [("林", "80.00 of 100", how.format("80.00", 1))]


def test_indicators_that_a_unit_does_not_have_are_left_out() -> None:
    ruleset = scheme(
        attributes="类: {one_of: [山, 川]}",
        indicators="""
- {name: 林, points: 100, method: given, score: 分, out_of: 100, only: 类 == '山', source: 文}
- {name: 田, points: 100, method: given, score: 分, out_of: 100, only: 类 == '川', source: 文}
""",
    )
    assessment = run(ruleset, county(分="95 85", 类="山 川"))
    assert [section(assessment, "Points", unit)[0][0] for unit in "甲乙"] == ["林", "田"]


PARTIES = "{班子: {kind: body}, 其他: {kind: people}}"
CONSEQUENCES = """
- {name: 子, when: grade == '好' and 日 > 2016-01-01, then: [{party: 班子, effect: admonish, note: 注}], source: 文}
- name: 丑
  when: total < 90 or 贫 or previous.total > 1
  instead_of: [寅]
  then:
    - {party: 其他, effect: forbid, what: 提拔, months: 12, from: decision, source: 约}
    - {party: 其他, effect: adjust, how: 调整}
  source: 文
- {name: 寅, when: running(total > 0) >= 1, then: [{party: 班子, effect: criticise}], source: 文}
"""


def with_consequences(cells: str = "95 85", **more: Any) -> Assessment:
    ruleset = scheme(
        parties=PARTIES,
        consequences=CONSEQUENCES,
        attributes="日: {type: date}\n贫: {type: yes_no}\n类: {one_of: [山]}",
    )
    count = len(cells.split())
    data = county(分=cells, 日="2016-05-01 " * count, 贫="否 " * count, 类="山 " * count)
    return run(ruleset, data, **more)


def test_consequences_with_conditions_values_and_dates() -> None:
    assessment = with_consequences(history=past("乙 2015 好 80"), decisions=decided({}, on="2016-03-15"))
    condition = "grade (好) == '好' and 日 (2016-05-01) > 2016-01-01"
    assert section(assessment, "Consequences") == [
        ("班子", "has an admonition talk", f"子: {condition}"),
        ("班子", "is criticised in a circular", "寅: running(total > 0) (1) >= 1"),
    ]
    condition = "total (85.00) < 90 or 贫 (✗) or previous.total (80) > 1"
    assert section(assessment, "Consequences", "乙") == [
        ("其他", "is barred from 提拔, 2016-03-15 to 2017-03-14", f"丑: {condition}"),
        ("其他", "is subject to: 调整", f"丑: {condition}"),
    ]
    assert section(assessment, "Replaced", "乙") == [("寅", None, "replaced by 丑")]
    lines = next(each for each in explain(assessment, "乙").sections if str(each.title) == "Consequences").lines
    assert [line.sources for line in lines] == [("约",), ("文",)]


def test_what_is_unknown_is_shown_as_such() -> None:
    assessment = with_consequences("85", decisions=decided({}))
    assert section(assessment, "Consequences")[0][1:] == (
        "is barred from 提拔, 12 months; the first day is not decided yet",
        "丑: total (85.00) < 90 or 贫 (✗) or previous.total (?) > 1",
    )
    assert [line[0] for line in section(assessment, "Warnings")] == ["history-missing"]


def test_prizes_quotas_targets_questions_and_warnings() -> None:
    assessment = assessed(
        "95 85 85",
        prizes="- {name: 奖, winners: 2, amount: 500.50, source: 文}",
        quotas="- {name: 优, places: 1, source: 约}",
        targets="""
- {name: 成, expect: 分 > 80, source: 文}
- {name: 误, expect: 分 <= 90, source: 约, note: 注}
- {name: 未, expect: 分 > 99, by: 2020-12-31, source: 文}
- {name: 疑, expect: 分 / (数 - 1) > 1, source: 文}
""",
    )
    assert section(assessment, "Prizes and quotas") == [("奖", "500.50 yuan", None), ("优", None, "one of 1 places")]
    assert section(assessment, "Targets") == [
        ("成", "met", "分 (95.00) > 80"),
        ("误", "not met, by 5.00", "分 (95.00) <= 90"),
        ("未", "not yet due", "分 (95.00) > 99"),
        ("疑", "not known", "分 (95.00) / (数 (1.00) - 1) > 1"),
    ]
    question = ("prizes/奖/乙+丙", None, "乙, 丙 are tied for 奖: in which order do they stand?")
    assert section(assessment, "Open decisions", "乙") == [question]
    assert section(assessment, "Open decisions") == []


def test_warnings_stand_with_their_unit() -> None:
    assessment = assessed("95 85", {"数": "n/a 1"}, adjustments="- {name: 加, bonus: 数, source: 文}")
    assert section(assessment, "Warnings") == [
        ("adjustment-not-made", None, "加 was not made for 甲: it is not known.")
    ]
    assert section(assessment, "Warnings", "乙") == []


def test_an_unknown_unit_is_told_with_the_nearest() -> None:
    with pytest.raises(Problems) as caught:
        explain(run(scheme(), county(分="5")), "甲镇")
    assert refusal(caught) == [
        ("unknown-unit", "", "The result has no unit 甲镇.", "甲镇", None, "Did you mean 甲?"),
    ]


def test_a_unit_that_was_not_scored_is_told_why() -> None:
    with pytest.raises(Problems) as caught:
        explain(run(scheme(), county(分=["", "5"])), "甲")
    assert [problem[:3] for problem in refusal(caught)] == [
        ("not-scored", "甲", "甲 is not scored."),
        ("data-blank", "2 甲 分", "The cell is blank."),
    ]


@given_any(st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=4), st.decimals(0, 30, places=2))
def test_every_explanation_adds_up(cells: list[Decimal], bonus: Decimal) -> None:
    capped = "{full_marks: 100, bonuses: {at_most: 5}, total: {between: [10, 95], decimals: 1}}"
    rules = "- {name: 加, bonus: 数, source: 文}"
    more = {"数": [str(bonus)] * len(cells)}
    assessment = assessed(" ".join(map(str, cells)), more, adjustments=rules, scoring=capped)
    for unit in assessment.units:
        found = sections(explain(assessment, unit))
        parts = [line[1] for title in ("Bonuses and deductions", "Corrections") for line in found.get(title, [])]
        earned = [(line[1] or "").split()[0] for line in found["Points"]]
        total = found["Total"][0][1]
        assert sum(Decimal(text or "") for text in (*earned, *parts)) == Decimal(total or "")
