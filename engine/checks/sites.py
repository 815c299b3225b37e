"""Where everything stands: the rules, indicators and expressions of a ruleset with their addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.expression import Expression
from engine.expression.kinds import Kind, Stage
from engine.fixed import Truths
from engine.methods import METHODS
from engine.ruleset import Group, IndicatorRule, Rule, Ruleset
from engine.ruleset.points import LadderStep


@dataclass(frozen=True)
class Site:
    """One expression.

    Attributes:
        address: Of the expression.
        expression: As parsed.
        until: The last stage that it may name.
        kind: What it must be.
        rule: The rule that it belongs to, or the group.
        quotient: Whether it may be a quotient.
        table: The table whose records it is about, if it is.
        attributes: Whether it may name attributes alone.
    """

    address: str
    expression: Expression
    until: Stage
    kind: Kind
    rule: Rule | Group
    quotient: bool = False
    table: str | None = None
    attributes: bool = False

    @property
    def for_each(self) -> str | None:
        """The column that the rule is repeated for."""
        return getattr(self.rule, "for_each", None)


def entries(ruleset: Ruleset) -> Iterator[tuple[str, IndicatorRule | Group]]:
    """All groups and indicators, each after the groups around it, with their addresses."""
    return _entries(ruleset.indicators)


def _entries(inner: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    for entry in inner:
        if isinstance(entry, Group):
            yield f"groups.{entry.group}", entry
            yield from _entries(entry.indicators)
        else:
            yield f"indicators.{entry.name}", entry


def indicators(ruleset: Ruleset) -> Iterator[tuple[str, IndicatorRule]]:
    """All indicators with their addresses."""
    for address, entry in entries(ruleset):
        if not isinstance(entry, Group):
            yield address, entry


def rules(ruleset: Ruleset) -> Iterator[tuple[str, Rule]]:
    """Everything that must cite a source, with its address."""
    for family in ("formulas", "parameters"):
        for name, rule in getattr(ruleset, family).items():
            yield f"{family}.{name}", rule
    yield from indicators(ruleset)
    for family in ("adjustments", "prizes", "quotas", "consequences", "targets"):
        for rule in getattr(ruleset, family):
            yield f"{family}.{rule.name}", rule
    for grade in ruleset.grades:
        yield f"grades.{grade.grade}", grade
    yield "ranking", ruleset.ranking


def sites(ruleset: Ruleset) -> Iterator[Site]:
    """Every expression of a ruleset."""
    for address, rule in rules(ruleset):
        yield from _of_rule(address, rule)
    for address, entry in entries(ruleset):
        if entry.only is not None:
            yield Site(f"{address}.only", entry.only, Stage.VALUES, Kind.CONDITION, entry, attributes=True)


_CONDITIONS = {
    "prizes": (("among",), Stage.RANK),
    "quotas": (("among", "of"), Stage.RANK),
    "consequences": (("when",), Stage.AWARDS),
    "targets": (("expect", "when"), Stage.AWARDS),
}
"""The conditions of simple rules, and what they may name."""


def _of_rule(address: str, rule: Any) -> Iterator[Site]:
    family = address.partition(".")[0]
    if family in _CONDITIONS:
        keys, until = _CONDITIONS[family]
        for key in keys:
            if isinstance(expression := getattr(rule, key), Expression):
                yield Site(f"{address}.{key}", expression, until, Kind.CONDITION, rule)
    elif family == "formulas":
        yield from _of_formula(address, rule)
    elif family == "indicators":
        yield from _of_indicator(address, rule)
    elif family == "adjustments":
        until = Stage.POINTS if rule.amount is not None else Stage.TOTAL
        if rule.when is not None:
            yield Site(f"{address}.when", rule.when, until, Kind.CONDITION, rule)
        if rule.amount is not None:
            key = "bonus" if rule.bonus is not None else "deduct"
            yield Site(f"{address}.{key}", rule.amount, until, Kind.NUMBER, rule)
    elif family == "ranking":
        for number, tie in enumerate(rule.ties, 1):
            yield Site(f"{address}.ties.{number}", tie, Stage.GRADE, Kind.NUMBER, rule)


def _of_formula(address: str, rule: Any) -> Iterator[Site]:
    if rule.value is not None:
        yield Site(f"{address}.value", rule.value, Stage.FORMULAS, Kind.NUMBER, rule, quotient=True)
    for key in ("share", "where"):
        if (expression := getattr(rule, key)) is not None:
            yield Site(f"{address}.{key}", expression, Stage.VALUES, Kind.CONDITION, rule, table=rule.table)


def _of_indicator(address: str, rule: IndicatorRule) -> Iterator[Site]:
    for name, value in rule.arguments.items():
        if isinstance(value, Expression):
            kind = Kind.CONDITION if METHODS[rule.method].parameters[name].annotation == Truths else Kind.NUMBER
            yield Site(f"{address}.{name}", value, Stage.FORMULAS, kind, rule)
        elif isinstance(value, tuple):
            for number, step in enumerate(value, 1):
                if isinstance(step, LadderStep) and step.when is not None:
                    here = f"{address}.{name}.{number}.when"
                    yield Site(here, step.when, Stage.FORMULAS, Kind.CONDITION, rule)
