"""Numbers that 64-bit integers are not proven to hold: they are computed exactly all the same, but slower.

The proof is the computation itself, run on no units: every operation works out the bounds of its result from the
declared ranges of the measures. Sums over records are bounded when the records are known.
"""

from collections.abc import Iterator

import numpy as np

from engine.data import Data
from engine.decision import Answers, Decisions
from engine.expression.evaluation import Numbers
from engine.fixed import WIDEST, Exact, Fixed, Ratio
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
    """A note for each formula and indicator that may need more than 64 bits."""
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
    for indicator in plan.indicators:
        points = plan.number(f"{indicator.path}.points")
        given = arguments(plan, indicator, columns)
        yield from _finding(indicator.path, METHODS[indicator.rule.method].function(points, **given))


def _finding(path: str, exact: Exact) -> Iterator[Problem]:
    parts = (exact.numerator, exact.denominator) if isinstance(exact, Ratio) else (exact,)
    greatest = max(max(abs(part.low), abs(part.high)) for part in parts)
    if greatest > WIDEST:
        what = Message(
            "The whole numbers behind this may have {digits} digits; 64 bits hold 18. It is exact, but slower.",
            digits=len(str(greatest)),
        )
        mend = Message("Narrow the ranges of its measures, or declare fewer decimals, if that is true to the scheme.")
        yield Problem("wide-numbers", what, Place(path=path), mend=mend, severity=Severity.NOTE)
