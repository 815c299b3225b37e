"""One decimal as a whole number with a scale, and as it is written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.decimals import as_written, places_of, scaled_to
from engine.fixed import fixed


@given(st.integers(-(10**30), 10**30), st.integers(0, 12))
def test_as_written_and_back(scaled: int, places: int) -> None:
    text = as_written(scaled, places)
    assert Fraction(text) == Fraction(scaled, 10**places)
    assert len(text.partition(".")[2]) == places
    assert scaled_to(Decimal(text), places) == scaled
    assert fixed(text, decimals=places).texts() == [text]


@pytest.mark.parametrize(
    ("scaled", "places", "text"),
    [(0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (-105, 2, "-1.05"), (-7, 0, "-7"), (100, 0, "100")],
)
def test_as_written(scaled: int, places: int, text: str) -> None:
    assert as_written(scaled, places) == text


@pytest.mark.parametrize(("text", "places"), [("1.50", 1), ("100", 0), ("0.00", 0), ("-0.125", 3), ("5.0", 0)])
def test_places(text: str, places: int) -> None:
    assert places_of(Decimal(text)) == places
