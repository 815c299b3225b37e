"""Formulas: one value a unit, from an expression over its values or from its records of a table."""

from fractions import Fraction
from typing import Any

from oracle import expression, naming
from oracle.rounding import number, rounded
from oracle.run import Run, Unit

Records = list[dict[str, Any]]
KINDS = ("count", "sum", "mean", "max", "min", "share")


def add_formulas(run: Run, unit: Unit, tables: dict[str, dict[str, Records]]) -> None:
    """Add the values of all formulas to a unit, each after those that it names."""
    formulas = run.ruleset.get("formulas") or {}
    waiting = dict(formulas)
    while waiting:
        for name, rule in list(waiting.items()):
            needed = expression.names(rule["value"]) if "value" in rule else set()
            if needed & set(waiting):
                continue
            del waiting[name]
            if "value" in rule:
                add_expression(run, unit, name, rule, needed)
            else:
                add_from_table(run, unit, name, rule, tables[table_of(rule)][unit.name])


def table_of(rule: dict[str, Any]) -> str:
    """The table that a formula reads."""
    return str(rule["count"] if "count" in rule else rule["of"])


def decimals_of(run: Run, rule: dict[str, Any]) -> int:
    """The decimals in which a formula's value is shown."""
    if "count" in rule:
        return 0
    if "decimals" in rule:
        return int(rule["decimals"])
    if "mean" in rule or "share" in rule:
        return int((run.ruleset["scoring"].get("formulas") or {})["decimals"])
    column = rule[next(kind for kind in ("sum", "max", "min") if kind in rule)]
    return int(run.ruleset["tables"][rule["of"]]["columns"][column].get("decimals", "0"))


def add_expression(run: Run, unit: Unit, name: str, rule: dict[str, Any], needed: set[str]) -> None:
    """A formula ``{value: expression, decimals, rounding?}``."""
    if needed & unit.absent:
        unit.absent.add(name)
        unit.values[name] = None
        return
    found = naming.value(run, unit, rule["value"])
    if found is not None:
        found = rounded(found, int(rule["decimals"]), rule.get("rounding", "half_up"))
    else:
        run.seen.add("formula unknown")
    unit.values[name] = found


def add_from_table(run: Run, unit: Unit, name: str, rule: dict[str, Any], records: Records) -> None:
    """A formula over a table; with ``per`` one value for each value of that column."""
    taken = [record for record in records if meets(rule.get("where"), record)]
    if "per" not in rule:
        settle(run, unit, name, rule, taken)
        return
    for member in run.ruleset["tables"][table_of(rule)]["columns"][rule["per"]]["one_of"]:
        settle(run, unit, f"{name}·{member}", rule, [one for one in taken if one[rule["per"]] == member])


def meets(condition: str | None, record: dict[str, Any]) -> bool:
    """Whether a record meets a condition on its columns."""
    if condition is None:
        return True
    return expression.evaluate(expression.parse(condition), lambda leaf: record[leaf[1]]) is True


def settle(run: Run, unit: Unit, name: str, rule: dict[str, Any], taken: Records) -> None:
    """The value from the records taken, or the decided one where they are too few."""
    kind = next(kind for kind in KINDS if kind in rule)
    trim = {end: int((rule.get("trim") or {}).get(end, "0")) for end in ("highest", "lowest")}
    least = {"count": 0, "sum": 0}.get(kind, 1 + sum(trim.values()))
    unit.values[name] = None
    if len(taken) >= int(rule.get("at_least", least)):
        if sum(trim.values()):
            run.seen.add("trimmed mean")
        unit.values[name] = of_records(run, kind, rule, taken, trim)
        return
    run.seen.add("too few records")
    options = ("number or 不适用", decimals_of(run, rule))
    answer = run.questions.ask(f"formulas/{name}/{unit.name}", options)
    if answer is None:
        unit.complete = False
    elif answer == "不适用":
        unit.absent.add(name)
    else:
        unit.values[name] = number(answer)


def of_records(run: Run, kind: str, rule: dict[str, Any], taken: Records, trim: dict[str, int]) -> Fraction | None:
    """Count, sum, mean, max, min or share of records."""
    places, mode = decimals_of(run, rule), rule.get("rounding", "half_up")
    if kind == "count":
        return Fraction(len(taken))
    if kind == "share":
        if not taken:
            return None
        meeting = [record for record in taken if meets(rule["share"], record)]
        return rounded(Fraction(100 * len(meeting), len(taken)), places, mode)
    column = sorted(record[rule[kind]] for record in taken)
    if kind == "sum":
        return sum(column, Fraction(0))
    if not column:
        return None
    if kind == "max":
        return Fraction(column[-1])
    if kind == "min":
        return Fraction(column[0])
    kept = column[trim["lowest"] : len(column) - trim["highest"]]
    return rounded(sum(kept, Fraction(0)) / len(kept), places, mode) if kept else None
