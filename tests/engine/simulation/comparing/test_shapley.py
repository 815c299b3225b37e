"""Shapley values against the mean over all orders, reckoned order by order, and their laws."""

from fractions import Fraction
from itertools import permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.simulation.comparing.shapley import Split, adding_up, exact, shapley


def by_orders(values: list[int], steps: int) -> list[Fraction]:
    """What each step moves, summed over all orders in which the steps can be taken, divided by their number."""
    moved = [0] * steps
    for order in permutations(range(steps)):
        mask = 0
        for step in order:
            moved[step] += values[mask | 1 << step] - values[mask]
            mask |= 1 << step
    return [Fraction(each, factorial(steps)) for each in moved]


@st.composite
def games(draw: st.DrawFn, most: int = 4) -> tuple[list[int], int]:
    steps = draw(st.integers(1, most))
    size = 1 << steps
    return draw(st.lists(st.integers(-(10**6), 10**6), min_size=size, max_size=size)), steps


def values_of(values: list[int], steps: int) -> list[Fraction]:
    return [Fraction(int(each), factorial(steps)) for each in shapley(np.array(values), steps)]


def test_the_gloves_by_hand() -> None:
    """One left glove (0), two right ones (1, 2): a pair is worth 1. The left one gets 2/3, the right ones 1/6 each."""
    assert values_of([0, 0, 0, 1, 0, 1, 0, 1], 3) == [Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)]


@given(games())
def test_the_mean_over_all_orders(game: tuple[list[int], int]) -> None:
    assert values_of(*game) == by_orders(*game)


@given(games(6))
def test_they_sum_to_the_whole(game: tuple[list[int], int]) -> None:
    values, steps = game
    assert sum(values_of(values, steps)) == values[-1] - values[0]


@given(games(), st.data())
def test_steps_that_do_the_same_get_the_same(game: tuple[list[int], int], data: st.DataObject) -> None:
    """Values that hang on how many of the first two steps are taken, not on which."""
    values, steps = game
    if steps < 2:
        return
    alike = [values[mask] if mask & 3 != 2 else values[mask ^ 3] for mask in range(len(values))]
    first, second, *_ = values_of(alike, steps)
    assert first == second


@given(games(), st.integers(-5, 5))
def test_a_step_that_always_moves_the_same_gets_that(game: tuple[list[int], int], moved: int) -> None:
    """Also nothing, where it never moves anything."""
    values, steps = game
    more = [*values, *(value + moved for value in values)]
    assert values_of(more, steps + 1) == [*values_of(values, steps), moved]


def test_many_columns_at_once_and_numbers_beyond_64_bits() -> None:
    values = np.array([[0, 10**18], [6, 0], [0, 0], [6, 10**18 * 2]], dtype=object)
    assert shapley(values, 2).tolist() == [[12, 10**18], [0, 10**18]]
    assert shapley(np.zeros((1, 3), dtype=np.int64), 0).shape == (0, 3)


def test_ten_steps() -> None:
    """Each step moves its own number; the last two together 7 more, half of it each."""
    values = [sum(1 << step for step in range(10) if mask >> step & 1) + 7 * (mask >> 8 == 3) for mask in range(1024)]
    assert values_of(values, 10) == [*(1 << step for step in range(8)), 256 + Fraction(7, 2), 512 + Fraction(7, 2)]


def test_a_split_sums_or_is_none() -> None:
    third = Fraction(1, 3)
    split = Split(Fraction(1), (Fraction(1), Fraction(0), Fraction(0)), (third, third, third))
    assert (split.parts, split.moves) == ((third, third, third), True)
    assert split.as_plain() == {"whole": "1", "stated": ["1", "0", "0"], "shapley": ["1/3", "1/3", "1/3"]}
    assert Split(Fraction(0), (Fraction(2), Fraction(-2)), None).moves
    with pytest.raises(AssertionError):
        Split(Fraction(1), (Fraction(1),), (third,))


@given(st.lists(st.fractions(-1000, 1000, max_denominator=720), min_size=1, max_size=8))
def test_written_parts_add_up(parts: list[Fraction]) -> None:
    parts = [*parts, Fraction(round(sum(parts)), 1) - sum(parts)]
    texts = adding_up(parts, 2)
    assert sum(map(Fraction, texts)) == sum(parts)
    assert all(abs(Fraction(text) - part) < Fraction(1, 100) for text, part in zip(texts, parts, strict=True))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-1/8", "-0.125"),
        ("1/1000", "0.001"),
        ("3", "3"),
        ("-20/3", "-20/3"),
        ("1/720", "1/720"),
        ("7/250", "0.028"),
    ],
)
def test_exact_texts(value: str, text: str) -> None:
    assert exact(Fraction(value)) == text
