"""What stands above the title: red heads, numbers, those who sign, red rules; of documents, reports and letters."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.notices.layout.pages import LEFT, MM, PROGRAMS, RED, RIGHT, TOP, Rule, Sheet, laid_out, near
from tests.notices.layout.wordings import FIVE

EM = (16 - 0.25) / MM
MIDDLE = (LEFT + RIGHT) / 2
TWO_LINES = (24.5, 1.5)
"""Two blank lines between one thing and the next, and how much the programs may differ in them."""


def red(sheet: Sheet) -> tuple[Rule, ...]:
    return tuple(rule for rule in sheet.level if rule.colour == RED)


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_red_head_of_a_document(program: str) -> None:
    sheet = laid_out("document", program)[0]
    issuer, number, title = (sheet.line(start) for start in ("中共样例县委文件", "样发", "关于2016年度"))
    (rule,) = red(sheet)
    assert {glyph.colour for glyph in issuer.glyphs} == {RED}
    assert (issuer.size, issuer.top, issuer.middle) == (50, near(TOP + 35), near(MIDDLE))
    assert (number.size, number.middle) == (16, near(MIDDLE))
    assert number.top - issuer.foot == near(*TWO_LINES)
    assert (rule.left, rule.right, rule.thick) == (near(LEFT), near(RIGHT), near(2 / MM, 0.05))
    assert rule.top - number.foot == near(4)
    assert title.top - rule.foot == near(*TWO_LINES)


@pytest.mark.parametrize("program", PROGRAMS)
def test_copy_number_secrecy_and_urgency_stand_in_the_corner_in_this_order(program: str) -> None:
    sheet = laid_out("document", program)[0]
    first, second, third = sheet.text[:3]
    assert [line.text for line in (first, second, third)] == ["000001", "机密★1年", "特急"]
    assert [line.left for line in (first, second, third)] == [near(LEFT)] * 3
    assert {line.size for line in (first, second, third)} == {16}
    assert first.top == near(TOP + (0 if program == "pdf" else 3.3))


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_title_stands_centred_over_its_addressee(program: str) -> None:
    sheet = laid_out("document", program)[0]
    first, second, to = (sheet.line(start) for start in ("关于2016年度", "考核结果的通报", "各乡镇党委"))
    assert (first.size, second.size) == (22, 22)
    assert (first.middle, second.middle) == (near(MIDDLE), near(MIDDLE))
    assert second.base - first.base == near(34 / MM)
    assert to.left == near(LEFT)
    assert to.text == "各乡镇党委、人民政府："
    assert to.top - second.foot == near(15, 1.5)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_long_title_has_three_lines_which_end_between_its_pieces(program: str) -> None:
    lines = [line for line in laid_out("long title", program)[0].text if line.size == 22]
    assert [line.text for line in lines] == [
        "中共样例县委组织部、样例县扶贫开发办公室",
        "关于2016年度样例县乡镇精准扶贫业绩",
        "和驻村帮扶工作队工作实绩考核结果的通报",
    ]
    assert [line.middle for line in lines] == [near(MIDDLE)] * 3


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_report_has_its_number_left_and_those_who_sign_right(program: str) -> None:
    (sheet,) = laid_out("report", program)
    signers, last = sheet.line("签发人："), sheet.line("样发〔2016〕3号")
    (rule,) = red(sheet)
    assert (signers.text, last.text) == ("签发人：甲某某乙某", "样发〔2016〕3号丙某某")
    assert last.left == near(LEFT + EM)
    assert signers.right == near(RIGHT - EM)
    first, below = (line.glyphs[line.text.index(name)] for line, name in ((signers, "甲"), (last, "丙")))
    assert below.left == near(first.left, 0.1)
    short = {glyph.text: glyph.left for glyph in signers.glyphs[-5:]}
    assert short["乙"] - short["甲"] == near(4 * EM)
    assert signers.glyphs[-1].left - short["乙"] == near(2 * EM)
    assert rule.top - last.foot == near(4)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_report_that_nobody_signs_yet_has_room_for_it(program: str) -> None:
    (sheet,) = laid_out("no signers", program)
    line = sheet.line("样发")
    assert line.text == "样发〔2016〕3号签发人："
    # A colon at the end of a line may take half its width.
    assert line.right == near(RIGHT - EM, 3)


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_head_of_a_letter(program: str) -> None:
    sheet = laid_out("letter", program)[0]
    issuer, number, title = (sheet.line(start) for start in ("样例县扶贫开发办公室", "000001", "关于2016年度"))
    upper_thick, upper_thin, lower_thin, lower_thick = red(sheet)
    assert (issuer.top, issuer.middle) == (near(30), near(MIDDLE))
    assert upper_thick.top - issuer.foot == near(4)
    assert lower_thick.foot == near(297 - 20)
    for rule in red(sheet):
        assert (rule.long, (rule.left + rule.right) / 2) == (near(170), near(MIDDLE))
    for thick, thin in ((upper_thick, upper_thin), (lower_thick, lower_thin)):
        assert thick.thick == near(2.25 / MM, 0.05)
        assert thin.thick == near(0.75 / MM, 0.05)
    assert upper_thin.top - upper_thick.foot == near(0.75 / MM, 0.1)
    assert lower_thick.top - lower_thin.foot == near(0.75 / MM, 0.1)
    assert number.top - upper_thin.foot == near(16 * 7 / 8 / MM)
    assert number.text == "000001样发〔2016〕3号"
    assert (number.left, number.right) == (near(LEFT), near(RIGHT))
    urgency = sheet.line("特急")
    assert urgency.left == near(LEFT)
    assert title.top - urgency.foot == near(*TWO_LINES)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_letter_has_no_page_number_and_its_rules_on_its_first_page_only(program: str) -> None:
    first, second, third = laid_out("letter", program)
    assert not first.has("—1—")
    assert (second.lines[-1].text, third.lines[-1].text) == ("—2—", "—3—")
    assert (red(second), red(third)) == ((), ())


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_letter_without_number_keeps_its_rules(program: str) -> None:
    (sheet,) = laid_out("bare letter", program)
    assert [rule.top for rule in red(sheet)] == [near(46.7), near(47.7), near(275.7), near(276.2)]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_draft_is_marked_above_the_text(program: str) -> None:
    (sheet,) = laid_out("draft", program)
    mark = sheet.line("草案")
    assert {glyph.colour for glyph in mark.glyphs} == {RED}
    assert mark.middle == near(MIDDLE)
    assert mark.foot < 30
    assert sheet.line("样例县扶贫开发办公室").top == near(30)
    assert sheet.line("（征求意见稿）").middle == near(MIDDLE)


@pytest.mark.parametrize("program", PROGRAMS)
def test_joint_issuers_are_equally_wide_with_one_word_half_way_up_beside_them(program: str) -> None:
    rows = [line for line in laid_out("joint", program)[0].text if line.glyphs[0].colour == RED]
    first, second, third, fourth, fifth = FIVE
    assert [row.text for row in rows] == [first, second, f"{third}文件", fourth, fifth]
    names = [row.glyphs[: len(name)] for row, name in zip(rows, FIVE, strict=True)]
    widest = len(second) * rows[0].size / MM
    for name in names:
        assert (name[0].left, name[-1].right) == (near(names[0][0].left), near(names[0][0].left + widest))
    assert rows[2].glyphs[-2].left > names[2][-1].right
    assert (names[0][0].left + rows[2].right) / 2 == near(MIDDLE)
    assert rows[0].top == near(TOP + 35)
    apart = [lower.base - upper.base for upper, lower in pairwise(rows)]
    assert apart == [near(1.3 * rows[0].size / MM, 0.2)] * 4
    assert rows[-1].foot - rows[0].top <= 60


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_word_beside_two_issuers_stands_between_them(program: str) -> None:
    rows = [line for line in laid_out("joint of two", program)[0].text if line.glyphs[0].colour == RED]
    assert [row.text for row in rows] == ["中共样例县委", "文件", "样例县人民政府"]
    assert rows[1].base == near((rows[0].base + rows[2].base) / 2)


@pytest.mark.parametrize("program", PROGRAMS)
def test_without_issuers_and_fields_nothing_stands_above_the_title(program: str) -> None:
    (sheet,) = laid_out("no fields", program)
    assert [line.text for line in sheet.text] == ["标题", "正文。"]
    assert red(sheet) == ()
    assert sheet.text[0].top == near(TOP + (0 if program == "pdf" else 2.9))


@pytest.mark.parametrize("program", PROGRAMS)
def test_copy_number_secrecy_and_urgency_stand_above_a_title_alone(program: str) -> None:
    (sheet,) = laid_out("plain with corner", program)
    *corner, title, _ = sheet.text
    assert [line.text for line in corner] == ["000001", "机密★1年", "特急"]
    assert [line.left for line in corner] == [near(LEFT)] * 3
    assert title.text == "标题"
    assert title.top - corner[-1].foot == near(14.5, 1)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_document_without_number_keeps_the_place_of_its_rule(program: str) -> None:
    (rule,) = red(laid_out("no number", program)[0])
    (usual,) = red(laid_out("document", program)[0])
    assert rule == usual
