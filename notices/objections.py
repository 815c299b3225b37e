"""Objections to a result, as the assessment office records them: what was claimed, what was found, what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from pydantic import Field, PrivateAttr, model_validator

from engine.message import Message
from engine.problem import Place, Problem, did_you_mean
from engine.ruleset.base import Day, Model, Text, Texts
from engine.source import load_as
from engine.source.document import Mark, read
from engine.source.stated import stated
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
    about: Text = Field(description="对哪一项提出异议；只写指标名称的，文书写明该项得分。")
    claim: Text = Field(description="异议的内容和理由。")
    evidence: Texts = Field((), description="随附的材料。")
    found: Text | None = Field(None, description="复核查明的情况；复核结束后填写。")
    outcome: Outcome | None = Field(None, description="复核决定：维持、更正或者部分更正。")
    reasons: Text | None = Field(None, description="作出决定的理由和依据。")
    decided: Day | None = Field(None, description="作出复核决定的日期，不早于收到异议的日期。")

    _place: Place = PrivateAttr(Place())

    @property
    def place(self) -> Place:
        """Where its unit stands in the file that it was read from."""
        return self._place

    def read_from(self, place: Place) -> Self:
        """The same objection, remembering its place."""
        copy = self.model_copy()
        copy._place = place
        return copy

    @model_validator(mode="after")
    def _decided_after_it_was_received(self) -> Self:
        if self.decided is not None and self.decided < self.received:
            what = Message("The decision is dated before the objection was received.")
            expected = Message("{day} or later", day=str(self.received))
            raise stated(Problem("days-order", what, Place(path="decided"), str(self.decided), expected))
        return self


class Objections(Model):
    """The file of a cycle's objections."""

    objections: tuple[Objection, ...] = Field((), description="本期收到的异议，一件一项。")


def read_objections(text: str, file: str | None = None) -> tuple[Objection, ...]:
    """The objections that a YAML text records.

    Args:
        text: The YAML.
        file: Its name, for the places of problems.

    Raises:
        Problems: all that is wrong with it, each with line and column.
    """
    objections = load_as(Objections, text, file).objections
    marks = read(text).marks
    return tuple(
        objection.read_from(_place(marks["objections", number, "unit"], file, number))
        for number, objection in enumerate(objections)
    )


def _place(mark: Mark, file: str | None, number: int) -> Place:
    return Place(file, mark.line, mark.column, f"objections.{number + 1}.unit")


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
            objection.place,
            objection.unit,
            mend=did_you_mean(objection.unit, known),
        )
        for objection in objections
        if objection.unit not in known
    ]
    if problems:
        raise NoticeError(*problems)
