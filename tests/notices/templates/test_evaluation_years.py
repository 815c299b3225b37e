"""The evaluation report on earlier periods: who rose and fell, and what is not compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from building import past

from tests.notices.templates.evaluation import (
    assessed,
    earlier,
    figures,
    report,
    section,
    tables,
)

if TYPE_CHECKING:
    from collections.abc import Callable


pytestmark = pytest.mark.usefixtures("undrawn")


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


def test_history_of_a_real_assessment() -> None:
    result = assessed(past("甲 2015 好 92.00 1", "乙 2015 一般 75.00 2"), 一="100 80", 二="90 90", 三="80 80")
    # 50 + 27 + 16 and 40 + 27 + 16
    assert section(report(result), "（三）年度比较")[:2] == [
        "与2015年度相比，两次考核均有结果的乡镇2个，平均分由83.50分变为88.00分；总分上升的2个、下降的0个、持平的0个；"
        "等次上升的1个、下降的0个、不变的1个；名次上升的0个、下降的0个、不变的2个。"
        "总分上升最多的是乙（由75.00分上升至83.00分，上升8.00分）。各乡镇总分的变化见图3。",
        "等次上升的：乙（由一般升为较好）。",
    ]
