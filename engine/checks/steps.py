"""Steps of ladders and corners of interpolations: all reachable, in order, within the indicator's points."""

from collections.abc import Iterator

from engine.checks.sites import indicators
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import IndicatorRule, Ruleset
from engine.ruleset.points import Corner, LadderStep

CODES = ("corners-order", "earns-above-points", "earns-negative", "step-open", "step-unreachable", "step-value")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Steps and corners that can never count, or earn what they should not."""
    for address, rule in indicators(ruleset):
        for name, value in rule.arguments.items():
            if isinstance(value, tuple) and value and isinstance(value[0], LadderStep):
                yield from _earned(f"{address}.{name}", value, rule)
                yield from _ladder(f"{address}.{name}", value, rule)
            elif isinstance(value, tuple) and value and isinstance(value[0], Corner):
                yield from _earned(f"{address}.{name}", value, rule)
                yield from _corners(f"{address}.{name}", value)


def _earned(address: str, steps: tuple[LadderStep | Corner, ...], rule: IndicatorRule) -> Iterator[Problem]:
    for number, step in enumerate(steps, 1):
        place = Place(path=f"{address}.{number}.earns")
        if step.earns > rule.points:
            what = Message("This earns more than the indicator's points.")
            expected = Message("at most {points}", points=f"{rule.points:f}")
            yield Problem("earns-above-points", what, place, f"{step.earns:f}", expected)
        elif step.earns < 0:
            what = Message("This earns less than nothing.")
            yield Problem("earns-negative", what, place, f"{step.earns:f}", severity=Severity.WARNING)


def _ladder(address: str, steps: tuple[LadderStep, ...], rule: IndicatorRule) -> Iterator[Problem]:
    has_value = rule.arguments.get("value") is not None
    for number, step in enumerate(steps, 1):
        place = Place(path=f"{address}.{number}")
        if step.from_ is not None and not has_value:
            what = Message("The step has a from, but the ladder has no value to hold it against.")
            mend = Message("Add value: to the indicator, or write the step with when.")
            yield Problem("step-value", what, place, f"{step.from_:f}", mend=mend)
        if step.from_ is None and step.when is None and number < len(steps):
            what = Message("This step has no condition, so those below it are never reached.")
            yield Problem("step-open", what, place, mend=Message("Put it last, or give it a from or a when."))
            return
        for earlier, above in enumerate(steps[: number - 1], 1):
            if _covers(above, step):
                what = Message("This step is never reached: step {number} holds wherever it does.", number=earlier)
                mend = Message("Write the steps with falling from, and those with further conditions first.")
                yield Problem("step-unreachable", what, place, mend=mend)
                break


def _covers(above: LadderStep, step: LadderStep) -> bool:
    """Whether the step above holds wherever this one does."""
    if above.when is not None and above.when != step.when:
        return False
    return above.from_ is None or (step.from_ is not None and step.from_ >= above.from_)


def _corners(address: str, corners: tuple[Corner, ...]) -> Iterator[Problem]:
    for number in range(1, len(corners)):
        before, corner = corners[number - 1], corners[number]
        if corner.at <= before.at:
            what = Message("The corners do not rise.")
            expected = Message("more than {bound}", bound=f"{before.at:f}")
            yield Problem("corners-order", what, Place(path=f"{address}.{number + 1}.at"), f"{corner.at:f}", expected)
