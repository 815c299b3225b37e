"""Confirmation by departments, and publicity, from real assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from notices import Office
from tests.notices.templates.procedure import (
    ADJUSTMENTS,
    CELLS,
    FULL,
    forms,
    notices,
    only,
    result,
    tables,
    texts,
)

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.usefixtures("in_chinese")


def test_each_department_confirms_what_it_reported() -> None:
    made = notices(result(), "confirmation")
    assert [notice.about for notice in made] == ["样例县扶贫办", "样例县统计局"]
    document = made[0].document
    assert document.title == "2016年度样例县乡镇考核数据确认签字表"
    assert texts(document.body) == [
        "填报部门：样例县扶贫办",
        "经核对，附件所列4个乡镇的1项数据与本部门掌握的资料一致，真实、准确、完整，确认作为2016年度样例县乡镇考核计分的依据。",
    ]
    assert forms(document.body) == [
        [
            ("填报人签字", ""),
            ("日期", ""),
            ("审核人签字", ""),
            ("日期", ""),
            ("部门负责人签字", ""),
            ("日期", ""),
            ("部门盖章", ""),
            ("备注", ""),
        ]
    ]
    assert tables(document.annexes[0]) == [
        [["乡镇", "甲项（户）"], ["样例丙镇", "80"], ["样例甲镇", "100"], ["样例丁镇", "70"], ["样例乙镇", "90"]]
    ]
    assert made[0].to_fill == ()


def test_what_was_not_reported_is_said() -> None:
    document = notices(result({**CELLS, "样例乙镇": "90"}), "confirmation")[1].document
    assert texts(document.body)[1].endswith("考核计分的依据。其中1个数据未填报，以“—”表示。")
    assert tables(document.annexes[0])[0][-1] == ["样例乙镇", "—"]


def test_a_department_sees_nothing_of_another_one() -> None:
    document = str(notices(result(), "confirmation")[0].document)
    assert "乙项" not in document
    assert "样例县统计局" not in document


def test_forty_units_and_twenty_measures_stand_in_two_tables() -> None:
    plain_result = result()
    units = [f"样例第{number}镇" for number in range(40)]
    values = [[f"{unit}{measure:02}" for measure in range(20)] for unit in range(40)]
    plain_result["departments"] = [
        {
            "department": "样例县扶贫办",
            "measures": [{"name": f"数据项{measure}", "unit": "人"} for measure in range(20)],
            "rows": [{"unit": unit, "values": row} for unit, row in zip(units, values, strict=True)],
        }
    ]
    first, second = tables(only(plain_result, "confirmation").annexes[0])
    assert first[0] == ["乡镇", *(f"数据项{measure}（人）" for measure in range(10))]
    assert second[0] == ["乡镇", *(f"数据项{measure}（人）" for measure in range(10, 20))]
    assert [row[0] for row in first[1:]] == [row[0] for row in second[1:]] == units
    assert [one[1:] + other[1:] for one, other in zip(first[1:], second[1:], strict=True)] == values


def test_publicity_says_how_long_where_and_how_to_object() -> None:
    document = only(result(), "publicity")
    assert document.title == "关于2016年度样例县乡镇考核结果的公示"
    assert (document.head.style, document.head.number, document.head.to) == ("plain", None, None)
    assert texts(document.body) == [
        "根据《样例考核办法》（样办发〔2015〕1号）第八条规定，对2016年度样例县乡镇进行了考核。"
        "现将考核结果（见附件）予以公示，接受监督。",
        "公示时间：2017年3月6日至2017年3月10日。",
        "公示渠道：县政府网站、乡镇政务公开栏。",
        "公示期内，各乡镇对考核结果有异议的，请以书面形式，由主要负责人签字并加盖公章，向样例县考核办提出，"
        "写明异议事项、事实和理由，并附有关材料。个人反映情况的，应当署真实姓名，并留联系方式，以便核实和反馈。",
        "受理地点：样例县行政中心。联系方式：样例县考核办，电话：0000-0000000。",
    ]
    assert [annex.label for annex in document.annexes] == ["附件", None]
    assert tables(document.annexes[0]) == [
        [
            ["名次", "乡镇", "总分", "等次"],
            ["1", "样例甲镇", "100.00", "好"],
            ["2", "样例乙镇", "90.00", "好"],
            ["3", "样例丙镇", "80.00", "较好"],
            ["4", "样例丁镇", "70.00", "一般"],
        ]
    ]


def test_the_archived_record_holds_the_outcome_or_room_for_it() -> None:
    over = FULL.model_copy(update={"publicity": FULL.publicity.model_copy(update={"outcome": "未收到异议"})})
    for office, outcome in ((FULL, ""), (over, "未收到异议")):
        record = only(result(), "publicity", office=office).annexes[1]
        assert record.name == "公示情况记录"
        assert forms(record.blocks)[0][:5] == [
            ("公示事项", "2016年度样例县乡镇考核结果"),
            ("公示时间", "2017年3月6日至2017年3月10日"),
            ("公示渠道", "县政府网站、乡镇政务公开栏"),
            ("收到的异议", ""),
            ("公示结果", outcome),
        ]


def test_publicity_without_particulars_has_blanks() -> None:
    (notice,) = notices(result(), "publicity", Office())
    assert "公示时间：［公示起始日］至［公示截止日］（不少于5个工作日）。" in texts(notice.document.body)
    assert notice.to_fill == (
        "公示起始日",
        "公示截止日",
        "公示渠道",
        "提出异议的方式",
        "受理异议的机关",
        "受理地点",
        "联系人和电话",
        "发文机关署名",
        "成文日期",
    )


def test_where_ranks_are_not_approved_their_order_is_not_told() -> None:
    document = only(result(), "publicity", office=FULL.model_copy(update={"show_ranks": False}))
    assert tables(document.annexes[0]) == [
        [
            ["乡镇", "总分", "等次"],
            ["样例丙镇", "80.00", "较好"],
            ["样例甲镇", "100.00", "好"],
            ["样例丁镇", "70.00", "一般"],
            ["样例乙镇", "90.00", "好"],
        ]
    ]


def test_vetoed_and_withdrawn_units_have_a_remark() -> None:
    table = tables(only(result(adjustments=ADJUSTMENTS), "publicity").annexes[0])[0]
    assert table[0] == ["名次", "乡镇", "总分", "等次", "备注"]
    assert [row[4] for row in table[1:]] == ["", "", "一票否决：弄虚作假", "不参加排名"]


def test_units_that_were_not_scored_are_named() -> None:
    document = only(result({**CELLS, "样例丁镇": "120 70"}), "publicity")
    assert texts(document.body)[0].endswith("接受监督。因数据不全未纳入评分的乡镇有1个：样例丁镇。")
    assert document.head.mark is not None
