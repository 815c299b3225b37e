"""Whom a difference concerns: the units that a decision's question names, or all of them."""

from typing import Any

import pytest
from building import county, decided, scheme

from engine.comparison import compare
from engine.data import Data
from engine.differences import Kind
from tests.engine.comparing import by_name, cells, plain, why


def test_decisions_about_a_unit_and_about_all() -> None:
    before = cells("92 91", decisions=decided({"grades/好/乙": "withhold"}, on="2016-12-01"))
    found = compare(before, cells("92 91", decisions=decided({}, on="2016-12-31")))
    assert [(each.kind, each.name, each.before, each.after) for each in found.common] == [
        (Kind.DECISION, "decided_on", "2016-12-01", "2016-12-31")
    ]
    assert why(found) == {"乙": ["decision, grades/好/乙: withhold → —", "for every unit: decisions"]}


def test_a_decision_on_a_tie_is_about_the_tied() -> None:
    ruleset = scheme(prizes="[{name: 奖, winners: 1, amount: 5, source: 文}]")
    order = {"prizes/奖/甲+乙": ("乙", "甲")}
    found = compare(
        plain(ruleset, county(分="90 90 80")), plain(ruleset, county(分="90 90 80"), decisions=decided(order))
    )
    assert why(found) == {"乙": ["decision, prizes/奖/甲+乙: — → 乙 > 甲"]}
    assert {name: len(unit.own) for name, unit in by_name(found).items()} == {"甲": 1, "乙": 1, "丙": 0}


def test_decisions_name_units_whose_names_hold_what_parts_a_question() -> None:
    def result(answers: dict[str, Any]) -> dict[str, Any]:
        rows = [{"unit": unit, "分": "95"} for unit in ("甲+乙", "甲", "丙/丁")]
        return plain(scheme(), Data.from_rows(rows), decisions=decided(answers))

    found = compare(result({}), result({"grades/好/丙/丁": "withhold"}))
    assert {name: len(unit.own) for name, unit in by_name(found).items()} == {"甲+乙": 0, "甲": 0, "丙/丁": 1}


def test_units_are_not_gone_through_for_each_decision() -> None:
    names = [f"样例{number}镇" for number in range(4000)]
    data = Data.from_rows([{"unit": name, "分": "95"} for name in names])
    before, after = (plain(scheme(covers="{unit: 乡镇, at_most: 4000}"), data) for _ in range(2))
    after["inputs"]["decisions"] = decided({f"grades/好/{name}": "withhold" for name in names}).as_plain()
    found = compare(before, after)
    assert [len(unit.own) for unit in found.units] == [1] * 4000


def test_another_period_and_another_version_are_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cells("90 80", period="2015")
    before["engine"] = "0.0.9"
    found = compare(before, cells("90 81"))
    assert [str(each.told) for each in found.common] == ["period: 2015 → 2016", "version of kaoping: 0.0.9 → 0.1.0"]
    assert why(found) == {"乙": ["分: 80 → 81", "for every unit: the period, the version of kaoping"]}
