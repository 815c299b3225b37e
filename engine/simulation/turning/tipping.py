"""Where a number tips: the exact values at which units change grade, prize or quota, or two units change places.

Every value of the number is scored by the official functions, in blocks of variants; each value that is reported is
scored once more, with the value before it, by a ruleset into which it was written. Where totals are straight lines over
a weight, the value at which they cross, with nothing rounded, is told too (`lines`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.message import Message
from engine.preparation import Prepared, prepare
from engine.problem import Place, Problem, Problems
from engine.simulation.edits import applied
from engine.simulation.scenario import edited
from engine.simulation.study import Provenance, Study
from engine.simulation.turning.dials import Dial, dial
from engine.simulation.turning.lines import lines
from engine.simulation.turning.watched import Shift, Watched
from engine.simulation.variants import Variants, outcomes

BLOCKS = (64, 256, 1024)
"""Values that are scored at once, the nearer ones first."""


@dataclass(frozen=True)
class Tip:
    """A value at which something changes.

    Attributes:
        before: The last value before it, seen from where the number is now, as written.
        at: The first value at which things are different.
        up: Whether it lies above.
        shifts: What changes there for whom.
    """

    before: str
    at: str
    up: bool
    shifts: tuple[Shift, ...]

    @property
    def levels(self) -> tuple[Fraction, ...]:
        """The weights at which totals are level, with nothing rounded, of those whose changes have one."""
        return tuple(dict.fromkeys(shift.level for shift in self.shifts if shift.level is not None))

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        shifts = [each.as_plain() for each in self.shifts]
        return {"before": self.before, "at": self.at, "direction": "up" if self.up else "down", "changes": shifts}


@dataclass(frozen=True)
class Turned:
    """What becomes of one number that is turned.

    Attributes:
        path: Where it stands.
        now: What it is.
        low: The least value looked at.
        high: The greatest.
        tips: Where something changes, from the least value on.
        shared: Whether it is a weight and the others share what it gives up or takes.
        alone: Whether it is a weight and the others stay.
    """

    path: str
    now: str
    low: str
    high: str
    tips: tuple[Tip, ...]
    shared: bool
    alone: bool

    @property
    def down(self) -> Tip | None:
        """The nearest below."""
        return next((tip for tip in reversed(self.tips) if not tip.up), None)

    @property
    def up(self) -> Tip | None:
        """The nearest above."""
        return next((tip for tip in self.tips if tip.up), None)

    @property
    def nearest(self) -> Decimal | None:
        """By what part of itself the number has to change until something does; None: nothing does."""
        now = Decimal(self.now)
        distances = [abs(Decimal(tip.at) - now) / abs(now) for tip in (self.down, self.up) if tip is not None and now]
        return min(distances, default=None)

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {**vars(self), "tips": [tip.as_plain() for tip in self.tips]}


@dataclass(frozen=True)
class Tipping(Study):
    """Where numbers tip.

    Attributes:
        watched: Whose changes are looked at, in words; None: everybody's.
        turned: The numbers; where all are looked at, with the nearest change on either side only.
        every: Whether all numbers of the scheme were looked at.
        left_out: Numbers that are 0, which has no fifth.
    """

    analysis: ClassVar[str] = "tipping"
    watched: Message | None
    turned: tuple[Turned, ...]
    every: bool
    left_out: tuple[str, ...] = ()

    def findings(self) -> dict[str, Any]:
        """What was found; exact numbers are text."""
        return {
            "watched": None if self.watched is None else str(self.watched),
            "numbers": [each.as_plain() for each in self.turned],
            "left_out": list(self.left_out),
        }


def tipping_points(
    prepared: Prepared,
    path: str,
    watched: Watched,
    ends: tuple[Decimal | None, Decimal | None] = (None, None),
    *,
    alone: bool = False,
) -> Tipping:
    """All values of one number at which something changes.

    Args:
        prepared: The cycle.
        path: The number.
        watched: Whose changes are looked at.
        ends: The least and the greatest value, where they are not the usual ones.
        alone: Whether a weight changes without the others.

    Raises:
        Problems: there is no such number, a value is none that the ruleset can have, or a re-score differs.
    """
    one = dial(prepared, path, ends, alone=alone)
    low, high = ends
    now = Decimal(one.written(one.now))
    if (low is not None and low > now) or (high is not None and high < now):
        what = Message("The range has to hold {now}, what {path} is now.", now=one.written(one.now), path=path)
        asked = " – ".join("…" if end is None else f"{end:f}" for end in ends)
        mend = Message("Give ends on both sides of it.")
        raise Problems([Problem("tipping-range", what, Place(path=path), asked, mend=mend)])
    found = _turned(prepared, one, watched, first_only=False)
    return Tipping(Provenance.of(prepared), watched.told, (found,), every=False)


def nearest_tipping_points(prepared: Prepared, watched: Watched, *, alone: bool = False) -> Tipping:
    """For every number that scoring reads, how far it may move before something changes; the touchiest first.

    Args:
        prepared: The cycle.
        watched: Whose changes are looked at.
        alone: Whether weights change without the others.

    Raises:
        Problems: a re-score differs.
    """
    found, left_out = [], []
    for path in sorted(prepared.plan.variable):
        if path.endswith(".amount"):
            continue
        one = dial(prepared, path, alone=alone)
        if one.low == one.high:
            left_out.append(path)
        else:
            found.append(_turned(prepared, one, watched, first_only=True))
    found.sort(key=lambda each: (each.nearest is None, each.nearest or 0, each.path))
    return Tipping(Provenance.of(prepared), watched.told, tuple(found), every=True, left_out=tuple(left_out))


_Found = tuple[int, int, NDArray[np.int64], NDArray[np.int64]]
"""The last value before a change, the first one after it, and what is watched at both."""


def _turned(prepared: Prepared, one: Dial, watched: Watched, *, first_only: bool) -> Turned:
    return _Turning(prepared, watched, one).turned(first_only=first_only)


class _Turning:
    """One number, turned; the rulesets into which a value was written are kept."""

    def __init__(self, prepared: Prepared, watched: Watched, one: Dial) -> None:
        self._prepared, self._watched, self._dial, self._lines = prepared, watched, one, lines(prepared, one)
        self._written: dict[int, Prepared | None] = {}

    def turned(self, *, first_only: bool) -> Turned:
        """What becomes of it; where only the nearest changes are wanted, the ends are tried only if one is beyond."""
        if not first_only:
            self._keep_in_order()
        tips = self._both_ways(first_only=first_only)
        if not all(self._in_order(at) for _, at, _, _ in tips):
            self._keep_in_order()
            tips = self._both_ways(first_only=first_only)
        self._confirm(tips)
        one = self._dial
        return Turned(
            path=one.path,
            now=one.written(one.now),
            low=one.written(one.low),
            high=one.written(one.high),
            tips=tuple(self._told(tip) for tip in tips),
            shared=bool(one.sharing),
            alone=one.alone,
        )

    def _told(self, tip: _Found) -> Tip:
        before, at, old, new = tip
        shifts = tuple(self._watched.shifts(self._prepared, old, new, self._lines))
        return Tip(self._dial.written(before), self._dial.written(at), at > before, shifts)

    def _both_ways(self, *, first_only: bool) -> list[_Found]:
        one = self._dial
        down = list(self._tips(one.way(one.low), first_only=first_only))
        up = list(self._tips(one.way(one.high), first_only=first_only))
        return [*reversed(down), *up]

    def _tips(self, values: Sequence[int], *, first_only: bool) -> Iterator[_Found]:
        """The changes on the way through values, the first of which is that of now."""
        last: NDArray[np.int64] | None = None
        at, blocks = 0, iter(BLOCKS)
        size = BLOCKS[0]
        while at < len(values):
            size = next(blocks, size)
            block = np.array(values[at : at + size], dtype=np.int64)
            numbers = self._dial.numbers(self._prepared.plan, block)
            seen = self._watched.of(outcomes(self._prepared, Variants(len(block), numbers)))
            whole = seen if last is None else np.concatenate([last[None], seen])
            offset = at if last is None else at - 1
            for place in np.flatnonzero((whole[1:] != whole[:-1]).any(axis=1)).tolist():
                before, after = values[offset + place], values[offset + place + 1]
                yield before, after, whole[place], whole[place + 1]
                if first_only:
                    return
            last, at = seen[-1], at + len(block)

    def _keep_in_order(self) -> None:
        """Draws the ends in to what a ruleset can have."""
        one = self._dial
        self._dial = replace(one, low=self._furthest(one.low), high=self._furthest(one.high))

    def _furthest(self, end: int) -> int:
        """The value furthest towards an end with which the ruleset is in order; beyond it none is."""
        if self._in_order(end):
            return end
        good, bad = self._dial.now, end
        while abs(bad - good) > 1:
            middle = (good + bad) // 2
            good, bad = (middle, bad) if self._in_order(middle) else (good, middle)
        return good

    def _in_order(self, value: int) -> bool:
        return self._dial.alone or self._with(value) is not None

    def _with(self, value: int) -> Prepared | None:
        """The cycle under a ruleset into which a value was written, all checks run; None: it is not in order."""
        if value not in self._written:
            name = f"{self._dial.path} = {self._dial.written(value)}"
            scenario = edited(name, self._dial.edits(self._prepared.plan, value))
            inputs = self._prepared.inputs
            try:
                ruleset, data = applied(scenario, inputs.ruleset, inputs.data)
            except Problems:
                self._written[value] = None
            else:
                self._written[value] = prepare(replace(inputs, ruleset=ruleset, data=data))
        return self._written[value]

    def _confirm(self, tips: Iterable[_Found]) -> None:
        """Scores both sides of every change anew.

        Raises:
            Problems: what comes out is not what was found.
        """
        for before, at, old, new in tips:
            for value, expected in ((before, old), (at, new)):
                if not np.array_equal(self._scored_anew(value), expected):
                    written = self._dial.written(value)
                    what = Message("At {value} another result comes out when everything is scored anew.", value=written)
                    raise Problems([Problem("tipping-not-confirmed", what, Place(path=self._dial.path), written)])

    def _scored_anew(self, value: int) -> NDArray[np.int64]:
        """What is watched at a value; a weight alone makes no ruleset, and is scored with its numbers."""
        if self._dial.alone:
            numbers = self._dial.numbers(self._prepared.plan, np.array([value], dtype=np.int64))
            seen = self._watched.of(outcomes(self._prepared, Variants(1, numbers)))
        else:
            again = self._with(value)
            assert again is not None
            seen = self._watched.of(outcomes(again))
        return np.asarray(seen[0])
