"""What is written otherwise and says the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.notation import bare, plain_number, same

NUMBERS = st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", fullmatch=True)


@given(NUMBERS, NUMBERS)
def test_two_texts_are_one_number_where_their_decimals_are_equal(one: str, other: str) -> None:
    for each in (other, f"0{one.lstrip('-')}", f"{one}0" if "." in one else f"{one}.0", one):
        assert same(one, each) is (Decimal(one) == Decimal(each))


@given(NUMBERS)
def test_a_plain_number_is_the_shortest_text_of_its_value(text: str) -> None:
    number = plain_number(text)
    assert number is not None
    assert Decimal(number) == Decimal(text)
    assert plain_number(number) == number
    assert len(number) <= len(text)


@pytest.mark.parametrize(
    "text", ["", "-", "1e3", ".5", "5.", "+5", "1,000", "1_000", "５", "5%", " 5", "NaN", "5.50元"]
)
def test_what_is_no_plain_decimal(text: str) -> None:
    assert plain_number(text) is None
    assert same(text, text)


@pytest.mark.parametrize(
    ("name", "found"),
    [(" 甲\u3000镇 ", "甲镇"), ("二类(山区)", "二类(山区)"), ("二类（山区）", "二类(山区)"), ("Ａ１", "A1")],
)
def test_a_bare_name(name: str, found: str) -> None:
    assert bare(name) == found
