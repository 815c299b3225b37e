"""Numbers and measures tried over a range, by hand."""

from decimal import Decimal

import pytest
from building import county, refusal
from simulated import ready

from engine.message import Message
from engine.problem import Problems
from engine.simulation.designing.trying import Gap, Range, Stretch, as_range, tried

PARTS = {
    "measures": "{件: {unit: 件, between: [0, 10]}, 分: {unit: 分, between: [0, 100]}}",
    "indicators": "[{name: 差错, points: 100, method: per_instance, count: 件, deduct: 5, source: 文}]",
    "prizes": "[{name: 奖, winners: 2, amount: 5000, among: grade == '好', source: 文}]",
}
CYCLE = ready(county(件="0 2 4", 分="0 0 0"), **PARTS)
"""Totals 100, 90, 80 with 5 points for each mistake."""


def stretches(text: str) -> tuple[Stretch | Gap, ...]:
    wanted = as_range(text)
    assert isinstance(wanted, Range)
    return tried(CYCLE, wanted).stretches


def test_a_number_of_the_ruleset() -> None:
    # 4 points: 100, 92, 84; 5: 100, 90, 80; 6: 100, 88, 76.
    assert stretches("indicators.差错.deduct=4..6/1") == (
        Stretch(Decimal(4), Decimal(5), (2, 1, 0, 0), Decimal(10000), True),
        Stretch(Decimal(6), Decimal(6), (1, 1, 1, 0), Decimal(5000), False),
    )


def test_a_cut() -> None:
    assert stretches("grades.好.from=85..100/7.5") == (
        Stretch(Decimal(85), Decimal(85), (2, 1, 0, 0), Decimal(10000), False),
        Stretch(Decimal("92.5"), Decimal("100.0"), (1, 2, 0, 0), Decimal(5000), False),
    )


def test_a_measure_in_per_cent_of_what_was_reported() -> None:
    # Half: 0, 1, 2 mistakes; half as many again: 0, 3, 6.
    assert stretches("data.件=50%..150%/50%") == (
        Stretch(Decimal(50), Decimal(50), (3, 0, 0, 0), Decimal(10000), False),
        Stretch(Decimal(100), Decimal(100), (2, 1, 0, 0), Decimal(10000), True),
        Stretch(Decimal(150), Decimal(150), (1, 1, 1, 0), Decimal(5000), False),
    )


def test_a_measure_stays_within_its_range() -> None:
    # With a point for each mistake: ten times 2 and 4 mistakes are 10 at most, as are a hundred times.
    cheap = ready(county(件="0 2 4", 分="0 0 0"), **PARTS | {"indicators": PARTS["indicators"].replace("5,", "1,")})
    wanted = Range("data.件", Decimal(1000), Decimal(10000), Decimal(9000), percent=True)
    assert tried(cheap, wanted).stretches == (
        Stretch(Decimal(1000), Decimal(10000), (3, 0, 0, 0), Decimal(10000), False),
    )


def test_a_prize() -> None:
    assert stretches("prizes.奖.winners=1..3/1") == (
        Stretch(Decimal(1), Decimal(1), (2, 1, 0, 0), Decimal(5000), False),
        Stretch(Decimal(2), Decimal(3), (2, 1, 0, 0), Decimal(10000), True),
    )


NO_RANGE = " is not PATH=LOW..HIGH/STEP, such as grades.好.from=85..95/0.5 or data.MEASURE=90%..110%/5%."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("grades.好.from", NO_RANGE),
        ("=1..2/1", NO_RANGE),
        ("a=1..2", NO_RANGE),
        ("a=1-2/1", NO_RANGE),
        ("a=1.2.3..4/1", NO_RANGE),
        ("a=..4/1", NO_RANGE),
        ("a=2..1/1", " ends below where it begins."),
        ("a=1..2/0", " has no step greater than 0."),
        ("a=1%..2/1", " has % after some of its numbers only: write it after all three, or after none."),
    ],
)
def test_what_is_no_range(text: str, said: str) -> None:
    assert str(as_range(text)) == f"{text}{said}"


def test_a_range_as_written() -> None:
    expected = Range("data.件", Decimal(90), Decimal(110), Decimal("2.5"), percent=True)
    assert as_range(" data.件 = 90% .. 110% / 2.5% ") == expected
    assert as_range("data.件=９０％..１１０％／２．５％") == expected
    assert Range("a", Decimal(1), Decimal("2.5"), Decimal(1)).values == [1, 2]


@pytest.mark.parametrize(
    ("text", "code", "mend"),
    [
        ("indicators.差错.deducts=1..2/1", "simulate-path", "Did you mean indicators.差错.deduct?"),
        ("data.件数=50%..60%/1%", "simulate-measure", "Did you mean data.件?"),
        ("indicators.差错.deduct=50%..60%/1%", "simulate-measure", None),
        ("grades.好.from=0..100/0.1", "simulate-range", "Choose a greater step."),
        ("grades.好.from=0..999999999999/0.0001", "simulate-range", "Choose a greater step."),
    ],
)
def test_what_cannot_be_tried(text: str, code: str, mend: str | None) -> None:
    with pytest.raises(Problems) as caught:
        stretches(text)
    assert (refusal(caught)[0][0], refusal(caught)[0][5]) == (code, mend)


def test_values_that_the_ruleset_cannot_have_are_told_beside_the_others() -> None:
    assert stretches("grades.好.from=75..95/5") == (
        Gap(Decimal(75), Decimal(80), (Message("The grades do not fall."),)),
        Stretch(Decimal(85), Decimal(90), (2, 1, 0, 0), Decimal(10000), True),
        Stretch(Decimal(95), Decimal(95), (1, 2, 0, 0), Decimal(5000), False),
    )
    # Half a winner is none, in the middle of the range too, and is not what the number is now.
    assert stretches("prizes.奖.winners=0.5..2/0.5") == (
        Gap(Decimal("0.5"), Decimal("0.5"), (Message("This is no whole number."),)),
        Stretch(Decimal("1.0"), Decimal("1.0"), (2, 1, 0, 0), Decimal(5000), False),
        Gap(Decimal("1.5"), Decimal("1.5"), (Message("This is no whole number."),)),
        Stretch(Decimal("2.0"), Decimal("2.0"), (2, 1, 0, 0), Decimal(10000), True),
    )
    first, last = stretches("indicators.差错.points=90..100/10")
    assert first.as_plain() == {
        "from": "90",
        "to": "90",
        "not_possible": ["The points sum to 90 instead of 100."],
    }
    assert isinstance(last, Stretch)
    assert (last.low, last.official) == (100, True)


def test_a_ruleset_that_is_in_order_with_no_value_is_refused() -> None:
    """Each reason once, with the first value that it holds for."""
    with pytest.raises(Problems) as caught:
        stretches("grades.好.from=70..80/5")
    assert [each[:5] for each in refusal(caught)] == [
        ("grade-order", "grades.好.from = 70 grades.较好.from", "The grades do not fall.", "80", "less than 70")
    ]
    with pytest.raises(Problems) as caught:
        stretches("prizes.奖.winners=-0.5..0/0.5")
    assert [each[:3] for each in refusal(caught)] == [
        ("not-a-number", "prizes.奖.winners = -0.5 prizes.奖.winners", "This is no whole number."),
        ("out-of-range", "prizes.奖.winners = 0 prizes.奖.winners", "The number is out of range."),
    ]
