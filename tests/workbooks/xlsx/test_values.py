import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbooks.xlsx.values import TooManyDigits, beyond_doubles, text_of


@given(st.decimals(-(10**10), 10**10, places=4, allow_nan=False))
def test_any_decimal_of_fifteen_digits_comes_back(number: object) -> None:
    text = format(float(str(number)), "f")
    typed = text.rstrip("0").rstrip(".") if "." in text else text
    shown = str(number).rstrip("0").rstrip(".") if "." in str(number) else str(number)
    assert text_of(float(typed)) == ("0" if float(shown) == 0 else shown)


def test_too_many_digits() -> None:
    with pytest.raises(TooManyDigits):
        text_of(1234567890123456.0)


def test_not_a_finite_number() -> None:
    with pytest.raises(TooManyDigits, match="inf"):
        text_of(float("1e400"))


@pytest.mark.parametrize("number", ["1000000000000000000000", "0.00000000000000000000012", "-1.2345678901234567E-200"])
def test_zeros_at_both_ends_are_no_digits(number: str) -> None:
    assert not beyond_doubles(number)


@pytest.mark.parametrize("number", ["1.00000000000000000001", "123456789012345678", "-100000000000000001"])
def test_zeros_in_between_are_digits(number: str) -> None:
    assert beyond_doubles(number)
