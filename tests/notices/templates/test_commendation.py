"""Who is commended and with how much: every amount once in figures and once in capitals, and the sums exact."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from building import county, run, scheme
from hypothesis import given
from hypothesis import strategies as st

from notices import Office, Request, compose
from notices.document import Heading, Paragraph, Table, plain
from notices.wording.filters import capital
from terminal.notifying import in_chinese

if TYPE_CHECKING:
    from notices.document import Block, Document

COMMENDATION = Request(["commendation"])


def commended(told: dict[str, Any], office: Office | None = None) -> Document:
    (notice,) = compose(told, Request(["commendation"], office or Office()))
    return notice.document


def said(document: Document) -> list[str]:
    return [plain(block.text) for block in document.body if isinstance(block, Heading | Paragraph)]


def rows(blocks: tuple[Block, ...]) -> list[list[str]]:
    (table,) = (block for block in blocks if isinstance(block, Table))
    return [[plain(cell) for cell in row] for row in table.rows]


def assessed(cells: str, **parts: str) -> dict[str, Any]:
    return in_chinese(run(scheme(**parts), county(分=cells)))


def test_each_prize_with_its_units_and_the_sum(result: dict[str, Any]) -> None:
    document = commended(result)
    assert document.title == "关于表彰奖励2016年度样例县乡镇精准扶贫业绩考核获奖乡镇的决定"
    assert said(document) == [
        "根据《样例县乡镇精准扶贫业绩考核评价办法》（［办法文号］）［条款］规定，依据2016年度样例县乡镇精准扶贫业绩"
        "考核结果，经研究，决定对5个乡镇予以表彰奖励。现决定如下：",
        "奖项和奖金",
        "一等奖（1个，奖金5万元）：样例甲镇。",
        "二等奖（2个，每个奖金3万元）：样例乙镇、样例丙镇。",
        "三等奖（3个，每个奖金2万元）：样例丁镇、样例戊镇；空缺1个。",
        "荣誉",
        "优秀班子（5个）：样例甲镇、样例乙镇、样例丙镇、样例丁镇、样例戊镇。",
        "奖金列支",
        "奖金合计15万元（人民币壹拾伍万元整），从［奖金列支渠道］中列支。各乡镇的奖项和奖金见附件。",
        "希望受到表彰奖励的乡镇珍惜荣誉，再接再厉，再创佳绩。各乡镇要以先进为榜样，真抓实干，争先进位，不断取得新的成绩。",
    ]


def test_the_annex_has_every_amount_in_figures_and_in_capitals(result: dict[str, Any]) -> None:
    (annex,) = commended(result).annexes
    assert annex.label == "附件"
    assert rows(annex.blocks) == [
        ["一等奖", "样例甲镇", "50000元", "人民币伍万元整"],
        ["二等奖", "样例乙镇", "30000元", "人民币叁万元整"],
        ["二等奖", "样例丙镇", "30000元", "人民币叁万元整"],
        ["三等奖", "样例丁镇", "20000元", "人民币贰万元整"],
        ["三等奖", "样例戊镇", "20000元", "人民币贰万元整"],
        ["合计", "—", "150000元", "人民币壹拾伍万元整"],
    ]
    note = annex.blocks[1]
    assert isinstance(note, Paragraph)
    assert plain(note.text) == "注：三等奖空缺1个。"


def test_the_sum_is_that_of_the_result(result: dict[str, Any]) -> None:
    result["summary"]["prizes"][0]["amount"] = "33333.35"
    result["summary"]["prize_money"] = "133333.35"
    (annex,) = commended(result).annexes
    assert rows(annex.blocks)[-1][2:] == ["133333.35元", "人民币壹拾叁万叁仟叁佰叁拾叁元叁角伍分"]


def test_the_finance_bureau_receives_a_copy(result: dict[str, Any]) -> None:
    def copies(*bodies: str) -> str | None:
        record = commended(result, Office(copies=bodies)).record
        assert record is not None
        return record.copies

    assert copies("样例县审计局", "样例县财政局") == "样例县审计局，样例县财政局"
    assert copies("样例县审计局") == "［财政部门］，样例县审计局"
    assert copies() == "［财政部门］"
    assert "财政部门" in next(compose(result, COMMENDATION)).to_fill


def test_where_the_money_comes_from(result: dict[str, Any]) -> None:
    assert any(
        "从年度考核奖励资金中列支" in line for line in said(commended(result, Office(funding="年度考核奖励资金")))
    )


def test_without_prizes_and_where_all_are_vacant_there_is_no_document(result: dict[str, Any]) -> None:
    for prize in result["summary"]["prizes"]:
        prize.update(awarded=[], vacant=prize["winners"])
    assert list(compose(result, COMMENDATION)) == []
    result["summary"]["prizes"] = []
    assert list(compose(result, COMMENDATION)) == []


def test_a_prize_that_is_vacant_and_one_that_waits_for_a_decision(draft: dict[str, Any]) -> None:
    draft["summary"]["prizes"][0].update(awarded=[], vacant=1)
    draft["summary"]["prizes"][2].update(awarded=["样例丁镇"], vacant=0)
    document = commended(draft)
    assert document.head.mark == "草案　未定稿　不得印发"
    lines = said(document)
    assert "一等奖（1个，奖金5万元）：空缺1个。" in lines
    assert "三等奖（3个，每个奖金2万元）：样例丁镇；2个待定。" in lines
    assert (
        "奖金合计8万元（人民币捌万元整，待定的奖项未计入），从［奖金列支渠道］中列支。各乡镇的奖项和奖金见附件。"
        in lines
    )
    assert lines[0].endswith("决定对3个乡镇予以表彰奖励。现决定如下：")


def test_tied_units_share_the_places_of_a_prize() -> None:
    told = assessed("95 95 80", prizes="[{name: 二等奖, winners: 2, amount: 1500.5, source: 文}]")
    document = commended(told)
    assert "二等奖（2个，每个奖金1500.5元）：甲、乙。" in said(document)
    (annex,) = document.annexes
    assert rows(annex.blocks) == [
        ["二等奖", "甲", "1500.5元", "人民币壹仟伍佰元伍角"],
        ["二等奖", "乙", "1500.5元", "人民币壹仟伍佰元伍角"],
        ["合计", "—", "3001.0元", "人民币叁仟零壹元整"],
    ]


FINES = """[
  {name: 先进, winners: 1, amount: 600, source: 文},
  {name: 末位, winners: 2, amount: -400, from: last, source: 文}]"""


def test_money_that_is_taken_stands_apart() -> None:
    document = commended(assessed("95 85 75 65", prizes=FINES))
    lines = said(document)
    assert lines[0].endswith("决定对1个乡镇予以表彰奖励。现决定如下：")
    assert lines[1:] == [
        "奖项和奖金",
        "先进（1个，奖金600元）：甲。",
        "奖金列支",
        "奖金合计600元（人民币陆佰元整），从［奖金列支渠道］中列支。各乡镇的奖项和奖金见附件1。",
        "按规定扣减",
        "末位（每个扣减400元）：丁、丙。",
        "以上扣减合计800元（人民币捌佰元整），见附件2。",
        lines[-1],
    ]
    given, taken = document.annexes
    assert rows(given.blocks)[-1] == ["合计", "—", "600元", "人民币陆佰元整"]
    assert rows(taken.blocks) == [
        ["末位", "丁", "400元", "人民币肆佰元整"],
        ["末位", "丙", "400元", "人民币肆佰元整"],
        ["合计", "—", "800元", "人民币捌佰元整"],
    ]


def test_where_money_is_only_taken_nobody_is_commended() -> None:
    lines = said(commended(assessed("75 65", prizes=FINES.replace("source: 文", "among: total >= 90, source: 文", 1))))
    assert lines[0].endswith("经研究，本次考核的奖项空缺。现决定如下：")
    assert lines[1:] == [
        "奖项和奖金",
        "先进（1个，奖金600元）：空缺1个。",
        "按规定扣减",
        "末位（每个扣减400元）：乙、甲。",
        "以上扣减合计800元（人民币捌佰元整），见附件。",
    ]


HONOURS = """
- name: 表现突出
  when: total >= 90
  then:
    - {party: 乡镇, effect: award, what: 先进集体称号, amount: 2000}
    - {party: 领导班子, effect: award, what: 通令嘉奖}
  source: 文
"""


def test_honours_with_and_without_money() -> None:
    parts = {"consequences": HONOURS, "parties": "{乡镇: {kind: unit}, 领导班子: {kind: body}}"}
    document = commended(assessed("95 91 80", **parts))
    assert said(document)[1:-1] == [
        "荣誉",
        "授予甲先进集体称号，奖励2000元。",
        "授予甲领导班子通令嘉奖。",
        "授予乙先进集体称号，奖励2000元。",
        "授予乙领导班子通令嘉奖。",
        "奖金列支",
        "奖金合计4000元（人民币肆仟元整），从［奖金列支渠道］中列支。各乡镇的奖项和奖金见附件。",
    ]
    (annex,) = document.annexes
    assert rows(annex.blocks)[0] == ["先进集体称号", "甲", "2000元", "人民币贰仟元整"]


def test_honours_without_money_need_no_annex() -> None:
    parts = {
        "consequences": HONOURS.replace(", amount: 2000", ""),
        "parties": "{乡镇: {kind: unit}, 领导班子: {kind: body}}",
    }
    document = commended(assessed("95 80", **parts))
    assert document.annexes == ()
    assert not any("奖金" in line for line in said(document))


def test_a_prize_without_money_and_no_names_of_those_who_decided() -> None:
    told = assessed("95 80", prizes="[{name: 流动红旗, winners: 1, amount: 0, source: 文}]")
    told["decisions"] = [
        {"question": "grades/好/甲", "answer": "withhold", "reason": "样例张三说明", "by": "样例李四", "on": None}
    ]
    document = commended(told)
    assert "流动红旗（1个）：甲。" in said(document)
    assert document.annexes == ()
    assert "张三" not in str(document)
    assert "李四" not in str(document)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        # The examples of the rule itself.
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("170000", "壹拾柒万元整"),
        ("50000.00", "伍万元整"),
        ("20005000", "贰仟万伍仟元整"),
        ("100000000", "壹亿元整"),
        ("1000000000001", "壹万亿零壹元整"),
        ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("-0.50", "负伍角"),
        ("10000000000000000", None),
        ("0.001", None),
        ("1." + "0" * 40 + "1", None),
        ("1E+999999", None),
        ("NaN", None),
        ("-Infinity", None),
        ("", None),
    ],
)
def test_amounts_in_capitals(amount: str, written: str | None) -> None:
    assert capital(amount) == written


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_capitals_read_back_give_the_amount(cents: int) -> None:
    amount = Decimal(cents) / 100
    written = capital(f"{amount:f}")
    assert written is not None
    assert _read(written) == amount
    assert "零零" not in written
    assert written.endswith(("整", "角", "分"))


def _read(written: str) -> Decimal:
    """Capital figures → the amount; by place, not as they are written."""
    sign = -1 if written.startswith("负") else 1
    whole, yuan, rest = written.removeprefix("负").rpartition("元")
    total = Decimal(_number(whole) if yuan else 0)
    for unit, size in (("角", "0.1"), ("分", "0.01")):
        before, found, _ = rest.partition(unit)
        if found:
            total += "零壹贰叁肆伍陆柒捌玖".index(before[-1]) * Decimal(size)
    return sign * total


def _number(figures: str) -> int:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        front, found, rest = figures.rpartition(unit) if unit == "亿" else figures.partition(unit)
        if found:
            return _number(front) * size + _number(rest)
    total = digit = 0
    for figure in figures:
        if figure in "拾佰仟":
            total, digit = total + digit * 10 ** ("拾佰仟".index(figure) + 1), 0
        else:
            digit = "零壹贰叁肆伍陆柒捌玖".index(figure)
    return total + digit
