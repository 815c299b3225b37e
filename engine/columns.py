"""What the names of an expression stand for during one run: the columns that are known so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.expression import Expression, tree
from engine.expression.evaluation import Value
from engine.measures import picked

Counter = Callable[["Columns", tree.Count], Value]
"""How ``running`` and ``times`` are counted, given the columns of this period."""


@dataclass(frozen=True)
class Columns:
    """Columns by name; a stage of the run adds its results and passes the wider columns on.

    Attributes:
        plain: Measures, attributes, formulas, parameters, and the results ``total, grade, rank, is_last``.
        members: ``points.x``, ``previous.x``, ``quotas.x``, ``prizes.x`` by family and name.
        counter: Counts over earlier periods.
    """

    plain: Mapping[str, Value]
    members: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    counter: Counter | None = None

    def value(self, node: Expression) -> Value:
        """The column of a ``Name``, ``Member`` or ``Count``."""
        match node:
            case tree.Name(name=name):
                return self.plain[name]
            case tree.Member(family=family, name=name):
                return self.members[family, name]
            case tree.Count() if self.counter is not None:
                return self.counter(self, node)
        raise KeyError(str(node))

    def adding(self, plain: Mapping[str, Value] | None = None, **families: Mapping[str, Value]) -> "Columns":
        """These columns and more."""
        members = {(family, name): value for family, named in families.items() for name, value in named.items()}
        return replace(self, plain={**self.plain, **(plain or {})}, members={**self.members, **members})

    def pick(self, index: Any) -> "Columns":
        """The same for some of the units."""
        return replace(
            self,
            plain={name: picked(value, index) for name, value in self.plain.items()},
            members={name: picked(value, index) for name, value in self.members.items()},
        )
