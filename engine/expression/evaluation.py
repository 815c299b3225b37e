"""Expressions on columns: numbers, texts and truths of many units at once, each of which may be unknown.

Conditions are three-valued (Kleene): a comparison with an unknown is unknown.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Protocol

import numpy as np

from engine.expression import tree
from engine.fixed import (
    ONE,
    ZERO,
    Array,
    Exact,
    Fixed,
    Ratio,
    Truths,
    as_ratio,
    compared,
    fixed,
    maximum,
    minimum,
    where,
)

Known = Truths | None
"""Where a value is known; None: everywhere."""


@dataclass(frozen=True, eq=False)
class Numbers:
    """Exact numbers, (scenarios, units) or a shape that broadcasts to it.

    Attributes:
        values: The numbers.
        known: Where they are known.
        days: Whether they are dates, as days counted from 0001-01-01.
    """

    values: Exact
    known: Known = None
    days: bool = False


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts out of a vocabulary, by their place in it."""

    codes: Array
    vocabulary: tuple[str, ...]
    known: Known = None

    def where(self, text: str) -> Truths:
        """Where the text is this one."""
        code = self.vocabulary.index(text) if text in self.vocabulary else -1
        return np.asarray(self.codes == code)


@dataclass(frozen=True, eq=False)
class Truth:
    """Conditions: ``true`` where known to hold, ``false`` where known not to; unknown where neither.

    INVARIANT: no element is both.
    """

    true: Truths
    false: Truths

    @property
    def unknown(self) -> Truths:
        """Where it is not known."""
        return ~(self.true | self.false)


Value = Numbers | Texts | Truth


class Scope(Protocol):
    """What the names of an expression stand for."""

    def value(self, node: tree.Expression) -> Value:
        """The column of a ``Name``, ``Member`` or ``Count``."""
        ...


def truth(condition: Truths, known: Known = None) -> Truth:
    """A condition that is known where ``known``."""
    return Truth(condition, ~condition) if known is None else Truth(condition & known, ~condition & known)


def both_known(*known: Known) -> Known:
    """Where all of them are known."""
    masks = [mask for mask in known if mask is not None]
    return reduce(np.logical_and, masks) if masks else None


_COMPARE: Mapping[str, Callable[[Array, Array], Truths]] = {
    "==": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def evaluate(node: tree.Expression, scope: Scope) -> Value:
    """The value of an expression for all units.

    Args:
        node: An expression whose names and types `engine.checks` has found in order.
        scope: What its names stand for.
    """
    match node:
        case tree.Number():
            return Numbers(fixed(node.value, shape=()))
        case tree.Day():
            return Numbers(fixed(node.value.toordinal(), shape=()))
        case tree.Text():
            return Texts(np.asarray(0), (node.value,))
        case tree.Name() | tree.Member() | tree.Count():
            return scope.value(node)
        case tree.Negative():
            negated = numbers(node.operand, scope)
            values = negated.values
            return Numbers(-values, negated.known)
        case tree.Arithmetic():
            return _arithmetic(node.operator, numbers(node.left, scope), numbers(node.right, scope))
        case tree.Function():
            return _function(node.name, [numbers(operand, scope) for operand in node.operands])
        case tree.Comparison():
            return _comparison(node.operator, evaluate(node.left, scope), evaluate(node.right, scope))
        case tree.Membership():
            operand = evaluate(node.operand, scope)
            return any_of([_comparison("==", operand, evaluate(item, scope)) for item in node.items])
        case tree.Not():
            inner = condition(node.operand, scope)
            return Truth(inner.false, inner.true)
        case tree.And():
            return all_of([condition(operand, scope) for operand in node.operands])
        case tree.Or():
            return any_of([condition(operand, scope) for operand in node.operands])
        case _:
            raise TypeError(node)


def numbers(node: tree.Expression, scope: Scope) -> Numbers:
    """The value of an expression that is a number."""
    value = evaluate(node, scope)
    assert isinstance(value, Numbers), node
    return value


def condition(node: tree.Expression, scope: Scope) -> Truth:
    """The value of an expression that is a condition."""
    value = evaluate(node, scope)
    assert isinstance(value, Truth), node
    return value


def all_of(conditions: list[Truth]) -> Truth:
    """Kleene's and."""
    return Truth(
        reduce(operator.and_, (each.true for each in conditions)),
        reduce(operator.or_, (each.false for each in conditions)),
    )


def any_of(conditions: list[Truth]) -> Truth:
    """Kleene's or."""
    return Truth(
        reduce(operator.or_, (each.true for each in conditions)),
        reduce(operator.and_, (each.false for each in conditions)),
    )


def _arithmetic(sign: str, left: Numbers, right: Numbers) -> Numbers:
    known = both_known(left.known, right.known)
    if sign == "/":
        return _quotient(left, right, known)
    if sign == "*":
        return Numbers(_product(left.values, right.values), known)
    a, b = left.values, right.values
    assert isinstance(a, Fixed)
    assert isinstance(b, Fixed)
    return Numbers(a + b if sign == "+" else a - b, known)


def _product(a: Exact, b: Exact) -> Exact:
    return b * a if isinstance(a, Fixed) and isinstance(b, Ratio) else a * b


def _quotient(left: Numbers, right: Numbers, known: Known) -> Numbers:
    """An exact quotient; unknown where the divisor is zero."""
    divisor = as_ratio(right.values)
    zero, one = ZERO, ONE
    top, bottom = divisor.numerator, divisor.denominator
    if top.low <= 0 <= top.high:
        defined = np.asarray(top.scaled != 0)
        known = both_known(known, defined)
        top = where(defined, top, one)
    if top.low < 0:
        below = top < zero
        top, bottom = abs(top), where(below, -bottom, bottom)
    top = top.within(max(top.low, 1), top.high)
    return Numbers(_product(left.values, Ratio(bottom, top)), known)


def _function(name: str, operands: list[Numbers]) -> Numbers:
    columns = [operand.values for operand in operands]
    known = both_known(*(operand.known for operand in operands))
    if name == "abs":
        inner = columns[0]
        if isinstance(inner, Ratio):
            return Numbers(Ratio(abs(inner.numerator), inner.denominator), known)
        return Numbers(abs(inner), known)
    whole = [column for column in columns if isinstance(column, Fixed)]
    return Numbers(reduce(minimum if name == "min" else maximum, whole), known)


def _comparison(sign: str, left: Value, right: Value) -> Truth:
    if isinstance(left, Numbers) and isinstance(right, Numbers):
        return truth(compared(_COMPARE[sign], left.values, right.values), both_known(left.known, right.known))
    if isinstance(left, Texts) and isinstance(right, Texts):
        same = _same(left, right)
        return truth(same if sign == "==" else ~same, both_known(left.known, right.known))
    assert isinstance(left, Truth)
    assert isinstance(right, Truth)
    same = (left.true & right.true) | (left.false & right.false)
    known = ~(left.unknown | right.unknown)
    return truth(same if sign == "==" else ~same, known)


def _same(left: Texts, right: Texts) -> Truths:
    """Where two columns of texts, each with its own vocabulary, hold the same text."""
    codes: Mapping[str, int] = {text: code for code, text in enumerate(left.vocabulary)}
    translated: Any = np.array([codes.get(text, -1) for text in right.vocabulary], dtype=np.int64)
    return np.asarray(left.codes == translated[right.codes])
