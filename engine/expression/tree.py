"""The tree of an expression: one frozen class a kind of node; ``str()`` prints it back in the language.

`parse(str(tree)) == tree` for every tree that the parser can make.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

WORD = re.compile(r"[^\W\d]\w*")
KEYWORDS = frozenset({"and", "or", "not", "in", "min", "max", "abs", "running", "times"})
RESULTS = ("total", "grade", "rank", "is_last")
FAMILIES = ("points", "previous", "quotas", "prizes")


@dataclass(frozen=True)
class Expression(ABC):
    """Any node. ``strength`` orders the operators: the greater binds the tighter."""

    strength: ClassVar[int] = 9

    def children(self) -> Iterator["Expression"]:
        """The nodes right below this one, in the order in which they are written."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Expression):
                yield value
            elif isinstance(value, tuple):
                yield from (item for item in value if isinstance(item, Expression))

    def walk(self) -> Iterator["Expression"]:
        """This node and all below it."""
        yield self
        for child in self.children():
            yield from child.walk()

    def map(self, change: "Callable[[Expression], Expression]") -> "Expression":
        """The tree with every node replaced, from the leaves up."""
        changed: dict[str, object] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Expression):
                changed[each.name] = value.map(change)
            elif isinstance(value, tuple):
                changed[each.name] = tuple(item.map(change) if isinstance(item, Expression) else item for item in value)
        return change(replace(self, **changed) if changed else self)

    def __str__(self) -> str:
        return self.show(lambda node: None)

    def show(self, shown: "Callable[[Expression], str | None]") -> str:
        """The expression as text, with ``shown(node)`` in place of a node where it gives one.

        Explanations use it to put the values beside the names.
        """
        text = shown(self)
        return self._text(shown) if text is None else text

    @abstractmethod
    def _text(self, shown: "Callable[[Expression], str | None]") -> str:
        """The node as text, its parts by their own ``show``."""

    def _part(self, part: "Expression", shown: "Callable[[Expression], str | None]", above: int | None = None) -> str:
        """A part in brackets where it binds less tightly than its place demands."""
        text = part.show(shown)
        return f"({text})" if part.strength < (self.strength if above is None else above) else text


Shown = Callable[[Expression], str | None]


@dataclass(frozen=True)
class Number(Expression):
    """A decimal as written; with ``percent`` it was written ``5%`` and ``value`` is 5."""

    value: Decimal
    percent: bool = False

    def _text(self, shown: Shown) -> str:
        return f"{self.value:f}{'%' if self.percent else ''}"


@dataclass(frozen=True)
class Text(Expression):
    """A text in quotes."""

    value: str

    def _text(self, shown: Shown) -> str:
        return f'"{self.value}"' if "'" in self.value else f"'{self.value}'"


@dataclass(frozen=True)
class Day(Expression):
    """A date."""

    value: date

    def _text(self, shown: Shown) -> str:
        return self.value.isoformat()


@dataclass(frozen=True)
class Name(Expression):
    """A measure, attribute, formula or parameter, or one of the results ``total, grade, rank, is_last``."""

    name: str
    at: int = field(default=0, compare=False)

    def _text(self, shown: Shown) -> str:
        return quoted(self.name)


@dataclass(frozen=True)
class Member(Expression):
    """``points.x``, ``previous.x``, ``quotas.x`` or ``prizes.x``."""

    family: str
    name: str
    at: int = field(default=0, compare=False)

    def _text(self, shown: Shown) -> str:
        return f"{self.family}.{quoted(self.name)}"


@dataclass(frozen=True)
class Negative(Expression):
    """Minus."""

    operand: Expression
    strength: ClassVar[int] = 7

    def _text(self, shown: Shown) -> str:
        return f"-{self._part(self.operand, shown, 8)}"


@dataclass(frozen=True)
class Arithmetic(Expression):
    """``+ - * /`` of two operands."""

    operator: str
    left: Expression
    right: Expression

    @property
    def strength(self) -> int:  # type: ignore[override]  # the one kind of node with two
        """How tightly the operator binds."""
        return 5 if self.operator in "+-" else 6

    def _text(self, shown: Shown) -> str:
        left, right = self._part(self.left, shown), self._part(self.right, shown, self.strength + 1)
        return f"{left} {self.operator} {right}"


@dataclass(frozen=True)
class Function(Expression):
    """``min``, ``max`` or ``abs``."""

    name: str
    operands: tuple[Expression, ...]

    def _text(self, shown: Shown) -> str:
        return f"{self.name}({', '.join(operand.show(shown) for operand in self.operands)})"


@dataclass(frozen=True)
class Comparison(Expression):
    """``== != < <= > >=`` of two operands."""

    operator: str
    left: Expression
    right: Expression
    strength: ClassVar[int] = 4

    def _text(self, shown: Shown) -> str:
        return f"{self._part(self.left, shown, 5)} {self.operator} {self._part(self.right, shown, 5)}"


@dataclass(frozen=True)
class Membership(Expression):
    """``x in (a, b)``."""

    operand: Expression
    items: tuple[Expression, ...]
    strength: ClassVar[int] = 4

    def _text(self, shown: Shown) -> str:
        return f"{self._part(self.operand, shown, 5)} in ({', '.join(item.show(shown) for item in self.items)})"


@dataclass(frozen=True)
class Not(Expression):
    """``not x``."""

    operand: Expression
    strength: ClassVar[int] = 3

    def _text(self, shown: Shown) -> str:
        return f"not {self._part(self.operand, shown)}"


@dataclass(frozen=True)
class And(Expression):
    """All of the operands hold."""

    operands: tuple[Expression, ...]
    strength: ClassVar[int] = 2

    def _text(self, shown: Shown) -> str:
        return " and ".join(self._part(operand, shown, 3) for operand in self.operands)


@dataclass(frozen=True)
class Or(Expression):
    """One of the operands holds."""

    operands: tuple[Expression, ...]
    strength: ClassVar[int] = 1

    def _text(self, shown: Shown) -> str:
        return " or ".join(self._part(operand, shown, 2) for operand in self.operands)


@dataclass(frozen=True)
class Count(Expression):
    """``running(condition)`` or ``times(condition)``: in how many periods the condition held."""

    function: str
    condition: Expression

    def _text(self, shown: Shown) -> str:
        return f"{self.function}({self.condition.show(shown)})"


def quoted(name: str) -> str:
    """A name as it stands in an expression: in backquotes where it is no plain word.

    Example:
        >>> quoted("返贫率"), quoted("100人以上"), quoted("in")
        ('返贫率', '`100人以上`', '`in`')
    """
    plain = WORD.fullmatch(name) and name not in KEYWORDS
    return name if plain else f"`{name}`"


def names(tree: Expression) -> list[Name]:
    """The plain names that a tree uses, in the order in which they are written."""
    return [node for node in tree.walk() if isinstance(node, Name)]


def members(tree: Expression) -> list[Member]:
    """The ``family.name`` that a tree uses, in the order in which they are written."""
    return [node for node in tree.walk() if isinstance(node, Member)]
