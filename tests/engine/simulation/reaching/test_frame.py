"""From subtotals to totals and back: rescaling, adjustments, limits, rounding, worked out by hand."""

from fractions import Fraction

import pytest
from building import county
from simulated import ready

from engine.rounding import Rounding
from engine.simulation.reaching.frame import Frame
from engine.simulation.variants import outcomes

PLAIN = Frame(2, 2, None, (2, Rounding.HALF_UP), None, None)
LIMITED = Frame(2, 2, None, (2, Rounding.HALF_UP), (Fraction(0), Fraction(100)), None)
WHOLE = Frame(2, 0, None, (2, Rounding.HALF_UP), None, (0, Rounding.HALF_EVEN))
SCALED = Frame(2, 2, Fraction(100, 90), (2, Rounding.HALF_UP), None, None)


@pytest.mark.parametrize(
    ("frame", "subtotal", "adjustments", "total"),
    [
        (PLAIN, 8012, "2.5", 8262),
        (PLAIN, -5, "0", -5),
        (LIMITED, 9900, "3", 10000),
        (LIMITED, 100, "-3", 0),
        (WHOLE, 8050, "0", 80),
        (WHOLE, 8150, "0", 82),
        (SCALED, 8000, "0", 8889),
        (SCALED, 8000, "1", 8989),
    ],
)
def test_totals(frame: Frame, subtotal: int, adjustments: str, total: int) -> None:
    assert frame.total(subtotal, Fraction(adjustments)) == total


def test_the_subtotal_that_a_total_takes() -> None:
    assert PLAIN.least(9000, Fraction(1), 0, 10000) == 8900
    assert SCALED.least(9000, Fraction(0), 0, 9000) == 8100
    assert WHOLE.least(80, Fraction(0), 0, 10000) == 7950  # 79.50 goes to the even 80
    assert WHOLE.least(81, Fraction(0), 0, 10000) == 8051
    assert LIMITED.least(10000, Fraction(0), 0, 12000) == 10000
    assert PLAIN.least(9000, Fraction(0), 0, 8999) is None


def test_the_subtotal_that_a_total_allows() -> None:
    assert PLAIN.greatest(8999, Fraction(1), 0, 10000) == 8899
    assert WHOLE.greatest(80, Fraction(0), 0, 10000) == 8050
    assert LIMITED.greatest(10000, Fraction(0), 0, 12000) == 12000
    assert PLAIN.greatest(-1, Fraction(0), 0, 10000) is None


def test_the_frame_of_a_unit() -> None:
    """数 does not apply to 乙: its 10 of 100 points are left out, and the rest is scaled."""
    indicators = (
        "[{name: 一, points: 90, method: given, score: 分, out_of: 100, source: 文},"
        " {name: 二, points: 10, method: given, score: 数, out_of: 10, not_applicable: exclude, source: 文}]"
    )
    measures = "{分: {unit: 分, decimals: 2, between: [0, 100]}, 数: {unit: 分, between: [0, 10], may_not_apply: true}}"
    scoring = "{full_marks: 100, total: {between: [0, 95], decimals: 1, rounding: down}}"
    prepared = ready(county(分="80 80.77", 数="7 不适用"), indicators=indicators, measures=measures, scoring=scoring)
    total = outcomes(prepared).scores.total
    one, other = (Frame.of(prepared, unit, total) for unit in (0, 1))
    assert (one.factor, other.factor, one.between) == (None, Fraction(10, 9), (0, 95))
    # 0.9 × 80.77 = 72.69, rescaled 80.77, rounded down 80.7.
    assert (other.total(7269, Fraction(0)), total.texts()) == (807, ["79.0", "80.7"])
