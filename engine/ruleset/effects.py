"""What a result brings about: parties, the closed vocabulary of effects, consequences."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field

from engine.ruleset.base import Formula, Model, Number, Rule, Text, Texts, Whole, YesNo


class Party(Model):
    """Whom an effect concerns; a party within, or part of, another one is a subset of it."""

    kind: Literal["body", "people", "unit"] | None = Field(None, description="What it is, where it stands alone.")
    within: Text | None = Field(None, description="The party that it is part of.")
    all: Text | None = Field(None, description="All of this party …")
    except_: Text | None = Field(None, alias="except", description="… but this one.")

    @property
    def above(self) -> str | None:
        """The party that this one is directly a subset of."""
        return self.within or self.all


class EffectBase(Model):
    """What all effects have."""

    party: Text = Field(description="Whom it concerns.")
    may: YesNo = Field(False, description="The text says 可: an open decision for each unit.")
    source: Texts | None = Field(None, description="Where the scheme says so, if not where its rule does.")
    note: Text | None = Field(None, description="The convention in words, where the text leaves it open.")

    @property
    def fields(self) -> dict[str, Any]:
        """The effect's own fields that are given, named as in the ruleset."""
        plain = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return {
            name: value for name, value in plain.items() if name not in ("party", "effect", "may", "source", "note")
        }


class Rate(EffectBase):
    """The yearly assessment of the party is this rating."""

    effect: Literal["rate"]
    as_: Text = Field(alias="as", description="The rating.")


class Grant(EffectBase):
    """The party gets more of something that is counted."""

    effect: Literal["grant"]
    what: Text = Field(description="Of what.")
    count: Whole = Field(ge=1, description="How many more.")


class Award(EffectBase):
    """The party is honoured, perhaps with money."""

    effect: Literal["award"]
    what: Text = Field(description="The honour.")
    amount: Number | None = Field(None, description="Yuan.")


class Prefer(EffectBase):
    """The party is preferred."""

    effect: Literal["prefer"]
    for_: Text = Field(alias="for", description="For what.")


class Cancel(EffectBase):
    """The party loses what it would have had."""

    effect: Literal["cancel"]
    what: Text = Field(description="What is lost.")


class Criticise(EffectBase):
    """The party is criticised in a circular (通报批评)."""

    effect: Literal["criticise"]
    scope: Text | None = Field(None, description="How far the circular goes, for example 全县.")


class Admonish(EffectBase):
    """A formal admonition talk is held with the party (诫勉谈话)."""

    effect: Literal["admonish"]
    by: Text | None = Field(None, description="Who holds the talk.")


class Report(EffectBase):
    """The party reports in writing."""

    effect: Literal["report"]
    to: Text = Field(description="To whom.")
    within_days: Whole | None = Field(None, ge=1, description="Within how many days.")


class Rectify(EffectBase):
    """The party mends what was found, by a deadline (限期整改)."""

    effect: Literal["rectify"]
    within_days: Whole | None = Field(None, ge=1, description="Within how many days.")


class Adjust(EffectBase):
    """The party's posts are adjusted."""

    effect: Literal["adjust"]
    how: Text = Field(description="In which way, for example 组织调整.")


class Forbid(EffectBase):
    """Something is barred for the party, for good or for a time."""

    effect: Literal["forbid"]
    what: Text = Field(description="What is barred.")
    rating: Text | None = Field(None, description="The rating that is barred, if it is one.")
    months: Whole | None = Field(None, ge=1, le=1200, description="For how long.")
    from_: Literal["decision", "period_end"] | None = Field(None, alias="from", description="From which day.")


class Educate(EffectBase):
    """The party is criticised and educated (批评教育)."""

    effect: Literal["educate"]
    how: Text | None = Field(None, description="In which way.")


class Reassign(EffectBase):
    """The party is given another task in time."""

    effect: Literal["reassign"]
    how: Text | None = Field(None, description="In which way.")


class Recommend(EffectBase):
    """The party is recommended."""

    effect: Literal["recommend"]
    for_: Text = Field(alias="for", description="For what.")


class HoldAccountable(EffectBase):
    """Those concerned are held to account (问责)."""

    effect: Literal["hold_accountable"]
    how: Text | None = Field(None, description="In which way.")


Effect = Annotated[
    Rate
    | Grant
    | Award
    | Prefer
    | Cancel
    | Criticise
    | Admonish
    | Report
    | Rectify
    | Adjust
    | Forbid
    | Educate
    | Reassign
    | Recommend
    | HoldAccountable,
    Discriminator("effect"),
]
"""One effect on one party."""


class Consequence(Rule):
    """What follows for whom, where a condition holds."""

    name: Text = Field(description="Its name.")
    when: Formula = Field(description="For which units: a condition, also on results and earlier periods.")
    then: tuple[Effect, ...] = Field(min_length=1, max_length=50, description="What follows, effect by effect.")
    instead_of: Texts = Field((), description="The consequences that this one replaces.")
    for_each: Text | None = Field(None, description="Repeat it for each value of this column of a `per` formula.")


def includes(parties: dict[str, Party], name: str) -> set[str]:
    """The party and all that it is directly or indirectly a subset of."""
    chain: list[str] = []
    above: str | None = name
    while above is not None and above not in chain:
        chain.append(above)
        above = parties[above].above if above in parties else None
    return set(chain)


def overlap(parties: dict[str, Party], one: str, other: str) -> bool:
    """Whether the two parties are the same, or one is a subset of the other."""
    return one in includes(parties, other) or other in includes(parties, one)


def incompatible(one: EffectBase, other: EffectBase) -> bool:
    """Whether two effects cannot both hold for one party (docs/meaning.md, section 7)."""
    match one, other:
        case (Rate(as_=left), Rate(as_=right)):
            return left != right
        case (Grant(what=left), Cancel(what=right)) | (Cancel(what=left), Grant(what=right)):
            return left == right
        case (Forbid(rating=barred), Rate(as_=rating)) | (Rate(as_=rating), Forbid(rating=barred)):
            return barred == rating
        case _:
            return False
