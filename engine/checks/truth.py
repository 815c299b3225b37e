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


def possible(condition: Expression, atom: Callable[[Expression], bool | None]) -> set[bool]:
    """Whether a condition may be true, and whether it may be false; an atom of which nothing is known may be both."""
    match condition:
        case tree.Not(operand=operand):
            return {not each for each in possible(operand, atom)}
        case tree.And(operands=operands) | tree.Or(operands=operands):
            every = [possible(operand, atom) for operand in operands]
            decisive = isinstance(condition, tree.Or)
            found = {decisive} if any(decisive in each for each in every) else set()
            return found | ({not decisive} if all((not decisive) in each for each in every) else set())
    value = atom(condition)
    return {True, False} if value is None else {value}


def atoms(condition: Expression) -> list[Expression]:
    """The comparisons and yes-or-no names of a condition; those inside ``running`` and ``times`` are not among them."""
    match condition:
        case tree.Not() | tree.And() | tree.Or():
            return [atom for child in condition.children() for atom in atoms(child)]
    return [condition]
