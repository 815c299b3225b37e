"""The evaluation report on points: rates, weak and strong indicators, vetoes, additions and deductions, effects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from building import county, measures, run, scheme
from county_years import said

from notices.facts.evaluation.totals import Lowered
from terminal.notifying import in_chinese
from tests.notices.templates.evaluation import (
    assessed,
    captions,
    figures,
    report,
    section,
    tables,
    unit_of,
)

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.usefixtures("undrawn")


def test_rates_count_the_points_that_each_unit_could_earn() -> None:
    result = assessed(一="n/a 80 60", 二="90 100 50", 三="100 n/a 0")
    assert result["full_points"] == {
        "甲": {"丑": "80", "寅": "20"},
        "乙": {"子": "50", "丑": "30"},
        "丙": {"子": "50", "丑": "30", "寅": "20"},
    }
    found = {each.name: each for each in figures(result).indicators}
    # 乙 40 and 丙 30 of 50; 甲 72 of 80, 乙 30 and 丙 15 of 30; 甲 20 and 丙 0 of 20
    assert [(each.units, each.earned, each.possible, each.rate) for each in found.values()] == [
        (2, "70.00", "100", "70.0"),
        (3, "117.00", "140", "83.6"),
        (2, "20.00", "40", "50.0"),
    ]
    assert [(each.losing, each.nothing, each.most_lost, each.most_lost_units) for each in found.values()] == [
        (2, 0, "20.00", ("丙",)),
        (2, 0, "15.00", ("丙",)),
        (1, 1, "20.00", ("丙",)),
    ]
    assert [(cell.unit, cell.rate) for cell in found["子"].cells] == [("甲", None), ("乙", "80.0"), ("丙", "60.0")]
    assert [(cell.unit, cell.rate) for cell in found["寅"].cells] == [("甲", "100"), ("乙", None), ("丙", "0.0")]


def test_rates_in_words() -> None:
    document = report(assessed(一="n/a 80 60", 二="90 100 50", 三="100 n/a 0"))
    lines = said(document.body)
    start = lines.index("三、指标得分情况")
    assert lines[start : start + 10] == [
        "三、指标得分情况",
        "（一）总体情况",
        # 207 ÷ 280 = 73.92…
        "平均得分率是指适用该项指标的各乡镇得分之和占其满分之和的比例。3项指标合计的平均得分率为73.9%。失分乡镇最多的指标是"
        "子、丑，各有2个乡镇失分。各项指标的平均得分率见图3和附件3。",
        "（二）薄弱指标",
        "平均得分率最低的1项指标依次为：",
        "寅：满分20分，平均得分率50.0%；适用的2个乡镇中1个失分，均未得分；失分最多的是丙，失20.00分。",
        "（三）较强指标",
        "平均得分率最高的1项指标依次为：",
        "丑：满分30分，平均得分率83.6%，2个乡镇失分。",
        "四、一票否决和加分扣分",
    ]
    assert tables(document, 2) == [
        [
            ["指标", "满分", "适用乡镇", "得分之和", "满分之和", "平均得分率（%）", "失分乡镇", "未得分乡镇"],
            ["子", "50", "2", "70.00", "100", "70.0", "2", "0"],
            ["丑", "30", "3", "117.00", "140", "83.6", "2", "0"],
            ["寅", "20", "2", "20.00", "40", "50.0", "1", "1"],
        ]
    ]
    assert said(document.annexes[1].blocks) == ["甲有不适用的指标，其分值并入丑，该项满分为80分。"]


def test_full_points_everywhere_leave_no_weak_indicator() -> None:
    document = report(assessed(一="100 100", 二="100 100", 三="100 100"))
    lines = said(document.body)
    start = lines.index("（二）薄弱指标")
    assert lines[start + 1 : start + 7] == [
        "各项指标均得满分，没有薄弱指标。",
        "（三）较强指标",
        "平均得分率最高的3项指标依次为：",
        "子：满分50分，平均得分率100.0%，2个乡镇均得满分。",
        "丑：满分30分，平均得分率100.0%，2个乡镇均得满分。",
        "寅：满分20分，平均得分率100.0%，2个乡镇均得满分。",
    ]


def test_weak_indicators_that_tie_are_all_named() -> None:
    found = figures(assessed(一="50 50", 二="50 50", 三="80 80"))
    assert [each.name for each in found.weakest] == ["子", "丑"]
    assert [each.name for each in found.strongest] == ["寅"]


def test_many_indicators_that_cost_equally_many_units_points_are_counted(result: dict[str, Any]) -> None:
    for name in ("一", "二"):
        result["indicators"].append({"name": name, "points": "5"})
        for unit in result["units"]:
            unit["points"][name] = "4.00"
    sentence = said(report(result).body)[said(report(result).body).index("三、指标得分情况") + 2]
    assert "失分乡镇最多的指标有6项，各有18个乡镇失分。各项指标的平均得分率见图3和附件3。" in sentence


def test_rates_by_group(result: dict[str, Any]) -> None:
    for indicator, group in zip(result["indicators"], ("成效", "成效", "增收", "退出"), strict=True):
        indicator["group"] = [group]
    assert [(each.group, each.indicators) for each in figures(result).groups] == [("成效", 2), ("增收", 1), ("退出", 1)]
    assert figures(result).groups[0].possible == "720"


def test_where_only_totals_are_known(result: dict[str, Any]) -> None:
    for unit in result["units"]:
        unit["points"] = {}
    document = report(result)
    assert section(document, "三、指标得分情况") == ["本次考核没有各项指标的得分，不作指标分析。"]
    assert captions(document) == ["图1　各乡镇总分的分布", "图2　各乡镇的总分和等次"]
    assert [annex.name for annex in document.annexes] == ["样例县乡镇精准扶贫业绩考核结果一览表", "考核口径"]
    assert section(document, "（一）考核口径") == ["办法原文未作明确规定之处，本次考核采用口径3项，见附件2。"]


ADJUSTMENTS = """
- {name: 奖, bonus: 奖, at_most: 3, source: 文}
- {name: 扣, deduct: 扣, source: 文}
- {name: 假, when: 假 > 0, grade_at_most: 较差, source: 文}
"""


def test_vetoes_bonuses_deductions_and_corrections() -> None:
    ruleset = scheme(
        measures=f"分: {{unit: 分, decimals: 2, between: [0, 100]}}\n{measures('奖', '扣', '假')}",
        adjustments=ADJUSTMENTS,
    )
    result = in_chinese(run(ruleset, county(分="95 85 60", 奖="4 2 0", 扣="0 1.5 0", 假="1 0 1")))
    found = figures(result)
    assert [(each.name, each.units) for each in found.vetoes] == [("假", ("甲", "丙"))]
    assert found.lowered == (Lowered("甲", "好", "较差", ("假",)),)
    document = report(result)
    assert section(document, "（一）一票否决") == [
        "假（2个）：甲、丙。",
        "等次低于按总分对应等次的：甲按总分对应“好”，因触发“假”，等次为“较差”。",
    ]
    assert section(document, "（二）加分、扣分和校正") == [
        "奖（2个）：甲加4.00分，乙加2.00分。",
        "扣（1个）：乙扣1.50分。",
        "“奖”上限（1个）：甲校正减1.00分。",
    ]
    assert section(document, "（二）等次分布")[-1] == "图2中标“※”的，其等次低于按总分对应的等次，原因见第四部分。"
    assert [row[-1] for row in tables(document, 0)[0][1:]] == ["一票否决：假", "", "一票否决：假"]


def test_nothing_was_vetoed_or_adjusted(result: dict[str, Any]) -> None:
    unit_of(result, "样例癸镇")["adjustments"] = {}
    document = report(result)
    assert section(document, "（一）一票否决") == ["没有乡镇触发一票否决条款。"]
    assert section(document, "（二）加分、扣分和校正") == ["没有乡镇加分、扣分或者校正得分。"]


def test_prizes_quotas_and_consequences_in_numbers(result: dict[str, Any]) -> None:
    document = report(result)
    assert section(document, "（一）奖励和名额") == [
        "一等奖（1名，每名5万元）：样例甲镇。",
        "二等奖（2名，每名3万元）：样例乙镇、样例丙镇。",
        "三等奖（3名，每名2万元）：样例丁镇、样例戊镇；空缺1名。",
        "以上奖金合计15万元。",
        "优秀班子（名额5个，已确定5个）：样例甲镇、样例乙镇、样例丙镇、样例丁镇、样例戊镇。",
    ]
    assert section(document, "（二）结果运用") == [
        "结果为好（5个）：党政主要领导评定为优秀；给予乡镇优秀指标1个；对干部优先选拔任用或推荐使用。",
        "结果为一般（4个）：领导班子评定为一般班子；取消领导干部优秀指标；对领导班子在全县通报批评；对党政主要领导进行诫勉谈话；"
        "责成领导班子向县委、县政府作出书面报告；责成领导班子限期整改。",
        "结果为较差或连续两年一般（2个）：领导班子评定为较差班子；对党政主要领导进行组织调整；其他领导干部12个月内不得提拔使用。",
    ]


def test_effects_that_not_all_units_of_a_rule_have_are_counted(result: dict[str, Any]) -> None:
    unit_of(result, "样例甲镇")["consequences"].pop()
    assert section(report(result), "（二）结果运用")[0] == (
        "结果为好（5个）：党政主要领导评定为优秀；给予乡镇优秀指标1个；对干部优先选拔任用或推荐使用（4个）。"
    )


def test_the_days_of_a_span_are_not_told_and_do_not_part_units(result: dict[str, Any]) -> None:
    unit_of(result, "样例未镇")["consequences"][-1].update({"from": "2016-03-20", "until": "2017-03-19"})
    assert section(report(result), "（二）结果运用")[-1] == (
        "结果为较差或连续两年一般（2个）：领导班子评定为较差班子；对党政主要领导进行组织调整；其他领导干部12个月内不得提拔使用。"
    )


def test_rules_of_the_highest_grade_come_first_whoever_is_first(result: dict[str, Any]) -> None:
    first, last = unit_of(result, "样例甲镇"), unit_of(result, "样例未镇")
    first["grade"], first["consequences"] = last["grade"], last["consequences"]
    assert [use.rule for use in figures(result).uses] == ["结果为好", "结果为一般", "结果为较差或连续两年一般"]
