"""What stands after the text: the list of annexes, the signature, remarks, annexes, the record block."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.notices.layout.pages import BLACK, FOOT, LEFT, MM, PROGRAMS, RIGHT, TOP, Line, Rule, Sheet, laid_out, near
from tests.notices.layout.wordings import FIVE, WORDINGS

EM = (16 - 0.25) / MM
DATE = "2016年3月15日"
DATE_MIDDLE = RIGHT - 4 * EM - 3.25 * EM
SEAL = 42.0
"""Across, in millimetres."""
A_LINE_BETWEEN = 4.8


def found(name: str, program: str, start: str) -> tuple[Sheet, Line]:
    """The first line that begins so, and its page."""
    sheets = laid_out(name, program)
    return next((sheet, line) for sheet in sheets for line in sheet.text if line.text.startswith(start))


@pytest.mark.parametrize("program", PROGRAMS)
def test_annexes_are_listed_two_characters_in_below_one_another_without_punctuation(program: str) -> None:
    sheet, first = found("document", program, "附件：")
    above, second = (sheet.text[sheet.text.index(first) + step] for step in (-1, 1))
    assert (first.text, second.text) == ("附件：1.考核结果一览表", "2.考核口径")
    assert first.left == near(LEFT + 2 * EM)
    assert first.glyphs[3].left == near(second.left, 0.6)
    assert first.glyphs[5].left == near(second.glyphs[2].left, 0.3)
    assert first.top - above.foot == near(15, 1)


@pytest.mark.parametrize("program", PROGRAMS)
def test_one_annex_has_no_number_and_what_is_no_annex_is_not_listed(program: str) -> None:
    sheet, line = found("sheet", program, "附件")
    assert line.text == "附件：一览表"
    assert not sheet.has("送达回证")
    _, label = found("sheet", program, "送达回证")
    assert label.top == near(TOP + (0 if program == "pdf" else 2.9))


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_names_of_ten_annexes_stand_below_one_another(program: str) -> None:
    sheet, first = found("ten annexes", program, "附件：")
    lines = sheet.text[sheet.text.index(first) :][:10]
    assert [line.text[-4:] for line in lines] == [f"一览表{letter}" for letter in "甲乙丙丁戊己庚辛壬癸"]
    assert [line.glyphs[-4].left for line in lines] == [near(lines[0].glyphs[-4].left, 2)] * 10


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_signature_leaves_room_for_the_seal_and_stands_over_its_date(program: str) -> None:
    sheet, date = found("document", program, DATE)
    by, above = (sheet.text[sheet.text.index(date) - back] for back in (1, 2))
    assert by.text == "中共样例县委"
    assert date.middle == near(DATE_MIDDLE, 0.6)
    assert by.middle == near(date.middle)
    assert by.top - above.foot == near(25, 1)


def test_a_date_ends_four_characters_from_the_right() -> None:
    """In fonts whose digits are half as wide as a character, as those of the standard, it does so in a docx too."""
    _, date = found("document", "pdf", DATE)
    assert date.right == near(RIGHT - 4 * EM, 0.1)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_remark_stands_below_the_date_in_brackets(program: str) -> None:
    sheet, remark = found("document", program, "（此件")
    assert remark.text == "（此件公开发布）"
    assert remark.left == near(LEFT + 2 * EM)
    assert sheet.text[sheet.text.index(remark) - 1].text == DATE


@pytest.mark.parametrize("program", PROGRAMS)
def test_seals_of_joint_issuers_do_not_touch(program: str) -> None:
    sheet, row = found("joint of two", program, "中共样例县委样例县人民政府")
    first, second = Line(row.glyphs[:6]), Line(row.glyphs[6:])
    assert second.middle - first.middle >= SEAL
    assert second.middle == near(sheet.line(DATE).middle)
    assert first.left > LEFT
    sheet, date = found("joint", program, DATE)
    rows = sheet.text[: sheet.text.index(date) + 1][-4:]
    assert [line.text for line in rows] == [FIVE[0] + FIVE[1], FIVE[2] + FIVE[3], FIVE[4], DATE]
    assert all(lower.base - upper.base >= SEAL for upper, lower in pairwise(rows[:3]))
    assert rows[2].middle == near(rows[3].middle)
    assert rows[3].middle == near(DATE_MIDDLE, 0.6)


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_annex_has_its_mark_on_the_first_line_and_its_title_on_the_third(program: str) -> None:
    sheet = laid_out("document", program)[2]
    mark, title, *_ = sheet.text
    assert (mark.text, mark.left, mark.size) == ("附件1", near(LEFT), 16)
    assert (title.text, title.middle, title.size) == ("考核结果一览表", near((LEFT + RIGHT) / 2), 22)
    first = TOP if program == "pdf" else TOP + 3.3
    assert mark.top == near(first)
    assert title.top == near(first + 2 * 10.3, 0.7)
    assert laid_out("document", program)[3].text[0].text == "附件2"


def rules(sheet: Sheet) -> tuple[Rule, ...]:
    """The rules of the record block, which ends the page."""
    return tuple(rule for rule in sheet.level if rule.colour == BLACK)[-3:]


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_record_block_ends_the_last_page(program: str) -> None:
    *others, sheet = laid_out("document", program)
    first, middle, last = rules(sheet)
    copies, printer = sheet.line("抄送"), sheet.line("中共样例县委办公室")
    assert last.foot == near(FOOT, 0.1)
    assert [rule.thick for rule in (first, middle, last)] == [near(0.35, 0.02), near(0.25, 0.02), near(0.35, 0.02)]
    for rule in (first, middle, last):
        assert (rule.left, rule.right) == (near(LEFT), near(RIGHT))
    assert first.foot < copies.top < copies.foot < middle.top < printer.top < printer.foot < last.top
    assert copies.text == "抄送：县委办公室，县政府办公室。"
    assert printer.text == "中共样例县委办公室2016年3月16日印发"
    assert {glyph.size for line in (copies, printer) for glyph in line.glyphs} == {14}
    assert (copies.left, printer.left, printer.right) == (
        near(LEFT + 14 / MM),
        near(LEFT + 14 / MM),
        near(RIGHT - 14 / MM),
    )
    assert sheet.line("考核结果校验码").foot < first.top
    assert not any(page.has("抄送") for page in others)


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_record_block_of_a_letter_has_copies_only(program: str) -> None:
    sheet = laid_out("letter", program)[-1]
    assert not [rule for rule in sheet.level if rule.colour == BLACK]
    assert not sheet.has("印发")
    copies = sheet.line("抄送")
    assert sheet.text[-1] == copies
    assert copies.foot == near(FOOT, 1)


@pytest.mark.parametrize("program", PROGRAMS)
def test_proofs_alone_stand_at_the_foot(program: str) -> None:
    for name in ("no number", "bare letter"):
        sheet = laid_out(name, program)[-1]
        assert sheet.text[-1].text == "校验码"
        assert sheet.text[-1].foot == near(FOOT, 1)


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_record_block_stands_at_the_foot_of_a_page_after_turned_ones_and_of_a_turned_one(program: str) -> None:
    upright, turned = laid_out("wide tables", program)[-1], laid_out("turned end", program)[-1]
    assert upright.has("正文。")
    assert rules(upright)[-1].foot == near(FOOT, 0.1)
    assert turned.has("正文。")
    assert rules(turned)[-1].foot == near(28 + 156, 0.1)
    assert (rules(turned)[-1].left, rules(turned)[-1].long) == (near(35), near(225))


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", [name for name, text in WORDINGS.items() if "```record" in text])
def test_a_record_block_stands_alone_only_where_the_page_before_has_no_room(name: str, program: str) -> None:
    *before, last = laid_out(name, program)
    proofs = next(place for place, line in enumerate(last.text) if line.size == 7.5)
    if proofs == 0:
        height = FOOT - last.text[0].top
        used = max(line.foot for line in before[-1].text)
        lines = [rule.foot for rule in before[-1].rules if rule.foot < FOOT + 0.5]
        assert max([used, *lines]) + A_LINE_BETWEEN + height > FOOT


@pytest.mark.parametrize("program", PROGRAMS)
def test_turned_pages_keep_the_place_of_the_page_number(program: str) -> None:
    """Bound at the left, with the head of the table at the binding, all numbers stand in the same corner."""
    for number, sheet in enumerate(laid_out("wide tables", program), 1):
        if sheet.width < sheet.height:
            continue
        glyphs = sorted(
            (each for line in sheet.lines for each in line.glyphs if each.left < 30), key=lambda each: each.base
        )
        assert "".join(glyph.text for glyph in glyphs) == f"—{number}—"
        for glyph in glyphs:
            assert glyph.left + 0.36 * 14 / MM == near(35 - 7)
        if number % 2:
            assert glyphs[-1].base + 14 / MM == near(LEFT + 156 - 14 / MM, 0.6)
        else:
            assert glyphs[0].base == near(LEFT + 14 / MM)
