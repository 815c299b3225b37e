"""The circular on the results: what it says, and what it must not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notices import Office, Request, compose
from notices.document import Heading, Paragraph, Table, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from notices.document import Block, Document

RESULTS = Request(["results"])


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [
        block.number + plain(block.text) if isinstance(block, Heading) else plain(block.text)
        for block in blocks
        if isinstance(block, Heading | Paragraph)
    ]


def composed(result: dict[str, Any], office: Office | None = None) -> Document:
    return next(compose(result, Request(["results"], office or Office()))).document


def test_final_notice_says_who_won_what_and_what_follows(result: dict[str, Any]) -> None:
    document = composed(result)
    assert document.title == "关于2016年度样例县乡镇精准扶贫业绩考核结果的通报"
    assert document.head.mark is None
    assert document.head.stamp is None
    said = texts(document.body)
    assert [line for line in said if line[1:2] == "、"] == [
        "一、考核组织情况",
        "二、考核结果",
        "三、奖励和名额",
        "四、考核结果运用",
        "五、工作要求",
    ]
    assert "较差（2个）：样例午镇、样例未镇。" in said
    assert "一等奖（1名，每名5万元）：样例甲镇。" in said
    assert "三等奖（3名，每名2万元）：样例丁镇、样例戊镇；空缺1名。" in said
    assert "以上奖金合计15万元。" in said
    assert "优秀班子（名额5个）：样例甲镇、样例乙镇、样例丙镇、样例丁镇、样例戊镇。" in said
    assert any("取消领导干部优秀指标；对领导班子在全县通报批评；对党政主要领导进行诫勉谈话" in line for line in said)
    assert any("12个月内不得提拔使用（2016年3月15日至2017年3月14日）" in line for line in said)
    assert [annex.label for annex in document.annexes] == ["附件1", "附件2", "附件3"]


def test_a_notice_never_cites_a_source_that_is_no_basis(result: dict[str, Any]) -> None:
    document = composed(result)
    assert texts(document.body)[0].startswith("根据《样例县乡镇精准扶贫业绩考核评价办法》（［办法文号］）［条款］规定")
    assert "发言" not in str(document)


def test_blanks_are_told(result: dict[str, Any], office: Office) -> None:
    assert "发文字号" in next(compose(result, RESULTS)).to_fill
    filled = next(compose(result, Request(["results"], office))).to_fill
    assert filled == ("办法文号", "条款", "数据报送、核实、公示、审定等程序", "整改期限", "其他工作要求")


def test_a_draft_is_marked_and_says_what_is_open(draft: dict[str, Any]) -> None:
    document = composed(draft)
    assert document.head.mark == "草案　未定稿　不得印发"
    assert document.head.stamp == "征求意见稿"
    assert texts(document.body)[0].startswith("本稿系草案")
    notes = str(document.annexes[2])
    for words in ("并列单位跨越获奖名额界限", "样例申镇：返贫率未填报；脱贫任务为0", "缺少2015年度考核结果"):
        assert words in notes


def test_no_personal_data_of_decisions(result: dict[str, Any]) -> None:
    result["decisions"] = [
        {"question": "grades/好/样例甲镇", "answer": "withhold", "reason": "样例张三说明", "by": "样例李四", "on": None}
    ]
    document = str(composed(result))
    assert "样例张三" not in document
    assert "样例李四" not in document
    assert "另有1项" in document


def test_a_place_that_waits_for_a_decision_is_not_vacant(draft: dict[str, Any]) -> None:
    draft["summary"]["prizes"][2].update(awarded=["样例丁镇"], vacant=0)
    draft["summary"]["prizes"][0].update(awarded=[], vacant=1)
    said = texts(composed(draft).body)
    assert "三等奖（3名，每名2万元）：样例丁镇；2名待定。" in said
    assert "一等奖（1名，每名5万元）：空缺1名。" in said


def test_a_restriction_without_a_date_of_decision_has_a_blank(result: dict[str, Any]) -> None:
    result["units"][-1]["consequences"][2].update({"from": "decision", "until": None})
    said = "".join(texts(composed(result).body))
    assert "12个月内不得提拔使用（起始日期：［起始日期］）" in said


def test_where_only_totals_are_known_there_is_no_table_of_points(result: dict[str, Any]) -> None:
    for unit in result["units"]:
        unit["points"] = {}
    document = composed(result)
    assert [annex.name for annex in document.annexes] == [
        "样例县乡镇精准扶贫业绩考核结果一览表",
        "考核口径和有关情况说明",
    ]
    assert "各乡镇的总分、等次和名次见附件1。" in texts(document.body)


def test_problems_of_units_that_are_listed_are_not_told_twice(draft: dict[str, Any]) -> None:
    draft["problems"] = [
        {"code": "a", "text": "返贫率未填报", "unit": "样例申镇", "where": ""},
        {"code": "b", "text": "表头多一列", "unit": None, "where": ""},
    ]
    notes = str(composed(draft).annexes[2])
    assert notes.count("返贫率未填报") == 1
    assert "表头多一列" in notes


def test_departments_and_other_rulesets(result_of: Callable[..., dict[str, Any]]) -> None:
    result = result_of(["样例水务局", "样例教育局"], ["92.00", "71.00"], "部门")
    document = composed(result)
    assert document.title == "关于2016年度样例县部门精准扶贫业绩考核结果的通报"
    assert "乡镇" not in "".join(texts(document.body)).replace("给予乡镇优秀指标", "")


def test_without_prizes_quotas_consequences_or_basis(result: dict[str, Any]) -> None:
    result["summary"]["prizes"] = result["summary"]["quotas"] = []
    result["ruleset"]["basis"] = []
    result["assumptions"] = []
    for unit in result["units"]:
        unit["consequences"] = []
    said = texts(composed(result).body)
    assert [line for line in said if line[1:2] == "、"] == ["一、考核组织情况", "二、考核结果", "三、工作要求"]
    assert said[0].startswith("根据《［考核办法名称］》")


def test_without_approved_ranks_the_order_tells_nothing(result: dict[str, Any]) -> None:
    document = composed(result, Office(show_ranks=False))
    table = document.annexes[0].blocks[0]
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.header] == ["乡镇", "总分", "等次", "备注"]
    shown = [plain(row[0]) for row in table.rows]
    assert shown == result["inputs"]["data"]["units"]["unit"]


def test_vetoed_and_withdrawn_units(result: dict[str, Any]) -> None:
    result["units"][2].update(vetoes=["弄虚作假"], grade="较差")
    result["units"][3].update(withdrawn=True, rank=None)
    document = composed(result)
    assert any("因触发一票否决条款，样例丙镇的等次" in line for line in texts(document.body))
    table = document.annexes[0].blocks[0]
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.rows[2]][3:] == ["较差", "一票否决：弄虚作假"]
    assert [plain(cell) for cell in table.rows[3]] == ["—", "样例丁镇", "91.35", "好", "不参加排名"]


def test_corrections_stand_as_their_exact_sum(result: dict[str, Any]) -> None:
    result["units"][0]["corrections"] = {"groups.一.at_most": "-1.10", "scoring.total.between": "-0.005"}
    table = composed(result).annexes[1].blocks[0]
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.header][-2:] == ["校正", "总分"]
    assert [plain(row[-2]) for row in table.rows[:3]] == ["—", "-1.105", "—"]


def test_every_effect_has_its_words(result: dict[str, Any]) -> None:
    effects: dict[str, dict[str, Any]] = {
        "rate": {"as": "优秀"},
        "grant": {"what": "优秀指标", "count": 1},
        "award": {"what": "奖金", "amount": "500"},
        "prefer": {"for": "选拔任用"},
        "cancel": {"what": "优秀指标"},
        "criticise": {},
        "admonish": {"by": "县委组织部"},
        "report": {"to": "县委", "within_days": 10},
        "rectify": {"within_days": 30},
        "adjust": {"how": "组织调整"},
        "forbid": {"what": "评为优秀", "rating": "优秀"},
        "educate": {},
        "reassign": {},
        "recommend": {"for": "表彰"},
        "hold_accountable": {},
    }
    result["units"][0]["consequences"] = [
        {"rule": "全部", "party": "领导班子", "effect": effect, **fields} for effect, fields in effects.items()
    ]
    line = next(line for line in texts(composed(result).body) if line.startswith("样例甲镇：领导班子评定为优秀"))
    assert line == (
        "样例甲镇：领导班子评定为优秀；给予领导班子优秀指标1个；授予领导班子奖金，奖励500元；对领导班子优先选拔任用；"
        "取消领导班子优秀指标；对领导班子予以通报批评；由县委组织部对领导班子进行诫勉谈话；责成领导班子在10日内向县委作出书面报告；"
        "责成领导班子限期整改，整改期限为30日；对领导班子进行组织调整；领导班子不得评为优秀；对领导班子进行批评教育；"
        "对领导班子调整工作岗位；推荐领导班子表彰；对领导班子依规依纪追究责任。"
    )


def test_rules_that_gave_way_are_told(result: dict[str, Any]) -> None:
    result["units"][-1]["replaced"] = [{"rule": "结果为一般", "by": ["结果为较差或连续两年一般"]}]
    said = texts(composed(result).body)
    assert "样例未镇同时符合“结果为一般”的情形，按“结果为较差或连续两年一般”处理，不再重复适用。" in said
