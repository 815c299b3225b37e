"""What each scoring method earns, one function a method, before rounding.

A method takes the full points, the rule as written, and the values of its operands (of a condition: True,
False, None). It returns exact points, or None where an operand is unknown.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

from oracle.rounding import number


class BadTarget(Exception):
    """A target of zero or less: an error of the unit's data."""


Rule = dict[str, Any]
Values = dict[str, Any]


def completion(points: Fraction, rule: Rule, values: Values) -> Fraction | None:
    """Points in proportion to the target reached."""
    actual, target = values["actual"], values["target"]
    if target is not None and target <= 0:
        raise BadTarget
    if actual is None or target is None:
        return None
    return points * max(Fraction(0), min(actual / target, Fraction(1)))


def ladder(points: Fraction, rule: Rule, values: Values) -> Fraction | None:
    """What the first step earns whose conditions all hold."""
    if "value" in rule and values["value"] is None:
        return None
    for step, start, condition in zip(rule["steps"], values["from"], values["when"], strict=True):
        if start is not None and not values["value"] >= start:
            continue
        if "when" in step and condition is None:
            return None
        if "when" in step and condition is False:
            continue
        return number(step["earns"])
    return Fraction(0)


def interpolation(points: Fraction, rule: Rule, values: Values) -> Fraction | None:
    """On the straight line between neighbouring points; flat outside."""
    x = values["value"]
    if x is None:
        return None
    through = list(zip(values["at"], [number(one["earns"]) for one in rule["through"]], strict=True))
    if x <= through[0][0]:
        return through[0][1]
    for (left, low), (right, high) in pairwise(through):
        if x <= right:
            return low + (high - low) * (x - left) / (right - left)
    return through[-1][1]


def floored(points: Fraction, rule: Rule) -> Fraction:
    """Not below the rule's floor."""
    floor_text = rule.get("floor", "0")
    return points if floor_text == "none" else max(points, number(floor_text))


def shortfall(points: Fraction, rule: Rule, values: Values) -> Fraction | None:
    """Each step by which a limit is exceeded, or a level missed, costs points."""
    side = "limit" if "limit" in rule else "at_least"
    value, mark = values["value"], values[side]
    if value is None or mark is None:
        return None
    gap = max(value - mark if side == "limit" else mark - value, Fraction(0))
    steps = gap / values["each"]
    kind = rule.get("steps", "full")
    if kind == "full":
        steps = Fraction(floor(steps))
    elif kind == "started":
        steps = Fraction(ceil(steps))
    return floored(points - number(rule["deduct"]) * steps, rule)


def per_instance(points: Fraction, rule: Rule, values: Values) -> Fraction | None:
    """Each instance costs points."""
    if values["count"] is None:
        return None
    loss = max(values["count"], Fraction(0)) * number(rule["deduct"])
    if "at_most" in rule:
        loss = min(loss, number(rule["at_most"]))
    return floored(points - loss, rule)


def all_or_nothing(points: Fraction, rule: Rule, values: Values) -> Fraction | None:
    """All points if the condition is true, none if it is false."""
    if values["when"] is None:
        return None
    return points if values["when"] else Fraction(0)


def given(points: Fraction, rule: Rule, values: Values) -> Fraction | None:
    """A score given elsewhere, rescaled."""
    if values["score"] is None:
        return None
    return points * values["score"] / number(rule["out_of"])


METHODS: dict[str, Callable[[Fraction, Rule, Values], Fraction | None]] = {
    "completion": completion,
    "ladder": ladder,
    "interpolation": interpolation,
    "shortfall": shortfall,
    "per_instance": per_instance,
    "all_or_nothing": all_or_nothing,
    "given": given,
}
