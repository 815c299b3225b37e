"""From totals to grades with any cuts: vetoes and withheld grades count as they are in the cycle."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

import numpy as np

from engine.fixed import Array, fixed
from engine.preparation import Prepared
from engine.simulation.designing.interval import Interval
from engine.simulation.variants import Variants, outcomes


@dataclass(frozen=True)
class Grading:
    """The totals of a cycle, and what becomes of a unit whose total has a grade.

    Attributes:
        units: The scored units, in the order of the data.
        totals: Their totals.
        grades: The grades, highest first.
        cuts: The least totals of all grades but the last, as they are.
        final: The grade that a unit has if its total has a grade: (grades, units), the grade of the total first.
    """

    units: tuple[str, ...]
    totals: tuple[Decimal, ...]
    grades: tuple[str, ...]
    cuts: tuple[Decimal, ...]
    final: Array

    @classmethod
    def of(cls, prepared: Prepared) -> Self:
        """The grading of a cycle.

        Each grade is given to all totals once, by cuts that all or none of them reach, and the official functions say
        what becomes of the units.
        """
        rules = prepared.plan.ruleset.grades
        totals = [Decimal(text) for text in outcomes(prepared).total.at(0).texts()]
        never, always = str(max(totals, default=Decimal(0)) + 1), str(min(totals, default=Decimal(0)) - 1)
        numbers = {
            f"grades.{rule.grade}.from": fixed(
                *(never if place < reached else always for reached in range(len(rules))), shape=(len(rules), 1)
            )
            for place, rule in enumerate(rules[:-1])
        }
        found = outcomes(prepared, Variants(len(rules), numbers))
        cuts = tuple(Decimal(rule.from_) for rule in rules[:-1] if rule.from_ is not None)
        grades = tuple(rule.grade for rule in rules)
        return cls(prepared.units, tuple(totals), grades, cuts, found.grades.astype(np.int64))

    def concerned(self, code: int, room: Interval) -> dict[int, Decimal]:
        """The units whose grade hangs on the cut of a grade, and their totals.

        Args:
            code: The place of the grade.
            room: Where the cut may be: as it passes the total of a unit there, the unit reaches the grade or the next
                lower one.
        """
        return {
            unit: total
            for unit, total in enumerate(self.totals)
            if total in room and self.final[code, unit] != self.final[code + 1, unit]
        }

    def reached(self, cuts: Sequence[Decimal]) -> list[int]:
        """The grade of each unit's total."""
        return [next((code for code, cut in enumerate(cuts) if total >= cut), len(cuts)) for total in self.totals]

    def graded(self, cuts: Sequence[Decimal]) -> list[int]:
        """The grade that each unit has in the end."""
        return [int(self.final[code, unit]) for unit, code in enumerate(self.reached(cuts))]
