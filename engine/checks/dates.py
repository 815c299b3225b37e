"""The scheme's time in force, and the range of its totals, are not empty."""

from collections.abc import Iterator

from engine.message import Message
from engine.problem import Place, Problem
from engine.ruleset import Ruleset

CODES = ("in-force-order", "total-range")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Ends that lie before their beginnings."""
    span = ruleset.in_force
    if span.until is not None and span.until < span.from_:
        what = Message("The scheme ends before it begins.")
        expected = Message("a date after {day}", day=span.from_.isoformat())
        yield Problem("in-force-order", what, Place(path="in_force.until"), span.until.isoformat(), expected)
    between = ruleset.scoring.total.between
    if between is not None and between[0] > between[1]:
        what = Message("The range is empty.")
        expected = Message("the least value before the greatest")
        yield Problem("total-range", what, Place(path="scoring.total.between"), expected=expected)
