"""What a ruleset computes: its rules flattened, repeated and resolved, and every number addressable by its path.

A plan is made once a ruleset. Its numbers are columns (scenarios, 1), one scenario for an official run, so that the
same functions score one ruleset or many variants of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from engine.expression import Expression, tree
from engine.expression.percent import resolve_operands, resolve_percent
from engine.fixed import Fixed
from engine.methods import METHODS
from engine.rounding import Rounding
from engine.ruleset import Adjustment, Consequence, FormulaRule, Group, IndicatorRule, Ruleset
from engine.ruleset.contents import expressions, numbers
from engine.ruleset.points import LadderStep, MovePoints
from engine.ruleset.vocabulary import names_of, values_per


@dataclass(frozen=True)
class Indicator:
    """One indicator as it is scored.

    Attributes:
        name: Its name, with the value appended where it is repeated.
        path: Where its numbers stand.
        rule: As written.
        groups: The groups around it, outermost first.
        only: The conditions on attributes under which a unit has it.
        arguments: The parameters of its method; expressions resolved.
        decimals: Places of its points.
        rounding: How they are rounded.
    """

    name: str
    path: str
    rule: IndicatorRule
    groups: tuple[str, ...]
    only: tuple[Expression, ...]
    arguments: Mapping[str, Any]
    decimals: int
    rounding: Rounding

    @cached_property
    def names(self) -> frozenset[str]:
        """The measures, attributes, formulas and parameters that its points depend on."""
        return frozenset(node.name for each in self.expressions() for node in tree.names(each))

    @cached_property
    def looks_back(self) -> bool:
        """Whether its points depend on earlier periods."""
        return any(tree.members(each) for each in self.expressions())

    def expressions(self) -> Iterator[Expression]:
        """The expressions of its parameters."""
        for value in self.arguments.values():
            if isinstance(value, Expression):
                yield value
            elif isinstance(value, tuple):
                yield from (step.when for step in value if isinstance(step, LadderStep) and step.when is not None)

    @property
    def moves_to(self) -> str | None:
        """The indicator that takes its points where it does not apply."""
        rule = self.rule.not_applicable
        return rule.move_points_to if isinstance(rule, MovePoints) else None


@dataclass(frozen=True)
class PlannedGroup:
    """One group, with the places of its indicators."""

    name: str
    path: str
    rule: Group
    indicators: tuple[int, ...]


@dataclass(frozen=True)
class PlannedFormula:
    """One formula, or one value of a formula that is made `per` value of a column."""

    name: str
    rule: FormulaRule
    value: Expression | None
    share: Expression | None
    where: Expression | None


@dataclass(frozen=True)
class PlannedAdjustment:
    """One adjustment; ``amount`` is None for vetoes and withdrawals."""

    name: str
    path: str
    rule: Adjustment
    when: Expression | None
    amount: Expression | None


@dataclass(frozen=True)
class PlannedConsequence:
    """One consequence."""

    name: str
    path: str
    rule: Consequence
    when: Expression
    instead_of: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A ruleset made ready.

    Attributes:
        ruleset: What it was made from.
        numbers: Every number of the ruleset by its path, (scenarios, 1) or (1, 1).
        formulas: In an order in which each needs earlier ones only.
        indicators: In the order of the ruleset.
        groups: Inner ones before those around them.
        scenarios: How many variants are scored at once.
    """

    ruleset: Ruleset
    numbers: Mapping[str, Fixed]
    formulas: tuple[PlannedFormula, ...]
    indicators: tuple[Indicator, ...]
    groups: tuple[PlannedGroup, ...]
    adjustments: tuple[PlannedAdjustment, ...]
    consequences: tuple[PlannedConsequence, ...]
    resolve: Callable[[Expression], Expression]
    scenarios: int = 1

    def number(self, path: str) -> Fixed:
        """The number at a path, (scenarios, 1)."""
        return self.numbers[path]

    @cached_property
    def variable(self) -> frozenset[str]:
        """The paths of the numbers that scoring and standing read here; all else is the structure of the ruleset."""
        read = {"scoring.total.between.1", "scoring.total.between.2"}
        read |= {"scoring.bonuses.at_most", "scoring.deductions.at_most"}
        read |= {f"{group.path}.at_most" for group in self.groups}
        read |= {f"{each.path}.{key}" for each in self.adjustments for key in ("at_most", "bonus", "deduct")}
        read |= {f"grades.{rule.grade}.from" for rule in self.ruleset.grades}
        read |= {f"prizes.{prize.name}.{key}" for prize in self.ruleset.prizes for key in ("winners", "amount")}
        read |= {f"quotas.{quota.name}.{key}" for quota in self.ruleset.quotas for key in ("share", "places")}
        for indicator in self.indicators:
            for key in ("points", *METHODS[indicator.rule.method].parameters):
                path = f"{indicator.path}.{key}"
                read |= {each for each in self.numbers if each == path or each.startswith(f"{path}.")}
        return frozenset(read & self.numbers.keys())

    def worth(self, indicator: Indicator) -> tuple[str, ...]:
        """The paths of the numbers that are points of an indicator: what is scaled where its weight changes."""
        own = METHODS[indicator.rule.method].in_points
        paths = self.numbers_of_indicators[indicator.path]
        return (f"{indicator.path}.points", *(path for path in paths if path.rpartition(".")[2] in own))

    @cached_property
    def numbers_of_indicators(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of all numbers of an indicator, by where the indicator stands."""
        return {
            each.path: tuple(path for path in self.numbers if path.startswith(f"{each.path}."))
            for each in self.indicators
        }

    def varied(self, numbers: Mapping[str, Fixed], scenarios: int) -> "Plan":
        """The plan of many variants at once.

        Args:
            numbers: New numbers by their path, each (scenarios, 1); of `variable` paths only.
            scenarios: How many variants there are.

        Raises:
            KeyError: a path is not one that a variant can have another number at.
        """
        if beyond := sorted(numbers.keys() - self.variable):
            raise KeyError(*beyond)
        return replace(self, numbers={**self.numbers, **numbers}, scenarios=scenarios)

    @cached_property
    def previous_names(self) -> frozenset[str]:
        """The x of every ``previous.x`` that some rule names."""
        return self._named("previous")

    @cached_property
    def points_names(self) -> frozenset[str]:
        """The indicators x of every ``points.x`` that some rule names."""
        return self._named("points")

    def _named(self, family: str) -> frozenset[str]:
        return frozenset(
            member.name
            for expression in expressions(self.ruleset)
            for member in tree.members(expression)
            if member.family == family
        )

    @cached_property
    def baskets(self) -> Mapping[tuple[str, ...], tuple[Indicator, ...]]:
        """The indicators by the paths of the capped groups around them: what is summed before anything is capped."""
        capped = [group for group in self.groups if group.rule.at_most is not None]
        found: dict[tuple[str, ...], tuple[Indicator, ...]] = {}
        for place, indicator in enumerate(self.indicators):
            around = tuple(group.path for group in capped if place in group.indicators)
            found[around] = (*found.get(around, ()), indicator)
        return found

    @property
    def decimals(self) -> int:
        """Places that hold every indicator's points, every adjustment and every cap of a group."""
        frame = self.ruleset.scoring.points.decimals
        caps = [self.number(f"{group.path}.at_most") for group in self.groups if group.rule.at_most is not None]
        return max([frame, *(each.decimals for each in self.indicators), *(cap.decimals for cap in caps)])


def compile_plan(ruleset: Ruleset) -> Plan:
    """The plan of a ruleset that `engine.checks` has found in order."""
    unit_of = names_of(ruleset).unit

    def resolve(expression: Expression) -> Expression:
        return resolve_percent(expression, unit_of)

    indicators: list[Indicator] = []
    groups: list[PlannedGroup] = []
    for entry in ruleset.indicators:
        _flatten(ruleset, entry, unit_of, indicators, groups, (), ())
    return Plan(
        ruleset=ruleset,
        numbers=dict(numbers(ruleset)),
        formulas=tuple(_formulas(ruleset, resolve)),
        indicators=tuple(indicators),
        groups=tuple(groups),
        adjustments=tuple(_adjustments(ruleset, resolve)),
        consequences=tuple(_consequences(ruleset, resolve)),
        resolve=resolve,
    )


def _flatten(
    ruleset: Ruleset,
    entry: Any,
    unit_of: Callable[[str], str | None],
    indicators: list[Indicator],
    groups: list[PlannedGroup],
    around: tuple[str, ...],
    only: tuple[Expression, ...],
) -> None:
    """Appends an entry's indicators, and the groups after their content."""
    only = only if entry.only is None else (*only, resolve_percent(entry.only, unit_of))
    if isinstance(entry, Group):
        first = len(indicators)
        for inner in entry.indicators:
            _flatten(ruleset, inner, unit_of, indicators, groups, (*around, entry.group), only)
        path = f"groups.{entry.group}"
        groups.append(PlannedGroup(entry.group, path, entry, tuple(range(first, len(indicators)))))
        return
    frame = ruleset.scoring.points
    for name, substitute in _repeats(ruleset, entry):
        indicators.append(
            Indicator(
                name=name,
                path=f"indicators.{entry.name}",
                rule=entry,
                groups=around,
                only=only,
                arguments=_arguments(entry, substitute, unit_of),
                decimals=frame.decimals if entry.decimals is None else entry.decimals,
                rounding=frame.rounding if entry.rounding is None else entry.rounding,
            )
        )


def _arguments(
    rule: IndicatorRule, substitute: Callable[[Expression], Expression], unit_of: Callable[[str], str | None]
) -> dict[str, Any]:
    """The parameters of an indicator's method, its expressions resolved."""
    operands = {key: substitute(value) for key, value in rule.arguments.items() if isinstance(value, Expression)}
    arguments = {**rule.arguments, **resolve_operands(operands, unit_of)}
    for key, parts in arguments.items():
        if isinstance(parts, tuple):
            arguments[key] = tuple(_step(part, substitute, unit_of) for part in parts)
    return arguments


def _step(part: Any, substitute: Callable[[Expression], Expression], unit_of: Callable[[str], str | None]) -> Any:
    """A ladder's step with its condition resolved; a corner as it is."""
    if not isinstance(part, LadderStep) or part.when is None:
        return part
    return part.model_copy(update={"when": resolve_percent(substitute(part.when), unit_of)})


def repeated(name: str, value: str) -> str:
    """The name of a rule, or formula, for one value of the column that it is repeated for."""
    return f"{name}·{value}"


def _repeats(ruleset: Ruleset, rule: Any) -> Iterator[tuple[str, Callable[[Expression], Expression]]]:
    """A rule's names, once or for each value of its `for_each`, with the substitution that goes with each."""
    if rule.for_each is None:
        yield rule.name, lambda expression: expression
        return
    formulas = [name for name, formula in ruleset.formulas.items() if formula.per == rule.for_each]
    for value in values_per(ruleset, ruleset.formulas[formulas[0]]):
        mapping = {formula: repeated(formula, value) for formula in formulas}

        def change(node: Expression, mapping: Mapping[str, str] = mapping) -> Expression:
            return (
                replace(node, name=mapping[node.name]) if isinstance(node, tree.Name) and node.name in mapping else node
            )

        yield repeated(rule.name, value), partial(_mapped, change)


def _mapped(change: Callable[[Expression], Expression], expression: Expression) -> Expression:
    return expression.map(change)


def _formulas(ruleset: Ruleset, resolve: Callable[[Expression], Expression]) -> Iterator[PlannedFormula]:
    """The formulas, each after those that it names."""
    done: set[str] = set()

    def visit(name: str) -> Iterator[PlannedFormula]:
        if name in done:
            return
        done.add(name)
        rule = ruleset.formulas[name]
        for used in tree.names(rule.value) if rule.value is not None else ():
            if used.name in ruleset.formulas:
                yield from visit(used.name)
        value, share, where = (None if each is None else resolve(each) for each in (rule.value, rule.share, rule.where))
        if rule.per is None:
            yield PlannedFormula(name, rule, value, share, where)
            return
        for text in values_per(ruleset, rule):
            chosen: Expression = tree.Comparison("==", tree.Name(rule.per), tree.Text(text))
            both = chosen if where is None else tree.And((chosen, where))
            yield PlannedFormula(repeated(name, text), rule, value, share, both)

    for name in ruleset.formulas:
        yield from visit(name)


def _adjustments(ruleset: Ruleset, resolve: Callable[[Expression], Expression]) -> Iterator[PlannedAdjustment]:
    for rule in ruleset.adjustments:
        for name, substitute in _repeats(ruleset, rule):
            when, amount = (None if each is None else resolve(substitute(each)) for each in (rule.when, rule.amount))
            yield PlannedAdjustment(name, f"adjustments.{rule.name}", rule, when, amount)


def _consequences(ruleset: Ruleset, resolve: Callable[[Expression], Expression]) -> Iterator[PlannedConsequence]:
    names = {rule.name: [name for name, _ in _repeats(ruleset, rule)] for rule in ruleset.consequences}
    for rule in ruleset.consequences:
        instead_of = tuple(name for replaced in rule.instead_of for name in names[replaced])
        for name, substitute in _repeats(ruleset, rule):
            when = resolve(substitute(rule.when))
            yield PlannedConsequence(name, f"consequences.{rule.name}", rule, when, instead_of)
