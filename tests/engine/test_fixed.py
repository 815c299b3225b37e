"""Exact columns against plain fractions: whatever is drawn, the values are the same and within the proven bounds."""

import decimal
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from exact import by_fraction, columns, values
from hypothesis import example, given
from hypothesis import strategies as st

from engine import fixed as module
from engine.fixed import (
    ONE,
    WIDEST,
    ZERO,
    Fixed,
    Ratio,
    chosen,
    column,
    compared,
    fixed,
    floored,
    maximum,
    minimum,
    ratio,
    rounded,
    share,
    subtracted,
    total,
    where,
)
from engine.rounding import Rounding, half_up_by_constant, half_up_by_float

FLOAT_LIMIT = 2**50


# Rounding


@pytest.mark.parametrize("rounding", Rounding)
@given(st.integers(-(10**7), 10**7), st.integers(0, 4), st.integers(0, 4))
def test_decimals_round_as_in_decimal(rounding: Rounding, scaled: int, places: int, kept: int) -> None:
    value = Decimal(scaled).scaleb(-places)
    by_decimal = value.quantize(Decimal(1).scaleb(-kept), getattr(decimal, f"ROUND_{rounding.upper()}"))
    assert values(rounded(fixed(value, decimals=places), kept, rounding)) == [Fraction(by_decimal)]


@pytest.mark.parametrize("rounding", Rounding)
@given(columns(), st.integers(0, 7))
def test_columns_round_as_fractions_do(rounding: Rounding, made: Fixed, kept: int) -> None:
    expected = [by_fraction(value, kept, rounding) for value in values(made)]
    result = rounded(made, kept, rounding)
    assert result.decimals == kept
    assert values(result) == expected


@pytest.mark.parametrize("rounding", Rounding)
@given(columns(), columns(above_zero=True), st.integers(0, 7))
def test_quotients_round_as_fractions_do(rounding: Rounding, top: Fixed, bottom: Fixed, kept: int) -> None:
    expected = [by_fraction(value, kept, rounding) for value in values(Ratio(top, bottom))]
    assert values(rounded(Ratio(top, bottom), kept, rounding)) == expected


@pytest.mark.parametrize("rounding", Rounding)
@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_halves(rounding: Rounding, whole: int, divisor: int, kept: int) -> None:
    """A quotient exactly between two neighbours, which random quotients hardly ever are."""
    top, bottom = (2 * whole + 1) * divisor, 2 * divisor * 10**kept
    expected = by_fraction(Fraction(top, bottom), kept, rounding)
    assert values(rounded(ratio(fixed(top), fixed(bottom)), kept, rounding)) == [expected]


# The way through float64

below_limit = st.integers(1, FLOAT_LIMIT // 4)


@given(st.integers(0, FLOAT_LIMIT // 2), below_limit)
@example((FLOAT_LIMIT - 2) // 2 - 1, 1)
@example((FLOAT_LIMIT - 4) // 2, 3)
@example(FLOAT_LIMIT // 4, FLOAT_LIMIT // 2 - 1)
def test_float_gives_what_whole_numbers_give(top: int, bottom: int) -> None:
    top = min(top, (FLOAT_LIMIT - bottom - 1) // 2)
    by_float = half_up_by_float(np.array([top]), np.array([bottom]), np.int64)
    assert by_float.tolist() == [(2 * top + bottom) // (2 * bottom)]


@given(below_limit, st.data())
def test_float_at_quotients_beside_a_half(bottom: int, data: st.DataObject) -> None:
    """The hardest quotients: a half, and the nearest ones below and above that the divisor permits."""
    most = (FLOAT_LIMIT - bottom - 1) // 2
    whole = data.draw(st.integers(0, max(most // bottom - 1, 0)))
    tops = np.array([whole * bottom + (bottom + step) // 2 for step in (-2, -1, 0, 1, 2)])
    tops = tops[(tops >= 0) & (tops <= most)]
    exact = [(2 * int(top) + bottom) // (2 * bottom) for top in tops]
    assert half_up_by_float(tops, np.array(bottom), np.int64).tolist() == exact


def test_beyond_the_limit_float_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """2n + d = 2**50: one below goes through float64, this does not, and both are exact."""
    used: list[int] = []

    def noted(n: Any, d: Any, kind: Any) -> Any:
        used.append(int(n))
        return half_up_by_float(n, d, kind)

    monkeypatch.setattr(module, "half_up_by_float", noted)
    for top in (FLOAT_LIMIT // 2 - 2, FLOAT_LIMIT // 2 - 1):
        two = column(np.array(2), 0, 1, 2)  # of which only the data tell that it is always the same
        quotient = rounded(ratio(fixed(top, shape=()), two), 0)
        assert values(quotient) == [by_fraction(Fraction(top, 2), 0, Rounding.HALF_UP)]
    assert used == [FLOAT_LIMIT // 2 - 2]


def test_a_negative_numerator_never_goes_through_float(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "half_up_by_float", None)
    assert rounded(ratio(fixed("-1", "-3", "5"), fixed("2")), 0).texts() == ["-1", "-2", "3"]


@given(st.integers(1, 10**6), st.integers(0, 2000), st.data())
def test_a_constant_divisor_gives_what_whole_numbers_give(bottom: int, whole: int, data: st.DataObject) -> None:
    """Any quotient, and those at a half and beside it; for odd divisors and even ones."""
    drawn = data.draw(st.lists(st.integers(0, 2000 * bottom), max_size=5))
    beside = (whole * bottom + (bottom + step) // 2 for step in (-2, -1, 0, 1, 2))
    tops = [top for top in (*drawn, *beside) if top >= 0]
    exact = [(2 * top + bottom) // (2 * bottom) for top in tops]
    assert half_up_by_constant(np.array(tops), bottom, np.int64).tolist() == exact
    assert values(rounded(ratio(fixed(*tops), fixed(bottom)), 0)) == exact


# Arithmetic and its bounds


@given(columns(), columns())
def test_sums_differences_products(a: Fixed, b: Fixed) -> None:
    pairs = list(zip(values(a), values(b), strict=True))
    assert values(a + b) == [x + y for x, y in pairs]
    assert values(a - b) == [x - y for x, y in pairs]
    assert values(a * b) == [x * y for x, y in pairs]
    assert values(-a) == [-x for x, _ in pairs]
    assert values(abs(a)) == [abs(x) for x, _ in pairs]
    assert values(minimum(a, b)) == [min(x, y) for x, y in pairs]
    assert values(maximum(a, b)) == [max(x, y) for x, y in pairs]


@given(columns(), columns(), columns())
def test_narrow_results_of_wide_columns_go_on_as_usual(a: Fixed, b: Fixed, c: Fixed) -> None:
    held = maximum(minimum(a, b), -abs(c))
    expected = [max(min(x, y), -abs(z)) for x, y, z in zip(*map(values, (a, b, c)), strict=True)]
    assert values(held + ONE) == [value + 1 for value in expected]
    assert values(rounded(held, 1)) == [by_fraction(value, 1, Rounding.HALF_UP) for value in expected]


@given(columns(), columns(), columns(above_zero=True))
def test_quotients(a: Fixed, b: Fixed, c: Fixed) -> None:
    triples = list(zip(values(a), values(b), values(c), strict=True))
    assert values(a * ratio(b, c)) == [x * y / z for x, y, z in triples]
    assert values(ratio(b, c) * ratio(a, c)) == [x * y / z / z for x, y, z in triples]
    assert values(-ratio(b, c)) == [-y / z for _, y, z in triples]
    assert values(subtracted(a, ratio(b, c))) == [x - y / z for x, y, z in triples]
    assert values(floored(ratio(b, c), a)) == [max(y / z, x) for x, y, z in triples]
    assert values(a * share(b, c)) == [x * max(min(y / z, Fraction(1)), Fraction(0)) for x, y, z in triples]


@given(st.lists(columns(), max_size=6))
def test_totals(parts: list[Fixed]) -> None:
    expected = [sum(each, Fraction(0)) for each in zip(*map(values, parts), strict=True)] if parts else [Fraction(0)]
    assert values(total(parts, 6)) == expected


@given(columns(size=1), columns(size=1, above_zero=True))
def test_columns_of_no_dimension(a: Fixed, b: Fixed) -> None:
    """As constants are: NumPy gives bare Python integers where others give arrays."""
    (x,), (y,) = values(a), values(b)
    a, b = a.at(0), b.at(0)
    assert [values(each) for each in (a + b, a * b, -a, a.to(7), total([a, b], 6))] == [
        [x + y],
        [x * y],
        [-x],
        [x],
        [x + y],
    ]
    assert values(rounded(ratio(a, b), 3)) == [by_fraction(x / y, 3, Rounding.HALF_UP)]
    assert values(where(np.asarray(True), a, b)) == [x]
    assert (a < b).tolist() is (x < y)


def test_a_total_whose_parts_leave_its_bounds_on_the_way() -> None:
    parts = [fixed("100"), fixed("100"), fixed("-100"), fixed("-100")]
    assert total(parts, 0).texts() == ["0"]


@pytest.mark.parametrize("bound", [2**31 - 1, 2**31, WIDEST, WIDEST + 1])
def test_at_the_edge_of_each_width(bound: int) -> None:
    for value in (bound, -bound):
        made = fixed(value)
        for result, expected in (
            (made + made, 2 * value),
            (made - (-made), 2 * value),
            (made * made, value * value),
            (-made, -value),
            (made.to(2), value),
        ):
            assert values(result) == [Fraction(expected)]


def test_the_lowest_of_a_width_can_be_negated() -> None:
    for bits in (8, 16, 32, 64):
        assert values(-fixed(-(2 ** (bits - 1))).narrow()) == [2 ** (bits - 1)]


def test_nothing_with_many_decimals() -> None:
    assert ZERO.to(25).texts() == ["0.0000000000000000000000000"]


def test_only_what_may_not_fit_is_wide() -> None:
    assert not fixed(WIDEST).wide
    assert fixed(WIDEST).scaled.dtype == np.int64
    assert fixed(WIDEST + 1).wide
    assert (fixed(WIDEST) + fixed(0)).scaled.dtype == np.int64
    assert (fixed(WIDEST) + fixed(1)).scaled.dtype == object


@pytest.mark.parametrize(
    ("low", "high", "kind"),
    [
        (-128, 127, np.int8),
        (-129, 0, np.int16),
        (0, 128, np.int16),
        (-(2**15), 2**15 - 1, np.int16),
        (0, 2**15, np.int32),
        (0, 2**31 - 1, np.int32),
        (0, 2**31, np.int64),
        (-(2**31) - 1, 0, np.int64),
        (0, WIDEST, np.int64),
        (0, WIDEST + 1, object),
    ],
)
def test_narrow(low: int, high: int, kind: type) -> None:
    made = Fixed(np.array([low, high], dtype=object), 0, low, high) if high > WIDEST else fixed(low, high)
    narrow = made.narrow()
    assert narrow.scaled.dtype == kind
    assert narrow.texts() == [str(low), str(high)]


# Comparison and choice

COMPARISONS: list[tuple[Any, Callable[[Fraction, Fraction], bool]]] = [
    (np.less, lambda x, y: x < y),
    (np.less_equal, lambda x, y: x <= y),
    (np.greater, lambda x, y: x > y),
    (np.greater_equal, lambda x, y: x >= y),
    (np.equal, lambda x, y: x == y),
    (np.not_equal, lambda x, y: x != y),
]


@given(columns(), columns(), columns(above_zero=True), columns(above_zero=True))
def test_comparisons(a: Fixed, b: Fixed, c: Fixed, d: Fixed) -> None:
    for left, right in ((a, b), (ratio(a, c), b), (a, ratio(b, d)), (ratio(a, c), ratio(b, d)), (a, a)):
        pairs = list(zip(values(left), values(right), strict=True))
        for compare, plain in COMPARISONS:
            assert compared(compare, left, right).tolist() == [plain(x, y) for x, y in pairs]
    pairs = list(zip(values(a), values(b), strict=True))
    assert (a < b).tolist() == [x < y for x, y in pairs]
    assert (a <= b).tolist() == [x <= y for x, y in pairs]
    assert (a > b).tolist() == [x > y for x, y in pairs]
    assert (a >= b).tolist() == [x >= y for x, y in pairs]
    assert a.equals(b).tolist() == [x == y for x, y in pairs]


def test_quotients_are_compared_exactly() -> None:
    """1/3 and a decimal that float64 cannot tell from it."""
    third = ratio(fixed(1), fixed(3))
    assert compared(np.greater, third, fixed("0.33333333333333333333")).all()
    assert compared(np.equal, third, ratio(fixed(7), fixed(21))).all()
    assert third.numerator.scaled.tolist() == [1]


@given(columns(), columns(), columns(above_zero=True), st.lists(st.booleans(), min_size=4, max_size=4))
def test_choices(a: Fixed, b: Fixed, c: Fixed, condition: list[bool]) -> None:
    mask = np.array(condition)
    assert values(where(mask, a, b)) == [
        x if yes else y for yes, x, y in zip(condition, values(a), values(b), strict=True)
    ]
    for left, right in ((a, b), (ratio(a, c), b), (a, ratio(b, c)), (share(a, c), share(b, c))):
        expected = [x if yes else y for yes, x, y in zip(condition, values(left), values(right), strict=True)]
        assert values(chosen(mask, left, right)) == expected


# As written


def test_more_places_than_declared() -> None:
    with pytest.raises(ValueError, match="more than 2 decimals"):
        fixed("0.125", decimals=2)


def test_columns_of_other_shapes() -> None:
    grid = fixed("1", "2", "3", "4.5", shape=(2, 2))
    assert grid.shape == (2, 2)
    assert grid.at((slice(None), 0)).texts() == ["1.0", "3.0"]
    assert grid.between == (Fraction(1), Fraction(9, 2))
    assert (grid + fixed("0.5", shape=())).texts() == ["1.5", "2.5", "3.5", "5.0"]


def test_tighter_bounds() -> None:
    assert fixed("3", "70000").within(0, 5).high == 5
    wide = column(np.array([3, 4], dtype=object), 0, 0, 10**30)
    assert values(wide.within(0, 9) + ONE) == [4, 5]
