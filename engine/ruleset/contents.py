"""What stands somewhere in a ruleset: every number by its path, every expression."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from engine.expression import Expression, tree
from engine.fixed import Fixed, fixed
from engine.ruleset import Group, Rule, Ruleset


def numbers(ruleset: Ruleset) -> Iterator[tuple[str, Fixed]]:
    """Every number of the ruleset with its path, such as ``grades.好.from`` or ``indicators.返贫率控制.each``."""
    for name in ("scoring", "indicators", "adjustments", "grades", "prizes", "quotas", "consequences"):
        yield from _numbers_in(getattr(ruleset, name), name)


def _numbers_in(value: Any, path: str) -> Iterator[tuple[str, Fixed]]:
    match value:
        case bool() | None:
            return
        case Decimal() | int():
            yield path, fixed(value, shape=(1, 1))
        case tree.Number(percent=False):
            yield path, fixed(value.value, shape=(1, 1))
        case Group():
            base = f"groups.{value.group}"
            yield from _numbers_in(value.points, f"{base}.points")
            yield from _numbers_in(value.at_most, f"{base}.at_most")
            yield from _numbers_in(value.indicators, "indicators")
        case BaseModel():
            for field, info in type(value).model_fields.items():
                yield from _numbers_in(getattr(value, field), f"{path}.{info.alias or field}")
        case tuple():
            for index, item in enumerate(value, 1):
                yield from _numbers_in(item, f"{path}.{name_of(item) or index}")


def name_of(entry: Any) -> str | None:
    """The name under which an entry of a list is addressed."""
    if isinstance(entry, (Rule, Group)):
        for key in ("name", "grade", "group"):
            if (name := getattr(entry, key, None)) is not None:
                return str(name)
    return None


def expressions(part: Any) -> Iterator[Expression]:
    """Every expression of a ruleset, or of a part of it."""
    match part:
        case Expression():
            yield part
        case BaseModel():
            for field in type(part).model_fields:
                yield from expressions(getattr(part, field))
        case dict():
            for each in part.values():
                yield from expressions(each)
        case tuple():
            for each in part:
                yield from expressions(each)
