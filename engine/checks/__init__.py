"""Findings about a whole ruleset: one check per module."""

from engine.problem import Problem
from engine.ruleset import Ruleset


def check(ruleset: Ruleset) -> list[Problem]:
    """All findings about a ruleset; their places name addresses only."""
    return []
