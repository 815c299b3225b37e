"""The range of every expression, worked out from the declared ranges of the measures."""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from engine.expression import Expression, tree
from engine.expression.percent import resolve_percent
from engine.ruleset import Quantity, Ruleset
from engine.ruleset.vocabulary import names_of

Range = tuple[Fraction | None, Fraction | None]
"""Least and greatest value; None: not known."""

_ANY: Range = (None, None)
_LONGEST = 4096
"""Bits of the longest number that is reckoned with."""

_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def shown(number: Fraction | None) -> str:
    """A bound as a message has it."""
    return "…" if number is None else f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


class Ranges:
    """The range of every expression, from the declared ranges of what it names."""

    def __init__(self, ruleset: Ruleset, narrowed: Mapping[str, Range] | None = None) -> None:
        self._ruleset = ruleset
        self._unit: Callable[[str], str | None] = names_of(ruleset).unit
        self._formulas: dict[str, Range] = {}
        self._narrowed = narrowed or {}

    def where(self, condition: Expression | None) -> "Ranges":
        """The ranges where a condition holds: what it holds against numbers, side by side, is narrowed."""
        narrowed: dict[str, Range] = {}
        for node in conjuncts(condition):
            if not isinstance(node, tree.Comparison) or node.operator == "!=":
                continue
            mirrored = node.right, node.left, _MIRRORED[node.operator]
            for name, other, sign in ((node.left, node.right, node.operator), mirrored):
                if isinstance(name, tree.Name):
                    low, high = narrowed.get(name.name, self._named(name.name))
                    least, most = self.of(other)
                    if sign in (">", ">=", "=="):
                        low = _last(max, low, least)
                    if sign in ("<", "<=", "=="):
                        high = _last(min, high, most)
                    narrowed[name.name] = low, high
        found = copy(self)
        found._formulas, found._narrowed = {}, {**self._narrowed, **narrowed}
        return found

    def resolved(self, expression: Expression) -> Expression:
        """The expression with its percentages as numbers."""
        return resolve_percent(expression, self._unit)

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
        return {"text": str(node), "low": shown(low), "high": shown(high)}

    def of(self, node: Expression) -> Range:
        """The range of an expression."""
        low, high = self._of(node)
        return _short(low), _short(high)

    def _of(self, node: Expression) -> Range:
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
        if name in self._narrowed:
            return self._narrowed[name]
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
        elif rule.kind == "count" or (rule.kind == "sum" and isinstance(column, Quantity) and column.between[0] >= 0):
            found = Fraction(0), None
        elif rule.kind in ("mean", "max", "min") and isinstance(column, Quantity):
            found = Fraction(column.between[0]), Fraction(column.between[1])
        elif rule.value is not None:
            found = self.of(self.resolved(rule.value))
        frame = self._ruleset.scoring.formulas
        found = _rounded(found, rule.decimals if rule.decimals is not None or frame is None else frame.decimals)
        self._formulas[name] = found
        return found


def _short(number: Fraction | None) -> Fraction | None:
    """The number, if it is not so long that to reckon with it takes long."""
    if number is None or max(number.numerator.bit_length(), number.denominator.bit_length()) > _LONGEST:
        return None
    return number


def _last(
    choose: Callable[[Fraction, Fraction], Fraction], one: Fraction | None, other: Fraction | None
) -> Fraction | None:
    """The greater or the lesser of two, of which either may not be known."""
    if one is None or other is None:
        return other if one is None else one
    return choose(one, other)


def conjuncts(condition: Expression | None) -> Iterator[Expression]:
    """The conditions that must all hold."""
    if isinstance(condition, tree.And):
        for operand in condition.operands:
            yield from conjuncts(operand)
    elif condition is not None:
        yield condition


def _rounded(range_: Range, decimals: int | None) -> Range:
    """A range after rounding, whichever way: from the decimal below its least to the one above its greatest."""
    if decimals is None:
        return range_
    scale = 10**decimals
    low, high = range_
    return (
        None if low is None else Fraction(floor(low * scale), scale),
        None if high is None else Fraction(ceil(high * scale), scale),
    )


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
