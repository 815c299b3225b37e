"""The grades of two schemes in one order, and whether a unit went up or down between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Movement(StrEnum):
    """What became of a unit's place."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    OTHER = "other"
    """Neither can be said: it has a place only once, or the two cannot be compared."""


def movement(steps: int | None) -> Movement:
    """Steps up, down, none, or not known."""
    if steps is None:
        return Movement.OTHER
    return Movement.UP if steps > 0 else Movement.DOWN if steps < 0 else Movement.SAME


def joint(*orders: Sequence[str]) -> tuple[str, ...]:
    """All names of several orders in one: a name that comes later stands below the one that it follows there.

    Example:
        >>> joint(["好", "一般"], ["优", "好", "较好", "一般"])
        ('优', '好', '较好', '一般')
    """
    found: list[str] = []
    for order in orders:
        above = -1
        for name in order:
            if name in found:
                above = found.index(name)
            else:
                above += 1
                found.insert(above, name)
    return tuple(found)


@dataclass(frozen=True)
class Levels:
    """The grades before and after, each highest first."""

    before: tuple[str, ...]
    after: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All of them, highest first."""
        return joint(self.before, self.after)

    def movement(self, before: str, after: str) -> Movement:
        """Whether a unit with one grade went up or down to another one.

        Grades that only one of the schemes has are compared by those that both have; between two such grades without a
        common one between them nothing can be said.

        Example:
            >>> levels = Levels(("好", "一般", "差"), ("好", "及格", "差"))
            >>> levels.movement("一般", "好").value, levels.movement("一般", "及格").value
            ('up', 'other')
        """
        if before == after:
            return Movement.SAME
        old, new = self._place(before, self.before), self._place(after, self.after)
        return Movement.OTHER if old is None or new is None or old == new else movement(old - new)

    def _place(self, grade: str, order: Sequence[str]) -> int | None:
        """2i + 1 for the i-th common grade, 2i for those between it and the one above; None without a common order."""
        common = [name for name in self.before if name in self.after]
        if not common or common != [name for name in self.after if name in self.before]:
            return None
        above = sum(1 for name in order[: order.index(grade)] if name in common)
        return 2 * above + (1 if grade in common else 0)
