"""Objections and their review, from real assessments."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from building import run

from engine.result import as_plain, proof
from notices import Request
from notices.composing import cases
from notices.objections import Outcome
from tests.notices.templates.procedure import (
    CELLS,
    CORRECTED,
    FULL,
    data,
    notices,
    objection,
    only,
    result,
    scheme_of,
    tables,
    texts,
)

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.usefixtures("in_chinese")


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
    former = as_plain(run(scheme_of({}), data(CELLS)))
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
