"""The cuts between two others, or between two totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any, Self


@dataclass(frozen=True)
class Interval:
    """Cuts that do not differ in what comes of them, or the room that a cut has: above ``low``, up to ``high``.

    Attributes:
        low: The cuts are greater than this; None: any.
        high: The greatest of them; None: any.
        closed: Whether ``high`` is one of them; it is not where it is the next higher cut.
    """

    low: Decimal | None
    high: Decimal | None
    closed: bool = True

    @classmethod
    def beside(cls, code: int, cuts: Sequence[Decimal]) -> Self:
        """The room of the cut of a grade: between the cuts beside it, none of which it may pass."""
        return cls(cuts[code + 1] if code + 1 < len(cuts) else None, cuts[code - 1] if code else None, closed=False)

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
