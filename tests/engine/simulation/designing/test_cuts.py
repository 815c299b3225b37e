"""Cuts for wished shares, by hand and against the official path: each cut is tried from both sides of its interval."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from building import county, decided, each, scheme
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated import ready

from engine.data import Data
from engine.decision import Decisions
from engine.history import History
from engine.period import Period
from engine.preparation import Inputs, prepare
from engine.ruleset import Ruleset
from engine.simulation.designing.cuts import Choice, Cut, Limit, cuts_for
from engine.simulation.designing.grading import Grading
from engine.simulation.designing.interval import Interval
from engine.simulation.designing.nearness import Near, Nearness

PARTS = {
    "measures": "{分: {unit: 分, decimals: 2, between: [0, 100]}, 件: {unit: 件, between: [0, 9]}}",
    "adjustments": "[{name: 否决, when: 件 > 0, grade_at_most: 一般, source: 文}]",
}
DATA = county(分="98 95 95 91 88 84 80 76 71 60", 件="1 0 0 0 0 0 0 0 0 0")
"""甲, who is first, may have 一般 at most."""


def cuts(wishes: Mapping[str, int | Fraction], decisions: Decisions | None = None, margin: str = "0") -> list[Cut]:
    grading = Grading.of(ready(DATA, decisions, **PARTS))
    return list(cuts_for(grading, {grade: Fraction(wish) for grade, wish in wishes.items()}, Decimal(margin)))


def between(low: str | None, high: str | None, closed: bool = True) -> Interval:
    return Interval(None if low is None else Decimal(low), None if high is None else Decimal(high), closed)


def test_the_cuts_as_they_are() -> None:
    good, better, plain = cuts({}, margin="2")
    assert good == Cut(
        grade="好",
        before=Decimal(90),
        cut=Decimal(90),
        wished=None,
        had=3,
        count=3,
        choices=(),
        limits=(),
        interval=between("88", "91"),
        near=Nearness(
            above=Near(("丁",), Decimal("1.00")),
            below=Near(("戊",), Decimal("2.00")),
            within=("丁", "戊"),
            held=(),
        ),
    )
    assert (better.count, better.interval, better.near.within) == (3, between("76", "80"), ("庚",))
    # 甲 has 一般 because of its veto; a unit at the cut reaches it.
    assert (plain.count, plain.interval, plain.near.above, plain.near.below) == (
        3,
        between("60", "71"),
        Near(("壬",), Decimal("1.00")),
        Near(("癸",), Decimal("10.00")),
    )


def test_a_wish_that_the_present_cut_meets_leaves_it() -> None:
    found = cuts({"好": 3, "较好": 3, "一般": 3})
    assert [(each.cut, each.met) for each in found] == [(90, True), (80, True), (70, True)]
    assert found[2].choices == (Choice(3, between("60", "71")),)


def test_equal_totals_are_passed_together() -> None:
    exact, *_ = cuts({"好": 2})
    assert (exact.cut, exact.count, exact.choices) == (93, 2, (Choice(2, between("91", "95")),))
    # One of the two cannot be had: nobody and both are equally near, so that the smaller number is taken. That 甲
    # passes the cut or not makes no difference.
    neither, better, _ = cuts({"好": 1})
    assert neither.choices == (Choice(0, between("95", None, closed=False)), Choice(2, between("91", "95")))
    assert (neither.cut, neither.count, neither.met) == (96, 0, False)
    assert better.count == 6


def test_a_share_need_not_be_a_whole_number() -> None:
    found, *_ = cuts({"好": Fraction(27, 10)})
    assert [choice.count for choice in found.choices] == [2, 3]
    assert (found.count, found.cut, found.wished) == (3, 90, Fraction(27, 10))


def test_no_cut_passes_one_that_stays() -> None:
    found, better, _ = cuts({"好": 10})
    assert found.choices == (Choice(5, between("80", "84")),)
    assert (found.cut, found.count, better.cut, better.count) == (82, 5, 80, 1)
    # Where the next is free too, it makes room, and those above are settled first.
    found, better, _ = cuts({"好": 6, "较好": 1})
    assert (found.cut, found.count, found.met) == (78, 6, True)
    assert (better.choices, better.cut, better.count) == (
        (Choice(1, between("71", "76")),),
        Decimal(74),
        1,
    )


def test_the_cuts_beside_it_limit_what_can_be_had() -> None:
    """好 can go down to 80 and no further; there are five units above, and 己 has 84."""
    good, *_ = cuts({"好": 10})
    assert good.limits == (Limit("较好", Decimal(80)),)
    # 较好 has units from 90 down to 70.
    _, better, _ = cuts({"较好": 10})
    assert (better.count, better.limits) == (5, (Limit("好", Decimal(90)), Limit("一般", Decimal(70))))
    # Who is wished to be 好 is no limit for 较好, and below the last cut nothing limits it.
    *_, plain = cuts({"好": 3, "较好": 0, "一般": 7})
    assert (plain.count, plain.limits) == (7, ())
    _, better, plain = cuts({"较好": 2, "一般": 8})
    assert (better.count, plain.count, plain.limits) == (2, 5, ())


def test_no_cut_limits_a_wish_that_lies_between_what_can_be_had() -> None:
    neither, *_ = cuts({"好": 1})
    assert (neither.met, neither.limits) == (False, ())


@pytest.mark.parametrize(("wish", "limits"), [("5.5", ()), ("5.6", (Limit("较好", Decimal(80)),))])
def test_a_cut_limits_only_what_could_be_met_more_nearly_without_it(wish: str, limits: tuple[Limit, ...]) -> None:
    good, *_ = cuts({"好": Fraction(wish)})
    assert (good.count, good.limits) == (5, limits)
    # Of 较好 there are five between 70 and 90; beyond 70 is one more, beyond 90 one, and then two with equal totals.
    _, better, _ = cuts({"较好": Fraction(wish)})
    assert better.count == 5
    assert better.limits == ((Limit("好", Decimal(90)), Limit("一般", Decimal(70))) if limits else ())


def test_a_limit_is_one_only_if_somebody_could_have_the_grade_beyond_it() -> None:
    """乙, who is below the cut of 较好, may have 一般 at most: it does not keep anybody from 好."""
    grading = Grading.of(ready(county(分="95 79", 件="0 1"), **PARTS))
    good, *_ = cuts_for(grading, {"好": Fraction(2)}, Decimal(0))
    assert (good.count, good.limits) == (1, ())


def test_a_grade_withheld_by_a_decision_is_not_had() -> None:
    withheld = decided({"grades/好/乙": "withhold"})
    good, better, _ = cuts({}, withheld)
    assert (good.count, better.count) == (2, 4)
    two, *_ = cuts({"好": 1}, withheld)
    assert two.choices == (Choice(1, between("91", "95")),)


def test_the_last_unit_can_be_left_out_and_all_be_taken_in() -> None:
    *_, all_in = cuts({"一般": 4})
    assert (all_in.cut, all_in.choices) == (Decimal(60), (Choice(4, between(None, "60")),))
    *_, none = cuts({"一般": 0})
    # 甲 has it whatever the cut is.
    assert (none.count, none.cut, none.choices) == (1, Decimal(78), (Choice(1, between("76", "80", closed=False)),))


@cache
def beginning_at(cut: Decimal) -> Ruleset:
    """The scheme in which 好 begins at a cut."""
    grades = f"""
- {{grade: 好, from: {cut}, may: true, source: 文}}
- {{grade: 较好, from: 20, source: 文}}
- {{grade: 一般, from: 10, source: 文}}
- {{grade: 较差, source: 文}}
"""
    return scheme(**PARTS, grades=grades)


def officially(data: Data, cut: Decimal) -> Counter[str]:
    """How many units have each grade if 好 begins at a cut, by the official path."""
    return Counter(each("grade", beginning_at(cut), data).values())


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.integers(21, 45), st.sampled_from("0001")), min_size=1, max_size=7),
    st.fractions(0, 7, max_denominator=4),
)
def test_no_other_cut_is_nearer(units: list[tuple[int, str]], wish: Fraction) -> None:
    data = county(分=[str(total) for total, _ in units], 件=[count for _, count in units])
    period = Period.parse("2016")
    start = prepare(Inputs(beginning_at(Decimal(30)), data, History(), Decisions(), period))
    found = cuts_for(Grading.of(start), {"好": wish}, Decimal(0))[0]
    every = {Decimal(cut): officially(data, Decimal(cut)) for cut in range(21, 47)}
    expected = officially(data, found.cut)
    assert found.count == expected["好"]
    assert abs(found.count - wish) == min(abs(counts["好"] - wish) for counts in every.values())
    assert all(counts == expected for cut, counts in every.items() if cut in found.interval)
    low, high = found.interval.low, found.interval.high
    if low is not None and low >= 21:
        assert officially(data, low) != expected
    if high is not None and high < 46:
        assert officially(data, high + Decimal("0.01")) != expected
