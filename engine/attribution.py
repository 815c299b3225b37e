"""Whom the differences between two results concern: one unit, several, or all of them.

A decision concerns the units that its question names, and all of them where it names none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from engine.differences import Difference, Kind, Result, of_data, of_decisions, of_history, of_rulesets

_Steps = tuple[str, ...]
"""A key or a name, parted at its ``/`` and ``+``."""


def attributed(
    before: Result, after: Result, units: Sequence[str], known_to_both: Set[str]
) -> tuple[Mapping[str, Sequence[Difference]], Sequence[Difference]]:
    """What differs in the inputs of each unit, and what differs for all of them.

    Args:
        before: The old result, as in ``result.json``.
        after: The new one.
        units: The units of both.
        known_to_both: Those that both know; of the others, data and history are not compared.
    """
    own: dict[str, list[Difference]] = {unit: [] for unit in units}
    for found in (of_data(before, after), of_history(before, after)):
        for unit in known_to_both & found.keys():
            own[unit] += found[unit]
    common = [
        Difference(kind, kind, before[kind], after[kind])
        for kind in (Kind.PERIOD, Kind.ENGINE)
        if before[kind] != after[kind]
    ]
    common += of_rulesets(before, after)
    by_steps = _by_steps(units)
    for decision in of_decisions(before, after):
        concerned = _named(decision.name, by_steps)
        for unit in concerned:
            own[unit].append(decision)
        if not concerned:
            common.append(decision)
    return own, common


def _named(question: str, units: Mapping[int, Mapping[_Steps, str]]) -> list[str]:
    """The units that a question names: one alone, or tied ones.

    Example:
        >>> _named("prizes/一等奖/甲+乙/丙", _by_steps(["甲", "乙/丙", "丁", "一等奖"]))
        ['甲', '乙/丙']
    """
    steps = _steps(question)[2:]
    found = []
    for length, known in units.items():
        runs = dict.fromkeys(steps[start : start + length] for start in range(len(steps) - length + 1))
        found += [known[run] for run in runs if run in known]
    return found


def _by_steps(units: Iterable[str]) -> dict[int, dict[_Steps, str]]:
    """Units by the steps of their names, and by how many these are: a name may itself hold what parts a question."""
    found: dict[int, dict[_Steps, str]] = {}
    for unit in units:
        steps = _steps(unit)
        found.setdefault(len(steps), {})[steps] = unit
    return found


def _steps(text: str) -> _Steps:
    return tuple(re.split("[/+]", text))
