"""Comparisons that the ranges of the measures decide beforehand, and steps of ladders that no value reaches."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from engine.checks.applies import may_not_apply
from engine.checks.sites import indicators, sites
from engine.expression import Expression, tree
from engine.expression.kinds import resolve_percent
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Quantity, Ruleset
from engine.ruleset.vocabulary import names_of

CODES = ("condition-dead", "step-beyond-range")

Range = tuple[Fraction | None, Fraction | None]
"""Least and greatest value; None: not known."""

_ANY: Range = (None, None)


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """What is always true or never."""
    ranges = _Ranges(ruleset)
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
                    expected = Message("at most {points}", points=_text(high))
                    place = Place(path=f"{address}.steps.{number}.from")
                    found_ = f"{step.from_:f}"
                    yield Problem("step-beyond-range", what, place, found_, expected, severity=Severity.WARNING)


def _outside_counts(node: Expression) -> Iterator[Expression]:
    """The nodes that are about this period."""
    yield node
    if not isinstance(node, tree.Count):
        for child in node.children():
            yield from _outside_counts(child)


def _text(number: Fraction | None) -> str:
    return "…" if number is None else f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


class _Ranges:
    """The range of every expression, from the declared ranges of what it names."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._unit: Callable[[str], str | None] = names_of(ruleset).unit
        self._formulas: dict[str, Range] = {}

    def verdict(self, node: tree.Comparison) -> bool | None:
        """Whether a comparison is always true or always false; None: neither."""
        (low, high), (floor, ceiling) = self.of(node.left), self.of(node.right)
        below = high is not None and floor is not None and high < floor
        not_above = high is not None and floor is not None and high <= floor
        above = low is not None and ceiling is not None and low > ceiling
        not_below = low is not None and ceiling is not None and low >= ceiling
        match node.operator:
            case "<":
                return True if below else False if not_below else None
            case "<=":
                return True if not_above else False if above else None
            case ">":
                return True if above else False if not_above else None
            case ">=":
                return True if not_below else False if below else None
        apart = below or above
        return (node.operator == "!=") if apart else None

    def shown(self, node: Expression) -> dict[str, str]:
        """An expression and its range, for a message."""
        low, high = self.of(node)
        return {"text": str(node), "low": _text(low), "high": _text(high)}

    def of(self, node: Expression) -> Range:
        """The range of an expression."""
        match node:
            case tree.Number(value=value):
                return Fraction(value), Fraction(value)
            case tree.Name(name=name):
                return self._named(name)
            case tree.Member(family="previous", name=name):
                return self._named(name) if name in self._ruleset.measures else _ANY
            case tree.Count():
                return Fraction(0), None
            case tree.Negative(operand=operand):
                low, high = self.of(operand)
                return None if high is None else -high, None if low is None else -low
            case tree.Arithmetic(operator=operator, left=left, right=right):
                return _combined(operator, self.of(left), self.of(right))
            case tree.Function(name="abs", operands=(operand,)):
                low, high = self.of(operand)
                most = None if low is None or high is None else max(abs(low), abs(high))
                return Fraction(0), most
            case tree.Function(name=name, operands=operands):
                return _extreme(name, [self.of(each) for each in operands])
        return _ANY

    def _named(self, name: str) -> Range:
        ruleset = self._ruleset
        if name in ruleset.measures:
            low, high = ruleset.measures[name].between
            return Fraction(low), Fraction(high)
        column = ruleset.attributes.get(name)
        if isinstance(column, Quantity):
            return Fraction(column.between[0]), Fraction(column.between[1])
        if name in ruleset.parameters:
            numbers = [dated.is_ for series in ruleset.parameters[name].series.values() for dated in series]
            return (Fraction(min(numbers)), Fraction(max(numbers))) if numbers else _ANY
        if name in ruleset.formulas:
            return self._formula(name)
        if name == "total" and ruleset.scoring.total.between is not None:
            low, high = ruleset.scoring.total.between
            return Fraction(low), Fraction(high)
        return (Fraction(1), None) if name == "rank" else _ANY

    def _formula(self, name: str) -> Range:
        if name in self._formulas:
            return self._formulas[name]
        self._formulas[name] = _ANY  # while its own range is sought: a cycle ends here
        rule = self._ruleset.formulas[name]
        table = self._ruleset.tables.get(rule.table or "")
        column = table.columns.get(rule.column or "") if table is not None else None
        found = _ANY
        if rule.kind == "share":
            found = Fraction(0), Fraction(100)
        elif rule.kind == "count":
            found = Fraction(0), None
        elif rule.kind in ("mean", "max", "min") and isinstance(column, Quantity):
            found = Fraction(column.between[0]), Fraction(column.between[1])
        elif rule.value is not None:
            found = _widened(self.of(resolve_percent(rule.value, self._unit)), rule.decimals)
        self._formulas[name] = found
        return found


def _widened(range_: Range, decimals: int | None) -> Range:
    """A range with room for the formula's rounding."""
    step = Fraction(1, 10**decimals) if decimals is not None else Fraction(1)
    low, high = range_
    return None if low is None else low - step, None if high is None else high + step


def _combined(operator: str, left: Range, right: Range) -> Range:
    if operator == "-":
        return _combined("+", left, (None if right[1] is None else -right[1], None if right[0] is None else -right[0]))
    if operator == "+":
        low = None if left[0] is None or right[0] is None else left[0] + right[0]
        high = None if left[1] is None or right[1] is None else left[1] + right[1]
        return low, high
    ends = [each for each in (*left, *right) if each is not None]
    if len(ends) < 4 or (operator == "/" and ends[2] <= 0 <= ends[3]):
        return _ANY
    corners = [a * b if operator == "*" else a / b for a in ends[:2] for b in ends[2:]]
    return min(corners), max(corners)


def _extreme(name: str, ranges: list[Range]) -> Range:
    """The range of a least or greatest of several."""
    lows, highs = [low for low, _ in ranges], [high for _, high in ranges]
    known_lows, known_highs = [low for low in lows if low is not None], [high for high in highs if high is not None]
    if name == "min":
        low = min(known_lows) if len(known_lows) == len(lows) else None
        return low, min(known_highs, default=None)
    high = max(known_highs) if len(known_highs) == len(highs) else None
    return max(known_lows, default=None), high
