"""Comparisons that the ranges of the measures decide beforehand, and steps of ladders that no value reaches."""

from collections.abc import Iterator

from engine.checks.applies import may_not_apply
from engine.checks.ranges import Ranges, shown
from engine.checks.sites import indicators, sites
from engine.expression import Expression, tree
from engine.expression.percent import resolve_percent
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Ruleset
from engine.ruleset.vocabulary import names_of

CODES = ("condition-dead", "step-beyond-range")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """What is always true or never."""
    ranges = Ranges(ruleset)
    may_not = may_not_apply(ruleset)
    unit = names_of(ruleset).unit
    for site in sites(ruleset):
        if site.table is not None:
            continue
        for node in _outside_counts(resolve_percent(site.expression, unit)):
            if isinstance(node, tree.Comparison) and (verdict := ranges.verdict(node)) is not None:
                if verdict and may_not & {name.name for name in tree.names(node)}:
                    continue  # it tells the units for which the measure applies
                what = Message("{text} is never true.", text=str(node))
                if verdict:
                    what = Message("{text} is always true.", text=str(node))
                found = Message("{text} lies from {low} to {high}", **ranges.shown(node.left))
                place = Place(path=site.address)
                yield Problem("condition-dead", what, place, expected=found, severity=Severity.WARNING)
    for address, rule in indicators(ruleset):
        value = rule.arguments.get("value")
        if rule.method == "ladder" and value is not None:
            high = ranges.of(resolve_percent(value, unit))[1]
            for number, step in enumerate(rule.arguments["steps"], 1):
                if step.from_ is not None and high is not None and step.from_ > high:
                    what = Message("No value reaches this step.")
                    expected = Message("at most {points}", points=shown(high))
                    place = Place(path=f"{address}.steps.{number}.from")
                    found_ = f"{step.from_:f}"
                    yield Problem("step-beyond-range", what, place, found_, expected, severity=Severity.WARNING)


def _outside_counts(node: Expression) -> Iterator[Expression]:
    """The nodes that are about this period."""
    yield node
    if not isinstance(node, tree.Count):
        for child in node.children():
            yield from _outside_counts(child)
