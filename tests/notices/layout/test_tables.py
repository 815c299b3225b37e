"""Tables and forms on their pages: wide ones, empty ones, high rows, long names."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.notices.layout.pages import BLACK, FOOT, LEFT, MM, PROGRAMS, RIGHT, Sheet, laid_out, near
from tests.notices.layout.wordings import LONG_NAME, PROOFS


def horizontal(sheet: Sheet) -> list[float]:
    """Where the lines of tables stand, each once, from the top."""
    return sorted({round(rule.top, 1) for rule in sheet.level if rule.colour == BLACK})


@pytest.mark.parametrize("program", PROGRAMS)
def test_forty_units_by_twelve_columns_upright_and_turned(program: str) -> None:
    sheets = [sheet for sheet in laid_out("wide tables", program) if sheet.has("完成率") or sheet.has("总分")]
    upright = [sheet for sheet in sheets if sheet.width < sheet.height]
    turned = [sheet for sheet in sheets if sheet.width > sheet.height]
    assert (len(upright), len(turned)) == (2, 3)
    for pages, size in ((upright, 9), (turned, 14)):
        cells = [line for sheet in pages for line in sheet.lines if line.text.startswith("样例")]
        assert [line.text for line in cells] == [f"样例{chr(0x4E00 + n)}镇" + "9.50" * 10 + "95.00" for n in range(40)]
        assert {glyph.size for line in cells for glyph in line.glyphs} == {size}
        for sheet in pages:
            assert any("乡镇" in line.text and "总分" in line.text for line in sheet.lines)
    assert {(round(sheet.width), round(sheet.height)) for sheet in turned} == {(297, 210)}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_table_is_as_wide_as_the_text(program: str) -> None:
    for sheet in laid_out("wide tables", program):
        if not sheet.has("9.50"):
            continue
        left, right = (LEFT, RIGHT) if sheet.width < sheet.height else (35, 260)
        rules = [rule for rule in sheet.level if rule.colour == BLACK]
        assert (min(rule.left for rule in rules), max(rule.right for rule in rules)) == (near(left), near(right))


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_empty_table_keeps_its_header(program: str) -> None:
    (sheet, *_) = laid_out("empty table", program)
    assert sheet.has("乡镇总分")
    above, below = horizontal(sheet)
    assert below - above == near(8)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_name_of_sixty_characters_is_whole_wherever_it_stands(program: str) -> None:
    assert len(LONG_NAME) == 60
    glyphs = [glyph for sheet in laid_out("long name", program) for line in sheet.lines for glyph in line.glyphs]
    text = "".join(glyph.text for glyph in glyphs)
    # Lines of two cells beside each other mix their texts: so characters are counted.
    assert (text.count("甲"), text.count("癸")) == (5 * 10, 5 * 10)


@pytest.mark.parametrize("program", PROGRAMS)
def test_rows_of_a_form_have_room_for_their_lines_and_stay_whole(program: str) -> None:
    sheets = laid_out("forms", program)
    heights = {}
    for sheet in sheets:
        for above, below in pairwise(horizontal(sheet)):
            for line in sheet.lines:
                if above < line.base < below and line.text.endswith("内容"):
                    heights[line.text] = below - above
    assert heights == {
        **{f"栏目{number}内容": near(8 * 8) for number in "一二三四五"},
        "谈话内容": near(225 - 7 * 8),
    }


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_row_higher_than_a_page_breaks(program: str) -> None:
    sheets = laid_out("forms", program)
    text = "".join(line.text for sheet in sheets for line in sheet.lines)
    assert text.replace("很长的：", "").count("长的内容") >= 250
    assert text.count("内") == 300 + 5 + 1
    last = next(sheet for sheet in reversed(sheets) if sheet.has("内容，"))
    assert sum(sheet.has("内容，") for sheet in sheets) >= 3
    assert max(rule.foot for rule in last.rules) <= FOOT + 0.2


@pytest.mark.parametrize("program", PROGRAMS)
def test_proofs_are_whole_in_small_type(program: str) -> None:
    sheet = laid_out("document", program)[-1]
    small = "".join(line.text for line in sheet.text if line.size == 7.5)
    assert small == "".join(PROOFS).replace(" ", "")
    assert all(line.right < RIGHT - 14 / MM + 0.5 for line in sheet.text if line.size == 7.5)
