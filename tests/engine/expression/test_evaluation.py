"""Expressions on columns, where each element may be unknown; numbers are held against fractions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expression import Expression, parse
from engine.expression.evaluation import (
    Numbers,
    Texts,
    Truth,
    Value,
    all_of,
    any_of,
    both_known,
    condition,
    evaluate,
    numbers,
)
from engine.fixed import Ratio, as_ratio, fixed

Plain = Decimal | bool | str | None


@dataclass(frozen=True)
class Names:
    """A scope of columns."""

    values: Mapping[str, Value]

    def value(self, node: Expression) -> Value:
        return self.values[str(node)]


def column(values: list[Any]) -> Value:
    """A column of plain values; None is unknown."""
    known = np.array([value is not None for value in values], dtype=np.bool_)
    if any(isinstance(value, bool) for value in values):
        true = np.array([value is True for value in values], dtype=np.bool_)
        return Truth(true, known & ~true)
    if any(isinstance(value, str) for value in values):
        vocabulary = tuple(dict.fromkeys(value for value in values if value is not None))
        codes = np.array([0 if value is None else vocabulary.index(value) for value in values])
        return Texts(codes, vocabulary, known)
    return Numbers(fixed(*(Decimal(0) if value is None else Decimal(value) for value in values)), known)


def found(text: str, **values: list[Any]) -> list[Any]:
    """What an expression comes to: Fractions, True, False; None where unknown."""
    value = evaluate(parse(text), Names({name: column(cells) for name, cells in values.items()}))
    count = max((len(cells) for cells in values.values()), default=1)
    match value:
        case Numbers(values=exact, known=known):
            ratio = as_ratio(exact)
            tops, bottoms = (np.broadcast_to(each.scaled, (count,)) for each in (ratio.numerator, ratio.denominator))
            unit = Fraction(10) ** (ratio.denominator.decimals - ratio.numerator.decimals)
            assert all(bottom > 0 for bottom in bottoms)
            sure = np.broadcast_to(True if known is None else known, (count,))
            return [
                Fraction(int(top), int(bottom)) * unit if is_known else None
                for top, bottom, is_known in zip(tops, bottoms, sure, strict=True)
            ]
        case Truth(true=true, false=false):
            assert not (true & false).any()
            both = zip(np.broadcast_to(true, (count,)), np.broadcast_to(false, (count,)), strict=True)
            return [True if is_true else False if is_false else None for is_true, is_false in both]
        case Texts(codes=codes, vocabulary=vocabulary):
            return [vocabulary[code] for code in np.broadcast_to(codes, (count,))]


THREE: list[bool | None] = [True, False, None]


def kleene_and(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if None in (one, other) else True


def kleene_not(one: bool | None) -> bool | None:
    return None if one is None else not one


def test_kleenes_tables() -> None:
    pairs = list(product(THREE, THREE))
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    left.append(True)
    right.append(True)  # so that each column holds a condition
    both = list(zip(left, right, strict=True))
    assert found("a and b", a=left, b=right) == [kleene_and(*pair) for pair in both]
    negated = [(kleene_not(one), kleene_not(other)) for one, other in both]
    assert found("a or b", a=left, b=right) == [kleene_not(kleene_and(*pair)) for pair in negated]
    assert found("not a", a=THREE) == [False, True, None]
    equal = [None if None in pair else pair[0] == pair[1] for pair in both]
    assert found("a == b", a=left, b=right) == equal
    assert found("a != b", a=left, b=right) == [kleene_not(each) for each in equal]


@given(st.lists(st.tuples(*[st.sampled_from(THREE)] * 3), min_size=1, max_size=8))
def test_de_morgan(rows: list[tuple[bool | None, ...]]) -> None:
    a, b, c = ([row[at] for row in rows] + [True] for at in range(3))
    assert found("not (a and b and c)", a=a, b=b, c=c) == found("not a or not b or not c", a=a, b=b, c=c)
    assert found("a and (b or c)", a=a, b=b, c=c) == found("a and b or a and c", a=a, b=b, c=c)


cells = st.one_of(st.none(), st.decimals(-50, 50, places=2))
COMPARED = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
COMPUTED = {
    "a + b": lambda a, b: a + b,
    "a - b": lambda a, b: a - b,
    "a * b": lambda a, b: a * b,
    "a / b": lambda a, b: a / b,
    "-a / b": lambda a, b: -a / b,
    "-(a / b)": lambda a, b: -(a / b),
    "abs(a / b)": lambda a, b: abs(a / b),
    "a / b * a": lambda a, b: a / b * a,
    "a * (a / b)": lambda a, b: a * (a / b),
    "a / (a / b)": lambda a, b: a / (a / b),
    "a / b / (b / 3)": lambda a, b: a / b / (b / 3),
    "min(a, b, 1.5)": lambda a, b: min(a, b, Fraction(3, 2)),
    "max(-a, b)": lambda a, b: max(-a, b),
    "abs(a - b)": lambda a, b: abs(a - b),
    "-a": lambda a, b: -a + 0 * b,
}


def known(compute: Any, a: Decimal | None, b: Decimal | None) -> Any:
    """What plain fractions give; unknown where an operand is, or a divisor is zero."""
    if a is None or b is None:
        return None
    try:
        return compute(Fraction(a), Fraction(b))
    except ZeroDivisionError:
        return None


@pytest.mark.parametrize("text", [text for text in COMPUTED if text != "-a"])
@given(rows=st.lists(st.tuples(cells, cells), min_size=1, max_size=6))
def test_arithmetic_is_that_of_fractions(text: str, rows: list[tuple[Decimal | None, Decimal | None]]) -> None:
    a, b = ([row[side] for row in rows] for side in (0, 1))
    assert found(text, a=a, b=b) == [known(COMPUTED[text], *row) for row in rows]


@pytest.mark.parametrize("sign", list(COMPARED))
@given(rows=st.lists(st.tuples(cells, cells), min_size=1, max_size=6))
def test_comparisons_of_numbers_and_quotients(sign: str, rows: list[tuple[Decimal | None, Decimal | None]]) -> None:
    a, b = ([row[side] for row in rows] for side in (0, 1))
    compare: Any = COMPARED[sign]
    assert found(f"a {sign} b", a=a, b=b) == [known(compare, *row) for row in rows]
    assert found(f"a / b {sign} b / 7", a=a, b=b) == [known(lambda a, b: compare(a / b, b / 7), *row) for row in rows]


def test_division_by_zero_is_unknown_also_by_a_quotient() -> None:
    assert found("1 / a", a=[Decimal(0), Decimal(4), Decimal(-4)]) == [None, Fraction(1, 4), Fraction(-1, 4)]
    assert found("1 / (a / 3)", a=[Decimal(0), Decimal(-4)]) == [None, Fraction(-3, 4)]
    assert found("1 / a > 0 or a == 0", a=[Decimal(0), Decimal(-1)]) == [True, False]
    assert found("1 / a > 0 and a == 0", a=[Decimal(0), Decimal(-1)]) == [None, False]


def test_texts_of_different_vocabularies() -> None:
    one, other = ["山", "川", "丘", None], ["川", "川", "山", "山"]
    assert found("a == b", a=one, b=other) == [False, True, False, None]
    assert found("a != b", a=one, b=other) == [True, False, True, None]
    assert found("a == '川'", a=one) == [False, True, False, None]
    assert found("'原' == a", a=one) == [False, False, False, None]
    assert found("a in ('川', '原', \"丘\")", a=one) == [False, True, True, None]
    assert found("a", a=["山", "川"]) == ["山", "川"]


def test_membership_of_numbers_and_of_what_may_be_unknown() -> None:
    assert found("a in (1, 2.50)", a=[Decimal(1), Decimal("2.5"), Decimal(2), None]) == [True, True, False, None]
    a, b = [Decimal(1), Decimal(2)], [None, Decimal(1)]
    assert found("a in (b, 1)", a=a, b=b) == [True, False]
    assert found("a in (b, 2)", a=[Decimal(1), Decimal(2)], b=[None, None]) == [None, True]


def test_dates_are_compared_as_days() -> None:
    day = Decimal(date(2016, 3, 15).toordinal())
    assert found("d == 2016-03-15", d=[day, day + 1]) == [True, False]
    assert found("d <= 2016-03-15 and d > 2016-02-29", d=[day, day + 1, None]) == [True, False, None]


def test_a_place_in_a_vocabulary() -> None:
    texts = Texts(np.array([0, 1, 0]), ("山", "川"))
    assert texts.where("山").tolist() == [True, False, True]
    assert texts.where("原").tolist() == [False, False, False]


def test_constants_need_no_units() -> None:
    assert found("5% + 1 > 2") == [True]
    assert found("2 / 3 * 6") == [Fraction(4)]


def test_what_is_known_of_several() -> None:
    mask = np.array([True, False])
    assert both_known(None, None) is None
    assert both_known(None, mask) is mask
    both = both_known(mask, np.array([True, True]))
    assert both is not None
    assert both.tolist() == [True, False]


def test_one_condition_alone() -> None:
    truth = Truth(np.array([True]), np.array([False]))
    for combined in (all_of([truth]), any_of([truth])):
        assert (combined.true.tolist(), combined.false.tolist()) == ([True], [False])


def test_a_number_is_no_condition_and_the_other_way_round() -> None:
    scope = Names({"a": column([Decimal(1)])})
    with pytest.raises(AssertionError):
        condition(parse("a"), scope)
    with pytest.raises(AssertionError):
        numbers(parse("a > 1"), scope)
    with pytest.raises(TypeError):
        evaluate(Expression(), scope)


def test_quotients_stay_exact() -> None:
    value = evaluate(parse("a / 3"), Names({"a": column([Decimal(1)])}))
    assert isinstance(value, Numbers)
    assert isinstance(value.values, Ratio)
