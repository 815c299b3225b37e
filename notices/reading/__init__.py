"""A result, and what is told beside it, as notices read it: checked once, so that later steps may rely on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from engine.message import Message
from engine.problem import Place, Problem
from notices.errors import NotAResult
from notices.reading.result import (
    Assumption,
    Exact,
    Finding,
    Indicator,
    NotScored,
    OpenDecision,
    Part,
    Scheme,
    Summary,
    UnitResult,
)
from notices.reading.told import Band, Changes, Department, Explanation, Year


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
    inputs: Mapping[str, Any] = {}
    explanations: Mapping[str, Explanation] = {}
    departments: tuple[Department, ...] = ()
    years: tuple[Year, ...] = ()
    bands: tuple[Band, ...] = ()
    full_points: Mapping[str, Mapping[str, Exact]] = {}
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
