"""Scenarios as people write them: named changes of a ruleset and of data, read as strictly as a ruleset."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from engine.message import Message
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.ruleset.base import Model, Text, Texts, YesNo
from engine.source import load_as


def _as_steps(value: Any) -> Any:
    """A mapping is one step for each of its paths; a list is one step for each of its entries."""
    return [{path: each} for path, each in value.items()] if isinstance(value, Mapping) else value


Steps = Annotated[tuple[dict[Text, Any], ...], BeforeValidator(_as_steps)]


class Written(Model):
    """One scenario as it stands in a file."""

    note: Text | None = Field(None, description="What it is for.")
    base: Text | None = Field(None, description="Another ruleset to start from: a file, or the name of a shipped one.")
    with_: Texts = Field((), alias="with", description="Scenarios of this file that are applied first.")
    edits: Steps = Field((), description="New values by path; in a list, the paths of one entry are one step.")
    remove: Texts = Field((), description="Paths of what is taken out.")
    add: dict[Text, tuple[Any, ...]] = Field(default_factory=dict, description="New entries by the path of their list.")
    data: dict[Text, dict[Text, Text]] = Field(
        default_factory=dict, description="New cells: by unit, then by measure or attribute."
    )
    rebalance: YesNo = Field(False, description="Let the other indicators share what edits of points leave over.")


EXAMPLE = "scenarios: {NAME: {edits: {grades.好.from: 92}}}"
"""The least that a file of scenarios holds."""


class ScenarioFile(Model):
    """A file of scenarios."""

    scenarios: dict[Text, Written] = Field(min_length=1)


@dataclass(frozen=True)
class Step:
    """Changes that are made together, and count as one where effects are attributed.

    Attributes:
        name: What people call it: its paths.
        edits: New values of the ruleset by address: texts, mappings and lists as YAML has them.
        remove: Addresses of what is taken out.
        add: New entries by the address of their list.
        cells: New cells of the data by (unit, column).
    """

    name: str
    edits: Mapping[str, Any] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    add: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """A named change, composed of steps in their order.

    Attributes:
        name: Its name.
        steps: What it changes.
        base: Another ruleset to start from.
        rebalance: Whether the other indicators share what edits of points leave over.
        note: What it is for.
    """

    name: str
    steps: tuple[Step, ...]
    base: str | None = None
    rebalance: bool = False
    note: str | None = None


def read_scenarios(text: str, file: str | None = None) -> dict[str, Scenario]:
    """The scenarios of a file by name, those that a scenario names with ``with`` put before its own steps.

    Args:
        text: The YAML.
        file: Its name, for the places of problems.

    Raises:
        Problems: all that is wrong with it.

    Example:
        >>> text = "scenarios: {从严: {edits: {grades.好.from: 92}}, 更严: {with: 从严, remove: prizes.三等奖}}"
        >>> [step.name for step in read_scenarios(text)["更严"].steps]
        ['grades.好.from: 92', '− prizes.三等奖']
    """
    written = load_as(ScenarioFile, text, file).scenarios
    problems = list(_references(written, file))
    if problems:
        raise Problems(problems)
    return {name: _composed(name, written) for name in written}


def edited(
    name: str, edits: Sequence[tuple[str, str]], *, base: str | None = None, rebalance: bool = False
) -> Scenario:
    """A scenario of single edits, as the command line gives them.

    Args:
        name: Its name.
        edits: Addresses and new values; an address ``data.<unit>.<column>`` is a cell of the data. A name in it may
            stand between double quotes.
        base: Another ruleset to start from.
        rebalance: Whether the other indicators share what edits of points leave over.

    Raises:
        Problems: an address begins as one of a cell, and is none.
    """
    if problems := [_no_cell(path) for path, _ in edits if path.startswith(_CELLS) and not _CELL.fullmatch(path)]:
        raise Problems(problems)
    return Scenario(name, tuple(_single(path, value) for path, value in edits), base, rebalance)


_CELLS = "data."
_CELL = re.compile(r'data\.(.+)\.("[^"]+"|[^".]+)', re.DOTALL)
"""The address of a cell: a unit, which may have dots in it, and a column."""
_QUOTED = re.compile(r'(?:^|(?<=\.))"([^"]+)"(?=\.|$)')
"""A name between quotes."""


def _single(path: str, value: str) -> Step:
    name = f"{path}: {value}"
    if cell := _CELL.fullmatch(path):
        unit, column = (_QUOTED.sub(r"\1", part) for part in cell.groups())
        return Step(name, cells={(unit, column): value})
    return Step(name, edits={_QUOTED.sub(r"\1", path): value})


def _no_cell(path: str) -> Problem:
    what = Message("{path} is no cell of the data.", path=path)
    expected = Message("data.UNIT.COLUMN")
    mend = Message(
        "Put a name with = or . in it between double quotes: {example}; for the shell, all of it between single ones.",
        example='data."UNIT".COLUMN',
    )
    return Problem("scenario-cell", what, Place(path=path), path, expected, mend)


def _composed(name: str, written: Mapping[str, Written]) -> Scenario:
    """A scenario with those before it."""
    own = written[name]
    before = [_composed(each, written) for each in own.with_]
    steps = [step for each in before for step in each.steps]
    steps += [Step(", ".join(f"{path}: {_brief(value)}" for path, value in step.items()), step) for step in own.edits]
    steps += [Step(f"− {path}", remove=(path,)) for path in own.remove]
    steps += [
        Step(f"+ {path}: {_brief(entry)}", add={path: (entry,)})
        for path, entries in own.add.items()
        for entry in entries
    ]
    steps += [
        Step(f"{unit} {column}: {text}", cells={(unit, column): text})
        for unit, cells in own.data.items()
        for column, text in cells.items()
    ]
    base = own.base or next((each.base for each in before if each.base is not None), None)
    rebalance = own.rebalance or any(each.rebalance for each in before)
    return Scenario(name, tuple(steps), base, rebalance, own.note)


def _brief(value: Any) -> str:
    """A value in a few words: a text as it is, an entry by its name."""
    if isinstance(value, Mapping):
        return next((str(value[key]) for key in ("name", "grade", "group") if key in value), "…")
    return "…" if isinstance(value, (list, tuple)) else str(value)


def _references(written: Mapping[str, Written], file: str | None) -> list[Problem]:
    """Names in ``with`` that are no scenario, or lead back to the scenario itself."""
    problems = []
    for name, own in written.items():
        for each in own.with_:
            place = Place(file=file, path=f"scenarios.{name}.with")
            if each not in written:
                what = Message("There is no scenario {name}.", name=each)
                mend = did_you_mean(each, written)
                problems.append(Problem("scenario-unknown", what, place, each, mend=mend))
            elif _leads_to(each, name, written, set()):
                what = Message("The scenario {name} would have to come before itself.", name=name)
                mend = Message("Take {name} out of with.", name=each)
                problems.append(Problem("scenario-circle", what, place, each, mend=mend))
    return problems


def _leads_to(start: str, name: str, written: Mapping[str, Written], seen: set[str]) -> bool:
    if start == name:
        return True
    if start in seen or start not in written:
        return False
    return any(_leads_to(each, name, written, seen | {start}) for each in written[start].with_)
