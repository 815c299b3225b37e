"""Two targets for the same value of which one asks for less: to meet it says nothing about the other."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from engine.expression import tree
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Ruleset, Target

CODES = ("target-weaker",)

_AT_LEAST, _AT_MOST = (">", ">="), ("<", "<=")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """A note for each target that another one, due at the same time for the same units, goes beyond.

    A county's own target below that of the province is such a case: a unit may meet the one and miss the other.
    """
    for one, other in combinations(ruleset.targets, 2):
        if (one.by, one.when) != (other.by, other.when):
            continue
        weaker, stricter = _in_order(one, other)
        if weaker is None or stricter is None:
            continue
        what = Message(
            "The target {weaker} asks for less than {stricter}: a unit may meet the one and miss the other.",
            weaker=weaker.name,
            stricter=stricter.name,
        )
        mend = Message("If the documents say so, leave it; the result reports each of them.")
        place = Place(path=f"targets.{weaker.name}.expect")
        yield Problem("target-weaker", what, place, str(weaker.expect), None, mend, Severity.NOTE)


def _in_order(one: Target, other: Target) -> tuple[Target | None, Target | None]:
    """The weaker and the stricter of two targets for the same value; nothing where they cannot be compared."""
    first, second = _limit(one), _limit(other)
    if first is None or second is None or first[:2] != second[:2] or first[2] == second[2]:
        return None, None
    first_is_weaker = (first[2] < second[2]) == first[1]
    return (one, other) if first_is_weaker else (other, one)


def _limit(target: Target) -> tuple[str, bool, Decimal] | None:
    """What a target compares, whether it is to be reached from below, and the limit."""
    match target.expect:
        case tree.Comparison(operator=operator, left=left, right=tree.Number(value=value)) if operator in _AT_LEAST:
            return str(left), True, value
        case tree.Comparison(operator=operator, left=left, right=tree.Number(value=value)) if operator in _AT_MOST:
            return str(left), False, value
    return None
