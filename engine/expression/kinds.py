"""What kind of value an expression has, and everything about it that cannot stand: names, kinds, stages, quotients.

Knows which names there are from `Names`; `engine.checks` makes them out of a ruleset.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from engine.expression import tree
from engine.expression.percent import PERCENT_UNCLEAR, PLAIN_NUMBER, unclear_percent
from engine.expression.tree import Expression
from engine.message import Message
from engine.problem import nearest


class Kind(StrEnum):
    """What an expression stands for."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    CONDITION = "condition"


class Stage(IntEnum):
    """When a value is known (docs/meaning.md, section 3)."""

    VALUES = 1
    FORMULAS = 2
    POINTS = 3
    TOTAL = 4
    GRADE = 5
    RANK = 6
    AWARDS = 7


KINDS: Mapping[Kind, Message] = {
    Kind.NUMBER: Message("a number"),
    Kind.TEXT: Message("a text"),
    Kind.DATE: Message("a date"),
    Kind.CONDITION: Message("a condition"),
}

STAGES: Mapping[Stage, Message] = {
    Stage.VALUES: Message("measures, attributes and parameters"),
    Stage.FORMULAS: Message("formulas"),
    Stage.POINTS: Message("the points of indicators"),
    Stage.TOTAL: Message("the total"),
    Stage.GRADE: Message("the grade"),
    Stage.RANK: Message("ranks, and conditions on earlier periods"),
    Stage.AWARDS: Message("prizes and quotas"),
}


@dataclass(frozen=True)
class Value:
    """What is known of an expression's value before it is computed.

    Attributes:
        kind: Number, text, date or condition.
        unit: Its unit of measure.
        vocabulary: The texts that it can be; None: any.
        quotient: Whether it is exact only as a quotient.
    """

    kind: Kind
    unit: str | None = None
    vocabulary: tuple[str, ...] | None = None
    quotient: bool = False


@dataclass(frozen=True)
class Known:
    """A name's value and the stage from which it is known."""

    value: Value
    stage: Stage = Stage.VALUES


@dataclass(frozen=True)
class Names:
    """All that an expression may name: plain names, and those of each family (``points.x``)."""

    plain: Mapping[str, Known]
    families: Mapping[str, Mapping[str, Known]] = field(default_factory=dict)

    def unit(self, name: str) -> str | None:
        """The unit of measure of a plain name."""
        return self.plain[name].value.unit if name in self.plain else None


@dataclass(frozen=True)
class Fault:
    """What cannot stand in an expression; ``at`` counts characters, where that is known."""

    code: str
    what: Message
    at: int = 0
    found: str | None = None
    expected: Message | None = None
    mend: Message | None = None


def examine(
    expression: Expression, names: Names, until: Stage, wanted: Kind, *, quotient: bool = False
) -> tuple[Value | None, list[Fault]]:
    """The kind of an expression, and its faults.

    Args:
        expression: As parsed.
        names: What may be named.
        until: The last stage whose values are known where it stands.
        wanted: The kind that it must have.
        quotient: Whether it may be a quotient.

    Returns:
        Its value (None where faults hide it), and the faults in the order in which they were met.

    Example:
        >>> names = Names({"返贫率": Known(Value(Kind.NUMBER, "%"))})
        >>> from engine.expression import parse
        >>> value, faults = examine(parse("返贫律 <= 5%"), names, Stage.FORMULAS, Kind.CONDITION)
        >>> [str(fault.mend) for fault in faults]
        ['Did you mean 返贫率?']
    """
    examiner = _Examiner(names, until)
    value = examiner.of(expression, wanted)
    if wanted is Kind.NUMBER:
        examiner.percent(expression)
    if value is not None and value.quotient and not quotient:
        examiner.quotient(expression, Message("A quotient cannot stand here."))
    return value, examiner.faults


class _Examiner:
    """Walks one expression and collects its faults."""

    def __init__(self, names: Names, until: Stage) -> None:
        self.names = names
        self.until = until
        self.faults: list[Fault] = []

    def of(self, node: Expression, wanted: Kind) -> Value | None:
        """The value of a part that must have a kind."""
        value = self._value(node)
        if value is None or value.kind is wanted:
            return value
        what = Message("{text} is {kind}.", text=str(node), kind=KINDS[value.kind])
        mend = None
        if wanted is Kind.CONDITION and value.kind in (Kind.NUMBER, Kind.TEXT):
            mend = Message("Compare it with something, for example: {text} == …", text=str(node))
        self._fault("kind", what, node, expected=KINDS[wanted], mend=mend)
        return None

    def quotient(self, node: Expression, what: Message) -> None:
        """A quotient stands where it would have to be rounded silently."""
        mend = Message("Declare a formula {{value: {text}, decimals: …}} and name it here.", text=str(node))
        self._fault("quotient", what, node, mend=mend)

    def _fault(
        self, code: str, what: Message, node: Expression, expected: Message | None = None, mend: Message | None = None
    ) -> None:
        self.faults.append(Fault(code, what, position(node), str(node), expected, mend))

    def _value(self, node: Expression) -> Value | None:
        match node:
            case tree.Number():
                return Value(Kind.NUMBER)
            case tree.Day():
                return Value(Kind.DATE)
            case tree.Text():
                return Value(Kind.TEXT)
            case tree.Name() | tree.Member():
                return self._named(node)
            case tree.Negative(operand=operand) | tree.Function(name="abs", operands=(operand,)):
                return self.of(operand, Kind.NUMBER)
            case tree.Function(operands=operands):
                return self._together(operands, Message("A quotient cannot stand in min or max."))
            case tree.Arithmetic():
                return self._arithmetic(node)
            case tree.Comparison(operator=operator, left=left, right=right):
                self.percent(node)
                self._compare(operator, left, right)
            case tree.Membership(operand=operand, items=items):
                self.percent(node)
                for item in items:
                    self._compare("in", operand, item)
            case tree.Not() | tree.And() | tree.Or():
                for child in node.children():
                    self.of(child, Kind.CONDITION)
            case tree.Count():
                self._count(node)
        return Value(Kind.CONDITION) if not isinstance(node, tree.Count) else Value(Kind.NUMBER)

    def _named(self, node: tree.Name | tree.Member) -> Value | None:
        known = (
            self.names.plain.get(node.name)
            if isinstance(node, tree.Name)
            else self.names.families.get(node.family, {}).get(node.name)
        )
        if known is None:
            what = Message("The name {name} is unknown.", name=str(node))
            self._fault("name-unknown", what, node, mend=self._meant(node))
            return None
        if known.stage > self.until:
            self._too_early(node, known.stage)
        return known.value

    def _meant(self, node: tree.Name | tree.Member) -> Message | None:
        """What a name that is unknown probably stands for."""
        if isinstance(node, tree.Member):
            near = nearest(node.name, self.names.families.get(node.family, {}))
            return None if near is None else Message("Did you mean {name}?", name=f"{node.family}.{tree.quoted(near)}")
        for family, members in self.names.families.items():
            if node.name in members:
                return Message("Did you mean {name}?", name=f"{family}.{tree.quoted(node.name)}")
        for known in self.names.plain.values():
            if node.name in (known.value.vocabulary or ()):
                return Message("A text stands in quotes: {text}", text=str(tree.Text(node.name)))
        near = nearest(node.name, self.names.plain)
        return None if near is None else Message("Did you mean {name}?", name=tree.quoted(near))

    def _too_early(self, node: Expression, stage: Stage) -> None:
        what = Message(
            "{name} is known only at the stage of {later}; this is decided at the stage of {earlier}.",
            name=str(node),
            later=STAGES[stage],
            earlier=STAGES[self.until],
        )
        self._fault("stage", what, node)

    def _together(self, operands: tuple[Expression, ...], what: Message) -> Value | None:
        """Numbers that are added or held against each other, none of them a quotient."""
        values = [self.of(operand, Kind.NUMBER) for operand in operands]
        for operand, value in zip(operands, values, strict=True):
            if value is not None and value.quotient:
                self.quotient(operand, what)
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        return Value(Kind.NUMBER, next((value.unit for value in known if value.unit), None))

    def _arithmetic(self, node: tree.Arithmetic) -> Value | None:
        if node.operator in "+-":
            return self._together((node.left, node.right), Message("A quotient cannot be added or subtracted."))
        left, right = self.of(node.left, Kind.NUMBER), self.of(node.right, Kind.NUMBER)
        if node.operator == "/" and isinstance(node.right, tree.Number) and not node.right.value:
            self._fault("division-by-zero", Message("The divisor is always zero."), node)
        if left is None or right is None:
            return None
        return Value(Kind.NUMBER, quotient=node.operator == "/" or left.quotient or right.quotient)

    def percent(self, node: Expression) -> None:
        """Refuses ``5%`` where it cannot be told whether 5 or 0.05 is meant."""
        if (literal := unclear_percent((node,), self.names.unit)) is not None:
            self._fault("percent-unclear", PERCENT_UNCLEAR.filled(text=str(literal)), node, mend=PLAIN_NUMBER)

    def _compare(self, operator: str, left: Expression, right: Expression) -> None:
        one, other = self._value(left), self._value(right)
        if one is None or other is None:
            return
        if one.kind is not other.kind:
            self._unlike(left, one, right, other)
            return
        if one.kind in (Kind.TEXT, Kind.CONDITION) and operator not in ("==", "!=", "in"):
            what = Message("{text} is {kind}.", text=str(left), kind=KINDS[one.kind])
            self._fault("kind", what, left, Message("one of {names}", names=("==", "!=", "in")))
        for node, beside in ((left, other), (right, one)):
            if isinstance(node, tree.Text) and beside.vocabulary is not None and node.value not in beside.vocabulary:
                self._no_such_text(node, left if node is right else right, beside.vocabulary)

    def _no_such_text(self, text: tree.Text, of: Expression, vocabulary: tuple[str, ...]) -> None:
        what = Message("{name} is never {text}.", name=str(of), text=str(text))
        near = nearest(text.value, vocabulary)
        mend = None if near is None else Message("Did you mean {name}?", name=str(tree.Text(near)))
        expected = Message("one of {names}", names=vocabulary)
        self.faults.append(Fault("text-unknown", what, position(of), text.value, expected, mend))

    def _unlike(self, left: Expression, one: Value, right: Expression, other: Value) -> None:
        what = Message(
            "{left} is {one}, {right} is {other}: they cannot be compared.",
            left=str(left),
            one=KINDS[one.kind],
            right=str(right),
            other=KINDS[other.kind],
        )
        mend = None
        for node, value in ((left, other), (right, one)):
            if isinstance(node, tree.Number) and value.kind is Kind.TEXT:
                mend = Message("A text stands in quotes: {text}", text=f"'{node}'")
            elif isinstance(node, tree.Text) and value.kind in (Kind.DATE, Kind.NUMBER):
                mend = Message("Take the quotes off: {text}", text=node.value)
            elif isinstance(node, tree.Text) and value.kind is Kind.CONDITION:
                name = str(left if node is right else right)
                mend = Message("Write {name}, or not {name}: it is yes or no by itself.", name=name)
        self._fault("kind", what, left, mend=mend)

    def _count(self, node: tree.Count) -> None:
        if self.until < Stage.RANK:
            self._too_early(node, Stage.RANK)
        for used in node.condition.walk():
            if not isinstance(used, tree.Name | tree.Member | tree.Count):
                continue
            if not (isinstance(used, tree.Name) and used.name in EARLIER_RESULTS):
                what = Message("{name} is not kept for earlier periods.", name=str(used))
                expected = Message("one of {names}", names=EARLIER_RESULTS)
                self._fault("count", what, used, expected)
                return
        inner = _Examiner(self.names, Stage.RANK)
        inner.of(node.condition, Kind.CONDITION)
        self.faults += inner.faults


EARLIER_RESULTS = ("grade", "total", "rank")
"""What a condition on earlier periods may name."""


def position(node: Expression) -> int:
    """Where the first name of an expression stands; 0 if it has none."""
    return next(_positions(node), 0)


def _positions(node: Expression) -> Iterator[int]:
    return (part.at for part in node.walk() if isinstance(part, tree.Name | tree.Member))
