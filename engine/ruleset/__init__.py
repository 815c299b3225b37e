"""The typed, frozen model of a scheme: what `engine.source` reads a YAML text into."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PrivateAttr

from engine.data import digest
from engine.period import PeriodKind
from engine.ruleset.base import Day, Model, Number, Rule, Text, Texts, Whole
from engine.ruleset.effects import Consequence, Party
from engine.ruleset.points import Adjustment, Entry, Group, IndicatorRule, Scoring
from engine.ruleset.standing import GradeRule, Prize, Quota, Ranking
from engine.ruleset.values import (
    Choice,
    Column,
    FormulaRule,
    Measure,
    Parameter,
    Plain,
    Quantity,
    Table,
    Target,
)

__all__ = [
    "Adjustment",
    "Choice",
    "Column",
    "Consequence",
    "FormulaRule",
    "GradeRule",
    "Group",
    "IndicatorRule",
    "Measure",
    "Model",
    "Number",
    "Parameter",
    "Party",
    "Plain",
    "Prize",
    "Quantity",
    "Quota",
    "Ranking",
    "Rule",
    "Ruleset",
    "Scoring",
    "Source",
    "Table",
    "Target",
]


class Covers(Model):
    """What is assessed."""

    unit: Text = Field(description="What a unit is called, for example 乡镇.")
    at_most: Whole = Field(1000, ge=1, le=10_000_000, description="How many units there are at the most.")


class InForce(Model):
    """When the scheme holds; both days inclusive."""

    from_: Day = Field(alias="from", description="First day.")
    until: Day | None = Field(None, description="Last day; without it the scheme has no end yet.")


class Source(Model):
    """A document that rules are taken from, or a convention of the encoder."""

    title: Text = Field(description="Title of the document.")
    kind: Literal["document", "speech", "assumption"] = Field(
        description="`assumption`: a convention of the encoder, listed in every report."
    )
    section: Text | None = Field(None, description="Where in the document.")
    number: Text | None = Field(None, description="Number of the document.")


class Convention(Model):
    """A convention that no single rule carries."""

    name: Text = Field(description="In a word.")
    text: Text = Field(description="The convention, as reports print it.")
    source: Texts = Field(min_length=1, description="Keys of `sources`.")


def _null(value: Any) -> Any:
    return None if value in ("null", "~", "") else value


Nullable = Annotated[Text | None, BeforeValidator(_null)]


class Basis(Model):
    """A document that notices cite; the county fills in what it has."""

    title: Text = Field(description="Title of the document.")
    number: Nullable = Field(None, description="Its number.")
    clause: Nullable = Field(None, description="The clause that is cited.")
    approved: Nullable = Field(None, description="When, and by whom, it was approved.")


class EarlierGrades(Model):
    """How grades of an earlier scheme are read."""

    grades: dict[Text, Text] = Field(description="Earlier grade → grade of this scheme.")


class Ruleset(Model):
    """A scheme as code."""

    ruleset: Text = Field(description="Name of the scheme.")
    version: Text = Field(description="Its version; results record it.")
    covers: Covers
    period: PeriodKind = Field(description="What a cycle spans.")
    in_force: InForce
    sources: dict[Text, Source] = Field(min_length=1)
    conventions: tuple[Convention, ...] = ()
    basis: tuple[Basis, ...] = ()
    parties: dict[Text, Party] = Field(default_factory=dict)
    attributes: dict[Text, Column] = Field(
        default_factory=dict, description="What tells units apart: a category, a date, a yes or no."
    )
    measures: dict[Text, Measure] = Field(default_factory=dict)
    tables: dict[Text, Table] = Field(default_factory=dict)
    formulas: dict[Text, FormulaRule] = Field(default_factory=dict)
    parameters: dict[Text, Parameter] = Field(default_factory=dict)
    scoring: Scoring
    indicators: tuple[Entry, ...] = Field(min_length=1, description="What earns points, in groups or alone.")
    adjustments: tuple[Adjustment, ...] = ()
    grades: tuple[GradeRule, ...] = Field(min_length=1, max_length=100)
    ranking: Ranking
    prizes: tuple[Prize, ...] = Field((), max_length=200)
    quotas: tuple[Quota, ...] = Field((), max_length=200)
    consequences: tuple[Consequence, ...] = Field((), max_length=200)
    history: EarlierGrades | None = None
    targets: tuple[Target, ...] = Field((), max_length=200)

    _text: str = PrivateAttr("")

    @property
    def text(self) -> str:
        """The YAML text that the ruleset was read from."""
        return self._text

    def read_from(self, text: str) -> "Ruleset":
        """The same ruleset, remembering its text."""
        copy = self.model_copy()
        copy._text = text
        return copy

    @property
    def digest(self) -> str:
        """SHA-256 over the content; comments and layout do not count."""
        return digest(self.model_dump(mode="json", by_alias=True))

    def names(self) -> dict[str, str]:
        """The common namespace of expressions: name → ``attributes``, ``measures``, ``formulas`` or ``parameters``."""
        families = ("attributes", "measures", "formulas", "parameters")
        return {name: family for family in families for name in getattr(self, family)}
