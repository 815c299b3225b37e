"""Objections to a result, as the assessment office records them: what was claimed, what was found, what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.message import Message
from engine.problem import Place, Problem, did_you_mean
from engine.ruleset.base import Day, Model, Text, Texts
from engine.source import load_as
from notices.errors import NoticeError


class Outcome(StrEnum):
    """What was decided on an objection."""

    UPHELD = "维持"
    CORRECTED = "更正"
    PARTLY = "部分更正"


class Objection(Model):
    """One objection of one unit."""

    unit: Text = Field(description="提出异议的单位。")
    received: Day = Field(description="收到异议的日期。")
    about: Text = Field(description="对哪一项提出异议，如某项指标得分。")
    claim: Text = Field(description="异议的内容和理由。")
    evidence: Texts = Field((), description="随附的材料。")
    found: Text | None = Field(None, description="复核查明的情况；复核结束后填写。")
    outcome: Outcome | None = Field(None, description="复核决定：维持、更正或者部分更正。")
    reasons: Text | None = Field(None, description="作出决定的理由和依据。")
    decided: Day | None = Field(None, description="作出复核决定的日期。")

    @model_validator(mode="after")
    def _decided_after_it_was_received(self) -> Self:
        if self.decided is not None and self.decided < self.received:
            raise PydanticCustomError("range", "the least value before the greatest")
        return self


class Objections(Model):
    """The file of a cycle's objections."""

    objections: tuple[Objection, ...] = ()


def read_objections(text: str, file: str | None = None) -> tuple[Objection, ...]:
    """The objections that a YAML text records.

    Args:
        text: The YAML.
        file: Its name, for the places of problems.

    Raises:
        Problems: all that is wrong with it, each with line and column.
    """
    return load_as(Objections, text, file).objections


def check_units(objections: Iterable[Objection], units: Iterable[str]) -> None:
    """See that the result knows every unit that objected.

    Raises:
        NoticeError: it does not; each with the nearest name.
    """
    known = tuple(units)
    problems = [
        Problem(
            "objection-unit",
            Message("The result has no unit {unit}.", unit=objection.unit),
            Place(path=f"objections.{number}.unit"),
            objection.unit,
            mend=did_you_mean(objection.unit, known),
        )
        for number, objection in enumerate(objections)
        if objection.unit not in known
    ]
    if problems:
        raise NoticeError(*problems)
