"""What a unit is told of its result: sentences, cells, sums and blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from building import county, measures, run, scheme
from county_years import form, notices, of_units, office, said, told

from notices import FORMATS, Request, write
from terminal.notifying import in_chinese
from tests.notices.templates.notification import NOTIFICATION, annex, letter, made_up

if TYPE_CHECKING:
    from pathlib import Path


BASIS = (
    "根据《样例县精准扶贫业绩考核评价的意见》（［办法文号］）［条款］、"
    "《样例县乡镇精准扶贫业绩考核评价办法》（［办法文号］）［条款］规定，"
)
APPEAL = [
    "对考核结果有异议的，请自收到本告知书之日起10个工作日内，以书面形式，由主要负责人签字并加盖公章，"
    "向样例县精准扶贫工作领导小组办公室提出，并附有关证明材料。接收地点：样例县行政中心（样例）。"
    "联系方式：样例县考核办，电话：0000-0000000。",
]


def test_a_good_unit_with_prizes_and_a_capped_bonus() -> None:
    document = notices(NOTIFICATION, "township", "2015")["样例·东岭镇"].document
    assert document.title == "2015年度样例县乡镇精准扶贫业绩考核结果告知书"
    assert (document.head.style, document.head.to, document.head.number) == ("plain", "样例·东岭镇", None)
    assert document.head.mark is None
    assert said(document.body) == [
        BASIS + "对你单位进行了2015年度样例县乡镇精准扶贫业绩考核。现将考核结果告知如下：",
        "一、考核结果",
        "你单位总分96.42分（其中指标得分93.42分，加分扣分4.00分，校正-1.00分），等次为“好”（96.42 ≥ 90），"
        "列第1名（按总分，参加排名的单位共18个）。",
        "二、得分情况",
        "你单位的考核指标共16项，其中满分9项，失分7项。失分较多的依次为工资性收入（失2.50分）、收入增速（失1.41分）、"
        "饮水安全（失1.39分）、识别准确（失1.00分）、驻村帮扶（失0.23分）。另有加分、扣分和校正：经验推广加分（4.00分）、"
        "“经验推广加分”上限（-1.00分）。逐项得分、核定的数据和计分过程见附件。",
        "三、奖励和结果运用",
        "你单位获得一等奖（奖金5万元），列入“优秀班子”名额。",
        "按照“政绩考核结果为好”的规定，你单位评定为政绩考核“好”等次。",
        "按照“确定为优秀班子”的规定，领导班子评定为优秀班子。",
        "按照“结果为好”的规定，党政主要领导评定为优秀；给予你单位年度考核优秀指标1个；对干部优先选拔任用或推荐使用。",
        "四、异议的提出",
        *APPEAL,
    ]


def test_its_annex_says_how_every_point_came_about() -> None:
    notice = notices(NOTIFICATION, "township", "2015")["样例·东岭镇"]
    first, sheet = notice.document.annexes
    assert (first.label, first.name) == ("附件", "2015年度样例县乡镇精准扶贫业绩考核得分明细表")
    assert sheet.label is None
    found = annex(notice)
    assert len(found) == 16 + 4
    assert found["返贫控制"] == [
        "8",
        "8.00",
        "—",
        "返贫率2.43%（县扶贫办报送）。计分：8 − 2.43 未达到标准 5 的部分每 0.5 扣 1（不足一档按一档计），最低0",
    ]
    assert found["识别准确"] == ["5", "4.00", "1.00", "识别错漏户数2户（县扶贫办报送）。计分：5 − 2 × 0.5，最低0"]
    assert found["村卫生室"] == [
        "3",
        "3.00",
        "—",
        "村卫生室任务数2个、村卫生室投用数2个（县卫计局报送）。计分：符合“2 ≥ 2”得3分，否则不得分",
    ]
    assert found["指标得分合计"] == ["100", "93.42", "6.58", "—"]
    assert found["经验推广加分"] == [
        "—",
        "4.00",
        "—",
        "省级推广经验数2项、市级推广经验数0项（县委办报送）。计分：2 × 省级推广经验数（2） + 市级推广经验数（0）",
    ]
    assert found["校正"] == ["—", "-1.00", "—", "“经验推广加分”上限：4.00 > 3"]
    assert found["总分"] == ["—", "96.42", "—", "指标得分93.42 + 加分扣分4.00 + 校正（-1.00） = 96.42"]
    assert "违反约束规定扣分" not in found


def test_a_middling_unit() -> None:
    assert letter("township", "2015", "新集镇")[2:-2] == [
        "你单位总分89.99分（其中指标得分89.99分，加分扣分0.00分），等次为“较好”（80 ≤ 89.99 < 90），"
        "列第8名（按总分，参加排名的单位共18个）。",
        "二、得分情况",
        "你单位的考核指标共16项，其中满分8项，失分8项。失分较多的依次为工资性收入（失2.50分）、收入增速（失2.44分）、"
        "饮水安全（失2.14分）、资金使用（失1.50分）、识别准确（失0.50分）。逐项得分、核定的数据和计分过程见附件。",
        "三、奖励和结果运用",
        "按照“政绩考核结果为较好”的规定，你单位评定为政绩考核“较好”等次。",
    ]


def test_a_bad_unit_with_its_deduction() -> None:
    assert letter("township", "2016", "清水乡")[2:-2] == [
        "你单位总分58.94分（其中指标得分63.94分，加分扣分-6.00分，校正1.00分），等次为“较差”（58.94 < 70），"
        "列第18名（按总分，参加排名的单位共18个）。",
        "二、得分情况",
        "你单位的考核指标共16项，其中满分1项，失分14项，数据不适用、按规定处理1项（危房改造）。失分较多的依次为"
        "整村退出（失5.00分）、收入增速（失3.97分）、整乡推进（失3.11分）、返贫控制（失3.00分）、村卫生室（失3.00分）。"
        "另有加分、扣分和校正：违反约束规定扣分（-6.00分）、“违反约束规定扣分”上限（1.00分）。"
        "逐项得分、核定的数据和计分过程见附件。",
        "三、奖励和结果运用",
        "按照“政绩考核结果为较差”的规定，你单位评定为政绩考核“较差”等次。",
        "按照“结果为较差或连续两年为一般”的规定，领导班子评定为较差班子；对党政主要领导进行组织调整；"
        "其他领导干部12个月内不得提拔使用（2017年3月20日至2018年3月19日）。",
    ]
    found = annex(notices(NOTIFICATION, "township", "2016")["样例·清水乡"])
    assert found["违反约束规定扣分"] == [
        "—",
        "-6.00",
        "—",
        "违反约束规定件数6件（县监察局报送）。计分：违反约束规定件数（6）",
    ]


def test_a_vetoed_unit() -> None:
    lines = letter("township", "2016", "龙泉镇")
    assert lines[2] == (
        "你单位总分95.88分（其中指标得分95.88分，加分扣分0.00分），等次为“一般”"
        "（按总分95.88分为“好”，因一票否决或者决定降等），列第1名（按总分，参加排名的单位共18个）。"
        "你单位触发一票否决条款（资金违纪违法），等次最高为“一般”，事实依据为资金违纪违法案件数1件（县监察局报送）。"
    )
    assert lines[7] == (
        "按照“结果为一般”的规定，领导班子评定为一般班子；取消领导干部年度考核优秀指标；对你单位在全县通报批评；"
        "对党政主要领导进行诫勉谈话；责成领导班子向县委、县政府作出书面报告；责成领导班子限期整改，整改期限为［整改期限］。"
    )
    assert annex(notices(NOTIFICATION, "township", "2016")["样例·龙泉镇"])["资金违纪违法"] == [
        "—",
        "—",
        "—",
        "等次最高为“一般”。资金违纪违法案件数1件（县监察局报送）。条件：资金违纪违法案件数（1） > 0",
    ]


def test_a_rule_that_gave_way_is_named() -> None:
    lines = letter("township", "2016", "青石乡")
    assert "你单位同时符合“结果为一般”的情形，按“结果为较差或连续两年为一般”处理，不再重复适用。" in lines


def test_a_grade_that_was_withheld_by_a_decision() -> None:
    lines = letter("department", "2017", "民政局")
    assert lines[2].startswith(
        "你单位总分90.05分（其中指标得分90.05分，加分扣分0.00分），等次为“较好”"
        "（按总分90.05分为“好”，因一票否决或者决定降等），"
    )
    assert lines[3] == (
        "经样例县委常委会2018年3月16日研究决定，不评定为“好”等次，理由是：年度内惠民政策落实工作被上级通报，不评定为好。"
    )


def test_an_effect_that_the_scheme_only_permits_and_that_was_refused() -> None:
    assert letter("department", "2015", "党委办")[3] == (
        "经样例县委常委会2016年3月15日研究决定，不适用“结果为好”中对领导班子可以作出的规定，"
        "理由是：建档立卡数据抽查仍有差错，不评定为优秀班子。"
    )


def test_indicators_that_do_not_apply() -> None:
    found = annex(notices(NOTIFICATION, "township", "2017")["样例·东岭镇"])
    assert found["整村退出"] == [
        "—",
        "0.00",
        "—",
        "计划退出村数不适用、实际退出村数0个（县扶贫办报送）。有数据不适用：分值计入“减贫人口”",
    ]
    assert found["减贫人口"][0] == "22"
    assert found["危房改造"] == [
        "5",
        "4.51",
        "0.49",
        "危房改造任务户数不适用、危房改造完成户数0户（县住建局报送）。有数据不适用：同组平均分（合计 72.20 ÷ 个数 16）",
    ]
    assert found["村卫生室"][:3] == ["3", "3.00", "—"]
    assert found["指标得分合计"][0] == "100"
    assert "数据不适用、按规定处理3项（整村退出、危房改造、村卫生室）。" in letter("township", "2017", "东岭镇")[5]


def test_a_draft_says_so_and_what_is_open_without_the_other_units() -> None:
    notice = notices(NOTIFICATION, "township", "2017")["样例·沙湾镇"]
    assert (notice.document.head.mark, notice.document.head.stamp) == ("草案　未定稿　不得印发", "草稿")
    lines = said(notice.document.body)
    assert lines[0] == "本稿系草案，仅供核对和征求意见，不得作为奖惩依据。"
    start = lines.index("四、需要说明的事项")
    assert lines[start + 1 : start + 3] == [
        "你单位与其他单位得分相同，奖项的先后次序尚待研究确定。",
        "五、异议的提出",
    ]
    lines = letter("township", "2017", "青石乡")
    assert "考核结果的决定日期尚未确定，限制期限的起止日期相应待定。" in lines


def test_a_withdrawn_unit_is_told_why_and_has_no_rank() -> None:
    result = made_up(
        {"分": "85 70", "数": "2 1"},
        measures=measures("分", "数", like="{unit: 件, between: [0, 100], reported_by: 样例局}"),
        adjustments="- {name: 数据不实, when: 数 > 1, withdraw: true, source: 文}",
    )
    notice = of_units(result, NOTIFICATION)["甲"]
    assert said(notice.document.body)[2] == (
        "你单位总分85.00分（其中指标得分85.00分），等次为“较好”（80 ≤ 85.00 < 90），不参加排名。"
        "你单位符合“数据不实”的情形，不参加排名，事实依据为数2件（样例局报送）。"
    )
    assert annex(notice)["数据不实"] == ["—", "—", "—", "不参加排名。数2件（样例局报送）。条件：数（2） > 1"]
    assert said(notice.document.annexes[0].blocks) == ["分、数据不实的依据：《考核办法》。"]


def test_totals_that_are_given_have_no_annex() -> None:
    result = in_chinese(run(scheme(), county(分="85 70"), totals={"甲": "91.5", "乙": "60"}))
    document = of_units(result, NOTIFICATION)["甲"].document
    assert said(document.body)[1:7] == [
        "一、考核结果",
        "你单位总分91.5分，等次为“好”（91.5 ≥ 90），列第1名（按总分，参加排名的单位共2个）。",
        "二、得分情况",
        "本次考核以总分评定等次，没有分项得分。",
        "三、奖励和结果运用",
        "本次考核结果对你单位没有奖励和其他结果运用事项。",
    ]
    assert [annex.name for annex in document.annexes] == ["送达回证"]


def test_a_result_without_explanations(result: dict[str, Any]) -> None:
    notice = of_units(result, NOTIFICATION)["样例癸镇"]
    assert said(notice.document.body)[2:5] == [
        "你单位总分84.25分（其中指标得分86.25分，加分扣分-2.00分），等次为“较好”，列第10名。",
        "二、得分情况",
        "你单位的考核指标共4项，其中失分4项。失分的依次为贫困户收入增幅（失4.13分）、整村退出（失4.11分）、"
        "脱贫任务完成率（失3.44分）、返贫率控制（失2.07分）。另有加分、扣分和校正：档案不实（-2.00分）。"
        "逐项得分、核定的数据和计分过程见附件。",
    ]
    assert annex(notice)["档案不实"] == ["—", "-2.00", "—", "—"]


def test_a_fine_and_a_prize_without_money(result: dict[str, Any]) -> None:
    result["units"][0]["prizes"] = [{"name": "末位", "amount": "-400"}, {"name": "流动红旗", "amount": "0"}]
    result["units"][0]["quotas"] = []
    assert said(of_units(result, NOTIFICATION)["样例甲镇"].document.body)[6] == (
        "你单位按“末位”扣减（-400元），获得流动红旗。"
    )


def test_the_clauses_of_documents_are_cited_once_for_each_rule() -> None:
    effects = (
        "- {party: 领导班子, effect: rate, as: 优秀班子}\n    - {party: 乡镇, effect: award, what: 红旗, source: 约}"
    )
    result = made_up(
        {"分": "85"},
        parties="{领导班子: {kind: body}, 乡镇: {kind: unit}}",
        consequences=f"- name: 结果为较好\n  when: grade == '较好'\n  source: 文\n  then:\n    {effects}",
    )
    lines = said(of_units(result, NOTIFICATION)["甲"].document.body)
    start = lines.index("三、奖励和结果运用") + 1
    assert lines[start : start + 2] == [
        "按照“结果为较好”的规定（《考核办法》），领导班子评定为优秀班子。",
        "按照“结果为较好”的规定，授予你单位红旗。",
    ]


def test_a_reason_that_speaks_of_another_unit_is_left_to_fill_in(result: dict[str, Any]) -> None:
    decision = {"question": "grades/好/样例己镇", "answer": "withhold", "by": "样例县委", "on": "2016-03-15"}
    result["decisions"] = [{**decision, "reason": "不及样例甲镇"}]
    notice = of_units(result, NOTIFICATION)["样例己镇"]
    assert "经样例县委2016年3月15日研究决定，不评定为“好”等次，理由是：［作出决定的理由］。" in said(
        notice.document.body
    )


def test_the_receipt() -> None:
    sheet = notices(NOTIFICATION, "township", "2015")["样例·东岭镇"].document.annexes[-1]
    assert sheet.name == "送达回证"
    assert form(sheet.blocks) == [
        [("送达文书", "2015年度样例县乡镇精准扶贫业绩考核结果告知书")],
        [("受送达单位", "样例·东岭镇")],
        [("送达方式", "□直接送达　□邮寄送达　□其他")],
        [("送达地点", "")],
        [("签收人", ""), ("职务", "")],
        [("签收时间", "")],
        [("受送达单位意见（盖章）", "")],
        [("送达人", ""), ("送达人", "")],
        [("备注", "")],
    ]


def test_the_blanks_are_told() -> None:
    units = notices(NOTIFICATION, "township", "2016")
    assert units["样例·东岭镇"].to_fill == ("办法文号", "条款", "成文日期")
    assert units["样例·龙泉镇"].to_fill == ("办法文号", "条款", "整改期限", "成文日期")
    bare = of_units(told("township", "2016"), NOTIFICATION)
    assert bare["样例·东岭镇"].to_fill == (
        "办法文号",
        "条款",
        "异议期限",
        "提出异议的方式",
        "受理异议的机关",
        "接收异议的地点",
        "联系人和电话",
        "发文机关署名",
        "成文日期",
    )


def test_many_effects_and_a_long_name_are_laid_out(result: dict[str, Any], tmp_path: Path) -> None:
    name = "样例名称特别长的经济技术开发区暨现代农业示范园区管理委员会"
    unit = result["units"][0]
    unit["unit"] = name
    unit["consequences"] = [
        {"rule": f"规则{number}", "party": "领导班子", "effect": "cancel", "what": "优秀指标"} for number in range(10)
    ]
    result["inputs"]["data"]["units"]["unit"] = [each["unit"] for each in result["units"]]
    lines = said(of_units(result, NOTIFICATION)[name].document.body)
    assert [line for line in lines if line.startswith("按照")] == [
        f"按照“规则{number}”的规定，取消领导班子优秀指标。" for number in range(10)
    ]
    result["units"] = [unit]
    written = write(result, tmp_path, Request([NOTIFICATION], office()))
    assert [path.suffix.removeprefix(".") for path in written.paths] == list(FORMATS)
