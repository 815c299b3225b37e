"""What is told beside a result: why units stand where they stand, what was reported, earlier periods, changes."""

from __future__ import annotations

from pydantic import Field

from notices.reading.result import Effect, Exact, Part


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
