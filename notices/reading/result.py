"""The parts of a result, as ``result.json`` has them; what notices do not use is passed over."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, computed_field


def _exact(text: str) -> str:
    value = Decimal(text) if text.strip() == text and text.isascii() and "_" not in text else Decimal("nan")
    if not value.is_finite():
        raise ValueError("no decimal number")
    return text


def _decimal(text: str) -> str:
    try:
        return _exact(text)
    except ArithmeticError as error:
        raise ValueError("no decimal number") from error


Exact = Annotated[str, AfterValidator(_decimal)]
"""An exact number as text; it is printed as it stands."""


class Part(BaseModel):
    """A part of the result; what notices do not use is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Basis(Part):
    """The document that a notice cites."""

    title: str | None = None
    number: str | None = None
    clause: str | None = None
    approved: str | None = None


class Source(Part):
    """A text that a rule cites; of the kind ``assumption`` it is a convention of the ruleset's authors."""

    title: str
    section: str | None = None
    number: str | None = None
    kind: str | None = None


class Scheme(Part):
    """The ruleset, as far as a notice names it."""

    name: str
    version: str
    digest: str
    unit: str
    basis: tuple[Basis, ...] = ()
    sources: dict[str, Source] = {}


class Assumption(Part):
    """A convention that was used."""

    path: str | None = None
    rule: str | None = None
    text: str


class OpenDecision(Part):
    """A point that people must decide."""

    question: str
    text: str
    units: tuple[str, ...] = ()


class Finding(Part):
    """A warning or a problem."""

    text: str
    unit: str | None = None


class NotScored(Part):
    """A unit without a result."""

    unit: str
    reasons: tuple[str, ...] = ()


class PrizeSummary(Part):
    """A prize and who received it."""

    name: str
    amount: Exact
    winners: int
    awarded: tuple[str, ...] = ()
    vacant: int = 0

    @computed_field  # type: ignore[prop-decorator]  # mypy knows no decorator above property, as pydantic's manual says
    @property
    def undecided(self) -> int:
        """The places that wait for a decision."""
        return self.winners - len(self.awarded) - self.vacant


class QuotaSummary(Part):
    """A quota and who has it."""

    name: str
    places: int
    awarded: tuple[str, ...] = ()


class Summary(Part):
    """The assessment in numbers."""

    assessed: int
    ranked: int
    grades: dict[str, int]
    prizes: tuple[PrizeSummary, ...] = ()
    quotas: tuple[QuotaSummary, ...] = ()
    prize_money: Exact | None = None


class Indicator(Part):
    """An indicator and its full points."""

    name: str
    points: Exact
    group: tuple[str, ...] = ()
    formula: str | None = None


class Effect(Part):
    """What follows for one party. Every field that some effect has is here, absent where this one has it not."""

    rule: str
    party: str
    effect: str
    as_: str | None = Field(None, alias="as")
    what: str | None = None
    count: int | str | None = None
    amount: Exact | None = None
    for_: str | None = Field(None, alias="for")
    scope: str | None = None
    by: str | None = None
    to: str | None = None
    within_days: int | str | None = None
    how: str | None = None
    rating: str | None = None
    months: int | str | None = None
    from_: str | None = Field(None, alias="from")
    until: str | None = None
    source: tuple[str, ...] = ()


class Replaced(Part):
    """A rule that fired and gave way to others."""

    rule: str
    by: tuple[str, ...]


class Prize(Part):
    """A prize that a unit received."""

    name: str
    amount: Exact


class UnitResult(Part):
    """One unit's result."""

    unit: str
    points: dict[str, Exact | None] = {}
    adjustments: dict[str, Exact] = {}
    corrections: dict[str, Exact] = {}
    total: Exact | None = None
    grade: str | None = None
    rank: int | None = None
    withdrawn: bool = False
    vetoes: tuple[str, ...] = ()
    prizes: tuple[Prize, ...] = ()
    quotas: tuple[str, ...] = ()
    consequences: tuple[Effect, ...] = ()
    replaced: tuple[Replaced, ...] = ()
