"""The expression language: a recursive descent parser to nested tuples, and their three-valued evaluation.

Unknown is ``None`` everywhere. Leaves that name something (``name``, ``result``, ``previous``, ``running``,
``times``) are given to a function ``look``; everything else is decided here.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

Tree = tuple[Any, ...]
Look = Callable[[Tree], Any]

TOKEN = re.compile(
    r"""\s*(?:
    (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}) |
    (?P<number>[0-9]+(?:\.[0-9]+)?%?) |
    (?P<text>'[^']*'|"[^"]*") |
    (?P<quoted>`[^`]+`) |
    (?P<word>[^\W\d]\w*) |
    (?P<sign>==|!=|<=|>=|[-+*/()<>,.])
    )""",
    re.VERBOSE,
)
COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
FAMILIES = ("points", "prizes", "quotas")


def tokens_of(text: str) -> list[tuple[str, str]]:
    """Cut an expression into (kind, spelling)."""
    found = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"cannot read {text[place:]!r} in {text!r}")
        found.append((str(match.lastgroup), match.group(str(match.lastgroup))))
        place = match.end()
    return [*found, ("end", "")]


class Parser:
    """Reads one expression; one method for each level of precedence, the weakest first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.place = 0

    def next_is(self, *spellings: str) -> bool:
        kind, spelling = self.tokens[self.place]
        return kind in ("sign", "word") and spelling in spellings

    def take(self) -> tuple[str, str]:
        token = self.tokens[self.place]
        self.place += 1
        return token

    def expect(self, spelling: str) -> None:
        if not self.next_is(spelling):
            raise ValueError(f"expected {spelling!r} in {self.text!r}")
        self.take()

    def whole(self) -> Tree:
        tree = self.disjunction()
        if self.tokens[self.place][0] != "end":
            raise ValueError(f"unexpected {self.tokens[self.place][1]!r} in {self.text!r}")
        return tree

    def disjunction(self) -> Tree:
        tree = self.conjunction()
        while self.next_is("or"):
            self.take()
            tree = ("or", tree, self.conjunction())
        return tree

    def conjunction(self) -> Tree:
        tree = self.negation()
        while self.next_is("and"):
            self.take()
            tree = ("and", tree, self.negation())
        return tree

    def negation(self) -> Tree:
        if self.next_is("not"):
            self.take()
            return ("not", self.negation())
        return self.comparison()

    def comparison(self) -> Tree:
        left = self.sum()
        if self.next_is(*COMPARISONS):
            sign = self.take()[1]
            return ("compare", sign, left, self.sum())
        if self.next_is("in"):
            self.take()
            return ("in", left, self.list())
        return left

    def list(self) -> tuple[Tree, ...]:
        self.expect("(")
        members = [self.disjunction()]
        while self.next_is(","):
            self.take()
            members.append(self.disjunction())
        self.expect(")")
        return tuple(members)

    def sum(self) -> Tree:
        tree = self.product()
        while self.next_is("+", "-"):
            tree = ("arithmetic", self.take()[1], tree, self.product())
        return tree

    def product(self) -> Tree:
        tree = self.factor()
        while self.next_is("*", "/"):
            tree = ("arithmetic", self.take()[1], tree, self.factor())
        return tree

    def factor(self) -> Tree:
        if self.next_is("-"):
            self.take()
            return ("minus", self.factor())
        return self.atom()

    def atom(self) -> Tree:
        kind, spelling = self.take()
        if kind == "number" and spelling.endswith("%"):
            return ("percent", Fraction(spelling[:-1]))
        if kind == "number":
            return ("number", Fraction(spelling), len(spelling.partition(".")[2]))
        if kind == "date":
            return ("date", date.fromisoformat(spelling))
        if kind == "text":
            return ("text", spelling[1:-1])
        if kind == "quoted":
            return ("name", spelling[1:-1])
        if (kind, spelling) == ("sign", "("):
            tree = self.disjunction()
            self.expect(")")
            return tree
        if kind == "word" and spelling in ("min", "max", "abs") and self.next_is("("):
            return (spelling, self.list())
        if kind == "word" and spelling in ("running", "times") and self.next_is("("):
            return (spelling, self.list()[0])
        if kind == "word" and self.next_is(".") and spelling in FAMILIES:
            return ("result", f"{spelling}.{self.member()}")
        if kind == "word" and self.next_is(".") and spelling == "previous":
            return ("previous", self.member())
        if kind == "word":
            return ("name", spelling)
        raise ValueError(f"unexpected {spelling!r} in {self.text!r}")

    def member(self) -> str:
        self.expect(".")
        kind, spelling = self.take()
        return spelling[1:-1] if kind == "quoted" else spelling


@lru_cache(maxsize=50_000)
def parse(text: str) -> Tree:
    """The tree of an expression."""
    return Parser(text).whole()


def leaves(tree: Tree) -> Iterator[Tree]:
    """Every leaf that names something; not what stands inside ``running`` and ``times``."""
    if tree[0] in ("name", "result", "previous", "running", "times"):
        yield tree
        return
    for part in tree[1:]:
        if isinstance(part, tuple):
            for branch in part if part and isinstance(part[0], tuple) else (part,):
                yield from leaves(branch)


def names(text: str) -> set[str]:
    """The bare names (of measures, attributes, parameters, formulas) in an expression."""
    return {leaf[1] for leaf in leaves(parse(text)) if leaf[0] == "name"}


def in_percent(tree: Tree, percents: frozenset[str]) -> bool:
    """Whether the value of an expression has the unit ``%``."""
    if tree[0] == "name":
        return tree[1] in percents
    if tree[0] == "minus":
        return in_percent(tree[1], percents)
    if tree[0] in ("min", "max", "abs"):
        return any(in_percent(part, percents) for part in tree[1])
    if tree[0] == "arithmetic" and tree[1] in "+-":
        return in_percent(tree[2], percents) or in_percent(tree[3], percents)
    return False


def beside(tree: Tree, other: Tree, look: Look, percents: frozenset[str]) -> Any:
    """The value of ``tree`` compared or combined with ``other``: ``5%`` is 5 beside a value in ``%``."""
    if tree[0] == "percent" and in_percent(other, percents):
        return tree[1]
    if tree[0] == "minus" and tree[1][0] == "percent" and in_percent(other, percents):
        return -tree[1][1]
    return evaluate(tree, look, percents)


def evaluate(tree: Tree, look: Look, percents: frozenset[str] = frozenset()) -> Any:
    """The value of a tree: Fraction, text, date, True, False, or None where it is unknown."""
    kind = tree[0]
    if kind in ("number", "text", "date"):
        return tree[1]
    if kind == "percent":
        return tree[1] / 100
    if kind in ("name", "result", "previous", "running", "times"):
        return look(tree)
    if kind == "or":
        sides = (evaluate(tree[1], look, percents), evaluate(tree[2], look, percents))
        return True if True in sides else None if None in sides else False
    if kind == "and":
        sides = (evaluate(tree[1], look, percents), evaluate(tree[2], look, percents))
        return False if False in sides else None if None in sides else True
    if kind == "not":
        inner = evaluate(tree[1], look, percents)
        return None if inner is None else not inner
    if kind == "in":
        equal = [compare("==", tree[1], member, look, percents) for member in tree[2]]
        return True if True in equal else None if None in equal else False
    if kind == "compare":
        return compare(tree[1], tree[2], tree[3], look, percents)
    if kind == "minus":
        inner = evaluate(tree[1], look, percents)
        return None if inner is None else -inner
    if kind == "arithmetic":
        return arithmetic(tree[1], tree[2], tree[3], look, percents)
    return function(kind, tree[1], look, percents)


def compare(sign: str, left: Tree, right: Tree, look: Look, percents: frozenset[str]) -> bool | None:
    """A comparison; with an unknown side it is unknown."""
    a = beside(left, right, look, percents)
    b = beside(right, left, look, percents)
    if a is None or b is None:
        return None
    return {
        "==": lambda: a == b,
        "!=": lambda: a != b,
        "<": lambda: a < b,
        "<=": lambda: a <= b,
        ">": lambda: a > b,
        ">=": lambda: a >= b,
    }[sign]()


def arithmetic(sign: str, left: Tree, right: Tree, look: Look, percents: frozenset[str]) -> Fraction | None:
    """Sum, difference, product, quotient; unknown if a side is, or if the divisor is zero."""
    if sign in "+-":
        a = beside(left, right, look, percents)
        b = beside(right, left, look, percents)
    else:
        a = evaluate(left, look, percents)
        b = evaluate(right, look, percents)
    if a is None or b is None:
        return None
    if sign == "+":
        return a + b
    if sign == "-":
        return a - b
    if sign == "*":
        return a * b
    return None if b == 0 else a / b


def function(kind: str, parts: tuple[Tree, ...], look: Look, percents: frozenset[str]) -> Fraction | None:
    """``min``, ``max`` and ``abs``; unknown if a part is."""
    percent = next((part for part in parts if in_percent(part, percents)), parts[0])
    found = [beside(part, percent, look, percents) for part in parts]
    if None in found:
        return None
    return {"min": min, "max": max, "abs": lambda members: abs(members[0])}[kind](found)


def decimals(tree: Tree, of_name: Callable[[str], int]) -> int:
    """How many decimals an expression's value may need; a quotient is shown with 4."""
    kind = tree[0]
    if kind == "number":
        return int(tree[2])
    if kind == "name":
        return of_name(tree[1])
    if kind == "minus":
        return decimals(tree[1], of_name)
    if kind in ("min", "max", "abs"):
        return max(decimals(part, of_name) for part in tree[1])
    if kind == "arithmetic" and tree[1] == "/":
        return 4
    if kind == "arithmetic" and tree[1] == "*":
        return decimals(tree[2], of_name) + decimals(tree[3], of_name)
    if kind == "arithmetic":
        return max(decimals(tree[2], of_name), decimals(tree[3], of_name))
    return 0


def has_quotient(tree: Tree) -> bool:
    """Whether an expression divides."""
    if tree[0] == "arithmetic":
        return tree[1] == "/" or has_quotient(tree[2]) or has_quotient(tree[3])
    if tree[0] in ("min", "max", "abs"):
        return any(has_quotient(part) for part in tree[1])
    return tree[0] == "minus" and has_quotient(tree[1])
