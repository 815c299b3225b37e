"""What becomes of a unit in a variant; the nominal one against the official results of the demonstration."""

from decimal import Decimal

import numpy as np
import pytest
from building import county, decided, past
from county_years import YEARS, assessment
from small_county import PARTS, cycle, ruleset

from engine.assessment import Assessment
from engine.preparation import prepare
from engine.result import as_plain
from engine.simulation.comparing.fortune import Fortune, Held, fortunes
from engine.simulation.variants import outcomes


def found(**more: object) -> dict[str, Fortune]:
    prepared = cycle(**more)  # type: ignore[arg-type]  # the fields of a cycle
    return fortunes(prepared, outcomes(prepared))


def test_the_small_county() -> None:
    units = found()
    assert units["甲"] == Fortune(
        "甲",
        Decimal("95.00"),
        "好",
        1,
        None,
        Decimal(50),
        Decimal(50),
        Held(("一等奖",)),
        Held(("先进",)),
        Held(("表扬",)),
    )
    assert [(each.total, each.grade, each.rank, each.least, each.most) for each in units.values()] == [
        (95, "好", 1, 50, 50),
        (91, "好", 2, 30, 30),
        (91, "好", 2, 30, 30),
        (85, "较好", 4, 0, 0),
        (72, "一般", 5, 0, 0),
    ]


def test_what_hangs_on_an_open_tie_is_open() -> None:
    units = found()
    assert (units["乙"].quotas, units["乙"].consequences) == (Held((), ("先进",)), Held((), ("表扬",)))
    assert units["乙"].quotas.possible == ("先进",)
    settled = found(decisions=decided({"quotas/先进/乙+丙": ("丙", "乙")}))
    assert [settled[unit].quotas for unit in "乙丙"] == [Held(), Held(("先进",))]


def test_money_between_the_least_and_the_most() -> None:
    units = found(data=county(分="91 91 91 85 72"))
    assert [(units[unit].least, units[unit].most) for unit in "甲乙丁"] == [(30, 50), (30, 50), (0, 0)]
    assert [units[unit].prizes for unit in "甲丁"] == [Held((), ("一等奖", "二等奖")), Held()]


def test_a_rule_that_may_be_replaced_is_open() -> None:
    """戊 would be warned, unless 先进, which it is tied for, takes the warning's place."""
    rules = PARTS["consequences"].replace("running(grade == '一般') >= 2", "quotas.先进")
    units = found(rules=ruleset(consequences=rules), data=county(分="95 72 72 60 50"))
    assert [units[unit].consequences for unit in "甲乙"] == [Held(("表扬", "约谈")), Held((), ("表扬", "提醒", "约谈"))]


def test_a_rule_replaces_another_for_sure() -> None:
    units = found(history=past("戊 2015 一般"))
    assert units["戊"].consequences == Held(("约谈",))


def test_units_that_are_not_ranked_and_groups() -> None:
    rules = ruleset(
        attributes="区: {one_of: [东, 西]}",
        ranking="{within: 区, source: 文}",
        adjustments="- {name: 退, when: 分 == 72, withdraw: true, source: 文}",
    )
    units = found(rules=rules, data=county(分="95 91 91 85 72", 区="东 西 东 东 西"))
    assert [(each.rank, each.group) for each in units.values()] == [
        (1, "东"),
        (1, "西"),
        (2, "东"),
        (3, "东"),
        (None, "西"),
    ]


def test_as_json() -> None:
    assert found()["乙"].as_plain() == {
        "total": "91.00",
        "grade": "好",
        "rank": 2,
        "group": None,
        "money": {"least": "30", "most": "30"},
        "prizes": {"sure": ["二等奖"], "open": []},
        "quotas": {"sure": [], "open": ["先进"]},
        "consequences": {"sure": [], "open": ["表扬"]},
    }


def in_force(official: Assessment, unit: int) -> list[str]:
    return [name for name, holds in official.decided.in_force.items() if holds[0, unit]]


@pytest.mark.parametrize(("scheme", "period"), YEARS)
def test_the_nominal_variant_is_the_official_result(scheme: str, period: str) -> None:
    """Where a tie is open, the official result gives the prize to nobody yet; here it is possible."""
    official = assessment(scheme, period)
    prepared = prepare(official.inputs)
    scored = outcomes(prepared)
    units, plain = fortunes(prepared, scored), as_plain(official)
    assert list(units) == list(official.units)
    for told in plain["units"]:
        unit = units[told["unit"]]
        assert (f"{unit.total:f}", unit.grade, unit.rank) == (told["total"], told["grade"], told["rank"])
        assert list(unit.prizes.sure) == [prize["name"] for prize in told["prizes"]]
        assert list(unit.quotas.sure) == told["quotas"]
        assert unit.least == sum(Decimal(prize["amount"]) for prize in told["prizes"])
        rules = in_force(official, official.number[unit.unit])
        assert set(unit.consequences.sure) <= set(rules) <= set(unit.consequences.possible)
        if not unit.prizes.open and not unit.quotas.open:
            assert (unit.most, list(unit.consequences.sure)) == (unit.least, rules)
    summary = plain["summary"]
    vacant = sum(Decimal(prize["amount"]) * prize["vacant"] for prize in summary["prizes"])
    every = sum(Decimal(prize["amount"]) * prize["winners"] for prize in summary["prizes"])
    assert Decimal(scored.awards.money.texts()[0]) == every - vacant
    assert {name: int(places[0]) for name, places in scored.awards.places.items()} == {
        quota["name"]: quota["places"] for quota in summary["quotas"]
    }
    questions = {question["question"] for question in plain["open_decisions"]}
    tied = {unit for unit, each in units.items() if each.prizes.open or each.quotas.open}
    assert tied == {
        name for key in questions if key.startswith(("prizes/", "quotas/")) for name in key.split("/")[2].split("+")
    }
    assert np.array_equal(scored.ranks, official.standing.ranks)
