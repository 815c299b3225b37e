"""From a unit's subtotal to its total: rescaling, adjustments, limits, rounding; and back to the subtotal it takes."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.applicability import Applicability
from engine.decimals import ten_to
from engine.fixed import Fixed
from engine.preparation import Prepared
from engine.rounding import Rounding, divided


@dataclass(frozen=True)
class Frame:
    """How the points of one unit become its total; the greater the subtotal, the greater the total, or the same.

    Attributes:
        places: Decimals of the subtotal.
        decimals: Decimals of the total.
        factor: By what the subtotal is multiplied where indicators are excluded.
        frame: Decimals and rounding of points, to which the product is rounded.
        between: The limits of the total.
        rounding: Decimals and rounding of the total, where declared.
    """

    places: int
    decimals: int
    factor: Fraction | None
    frame: tuple[int, Rounding]
    between: tuple[Fraction, Fraction] | None
    rounding: tuple[int, Rounding] | None

    @classmethod
    def of(cls, prepared: Prepared, unit: int, total: Fixed) -> "Frame":
        """The frame of a unit, given the totals of its cycle."""
        plan, scoring = prepared.plan, prepared.inputs.ruleset.scoring
        excluded = Applicability(plan, prepared.columns, prepared.applies).excluded()
        factor = None
        if excluded is not None:
            without, every = (_of_unit(column, unit, len(prepared.units)) for column in excluded)
            factor = every / (every - without) if without > 0 else None
        declared = scoring.total.decimals
        return cls(
            places=plan.decimals,
            decimals=total.decimals,
            factor=factor,
            frame=(scoring.points.decimals, scoring.points.rounding),
            between=None if scoring.total.between is None else (_number(prepared, 1), _number(prepared, 2)),
            rounding=None if declared is None else (declared, scoring.total.rounding),
        )

    def total(self, subtotal: int, adjustments: Fraction) -> int:
        """The total of a subtotal and what bonuses and deductions come to; both whole numbers are scaled.

        Example:
            >>> frame = Frame(2, 2, Fraction(100, 90), (2, Rounding.HALF_UP), (Fraction(0), Fraction(100)), None)
            >>> frame.total(8000, Fraction(2)), frame.total(8950, Fraction(2))
            (9089, 10000)
        """
        exact = Fraction(subtotal, ten_to(self.places))
        if self.factor is not None:
            exact = _rounded(exact * self.factor, *self.frame)
        exact += adjustments
        if self.between is not None:
            exact = min(max(exact, self.between[0]), self.between[1])
        if self.rounding is not None:
            exact = _rounded(exact, *self.rounding)
        return int(exact * ten_to(self.decimals))

    def least(self, total: int, adjustments: Fraction, low: int, high: int) -> int | None:
        """The least subtotal between two that gives the total or more; None: none does."""
        if self.total(high, adjustments) < total:
            return None
        while low < high:
            middle = (low + high) // 2
            if self.total(middle, adjustments) >= total:
                high = middle
            else:
                low = middle + 1
        return high

    def greatest(self, total: int, adjustments: Fraction, low: int, high: int) -> int | None:
        """The greatest subtotal between two that gives the total or less; None: none does."""
        beyond = self.least(total + 1, adjustments, low, high)
        if beyond is None:
            return high
        return beyond - 1 if beyond > low else None


def _rounded(exact: Fraction, decimals: int, rounding: Rounding) -> Fraction:
    unit = ten_to(decimals)
    return Fraction(int(divided(exact.numerator * unit, exact.denominator, rounding)), unit)


def _of_unit(column: Fixed, unit: int, units: int) -> Fraction:
    scaled = np.broadcast_to(column.scaled, (1, units))[0, unit]
    return Fraction(int(scaled), ten_to(column.decimals))


def _number(prepared: Prepared, end: int) -> Fraction:
    column = prepared.plan.number(f"scoring.total.between.{end}")
    return Fraction(int(column.scaled[0, 0]), ten_to(column.decimals))
