"""What every part of a ruleset is made of: strict frozen models, numbers as written, expressions, citations."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from engine.day import day
from engine.expression import Expression, ExpressionError, parse
from engine.expression.parser import MOST_DIGITS


class Model(BaseModel):
    """A frozen part of a ruleset; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def _number(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise PydanticCustomError("number", "a decimal number such as 12.50")
    if len(value.lstrip("-").replace(".", "")) > MOST_DIGITS:
        raise PydanticCustomError("digits", "a number with {count} digits at the most", {"count": MOST_DIGITS})
    return Decimal(value)


def _share(value: Any) -> Decimal:
    if isinstance(value, str) and value.endswith("%"):
        return _number(value[:-1]).scaleb(-2)
    return _number(value)


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,12}", value):
        raise PydanticCustomError("whole", "a whole number")
    return int(value)


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return day(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("day", "a date such as 2016-03-15") from None


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise PydanticCustomError("yes_no", "true or false")
    return bool(value == "true")


def _expression(value: Any) -> Expression:
    if isinstance(value, Expression):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("expression", "an expression")
    try:
        return parse(value)
    except ExpressionError as error:
        raise PydanticCustomError("expression", "an expression", {"error": error}) from error


def _plain_text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("text", "a text")
    return value


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


_AS_TEXT = PlainSerializer(lambda value: f"{value:f}", return_type=str)
_TEXT_SCHEMA = WithJsonSchema({"type": ["string", "number"]})

Number = Annotated[Decimal, BeforeValidator(_number), _AS_TEXT, WithJsonSchema({"type": "number"})]
"""A decimal, kept as written."""

Share = Annotated[Decimal, BeforeValidator(_share), _AS_TEXT, _TEXT_SCHEMA]
"""A decimal or a percentage; ``30%`` is 0.3."""

Whole = Annotated[int, BeforeValidator(_whole)]
Places = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=9)]
"""A number of decimal places."""

Day = Annotated[date, BeforeValidator(_day)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Text = Annotated[str, BeforeValidator(_plain_text), WithJsonSchema({"type": "string", "minLength": 1})]
Formula = Annotated[Expression, BeforeValidator(_expression), PlainSerializer(str, return_type=str), _TEXT_SCHEMA]
"""An expression, parsed."""

Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(_listed),
    WithJsonSchema(
        {"type": ["string", "array"], "minLength": 1, "minItems": 1, "items": {"type": "string", "minLength": 1}}
    ),
]
"""One text, or a list of them."""

Range = Annotated[
    tuple[Number, Number],
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
]
"""The least and the greatest, inclusive."""


class Rule(Model):
    """Anything that the scheme's text decides, with where it says so."""

    source: Texts = Field(min_length=1, description="Keys of `sources`: where the scheme says so.")
    note: Text | None = Field(None, description="The convention in words, where the text leaves it open.")
