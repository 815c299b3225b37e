"""All cases that conditions tell apart: each thing that they compare takes every value that makes a difference.

Conditions on the grade, on numbers between thresholds, on texts and on earlier periods are taken as what they are, so
that `total >= 90` and `total < 80` never hold together. Everything else is free to be true or false.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise, product
from math import prod

from engine.checks.truth import atoms, holds, possible
from engine.expression import Expression, tree
from engine.expression.percent import resolve_percent
from engine.ruleset import Ruleset

MOST_CASES = 4096
"""With more cases than these nothing is tried, and anything is taken for possible."""

MOST_IN_ALL = 50_000
"""So many cases are tried in all; then nothing more is."""

Scalar = str | Decimal | bool
Case = Mapping[str, Scalar]
"""What is compared, as text → its value."""

_OTHER = "…"


@dataclass(frozen=True)
class Cases:
    """The cases of some conditions.

    Attributes:
        domains: What is compared → the values to try.
        possible: Whether a case can be at all.
        conditions: The conditions, percentages resolved.
    """

    domains: Mapping[str, tuple[Scalar, ...]]
    possible: Callable[[Case], bool]
    conditions: tuple[Expression, ...]

    @property
    def count(self) -> int:
        """How many combinations there are, possible or not."""
        return prod(len(values) for values in self.domains.values())

    def __iter__(self) -> Iterator[Case]:
        for values in product(*self.domains.values()):
            case = dict(zip(self.domains, values, strict=True))
            if self.possible(case):
                yield case

    def true_in(self, case: Case) -> list[bool]:
        """Which of the conditions hold in a case, in their order."""
        return [_true_in(condition, case) for condition in self.conditions]


def cases_of(ruleset: Ruleset, conditions: list[Expression], unit: Callable[[str], str | None]) -> Cases:
    """The cases that conditions tell apart.

    Args:
        ruleset: Its grades, prizes and quotas say which cases there are.
        conditions: The conditions.
        unit: The unit of measure of a name.
    """
    resolved = tuple(resolve_percent(condition, unit) for condition in conditions)
    compared: dict[str, list[Expression]] = {}
    wholes = {"rank"}
    implied: list[tuple[str, Callable[[Scalar, bool], bool], Expression]] = []
    waiting = list(resolved)
    while waiting:
        for atom in atoms(waiting.pop()):
            subject, constants = _split(atom)
            key = str(subject)
            if key not in compared and (implication := _implied(ruleset, subject)) is not None:
                fits, condition = implication
                implied.append((key, fits, condition := resolve_percent(condition, unit)))
                waiting.append(condition)
            if isinstance(subject, tree.Count):
                wholes.add(key)
            compared.setdefault(key, []).extend(constants)
    if "grade" in compared and "total" in compared:
        compared["total"] += [tree.Number(rule.from_) for rule in ruleset.grades if rule.from_ is not None]
    domains = {key: _domain(constants, key in wholes) for key, constants in compared.items()}
    if "grade" in domains:
        domains["grade"] = tuple(dict.fromkeys(rule.grade for rule in ruleset.grades))
    least = {rule.grade: rule.from_ for rule in ruleset.grades}

    def can_be(case: Case) -> bool:
        total, bound = case.get("total"), least.get(str(case.get("grade")))
        if isinstance(total, Decimal) and bound is not None and total < bound:
            return False
        return all(fits(case[key], _true_in(condition, case)) for key, fits, condition in implied)

    return Cases(domains, can_be, resolved)


def grades_of(ruleset: Ruleset, condition: Expression) -> set[str]:
    """The grades with which a condition may be true, whatever else it names."""

    def atom(node: Expression, grade: str) -> bool | None:
        subject, constants = _split(node)
        if constants and subject == tree.Name("grade"):
            return _atom(node, {"grade": grade})
        if constants and isinstance(subject, tree.Count) and subject.function == "running":
            now = possible(subject.condition, partial(atom, grade=grade))
            return None if True in now else _atom(node, {str(subject): Decimal(0)})
        return None

    grades = [rule.grade for rule in ruleset.grades]
    return {grade for grade in grades if True in possible(condition, partial(atom, grade=grade))}


def _implied(ruleset: Ruleset, subject: Expression) -> tuple[Callable[[Scalar, bool], bool], Expression] | None:
    """What a value says of a condition: a function from both to whether they fit, and the condition.

    A count of periods includes this one; a prize or quota goes to units of its ``among`` alone.
    """
    match subject:
        case tree.Count(function="running", condition=condition):
            return lambda value, now: now == (value != 0), condition
        case tree.Count(condition=condition):
            return lambda value, now: not now or value != 0, condition
        case tree.Member(family="quotas" | "prizes" as family, name=name):
            among = next((rule.among for rule in getattr(ruleset, family) if rule.name == name), None)
            return None if among is None else (lambda value, now: now or not value, among)
    return None


def _true_in(condition: Expression, case: Case) -> bool:
    return holds(condition, lambda atom: _atom(atom, case))


def _split(atom: Expression) -> tuple[Expression, list[Expression]]:
    """What an atom compares, and the constants that it is held against; a whole atom if both sides vary."""
    match atom:
        case tree.Comparison(left=left, right=right):
            for subject, constant in ((left, right), (right, left)):
                if _constant(constant) is not None and _constant(subject) is None:
                    return subject, [constant]
        case tree.Membership(operand=operand, items=items) if all(_constant(item) is not None for item in items):
            return operand, list(items)
    return atom, []


def _constant(node: Expression) -> Scalar | None:
    match node:
        case tree.Number(value=value):
            return value
        case tree.Negative(operand=tree.Number(value=value)):
            return -value
        case tree.Text(value=text):
            return text
        case tree.Day(value=day):
            return Decimal(day.toordinal())
    return None


def _domain(constants: list[Expression], whole: bool) -> tuple[Scalar, ...]:
    """Values on, between and beyond the constants; for texts those named and one other."""
    values = [_constant(constant) for constant in constants]
    texts = [value for value in values if isinstance(value, str)]
    if texts:
        return (*dict.fromkeys(texts), _OTHER)
    numbers = sorted({value for value in values if isinstance(value, Decimal)})
    if not numbers:
        return (True, False)
    if whole:
        floors = {Decimal(int(number)) + step for number in numbers for step in (-1, 0, 1)}
        return tuple(sorted(number for number in floors | {Decimal(0), Decimal(1)} if number >= 0))
    between = [(low + high) / 2 for low, high in pairwise(numbers)]
    return tuple(sorted([numbers[0] - 1, *numbers, *between, numbers[-1] + 1]))


def _atom(atom: Expression, case: Case) -> bool:
    subject, constants = _split(atom)
    if not constants:
        return bool(case[str(atom)])
    value = case[str(subject)]
    if isinstance(atom, tree.Membership):
        return value in [_constant(item) for item in atom.items]
    assert isinstance(atom, tree.Comparison)
    other = _constant(constants[0])
    sign = atom.operator if subject == atom.left else _MIRRORED[atom.operator]
    match sign, value, other:
        case "==", _, _:
            return value == other
        case "!=", _, _:
            return value != other
        case _, Decimal() as one, Decimal() as two:
            return {"<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two}[sign]
    return False


_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
