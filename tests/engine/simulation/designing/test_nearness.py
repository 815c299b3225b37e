"""Who is near a cut, by hand."""

from decimal import Decimal
from functools import cache

from building import county, decided, each, scheme
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated import ready

from engine.decision import Decisions
from engine.ruleset import Ruleset
from engine.simulation.designing.grading import Grading
from engine.simulation.designing.nearness import Near, Nearness, nearness

PARTS = {
    "measures": "{分: {unit: 分, decimals: 2, between: [0, 100]}, 件: {unit: 件, between: [0, 9]}}",
    "adjustments": "[{name: 否决, when: 件 > 0, grade_at_most: 一般, source: 文}]",
}
"""Who has a case may have 一般 at most."""


def near(cells: str, cases: str, code: int, margin: str, decisions: Decisions | None = None) -> Nearness:
    grading = Grading.of(ready(county(分=cells, 件=cases), decisions, **PARTS))
    return nearness(grading, code, grading.cuts, Decimal(margin))


def test_only_those_whose_grade_hangs_on_a_cut_are_near_it() -> None:
    """甲 and 丙, who are nearest on both sides, may have 一般 at most; 戊 is 较好 already."""
    good = near("90.1 92 89.9 85 80", "1 0 1 0 0", 0, "2")
    assert (good.above, good.below) == (Near(("乙",), Decimal("2.00")), Near(("丁",), Decimal("5.00")))
    assert (good.within, good.held) == (("乙",), ("甲", "丙"))
    # Those who are further away than who is named, and not within the margin, are not said to be left out.
    good = near("92 90.1 89.9 85 84", "1 0 0 1 0", 0, "1")
    assert (good.within, good.held) == (("乙", "丙"), ())


def test_where_nobody_is_left_all_in_the_room_of_the_cut_are_told() -> None:
    good = near("95 85", "1 1", 0, "0")
    assert (good.above, good.below, good.held) == (None, None, ("甲", "乙"))
    # From 80 to 90 the veto lowers 乙 either way, and 甲 is above the room of the cut.
    better = near("95 85", "1 1", 1, "0")
    assert (better.above, better.below, better.held) == (None, None, ("乙",))
    # 一般 they would lose only below its cut, which does not pass 80.
    plain = near("95 85", "1 1", 2, "30")
    assert (plain.above, plain.within, plain.held) == (None, (), ())


def test_who_is_beyond_the_next_cut_is_not_near() -> None:
    """A cut does not pass the next: 甲 is 好 wherever 较好 begins below 90."""
    better = near("90.5 79 69.5", "0 0 0", 1, "11")
    assert (better.above, better.below) == (None, Near(("乙",), Decimal("1.00")))
    assert (better.within, better.held) == (("乙",), ())


def test_who_has_a_grade_withheld_is_not_near_its_cut() -> None:
    good = near("90 91 89", "0 0 0", 0, "1", decided({"grades/好/甲": "withhold"}))
    assert (good.above, good.below) == (Near(("乙",), Decimal("1.00")), Near(("丙",), Decimal("1.00")))
    assert (good.within, good.held) == (("乙", "丙"), ("甲",))


def grades(cut: Decimal) -> str:
    """好 begins at a cut, 较好 at 20."""
    return (
        f"[{{grade: 好, from: {cut}, may: true, source: 文}}, {{grade: 较好, from: 20, source: 文}},"
        " {grade: 一般, from: 10, source: 文}, {grade: 较差, source: 文}]"
    )


@cache
def beginning_at(cut: Decimal) -> Ruleset:
    return scheme(**PARTS, grades=grades(cut))


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(15, 30), st.sampled_from("001")), min_size=1, max_size=7), st.booleans())
def test_officially_the_grade_of_a_unit_changes_as_the_cut_passes_its_total(
    units: list[tuple[int, str]], withheld: bool
) -> None:
    """甲 may have 好 withheld; a unit is near just if the official path gives it another grade beyond its total."""
    data = county(分=[str(total) for total, _ in units], 件=[cases for _, cases in units])
    decisions = decided({"grades/好/甲": "withhold"} if withheld else {})
    grading = Grading.of(ready(data, decisions, **PARTS, grades=grades(Decimal(25))))
    changing = []
    for unit, total in zip(grading.units, grading.totals, strict=True):
        at, beyond = (
            each("grade", beginning_at(cut), data, decisions=decisions, hypothetical=True)[unit]
            for cut in (max(total, Decimal("20.01")), max(total, Decimal(20)) + Decimal("0.01"))
        )
        if at != beyond:
            changing.append(unit)
    assert nearness(grading, 0, grading.cuts, Decimal(100)).within == tuple(changing)
