"""From the text of a condition or formula to its tree; by recursive descent, one function a level of precedence."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.expression.tree import (
    FAMILIES,
    And,
    Arithmetic,
    Comparison,
    Count,
    Day,
    Expression,
    Function,
    Member,
    Membership,
    Name,
    Negative,
    Not,
    Number,
    Or,
    Text,
)
from engine.message import Message

MOST_DIGITS = 28
"""So many digits a number has at the most, those before and after the point together: so many a decimal keeps."""

LONGEST = 2000
"""Characters of the longest expression."""

DEEPEST = 50
"""How deep brackets, ``not`` and minus may be nested."""

TALLEST = 150
"""Levels of the tallest tree; whoever walks a tree goes down level by level."""

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<day>\d{4}-\d{2}-\d{2}(?!\d))
    | (?P<number>[0-9]+(?:\.[0-9]+)?%?)
    | `(?P<backquoted>[^`\n]+)`
    | '(?P<single>[^'\n]*)' | "(?P<double>[^"\n]*)"
    | (?P<word>[^\W\d]\w*)
    | (?P<sign>==|!=|<=|>=|[-+*/<>(),.])
    )""",
    re.VERBOSE,
)

_FULL_WIDTH = str.maketrans("（），＜＞＝！＋－＊／．“”‘’％０１２３４５６７８９", "(),<>=!+-*/.\"\"''%0123456789")


class ExpressionError(ValueError):
    """The text is no expression; ``at`` counts characters from its beginning."""

    def __init__(self, what: Message, at: int, expected: Message | None = None, mend: Message | None = None) -> None:
        super().__init__(str(what))
        self.what, self.at, self.expected, self.mend = what, at, expected, mend


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


def _number(token: _Token) -> Number:
    written = token.text.rstrip("%")
    if len(written.replace(".", "")) > MOST_DIGITS:
        what = Message("The number has too many digits.")
        raise ExpressionError(what, token.at, Message("a number with {count} digits at the most", count=MOST_DIGITS))
    return Number(Decimal(written), token.text.endswith("%"))


def parse(text: str) -> Expression:
    """The tree of an expression.

    Raises:
        ExpressionError: the text is no expression, with the place.

    Example:
        >>> str(parse("grade=='较差' or running(grade == '一般')>=2"))
        "grade == '较差' or running(grade == '一般') >= 2"
    """
    if len(text) > LONGEST:
        raise ExpressionError(Message("The expression has more than {most} characters.", most=LONGEST), LONGEST)
    return _Parser(_tokens(text)).whole()


def _tokens(text: str) -> list[_Token]:
    tokens, at = [], 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise _unreadable(text, start)
        tokens.append(_Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
        at = match.end()
    return [*tokens, _Token("end", "", end)]


def _unreadable(text: str, at: int) -> ExpressionError:
    found = text[at]
    half = found.translate(_FULL_WIDTH)
    if half != found:
        mend = Message("Type the half-width {half} instead of the full-width {full}.", half=half, full=found)
    elif found in "=!":
        mend = Message("Compare with == or !=.")
    elif found in "'\"`":
        mend = Message("Close the quote.")
    elif found in "&|":
        mend = Message("Write and, or.")
    else:
        mend = Message("Put a name that is no plain word in backquotes.")
    return ExpressionError(Message("{found} has no meaning here.", found=found), at, mend=mend)


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _takes(self, *texts: str) -> str | None:
        token = self._token
        if token.kind in ("sign", "word") and token.text in texts:
            self._next += 1
            return token.text
        return None

    def _demands(self, text: str) -> None:
        if self._takes(text) is None:
            raise self._unexpected(Message("{sign} here", sign=text))

    def _unexpected(self, expected: Message) -> ExpressionError:
        token = self._token
        if token.kind == "end":
            mend = Message(
                "If the expression stands between braces and holds a comma or a bracket, put it in quotes: YAML cut it."
            )
            return ExpressionError(Message("The expression ends too early."), token.at, expected, mend)
        return ExpressionError(Message("{found} has no meaning here.", found=token.text), token.at, expected)

    def whole(self) -> Expression:
        tree = self._or()
        if self._token.kind != "end":
            raise self._unexpected(Message("an operator, or the end"))
        if _levels(tree) > TALLEST:
            mend = Message("Split it into formulas.")
            raise ExpressionError(Message("The expression is nested too deeply."), 0, mend=mend)
        return tree

    def _or(self) -> Expression:
        return self._chain("or", self._and, Or)

    def _and(self) -> Expression:
        return self._chain("and", self._not, And)

    def _chain(
        self, word: str, part: Callable[[], Expression], node: Callable[[tuple[Expression, ...]], Expression]
    ) -> Expression:
        parts = [part()]
        while self._takes(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else node(tuple(parts))

    def _not(self) -> Expression:
        if self._takes("not"):
            return Not(self._deeper(self._not))
        return self._comparison()

    def _comparison(self) -> Expression:
        left = self._sum()
        if operator := self._takes("==", "!=", "<", "<=", ">", ">="):
            tree: Expression = Comparison(operator, left, self._sum())
        elif self._takes("in"):
            self._demands("(")
            tree = Membership(left, self._list())
        else:
            return left
        if self._token.text in ("==", "!=", "<", "<=", ">", ">=", "in"):
            mend = Message("Join two comparisons with and.")
            raise ExpressionError(Message("Comparisons cannot be chained."), self._token.at, mend=mend)
        return tree

    def _sum(self) -> Expression:
        tree = self._product()
        while operator := self._takes("+", "-"):
            tree = Arithmetic(operator, tree, self._product())
        return tree

    def _product(self) -> Expression:
        tree = self._negative()
        while operator := self._takes("*", "/"):
            tree = Arithmetic(operator, tree, self._negative())
        return tree

    def _negative(self) -> Expression:
        if self._takes("-"):
            return Negative(self._deeper(self._negative))
        return self._atom()

    def _atom(self) -> Expression:
        token = self._token
        if self._takes("("):
            tree = self._deeper(self._or)
            self._demands(")")
            return tree
        if token.kind in ("sign", "end") or (token.kind == "word" and token.text in ("and", "or", "not", "in")):
            raise self._unexpected(Message("a name, a number or a text in quotes"))
        self._next += 1
        match token.kind:
            case "number":
                return _number(token)
            case "single" | "double":
                return Text(token.text)
            case "day":
                return self._day(token)
            case "backquoted":
                return Name(token.text, token.at)
            case _:
                return self._word(token)

    def _word(self, token: _Token) -> Expression:
        if token.text in ("min", "max", "abs"):
            self._demands("(")
            operands = self._list()
            if (len(operands) == 1) != (token.text == "abs"):
                expected = Message("one operand") if token.text == "abs" else Message("two or more operands")
                raise ExpressionError(
                    Message("{name} has the wrong number of operands.", name=token.text), token.at, expected
                )
            return Function(token.text, operands)
        if token.text in ("running", "times"):
            self._demands("(")
            condition = self._deeper(self._or)
            self._demands(")")
            return Count(token.text, condition)
        if token.text in FAMILIES and self._takes("."):
            member = self._token
            if member.kind not in ("word", "backquoted"):
                raise self._unexpected(Message("a name after {family}.", family=token.text))
            self._next += 1
            return Member(token.text, member.text, token.at)
        return Name(token.text, token.at)

    def _day(self, token: _Token) -> Expression:
        try:
            return Day(date.fromisoformat(token.text))
        except ValueError:
            what = Message("{text} is no date.", text=token.text)
            raise ExpressionError(what, token.at, Message("a date such as 2016-03-15")) from None

    def _list(self) -> tuple[Expression, ...]:
        items = [self._deeper(self._or)]
        while self._takes(","):
            items.append(self._deeper(self._or))
        self._demands(")")
        return tuple(items)

    def _deeper(self, part: Callable[[], Expression]) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(Message("The expression is nested too deeply."), self._token.at)
        try:
            return part()
        finally:
            self._depth -= 1


def _levels(tree: Expression) -> int:
    """How many levels of nodes a tree has; a long sum nests to the left."""
    levels, level = 0, [tree]
    while level:
        levels, level = levels + 1, [child for node in level for child in node.children()]
    return levels
