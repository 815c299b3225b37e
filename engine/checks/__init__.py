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
)
"""Checks that may refuse a ruleset."""

_ADVISING = (dead, unused, lighter, weaker, bounds)
"""Checks that only advise; they reason about conditions, or compute, and need a ruleset in order."""

CODES: Mapping[str, Check] = {
    code: module.check for module in (*_REFUSING, conflicts, *_ADVISING) for code in module.CODES
}
"""Every code with the check that gives it."""


def errors(ruleset: Ruleset) -> list[Problem]:
    """What the checks find that may refuse a ruleset; their places name addresses, and columns within an expression."""
    found = [problem for module in _REFUSING for problem in module.check(ruleset)]
    return found if _refused(found) else [*found, *conflicts.check(ruleset)]


def check(ruleset: Ruleset) -> list[Problem]:
    """All findings about a ruleset: those of ``errors``, and advice where it is in order."""
    found = errors(ruleset)
    return found if _refused(found) else [*found, *(problem for each in _ADVISING for problem in each.check(ruleset))]


def _refused(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
