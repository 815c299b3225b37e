"""Earlier periods: merging records, asking for their grades, and ``previous``, ``running``, ``times``."""

from datetime import date
from fractions import Fraction
from typing import Any

from oracle import expression, period
from oracle.rounding import NUMBER, number
from oracle.run import Run, Unit

MISSING = ("", None)


def agreed(found: list[Any]) -> Any:
    """The one value of several records, unknown where they differ."""
    return found[0] if all(other == found[0] for other in found) else None


def numeric(text: Any) -> Fraction | None:
    """A number of a record, unknown where there is none."""
    if text in MISSING or not NUMBER.fullmatch(str(text)):
        return None
    return number(str(text))


def read(run: Run, unit: Unit, label: str) -> dict[str, Any] | None:
    """The record of a unit for an earlier period: its grade asked for if unknown; a warning if missing."""
    records = [
        record
        for record in run.records
        if record["period"] == label and (record.get("successor") or record["unit"]) == unit.name
    ]
    run.seen.add("history read")
    if not records:
        if period.last_day(label) >= date.fromisoformat(run.ruleset["in_force"]["from"]):
            run.warnings.add(("history-missing", unit.name))
            run.seen.add("history missing")
        else:
            run.seen.add("history before the ruleset was in force")
        return None
    measures = {name for record in records for name in record.get("measures") or {}}
    merged: dict[str, Any] = {
        name: agreed([numeric((record.get("measures") or {}).get(name)) for record in records]) for name in measures
    }
    merged["total"] = agreed([numeric(record.get("total")) for record in records])
    merged["rank"] = agreed([numeric(record.get("rank")) for record in records])
    merged["grade"] = grade_of(run, [record.get("grade") for record in records])
    if merged["grade"] is None:
        if len({record.get("grade") for record in records}) > 1:
            run.seen.add("predecessors disagree")
        else:
            run.seen.add("foreign grade")
        merged["grade"] = run.questions.ask(f"history/{label}/{unit.name}", ("one of", run.grades))
    elif len(records) > 1:
        run.seen.add("predecessors agree")
    return merged


def grade_of(run: Run, grades: list[str | None]) -> str | None:
    """The grade of this scheme on which all records agree, else None."""
    mapped = (run.ruleset.get("history") or {}).get("grades") or {}
    return agreed([found if found in run.grades else mapped.get(found) for found in grades])


def holds(run: Run, condition: expression.Tree, record: dict[str, Any]) -> bool | None:
    """Whether a condition over grade, total and rank held in a record."""
    found = expression.evaluate(condition, lambda leaf: record[leaf[1]])
    assert found in (True, False, None)
    return found


def holds_now(run: Run, unit: Unit, condition: expression.Tree) -> bool | None:
    """Whether the condition holds in this period."""
    return holds(run, condition, {name: unit.values.get(name) for name in ("grade", "total", "rank")})


def previous(run: Run, unit: Unit, name: str) -> Any:
    """``previous.x``: the value one period back."""
    record = read(run, unit, period.before(run.period))
    return None if record is None else record.get(name)


def running(run: Run, unit: Unit, condition: expression.Tree) -> Fraction | None:
    """``running(c)``: for how many periods, this one included, c has held without a break."""
    held = holds_now(run, unit, condition)
    label = run.period
    count = 0
    unknown = False
    while held is not False:
        count += 1
        unknown = unknown or held is None
        label = period.before(label)
        record = read(run, unit, label)
        if record is None:
            break
        held = holds(run, condition, record)
    if unknown:
        run.seen.add("running unknown")
    elif count > 1:
        run.seen.add("running two or more")
    return None if unknown else Fraction(count)


def times(run: Run, unit: Unit, condition: expression.Tree) -> Fraction | None:
    """``times(c)``: in how many periods from the year's first up to this one c held."""
    found = [holds_now(run, unit, condition)]
    for label in period.year_so_far(run.period):
        record = read(run, unit, label)
        found.append(False if record is None else holds(run, condition, record))
    if None in found:
        run.seen.add("times unknown")
        return None
    if found.count(True) > 1:
        run.seen.add("times two or more")
    return Fraction(found.count(True))
