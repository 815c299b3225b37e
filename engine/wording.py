"""Formulas as people read them: with the operands of the ruleset, or with the values of one unit."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import numpy as np

from engine.columns import Columns
from engine.decimals import as_written
from engine.expression import Expression, tree
from engine.expression.evaluation import Numbers, Texts, Value
from engine.fixed import Fixed, Truths
from engine.message import Message
from engine.methods import METHODS
from engine.plan import Indicator
from engine.ruleset.points import Corner, LadderStep

Shown = Callable[[Expression], str | None]


def formula(indicator: Indicator, points: str | None = None, shown: Shown = lambda node: None) -> Message:
    """The formula of an indicator's method with its own operands.

    Args:
        indicator: Which one.
        points: Full points, where they are not those of the ruleset.
        shown: What stands in the place of a name; nothing: the name itself.
    """
    given = {name: _argument(value, shown) for name, value in indicator.arguments.items()}
    value = indicator.arguments.get("value")
    for name, parts in indicator.arguments.items():
        if isinstance(parts, tuple):
            given[name] = [_part(part, value, shown) for part in parts]
    return METHODS[indicator.rule.method].formula_with({"points": points or f"{indicator.rule.points:f}", **given})


def _argument(value: Any, shown: Shown) -> object:
    if isinstance(value, Expression):
        text = value.show(shown)
        return f"({text})" if isinstance(value, tree.Arithmetic) else text
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, StrEnum):
        return _CHOICES[str(value)]
    return Message("no floor") if value == "none" else value


_CHOICES = {
    "full": Message("only full steps count"),
    "started": Message("a step that is begun counts"),
    "proportional": Message("in proportion"),
}


def _part(part: LadderStep | Corner, value: Any, shown: Shown) -> Message:
    """A step or a corner in words."""
    earns = f"{part.earns:f}"
    if isinstance(part, Corner):
        return Message("({at}, {earns})", at=f"{part.at:f}", earns=earns)
    held = "" if value is None else value.show(shown)
    if part.from_ is not None and part.when is not None:
        when = part.when.show(shown)
        return Message(
            "{value} ≥ {start} and {when}: {earns}", value=held, start=f"{part.from_:f}", when=when, earns=earns
        )
    if part.from_ is not None:
        return Message("{value} ≥ {start}: {earns}", value=held, start=f"{part.from_:f}", earns=earns)
    if part.when is not None:
        return Message("{when}: {earns}", when=part.when.show(shown), earns=earns)
    return Message("otherwise: {earns}", earns=earns)


def values_only(columns: Columns, unit: int) -> Shown:
    """Shows the value in the place of each name."""
    return lambda node: text_of(columns, node, unit)


def names_with_values(columns: Columns, unit: int) -> Shown:
    """Shows each name with its value behind it."""

    def shown(node: Expression) -> str | None:
        text = text_of(columns, node, unit)
        return None if text is None else f"{node} ({text})"

    return shown


def text_of(columns: Columns, node: Expression, unit: int) -> str | None:
    """The value of a name for one unit as written; None for a node that is no name."""
    if not isinstance(node, (tree.Name, tree.Member, tree.Count)):
        return None
    value: Value = columns.value(node)
    if isinstance(value, Numbers):
        if not _known(value.known, unit):
            return "?"
        assert isinstance(value.values, Fixed)
        if value.days:
            return date.fromordinal(int(_at(value.values.scaled, unit))).isoformat()
        return as_written(int(_at(value.values.scaled, unit)), value.values.decimals)
    if isinstance(value, Texts):
        return value.vocabulary[int(_at(value.codes, unit))] if _known(value.known, unit) else "?"
    if _at(value.true, unit):
        return "✓"
    return "✗" if _at(value.false, unit) else "?"


def number(column: Fixed, unit: int) -> str:
    """One unit's number as written."""
    return as_written(int(_at(column.scaled, unit)), column.decimals)


def holds(mask: Truths, unit: int) -> bool:
    """Whether a mask is true for one unit."""
    return bool(_at(mask, unit))


def _known(mask: Any, unit: int) -> bool:
    return mask is None or bool(_at(mask, unit))


def _at(array: Any, unit: int) -> Any:
    """The official scenario's element of a column that may be a constant."""
    flat = np.atleast_1d(array)
    return flat[..., unit if flat.shape[-1] > 1 else 0].ravel()[0]
