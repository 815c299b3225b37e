"""Documents that effects call for: criticism, admonition, material on adjustments, and their records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from building import county, past

from notices import Office, Request, compose, write
from notices.document import Form, plain
from tests.notices.templates.effects import ASSESSED, BASES, demonstrated, form, notices, only, said, with_effects

if TYPE_CHECKING:
    from pathlib import Path


KINDS = ("criticism", "admonition", "interview", "rectification", "acceptance", "adjustment")


def test_nothing_calls_for_documents_where_nothing_follows(result: dict[str, Any]) -> None:
    for unit in result["units"]:
        unit["consequences"] = []
    assert list(compose(result, Request(KINDS))) == []


class TestCriticism:
    def test_of_the_made_up_county(self) -> None:
        document = only(demonstrated("2016"), "criticism")
        assert document.title == "关于对2016年度通渭县乡镇精准扶贫业绩考核有关乡镇予以批评的通报"
        assert said(document.body) == [
            f"{ASSESSED}。按照考核结果运用的有关规定，决定对2个乡镇予以通报批评。现通报如下：",
            "考核情况",
            "样例·龙泉镇：总分95.88分，等次为“一般”，触发一票否决条款（资金违纪违法），适用“结果为一般”的规定。"
            "一票否决依据的数据为资金违纪违法案件数1件。主要失分项为饮水安全（失1.57分）、工资性收入（失1.00分）、"
            "收入增速（失0.63分）、减贫人口（失0.30分）、危房改造（失0.29分）。",
            "样例·大坪乡：总分73.40分，等次为“一般”，适用“结果为一般”的规定。主要失分项为整村退出（失5.00分）、"
            "收入增速（失4.88分）、返贫控制（失3.00分）、工资性收入（失2.50分）、饮水安全（失2.48分）。",
            "处理决定",
            "按照“结果为一般”的规定，对样例·龙泉镇、样例·大坪乡在全县通报批评。",
            "整改要求",
            "样例·龙泉镇、样例·大坪乡：责成领导班子向县委、县政府作出书面报告；责成领导班子限期整改，"
            "整改期限为［整改期限］。",
            "被通报批评的乡镇要正视问题，对照失分指标逐项查找原因，制定整改措施，明确责任人和完成时限，认真抓好整改。"
            "［整改报告的报送方式和其他要求］",
            "其他乡镇要引以为戒，举一反三，改进工作，确保各项任务落到实处。",
        ]

    def test_of_parties(self, result: dict[str, Any]) -> None:
        lines = said(only(result, "criticism").body)
        four = "样例寅镇、样例卯镇、样例辰镇、样例巳镇"
        assert f"按照“结果为一般”的规定，对{four}的领导班子在全县通报批评。" in lines
        assert "决定对4个乡镇予以通报批评。" in lines[0]

    def test_of_ten_units(self, result: dict[str, Any]) -> None:
        criticised = result["units"][12]["consequences"]
        for unit in result["units"][:10]:
            unit["consequences"] = criticised
        for unit in result["units"][10:]:
            unit["consequences"] = []
        lines = said(only(result, "criticism").body)
        assert "决定对10个乡镇予以通报批评。" in lines[0]
        assert [line.partition("：")[0] for line in lines[2:12]] == [unit["unit"] for unit in result["units"][:10]]

    def test_clauses_scope_and_deadlines_as_the_scheme_words_them(self) -> None:
        told = with_effects(
            "{party: 乡镇, effect: criticise}",
            "{party: 领导班子, effect: report, to: 县委, within_days: 15}",
            "{party: 领导班子, effect: rectify, within_days: 60}",
        )
        lines = said(only(told, "criticism").body)
        assert lines[2].startswith(
            "甲：总分75.00分，等次为“一般”，适用“结果为一般”的规定（《考核办法》（样发〔2016〕5号）第八条）。"
        )
        assert lines[4] == "按照“结果为一般”的规定，对甲予以通报批评。"
        assert lines[6] == "甲：责成领导班子在15日内向县委作出书面报告；责成领导班子限期整改，整改期限为60日。"

    def test_speaks_of_nobody_else(self) -> None:
        told = with_effects(
            data=county(分="75 65 85"),
            consequences="- {name: 低分, when: total < 80, then: [{party: 乡镇, effect: rectify}], source: 文}\n"
            "- {name: 一般, when: grade == '一般', then: [{party: 乡镇, effect: criticise}], source: 文}",
        )
        lines = said(only(told, "criticism").body)
        assert lines[4:7] == [
            "按照“一般”的规定，对甲予以通报批评。",
            "整改要求",
            "甲：责成乡镇限期整改，整改期限为［整改期限］。",
        ]
        assert not any(other in line for line in lines for other in "乙丙")


class TestAdmonition:
    def test_of_the_made_up_county(self) -> None:
        found = notices(demonstrated("2016"), "admonition")
        assert list(found) == ["样例·龙泉镇 党政主要领导", "样例·大坪乡 党政主要领导"]
        notice = found["样例·大坪乡 党政主要领导"]
        assert notice.document.head.style == "plain"
        assert notice.document.head.to == "样例·大坪乡党政主要领导"
        assert said(notice.document.body) == [
            f"根据{BASES}关于“结果为一般”的规定，决定对样例·大坪乡党政主要领导（［谈话对象姓名、职务］）进行诫勉谈话。"
            "现将有关事项通知如下：",
            "谈话事由",
            "2016年度通渭县乡镇精准扶贫业绩考核，样例·大坪乡总分73.40分，等次为“一般”。主要失分项为整村退出"
            "（失5.00分）、收入增速（失4.88分）、返贫控制（失3.00分）、工资性收入（失2.50分）、饮水安全（失2.48分）。",
            "谈话安排",
            "时间：［谈话时间］；地点：［谈话地点］；谈话人：［谈话人姓名、职务（不少于两名）］。",
            "准备事项",
            "请围绕谈话事由，就产生问题的原因、本人应负的责任和整改措施准备书面材料，并如实作出说明。",
            "因故不能按时参加的，须提前报告。",
        ]
        assert notice.to_fill[2:6] == ("谈话对象姓名、职务", "谈话时间", "谈话地点", "谈话人姓名、职务（不少于两名）")

    def test_a_veto_is_told_with_what_was_reported(self) -> None:
        document = notices(demonstrated("2016"), "admonition")["样例·龙泉镇 党政主要领导"].document
        assert "一票否决依据的数据为资金违纪违法案件数1件（县监察局报送）。" in said(document.body)[2]

    def test_who_talks_and_one_document_for_each_party(self) -> None:
        told = with_effects(
            "{party: 领导班子, effect: admonish, by: 县委组织部}", "{party: 主要领导, effect: admonish}"
        )
        found = notices(told, "admonition")
        assert list(found) == ["甲 领导班子", "甲 主要领导"]
        first, second = (said(notice.document.body)[0] for notice in found.values())
        assert "决定由县委组织部对甲领导班子（" in first
        assert "决定对甲主要领导（" in second

    def test_the_record_has_the_cause_and_room_for_the_rest(self) -> None:
        document = notices(demonstrated("2016"), "interview")["样例·大坪乡 党政主要领导"].document
        (block,) = (each for each in document.body if isinstance(each, Form))
        cells = form(document.body)
        assert cells["谈话对象"] == "样例·大坪乡党政主要领导"
        assert cells["谈话事由"].startswith(
            "2016年度通渭县乡镇精准扶贫业绩考核总分73.40分，等次为“一般”，按照“结果为一般”的规定进行诫勉谈话。"
        )
        assert [label for label, value in cells.items() if not value] == [
            "谈话时间", "谈话地点", "谈话人一", "职务", "谈话人二", "记录人", "姓名", "谈话内容", "本人说明和表态",
            "谈话对象签字", "日期", "谈话人签字", "记录人签字", "后续了解时间", "了解人", "后续了解情况",
        ]  # fmt: skip
        assert {plain(row.cells[0].label): row.lines for row in block.rows if row.lines > 2} == {
            "谈话内容": 11,
            "本人说明和表态": 10,
            "后续了解情况": 4,
        }


class TestAdjustment:
    def test_is_material_for_a_meeting(self) -> None:
        document = only(demonstrated("2016"), "adjustment")
        assert document.title == "2016年度通渭县乡镇精准扶贫业绩考核结果组织调整建议材料"
        assert document.head.mark == "内部材料　会议讨论　不公开"
        assert document.head.stamp == "内部材料，供会议讨论，不公开"
        assert document.head.issuers == ()
        assert document.head.number is None
        assert said(document.body)[2] == (
            "样例·青石乡：总分78.66分，等次为“一般”，适用“结果为较差或连续两年为一般”的规定。"
            "规定的措施是：对党政主要领导进行组织调整。"
        )
        assert "会议纪要编号：［会议纪要编号］。" in said(document.body)[-1]

    def test_a_page_for_each_unit_with_facts_and_options(self) -> None:
        document = only(demonstrated("2016"), "adjustment")
        assert [annex.name for annex in document.annexes] == [
            "样例·青石乡", "样例·石门乡", "样例·柳湾镇", "样例·清水乡"
        ]  # fmt: skip
        assert document.listed == ()
        assert form(document.annexes[0].blocks) == {
            "本期结果": "2016年度总分78.66分，等次为“一般”，第14名",
            "主要失分项": "整村退出（失3.33分）、村卫生室（失3.00分）、资金拨付（失3.00分）、收入增速（失2.99分）、"
            "饮水安全（失2.34分）",
            "以往结果": "2015年度总分79.12分，等次为“一般”",
            "适用条款": "“结果为较差或连续两年为一般”的规定；同时符合“结果为一般”的情形，"
            "按“结果为较差或连续两年为一般”处理",
            "规定措施": "对党政主要领导进行组织调整",
            "意见一": "□按条款办理。涉及人员和方式：",
            "意见二": "□暂缓办理。理由和期限：",
            "意见三": "□其他：",
            "会议意见": "",
        }

    def test_a_deduction_counts_with_its_cap(self) -> None:
        cells = form(only(demonstrated("2016"), "adjustment").annexes[3].blocks)
        assert "违反约束规定扣分（扣5.00分）" in cells["主要失分项"]

    def test_a_draft_is_marked_twice(self) -> None:
        document = only(demonstrated("2017"), "adjustment")
        assert document.head.mark == "草案　未定稿　不得印发　内部材料　会议讨论　不公开"
        cells = form(document.annexes[0].blocks)
        assert cells["否决依据"] == "一票否决依据的数据为弄虚作假件数1件（县委县政府督查室报送）。"

    def test_ranks_that_may_not_be_shown(self) -> None:
        document = only(demonstrated("2016"), "adjustment", Office(show_ranks=False))
        current = {annex.name: form(annex.blocks)["本期结果"] for annex in document.annexes}
        assert current["样例·石门乡"] == "2016年度总分75.05分，等次为“一般”"

    def test_without_earlier_years_and_with_several_measures(self) -> None:
        told = with_effects(
            "{party: 主要领导, effect: adjust, how: 组织调整}",
            "{party: 领导班子, effect: reassign}",
            "{party: 领导班子, effect: hold_accountable}",
        )
        cells = form(only(told, "adjustment").annexes[0].blocks)
        assert cells["以往结果"] == "无记录"
        assert cells["适用条款"] == "“结果为一般”的规定（《考核办法》（样发〔2016〕5号）第八条）"
        assert cells["规定措施"] == "对主要领导进行组织调整；对领导班子调整工作岗位；对领导班子依规依纪追究责任"

    def test_earlier_years_as_they_were_recorded(self) -> None:
        told = with_effects(
            "{party: 主要领导, effect: adjust, how: 免职}", history=past("甲 2015 一般", "甲 2014 好 91 2")
        )
        cells = form(only(told, "adjustment").annexes[0].blocks)
        assert cells["以往结果"] == "2014年度总分91分，等次为“好”；2015年度等次为“一般”"


@pytest.mark.parametrize("kind", KINDS)
def test_no_person_and_no_speech_is_named(kind: str, result: dict[str, Any]) -> None:
    result["decisions"] = [
        {"question": "grades/好/样例甲镇", "answer": "withhold", "reason": "样例张三说明", "by": "样例李四", "on": None}
    ]
    found = notices(result, kind).values()
    assert found
    for notice in found:
        text = str(notice.document)
        for words in ("张三", "李四", "发言"):
            assert words not in text


@pytest.mark.parametrize("kind", ["admonition", "interview", "rectification", "acceptance"])
def test_a_document_about_one_unit_names_no_other(kind: str) -> None:
    told = demonstrated("2016")
    names = {unit["unit"] for unit in told["units"]}
    found = notices(told, kind)
    assert len(found) == 2
    for about, notice in found.items():
        own = str(about).partition(" ")[0]
        assert [name for name in names - {own} if name in str(notice.document)] == []


def test_every_kind_can_be_laid_out(tmp_path: Path) -> None:
    paths = write(demonstrated("2016"), tmp_path, Request(KINDS)).paths
    assert {path.relative_to(tmp_path).as_posix() for path in paths if path.suffix == ".pdf"} == {
        "组织调整建议材料.pdf",
        "诫勉谈话记录/样例·大坪乡 党政主要领导.pdf",
        "诫勉谈话记录/样例·龙泉镇 党政主要领导.pdf",
        "诫勉谈话通知书/样例·大坪乡 党政主要领导.pdf",
        "诫勉谈话通知书/样例·龙泉镇 党政主要领导.pdf",
        "通报批评.pdf",
        "限期整改通知书/样例·大坪乡.pdf",
        "限期整改通知书/样例·龙泉镇.pdf",
        "整改验收单/样例·大坪乡.pdf",
        "整改验收单/样例·龙泉镇.pdf",
    }
    assert len(paths) == 20
