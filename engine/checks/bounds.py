"""Numbers that 64-bit integers are not proven to hold: they are computed exactly all the same, but slower.

The proof is the computation itself, run on no units: every operation works out the bounds of its result from the
declared ranges of the measures. Sums over records are bounded when the records are known.
"""

from collections.abc import Iterator
from math import log10

import numpy as np

from engine.data import Data
from engine.decision import Answers, Decisions
from engine.expression.evaluation import Numbers, Value, numbers
from engine.fixed import WIDEST, Exact, Fixed, Ratio, rounded
from engine.formulas import evaluate_formulas
from engine.indicators import arguments
from engine.measurement import measure
from engine.message import Message
from engine.methods import METHODS
from engine.period import Period
from engine.plan import compile_plan
from engine.problem import Place, Problem, Severity
from engine.ruleset import Ruleset

CODES = ("wide-numbers",)

_EARLIER = Numbers(Fixed(np.zeros(0, dtype=np.int64), 9, -(10**15), 10**15))
"""Any value that a record of the history may hold."""


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """A note for each formula, indicator, bonus and deduction that may need more than 64 bits."""
    plan = compile_plan(ruleset)
    nothing = measure(ruleset, Data.from_rows([])).measures
    earlier = dict.fromkeys(plan.previous_names - {"grade"}, _EARLIER)
    nobody = np.zeros(0, dtype=np.bool_)
    period = Period(9999, 1, ruleset.period)
    columns = evaluate_formulas(plan, nothing, earlier, nobody, period, Answers(Decisions())).columns
    for formula in plan.formulas:
        value = columns.plain[formula.name]
        assert isinstance(value, Numbers)
        yield from _finding(f"formulas.{formula.name}", value.values)
    points_of: dict[str, Value] = {}
    for indicator in plan.indicators:
        points = plan.number(f"{indicator.path}.points")
        given = arguments(plan, indicator, columns)
        earned = METHODS[indicator.rule.method].function(points, **given)
        yield from _finding(indicator.path, earned)
        points_of[indicator.name] = Numbers(rounded(earned, indicator.decimals, indicator.rounding))
    columns = columns.adding(points=points_of)
    for adjustment in plan.adjustments:
        if adjustment.amount is not None:
            amount = rounded(numbers(adjustment.amount, columns).values, ruleset.scoring.points.decimals)
            yield from _finding(f"adjustments.{adjustment.rule.name}", amount)


def _finding(path: str, exact: Exact) -> Iterator[Problem]:
    parts = (exact.numerator, exact.denominator) if isinstance(exact, Ratio) else (exact,)
    greatest = max(max(abs(part.low), abs(part.high)) for part in parts)
    if greatest > WIDEST:
        what = Message(
            "The whole numbers behind this may have {digits} digits; 64 bits hold 18. It is exact, but slower.",
            digits=int(greatest.bit_length() * log10(2)) + 1,
        )
        mend = Message("Narrow the ranges of its measures, or declare fewer decimals, if that is true to the scheme.")
        yield Problem("wide-numbers", what, Place(path=path), mend=mend, severity=Severity.NOTE)
