"""What is watched while a number is turned: grades, prizes and quotas of all units or of one, or two units' order."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems
from engine.simulation.awards import Award
from engine.simulation.reaching.path import place_of
from engine.simulation.turning.lines import Lines
from engine.simulation.variants import Outcomes


@dataclass(frozen=True)
class Shift:
    """What changes for a unit.

    Attributes:
        unit: Its name.
        what: ``grade``, ``order``, or the name of the prize or quota.
        before: What it was.
        after: What it is then.
        level: The weight at which, with nothing rounded, the total is level with the cut or with the other's; None for
            other changes and numbers, and where totals are no straight lines.
    """

    unit: str
    what: str
    before: str
    after: str
    level: Fraction | None = None

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it; the weight as a whole number or a quotient."""
        return {**vars(self), "level": None if self.level is None else str(self.level)}


class Watched(ABC):
    """What is looked at; as whole numbers, so that a change is a difference."""

    @property
    @abstractmethod
    def told(self) -> Message | None:
        """Whose changes are looked at; None: everybody's."""

    @abstractmethod
    def of(self, found: Outcomes) -> NDArray[np.int64]:
        """What is looked at in each variant, (scenarios, anything)."""

    @abstractmethod
    def shifts(
        self, prepared: Prepared, old: NDArray[np.int64], new: NDArray[np.int64], lines: Lines | None = None
    ) -> Iterator[Shift]:
        """What differs between two variants.

        Args:
            prepared: The cycle.
            old: What is looked at in the one.
            new: In the other.
            lines: The totals over the weight that is turned, if they are straight lines over it.
        """


NONE, OPEN, SURE = 0, 1, 2
"""A unit has no prize, may have it by a tie that is open, has it."""
_HELD = {NONE: "none", OPEN: "open", SURE: "has"}


@dataclass(frozen=True)
class Standings(Watched):
    """Grades, prizes and quotas of all units, or of one.

    Attributes:
        name: The one; None: all.
        place: Its place.
    """

    name: str | None = None
    place: int = 0

    @property
    def told(self) -> Message | None:
        """The one."""
        return None if self.name is None else Message("{unit}", unit=self.name)

    def of(self, found: Outcomes) -> NDArray[np.int64]:
        """The grade, then each prize and quota, unit after unit, (scenarios, units × columns)."""
        awards = (*found.awards.prizes.values(), *found.awards.quotas.values())
        shape = found.grades.shape
        columns = [found.grades.astype(np.int64), *(_held(award, shape) for award in awards)]
        seen = np.stack(columns, axis=-1)
        if self.name is not None:
            seen = seen[:, [self.place]]
        return seen.reshape(len(seen), -1)

    def shifts(
        self, prepared: Prepared, old: NDArray[np.int64], new: NDArray[np.int64], lines: Lines | None = None
    ) -> Iterator[Shift]:
        """Every grade, prize and quota that changes."""
        ruleset = prepared.inputs.ruleset
        named = [*(each.name for each in ruleset.prizes), *(each.name for each in ruleset.quotas)]
        grades = [rule.grade for rule in ruleset.grades]
        units = prepared.units if self.name is None else (self.name,)
        before, after = (each.reshape(len(units), -1) for each in (old, new))
        for unit, column in np.argwhere(before != after).tolist():
            was, becomes = int(before[unit, column]), int(after[unit, column])
            if column == 0:
                level = None
                if lines is not None and abs(was - becomes) == 1:
                    cut = prepared.plan.number(f"grades.{grades[min(was, becomes)]}.from").between[0]
                    level = lines.reaching(self.place + unit, cut)
                yield Shift(units[unit], "grade", grades[was], grades[becomes], level)
            else:
                yield Shift(units[unit], named[column - 1], _HELD[was], _HELD[becomes])


def _held(award: Award, shape: tuple[int, ...]) -> NDArray[np.int64]:
    held = np.where(award.sure, SURE, np.where(award.possible, OPEN, NONE))
    return np.broadcast_to(held, shape).astype(np.int64)


@dataclass(frozen=True)
class Order(Watched):
    """Which of two units is ahead."""

    names: tuple[str, str]
    places: tuple[int, int]

    @property
    def told(self) -> Message | None:
        """The two."""
        return Message("{one} and {other}", one=self.names[0], other=self.names[1])

    def of(self, found: Outcomes) -> NDArray[np.int64]:
        """−1 where the first is ahead, 1 where the second is, 0 where they are level, (scenarios, 1)."""
        one, other = (found.ranks[:, [place]].astype(np.int64) for place in self.places)
        return np.asarray(np.sign(one - other))

    def shifts(
        self, prepared: Prepared, old: NDArray[np.int64], new: NDArray[np.int64], lines: Lines | None = None
    ) -> Iterator[Shift]:
        """Who was ahead, and who is."""
        told = {-1: self.names[0], 1: self.names[1], 0: "level"}
        level = None if lines is None else lines.crossing(*self.places)
        yield Shift(" – ".join(self.names), "order", told[int(old[0])], told[int(new[0])], level)


def everybody() -> Standings:
    """All units."""
    return Standings()


def one_unit(prepared: Prepared, name: str) -> Standings:
    """One unit.

    Raises:
        Problems: the result has no such unit.
    """
    return Standings(name, place_of(prepared, name))


def pair(prepared: Prepared, one: str, other: str) -> Order:
    """Two units.

    Raises:
        Problems: the result has no such units, they are one and the same, or are not ranked with each other.
    """
    places = place_of(prepared, one), place_of(prepared, other)
    if one == other:
        what = Message("{unit} cannot change places with itself.", unit=one)
        raise Problems([Problem("tipping-pair", what, Place(unit=one))])
    groups = prepared.groups
    if groups is not None and groups.codes[places[0]] != groups.codes[places[1]]:
        what = Message("{one} and {other} are ranked apart.", one=one, other=other)
        raise Problems([Problem("tipping-apart", what, Place(unit=one), other)])
    return Order((one, other), places)
