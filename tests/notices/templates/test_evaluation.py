"""The evaluation report: every figure against one computed by hand, every sentence as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from county_years import said

from notices import Request, compose
from tests.notices.templates.evaluation import (
    UNRANKED,
    captions,
    earlier,
    figures,
    report,
    section,
    tables,
    unit_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable


pytestmark = pytest.mark.usefixtures("undrawn")


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
