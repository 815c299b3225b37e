"""The oracle's one door: ``judge`` gives what a ruleset means for data, history and decisions."""

from datetime import date
from typing import Any

from oracle import awards, consequences, formulas, naming, points, standing, targets, totals, values
from oracle.questions import Questions
from oracle.rounding import number, write
from oracle.run import Run, Unit


def judge(
    ruleset: dict[str, Any],
    data: dict[str, Any],
    history: list[dict[str, Any]] | None = None,
    decisions: dict[str, Any] | None = None,
    *,
    period: str,
    given_totals: dict[str, str] | None = None,
) -> dict[str, Any]:
    """What follows from a ruleset, as the parts of result.json that meaning decides.

    Args:
        ruleset: The mapping of the YAML, every scalar as text.
        data: ``{"units": [{"unit": …, column: text}], "tables": {name: [{"unit": …, column: text}]}}``.
        history: Records ``{unit, period, grade, total?, rank?, successor?, measures?}``.
        decisions: ``{"decided_on": date or None, "decisions": [{question, answer, reason}]}``.
        period: The label of the period.
        given_totals: Totals of the units; then there are no points, adjustments and corrections.

    Raises:
        Refused: the run is refused.
    """
    return told(judged(ruleset, data, history, decisions, period=period, given_totals=given_totals))


def told(run: Run) -> dict[str, Any]:
    """The result of a run, as ``judge`` gives it."""
    return {
        "provisional": run.data_problems > 0 or not all(unit.complete for unit in run.units),
        "not_scored": {unit.name for unit in run.units if not unit.complete},
        "open": run.questions.open(),
        "options": {name: run.questions.asked[name] for name in run.questions.open()},
        "allowed": run.questions.allowed,
        "warnings": run.warnings,
        "units": {unit.name: shown(run, unit) for unit in run.complete},
    }


def judged(
    ruleset: dict[str, Any],
    data: dict[str, Any],
    history: list[dict[str, Any]] | None = None,
    decisions: dict[str, Any] | None = None,
    *,
    period: str,
    given_totals: dict[str, str] | None = None,
) -> Run:
    """The run itself, with all that became known of each unit."""
    decisions = decisions or {}
    decided_on = decisions.get("decided_on")
    run = Run(ruleset, data, period, Questions(decisions), history or [])
    run.decided_on = date.fromisoformat(decided_on) if decided_on else None
    run.percents = naming.percents(run)
    run.units = [values.read_unit(run, row) for row in data["units"]]
    tables = values.read_tables(run)
    for unit in run.complete:
        values.add_parameters(run, unit)
        formulas.add_formulas(run, unit, tables)
    if given_totals is None:
        points.add_points(run)
        for unit in run.complete:
            totals.add_total(run, unit)
    else:
        take_totals(run, given_totals)
    for unit in run.complete:
        standing.add_grade(run, unit)
    standing.add_ranks(run)
    awards.add_awards(run)
    for unit in run.complete:
        consequences.add_consequences(run, unit)
        targets.add_targets(run, unit)
    run.questions.refuse_idle_decisions()
    return run


def take_totals(run: Run, given: dict[str, str]) -> None:
    """Take totals as given; a unit without one is not complete."""
    for unit in run.complete:
        if unit.name not in given:
            unit.complete = False
            continue
        unit.total = number(given[unit.name])
        unit.values["total"] = unit.total


def shown(run: Run, unit: Unit) -> dict[str, Any]:
    """One complete unit as in result.json: exact numbers as text with their declared decimals."""
    assert unit.total is not None
    places = int(run.ruleset["scoring"]["points"]["decimals"])
    amounts = awards.prize_amounts(run)
    return {
        "points": {name: write(earned, point_decimals(run, name)) for name, earned in unit.points.items()},
        "adjustments": {name: write(size, places) for name, size in unit.adjustments.items()},
        "corrections": {name: write(size, places) for name, size in unit.corrections.items()},
        "total": write(unit.total, totals.total_decimals(run.ruleset)),
        "grade": unit.grade,
        "rank": unit.rank,
        "withdrawn": unit.withdrawn,
        "vetoes": unit.vetoes,
        "prizes": [{"name": name, "amount": write(amounts[name])} for name in unit.prizes],
        "quotas": unit.quotas,
        "consequences": unit.consequences,
        "replaced": unit.replaced,
        "targets": unit.targets,
        "formulas": shown_formulas(run, unit),
    }


def point_decimals(run: Run, name: str) -> int:
    """The decimals of an indicator's points."""
    rule = find_indicator(run.ruleset["indicators"], name)
    assert rule is not None
    return points.rounding_of(run, rule)[0]


def find_indicator(rules: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    """The rule of an indicator by its name, or by its name and the value that it was repeated for."""
    for rule in rules:
        found = find_indicator(rule["indicators"], name) if "group" in rule else rule
        if found is not None and (found["name"] == name or name.startswith(f"{found['name']}·")):
            return found
    return None


def shown_formulas(run: Run, unit: Unit) -> dict[str, str | None]:
    """The values of the formulas; None where one is unknown or does not apply."""
    found: dict[str, str | None] = {}
    for name, rule in (run.ruleset.get("formulas") or {}).items():
        members = [name]
        if "per" in rule:
            column = run.ruleset["tables"][formulas.table_of(rule)]["columns"][rule["per"]]
            members = [f"{name}·{member}" for member in column["one_of"]]
        for member in members:
            value = unit.values[member]
            found[member] = None if value is None else write(value, formulas.decimals_of(run, rule))
    return found
