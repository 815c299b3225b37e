"""Points sum to full marks, and to those of their groups, for every class of units that `only` tells apart."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.checks.classes import MOST_CLASSES, Classes, classes_of
from engine.checks.sites import entries
from engine.decimals import as_written, places_of, scaled_to
from engine.expression import Expression, tree
from engine.fixed import Truths
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Group, IndicatorRule, Ruleset
from engine.ruleset.vocabulary import repeated_names

CODES = ("points-sum", "points-unchecked")

Whole = NDArray[Any]
"""Whole numbers of any size, one a class of units."""


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Sums that are off, each with the first class of units for which it is."""
    sums = _Sums(ruleset)
    everyone = sums.classes.all_hold([])
    sums.hold(sums.of(ruleset.indicators, everyone), ruleset.scoring.full_marks, "scoring.full_marks", everyone)
    for address, (found, expected, units) in sums.faults.items():
        texts = [sums.text(each) for each in (found, expected, expected - found)]
        yield _problem(address, texts[0], texts[1], texts[2], units)
    if not sums.classes.complete:
        what = Message(
            "There are more than {most} classes of units; the sums were tried for some only.", most=MOST_CLASSES
        )
        yield Problem("points-unchecked", what, Place(path="indicators"), severity=Severity.WARNING)


class _Sums:
    """The points of every class of units, as whole numbers of one decimal unit.

    Attributes:
        classes: The classes.
        faults: Address → the sum found, the one expected, and the first class for which they differ.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        every = [entry for _, entry in entries(ruleset)]
        self.classes: Classes = classes_of(ruleset, [each.only for each in every if each.only is not None])
        points = [each.points for each in every] + [ruleset.scoring.full_marks]
        self._decimals = max(map(places_of, points))
        self._has: dict[Expression, Truths] = {}
        self.faults: dict[str, tuple[int, int, Mapping[str, str]]] = {}

    def of(self, inner: tuple[IndicatorRule | Group, ...], around: Truths) -> Whole:
        """The sum of some entries for every class; the content of groups is held against their points.

        Args:
            inner: Indicators and groups.
            around: Which classes have the group around them, (classes,).
        """
        # INVARIANT: sums of whole numbers of any size, hence objects: nothing is rounded and nothing wraps around.
        total = np.zeros(self.classes.count, dtype=object)
        for entry in inner:
            having = around if entry.only is None else around & self._holding(entry.only)
            if isinstance(entry, Group):
                points = self.of(entry.indicators, having)
                self.hold(points, entry.points, f"groups.{entry.group}", having)
                total = total + points
            else:
                often = len(repeated_names(self._ruleset, entry.name, entry.for_each))
                total[having] += scaled_to(entry.points, self._decimals) * often
        return total

    def hold(self, found: Whole, expected: Decimal, address: str, having: Truths) -> None:
        """Notes the first class, of those with the group, for which a sum is off."""
        wanted = scaled_to(expected, self._decimals)
        off = np.asarray(found != wanted, dtype=np.bool_) & having
        if off.any() and address not in self.faults:
            first = int(np.argmax(off))
            self.faults[address] = int(found[first]), wanted, self.classes.named(first)

    def text(self, scaled: int) -> str:
        """A sum as written in a message, without idle zeros."""
        written = as_written(scaled, self._decimals)
        return written.rstrip("0").rstrip(".") if "." in written else written

    def _holding(self, only: Expression) -> Truths:
        if only not in self._has:
            self._has[only] = self.classes.holds(only)
        return self._has[only]


def _problem(address: str, found: str, expected: str, gap: str, units: Mapping[str, str]) -> Problem:
    what = Message("The points sum to {sum} instead of {expected}.", sum=found, expected=expected)
    if units:
        named = tuple(f"{tree.quoted(name)} == '{value}'" for name, value in units.items())
        what = Message(
            "For units with {units} the points sum to {sum} instead of {expected}.",
            units=named,
            sum=found,
            expected=expected,
        )
    mend = Message("Change the points of the content, or this number; the difference is {gap}.", gap=gap)
    path = address if address == "scoring.full_marks" else f"{address}.points"
    return Problem("points-sum", what, Place(path=path), found, Message("a sum of {points}", points=expected), mend)
