"""What the names in an expression mean for a unit, and the values of expressions."""

from typing import Any

from oracle import expression, history
from oracle.run import Run, Unit

OVER_A_COLUMN = ("sum", "mean", "max", "min")


def percents(run: Run) -> frozenset[str]:
    """The names whose values have the unit ``%``."""
    found = set()
    for name, rule in (run.ruleset.get("measures") or {}).items():
        if rule["unit"] == "%":
            found.add(name)
    for name, rule in (run.ruleset.get("parameters") or {}).items():
        if rule.get("unit") == "%":
            found.add(name)
    for name, rule in (run.ruleset.get("formulas") or {}).items():
        if "share" in rule:
            found.add(name)
        for kind in OVER_A_COLUMN:
            if kind in rule and run.ruleset["tables"][rule["of"]]["columns"][rule[kind]].get("unit") == "%":
                found.add(name)
    return frozenset(found)


def look(run: Run, unit: Unit, stands: dict[str, str] | None = None) -> expression.Look:
    """A function from a leaf of an expression to its value.

    ``stands`` says for what a name stands inside a ``for_each``.
    """

    def leaf(tree: expression.Tree) -> Any:
        kind, name = tree[0], tree[1]
        if kind == "name":
            return unit.values[(stands or {}).get(str(name), str(name))]
        if kind == "result":
            return unit.values.get(name)
        if kind == "previous":
            return history.previous(run, unit, name)
        if kind == "running":
            return history.running(run, unit, name)
        return history.times(run, unit, name)

    return leaf


def value(run: Run, unit: Unit, text: str, stands: dict[str, str] | None = None) -> Any:
    """The value of an expression for a unit."""
    return expression.evaluate(expression.parse(text), look(run, unit, stands), run.percents)


def value_beside(run: Run, unit: Unit, text: str, other: str, stands: dict[str, str]) -> Any:
    """The value of an expression that is held against another, so that ``5%`` is read rightly."""
    one, two = expression.parse(text), expression.parse(other)
    return expression.beside(one, two, look(run, unit, stands), run.percents)


def stands_for(run: Run, column: str | None) -> list[tuple[str, dict[str, str]]]:
    """For a rule with ``for_each: column``: what is appended to its name, and what formulas' names stand for.

    Without ``for_each`` there is one rule, with nothing appended.
    """
    if column is None:
        return [("", {})]
    formulas = run.ruleset.get("formulas") or {}
    per = {name: rule for name, rule in formulas.items() if rule.get("per") == column}
    first = next(iter(per.values()))
    table = first["count"] if "count" in first else first["of"]
    members = run.ruleset["tables"][table]["columns"][column]["one_of"]
    return [(f"·{member}", {name: f"{name}·{member}" for name in per}) for member in members]
