"""The cuts of grades that give wished shares, and how firm a cut stands: all in exact numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from engine.simulation.designing.grading import Grading


@dataclass(frozen=True)
class Interval:
    """The cuts that give the same grades: above ``low``, up to ``high``.

    Attributes:
        low: The cuts are greater than this; None: any.
        high: The greatest of them; None: any.
        closed: Whether ``high`` is one of them; it is not where it is the next higher cut.
    """

    low: Decimal | None
    high: Decimal | None
    closed: bool = True

    def __contains__(self, cut: Decimal) -> bool:
        above = self.low is None or cut > self.low
        return above and (self.high is None or (cut <= self.high if self.closed else cut < self.high))

    def round_one(self, cut: Decimal) -> Decimal:
        """The cut itself if it lies within, or else one with the fewest decimals, the nearest to the middle of these.

        Example:
            >>> Interval(Decimal("84.13"), Decimal("86.50")).round_one(Decimal(90))
            Decimal('85')
            >>> Interval(Decimal("84.13"), Decimal("84.35")).round_one(Decimal(80))
            Decimal('84.2')
            >>> Interval(None, Decimal("66.72")).round_one(Decimal(70))
            Decimal('66')
        """
        if cut in self:
            return cut
        if self.low is None or self.high is None:
            end = self.low if self.high is None else self.high
            assert end is not None
            whole = end.quantize(Decimal(1), ROUND_FLOOR)
            return whole if whole in self else whole + (1 if self.high is None else -1)
        middle = (self.low + self.high) / 2
        places = 0
        while (near := middle.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) not in self:
            places += 1
        return near

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        low, high = (None if each is None else f"{each:f}" for each in (self.low, self.high))
        return {"above": low, "up_to" if self.closed else "below": high}


@dataclass(frozen=True)
class Choice:
    """A number of units that a grade can have, and the cuts that give it."""

    count: int
    cuts: Interval

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"units": self.count, "cuts": self.cuts.as_plain()}


@dataclass(frozen=True)
class Near:
    """The units whose totals are nearest to a cut on one side, and how far they are from it."""

    units: tuple[str, ...]
    distance: Decimal

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"units": list(self.units), "distance": f"{self.distance:f}"}


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
        interval: The cuts that give the same grades, the others being as they would be.
        above: Those nearest to the cut who reach it.
        below: Those nearest to the cut who do not.
        within: The units that are within the margin of the cut.
    """

    grade: str
    before: Decimal
    cut: Decimal
    wished: Fraction | None
    had: int
    count: int
    choices: tuple[Choice, ...]
    interval: Interval
    above: Near | None
    below: Near | None
    within: tuple[str, ...]

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
            "same_grades": self.interval.as_plain(),
            "nearest_above": None if self.above is None else self.above.as_plain(),
            "nearest_below": None if self.below is None else self.below.as_plain(),
            "within": list(self.within),
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
    choices: dict[int, tuple[Choice, ...]] = {}
    for code, grade in enumerate(grading.grades[:-1]):
        if grade in wishes:
            kept = [cut for cut, below in zip(grading.cuts, grading.grades, strict=False) if below not in wishes]
            low = max((cut for cut in kept if cut < grading.cuts[code]), default=None)
            room = Interval(low, cuts[code - 1] if code else None, closed=False)
            offered = _choices(grading, code, cuts, room)
            choices[code] = _nearest(offered, wishes[grade], grading.cuts[code])
            best = min(choices[code], key=lambda each: (abs(each.count - wishes[grade]), each.count))
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
            interval=_same(grading, code, cuts),
            above=_near(grading, cuts[code], reached=True),
            below=_near(grading, cuts[code], reached=False),
            within=tuple(_within(grading, cuts[code], margin)),
        )
        for code, grade in enumerate(grading.grades[:-1])
    )


def _choices(grading: Grading, code: int, cuts: Sequence[Decimal], room: Interval) -> list[Choice]:
    """All that can become of a grade as its cut goes down through its room, the cuts above being settled."""
    # Those who reach a higher cut and have the grade all the same, because of a veto or a decision.
    reached = grading.reached(cuts[:code])
    count = sum(1 for unit, over in enumerate(reached) if over < code and grading.final[over, unit] == code)
    edges = [room.high, *_steps(grading, code, room), room.low]
    found = []
    for place, (high, low) in enumerate(pairwise(edges)):
        if place:
            count += sum(
                grading.final[code, unit] == code for unit, total in enumerate(grading.totals) if total == high
            )
        found.append(Choice(int(count), Interval(low, high, closed=place > 0)))
    return found


def _steps(grading: Grading, code: int, room: Interval) -> list[Decimal]:
    """The totals in the room at which some grade changes as the cut passes them, the greatest first."""
    changing = {
        total for unit, total in enumerate(grading.totals) if grading.final[code, unit] != grading.final[code + 1, unit]
    }
    return sorted((total for total in changing if total in room), reverse=True)


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
    room = Interval(cuts[code + 1] if code + 1 < len(cuts) else None, cuts[code - 1] if code else None, closed=False)
    return next(each.cuts for each in _choices(grading, code, cuts, room) if cuts[code] in each.cuts)


def _near(grading: Grading, cut: Decimal, *, reached: bool) -> Near | None:
    """The units nearest to a cut among those who reach it, or those who do not; None if there are none."""
    distances = {
        unit: abs(total - cut)
        for unit, total in zip(grading.units, grading.totals, strict=True)
        if (total >= cut) is reached
    }
    if not distances:
        return None
    least = min(distances.values())
    return Near(tuple(unit for unit, distance in distances.items() if distance == least), least)


def _within(grading: Grading, cut: Decimal, margin: Decimal) -> Iterator[str]:
    for unit, total in zip(grading.units, grading.totals, strict=True):
        if abs(total - cut) <= margin:
            yield unit
