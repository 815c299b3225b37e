"""Design: what is wanted put together, and refused where it cannot be."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from building import county, refusal
from simulated import ready

from engine.problem import Problems
from engine.simulation.designing.design import Design, Wanted, Wish, design
from engine.simulation.designing.trying import Range

PRIZES = "[{name: 奖, winners: 3, amount: 5000, among: grade == '好', source: 文}]"
CYCLE = ready(county(分="98 95 91 85 80 76"), prizes=PRIZES)


def share(grade: str, percent: int) -> Wish:
    return Wish(grade, Fraction(percent, 100), share=True)


def test_grades_and_money_before_and_after() -> None:
    found = design(CYCLE, Wanted((share("好", 33), share("较好", 50)), budget=Decimal(10000)))
    # 33 % of 6 are 1.98, so 2 of them: the cut between 91 and 95; then 3 down to 80.
    assert [(each.cut, each.count) for each in found.cuts] == [(93, 2), (80, 3), (70, 1)]
    assert (found.before.counts, found.before.money) == ((3, 2, 1, 0), 15000)
    assert (found.after.counts, found.after.money) == ((2, 3, 1, 0), 10000)
    assert (found.up, found.down) == (0, 1)
    assert found.budget is not None
    assert found.budget.prizes[0].in_proportion == Decimal(3300)
    assert found.trials == ()


def test_a_wish_may_be_a_number_of_units() -> None:
    found = design(CYCLE, Wanted((Wish("好", Fraction(4), share=False),)))
    assert (found.cuts[0].cut, found.cuts[0].count, found.up) == (83, 4, 1)


def test_what_is_tried_has_the_cuts_as_they_are() -> None:
    wanted = Wanted((share("好", 33),), ranges=(Range("grades.较好.from", Decimal(75), Decimal(80), Decimal(5)),))
    assert [each.counts for each in design(CYCLE, wanted).trials[0].stretches] == [(3, 3, 0, 0), (3, 2, 1, 0)]


def test_totals_alone_are_enough_for_cuts() -> None:
    cycle = ready(county(分="0 0"), totals={"甲": "95.5", "乙": "88"})
    assert [each.count for each in design(cycle, Wanted()).cuts] == [1, 1, 0]


BONUS = "- {name: 加, when: 分 > 0, bonus: 1, source: 文}"


@pytest.mark.parametrize(
    ("parts", "most", "beyond"),
    [
        ({}, 100, [("好", 101)]),
        ({"scoring": "{full_marks: 100, total: {between: [0, '100.5']}}"}, 100, [("好", 101)]),
        ({"scoring": "{full_marks: 100, total: {between: [0, 98]}}"}, 98, [("好", 99)]),
        ({"adjustments": BONUS}, None, []),
        ({"adjustments": BONUS, "scoring": "{full_marks: 100, total: {between: [0, 105]}}"}, 105, []),
        ({"adjustments": BONUS, "scoring": "{full_marks: 100, bonuses: {at_most: 1}}"}, 101, [("好", 102)]),
    ],
)
def test_a_cut_above_what_totals_can_be(parts: dict[str, str], most: int | None, beyond: list[tuple[str, int]]) -> None:
    """Nobody is to be 好 though one unit has full marks: its cut lies above them."""
    found = design(ready(county(分="100 91"), **parts), Wanted((Wish("好", Fraction(0), share=False),)))
    assert found.most == most
    assert [(each.grade, each.cut) for each in found.beyond] == beyond
    assert found.as_plain()["highest_total"] == (None if most is None else str(most))


def test_a_cut_below_what_totals_can_be_that_nobody_reaches() -> None:
    found = design(CYCLE, Wanted((Wish("好", Fraction(0), share=False),)))
    assert (found.cuts[0].cut, found.cuts[0].near.above, found.beyond) == (99, None, ())


@pytest.mark.parametrize(
    ("wishes", "code", "mend"),
    [
        ((share("较差", 10),), "simulate-grade", None),
        ((share("很好", 10),), "simulate-grade", "Did you mean 好?"),
        ((share("好", 10), share("好", 20)), "simulate-grade", None),
        ((share("好", 60), share("较好", 60)), "simulate-wishes", None),
        ((Wish("好", Fraction(7), share=False),), "simulate-wish", "Write 好=7% if a share is meant."),
        ((Wish("好", Fraction(100), share=False),), "simulate-wish", "Write 好=100% if a share is meant."),
        ((Wish("好", Fraction(101), share=False),), "simulate-wish", None),
        ((share("好", 101),), "simulate-wish", None),
    ],
)
def test_wishes_that_cannot_be(wishes: tuple[Wish, ...], code: str, mend: str | None) -> None:
    with pytest.raises(Problems) as caught:
        design(CYCLE, Wanted(wishes))
    assert [(each[0], each[5]) for each in refusal(caught)] == [(code, mend)]


def test_all_that_is_wrong_is_told_at_once() -> None:
    span = Range("grades.好.form", Decimal(85), Decimal(95), Decimal(5))
    wrong = Range("grades.较好.from", Decimal(95), Decimal(96), Decimal(1))
    wishes = (Wish("好", Fraction(30), share=False), share("较好", 150), share("很好", 10))
    with pytest.raises(Problems) as caught:
        design(ready(county(分="98 95")), Wanted(wishes, budget=Decimal(1), ranges=(span, wrong)))
    assert refusal(caught) == [
        (
            "simulate-wish",
            "grades.好",
            "More are wished to have the grade than there are.",
            "30",
            "no more than 2",
            "Write 好=30% if a share is meant.",
        ),
        (
            "simulate-wish",
            "grades.较好",
            "More are wished to have the grade than there are.",
            "150%",
            "no more than 100%",
            None,
        ),
        ("simulate-grade", "grades.很好", "The ruleset has no grade 很好.", "很好", None, "Did you mean 好?"),
        ("simulate-no-prizes", "prizes", "The ruleset has no prizes that could meet a budget.", None, None, None),
        (
            "simulate-path",
            "grades.好.form",
            "Nothing with the path grades.好.form is a number that can be tried.",
            "grades.好.form",
            None,
            "Did you mean grades.好.from?",
        ),
        (
            "grade-order",
            "grades.较好.from = 95 grades.较好.from",
            "The grades do not fall.",
            "95",
            "less than 90",
            None,
        ),
    ]


def test_together_no_more_than_all_are_wished_for() -> None:
    with pytest.raises(Problems) as caught:
        design(CYCLE, Wanted((share("好", 60), Wish("较好", Fraction(3), share=False))))
    assert refusal(caught) == [
        (
            "simulate-wishes",
            "grades",
            "The wishes together come to more units than there are.",
            "6.6",
            "no more than 6",
            None,
        )
    ]


def test_a_budget_takes_prizes() -> None:
    with pytest.raises(Problems) as caught:
        design(ready(county(分="98")), Wanted(budget=Decimal(1)))
    assert [each[0] for each in refusal(caught)] == ["simulate-no-prizes"]


def test_nothing_is_designed_for_nobody() -> None:
    with pytest.raises(Problems) as caught:
        design(ready(county(分="")), Wanted(ranges=(Range("a", Decimal(1), Decimal(1), Decimal(1)),)))
    assert [each[0] for each in refusal(caught)] == ["simulate-no-units"]


def test_findings_are_plain() -> None:
    wanted = Wanted(
        (share("好", 33),),
        budget=Decimal(10000),
        ranges=(Range("grades.较好.from", Decimal(75), Decimal(80), Decimal(5)),),
    )
    found: Design = design(CYCLE, wanted)
    plain = json.loads(json.dumps(found.as_plain()))
    assert plain["analysis"] == "design"
    assert plain["cuts"][0] == {
        "grade": "好",
        "cut_before": "90",
        "cut": "93",
        "wished_units": "99/50",
        "units_before": 3,
        "units": 2,
        "choices": [
            {"units": 1, "cuts": {"above": "95.00", "up_to": "98.00"}},
            {"units": 2, "cuts": {"above": "91.00", "up_to": "95.00"}},
        ],
        "limited_by": [],
        "same_grades": {"above": "91.00", "up_to": "95.00"},
        "nearest_above": {"units": ["乙"], "distance": "2.00"},
        "nearest_below": {"units": ["丙"], "distance": "2.00"},
        "within": [],
        "same_grade_on_both_sides": [],
    }
    assert plain["after"] == {"units_by_grade": {"好": 2, "较好": 3, "一般": 1, "较差": 0}, "prize_money": "10000"}
    assert plain["budget"]["left_in_proportion"] == "100"
    assert plain["trials"][0]["stretches"][1]["as_it_is"] is True
