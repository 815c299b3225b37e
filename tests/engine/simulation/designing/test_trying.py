"""Numbers and measures tried over a range, by hand."""

from decimal import Decimal

import pytest
from building import county, refusal
from simulated import ready

from engine.problem import Problems
from engine.simulation.designing.trying import Range, Stretch, as_range, tried

PARTS = {
    "measures": "{件: {unit: 件, between: [0, 10]}, 分: {unit: 分, between: [0, 100]}}",
    "indicators": "[{name: 差错, points: 100, method: per_instance, count: 件, deduct: 5, source: 文}]",
    "prizes": "[{name: 奖, winners: 2, amount: 5000, among: grade == '好', source: 文}]",
}
CYCLE = ready(county(件="0 2 4", 分="0 0 0"), **PARTS)
"""Totals 100, 90, 80 with 5 points for each mistake."""


def stretches(text: str) -> tuple[Stretch, ...]:
    wanted = as_range(text)
    assert wanted is not None
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
    assert [each.counts for each in tried(cheap, wanted).stretches] == [(3, 0, 0, 0)]


def test_a_prize() -> None:
    assert [(each.low, each.money) for each in stretches("prizes.奖.winners=1..3/1")] == [(1, 5000), (2, 10000)]


@pytest.mark.parametrize(
    "text",
    [
        "grades.好.from",
        "=1..2/1",
        "a=1..2",
        "a=1-2/1",
        "a=2..1/1",
        "a=1..2/0",
        "a=1%..2/1",
        "a=1.2.3..4/1",
        "a=..4/1",
    ],
)
def test_what_is_no_range(text: str) -> None:
    assert as_range(text) is None


def test_a_range_as_written() -> None:
    assert as_range(" data.件 = 90% .. 110% / 2.5% ") == Range(
        "data.件", Decimal(90), Decimal(110), Decimal("2.5"), percent=True
    )
    assert Range("a", Decimal(1), Decimal("2.5"), Decimal(1)).values == [1, 2]


@pytest.mark.parametrize(
    ("text", "code", "mend"),
    [
        ("indicators.差错.deducts=1..2/1", "simulate-path", "Did you mean indicators.差错.deduct?"),
        ("data.件数=50%..60%/1%", "simulate-measure", "Did you mean data.件?"),
        ("indicators.差错.deduct=50%..60%/1%", "simulate-measure", None),
        ("grades.好.from=1..20000/1", "simulate-range", "Choose a greater step."),
    ],
)
def test_what_cannot_be_tried(text: str, code: str, mend: str | None) -> None:
    with pytest.raises(Problems) as caught:
        stretches(text)
    assert (refusal(caught)[0][0], refusal(caught)[0][5]) == (code, mend)


def test_a_ruleset_that_would_not_be_in_order_is_refused() -> None:
    with pytest.raises(Problems) as caught:
        stretches("grades.好.from=75..95/5")
    assert str(caught.value.problems[0].place) == "grades.好.from = 75 grades.较好.from"
    with pytest.raises(Problems) as caught:
        stretches("indicators.差错.points=90..100/10")
    assert "90" in str(caught.value)
