"""Conditions on a few assumed values: plain true and false, no columns; for checks that try all cases."""

from collections.abc import Callable

from engine.expression import Expression, tree


def holds(condition: Expression, atom: Callable[[Expression], bool]) -> bool:
    """Whether a condition is true, its comparisons and yes-or-no names being decided by ``atom``."""
    match condition:
        case tree.Not(operand=operand):
            return not holds(operand, atom)
        case tree.And(operands=operands):
            return all(holds(operand, atom) for operand in operands)
        case tree.Or(operands=operands):
            return any(holds(operand, atom) for operand in operands)
    return atom(condition)


def atoms(condition: Expression) -> list[Expression]:
    """The comparisons and yes-or-no names of a condition; those inside ``running`` and ``times`` are not among them."""
    match condition:
        case tree.Not() | tree.And() | tree.Or():
            return [atom for child in condition.children() for atom in atoms(child)]
    return [condition]
