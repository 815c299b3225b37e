"""Errors of data by chance: measures drawn around what was reported, as departments could have reported them."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

import numpy as np
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from engine.data import UNIT
from engine.expression.evaluation import Numbers
from engine.fixed import WIDEST, Array, Fixed, Truths, column
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.ruleset.base import Model, Number, Text
from engine.simulation.chance.scorable import unscorable
from engine.simulation.chance.streams import drawn
from engine.simulation.variants import with_measures
from engine.source import load_as

Shape = Literal["uniform", "normal"]

_WHOLE = np.frompyfunc(int, 1, 1)
"""Numbers of the machine as Python integers."""

_SIZE = re.compile(r"[±+]?\s*([0-9]+(?:\.[0-9]+)?)\s*(%?)")


class Error(Model):
    """How wrong the values of a measure may be.

    Uniform: anything up to this much more or less. Normal: this is one standard deviation.
    """

    size: Number = Field(ge=0, description="How much: in the unit of the measure, or in per cent of the value.")
    relative: bool = Field(False, description="Whether it is in per cent of the value.")
    shape: Shape = Field("uniform", description="How errors are distributed.")


def _error(value: Any) -> Any:
    """An error as people write it: ``5%``, ``±0.5``, or with the shape after a comma."""
    if not isinstance(value, str):
        return value
    size, _, shape = (part.strip() for part in value.partition(","))
    match = _SIZE.fullmatch(size)
    if match is None or (shape and shape not in get_args(Shape)):
        raise PydanticCustomError("error", "an error such as 5%, ±0.5, or ±0.5, normal")
    return {"size": match[1], "relative": match[2] == "%", "shape": shape or "uniform"}


Written = Annotated[Error, BeforeValidator(_error)]


class ErrorFile(Model):
    """A file of errors."""

    errors: dict[Text, Written] = Field(min_length=1, description="By measure.")


def read_errors(text: str, file: str | None = None) -> dict[str, Error]:
    """The errors of a file, by measure.

    Args:
        text: The YAML.
        file: Its name, for the places of problems.

    Raises:
        Problems: all that is wrong with it.

    Example:
        >>> read_errors("errors: {脱贫人口: 5%, 返贫率: '±0.5, normal'}")["返贫率"].shape
        'normal'
    """
    return dict(load_as(ErrorFile, text, file).errors)


def as_error(text: str) -> Error | None:
    """An error as the command line gives it; None for what is none.

    Example:
        >>> as_error("5%")
        Error(size=Decimal('5'), relative=True, shape='uniform')
    """
    try:
        return Error.model_validate(_error(text))
    except PydanticCustomError:
        return None


def checked(prepared: Prepared, errors: Mapping[str, Error], besides: Sequence[str] = ()) -> None:
    """Makes sure that all measures are there to be wrong.

    Args:
        prepared: The cycle.
        errors: By measure.
        besides: Further names that people may have meant.

    Raises:
        Problems: a name is no measure of the ruleset, or nobody reported it.
    """
    measures = prepared.inputs.ruleset.measures
    problems = []
    for name in errors:
        place = Place(measure=name)
        if name not in measures:
            what = Message("{name} is no measure of the ruleset.", name=name)
            mend = did_you_mean(name, [*besides, *measures])
            problems.append(Problem("simulate-measure", what, place, name, mend=mend))
        elif not any(_filled(prepared, name).values()):
            what = Message("Nobody reported {name}, so that it cannot be wrong.", name=name)
            problems.append(Problem("simulate-measure", what, place, name))
    if problems:
        raise Problems(problems)


def drawn_measures(
    prepared: Prepared, errors: Mapping[str, Error], seed: int, start: int, stop: int
) -> dict[str, Fixed]:
    """The measures of the draws ``start`` to ``stop`` (exclusive), each (draws, units), by name.

    A drawn value has the decimals of its measure and lies in its range. What nobody reported is not drawn. Where a
    unit could not be scored in a draw, for example because its target became 0, it keeps what was reported.

    Args:
        prepared: The cycle.
        errors: By measure.
        seed: Of the random numbers.
        start: The first draw.
        stop: The draw after the last.

    Raises:
        Problems: a measure decides which records a formula takes.
    """
    found = {name: _drawn(prepared, name, error, seed, start, stop) for name, error in errors.items()}
    return as_far_as_scorable(prepared, found)


def as_far_as_scorable(prepared: Prepared, measures: Mapping[str, Fixed]) -> dict[str, Fixed]:
    """Drawn measures, and what was reported of a unit in the draws in which it could not be scored.

    Args:
        prepared: The cycle.
        measures: By name, each (draws, units).

    Raises:
        Problems: a measure decides which records a formula takes.
    """
    if not measures:
        return {}
    lost = unscorable(prepared, with_measures(prepared, measures), measures)
    return {name: _kept(values, lost, _reported(prepared, name)) for name, values in measures.items()}


def _reported(prepared: Prepared, name: str) -> Numbers:
    value = prepared.columns.plain[name]
    assert isinstance(value, Numbers)
    return value


def _drawn(prepared: Prepared, name: str, error: Error, seed: int, start: int, stop: int) -> Fixed:
    """One measure with its errors."""
    reported = _reported(prepared, name)
    values = reported.values
    assert isinstance(values, Fixed)
    units = len(prepared.units)
    width = values.high - values.low
    # A value and its error together may lie beyond 64 bits where the value by itself does not.
    kind: Any = object if max(abs(values.low), abs(values.high)) + width > WIDEST else np.int64
    exact = np.broadcast_to(values.scaled, (units,)).astype(kind)
    amount = Decimal(error.size).scaleb(-2 if error.relative else values.decimals)
    sizes = float(amount) * (np.abs(exact).astype(np.float64) if error.relative else np.ones(units))

    def deviations(random: np.random.Generator, rows: int) -> Array:
        shape = (rows, units)
        return random.uniform(-1, 1, shape) if error.shape == "uniform" else random.standard_normal(shape)

    # Beyond the width of the range the value is at its end anyhow.
    wrong = np.floor(drawn(seed, f"error/{name}", start, stop, deviations) * sizes + 0.5)
    wrong = np.clip(wrong, -float(width), float(width))
    whole = _WHOLE(wrong) if kind is object else wrong.astype(kind)
    clipped = np.clip(exact + whole, values.low, values.high)
    there = _there(prepared, name, reported)
    return column(np.where(there, clipped, exact), values.decimals, values.low, values.high)


def _there(prepared: Prepared, name: str, reported: Numbers) -> Truths:
    """Which units have a value that may be wrong: they reported one, and it applies to them."""
    filled = _filled(prepared, name)
    there = np.array([filled[unit] for unit in prepared.units], dtype=np.bool_)
    for mask in (prepared.applies.get(name), reported.known):
        if mask is not None:
            there = there & mask
    return there


def _filled(prepared: Prepared, name: str) -> dict[str, bool]:
    """Whether each unit's cell of a measure is filled in; where it is blank, the value is the scheme's."""
    columns = prepared.inputs.data.units.columns
    return {unit.strip(): bool(cell.strip()) for unit, cell in zip(columns[UNIT], columns.get(name, ()), strict=False)}


def _kept(values: Fixed, lost: Truths, reported: Numbers) -> Fixed:
    """The drawn values, and what was reported where a unit could not be scored."""
    if not lost.any():
        return values
    assert isinstance(reported.values, Fixed)
    scaled = np.where(lost, reported.values.scaled, values.scaled)
    return column(scaled, values.decimals, values.low, values.high)
