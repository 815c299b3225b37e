import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.wrapping import breaks, cells, wrapped

TEXTS = st.text("考评 ab，。、（）“”1.5：e\u0301", max_size=60)


@given(TEXTS, st.integers(2, 30))
def test_no_line_is_wider_than_allowed_and_nothing_is_lost(text, width):
    lines = list(wrapped(text, width))
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, st.integers(2, 30))
def test_breaks_rise(text, width):
    offsets = breaks(text, width)
    assert offsets == sorted(set(offsets))
    assert all(0 < offset < len(text) for offset in offsets)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("a\n\nb", 10, ["a", "", "b"]),
        ("one two three", 8, ["one two", "three"]),
        ("评定为好。", 8, ["评定为", "好。"]),
        ("共（含）计", 4, ["共", "（含", "）计"]),
        ("等次（好）", 6, ["等次", "（好）"]),
        ("样例甲镇、样例乙镇、样例丙镇", 24, ["样例甲镇、样例乙镇、", "样例丙镇"]),
        ("一等奖、二", 6, ["一等", "奖、二"]),
        ("grade == '一般'", 11, ["grade ==", "'一般'"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
    ],
)
def test_where_lines_break(text, width, lines):
    assert list(wrapped(text, width)) == lines


def test_cells_of_combining_and_wide_characters():
    assert (cells("考"), cells("é"), cells("e\u0301"), cells("Ａ")) == (2, 1, 1, 2)
