"""What briefs by chance say alike: shares, quantiles, what is uncertain, notes."""

from decimal import Decimal

import pytest
from chance_county import error

from engine.simulation.chance.drawn_weights import Dirichlet, Spread
from engine.simulation.chance.draws import Uncertainty
from engine.simulation.chance.statistics import Chance, Likely, Quantile
from notices.briefs.chances import bare, likely, notes, percent, quantile, uncertain


@pytest.mark.parametrize(
    ("count", "draws", "with_error", "alone"),
    [
        (0, 1000, "0", "0"),
        (1000, 1000, "100", "100"),
        (1, 10_000, "0.01 ±0.01", "<0.1"),
        (9_999, 10_000, "99.99 ±0.01", ">99.9"),
        (500_123, 1_000_000, "50.01 ±0.05", "50.0"),
        (250, 1000, "25.0 ±1.4", "25.0"),
    ],
)
def test_shares(count, draws, with_error, alone):
    assert (percent(Chance(count, draws)), bare(Chance(count, draws))) == (with_error, alone)


def test_shares_that_ties_leave_open():
    assert likely(Likely(Chance(25, 100), Chance(40, 100))) == "25.0–40.0"
    assert likely(Likely(Chance(25, 100), Chance(25, 100))) == "25.0 ±4.3"
    assert likely(Likely(Chance(0, 100), Chance(100, 100))) == "0–100"
    assert likely(Likely(Chance(99_601, 100_000), Chance(99_602, 100_000))) == "99.60 ±0.02"


def test_quantiles():
    assert [quantile(each) for each in (Quantile(3, 3, 3), Quantile(3, 2, 4), None)] == ["3", "3 (2–4)", "—"]


def test_what_is_uncertain():
    errors = {"脱贫人口": error("5", relative=True), "返贫率": error("0.50", shape="normal")}
    assert [str(each) for each in uncertain(Uncertainty(Spread(Decimal("0.125")), errors))] == [
        "every weight ±12.5 %",
        "脱贫人口 ±5 %",
        "返贫率 ±0.5 (one standard deviation)",
    ]
    assert [str(each) for each in uncertain(Uncertainty(Dirichlet(Decimal(50))))] == [
        "weights of a Dirichlet distribution of concentration 50"
    ]


def test_notes_say_how_it_was_drawn():
    def begun(uncertainty: Uncertainty) -> list[str]:
        return [str(each).split()[0] for each in notes(uncertainty, 4000, 10)]

    assert begun(Uncertainty(Spread(Decimal("0.1")))) == ["Weights:", "±:", "10"]
    assert begun(Uncertainty(Dirichlet(Decimal(9)), {"返贫率": error("1")})) == ["Weights:", "Data:", "±:", "10"]
    assert "What never happened in 4000 draws has a probability below 0.075 %" in str(
        next(notes(Uncertainty(), 4000, 10))
    )


@pytest.mark.parametrize(("draws", "bound"), [(1, "100"), (2, "100"), (3, "100"), (4, "75"), (300, "1")])
def test_a_probability_is_never_above_a_hundred_per_cent(draws, bound):
    note = str(next(notes(Uncertainty(), draws, 1)))
    assert f"What never happened in {draws} draws has a probability below {bound} % (" in note


def test_who_is_left_out_is_said_first():
    first = next(notes(Uncertainty(), 4000, 10, ("样例甲镇", "样例乙镇")))
    assert str(first) == "Left out, as their data do not suffice to score them: 样例甲镇, 样例乙镇."
