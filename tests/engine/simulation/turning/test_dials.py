"""How far numbers are turned, in which decimals, and what turns with them."""

from decimal import Decimal

import numpy as np
import pytest
from building import county
from simulated import ready

from engine.preparation import Prepared
from engine.simulation.turning.dials import Dial, dial

INDICATORS = """
- group: 组
  points: 60
  indicators:
    - {name: 甲项, points: 40, method: per_instance, count: 件, deduct: 2, source: 文}
    - {name: 乙项, points: 20, method: given, score: 分, out_of: 100, source: 文}
- name: 丙项
  points: 40
  method: ladder
  value: 分
  steps: [{from: 90, earns: 40}, {from: 88.5, earns: 30}, {from: 60, earns: 10}]
  source: 文
"""
GIVEN = "[{name: 甲项, points: 100, method: given, score: 分, out_of: 100, source: 文}]"


def cycle() -> Prepared:
    measures = "{分: {unit: 分, between: [0, 100]}, 件: {unit: 件, between: [0, 9]}}"
    quotas = "[{name: 先进, share: 95%, source: 文}]"
    prizes = "[{name: 奖, winners: 5, amount: 5, source: 文}]"
    return ready(county(分="80 90", 件="1 2"), measures=measures, indicators=INDICATORS, quotas=quotas, prizes=prizes)


def span(one: Dial) -> tuple[str, str, str]:
    return one.written(one.low), one.written(one.now), one.written(one.high)


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        ("indicators.甲项.deduct", ("1.60", "2.00", "2.40")),
        ("indicators.甲项.points", ("32.00", "40.00", "48.00")),
        ("indicators.丙项.steps.2.from", ("70.80", "88.50", "89.99")),
        ("indicators.丙项.steps.1.from", ("88.51", "90.00", "108.00")),
        ("grades.较好.from", ("70.01", "80.00", "89.99")),
        ("grades.好.from", ("80.01", "90.00", "100.00")),
        ("grades.一般.from", ("0.00", "70.00", "79.99")),
        ("prizes.奖.winners", ("2", "5", "8")),
        ("quotas.先进.share", ("0.76", "0.95", "1.00")),
        ("indicators.甲项.floor", ("0.00", "0.00", "0.00")),
    ],
)
def test_the_usual_ends(path: str, ends: tuple[str, str, str]) -> None:
    assert span(dial(cycle(), path)) == ends


@pytest.mark.parametrize(
    ("path", "ends"),
    [
        ("grades.好.from", ("80.13", "90.00", "100.00")),
        ("grades.较好.from", ("70.001", "80.125", "89.999")),
        ("grades.一般.from", ("0.00", "70.00", "80.12")),
    ],
)
def test_ends_beside_a_cut_with_more_decimals(path: str, ends: tuple[str, str, str]) -> None:
    cuts = {"好": "90", "较好": "80.125", "一般": "70"}
    grades = ", ".join(f"{{grade: {grade}, from: {cut}, source: 文}}" for grade, cut in cuts.items())
    prepared = ready(county(分="80 90"), indicators=GIVEN, grades=f"[{grades}, {{grade: 较差, source: 文}}]")
    assert span(dial(prepared, path)) == ends


def test_ends_of_a_total_with_more_decimals_are_taken_inward() -> None:
    scoring = "{full_marks: 100, points: {decimals: 0}, total: {between: [0.5, 100.5]}}"
    prepared = ready(county(分="80 90"), indicators=GIVEN, scoring=scoring)
    assert span(dial(prepared, "grades.好.from")) == ("81", "90", "100")
    assert span(dial(prepared, "grades.一般.from")) == ("1", "70", "79")


def test_ends_of_ones_own() -> None:
    one = dial(cycle(), "indicators.甲项.deduct", (Decimal("1.875"), Decimal(3)))
    assert (span(one), one.decimals) == (("1.875", "2.000", "3.000"), 3)
    whole = dial(cycle(), "indicators.甲项.points", (Decimal(-5), Decimal(500)))
    assert span(whole) == ("0.00", "40.00", "100.00")


def test_what_turns_with_a_weight() -> None:
    """Of 6 points given up 乙项 takes 2 and 丙项 4; the group keeps 56; a deduction of 2 of 40 is 1.7 of 34."""
    prepared = cycle()
    one = dial(prepared, "indicators.甲项.points")
    assert dict(one.edits(prepared.plan, 3400)) == {
        "indicators.甲项.points": "34.00",
        "indicators.甲项.deduct": "1.70",
        "indicators.乙项.points": "22.00",
        "indicators.丙项.points": "44.00",
        "indicators.丙项.steps.1.earns": "44.00",
        "indicators.丙项.steps.2.earns": "33.00",
        "indicators.丙项.steps.3.earns": "11.00",
        "groups.组.points": "56.00",
    }
    numbers = one.numbers(prepared.plan, np.array([4000, 3400]))
    assert numbers["indicators.丙项.points"].texts() == ["40.00", "44.00"]


def test_a_weight_alone_and_other_numbers_turn_nothing_else() -> None:
    prepared = cycle()
    alone = dial(prepared, "indicators.乙项.points", alone=True)
    assert (alone.alone, list(alone.numbers(prepared.plan, np.array([1900])))) == (True, ["indicators.乙项.points"])
    cut = dial(prepared, "grades.好.from")
    assert (cut.alone, cut.edits(prepared.plan, 9100)) == (False, [("grades.好.from", "91.00")])
    assert cut.edits(prepared.plan, 9000) == []


def test_usual_ends_of_very_many_values() -> None:
    """A fifth of 100 is 20,000,000 values of six decimals; 20,000 of them are looked at."""
    prepared = ready(county(分="80 90"), indicators=GIVEN, scoring="{full_marks: 100, points: {decimals: 6}}")
    assert span(dial(prepared, "indicators.甲项.points")) == ("99.990000", "100.000000", "100.009999")
