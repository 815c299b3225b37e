"""The correction of a result, from real assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from building import run

import locales
from engine.problem import Problems
from engine.result import as_plain
from notices import told
from tests.notices.templates.procedure import (
    ADJUSTMENTS,
    CELLS,
    CORRECTED,
    FULL,
    PARTS,
    data,
    notices,
    only,
    result,
    scheme_of,
    tables,
    texts,
)

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.usefixtures("in_chinese")


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
    former = as_plain(run(scheme_of({}), data(CELLS), period="2015"))
    with pytest.raises(Problems) as caught:
        told(run(scheme_of({}), data(CELLS)), locales.render, former)
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == ("correction-of-another-period", "2015")
    assert str(problem.what) == "The result that is replaced is one of 2015, this one of 2016."
