"""The order to rectify with its findings and plan, and the acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from building import county, measures

from tests.notices.templates.effects import ASSESSED, demonstrated, form, notices, only, rows, said, with_effects

if TYPE_CHECKING:
    pass


class TestRectification:
    def test_of_the_made_up_county(self) -> None:
        document = notices(demonstrated("2016"), "rectification")["样例·大坪乡"].document
        assert document.head.style == "letter"
        assert document.head.to == "样例·大坪乡"
        assert said(document.body) == [
            f"{ASSESSED}，你单位总分73.40分，等次为“一般”。按照“结果为一般”的规定，责成你单位领导班子限期整改，"
            "整改期限为［整改期限］。现将有关事项通知如下：",
            "存在的问题",
            "失分事项共14项，主要是整村退出（失5.00分）、收入增速（失4.88分）、返贫控制（失3.00分）、工资性收入"
            "（失2.50分）、饮水安全（失2.48分）。各项问题和依据的数据见附件1。",
            "整改要求",
            "收到通知后，要对照问题清单逐项分析原因，制定整改措施，明确责任人和完成时限，填写整改清单（见附件2），"
            "认真组织实施，确保按期完成。整改情况要真实准确，不得弄虚作假。",
            "报告和验收",
            "你单位领导班子要向县委、县政府作出书面报告，说明产生问题的原因和整改措施。",
            "整改期满，要向［受理整改报告的机关］报送整改报告、整改清单和佐证材料，申请验收。验收时逐项核查，"
            "未通过验收的要继续整改。材料报送地点：［材料报送地点］。",
        ]

    def test_findings_with_their_evidence_the_greatest_loss_first(self) -> None:
        found, plan = notices(demonstrated("2016"), "rectification")["样例·大坪乡"].document.annexes
        assert (found.label, found.name) == ("附件1", "样例·大坪乡考核问题清单")
        lines = said(found.blocks)
        assert lines[0] == (
            "整村退出：得5.00分，满分10分，失5.00分。数据：计划退出村数2个、实际退出村数1个（县扶贫办报送）。"
            "计分：10 × min(1 ÷ 2, 1)。"
        )
        assert len(lines) == 14
        assert plan.landscape
        assert rows(plan.blocks)[0] == ["整村退出", "失5.00分（满分10分）", "", "", "［完成时限］"]
        assert [line.partition("：")[0] for line in lines] == [row[0] for row in rows(plan.blocks)]

    def test_a_veto_comes_before_what_cost_points(self) -> None:
        document = notices(demonstrated("2016"), "rectification")["样例·龙泉镇"].document
        assert said(document.annexes[0].blocks)[:3] == [
            "一票否决事项",
            "资金违纪违法：等次最高为“一般”。数据：资金违纪违法案件数1件（县监察局报送）。",
            "失分事项",
        ]
        assert rows(document.annexes[1].blocks)[0][:2] == ["资金违纪违法", "触发一票否决条款"]

    def test_a_deadline_clauses_and_a_deduction_with_its_cap(self) -> None:
        told = with_effects(
            "{party: 乡镇, effect: rectify, within_days: 30}",
            data=county(分="79.00", 数="4"),
            measures=measures("分", "数"),
            adjustments="- {name: 扣分, deduct: 数 * 2, at_most: 5, source: 文}",
        )
        document = only(told, "rectification")
        assert "责成你单位限期整改，整改期限为收到本通知之日起30日。" in said(document.body)[0]
        clause = "依据：《考核办法》（样发〔2016〕5号）第八条。"
        scored, deducted = said(document.annexes[0].blocks)
        assert scored == f"分：得79.00分，满分100分，失21.00分。数据：分79.00件。计分：100 × 79.00 ÷ 100。{clause}"
        assert deducted.startswith("扣分：扣5.00分。数据：数4件。计分：")
        assert deducted.endswith(clause)
        assert rows(document.annexes[1].blocks) == [
            ["分", "失21.00分（满分100分）", "", "", "收到通知30日内"],
            ["扣分", "扣5.00分", "", "", "收到通知30日内"],
        ]

    def test_what_is_no_fault_of_the_unit_is_no_finding(self) -> None:
        told = with_effects(
            "{party: 乡镇, effect: rectify}",
            data=county(分="79 79", 数="不适用 50"),
            measures=measures("分", "数"),
            indicators="- {name: 一, points: 90, method: given, score: 分, out_of: 100, source: 文}\n"
            "- {name: 二, points: 10, method: given, score: 数, out_of: 100, not_applicable: peer_mean, source: 文}",
        )
        units = {unit: notice.document for unit, notice in notices(told, "rectification").items()}
        assert [row[0] for row in rows(units["甲"].annexes[1].blocks)] == ["一"]
        assert [row[0] for row in rows(units["乙"].annexes[1].blocks)] == ["一", "二"]

    def test_where_only_totals_are_known_findings_are_blanks(self, result: dict[str, Any]) -> None:
        for unit in result["units"]:
            unit["points"] = unit["adjustments"] = {}
        document = notices(result, "rectification")["样例寅镇"].document
        assert said(document.body)[2] == "［存在的问题］"
        (plan,) = document.annexes
        assert plan.label == "附件"
        assert rows(plan.blocks) == [["［整改事项］", "［发现的问题］", "", "", "［完成时限］"]]

    def test_the_acceptance_has_a_row_for_each_finding(self) -> None:
        document = notices(demonstrated("2016"), "acceptance")["样例·龙泉镇"].document
        assert rows(document.body)[:2] == [
            ["资金违纪违法", "触发一票否决条款", "", ""],
            ["饮水安全", "失1.57分（满分4分）", "", ""],
        ]
        assert len(rows(document.body)) == 8
        cells = form(document.body)
        assert cells["被验收单位"] == "样例·龙泉镇"
        assert cells["验收结论"] == "□合格　　　□基本合格　　　□不合格"
        assert {"单位负责人签字", "验收人签字", "验收机关盖章", "日期"} <= set(cells)
