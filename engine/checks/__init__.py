"""Findings about a whole ruleset: one check per module, each with stable codes."""

from collections.abc import Callable, Iterable, Mapping

from engine.checks import (
    applies,
    attributes,
    bounds,
    citations,
    conflicts,
    dates,
    dead,
    expressions,
    formulas,
    grades,
    lighter,
    links,
    names,
    parameters,
    parties,
    points_sum,
    repeats,
    steps,
    targets,
    unused,
)
from engine.problem import Problem, Severity
from engine.ruleset import Ruleset

Check = Callable[[Ruleset], Iterable[Problem]]

_MODULES = (
    citations,
    names,
    attributes,
    dates,
    expressions,
    formulas,
    parameters,
    repeats,
    links,
    points_sum,
    steps,
    grades,
    parties,
    targets,
    applies,
    conflicts,
    dead,
    unused,
    lighter,
    bounds,
)

CODES: Mapping[str, Check] = {code: module.check for module in _MODULES for code in module.CODES}
"""Every code with the check that gives it."""

_NEED_ORDER = (conflicts, dead, lighter, bounds)
"""Checks that reason about conditions, or compute, and therefore need all others to have found them in order."""


def check(ruleset: Ruleset) -> list[Problem]:
    """All findings about a ruleset; their places name addresses, and columns within an expression."""
    found: list[Problem] = []
    for module in _MODULES:
        if module in _NEED_ORDER and any(problem.severity is Severity.ERROR for problem in found):
            continue
        found += module.check(ruleset)
    return found
