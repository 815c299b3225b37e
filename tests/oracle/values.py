"""From the cells of a unit to its values: attributes, measures, parameters; and the records of tables."""

from datetime import date
from fractions import Fraction
from typing import Any

from oracle.questions import Refused
from oracle.rounding import NUMBER, number, written_decimals
from oracle.run import Run, Unit

DOES_NOT_APPLY = ("不适用", "n/a")
YES_NO = {"是": True, "yes": True, "否": False, "no": False}


class BadCell(Exception):
    """A cell that is a problem of the data."""


def typed(cell: str, rule: dict[str, Any]) -> Any:
    """The value of a cell of an attribute, a measure or a table's column."""
    if "one_of" in rule:
        if cell not in rule["one_of"]:
            raise BadCell(cell)
        return cell
    if rule.get("type") == "yes_no":
        if cell not in YES_NO:
            raise BadCell(cell)
        return YES_NO[cell]
    if rule.get("type") == "date":
        try:
            return date.fromisoformat(cell)
        except ValueError:
            raise BadCell(cell) from None
    if rule.get("type") == "text":
        return cell
    if not NUMBER.fullmatch(cell) or written_decimals(cell) > int(rule.get("decimals", "0")):
        raise BadCell(cell)
    low, high = rule["between"]
    found = number(cell)
    if found < number(low) or found > number(high):
        raise BadCell(cell)
    return found


def read_unit(run: Run, row: dict[str, str]) -> Unit:
    """One unit as reported; with a problem it is not complete."""
    unit = Unit(row["unit"])
    attributes = run.ruleset.get("attributes") or {}
    measures = run.ruleset.get("measures") or {}
    for name, rule in {**attributes, **measures}.items():
        cell = row.get(name, "").strip()
        if cell == "":
            cell = rule.get("missing", "")
            run.seen.add("blank cell with missing" if cell else "blank cell without missing")
        if name in measures and cell in DOES_NOT_APPLY and rule.get("may_not_apply") == "true":
            unit.values[name] = None
            unit.absent.add(name)
            continue
        try:
            unit.values[name] = typed(cell, rule)
        except BadCell:
            unit.complete = False
            run.data_problems += 1
    return unit


def read_tables(run: Run) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """For each table the records of each unit; a unit with a bad record is not complete."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    units = {unit.name: unit for unit in run.units}
    for table, rule in (run.ruleset.get("tables") or {}).items():
        found[table] = {unit.name: [] for unit in run.units}
        for row in (run.data.get("tables") or {}).get(table, []):
            unit = units.get(row["unit"])
            if unit is None:
                run.data_problems += 1
                continue
            try:
                record = {name: typed(row[name], column) for name, column in rule["columns"].items()}
            except BadCell:
                unit.complete = False
                run.data_problems += 1
            else:
                found[table][unit.name].append(record)
    return found


def add_parameters(run: Run, unit: Unit) -> None:
    """The parameters as they hold for a unit on the last day of the period."""
    for name, rule in (run.ruleset.get("parameters") or {}).items():
        entries = rule["values"]
        if "by" in rule:
            entries = entries[unit.values[rule["by"]]]
        unit.values[name] = holding(run, name, entries)


def holding(run: Run, name: str, entries: list[dict[str, str]]) -> Fraction:
    """The entry with the latest ``from`` that is not after the period's last day."""
    begun = [entry for entry in entries if date.fromisoformat(entry["from"]) <= run.last_day]
    if not begun:
        raise Refused(f"no value of the parameter {name}")
    if len(begun) > 1:
        run.seen.add("parameter changed since")
    latest = max(begun, key=lambda entry: entry["from"])
    return number(latest["is"])
