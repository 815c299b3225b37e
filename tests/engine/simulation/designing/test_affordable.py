"""Prizes for a budget, by hand."""

from decimal import Decimal
from typing import Any

import pytest
from building import county, decided
from simulated import ready

from engine.simulation.designing.affordable import Affordable, Budget, Shortfall, within_budget

PRIZES = """
- {name: 一等, winners: 1, amount: 5000, among: grade == '好', source: 文}
- {name: 二等, winners: 3, amount: 3000, among: grade == '好', source: 文}
"""


def budget(wished: str, cells: str = "98 95 91 85", step: str = "100", **more: Any) -> Budget:
    return within_budget(ready(county(分=cells), **{"prizes": PRIZES, **more}), Decimal(wished), Decimal(step))


def test_amounts_and_winners_for_a_budget() -> None:
    # One has 5000 and two have 3000 of the three that there could be: 11000 together. Times 10/11: 4545 and 2727.
    assert budget("10000") == Budget(
        Decimal(10000),
        Decimal(100),
        Decimal(11000),
        (
            # With two winners of the first prize it would cost 13000.
            Affordable("一等", Decimal(5000), 1, 1, Decimal(4500), Decimal(4000), None, None),
            Affordable("二等", Decimal(3000), 2, 3, Decimal(2700), Decimal(2500), 1, Decimal(8000)),
        ),
        Decimal(9900),
        None,
    )


def test_a_budget_can_be_more_than_is_spent() -> None:
    found = budget("13000", step="1")
    first, second = found.prizes
    assert (first.in_proportion, first.alone, first.most_winners, first.cost) == (5909, 7000, 2, 13000)
    # Only three units have the grade and one has the first prize: there are no more winners, however many could be.
    assert (second.in_proportion, second.alone, second.most_winners, second.cost) == (3545, 4000, 2, 11000)
    assert (found.cost, found.as_plain()["left_in_proportion"]) == (5909 + 2 * 3545, "1")


def test_money_that_is_taken_stays_and_pays_for_the_rest() -> None:
    fine = "- {name: 罚, winners: 1, amount: -1000, from: last, source: 文}"
    found = budget("9000", prizes=PRIZES + fine)
    assert found.money == 10000
    assert [(each.name, each.given, each.in_proportion, each.alone, each.most_winners) for each in found.prizes] == [
        ("一等", 1, 4500, 4000, None),
        ("二等", 2, 2700, 2500, 1),
        ("罚", 1, -1000, None, None),
    ]
    assert found.cost == 4500 + 2 * 2700 - 1000
    # The 1000 that are taken leave 100 to pay out: 45 and 27, nothing in hundreds. It takes 366.67 to pay out.
    assert budget("-900", prizes=PRIZES + fine).shortfall == Shortfall(
        ("一等", "二等"), Decimal(-700), Decimal("-633.33"), Decimal("27.27")
    )
    assert budget("0", step="300", prizes=PRIZES + fine).shortfall == Shortfall(
        ("二等",), Decimal(-100), Decimal(100), Decimal("272.72")
    )


def test_open_ties_do_not_change_what_a_budget_allows() -> None:
    open_tie = budget("10000", "98 98 91 85")
    decision = decided({"prizes/一等/甲+乙": ("乙", "甲")})
    settled = within_budget(ready(county(分="98 98 91 85"), decision, prizes=PRIZES), Decimal(10000), Decimal(100))
    assert open_tie == settled == budget("10000")


@pytest.mark.parametrize(
    ("wished", "step", "shortfall"),
    [
        # 100 for each of three winners; in proportion the second prize is 100 if all cost 11000 ÷ 30.
        ("299", "100", Shortfall(("二等",), Decimal(300), Decimal("366.67"), Decimal("81.54"))),
        ("366.66", "100", Shortfall(("二等",), Decimal(300), Decimal("366.67"), Decimal("99.99"))),
        ("10000", "1000000", Shortfall(("一等", "二等"), Decimal(3000000), Decimal("3666666.67"), Decimal("2727.27"))),
        ("0.01", "100", Shortfall(("一等", "二等"), Decimal(300), Decimal("366.67"), None)),
        ("0", "100", Shortfall(("一等", "二等"), Decimal(300), Decimal("366.67"), None)),
        ("-1", "100", Shortfall(("一等", "二等"), Decimal(300), Decimal("366.67"), None)),
    ],
)
def test_an_amount_of_nothing_is_no_prize(wished: str, step: str, shortfall: Shortfall) -> None:
    found = budget(wished, step=step)
    assert (found.cost, found.shortfall) == (None, shortfall)
    assert [each.in_proportion for each in found.prizes] == [None, None]
    assert found.as_plain()["left_in_proportion"] is None


def test_what_a_shortfall_names_is_enough() -> None:
    within = budget("366.67")
    assert ([each.in_proportion for each in within.prizes], within.shortfall) == ([100, 100], None)
    finer = budget("10000", step="2727.27")
    assert ([each.in_proportion for each in finer.prizes], finer.shortfall) == ([Decimal("2727.27")] * 2, None)


def test_no_prize_alone_is_worth_nothing() -> None:
    # Without the first prize the others cost 6000, and without the second 5000.
    assert [each.alone for each in budget("6000").prizes] == [None, 500]
    assert [each.alone for each in budget("6099").prizes] == [None, 500]
    assert [each.alone for each in budget("6100").prizes] == [100, 500]


def test_a_prize_that_nobody_has_is_a_prize_all_the_same() -> None:
    found = budget("1000", "98 85", step="1000")
    assert [each.given for each in found.prizes] == [1, 0]
    assert found.shortfall == Shortfall(("二等",), Decimal(1000), Decimal("1666.67"), Decimal(600))


def test_a_prize_that_nobody_has_cannot_meet_a_budget() -> None:
    found = budget("10000", "85 84")
    assert (found.money, found.cost, found.shortfall) == (0, None, None)
    assert [(each.given, each.in_proportion, each.alone) for each in found.prizes] == [(0, None, None)] * 2
    assert found.as_plain()["prizes"][0] == {
        "name": "一等",
        "amount": "5000",
        "given": 0,
        "winners": 1,
        "in_proportion": None,
        "alone": None,
        "most_winners": 1,
        "cost": "0",
    }
