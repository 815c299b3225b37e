"""What the organisation department tells a unit: ratings, quota, restrictions, preferences, each with its rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from building import county, run, scheme
from county_years import YEARS, notices, of_units, rows, said, told

from terminal.notifying import in_chinese

if TYPE_CHECKING:
    from notices import Composed

RATINGS = "ratings"
BASIS = (
    "根据《样例县精准扶贫业绩考核评价的意见》（［办法文号］）［条款］、"
    "《样例县乡镇精准扶贫业绩考核评价办法》（［办法文号］）［条款］规定，"
)
DEMAND = (
    "请你单位据此办理年度考核有关手续，按干部管理权限核实涉及人员的姓名、职务和任职时间，填写办理情况表（见附件），"
    "于［报送期限］前报中共样例县委组织部。"
)


def notice(scheme_name: str, period: str, name: str) -> Composed:
    return notices(RATINGS, scheme_name, period)[f"样例·{name}"]


def letter(scheme_name: str, period: str, name: str) -> list[str]:
    return said(notice(scheme_name, period, name).document.body)


def test_a_good_unit_is_rated_and_granted_more() -> None:
    composed = notice("township", "2015", "东岭镇")
    document = composed.document
    assert document.title == "关于2015年度考核等次和优秀指标的通知"
    assert (document.head.style, document.head.issuers) == ("letter", ("中共样例县委组织部",))
    assert (document.head.to, document.head.number) == ("样例·东岭镇", "［发文字号］")
    assert said(document.body) == [
        BASIS + "在2015年度样例县乡镇精准扶贫业绩考核中，你单位总分96.42分，等次为“好”。"
        "现将有关考核等次、优秀指标等事项通知如下：",
        "一、评定等次",
        "按照“政绩考核结果为好”的规定，你单位评定为政绩考核“好”等次。",
        "按照“确定为优秀班子”的规定，领导班子评定为优秀班子。",
        "按照“结果为好”的规定，党政主要领导评定为优秀。",
        "二、优秀指标",
        "按照“结果为好”的规定，给予你单位年度考核优秀指标1个，在原核定［原核定个数］个的基础上增加，"
        "调整后为［调整后个数］个。",
        "三、优先事项",
        "按照“结果为好”的规定，对干部优先选拔任用或推荐使用。",
        "四、办理要求",
        DEMAND,
    ]
    assert document.remark == "样例县委组织部考核科，电话：0000-0000001"
    assert composed.to_fill == ("发文字号", "办法文号", "条款", "原核定个数", "调整后个数", "报送期限", "成文日期")


def test_its_form_has_a_row_for_each_effect() -> None:
    (annex,) = notice("township", "2015", "东岭镇").document.annexes
    assert (annex.label, annex.name) == ("附件", "样例·东岭镇年度考核有关事项办理情况表")
    assert rows(annex.blocks) == [
        ["事项", "姓名和职务", "办理情况", "办理日期"],
        ["乡镇评定为政绩考核“好”等次", "", "", ""],
        ["领导班子评定为优秀班子", "", "", ""],
        ["党政主要领导评定为优秀", "", "", ""],
        ["给予乡镇年度考核优秀指标1个", "", "", ""],
        ["对干部优先选拔任用或推荐使用", "", "", ""],
    ]


def test_a_vetoed_unit_loses_its_quota() -> None:
    lines = letter("township", "2016", "龙泉镇")
    assert lines[0] == (
        BASIS + "在2016年度样例县乡镇精准扶贫业绩考核中，你单位总分95.88分，等次为“一般”，"
        "触发一票否决条款（资金违纪违法）。现将有关考核等次、优秀指标等事项通知如下："
    )
    assert lines[4:6] == [
        "二、优秀指标",
        "按照“结果为一般”的规定，取消领导干部年度考核优秀指标，原核定［原核定个数］个，调整后为0个。",
    ]


def test_a_bad_unit_has_restrictions_with_their_days() -> None:
    assert letter("township", "2015", "柳湾镇")[1:] == [
        "一、评定等次",
        "按照“政绩考核结果为较差”的规定，你单位评定为政绩考核“较差”等次。",
        "按照“结果为较差或连续两年为一般”的规定，领导班子评定为较差班子。",
        "二、限制事项",
        "按照“结果为较差或连续两年为一般”的规定，其他领导干部12个月内不得提拔使用（2016年3月15日至2017年3月14日）。",
        "三、办理要求",
        DEMAND,
    ]


def test_a_restriction_whose_first_day_is_open_and_a_rule_that_gave_way() -> None:
    composed = notice("township", "2017", "青石乡")
    lines = said(composed.document.body)
    assert composed.document.head.mark == "草案　未定稿　不得印发"
    assert lines[0] == "本稿系草案，仅供核对和征求意见，不得据以办理。"
    assert lines[1].endswith(
        "等次为“一般”。你单位同时符合“结果为一般”的情形，按“结果为较差或连续两年为一般”处理，不再重复适用。"
        "现将有关考核等次、优秀指标等事项通知如下："
    )
    assert lines[6] == (
        "按照“结果为较差或连续两年为一般”的规定，其他领导干部12个月内不得提拔使用（起始日期：［起始日期］）。"
    )
    assert "起始日期" in composed.to_fill


def test_who_may_not_be_rated_excellent() -> None:
    lines = letter("department", "2017", "民政局")
    assert lines[0].endswith(
        "你单位总分90.05分，等次为“较好”。经样例县委常委会2018年3月16日研究决定，不评定为“好”等次，"
        "理由是：年度内惠民政策落实工作被上级通报，不评定为好。现将有关考核等次、优秀指标等事项通知如下："
    )
    assert lines[1:3] == [
        "一、限制事项",
        "按照“结果为较好”的规定，主要领导不得在年度考核中评为优秀等次；分管领导不得在年度考核中评为优秀等次。",
    ]


def test_a_unit_of_which_no_such_effect_holds_receives_none() -> None:
    found = notices(RATINGS, "department", "2015")
    effects = {unit["unit"]: unit["consequences"] for unit in told("department", "2015")["units"]}
    assert effects["样例·教体局"] == []
    assert sorted(found) == sorted(name for name, each in effects.items() if each)


def test_other_effects_do_not_stand_in_it() -> None:
    document = str(notice("township", "2016", "龙泉镇").document)
    assert [word for word in ("诫勉", "通报批评", "书面报告", "整改") if word in document] == []


def test_the_clauses_of_documents_are_cited() -> None:
    parts = {
        "parties": "{领导班子: {kind: body}, 干部: {kind: people}, 乡镇: {kind: unit}}",
        "consequences": (
            "- name: 结果为好\n  when: grade == '好'\n  source: 文\n  then:\n"
            "    - {party: 领导班子, effect: rate, as: 优秀班子}\n"
            "    - {party: 乡镇, effect: grant, what: 优秀指标, count: 2}\n"
            "    - {party: 干部, effect: prefer, for: 提拔, source: 约}\n"
        ),
    }
    lines = said(of_units(assessed("95", **parts), RATINGS)["甲"].document.body)
    assert lines[2] == "按照“结果为好”的规定（《考核办法》），领导班子评定为优秀班子。"
    assert lines[4].startswith("按照“结果为好”的规定（《考核办法》），给予你单位优秀指标2个，")
    assert lines[6] == "按照“结果为好”的规定，对干部优先提拔。"


def assessed(cells: str, **parts: str) -> dict[str, Any]:
    return in_chinese(run(scheme(**parts), county(分=cells)))


@pytest.mark.parametrize(("scheme_name", "period"), YEARS)
def test_no_unit_reads_of_another_and_none_of_its_rank(scheme_name: str, period: str) -> None:
    names = [unit["unit"] for unit in told(scheme_name, period)["units"]]
    for name, composed in notices(RATINGS, scheme_name, period).items():
        text = str(composed.document)
        assert name in text
        assert [other for other in names if other != name and other in text] == []
        assert re.search("第[0-9]+名|名次|排名", text) is None
