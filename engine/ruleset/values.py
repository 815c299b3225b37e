"""What is known of a unit: attributes, measures, tables of records, formulas over them, parameters, targets."""

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from engine.rounding import Rounding
from engine.ruleset.base import Day, Formula, Model, Number, Places, Range, Rule, Text, Whole, YesNo


class Choice(Model):
    """A text out of a list."""

    one_of: tuple[Text, ...] = Field(min_length=1, description="The possible texts.")
    missing: Text | None = Field(None, description="What a blank cell means.")


class Quantity(Model):
    """A number within a range."""

    type: Literal["number"] = Field("number", description="May be left out.")
    unit: Text | None = Field(None, description="Unit of measure.")
    decimals: Places = Field(0, description="Decimal places at most.")
    between: Range = Field(description="Least and greatest value, inclusive.")
    missing: Number | None = Field(None, description="What a blank cell means.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.between[0] > self.between[1]:
            raise PydanticCustomError("range", "the least value before the greatest")
        return self


class Plain(Model):
    """A yes or no (`是`, `否`), a date, or a free text."""

    type: Literal["yes_no", "date", "text"] = Field(description="Which of the three.")
    missing: Text | None = Field(None, description="What a blank cell means.")


def _kind(value: object) -> str:
    """Which of the three kinds of column a mapping describes."""
    if isinstance(value, Model):
        return type(value).__name__
    if isinstance(value, dict) and "one_of" in value:
        return "Choice"
    if isinstance(value, dict) and value.get("type", "number") != "number":
        return "Plain"
    return "Quantity"


Column = Annotated[
    Annotated[Choice, Tag("Choice")] | Annotated[Quantity, Tag("Quantity")] | Annotated[Plain, Tag("Plain")],
    Discriminator(_kind),
]


class Measure(Model):
    """A number that a department reports for each unit."""

    unit: Text = Field(description="Unit of measure, for example 人 or %.")
    decimals: Places = Field(0, description="Decimal places at most.")
    between: Range = Field(description="Least and greatest value, inclusive.")
    reported_by: Text | None = Field(None, description="The department that reports it.")
    missing: Number | None = Field(None, description="What a blank cell means; without it a blank is an error.")
    may_not_apply: YesNo = Field(False, description="Whether 不适用 may be typed.")
    help: Text | None = Field(None, description="How to fill it in.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.between[0] > self.between[1]:
            raise PydanticCustomError("range", "the least value before the greatest")
        return self


class Table(Model):
    """Records below the unit: ballots, events, villages."""

    columns: dict[Text, Column] = Field(min_length=1, description="The columns beside the unit's.")
    reported_by: Text | None = Field(None, description="The department that reports it.")
    help: Text | None = Field(None, description="How to fill it in.")


class Trim(Model):
    """How many extreme records a trimmed mean leaves out."""

    highest: Whole = Field(0, ge=0, description="How many of the highest.")
    lowest: Whole = Field(0, ge=0, description="How many of the lowest.")


AGGREGATES = ("count", "sum", "mean", "max", "min", "share")


class FormulaRule(Rule):
    """One value a unit, out of its measures or its records of a table."""

    value: Formula | None = Field(None, description="An expression over measures, attributes, parameters and formulas.")
    count: Text | None = Field(None, description="Number of records of this table.")
    sum: Text | None = Field(None, description="Sum of this column.")
    mean: Text | None = Field(None, description="Mean of this column.")
    max: Text | None = Field(None, description="Greatest value of this column.")
    min: Text | None = Field(None, description="Least value of this column.")
    share: Formula | None = Field(None, description="Percentage of the records that meet this condition.")
    of: Text | None = Field(None, description="The table.")
    where: Formula | None = Field(None, description="Which records are taken.")
    per: Text | None = Field(None, description="One value for each value of this column.")
    trim: Trim | None = Field(None, description="Extreme records that a mean leaves out.")
    at_least: Whole | None = Field(None, ge=0, description="Fewer records than this are an open decision.")
    unit: Text | None = Field(None, description="Unit of measure.")
    decimals: Places | None = Field(None, description="Decimal places of the result.")
    rounding: Rounding = Field(Rounding.HALF_UP, description="How the result is rounded.")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [name for name in ("value", *AGGREGATES) if getattr(self, name) is not None]
        if len(given) != 1:
            raise PydanticCustomError("one_of", "exactly one of value, count, sum, mean, max, min, share")
        if self.kind in ("sum", "mean", "max", "min", "share") and self.of is None:
            raise PydanticCustomError("one_of", "`of`, the table that the records come from")
        if self.trim is not None and self.kind != "mean":
            raise PydanticCustomError("one_of", "`trim` only beside `mean`")
        return self

    @property
    def kind(self) -> str:
        """``value``, or the aggregate's name."""
        return next(name for name in ("value", *AGGREGATES) if getattr(self, name) is not None)

    @property
    def table(self) -> str | None:
        """The table that the records come from."""
        return self.count or self.of

    @property
    def column(self) -> str | None:
        """The column that is summed, averaged or compared."""
        return self.sum or self.mean or self.max or self.min

    @property
    def fewest(self) -> int:
        """How many records must be there."""
        if self.at_least is not None:
            return self.at_least
        trimmed = 0 if self.trim is None else self.trim.highest + self.trim.lowest
        return 0 if self.kind in ("count", "sum") else 1 + trimmed


class DatedNumber(Model):
    """A number from a day on."""

    from_: Day = Field(alias="from", description="First day.")
    is_: Number = Field(alias="is", description="The number from then on.")


class Parameter(Rule):
    """A number that changes with time, and perhaps with the category of the unit."""

    by: Text | None = Field(None, description="The attribute that tells the category.")
    unit: Text | None = Field(None, description="Unit of measure.")
    values: tuple[DatedNumber, ...] | dict[Text, tuple[DatedNumber, ...]] = Field(
        description="Numbers by date; with `by`, for each category."
    )

    @property
    def series(self) -> dict[str, tuple[DatedNumber, ...]]:
        """The numbers by category; by the empty text where there is no category."""
        return dict(self.values) if isinstance(self.values, dict) else {"": self.values}


class Target(Rule):
    """What is to be reached, and by when; reported, never scored."""

    name: Text = Field(description="Its name.")
    expect: Formula = Field(description="A comparison.")
    by: Day | None = Field(None, description="The day by which it is due.")
    hard: YesNo = Field(True, description="Whether the text binds, or only strives for it (力争).")
    when: Formula | None = Field(None, description="For which units.")
