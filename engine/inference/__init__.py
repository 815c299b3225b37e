"""A second opinion, by durable-rules, on which consequences are in force.

The columns decide which rules fire and mask those that are replaced; here the same conditions become rules of another
engine, in another process. The two share the parsed conditions and the values of the columns, so this checks the
evaluation of the conditions and of `instead_of`, not their reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from engine.expression.evaluation import Scope
from engine.expression.tree import Expression
from engine.fixed import Truths
from engine.inference.child import SecondOpinionFailed, ask, available
from engine.inference.facts import Properties, flat, named
from engine.inference.patterns import pattern, program

__all__ = ["Disagreement", "Opinion", "SecondOpinionFailed", "available", "disagreements", "second_opinion"]


@dataclass(frozen=True, eq=False)
class Opinion:
    """Which consequences are in force, or that there is nobody to ask.

    Attributes:
        in_force: For each consequence where it is in force, (units,); None: durable-rules is not available here.
    """

    in_force: Mapping[str, Truths] | None


class Disagreement(NamedTuple):
    """A unit and a consequence on which the two engines differ."""

    unit: int
    rule: str
    columns: bool
    rules: bool


def second_opinion(
    conditions: Mapping[str, Expression], instead_of: Mapping[str, Sequence[str]], scope: Scope, count: int
) -> Opinion:
    """Which consequences are in force, inferred by durable-rules; each combination of facts is inferred once.

    Args:
        conditions: The ``when`` of each consequence, with names and types in order and ``5%`` resolved to numbers.
        instead_of: The consequences that each one replaces; acyclic.
        scope: What the names in the conditions stand for: columns that broadcast to (1, units).
        count: Number of units.

    Raises:
        SecondOpinionFailed: durable-rules is there, but gave no answer that can be relied on.
    """
    if not available():
        return Opinion(None)
    if not conditions or not count:
        return Opinion({name: np.zeros(count, dtype=np.bool_) for name in conditions})
    properties = Properties(scope, count)
    rules = program({name: pattern(when, properties.leaf) for name, when in conditions.items()}, instead_of)
    rows = properties.rows()
    combinations = list(dict.fromkeys(rows))
    found = ask(rules, [named(properties.names, combination) for combination in combinations])
    place = {combination: index for index, combination in enumerate(combinations)}
    of_unit = np.array([place[row] for row in rows])
    in_force = {name: np.array([name in each for each in found])[of_unit] for name in conditions}
    return Opinion(in_force)


def disagreements(opinion: Opinion, in_force: Mapping[str, Truths]) -> list[Disagreement]:
    """Where the columns and durable-rules differ; none where there was nobody to ask.

    Args:
        opinion: What durable-rules inferred.
        in_force: What the columns found for the same consequences, (units,) or (1, units).

    Example:
        >>> opinion = Opinion({"结果为好": np.array([True, False])})
        >>> disagreements(opinion, {"结果为好": np.array([[True, True]])})
        [Disagreement(unit=1, rule='结果为好', columns=True, rules=False)]
    """
    if opinion.in_force is None:
        return []
    if opinion.in_force.keys() != in_force.keys():
        raise ValueError(sorted(opinion.in_force.keys() ^ in_force.keys()))
    return [
        Disagreement(int(unit), rule, not inferred[unit], bool(inferred[unit]))
        for rule, inferred in opinion.in_force.items()
        for unit in np.flatnonzero(inferred != flat(in_force[rule], len(inferred)))
    ]
