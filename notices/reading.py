"""A result, and what is told beside it, as notices read it: checked once, so that later steps may rely on it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, computed_field

from engine.message import Message
from engine.problem import Place, Problem
from notices.errors import NotAResult


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


class Reported(Part):
    """What a department reported of a measure."""

    name: str
    value: str | None = None
    unit: str
    reported_by: str | None = None


class Line(Part):
    """A line of an explanation: what it is about, what came out, how, and what was reported for it.

    ``moved_to`` names the indicator that took the points of one that does not apply.
    """

    name: str
    value: str | None = None
    how: str | None = None
    moved_to: str | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None
    evidence: tuple[Reported, ...] = ()


class Explanation(Part):
    """Why a unit stands where it stands, by section."""

    points: tuple[Line, ...] = ()
    adjustments: tuple[Line, ...] = ()
    corrections: tuple[Line, ...] = ()
    total: tuple[Line, ...] = ()
    standing: tuple[Line, ...] = ()
    awards: tuple[Line, ...] = ()
    consequences: tuple[Line, ...] = ()
    replaced: tuple[Line, ...] = ()
    targets: tuple[Line, ...] = ()
    questions: tuple[Line, ...] = ()
    warnings: tuple[Line, ...] = ()


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


class Column(Part):
    """A measure that a department reports."""

    name: str
    unit: str


class Row(Part):
    """What a department reported of a unit, in the order of its measures."""

    unit: str
    values: tuple[str, ...]


class Department(Part):
    """A department with what it reported."""

    department: str
    measures: tuple[Column, ...]
    rows: tuple[Row, ...]


class Earlier(Part):
    """What an earlier period recorded of a unit."""

    unit: str
    total: str | None = None
    grade: str | None = None
    rank: str | None = None


class Year(Part):
    """An earlier period."""

    period: str
    units: tuple[Earlier, ...]


class Band(Part):
    """A grade and the total from which it is given; nothing for the lowest."""

    grade: str
    from_: Exact | None = Field(None, alias="from")


class Outcome(Part):
    """What a result says of a unit, in short."""

    total: Exact
    grade: str
    rank: int | None = None
    withdrawn: bool = False
    vetoes: tuple[str, ...] = ()


class ChangedPoints(Part):
    """A part of a unit's total that is not what it was."""

    name: str
    before: Exact | None = None
    after: Exact | None = None


class ChangedAmount(Part):
    """A prize that a unit keeps, but of another amount."""

    name: str
    before: Exact
    after: Exact


class Turned(Part):
    """What a unit has no longer, or has now: prizes and quotas by name, and effects."""

    awards: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.awards or self.effects)


class Reason(Part):
    """A difference of a unit's own inputs; values with their units of measure, of cells alone."""

    kind: str
    name: str | None = None
    before: str | None = None
    after: str | None = None


class Changed(Part):
    """A unit of which the former result said something else.

    Attributes:
        was: Whether the former result scored it: ``scored``, ``not scored`` or ``absent``.
        now: The same of this one.
        others: The units for whose change alone its standing is another one.
    """

    unit: str
    was: str
    now: str
    before: Outcome | None = None
    after: Outcome | None = None
    points: tuple[ChangedPoints, ...] = ()
    amounts: tuple[ChangedAmount, ...] = ()
    lost: Turned = Turned()
    won: Turned = Turned()
    reasons: tuple[Reason, ...] = ()
    others: tuple[str, ...] = ()


class Changes(Part):
    """What differs from the result that is replaced.

    Attributes:
        digest: By which documents name that result.
        ruleset_version: By which version of the ruleset it was made.
        reasons: What differs for every unit: ``ruleset``, ``decision``, ``engine``.
        units: The units that changed.
    """

    digest: str
    ruleset_version: str
    reasons: tuple[str, ...] = ()
    units: tuple[Changed, ...] = ()


class Result(Part):
    """A result, and what is told beside it."""

    ruleset: Scheme
    period: str
    provisional: bool
    final: bool
    assumptions: tuple[Assumption, ...] = ()
    open_decisions: tuple[OpenDecision, ...] = ()
    decisions: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[Finding, ...] = ()
    problems: tuple[Finding, ...] = ()
    not_scored: tuple[NotScored, ...] = ()
    summary: Summary
    indicators: tuple[Indicator, ...] = ()
    units: tuple[UnitResult, ...]
    inputs: dict[str, Any] = {}
    explanations: dict[str, Explanation] = {}
    departments: tuple[Department, ...] = ()
    years: tuple[Year, ...] = ()
    bands: tuple[Band, ...] = ()
    full_points: dict[str, dict[str, Exact]] = {}
    changes: Changes | None = None


def read(result: Mapping[str, object]) -> Result:
    """Check the shape of a result.

    Raises:
        NotAResult: A field is missing or of another kind; each with its path.
    """
    if result.get("kaoping") != 1:
        what = Message("This is no result of an assessment, or one of another version.")
        raise NotAResult(Problem("result-version", what, Place(path="kaoping"), str(result.get("kaoping"))))
    try:
        return Result.model_validate(result)
    except ValidationError as error:
        raise NotAResult(
            *(
                Problem(
                    "result-shape",
                    Message("The result cannot be read here: {reason}", reason=fault["msg"]),
                    Place(path=".".join(map(str, fault["loc"]))),
                )
                for fault in error.errors()
            )
        ) from error
