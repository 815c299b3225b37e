"""A cycle is a scheme and a period; not every period is one that the scheme assesses."""

from engine.message import Message
from engine.period import Period
from engine.problem import Place, Problem, Problems
from engine.ruleset import Ruleset


def assessed_period(ruleset: Ruleset, label: str) -> Period:
    """The period, if the scheme assesses it.

    Raises:
        Problems: it is not of the scheme's kind, or outside the time in which the scheme is in force.
    """
    place = Place(path="period")
    try:
        period = Period.parse(label)
    except ValueError:
        period = None
    if period is None or period.kind is not ruleset.period:
        examples = {"year": "2016", "quarter": "2016Q2", "month": "2016-05"}
        expected = Message("a period such as {example}", example=examples[ruleset.period])
        raise Problems(
            [Problem("period-kind", Message("The scheme does not assess such a period."), place, label, expected)]
        )
    begins, ends = ruleset.in_force.from_, ruleset.in_force.until
    if period.last_day < begins or (ends is not None and period.last_day > ends):
        expected = Message("a period that ends on or after {begins}", begins=begins.isoformat())
        if ends is not None:
            until = ends.isoformat()
            expected = Message(
                "a period that ends between {begins} and {until}", begins=begins.isoformat(), until=until
            )
        what = Message("The scheme is not in force at the end of this period.")
        raise Problems([Problem("period-not-in-force", what, place, label, expected)])
    return period
