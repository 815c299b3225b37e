"""The evaluation report: every figure against one computed by hand, every sentence as it is printed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from building import county, measures, past, run, scheme
from county_years import said
from hypothesis import given
from hypothesis import strategies as st

from notices import Office, Request, compose
from notices.document import Figure, Picture, Table, plain
from notices.facts.evaluation import Evaluation, evaluate
from notices.facts.evaluation.figures import mean, median, percent
from notices.facts.evaluation.totals import Lowered
from notices.reading import read
from terminal.notifying import in_chinese

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from notices.document import Document

RANKED = Office()
UNRANKED = Office(show_ranks=False)


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are tested here; drawing takes its time."""
    monkeypatch.setattr("notices.charts.render", lambda chart, text, fonts: Picture(b"", b"", 1, 1, text))


def figures(result: dict[str, Any], *, show_ranks: bool = True) -> Evaluation:
    return evaluate(read(result), show_ranks=show_ranks)


def report(result: dict[str, Any], office: Office = RANKED) -> Document:
    (notice,) = compose(result, Request(["evaluation"], office))
    return notice.document


def section(document: Document, heading: str) -> list[str]:
    """The sentences between a heading and the next."""
    lines = said(document.body)
    start = lines.index(heading) + 1
    numbers = ("一、", "二、", "三、", "四、", "五、", "六、", "七、", "（一）", "（二）", "（三）", "（四）")
    end = next((at for at in range(start, len(lines)) if lines[at].startswith(numbers)), len(lines))
    return lines[start:end]


def tables(document: Document, annex: int | None = None) -> list[list[list[str]]]:
    blocks = document.body if annex is None else document.annexes[annex].blocks
    return [
        [[plain(cell) for cell in row] for row in (block.header, *block.rows)]
        for block in blocks
        if isinstance(block, Table)
    ]


def captions(document: Document) -> list[str]:
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    return [plain(block.caption) for block in blocks if isinstance(block, Figure)]


def earlier(period: str, *units: tuple[str, str | None, str | None, str | None]) -> dict[str, Any]:
    """What a period recorded: unit, total, grade, rank."""
    named = [dict(zip(("unit", "total", "grade", "rank"), each, strict=True)) for each in units]
    return {"period": period, "units": named}


def unit_of(result: dict[str, Any], name: str) -> dict[str, Any]:
    return next(unit for unit in result["units"] if unit["unit"] == name)


def test_totals_in_figures(result: dict[str, Any]) -> None:
    totals = figures(result).totals
    assert totals is not None
    # 1492.78 ÷ 18 = 82.932…; (85.50 + 84.25) ÷ 2
    assert (totals.mean, totals.median) == ("82.93", "84.875")
    assert (totals.highest, totals.highest_units) == ("96.35", ("样例甲镇",))
    assert (totals.lowest, totals.lowest_units) == ("61.05", ("样例未镇",))
    assert totals.spread == "35.30"


def test_totals_in_words(result: dict[str, Any]) -> None:
    assert section(report(result), "（一）总体情况")[0] == (
        "18个乡镇总分的平均分为82.93分，中位数为84.875分；最高分为96.35分（样例甲镇），最低分为61.05分（样例未镇），"
        "相差35.30分。总分的分布见图1，各乡镇的总分和等次见图2和附件1。"
    )


def test_rounding_is_stated(result: dict[str, Any]) -> None:
    assert section(report(result), "一、考核组织情况")[1] == (
        "本报告中，平均分四舍五入保留2位小数，占比和得分率四舍五入保留1位小数，其余各数均为准确数，未作取舍。"
    )


def test_where_ranks_are_not_shown_nobody_is_said_to_be_first_or_last(result: dict[str, Any]) -> None:
    result["inputs"]["data"]["units"]["unit"] = list(reversed([unit["unit"] for unit in result["units"]]))
    result["years"] = [earlier("2015", ("样例甲镇", "90.00", "好", "3"))]
    document = report(result, UNRANKED)
    assert section(document, "（一）总体情况")[0] == (
        "18个乡镇总分的平均分为82.93分，中位数为84.875分；最高分为96.35分，最低分为61.05分，相差35.30分。"
        "总分的分布见图1，各乡镇的总分和等次见图2和附件1。"
    )
    (table,) = tables(document, 0)
    assert table[0] == ["乡镇", "总分", "等次", "2015年度总分", "2015年度等次", "备注"]
    assert table[1] == ["样例未镇", "61.05", "较差", "—", "—", ""]
    assert table[18] == ["样例甲镇", "96.35", "好", "90.00", "好", ""]
    assert "名次" not in "".join(section(document, "（三）年度比较"))


def test_shares_of_grades(result: dict[str, Any]) -> None:
    assert [(each.grade, len(each.units), each.share) for each in figures(result).grades] == [
        ("好", 5, "27.8"),
        ("较好", 7, "38.9"),
        ("一般", 4, "22.2"),
        ("较差", 2, "11.1"),
    ]
    assert figures(result).shares_add_up
    assert section(report(result), "（二）等次分布") == [
        "好（5个，占27.8%）：样例甲镇、样例乙镇、样例丙镇、样例丁镇、样例戊镇。",
        "较好（7个，占38.9%）：样例己镇、样例庚镇、样例辛镇、样例壬镇、样例癸镇、样例子镇、样例丑镇。",
        "一般（4个，占22.2%）：样例寅镇、样例卯镇、样例辰镇、样例巳镇。",
        "较差（2个，占11.1%）：样例午镇、样例未镇。",
    ]


def test_shares_that_do_not_add_up_to_a_hundred(result_of: Callable[..., dict[str, Any]]) -> None:
    result = result_of(["样例甲镇", "样例乙镇", "样例丙镇"], ["95.00", "85.00", "75.00"])
    assert [each.share for each in figures(result).grades] == ["33.3", "33.3", "33.3", "0.0"]
    assert section(report(result), "（二）等次分布")[3:] == [
        "较差（0个，占0.0%）：无。",
        "因四舍五入，各等次占比之和不等于100%。",
    ]


def test_a_county_of_one_unit(result_of: Callable[..., dict[str, Any]]) -> None:
    result = result_of(["样例甲镇"], ["91.35"])
    totals = figures(result).totals
    assert totals is not None
    assert (totals.mean, totals.median, totals.spread) == ("91.35", "91.35", "0.00")
    document = report(result)
    assert section(document, "（一）总体情况")[0] == (
        "1个乡镇总分的平均分为91.35分，中位数为91.35分；最高分为91.35分（样例甲镇），最低分为91.35分（样例甲镇），相差0.00分。"
    )
    assert captions(document) == [
        "图1　各项指标的平均得分率",
        "图2　各乡镇各项指标的得分率（%），颜色越深失分越多，“—”为不适用",
    ]


def test_no_unit_at_all(result_of: Callable[..., dict[str, Any]]) -> None:
    result = result_of([], [])
    assert figures(result).totals is None
    document = report(result)
    assert section(document, "（一）总体情况") == ["没有完成评分的乡镇，不作统计。"]
    assert section(document, "三、指标得分情况") == ["本次考核没有各项指标的得分，不作指标分析。"]
    assert captions(document) == []


def test_all_who_tie_for_the_highest_and_the_lowest_are_named(result_of: Callable[..., dict[str, Any]]) -> None:
    totals = figures(
        result_of(["样例甲镇", "样例乙镇", "样例丙镇", "样例丁镇"], ["90.00", "90.00", "70.00", "70.00"])
    ).totals
    assert totals is not None
    assert totals.highest_units == ("样例甲镇", "样例乙镇")
    assert totals.lowest_units == ("样例丙镇", "样例丁镇")
    assert totals.median == "80.00"


def test_a_unit_without_one_of_the_grades(result: dict[str, Any]) -> None:
    unit_of(result, "样例未镇")["grade"] = None
    assert figures(result).ungraded == ("样例未镇",)
    assert section(report(result), "（二）等次分布")[-1] == "等次未定（1个）：样例未镇。"


def test_no_earlier_period(result: dict[str, Any]) -> None:
    found = figures(result)
    assert found.comparison is None
    assert found.periods == ()
    document = report(result)
    assert section(document, "（三）年度比较") == ["没有以往同类周期的考核结果记录，不作年度比较。"]
    assert tables(document) == []
    assert tables(document, 0)[0][0] == ["名次", "乡镇", "总分", "等次", "备注"]


@pytest.fixture
def two_years(result_of: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    names = ["样例甲镇", "样例乙镇", "样例丙镇", "样例丁镇", "样例戊镇"]
    result = result_of(names, ["95.00", "90.00", "85.00", "75.00", "60.00"])
    result["years"] = [
        earlier("2014", ("样例甲镇", "70.00", "一般", "1")),
        earlier("2015Q3", ("样例甲镇", "10.00", "较差", "1")),
        earlier(
            "2015",
            ("样例甲镇", "90.00", "好", "1"),
            ("样例乙镇", "85.00", "较好", "2"),
            ("样例丙镇", "85.00", "较好", "2"),
            ("样例丁镇", "80.50", "优", "4"),
            ("样例己镇", "66.60", None, None),
        ),
    ]
    return result


def test_the_year_before(two_years: dict[str, Any]) -> None:
    comparison = figures(two_years).comparison
    assert comparison is not None
    assert comparison.period == "2015年度"
    assert [(each.unit, each.moved, each.by) for each in comparison.changes] == [
        ("样例甲镇", "up", "5.00"),
        ("样例乙镇", "up", "5.00"),
        ("样例丙镇", "same", "0.00"),
        ("样例丁镇", "down", "5.50"),
    ]
    assert [(each.grade_moved, each.rank_moved) for each in comparison.changes] == [
        ("same", "same"),
        ("up", "same"),
        ("same", "down"),
        (None, "same"),
    ]
    # (90 + 85 + 85 + 80.5) ÷ 4 = 85.125, (95 + 90 + 85 + 75) ÷ 4 = 86.25
    assert comparison.means == ("85.13", "86.25")
    assert [each.unit for each in comparison.most_up] == ["样例甲镇", "样例乙镇"]
    assert [each.unit for each in comparison.most_down] == ["样例丁镇"]
    assert (comparison.new, comparison.gone) == (("样例戊镇",), ("样例己镇",))


def test_the_year_before_in_words(two_years: dict[str, Any]) -> None:
    document = report(two_years)
    assert section(document, "（三）年度比较") == [
        "与2015年度相比，两次考核均有结果的乡镇4个，平均分由85.13分变为86.25分；总分上升的2个、下降的1个、持平的1个；"
        "等次上升的1个、下降的0个、不变的2个；名次上升的0个、下降的1个、不变的3个。总分上升最多的是样例甲镇（由90.00分上升至"
        "95.00分，上升5.00分）、样例乙镇（由85.00分上升至90.00分，上升5.00分）。总分下降最多的是样例丁镇（由80.50分下降至"
        "75.00分，下降5.50分）。各乡镇总分的变化见图3。",
        "等次上升的：样例乙镇（由较好升为好）。",
        "样例丁镇（2015年度为“优”）2015年度没有等次记录，或者所记等次不是本办法规定的等次，不作等次比较。",
        "2015年度没有考核结果记录的乡镇1个，不作比较：样例戊镇。",
        "2015年度有考核结果、本次没有结果的1个，不作比较：样例己镇。",
        "历次考核的结果如下：",
    ]
    assert tables(document) == [
        [
            ["考核周期", "个数", "平均分", "最高分", "最低分", "好", "较好", "一般", "较差", "其他"],
            ["2014年度", "1", "70.00", "70.00", "70.00", "0", "0", "1", "0", "0"],
            # (90 + 85 + 85 + 80.5 + 66.6) ÷ 5 = 81.42
            ["2015年度", "5", "81.42", "90.00", "66.60", "1", "2", "0", "0", "2"],
            ["2016年度", "5", "81.00", "95.00", "60.00", "2", "1", "1", "1", "0"],
        ]
    ]


def test_records_without_totals_or_grades_are_not_compared(result: dict[str, Any]) -> None:
    result["years"] = [earlier("2015", ("样例甲镇", None, "好", None), ("样例乙镇", "94.10", None, None))]
    comparison = figures(result).comparison
    assert comparison is not None
    assert comparison.means == ("94.10", "94.10")
    assert [each.unit for each in comparison.totals.unknown] == ["样例甲镇"]
    assert [each.unit for each in comparison.grades.unknown] == ["样例乙镇"]
    result["years"] = [earlier("2015", ("样例甲镇", None, "好", None))]
    assert section(report(result), "（三）年度比较")[0] == (
        "与2015年度相比，两次考核均有结果的乡镇1个；等次上升的0个、下降的0个、不变的1个；名次上升的0个、下降的0个、不变的0个。"
    )


@pytest.mark.parametrize("period", ["2017", "2016", "2015Q4", "2015-12", "上半年"])
def test_periods_that_are_later_or_of_another_length_are_no_earlier_ones(result: dict[str, Any], period: str) -> None:
    result["years"] = [earlier(period, ("样例甲镇", "90.00", "好", "1"))]
    assert figures(result).comparison is None


INDICATORS = "\n".join(
    f"- {{name: {name}, points: {points}, method: given, score: {measure}, out_of: 100, {more} source: 文}}"
    for name, points, measure, more in (
        ("子", 50, "一", "not_applicable: {move_points_to: 丑},"),
        ("丑", 30, "二", ""),
        ("寅", 20, "三", "not_applicable: full,"),
    )
)


def assessed(history: Any = None, **cells: str) -> dict[str, Any]:
    """Units that earn so many percent of 子 (50 points, else moved to 丑), 丑 (30) and 寅 (20, else full)."""
    ruleset = scheme(measures=measures("一", "二", "三"), indicators=INDICATORS)
    return in_chinese(run(ruleset, county(**cells), **({} if history is None else {"history": history})))


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


def test_what_stands_open(draft: dict[str, Any]) -> None:
    document = report(draft)
    assert said(document.body)[0] == (
        "本稿系草案，仅供核对和征求意见，不得印发，不得作为奖惩依据。尚有1项待决事项须按规定程序作出决定。"
        "尚有1个乡镇因数据不全未纳入评分，以下各项统计均不包括在内。"
    )
    assert section(document, "一、考核组织情况")[0].endswith("已完成评分的乡镇18个，参加排名的18个，未纳入评分的1个。")
    assert section(document, "（二）待决事项") == [
        "尚有1项须按规定程序作出决定：",
        "并列单位跨越获奖名额界限，须确定先后次序。（涉及：样例庚镇、样例辛镇）",
    ]
    assert section(document, "（三）未纳入评分的乡镇") == ["样例申镇：返贫率未填报；脱贫任务为0。"]
    assert section(document, "（四）数据质量") == ["样例甲镇：缺少2015年度考核结果，连续年数无法追溯。"]


def test_nothing_stands_open(result: dict[str, Any]) -> None:
    document = report(result)
    assert section(document, "（二）待决事项") == ["没有待决事项。"]
    assert section(document, "（三）未纳入评分的乡镇") == ["没有未纳入评分的乡镇。"]
    assert section(document, "（四）数据质量") == ["数据核查没有需要提示的问题。"]


def test_it_goes_upwards_and_leaves_suggestions_to_the_office(result: dict[str, Any]) -> None:
    (notice,) = compose(result, Request(["evaluation"]))
    assert notice.document.head.style == "report"
    assert notice.document.head.signers == ("［签发人］",)
    assert notice.document.title == "关于2016年度样例县乡镇精准扶贫业绩考核评价情况的报告"
    assert said(notice.document.body)[-8:] == [
        "七、意见建议",
        "（一）关于薄弱指标的整改",
        "［对薄弱指标和有关单位的整改建议］",
        "（二）关于考核结果的运用",
        "［对结果运用和待决事项的建议］",
        "（三）关于考核办法和口径的完善",
        "［对办法、口径和数据报送的建议］",
        "特此报告。",
    ]
    suggested = {"对薄弱指标和有关单位的整改建议", "对结果运用和待决事项的建议", "对办法、口径和数据报送的建议"}
    assert suggested < set(notice.to_fill)


def test_the_annexes(result: dict[str, Any]) -> None:
    document = report(result)
    subject = "样例县乡镇精准扶贫业绩考核"
    assert [(annex.label, annex.name) for annex in document.annexes] == [
        ("附件1", f"{subject}结果一览表"),
        ("附件2", f"{subject}各项得分表"),
        ("附件3", f"{subject}各项指标得分率"),
        ("附件4", "考核口径"),
    ]
    assert tables(document, 0)[0][1:3] == [["1", "样例甲镇", "96.35", "好", ""], ["2", "样例乙镇", "94.10", "好", ""]]
    assert [row[0] for row in tables(document, 1)[0]] == ["乡镇", "满分", *(unit["unit"] for unit in result["units"])]
    assert said(document.annexes[3].blocks)[1:] == [each["text"] for each in result["assumptions"]]


def test_history_of_a_real_assessment() -> None:
    result = assessed(past("甲 2015 好 92.00 1", "乙 2015 一般 75.00 2"), 一="100 80", 二="90 90", 三="80 80")
    # 50 + 27 + 16 and 40 + 27 + 16
    assert section(report(result), "（三）年度比较")[:2] == [
        "与2015年度相比，两次考核均有结果的乡镇2个，平均分由83.50分变为88.00分；总分上升的2个、下降的0个、持平的0个；"
        "等次上升的1个、下降的0个、不变的1个；名次上升的0个、下降的0个、不变的2个。"
        "总分上升最多的是乙（由75.00分上升至83.00分，上升8.00分）。各乡镇总分的变化见图3。",
        "等次上升的：乙（由一般升为较好）。",
    ]


HUNDREDTHS = st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False)


@given(st.lists(HUNDREDTHS, min_size=1, max_size=60))
def test_a_mean_is_within_half_a_hundredth_and_halves_go_away_from_zero(values: list[Decimal]) -> None:
    exact = sum(map(Fraction, values), Fraction()) / len(values)
    error = Fraction(mean(values)) - exact
    assert abs(error) <= Fraction(1, 200)
    if abs(error) == Fraction(1, 200):
        assert (error > 0) == (exact > 0)


@given(st.lists(HUNDREDTHS, min_size=1, max_size=60))
def test_as_many_values_lie_below_the_median_as_above(values: list[Decimal]) -> None:
    middle = Fraction(median(values))
    below, above = (sum(Fraction(each) < middle for each in values), sum(Fraction(each) > middle for each in values))
    assert max(below, above) <= len(values) // 2


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_share_is_within_half_a_tenth(part: int, more: int) -> None:
    whole = part + more
    assert abs(Fraction(percent(part, whole)) - Fraction(100 * part, whole)) <= Fraction(1, 20)
