"""Formulas over tables: the table and its columns are there and of the right kind; what is rounded says to where."""

from collections.abc import Iterator

from engine.expression.kinds import Kind, Stage, examine
from engine.message import Message
from engine.problem import Place, Problem, did_you_mean
from engine.ruleset import Choice, FormulaRule, Quantity, Ruleset
from engine.ruleset.vocabulary import names_of

CODES = ("column-kind", "column-unknown", "decimals-missing", "formula-keys", "table-unknown", "trim-all")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Formulas that cannot be computed."""
    for name, rule in ruleset.formulas.items():
        address = f"formulas.{name}"
        yield from _keys(address, rule)
        yield from _decimals(address, rule, ruleset)
        if rule.kind != "value":
            yield from _table(address, rule, ruleset)
            yield from _records(address, rule)


def _keys(address: str, rule: FormulaRule) -> Iterator[Problem]:
    """Keys that belong to another kind of formula."""
    idle = ["of", "where", "per", "trim", "at_least"] if rule.kind == "value" else []
    if rule.kind == "count":
        idle = ["of"]
    for key in idle:
        if getattr(rule, key) is not None:
            what = Message("{key} has no meaning beside {kind}.", key=key, kind=rule.kind)
            yield Problem("formula-keys", what, Place(path=f"{address}.{key}"), mend=Message("Take it out."))


def _decimals(address: str, rule: FormulaRule, ruleset: Ruleset) -> Iterator[Problem]:
    if rule.decimals is not None or ruleset.scoring.formulas is not None:
        return
    inexact = rule.kind in ("mean", "share")
    if rule.value is not None:
        value, _ = examine(rule.value, names_of(ruleset), Stage.FORMULAS, Kind.NUMBER, quotient=True)
        inexact = value is not None and value.quotient
    if inexact:
        what = Message("The formula is rounded, but does not say to how many decimals.")
        mend = Message("Add decimals: to it, or formulas: {{decimals: …}} to scoring.")
        yield Problem("decimals-missing", what, Place(path=address), mend=mend)


def _table(address: str, rule: FormulaRule, ruleset: Ruleset) -> Iterator[Problem]:
    name = rule.table or ""
    key = "count" if rule.kind == "count" else "of"
    if name not in ruleset.tables:
        what = Message("There is no table {name}.", name=name)
        place = Place(path=f"{address}.{key}")
        yield Problem("table-unknown", what, place, name, mend=did_you_mean(name, ruleset.tables))
        return
    columns = ruleset.tables[name].columns
    wanted = [(rule.kind, rule.column, Quantity), ("per", rule.per, Choice)]
    for key, column, kind in wanted:
        if column is None:
            continue
        place = Place(path=f"{address}.{key}")
        if column not in columns:
            what = Message("The table {table} has no column {name}.", table=name, name=column)
            yield Problem("column-unknown", what, place, column, mend=did_you_mean(column, columns))
        elif not isinstance(columns[column], kind):
            what = Message("The column {name} is of the wrong kind.", name=column)
            expected = Message("a column with one_of") if kind is Choice else Message("a column of numbers")
            yield Problem("column-kind", what, place, column, expected)


def _records(address: str, rule: FormulaRule) -> Iterator[Problem]:
    trimmed = 0 if rule.trim is None else rule.trim.highest + rule.trim.lowest
    if trimmed and rule.at_least is not None and rule.at_least <= trimmed:
        what = Message("All records may be trimmed away.")
        expected = Message("more than {bound}", bound=trimmed)
        yield Problem("trim-all", what, Place(path=f"{address}.at_least"), str(rule.at_least), expected)
