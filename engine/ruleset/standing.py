"""What follows from totals: grades, ranking, prizes, quotas."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.rounding import Rounding
from engine.ruleset.base import Formula, Number, Rule, Share, Text, Whole, YesNo


class GradeRule(Rule):
    """One grade; it reaches down to its ``from``, inclusive."""

    grade: Text = Field(description="Its name.")
    from_: Number | None = Field(None, alias="from", description="Least total; the last grade has none.")
    may: YesNo = Field(False, description="The text says 可: a recorded decision may withhold it.")


class Ranking(Rule):
    """How units are ordered."""

    by: Literal["total"] = Field("total", description="By what; the greater is ahead.")
    ties: tuple[Formula, ...] = Field((), description="What decides between equal totals; the greater is ahead.")
    within: Text | None = Field(None, description="The attribute whose groups are ranked apart.")


class End(StrEnum):
    """From which end of the ranking places are given."""

    FIRST = "first"
    LAST = "last"


class Prize(Rule):
    """Money by rank."""

    name: Text = Field(description="Its name; rules ask for it as `prizes.<name>`.")
    winners: Whole = Field(ge=1, description="How many units.")
    amount: Number = Field(description="Yuan for each; may be negative.")
    among: Formula | None = Field(None, description="Which units may have it.")
    from_: End = Field(End.FIRST, alias="from", description="From which end of the ranking.")


class Quota(Rule):
    """A title for a share, or a number, of the units, by rank."""

    name: Text = Field(description="Its name; rules ask for it as `quotas.<name>`.")
    share: Share | None = Field(None, description="Share of the units of `of`.", ge=0, le=1)
    places: Whole | None = Field(None, ge=0, description="Number of units.")
    of: Literal["assessed", "ranked"] | Formula = Field("assessed", description="Of which units the share is taken.")
    among: Formula | None = Field(None, description="Which units may have it.")
    rounding: Rounding = Field(Rounding.HALF_UP, description="How share × number is rounded.")
    about: Whole | None = Field(None, ge=0, description="By how many a recorded decision may depart (左右).")

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.share is None) == (self.places is None):
            raise PydanticCustomError("one_of", "exactly one of share, places")
        return self
