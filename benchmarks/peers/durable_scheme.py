"""durable_rules: a fact a unit, a rule for every case of an indicator; its action computes what a pattern cannot."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor
from typing import Any

from durable.lang import assert_fact, delete_state, m, ruleset, when_all

NAME = "durable_rules"
ARITHMETIC = "float64"
EXPLAINS = "no"

Action = Callable[[Any], None]

points: dict[str, float] = {}
"""What the actions of one unit's rules have earned."""

grades: list[int] = []
"""What the actions of the rules on grades have said of one unit."""


def share(done: float, planned: float) -> float:
    return min(done / planned, 1)


def band(name: str, *rules: tuple[Any, float]) -> None:
    """One rule for each band of an indicator."""
    for pattern, earns in rules:
        when_all(pattern)(earning(name, earns))


def earning(name: str, earns: float) -> Action:
    """An action; one argument, for durable_rules takes a second one for a callback."""

    def earn(c: Any) -> None:
        points[name] = earns

    return earn


def moving_on(wanted: int) -> Action:
    def whole_township(c: Any) -> None:
        points["whole_township"] = round(7 * share(100 * c.m.villages_in_all, wanted * c.m.villages), 2)

    return whole_township


def grading(code: int) -> Action:
    def grade(c: Any) -> None:
        grades.append(code)

    return grade


with ruleset("points"):

    @when_all(m.villages_planned > 0)
    def villages_lifted(c: Any) -> None:
        points["villages_lifted"] = round(10 * share(c.m.villages_done, c.m.villages_planned), 2)
        points["people_lifted"] = round(12 * share(c.m.people_done, c.m.people_planned), 2)

    @when_all(m.villages_planned == 0)
    def no_villages_planned(c: Any) -> None:
        points["people_lifted"] = round(22 * share(c.m.people_done, c.m.people_planned), 2)

    for year, wanted in (("2016", 100), ("2017", 65), ("未定", 60)):
        when_all(m.lifts_in == year)(moving_on(wanted))

    band("returns_held", (m.returned <= 5, 8))

    @when_all(m.returned > 5)
    def returns_not_held(c: Any) -> None:
        points["returns_held"] = max(8 - ceil((c.m.returned - 5) / 0.5), 0)

    band("income_growth", (m.growth <= 0, 0), (m.growth > 16, 12))

    @when_all((m.growth > 0) & (m.growth <= 10))
    def low_growth(c: Any) -> None:
        points["income_growth"] = round(8 * c.m.growth / 10, 2)

    @when_all((m.growth > 10) & (m.growth <= 16))
    def growth(c: Any) -> None:
        points["income_growth"] = round(8 + 4 * (c.m.growth - 10) / 6, 2)

    band(
        "wage_share",
        (m.wages >= 50, 6),
        ((m.wages >= 45) & (m.wages < 50), 5),
        ((m.wages >= 40) & (m.wages < 45), 3.5),
        ((m.wages >= 30) & (m.wages < 40), 2),
    )

    @when_all(m.houses_planned > 0)
    def housing(c: Any) -> None:
        points["housing"] = round(5 * share(c.m.houses_done, c.m.houses_planned), 2)

    @when_all(m.houses_planned == 0)
    def no_housing(c: Any) -> None:
        points["housing"] = c.m.peers_housing

    @when_all(m.clinics_done >= m.clinics_planned)
    def clinics(c: Any) -> None:
        points["clinics"] = 3

    @when_all(m.schools_planned > 0)
    def schools(c: Any) -> None:
        points["schools"] = round(3 * share(c.m.schools_done, c.m.schools_planned), 2)

    band("schools", (m.schools_planned == 0, 3))
    band("funds_paid", (m.funds >= 95, 5), ((m.funds >= 90) & (m.funds < 95), 4), ((m.funds >= 80) & (m.funds < 90), 2))

    @when_all(m.villages > 0)
    def without_bands(c: Any) -> None:
        points["village_roads"] = max(5 - 0.5 * floor(max(100 - c.m.roads, 0)), 0)
        points["drinking_water"] = max(round(4 - 0.2 * max(100 - c.m.water, 0), 2), 0)
        points["identified"] = max(5 - 0.5 * c.m.misjudged, 0)
        points["household_plans"] = round(4 * share(c.m.plans, c.m.households), 2)
        points["resident_team"] = round(6 * c.m.team / 100, 2)
        points["funds_used"] = max(5 - 1.5 * c.m.findings, 0)
        points["bonus"] = min(2 * c.m.by_province + c.m.by_city, 3)
        points["deduction"] = -min(c.m.breaches, 5)


with ruleset("grades"):
    fair = m.frauds == 0
    for code, pattern in (
        (3, m.frauds > 0),
        (3, fair & (m.total < 70)),
        (2, fair & (m.total >= 70) & (m.total < 80)),
        (2, fair & (m.total >= 80) & (m.cases > 0)),
        (1, fair & (m.total >= 80) & (m.total < 90) & (m.cases == 0)),
        (0, fair & (m.total >= 90) & (m.cases == 0)),
    ):
        when_all(pattern)(grading(code))


def prepare(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facts of JSON: floats; 0 where a measure does not apply, because patterns on what is absent misfire."""
    return [
        {
            name: 0 if value is None else value if isinstance(value, (str, int)) else float(value)
            for name, value in each.items()
        }
        for each in facts
    ]


def run(facts: list[dict[str, Any]]) -> list[tuple[float, int]]:
    """The peers' mean and the sums are made here; every unit has its own state, which is deleted afterwards."""
    of_peers = [round(5 * share(e["houses_done"], e["houses_planned"]), 2) for e in facts if e["houses_planned"]]
    mean = round(sum(of_peers) / len(of_peers), 2)
    outcome = []
    for number, each in enumerate(facts):
        points.clear()
        grades.clear()
        unit = {"id": f"unit {number}", "sid": "unit"}
        assert_fact("points", {**each, **unit, "peers_housing": mean})
        delete_state("points", "unit")
        total = min(max(sum(points.values()), 0), 100)
        assert_fact("grades", {"total": total, "cases": each["cases"], "frauds": each["frauds"], **unit})
        delete_state("grades", "unit")
        (grade,) = grades
        outcome.append((total, grade))
    return outcome
