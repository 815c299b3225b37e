"""A scenario applied: its steps change a ruleset's plain data and a cycle's cells, and all checks run again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

import yaml

from engine.data import UNIT, Data, Sheet
from engine.history import is_number
from engine.message import Message
from engine.problem import Place, Problem, Problems, did_you_mean, nearest
from engine.ruleset import Ruleset
from engine.simulation.rebalance import rebalanced
from engine.simulation.scenario import Scenario, Step
from engine.source import load
from engine.source.address import Addresses
from engine.source.document import read

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

MOST_NAMED = 12
"""So many of the parts beside one that is not there are named."""
_NAMING = ("name", "group", "grade")
"""The keys by which entries are addressed."""


def applied(scenario: Scenario, ruleset: Ruleset, data: Data) -> tuple[Ruleset, Data]:
    """The ruleset and the data with all steps of a scenario.

    Args:
        scenario: What changes.
        ruleset: The scheme that it starts from.
        data: The cells that it starts from.

    Raises:
        Problems: an address leads nowhere, or the ruleset is no longer in order; each with the scenario's name.
    """
    return with_steps(scenario, scenario.steps, ruleset, data)


def with_steps(scenario: Scenario, steps: Sequence[Step], ruleset: Ruleset, data: Data) -> tuple[Ruleset, Data]:
    """The ruleset and the data with some steps of a scenario.

    Raises:
        Problems: as for `applied`.
    """
    try:
        return _edited(steps, ruleset, rebalance=scenario.rebalance), with_cells(steps, data)
    except Problems as error:
        raise Problems(_in_scenario(scenario.name, error.problems)) from error


def _in_scenario(name: str, problems: Iterable[Problem]) -> list[Problem]:
    """Problems of the changed ruleset: lines and columns would be those of a text that nobody wrote."""
    return [replace(problem, place=replace(problem.place, file=name, line=None, column=None)) for problem in problems]


def _edited(steps: Sequence[Step], ruleset: Ruleset, *, rebalance: bool) -> Ruleset:
    if not any(step.edits or step.remove or step.add for step in steps):
        return ruleset
    plain = read(ruleset.text).data
    changed = edited_plain(steps, plain, rebalance=rebalance)
    try:
        return load(yaml.dump(changed, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10**9))
    except Problems as error:
        raise Problems(_as_addressed(error.problems, steps, plain, changed)) from error


def _as_addressed(
    problems: Iterable[Problem], steps: Iterable[Step], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Problem]:
    """The problems; that of a text in the place of keys and values by the address of the edit, with what may be meant.

    An entry that is replaced so has no name any more by which it would be addressed.
    """
    old, new = Addresses(before), Addresses(after)
    edits = {old.path(path): (path, each) for step in steps for path, each in step.edits.items() if old.known(path)}
    for problem in problems:
        at = None if problem.place.path is None else new.path(problem.place.path)
        if at is None or at not in edits or not isinstance(entry := _at(before, at), dict):
            yield problem
            continue
        address, value = edits[at]
        mend = _inside(address, entry, value) if isinstance(value, str) else problem.mend
        yield replace(problem, place=replace(problem.place, path=address), mend=mend)


def _inside(address: str, entry: Mapping[str, Any], value: str) -> Message | None:
    """The values of an entry that a new one may be meant for: numbers for a number, words for words."""
    number = is_number(value)
    fitting = [
        f"{address}.{key}"
        for key, each in entry.items()
        if key not in _NAMING and isinstance(each, str) and is_number(each) is number
    ]
    if len(fitting) == 1:
        return Message("Did you mean {name}?", name=fitting[0])
    return Message("Give the path of a value: {paths}.", paths=fitting) if fitting else None


def edited_plain(steps: Sequence[Step], plain: Mapping[str, Any], *, rebalance: bool) -> dict[str, Any]:
    """The plain data of a ruleset with some steps; whether they still make a ruleset is not looked at.

    Args:
        steps: What changes; cells of the data do not count here.
        plain: What it starts from; not changed.
        rebalance: Whether the other indicators share what edits of points leave over.

    Raises:
        Problems: an address leads nowhere, or the points cannot be rebalanced.
    """
    changed = deepcopy(dict(plain))
    problems: list[Problem] = []
    for step in steps:
        addresses = Addresses(changed)
        for address, value in step.edits.items():
            if not _exchanged(changed, addresses, address, value):
                _set(changed, address, deepcopy(value), problems)
                addresses = Addresses(changed)
        for address in step.remove:
            _remove(changed, address, problems)
        for address, entries in step.add.items():
            _add(changed, address, deepcopy(entries), problems)
    if problems:
        raise Problems(problems)
    if rebalance:
        changed = rebalanced(changed, edited_addresses(steps))
    return changed


def edited_addresses(steps: Iterable[Step]) -> set[str]:
    """The addresses that steps edit; of indicators and groups that they write out or add, those of the points."""
    found: set[str] = set()
    for step in steps:
        found |= step.edits.keys()
        for address, value in (*step.edits.items(), *step.add.items()):
            if address.partition(".")[0] in ("indicators", "groups"):
                found |= set(_points(value))
    return found


def _points(value: Any) -> Iterator[str]:
    """The addresses of the points of an indicator or group, of several, and of those inside."""
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from _points(each)
    elif isinstance(value, Mapping):
        for key, family in (("group", "groups"), ("name", "indicators")):
            if key in value:
                yield f"{family}.{value[key]}.points"
        yield from _points(value.get("indicators"))


def _exchanged(plain: dict[str, Any], addresses: Addresses, address: str, value: Any) -> bool:
    """Puts a text in the place of another where that leaves all addresses as they are; whether it did."""
    if not addresses.known(address) or not isinstance(value, str):
        return False
    holder, key = _holder(plain, addresses.path(address))
    if key in _NAMING or not isinstance(holder[key], str):
        return False
    holder[key] = value
    return True


def _set(plain: dict[str, Any], address: str, value: Any, problems: list[Problem]) -> None:
    """Puts a value at an address; a key that an entry does not have yet may be new."""
    addresses = Addresses(plain)
    if addresses.known(address):
        holder, key = _holder(plain, addresses.path(address))
        holder[key] = value
        return
    above, _, key = address.rpartition(".")
    entry = _at(plain, addresses.path(above)) if addresses.known(above) else None
    if not isinstance(entry, dict):
        problems.append(_unknown(address, addresses))
        return
    entry[key] = value


def _remove(plain: dict[str, Any], address: str, problems: list[Problem]) -> None:
    addresses = Addresses(plain)
    if not addresses.known(address):
        problems.append(_unknown(address, addresses))
        return
    holder, key = _holder(plain, addresses.path(address))
    del holder[key]


def _add(plain: dict[str, Any], address: str, entries: Sequence[Any], problems: list[Problem]) -> None:
    """Appends entries to a list, which may be new."""
    addresses = Addresses(plain)
    if not addresses.known(address) and "." not in address:
        plain[address] = []
        addresses = Addresses(plain)
    listed = _at(plain, addresses.path(address)) if addresses.known(address) else None
    if isinstance(listed, dict) and isinstance(listed.get("indicators"), list):  # the address of a group
        listed = listed["indicators"]
    if isinstance(listed, list):
        listed += entries
    else:
        problems.append(_unknown(address, addresses))


def _unknown(address: str, addresses: Addresses) -> Problem:
    """Nothing stands at an address; names what is like it, or else what stands below the last part that is there."""
    what = Message("Nothing in the ruleset has the path {path}.", path=address)
    place = addresses.of(addresses.path(address))
    inside = f"{place}."
    name, dot, rest = address.removeprefix(inside).partition(".")
    names = [each.removeprefix(inside) for each in addresses.below(place)]
    if not place:
        mend = did_you_mean(address, addresses)
    elif (near := nearest(name, names)) is not None:
        mend = Message("Did you mean {name}?", name=f"{inside}{near}{dot}{rest}")
    else:
        listed = [*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else [])]
        mend = Message("Below {path} stand: {names}.", path=place, names=listed)
    return Problem("scenario-path", what, Place(path=address), address, mend=mend)


def _at(plain: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        plain = plain[step]
    return plain


def _holder(plain: Any, path: Sequence[str | int]) -> tuple[Any, Any]:
    """The mapping or list in which something stands, and under which key."""
    return _at(plain, path[:-1]), path[-1]


def with_cells(steps: Sequence[Step], data: Data) -> Data:
    """The data with the cells of some steps.

    Raises:
        Problems: a unit or a column is not in the data.
    """
    cells: Mapping[tuple[str, str], str] = {key: text for step in steps for key, text in step.cells.items()}
    if not cells:
        return data
    sheet, problems = data.units, []
    rows = {unit.strip(): row for row, unit in enumerate(sheet.columns[UNIT])}
    columns = {header: list(values) for header, values in sheet.columns.items()}
    changeable = columns.keys() - {UNIT}
    for (unit, column), text in cells.items():
        place = Place(unit=unit, measure=column)
        if unit not in rows:
            what = Message("{unit} is no unit of the data.", unit=unit)
            problems.append(Problem("scenario-unit", what, place, unit, mend=did_you_mean(unit, rows)))
        if column not in changeable:
            what = Message("The data have no column {column} that a scenario could change.", column=column)
            problems.append(Problem("scenario-column", what, place, column, mend=did_you_mean(column, changeable)))
        if unit in rows and column in changeable:
            columns[column][rows[unit]] = text
    if problems:
        raise Problems(problems)
    return replace(data, units=Sheet(columns, sheet.origins, sheet.taken))
