"""What ``5%`` stands for in an expression: 5 percentage points, or 0.05; and where that cannot be told.

The rule is in docs/meaning.md, section 3: beside a value in ``%`` it is percentage points, elsewhere a share.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from engine.expression import tree
from engine.expression.tree import Expression
from engine.message import Message

PERCENT_UNCLEAR = Message("Whether {text} is a share or percentage points cannot be told here.")
PLAIN_NUMBER = Message("Write it as a plain number.")


def resolve_percent(expression: Expression, unit_of: Callable[[str], str | None]) -> Expression:
    """The expression with every ``5%`` as a plain number: 5 beside a value in ``%``, else 0.05.

    Args:
        expression: As parsed.
        unit_of: The unit of measure of a name.

    Example:
        >>> from engine.expression import parse
        >>> str(resolve_percent(parse("返贫率 > 5% and 人数 > 5% * 总数"), {"返贫率": "%"}.get))
        '返贫率 > 5 and 人数 > 0.05 * 总数'
    """
    return _read_beside(expression, unit_of).map(_hundredths)


def resolve_operands(operands: Mapping[str, Expression], unit_of: Callable[[str], str | None]) -> dict[str, Expression]:
    """The operands of one method, percentages resolved; a literal one is read beside the other operands.

    Example:
        >>> from engine.expression import parse
        >>> read = resolve_operands({"actual": parse("率"), "target": parse("60%")}, {"率": "%"}.get)
        >>> str(read["target"])
        '60'
    """
    return {name: each.map(_hundredths) for name, each in _operands_beside(operands, unit_of).items()}


def unclear_percent(expressions: Collection[Expression], unit_of: Callable[[str], str | None]) -> Expression | None:
    """The first percentage of which it cannot be told whether it is a share or percentage points.

    Such is every ``5%`` that does not stand right beside a value in ``%``, where such a value is named all the same.

    Args:
        expressions: What belongs together: one comparison, or all operands of one method.
        unit_of: The unit of measure of a name.
    """
    if not any(_in_percent(part, unit_of) for each in expressions for part in each.walk()):
        return None
    read = _operands_beside({str(number): each for number, each in enumerate(expressions)}, unit_of)
    return next((part for each in read.values() for part in each.walk() if _percentage(part)), None)


def _operands_beside(operands: Mapping[str, Expression], unit_of: Callable[[str], str | None]) -> dict[str, Expression]:
    return {
        name: _points(_read_beside(each, unit_of), [other for key, other in operands.items() if key != name], unit_of)
        for name, each in operands.items()
    }


def _read_beside(expression: Expression, unit_of: Callable[[str], str | None]) -> Expression:
    """The expression with the percentages that stand beside a value in ``%`` in percentage points."""

    def beside(node: Expression) -> Expression:
        match node:
            case tree.Comparison(left=left, right=right) | tree.Arithmetic(operator="+" | "-", left=left, right=right):
                return replace(node, left=_points(left, (right,), unit_of), right=_points(right, (left,), unit_of))
            case tree.Membership(operand=operand, items=items):
                read = tuple(_points(item, (operand,), unit_of) for item in items)
                return replace(node, operand=_points(operand, items, unit_of), items=read)
            case tree.Function(operands=operands):
                return replace(node, operands=tuple(_points(each, operands, unit_of) for each in operands))
        return node

    return expression.map(beside)


def _points(node: Expression, others: Collection[Expression], unit_of: Callable[[str], str | None]) -> Expression:
    """A literal percentage in percentage points, if one of the others is in ``%``."""
    if not any(_in_percent(other, unit_of) for other in others):
        return node
    match node:
        case tree.Number(value=value, percent=True):
            return tree.Number(value)
        case tree.Negative(operand=tree.Number(value=value, percent=True)):
            return tree.Negative(tree.Number(value))
    return node


def _hundredths(node: Expression) -> Expression:
    if isinstance(node, tree.Number) and node.percent:
        sign, digits, exponent = node.value.as_tuple()
        assert isinstance(exponent, int)
        return tree.Number(Decimal((sign, digits, exponent - 2)))
    return node


def _in_percent(node: Expression, unit_of: Callable[[str], str | None]) -> bool:
    """Whether the value of an expression has the unit ``%``; of a product or quotient nothing is said."""
    match node:
        case tree.Name(name=name) | tree.Member(family="previous", name=name):
            return unit_of(name) == "%"
        case tree.Negative() | tree.Function() | tree.Arithmetic(operator="+" | "-"):
            return any(_in_percent(child, unit_of) for child in node.children())
    return False


def _percentage(node: Expression) -> bool:
    match node:
        case tree.Number(percent=True) | tree.Negative(operand=tree.Number(percent=True)):
            return True
    return False
