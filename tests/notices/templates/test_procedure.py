"""The documents of the procedure, from real assessments: confirmation, publicity, objection, review, correction."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest
from building import run, scheme

import locales
from engine.data import Data
from engine.problem import Problems
from engine.result import as_plain, proof
from notices import Composed, Objection, Office, Request, compose, told
from notices.composing import cases
from notices.document import Form, Heading, Paragraph, Table, plain
from notices.objections import Outcome
from notices.office import Appeal, Publicity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.ruleset import Ruleset
    from notices.document import Annex, Block, Document

MEASURES = """
甲项: {unit: 户, decimals: 2, between: [0, 100], reported_by: 样例县扶贫办}
乙项: {unit: '%', decimals: 2, between: [0, 100], reported_by: 样例县统计局, missing: 0}
"""
INDICATORS = """
- {name: 甲项得分, points: 60, method: given, score: 甲项, out_of: 100, source: 文}
- {name: 乙项得分, points: 40, method: given, score: 乙项, out_of: 100, source: 文}
"""
ADJUSTMENTS = """
- {name: 弄虚作假, when: 甲项 == 70, grade_at_most: 较差, source: 文}
- {name: 受灾, when: 甲项 == 80, withdraw: true, source: 文}
"""
PARTS = {
    "ruleset": "样例县乡镇考核",
    "basis": "[{title: 样例考核办法, number: 样办发〔2015〕1号, clause: 第八条}]",
    "parties": "{领导班子: {kind: body}}",
    "measures": MEASURES,
    "indicators": INDICATORS,
    "prizes": "[{name: 一等奖, winners: 1, amount: 50000, source: 文}]",
    "consequences": (
        "[{name: 结果为好, when: grade == '好', then: [{party: 领导班子, effect: rate, as: 优秀}], source: 文}]"
    ),
}
CELLS = {"样例丙镇": "80 80", "样例甲镇": "100 100", "样例丁镇": "70 70", "样例乙镇": "90 90"}
"""甲项 and 乙项 of each unit, in the order in which the county lists them."""

CORRECTED = {"样例丙镇": "80 80", "样例甲镇": "80 100", "样例戊镇": "60 60", "样例乙镇": "90 90"}
"""The same, but for a cell of 样例甲镇; 样例丁镇 is gone, 样例戊镇 has come."""

FULL = Office(
    issuers=("样例县考核办",),
    contact="样例县考核办，电话：0000-0000000",
    address="样例县行政中心",
    copies=("样例县财政局",),
    printer="样例县考核办",
    appeal=Appeal(how="以书面形式，由主要负责人签字并加盖公章"),
    publicity=Publicity(
        begins=datetime.date(2017, 3, 6), ends=datetime.date(2017, 3, 10), where="县政府网站、乡镇政务公开栏"
    ),
)


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    before = locales.in_use()
    locales.use("zh_CN")
    yield
    locales.use(before)


def data(cells: Mapping[str, str]) -> Data:
    return Data.from_rows(
        [{"unit": unit, **dict(zip(("甲项", "乙项"), row.split(), strict=False))} for unit, row in cells.items()]
    )


def result(cells: Mapping[str, str] = CELLS, former: Mapping[str, str] | None = None, **parts: str) -> dict[str, Any]:
    """What notices are told of these cells, and of the former ones, which may be of another scheme."""
    before = None if former is None else as_plain(run(scheme(**PARTS), data(former)), locales.render)
    return told(run(_scheme(parts), data(cells)), locales.render, before)


def _scheme(parts: Mapping[str, str]) -> Ruleset:
    return scheme(**{**PARTS, **parts})


def notices(
    plain_result: Mapping[str, Any], kind: str, office: Office = FULL, objections: Sequence[Objection] = ()
) -> list[Composed]:
    return list(compose(plain_result, Request([kind], office, objections=objections)))


def only(plain_result: Mapping[str, Any], kind: str, **more: Any) -> Document:
    (notice,) = notices(plain_result, kind, **more)
    return notice.document


def texts(blocks: Sequence[Block]) -> list[str]:
    return [
        block.number + plain(block.text) if isinstance(block, Heading) else plain(block.text)
        for block in blocks
        if isinstance(block, Heading | Paragraph)
    ]


def tables(holder: Document | Annex) -> list[list[list[str]]]:
    """The cells of each table with its header."""
    blocks = getattr(holder, "body", None) or getattr(holder, "blocks", ())
    return [
        [[plain(cell) for cell in row] for row in (block.header, *block.rows)]
        for block in blocks
        if isinstance(block, Table)
    ]


def forms(blocks: Sequence[Block]) -> list[list[tuple[str, str]]]:
    """The labels and values of each form."""
    return [
        [(plain(cell.label), plain(cell.value)) for row in block.rows for cell in row.cells]
        for block in blocks
        if isinstance(block, Form)
    ]


def objection(**more: Any) -> Objection:
    found = {
        "unit": "样例甲镇",
        "received": datetime.date(2017, 3, 8),
        "about": "甲项得分",
        "claim": "填报有误",
        **more,
    }
    return Objection(**found)


# --- confirmation


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


# --- publicity


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


# --- objection and review


def test_an_objection_is_accepted() -> None:
    (notice,) = notices(result(), "objection", objections=[objection(evidence=("名册", "自查报告"))])
    document = notice.document
    assert (notice.about, document.title, document.head.to) == ("样例甲镇", "考核结果异议受理通知书", "样例甲镇")
    assert texts(document.body) == [
        "你单位对2016年度样例县乡镇考核结果提出的异议，已于2017年3月8日收到。经审查，决定予以受理。现将有关事项通知如下：",
        "一、异议的事项和理由",
        "异议事项：甲项得分。",
        "异议理由：填报有误。",
        "随附材料：名册、自查报告。",
        "二、所涉考核结果",
        "你单位总分100.00分，等次为“好”，列第1名；“甲项得分”得60.00分。",
        "三、复核安排",
        "异议由［复核机构或者人员］复核，与异议事项有利害关系的人员应当回避。"
        "复核决定于［复核期限］前作出，并书面送达你单位。",
        "复核中需要补充材料的，请在［补充材料期限］前送样例县行政中心。",
        "四、联系方式",
        "样例县考核办，电话：0000-0000000。",
    ]
    assert notice.to_fill == ("发文字号", "复核机构或者人员", "复核期限", "补充材料期限", "成文日期")


def test_an_objection_is_to_the_result_that_was_given() -> None:
    document = only(result(CORRECTED, CELLS), "objection", objections=[objection()])
    assert "你单位总分100.00分，等次为“好”，列第1名；“甲项得分”得60.00分。" in texts(document.body)


def test_only_a_decided_objection_gives_a_review() -> None:
    given = [objection(found="填报无误"), objection(about="总分", outcome=Outcome.UPHELD)]
    assert len(notices(result(), "objection", objections=given)) == 2
    document = only(result(), "review", objections=given)
    assert "异议事项：总分。" in texts(document.body)


def test_an_objection_that_is_not_upheld() -> None:
    given = objection(
        found="填报无误。", outcome=Outcome.UPHELD, reasons="办法规定以台账为准", decided=datetime.date(2017, 3, 15)
    )
    (notice,) = notices(result(), "review", objections=[given])
    document = notice.document
    assert texts(document.body) == [
        "你单位对2016年度样例县乡镇考核结果提出的异议，已于2017年3月8日收到并受理。"
        "根据《样例考核办法》（样办发〔2015〕1号）第八条规定，经复核，现作出如下决定。",
        "一、异议的事项和理由",
        "异议事项：甲项得分。",
        "异议理由：填报有误。",
        "二、查明的情况",
        "填报无误。",
        "三、复核决定",
        "异议不成立，维持原考核结果。理由和依据：办法规定以台账为准。",
        "四、不服本决定的处理",
        "对本决定不服的，可以自收到本决定书之日起［申诉期限］内，向［受理申诉的机关］书面申诉。",
    ]
    assert document.signature is not None
    assert document.signature.date == "2017年3月15日"
    assert notice.to_fill == ("发文字号", "申诉期限", "受理申诉的机关")


def test_a_correction_is_decided_with_the_result_before_and_after() -> None:
    plain_result = result(CORRECTED, CELLS)
    document = only(plain_result, "review", objections=[objection(outcome=Outcome.CORRECTED)])
    said = texts(document.body)
    assert "异议成立，更正原考核结果。理由和依据：［理由和依据］" in said
    assert said[said.index("四、更正前后的结果") :][1:4] == [
        "你单位的考核结果更正如下：",
        "取消原定的一等奖。按原结果作出的下列事项予以撤销：领导班子评定为优秀。",
        "更正后的考核结果自本决定书印发之日起替代原考核结果，原结果中与本决定书不一致的内容同时作废。"
        "两份结果的校验码印在本决定书末页。",
    ]
    assert tables(document) == [
        [
            ["事项", "更正前", "更正后"],
            ["甲项得分", "60.00", "48.00"],
            ["总分", "100.00", "88.00"],
            ["等次", "好", "较好"],
            ["名次", "1", "2"],
        ]
    ]
    former = as_plain(run(_scheme({}), data(CELLS)))
    assert document.record is not None
    assert document.record.proofs[0] == f"考核结果校验码 {proof(plain_result)}"
    assert document.record.proofs[-1] == f"被替代的考核结果校验码 {proof(former)}"


def test_a_review_tells_nothing_of_the_others() -> None:
    document = only(result(CORRECTED, CELLS), "review", objections=[objection(unit="样例乙镇", outcome=Outcome.UPHELD)])
    assert "考核结果因异议以外的事项另有更正，你单位的结果相应变动如下：" in texts(document.body)
    assert tables(document)[0][1:] == [["总分", "90.00", "90.00"], ["等次", "好", "好"], ["名次", "2", "1"]]
    for other in ("样例甲镇", "样例丙镇", "样例丁镇", "样例戊镇"):
        assert other not in str(document)


@pytest.mark.parametrize("kind", ["objection", "review"])
def test_nor_do_the_facts_that_a_template_of_ones_own_may_name(kind: str) -> None:
    given = objection(unit="样例乙镇", outcome=Outcome.UPHELD)
    (case,) = cases(result(CORRECTED, CELLS), Request([kind], FULL, objections=[given]))
    assert case.facts["unit"]["changed"]["others"] is True
    for other in ("样例甲镇", "样例丙镇", "样例丁镇", "样例戊镇"):
        assert other not in str(case.facts)


def test_a_decision_for_a_correction_without_the_new_result_has_a_blank() -> None:
    (notice,) = notices(result(), "review", objections=[objection(outcome=Outcome.PARTLY)])
    said = texts(notice.document.body)
    assert "异议部分成立，部分更正原考核结果；其余部分维持原考核结果。理由和依据：［理由和依据］" in said
    assert said[said.index("四、更正后的结果") + 1] == "［更正后的总分、等次］"
    assert "更正后的总分、等次" in notice.to_fill


def test_a_correction_that_leaves_the_unit_where_it_was_says_so() -> None:
    given = objection(unit="样例丙镇", outcome=Outcome.CORRECTED)
    said = texts(only(result(CORRECTED, CELLS), "review", objections=[given]).body)
    assert "更正后，你单位的考核结果没有变化：总分80.00分，等次为“较好”，列第3名。" in said


# --- correction


def test_without_a_former_result_or_a_difference_nothing_is_corrected() -> None:
    assert notices(result(), "correction") == []
    assert notices(result(CELLS, CELLS), "correction") == []


def test_a_correction_lists_who_changed_came_and_went() -> None:
    (notice,) = notices(result(CORRECTED, CELLS), "correction")
    document = notice.document
    assert document.title == "关于更正2016年度样例县乡镇考核结果的通知"
    assert texts(document.body) == [
        "《关于2016年度样例县乡镇考核结果的通报》（［原通报文号］）印发后，经复核，部分考核结果需要更正。现将有关事项通知如下：",
        "一、更正结果",
        "本次更正涉及4个乡镇：样例乙镇、样例甲镇、样例戊镇、样例丁镇。更正前后的总分、等次和名次见附件。",
        "二、更正事项和原因",
        "样例乙镇：确定为一等奖。以上因样例甲镇的结果变动而调整。",
        "样例甲镇：甲项由100户更正为80户。甲项得分由60.00分更正为48.00分。取消原定的一等奖。"
        "按原结果作出的下列事项予以撤销：领导班子评定为优秀。",
        "样例戊镇：原结果未列入，现予补列。",
        "样例丁镇：不再列入考核结果。",
        "三、执行要求",
        "原通报及其附件中与本通知不一致的内容，自本通知印发之日起作废，以本通知为准。"
        "更正后的考核结果替代原考核结果，两份结果的校验码印在本通知末页。",
        "已按原结果作出的奖励和结果运用，与更正后的结果不一致的，由原作出的机关按照更正后的结果重新办理。［其他要求］",
    ]
    assert tables(document.annexes[0]) == [
        [
            ["乡镇", "原总分", "更正后总分", "原等次", "更正后等次", "原名次", "更正后名次"],
            ["样例乙镇", "90.00", "90.00", "好", "好", "2", "1"],
            ["样例甲镇", "100.00", "88.00", "好", "较好", "1", "2"],
            ["样例戊镇", "—", "60.00", "—", "较差", "—", "4"],
            ["样例丁镇", "70.00", "—", "一般", "—", "4", "—"],
        ]
    ]
    assert document.record is not None
    assert document.record.copies == "样例县财政局"


def test_units_whose_rank_alone_moved_are_named_together() -> None:
    former = {**CELLS, "样例丁镇": "85 85"}
    said = texts(only(result(CELLS, former), "correction").body)
    assert "样例丁镇：甲项由85户更正为70户；乙项由85%更正为70%。甲项得分由51.00分更正为42.00分，" in "".join(said)
    assert "因上述更正，样例丙镇的名次相应调整，总分和等次不变。" in said


def test_without_approved_ranks_a_correction_tells_none() -> None:
    former = {**CELLS, "样例丁镇": "85 85"}
    document = only(result(CELLS, former), "correction", office=FULL.model_copy(update={"show_ranks": False}))
    assert tables(document.annexes[0]) == [
        [
            ["乡镇", "原总分", "更正后总分", "原等次", "更正后等次"],
            ["样例丁镇", "85.00", "70.00", "较好", "一般"],
        ]
    ]
    assert "样例丙镇" not in str(document)


def test_where_nothing_but_hidden_ranks_changed_nothing_is_corrected() -> None:
    tied = {"样例甲镇": "92 92", "样例乙镇": "90 95", "样例丙镇": "99 99"}
    plain_result = result(tied, tied, ranking="{by: total, ties: [乙项], source: 文}")
    assert len(notices(plain_result, "correction")) == 1
    assert notices(plain_result, "correction", FULL.model_copy(update={"show_ranks": False})) == []


def test_a_changed_ruleset_is_a_reason_for_all() -> None:
    said = texts(only(result(CELLS, CELLS, prizes=PARTS["prizes"].replace("50000", "30000")), "correction").body)
    assert "样例甲镇：一等奖奖金由5万元更正为3万元。" in said
    assert "对各乡镇都有影响的原因：计分规则有修订。" in said


def test_units_that_were_scored_only_before_or_only_now() -> None:
    incomplete = {**CELLS, "样例丁镇": "120 70"}
    said = texts(only(result(CELLS, incomplete), "correction").body)
    assert "样例丁镇：原结果因数据不全未予评分，现予补列。甲项由120户更正为70户。" in said
    said = texts(only(result(incomplete, CELLS), "correction").body)
    assert "样例丁镇：因数据不全，不予评分。甲项由70户更正为120户。" in said


def test_a_veto_and_a_withdrawal_are_told() -> None:
    said = texts(only(result(CELLS, CELLS, adjustments=ADJUSTMENTS), "correction").body)
    assert "样例丁镇：一票否决由“无”更正为“弄虚作假”。" in said
    assert "样例丙镇：由参加排名更正为不参加排名。" in said


def test_a_result_of_another_period_is_not_corrected() -> None:
    former = as_plain(run(_scheme({}), data(CELLS), period="2015"))
    with pytest.raises(Problems) as caught:
        told(run(_scheme({}), data(CELLS)), locales.render, former)
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("correction-of-another-period", "2015")
    assert str(problem.what) == "The result that is replaced is one of 2015, this one of 2016."
