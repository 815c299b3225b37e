"""OpenFisca: one variable a measure and a rule, formulas on NumPy arrays of all units."""

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

NAME = "OpenFisca"
ARITHMETIC = "float32"
EXPLAINS = "values of variables"

PERIOD = "2016"

Township = build_entity(key="township", plural="townships", label="乡镇", is_person=True)


def measure(name: str, kind: type = float) -> type[Variable]:
    """A variable that is reported."""
    body = {"value_type": kind, "entity": Township, "definition_period": DateUnit.YEAR, "label": name}
    return type(name, (Variable,), body)


def rule(formula: Any) -> type[Variable]:
    """A variable that is computed."""
    body = {"value_type": float, "entity": Township, "definition_period": DateUnit.YEAR, "formula": formula}
    return type(formula.__name__, (Variable,), body)


def reached(township: Any, period: Any, done: str, planned: str) -> Any:
    """The share of a target, at most 1; anything where there is no target."""
    return np.minimum(township(done, period) / np.maximum(township(planned, period), 1), 1)


def applies(township: Any, period: Any, planned: str) -> Any:
    return township(planned, period) > 0


def villages_lifted(township: Any, period: Any) -> Any:
    share = reached(township, period, "villages_done", "villages_planned")
    return np.where(applies(township, period, "villages_planned"), np.round(10 * share, 2), 0)


def people_lifted(township: Any, period: Any) -> Any:
    points = np.where(applies(township, period, "villages_planned"), 12, 22)
    return np.round(points * reached(township, period, "people_done", "people_planned"), 2)


def whole_township(township: Any, period: Any) -> Any:
    lifts_in = township("lifts_in", period)
    wanted = np.select([lifts_in == 2016, lifts_in == 2017], [100, 65], 60)
    share = 100 * township("villages_in_all", period) / (wanted * township("villages", period))
    return np.round(7 * np.minimum(share, 1), 2)


def returns_held(township: Any, period: Any) -> Any:
    steps = np.ceil(np.maximum(township("returned", period) - 5, 0) / 0.5)
    return np.maximum(8 - steps, 0)


def income_growth(township: Any, period: Any) -> Any:
    return np.round(np.interp(township("growth", period), [0, 10, 16], [0, 8, 12]), 2)


def wage_share(township: Any, period: Any) -> Any:
    wages = township("wages", period)
    return np.select([wages >= 50, wages >= 45, wages >= 40, wages >= 30], [6, 5, 3.5, 2], 0)


def village_roads(township: Any, period: Any) -> Any:
    return np.maximum(5 - 0.5 * np.floor(np.maximum(100 - township("roads", period), 0)), 0)


def drinking_water(township: Any, period: Any) -> Any:
    return np.maximum(np.round(4 - 0.2 * np.maximum(100 - township("water", period), 0), 2), 0)


def housing(township: Any, period: Any) -> Any:
    has = applies(township, period, "houses_planned")
    points = np.round(5 * reached(township, period, "houses_done", "houses_planned"), 2)
    return np.where(has, points, np.round(points[has].mean(), 2))


def clinics(township: Any, period: Any) -> Any:
    return np.where(township("clinics_done", period) >= township("clinics_planned", period), 3, 0)


def schools(township: Any, period: Any) -> Any:
    points = np.round(3 * reached(township, period, "schools_done", "schools_planned"), 2)
    return np.where(applies(township, period, "schools_planned"), points, 3)


def identified(township: Any, period: Any) -> Any:
    return np.maximum(5 - 0.5 * township("misjudged", period), 0)


def household_plans(township: Any, period: Any) -> Any:
    return np.round(4 * reached(township, period, "plans", "households"), 2)


def resident_team(township: Any, period: Any) -> Any:
    return np.round(6 * township("team", period) / 100, 2)


def funds_paid(township: Any, period: Any) -> Any:
    funds = township("funds", period)
    return np.select([funds >= 95, funds >= 90, funds >= 80], [5, 4, 2], 0)


def funds_used(township: Any, period: Any) -> Any:
    return np.maximum(5 - 1.5 * township("findings", period), 0)


INDICATORS = (
    villages_lifted,
    people_lifted,
    whole_township,
    returns_held,
    income_growth,
    wage_share,
    village_roads,
    drinking_water,
    housing,
    clinics,
    schools,
    identified,
    household_plans,
    resident_team,
    funds_paid,
    funds_used,
)


def total(township: Any, period: Any) -> Any:
    points = sum(township(each.__name__, period) for each in INDICATORS)
    bonus = np.minimum(2 * township("by_province", period) + township("by_city", period), 3)
    deduction = np.minimum(township("breaches", period), 5)
    return np.clip(points + bonus - deduction, 0, 100)


def grade(township: Any, period: Any) -> Any:
    reached = township("total", period)
    by_total = np.select([reached >= 90, reached >= 80, reached >= 70], [0, 1, 2], 3)
    held = np.where(township("cases", period) > 0, np.maximum(by_total, 2), by_total)
    return np.where(township("frauds", period) > 0, 3, held)


def prepare(facts: list[dict[str, Any]]) -> tuple[TaxBenefitSystem, dict[str, Any]]:
    """The system of variables, and arrays; 0 where a measure does not apply."""
    system = TaxBenefitSystem([Township])
    system.add_variables(*map(measure, facts[0]), *map(rule, (*INDICATORS, total, grade)))
    years = {"2016": 2016, "2017": 2017, "未定": 0}
    arrays = {name: [years.get(each[name], each[name]) or 0 for each in facts] for name in facts[0]}
    return system, {name: np.array(values, dtype=np.float64) for name, values in arrays.items()}


def run(prepared: tuple[TaxBenefitSystem, dict[str, Any]]) -> list[tuple[Any, int]]:
    system, arrays = prepared
    simulation = SimulationBuilder().build_default_simulation(system, len(arrays["villages"]))
    for name, values in arrays.items():
        simulation.set_input(name, PERIOD, values)
    totals, grades = simulation.calculate("total", PERIOD), simulation.calculate("grade", PERIOD)
    return list(zip(totals.tolist(), grades.astype(int).tolist(), strict=True))
