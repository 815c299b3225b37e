"""Which measures a rule depends on, through formulas and through the points of indicators."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.expression import Expression, tree
from engine.methods import METHODS
from engine.plan import Indicator, Plan, PlannedFormula


@dataclass(frozen=True)
class Dependencies:
    """Looks through the rules of a plan."""

    plan: Plan

    @cached_property
    def _formulas(self) -> dict[str, PlannedFormula]:
        return {formula.name: formula for formula in self.plan.formulas}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.name: indicator for indicator in self.plan.indicators}

    def direct(self, expressions: Iterable[Expression]) -> frozenset[str]:
        """The measures that expressions name themselves, or through formulas."""
        return frozenset(name for each in expressions for name in self._measures(each))

    def of(self, expressions: Iterable[Expression]) -> frozenset[str]:
        """The measures that expressions depend on, also through ``points.x``."""
        every = tuple(expressions)
        return self.direct(every).union(*(self.of_indicator(each) for each in self.indicators(every)))

    def indicators(self, expressions: Iterable[Expression]) -> tuple[Indicator, ...]:
        """The indicators whose points expressions name."""
        named = {node.name for each in expressions for node in tree.members(each) if node.family == "points"}
        return tuple(indicator for indicator in self.plan.indicators if indicator.name in named)

    def of_indicator(self, indicator: Indicator) -> frozenset[str]:
        """The measures that an indicator's points depend on."""
        return self.direct(indicator.expressions())

    def yardsticks(self, indicator: Indicator) -> frozenset[str]:
        """The measures that an indicator only holds others against: targets, limits, right sides of comparisons.

        They are set for a unit, not reached by it.
        """
        method = METHODS[indicator.rule.method]
        reached: set[str] = set()
        aims: set[str] = set()
        targets = {name for name, each in method.parameters.items() if each.wanted.above_zero} | {*method.one_of}
        given = [indicator.arguments.get(name) for name in targets]
        for expression in indicator.expressions():
            if any(expression is each for each in given):
                aims |= self.direct([expression])
            else:
                self._split(expression, reached, aims)
        return frozenset(aims - reached)

    def _split(self, node: Expression, reached: set[str], aims: set[str]) -> None:
        """Parts what is to be brought somewhere from what it is compared with."""
        if isinstance(node, tree.Comparison) and (left := self.direct([node.left])):
            reached |= left
            aims |= self.direct([node.right])
        elif isinstance(node, tree.Name):
            reached |= self.direct([node])
        else:
            for child in node.children():
                self._split(child, reached, aims)

    def names_total(self, expressions: Iterable[Expression]) -> bool:
        """Whether an expression names the total."""
        return any(node.name == "total" for each in expressions for node in tree.names(each))

    def taking_records(self) -> Iterator[tuple[str, str]]:
        """Measures that decide which records a formula takes, each with the formula."""
        for formula in self.plan.formulas:
            for name in sorted(self._named(each for each in (formula.where, formula.share) if each is not None)):
                yield name, formula.name

    def _named(self, expressions: Iterable[Expression]) -> frozenset[str]:
        names = {node.name for each in expressions for node in tree.names(each)}
        return frozenset(names & self.plan.ruleset.measures.keys())

    def _measures(self, expression: Expression) -> Iterator[str]:
        for node in tree.names(expression):
            if node.name in self.plan.ruleset.measures:
                yield node.name
            elif node.name in self._formulas:
                formula = self._formulas[node.name]
                for each in (formula.value, formula.share, formula.where):
                    if each is not None:
                        yield from self._measures(each)
