"""The text on its pages: 22 lines of 28 characters, headings, page numbers, and what stays together."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from notices.layout.pdf import pdf
from tests.notices.layout.pages import (
    FOOT,
    LEFT,
    MM,
    PROGRAMS,
    RIGHT,
    TOP,
    Line,
    Sheet,
    composed,
    free_fonts,
    laid_out,
    near,
    read,
)
from tests.notices.layout.wordings import WORDINGS

EM = (16 - 0.25) / MM
NUMBERED = re.compile("[一二三四五六七八九十]、|（[一二三四五六七八九十]+）")


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_page_holds_22_lines_of_28_characters(program: str) -> None:
    for sheet in laid_out("full pages", program)[1:3]:
        whole = [line for line in sheet.text if len(line.text) > 2]
        assert len(sheet.text) == 22
        assert {len(line.text) for line in whole} <= {28, 26}
        assert sum(len(line.text) == 28 for line in whole) >= 20
        assert {line.size for line in whole} == {16}
        for line in whole:
            assert line.left == near(LEFT if len(line.text) == 28 else LEFT + 2 * EM)
            assert line.right == near(RIGHT)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_page_is_filled_although_one_line_of_a_paragraph_is_left(program: str) -> None:
    first, second = laid_out("one line over", program)
    assert sum("中中" in line.text for line in first.text) == 19
    assert [line.text for line in second.text] == ["中" * 28, "正文。"]


def test_the_first_and_the_last_line_touch_the_edges_of_the_text_area() -> None:
    first, *_, last = laid_out("full pages", "pdf")[1].text
    assert (first.top, last.foot) == (near(TOP), near(FOOT))


@pytest.mark.parametrize(
    ("program", "pitch"), [("pdf", 29.6), *(pytest.param("docx", 28.95, marks=PROGRAMS[1].marks),)]
)
def test_lines_are_equally_far_apart(program: str, pitch: float) -> None:
    lines = laid_out("full pages", program)[1].text
    assert [lower.base - upper.base for upper, lower in pairwise(lines)] == [near(pitch / MM, 0.05)] * 21


@pytest.mark.parametrize("program", PROGRAMS)
def test_page_numbers_stand_outside_7_mm_below_the_text(program: str) -> None:
    for number, sheet in enumerate(laid_out("full pages", program), 1):
        line = sheet.lines[-1]
        assert line.text == f"—{number}—"
        assert line.size == 14
        assert line.base - 0.36 * line.size / MM == near(FOOT + 7)
        if number % 2:
            assert line.right == near(RIGHT - 14 / MM)
        else:
            assert line.left == near(LEFT + 14 / MM)


@pytest.mark.parametrize("program", PROGRAMS)
def test_headings_are_numbered_by_level_and_stand_two_characters_in(program: str) -> None:
    lines = [line for sheet in laid_out("document", program)[:2] for line in sheet.text]
    headings = ["一、考核结果", "（一）总体情况", "1.各乡镇", "（1）得分"]
    start = [line.text for line in lines].index(headings[0])
    found = lines[start : start + 7]
    assert [line.text for line in found] == [*headings, "正文文字。", "1.第一项。", "2.第二项。"]
    assert [line.left for line in found] == [near(LEFT + 2 * EM)] * 7


DISTINCT = {
    "title": "Noto Serif CJK SC",
    "body": "Noto Serif CJK TC",
    "kai": "Noto Serif CJK JP",
    "song": "Noto Serif CJK KR",
    "head": "Noto Sans CJK SC",
}


@pytest.mark.skipif(
    not set(DISTINCT.values()) <= set(free_fonts().found.families()), reason="needs five fonts that can be told apart"
)
def test_each_part_is_set_in_its_font() -> None:
    roles = {family.replace(" ", "").lower(): role for role, family in DISTINCT.items()}
    told_apart = replace(free_fonts(), families=DISTINCT)

    def role(line: Line, place: int = 0) -> str:
        return roles[line.glyphs[place].font.partition("-")[0].lower()]

    first, second, third, *_, last = read(pdf(composed(WORDINGS["document"]), told_apart))
    assert [role(first.line(start)) for start in ("000001", "机密", "特急")] == ["body", "head", "head"]
    assert role(first.line("中共样例县委文件")) == "title"
    assert role(first.line("关于2016年度")) == "title"
    assert role(first.line("各乡镇党委")) == "body"
    assert role(first.line("—1—")) == "song"
    assert [role(first.line(start)) for start in ("一、", "（一）", "1.各", "（1）")] == ["head", "kai", "body", "body"]
    line = second.line("正文文字，有重点文字。")
    assert [role(line, line.text.index(character)) for character in "有重字"] == ["body", "head", "body"]
    assert [role(third.line(start)) for start in ("附件1", "考核结果一览表", "乡镇", "样例甲镇")] == [
        "head",
        "title",
        "head",
        "body",
    ]
    assert role(last.line("抄送")) == "body"
    (report,) = read(pdf(composed(WORDINGS["report"]), told_apart))
    signers = report.line("签发人")
    assert [role(signers, place) for place in (0, len("签发人："))] == ["body", "kai"]


def test_a_long_last_paragraph_begins_where_it_stands_and_ends_beside_the_signature() -> None:
    first, second, last = laid_out("long paragraph", "pdf")
    texts = [[line for line in sheet.text if "规定" in line.text] for sheet in (first, second, last)]
    assert [len(lines) for lines in texts] == [6, 22, 2]
    assert "".join(line.text for lines in texts for line in lines) == "根据规定，" * 160
    # The lines before the last two end as those of a paragraph that goes on, and the last two go on.
    assert texts[1][-1].right == near(RIGHT)
    assert texts[2][0].left == near(LEFT)
    assert {len(line.text) for lines in texts for line in lines[1:-1]} == {27, 28}


def test_a_paragraph_that_ends_at_the_foot_gives_two_lines_to_the_page_of_the_signature() -> None:
    sheets = laid_out("paragraph to the foot", "pdf")
    assert [sum("中中" in line.text for line in sheet.text) for sheet in sheets] == [7, 19, 2]
    assert sheets[1].text[-1].right == near(RIGHT)


@pytest.mark.parametrize("program", PROGRAMS)
def test_lines_of_the_text_stand_beside_the_signature(program: str) -> None:
    sheet = laid_out("long paragraph", program)[-1]
    signed = next(place for place, line in enumerate(sheet.text) if line.text == "中共样例县委")
    assert signed >= 2
    assert all("规定" in line.text for line in sheet.text[:2])


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_heading_ends_a_page(program: str) -> None:
    sheets = laid_out("ten headings", program)
    assert len(sheets) == 5
    assert not any(NUMBERED.match(sheet.text[-1].text) for sheet in sheets)
    found = [line.text for sheet in sheets for line in sheet.text if re.match("[一二三四五六七八九十]+、", line.text)]
    assert found == [
        f"{number}、第{part}部分" for number, part in zip("一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸", strict=True)
    ]


def without_turned_number(sheet: Sheet) -> Sheet:
    kept = (tuple(glyph for glyph in line.glyphs if glyph.left > 30) for line in sheet.lines)
    return replace(sheet, lines=tuple(Line(glyphs) for glyphs in kept if glyphs))


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", WORDINGS)
def test_nothing_stands_outside_the_text_area(name: str, program: str) -> None:
    """Beside page numbers, marks, and what a letter has on its first page."""
    for number, sheet in enumerate(laid_out(name, program)):
        if sheet.width > sheet.height:
            left, right, top, foot = 35.0, 260.0, 28.0, 184.0
            sheet = without_turned_number(sheet)
        else:
            left, right, top, foot = LEFT, RIGHT, TOP, FOOT
        inside = [line for line in sheet.lines if "—" not in line.text and "不得印发" not in line.text]
        if number == 0 and composed(WORDINGS[name]).head.style == "letter":
            inside = [line for line in inside if line.size < 30]
        for line in inside:
            assert line.left > left - 0.5, line.text
            # Punctuation at the end of a line is set in half its width; its box still has the whole.
            assert min(line.right, line.glyphs[-1].left + 3) < right + 0.5, line.text
            assert line.top > top - 0.5, line.text
            assert line.foot < foot + 0.5, line.text
