"""The cuts of grades that give wished shares, in exact numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from engine.simulation.designing.grading import Grading
from engine.simulation.designing.interval import Interval
from engine.simulation.designing.nearness import Nearness, nearness


@dataclass(frozen=True)
class Choice:
    """A number of units that a grade can have, and the cuts that give it."""

    count: int
    cuts: Interval

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"units": self.count, "cuts": self.cuts.as_plain()}


@dataclass(frozen=True)
class Limit:
    """A cut that stays, and that another may not pass."""

    grade: str
    cut: Decimal

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"grade": self.grade, "cut": f"{self.cut:f}"}


@dataclass(frozen=True)
class Cut:
    """The cut of one grade.

    Attributes:
        grade: The grade.
        before: Its cut as it is.
        cut: Its cut as it would be.
        wished: How many units were wished for, not always a whole number; None: its cut stays.
        had: How many units have the grade as things are.
        count: How many would have it.
        choices: The numbers nearest to the wish, on both sides if it cannot be met exactly.
        limits: The cuts beside it without which the wish could be met more nearly, where it is for more than can be.
        interval: The cuts that give the same grades, the others being as they would be.
        near: Who is near it.
    """

    grade: str
    before: Decimal
    cut: Decimal
    wished: Fraction | None
    had: int
    count: int
    choices: tuple[Choice, ...]
    limits: tuple[Limit, ...]
    interval: Interval
    near: Nearness

    @property
    def met(self) -> bool:
        """Whether exactly what was wished for comes out."""
        return self.wished == self.count

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it; exact numbers are text."""
        return {
            "grade": self.grade,
            "cut_before": f"{self.before:f}",
            "cut": f"{self.cut:f}",
            "wished_units": None if self.wished is None else str(self.wished),
            "units_before": self.had,
            "units": self.count,
            "choices": [each.as_plain() for each in self.choices],
            "limited_by": [each.as_plain() for each in self.limits],
            "same_grades": self.interval.as_plain(),
            **self.near.as_plain(),
        }


def cuts_for(grading: Grading, wishes: Mapping[str, Fraction], margin: Decimal) -> tuple[Cut, ...]:
    """The cuts that come nearest to what is wished for, from the highest grade down.

    Where a number of units cannot be met exactly, the nearest that can be is taken, of two equally near ones the
    smaller. Cuts without a wish stay, and no cut passes one of them.

    Args:
        grading: The totals, and what becomes of them.
        wishes: How many units are to have a grade, by grade.
        margin: How near to a cut is near.
    """
    cuts = list(grading.cuts)
    staying = [Limit(*each) for each in zip(grading.grades, cuts, strict=False) if each[0] not in wishes]
    choices: dict[int, tuple[Choice, ...]] = {}
    limits: dict[int, tuple[Limit, ...]] = {}
    for code, grade in enumerate(grading.grades[:-1]):
        if grade in wishes:
            below = [each for each in staying if each.cut < grading.cuts[code]][:1]
            room = Interval(below[0].cut if below else None, cuts[code - 1] if code else None, closed=False)
            offered = _choices(grading, code, cuts, room)
            choices[code] = _nearest(offered, wishes[grade], grading.cuts[code])
            best = min(choices[code], key=lambda each: (abs(each.count - wishes[grade]), each.count))
            if wishes[grade] > max(each.count for each in offered):
                beside = [each for each in staying if each.cut == room.high] + below
                limits[code] = tuple(
                    each
                    for each in beside
                    if _missed(_without(grading, code, cuts, room, each), wishes[grade]) < wishes[grade] - best.count
                )
            cuts[code] = best.cuts.round_one(grading.cuts[code])
    had, has = grading.graded(grading.cuts), grading.graded(cuts)
    return tuple(
        Cut(
            grade=grade,
            before=grading.cuts[code],
            cut=cuts[code],
            wished=wishes.get(grade),
            had=had.count(code),
            count=has.count(code),
            choices=choices.get(code, ()),
            limits=limits.get(code, ()),
            interval=_same(grading, code, cuts),
            near=nearness(grading, code, cuts, margin),
        )
        for code, grade in enumerate(grading.grades[:-1])
    )


def _choices(grading: Grading, code: int, cuts: Sequence[Decimal], room: Interval) -> list[Choice]:
    """All that can become of a grade as its cut goes down through its room, the cuts above being settled."""
    # Those who reach a higher cut and have the grade all the same, because of a veto or a decision.
    reached = grading.reached(cuts[:code])
    count = sum(1 for unit, over in enumerate(reached) if over < code and grading.final[over, unit] == code)
    concerned = grading.concerned(code, room)
    gained = Counter(total for unit, total in concerned.items() if grading.final[code, unit] == code)
    edges = [room.high, *sorted(set(concerned.values()), reverse=True), room.low]
    found = []
    for place, (high, low) in enumerate(pairwise(edges)):
        if place and high is not None:
            count += gained[high]
        found.append(Choice(count, Interval(low, high, closed=place > 0)))
    return found


def _without(grading: Grading, code: int, cuts: Sequence[Decimal], room: Interval, limit: Limit) -> list[Choice]:
    """All that could become of a grade if a cut beside its own did not stand in the way."""
    if limit.cut == room.low:
        return _choices(grading, code, cuts, replace(room, low=None))
    above = cuts[code - 2] if code > 1 else None
    raised = [*cuts[: code - 1], max(grading.totals) + 1 if above is None else above]
    return _choices(grading, code, raised, replace(room, high=above))


def _missed(offered: Sequence[Choice], wish: Fraction) -> Fraction:
    """By how many units the nearest choice misses a wish."""
    return min(abs(each.count - wish) for each in offered)


def _nearest(offered: Sequence[Choice], wish: Fraction, cut: Decimal) -> tuple[Choice, ...]:
    """The choices nearest to a wish, one on each side, or the one that meets it."""
    counts = {each.count for each in offered}
    ends = {
        max((count for count in counts if count <= wish), default=None),
        min((count for count in counts if count >= wish), default=None),
    }
    return tuple(
        min((each for each in offered if each.count == end), key=lambda each: abs(each.cuts.round_one(cut) - cut))
        for end in sorted(end for end in ends if end is not None)
    )


def _same(grading: Grading, code: int, cuts: Sequence[Decimal]) -> Interval:
    """The cuts of a grade that give everybody the same grade, the other cuts being as they are."""
    offered = _choices(grading, code, cuts, Interval.beside(code, cuts))
    return next(each.cuts for each in offered if cuts[code] in each.cuts)
