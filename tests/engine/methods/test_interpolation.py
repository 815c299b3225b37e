from fractions import Fraction
from itertools import pairwise, product

import pytest
from exact import by_fraction, columns, constants, values
from hypothesis import given
from hypothesis import strategies as st

from engine.fixed import Fixed, fixed, rounded
from engine.methods.interpolation import interpolation
from engine.methods.registry import Node
from engine.rounding import Rounding


@st.composite
def corners(draw: st.DrawFn) -> list[Node]:
    """Two to four corners in two scenarios, strictly rising in each."""
    at = draw(constants())
    found = [Node(at, draw(constants()))]
    for _ in range(draw(st.integers(1, 3))):
        at = at + draw(constants(above_zero=True))
        found.append(Node(at, draw(constants())))
    return found


def on_the_line(value: Fraction, through: list[tuple[Fraction, Fraction]]) -> Fraction:
    if value <= through[0][0]:
        return through[0][1]
    for (left, low), (right, high) in pairwise(through):
        if value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return through[-1][1]


@given(constants(), columns(), corners())
def test_between_the_neighbours(points: Fixed, value: Fixed, through: list[Node]) -> None:
    plain = [[(values(node.at)[scenario], values(node.earns)[scenario]) for node in through] for scenario in range(2)]
    expected = [on_the_line(each, nodes) for nodes, each in product(plain, values(value))]
    earned = interpolation(points, value, through)
    assert values(earned) == expected
    assert values(rounded(earned, 2)) == [by_fraction(each, 2, Rounding.HALF_UP) for each in expected]


@pytest.mark.parametrize(
    ("value", "earned"),
    [
        ("-5", "0.00"),
        ("0", "0.00"),
        ("3.3", "2.64"),
        ("10", "8.00"),
        ("10.01", "8.01"),  # 8.00666…
        ("16", "12.00"),
        ("16.01", "12.00"),
    ],
)
def test_examples(value: str, earned: str) -> None:
    through = [Node(fixed(at), fixed(earns)) for at, earns in (("0", "0"), ("10", "8"), ("16", "12"))]
    assert rounded(interpolation(fixed("12"), fixed(value), through), 2).texts() == [earned]


def test_lines_may_fall_and_go_below_zero() -> None:
    through = [Node(fixed("0"), fixed("5")), Node(fixed("4"), fixed("-1"))]
    assert rounded(interpolation(fixed("5"), fixed("0", "1", "3.75"), through), 2).texts() == ["5.00", "3.50", "-0.63"]
