"""Grades: highest first, each once, all reachable; and what names them elsewhere."""

from collections.abc import Iterator
from decimal import Decimal

from engine.checks.sites import indicators
from engine.message import Message
from engine.problem import Place, Problem, Severity, did_you_mean
from engine.ruleset import Ruleset

CODES = ("grade-order", "grade-twice", "grade-unknown", "grade-unreachable", "veto-of-nothing")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Bands that overlap or are never reached, and names of grades that there are not."""
    yield from _order(ruleset)
    yield from _reachable(ruleset)
    yield from _named(ruleset)


def _addresses(ruleset: Ruleset) -> list[str]:
    names = [rule.grade for rule in ruleset.grades]
    counts = [names[:index].count(name) for index, name in enumerate(names)]
    return [f"grades.{name}" + (f"#{count + 1}" if count else "") for name, count in zip(names, counts, strict=True)]


def _order(ruleset: Ruleset) -> Iterator[Problem]:
    seen: set[str] = set()
    least: Decimal | None = None
    last = len(ruleset.grades)
    for number, (rule, address) in enumerate(zip(ruleset.grades, _addresses(ruleset), strict=True), 1):
        if rule.grade in seen:
            what = Message("The grade {grade} stands twice.", grade=rule.grade)
            yield Problem("grade-twice", what, Place(path=address), rule.grade)
        seen.add(rule.grade)
        if number == last:
            if rule.from_ is not None:
                what = Message("The last grade has a from: totals below it have no grade.")
                yield Problem("grade-order", what, Place(path=f"{address}.from"), mend=Message("Take the from out."))
        elif rule.from_ is None:
            what = Message("The grade has no from, so those below it are never reached.")
            yield Problem("grade-order", what, Place(path=address), mend=Message("Add from:, or put the grade last."))
        elif least is not None and rule.from_ >= least:
            what = Message("The grades do not fall.")
            expected = Message("less than {bound}", bound=f"{least:f}")
            yield Problem("grade-order", what, Place(path=f"{address}.from"), f"{rule.from_:f}", expected)
        least = rule.from_ if rule.from_ is not None else least


def _reachable(ruleset: Ruleset) -> Iterator[Problem]:
    """Grades above the greatest possible total, or below the least."""
    most, least = _most(ruleset), None
    if ruleset.scoring.total.between is not None:
        least = ruleset.scoring.total.between[0]
    for rule, address in zip(ruleset.grades, _addresses(ruleset), strict=True):
        place = Place(path=f"{address}.from")
        if most is not None and rule.from_ is not None and rule.from_ > most:
            what = Message("No total reaches the grade {grade}.", grade=rule.grade)
            expected = Message("at most {points}", points=f"{most:f}")
            yield Problem("grade-unreachable", what, place, f"{rule.from_:f}", expected, severity=Severity.WARNING)
        if least is not None and rule.from_ is not None and rule.from_ <= least and rule is not ruleset.grades[-1]:
            what = Message("No total lies below the grade {grade}.", grade=rule.grade)
            expected = Message("more than {bound}", bound=f"{least:f}")
            yield Problem("grade-unreachable", what, place, f"{rule.from_:f}", expected, severity=Severity.WARNING)


def _most(ruleset: Ruleset) -> Decimal | None:
    """The greatest possible total, where it can be told."""
    scoring = ruleset.scoring
    ends: list[Decimal] = []
    if scoring.total.between is not None:
        ends.append(scoring.total.between[1])
    bonuses = [rule for rule in ruleset.adjustments if rule.bonus is not None]
    capped = scoring.bonuses.at_most if scoring.bonuses is not None else None
    if capped is None and all(rule.at_most is not None and rule.for_each is None for rule in bonuses):
        capped = sum((rule.at_most for rule in bonuses if rule.at_most is not None), Decimal(0))
    bounded = all(rule.method != "given" for _, rule in indicators(ruleset))
    negative = any(rule.deduct is not None for rule in ruleset.adjustments)
    if capped is not None and bounded and not negative:
        ends.append(scoring.full_marks + capped)
    return min(ends, default=None)


def _named(ruleset: Ruleset) -> Iterator[Problem]:
    names = [rule.grade for rule in ruleset.grades]
    for rule in ruleset.adjustments:
        place = Place(path=f"adjustments.{rule.name}.grade_at_most")
        if rule.grade_at_most is None:
            continue
        if rule.grade_at_most not in names:
            yield _unknown(rule.grade_at_most, names, place)
        elif rule.grade_at_most == names[0]:
            what = Message("{grade} is the highest grade: the veto lowers nothing.", grade=names[0])
            yield Problem("veto-of-nothing", what, place, names[0], mend=Message("Name a lower grade."))
    if ruleset.history is not None:
        for earlier, grade in ruleset.history.grades.items():
            if grade not in names:
                yield _unknown(grade, names, Place(path=f"history.grades.{earlier}"))


def _unknown(grade: str, names: list[str], place: Place) -> Problem:
    what = Message("There is no grade {grade}.", grade=grade)
    expected = Message("one of {names}", names=tuple(names))
    return Problem("grade-unknown", what, place, grade, expected, did_you_mean(grade, names))
