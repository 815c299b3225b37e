"""What the expressions of a ruleset may name: each name's kind, unit, texts, and the stage from which it is known."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from engine.expression.kinds import Kind, Known, Names, Stage, Value
from engine.ruleset import Choice, Column, FormulaRule, Group, IndicatorRule, Plain, Quantity, Ruleset

_NUMBER = Value(Kind.NUMBER)
_CONDITION = Value(Kind.CONDITION)
_PLAIN = {"yes_no": _CONDITION, "date": Value(Kind.DATE), "text": Value(Kind.TEXT)}


def names_of(ruleset: Ruleset) -> Names:
    """Everything that a rule may name, whatever its stage."""
    grades = tuple(grade.grade for grade in ruleset.grades)
    grade = Value(Kind.TEXT, vocabulary=grades)
    measures = {name: Known(Value(Kind.NUMBER, measure.unit)) for name, measure in ruleset.measures.items()}
    plain = {
        **{name: Known(_of_column(column)) for name, column in ruleset.attributes.items()},
        **measures,
        **{name: Known(Value(Kind.NUMBER, parameter.unit)) for name, parameter in ruleset.parameters.items()},
        **dict(_formulas(ruleset)),
        "total": Known(_NUMBER, Stage.TOTAL),
        "grade": Known(grade, Stage.GRADE),
        "rank": Known(_NUMBER, Stage.RANK),
        "is_last": Known(_CONDITION, Stage.RANK),
    }
    points = {
        name: Known(_NUMBER, Stage.POINTS)
        for indicator in indicators(ruleset)
        for name in repeated_names(ruleset, indicator.name, indicator.for_each)
    }
    families = {
        "points": points,
        "quotas": {quota.name: Known(_CONDITION, Stage.AWARDS) for quota in ruleset.quotas},
        "prizes": {prize.name: Known(_CONDITION, Stage.AWARDS) for prize in ruleset.prizes},
        "previous": {**measures, "grade": Known(grade), "total": Known(_NUMBER), "rank": Known(_NUMBER)},
    }
    return Names(plain, families)


def record_names(ruleset: Ruleset, table: str) -> Names:
    """What a condition on the records of a table may name: its columns, and the unit's own values."""
    names = names_of(ruleset)
    own = {name: known for name, known in names.plain.items() if known.stage is Stage.VALUES}
    columns = {name: Known(_of_column(column)) for name, column in ruleset.tables[table].columns.items()}
    return Names({**own, **columns}, {})


def indicators(ruleset: Ruleset) -> Iterator[IndicatorRule]:
    """All indicators, out of their groups."""
    return in_entries(ruleset.indicators)


def in_entries(entries: tuple[Any, ...]) -> Iterator[IndicatorRule]:
    """The indicators of some entries, out of their groups."""
    for entry in entries:
        if isinstance(entry, Group):
            yield from in_entries(entry.indicators)
        else:
            yield entry


def values_per(ruleset: Ruleset, rule: FormulaRule) -> tuple[str, ...]:
    """The values that a formula is made `per`; none if the column is not there or has no list of values."""
    table = ruleset.tables.get(rule.table or "")
    column = table.columns.get(rule.per or "") if table is not None else None
    return column.one_of if isinstance(column, Choice) else ()


def repeated_names(ruleset: Ruleset, name: str, for_each: str | None) -> tuple[str, ...]:
    """The names of a rule: its own, or one for each value of its `for_each`."""
    if for_each is None:
        return (name,)
    formula = next((rule for rule in ruleset.formulas.values() if rule.per == for_each), None)
    return () if formula is None else tuple(f"{name}·{value}" for value in values_per(ruleset, formula))


def _formulas(ruleset: Ruleset) -> Iterator[tuple[str, Known]]:
    for name, rule in ruleset.formulas.items():
        known = Known(Value(Kind.NUMBER, _unit(ruleset, rule)), Stage.FORMULAS)
        yield name, known
        for value in values_per(ruleset, rule):
            yield f"{name}·{value}", known


def _unit(ruleset: Ruleset, rule: FormulaRule) -> str | None:
    """The unit of a formula: as declared, ``%`` of a share, else that of its column."""
    if rule.unit is not None or rule.kind == "share":
        return rule.unit or "%"
    table = ruleset.tables.get(rule.table or "")
    column = table.columns.get(rule.column or "") if table is not None else None
    return column.unit if isinstance(column, Quantity) else None


def _of_column(column: Column) -> Value:
    match column:
        case Choice():
            return Value(Kind.TEXT, vocabulary=column.one_of)
        case Quantity():
            return replace(_NUMBER, unit=column.unit)
        case Plain():
            return _PLAIN[column.type]
