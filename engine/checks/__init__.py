"""Findings about a whole ruleset: one check per module, each with stable codes."""

from collections.abc import Callable, Iterable, Mapping

from engine.checks import (
    applies,
    attributes,
    bounds,
    caps,
    citations,
    conflicts,
    dates,
    dead,
    excess,
    expressions,
    formulas,
    grades,
    lighter,
    limits,
    links,
    moves,
    names,
    parameters,
    parties,
    permissions,
    points_sum,
    repeats,
    steps,
    targets,
    unused,
    weaker,
)
from engine.problem import Problem, Severity
from engine.ruleset import Ruleset

Check = Callable[[Ruleset], Iterable[Problem]]

_REFUSING = (
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
    moves,
    caps,
    permissions,
)
"""Checks that may refuse a ruleset."""

_ADVISING = (dead, excess, unused, lighter, weaker, bounds)
"""Checks that only advise; they reason about conditions, or compute, and need a ruleset in order."""

CODES: Mapping[str, Check] = {
    code: module.check for module in (limits, *_REFUSING, conflicts, *_ADVISING) for code in module.CODES
}
"""Every code with the check that gives it."""


def errors(ruleset: Ruleset) -> list[Problem]:
    """What the checks find that may refuse a ruleset; their places name addresses, and columns within an expression."""
    if found := list(limits.check(ruleset)):
        return found  # the other checks would take long
    found = [problem for module in _REFUSING for problem in module.check(ruleset)]
    return found if _refused(found) else [*found, *conflicts.check(ruleset)]


def check(ruleset: Ruleset) -> list[Problem]:
    """All findings about a ruleset: those of ``errors``, and advice where it is in order."""
    found = errors(ruleset)
    return found if _refused(found) else [*found, *(problem for each in _ADVISING for problem in each.check(ruleset))]


def _refused(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
