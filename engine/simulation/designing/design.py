"""Design: cuts that give wished shares of grades, prizes that keep to a budget, numbers tried over a range."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from engine.fixed import fixed
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.ruleset import Ruleset
from engine.simulation.designing.affordable import Budget, within_budget
from engine.simulation.designing.cuts import Cut, cuts_for
from engine.simulation.designing.grading import Grading
from engine.simulation.designing.trying import Range, Trial, tried
from engine.simulation.study import Provenance, Study
from engine.simulation.variants import Variants, outcomes


@dataclass(frozen=True)
class Wish:
    """How many units are to have a grade.

    Attributes:
        grade: The grade.
        amount: A share of all scored units, or their number.
        share: Whether it is a share.
    """

    grade: str
    amount: Fraction
    share: bool

    def units(self, count: int) -> Fraction:
        """How many units that is, of so many; not always a whole number."""
        return self.amount * count if self.share else self.amount


@dataclass(frozen=True)
class Wanted:
    """What a scheme is designed for.

    Attributes:
        wishes: How many units are to have which grade.
        margin: How near to a cut, in points, is near.
        budget: What the prizes may cost.
        step: Amounts of prizes are multiples of this.
        ranges: What is tried.
    """

    wishes: tuple[Wish, ...] = ()
    margin: Decimal = Decimal("0.5")
    budget: Decimal | None = None
    step: Decimal = Decimal(100)
    ranges: tuple[Range, ...] = ()


@dataclass(frozen=True)
class Sums:
    """What a cycle comes to.

    Attributes:
        counts: How many units have each grade, highest first.
        money: What all prizes come to.
    """

    counts: tuple[int, ...]
    money: Decimal


@dataclass(frozen=True)
class Design(Study):
    """What the numbers of a scheme would have to be.

    Attributes:
        wanted: What it is designed for.
        grades: The grades, highest first.
        totals: The totals of all scored units, in the order of the data.
        most: The highest total that full marks, bonuses and the limits of the total provide for; None where bonuses
            have no limit.
        cuts: The cut of each grade but the last.
        before: What the cycle comes to as it is.
        after: What it comes to with these cuts.
        up: How many units have a higher grade then.
        down: How many have a lower one.
        budget: What the prizes would have to be; None if no budget was given.
        trials: What became of what was tried.
    """

    analysis: ClassVar[str] = "design"
    wanted: Wanted
    grades: tuple[str, ...]
    totals: tuple[Decimal, ...]
    most: Decimal | None
    cuts: tuple[Cut, ...]
    before: Sums
    after: Sums
    up: int
    down: int
    budget: Budget | None
    trials: tuple[Trial, ...]

    @property
    def beyond(self) -> tuple[Cut, ...]:
        """The cuts that nobody reaches and that no total is meant to reach."""
        most = self.most
        return () if most is None else tuple(each for each in self.cuts if each.cut > max(most, *self.totals))

    def findings(self) -> dict[str, Any]:
        """What was found, as JSON can hold it; exact numbers are text."""
        return {
            "units": len(self.totals),
            "margin": f"{self.wanted.margin:f}",
            "highest_total": None if self.most is None else f"{self.most:f}",
            "cuts": [each.as_plain() for each in self.cuts],
            "before": self._sums(self.before),
            "after": self._sums(self.after),
            "grades_up": self.up,
            "grades_down": self.down,
            "budget": None if self.budget is None else self.budget.as_plain(),
            "trials": [each.as_plain() for each in self.trials],
        }

    def _sums(self, sums: Sums) -> dict[str, Any]:
        return {
            "units_by_grade": dict(zip(self.grades, sums.counts, strict=True)),
            "prize_money": f"{sums.money:f}",
        }


def design(prepared: Prepared, wanted: Wanted) -> Design:
    """Finds cuts, prizes and numbers that come nearest to what is wanted.

    Args:
        prepared: The cycle.
        wanted: What the scheme is designed for.

    Raises:
        Problems: a wish names no grade that has a cut, the wishes are more than everybody, there are no prizes or no
            units, or what is tried cannot be.
    """
    grading = Grading.of(prepared)
    trials = _trials(prepared, grading, wanted)
    wishes = {wish.grade: wish.units(len(grading.units)) for wish in wanted.wishes}
    cuts = cuts_for(grading, wishes, wanted.margin)
    before, after = grading.graded(grading.cuts), grading.graded([each.cut for each in cuts])
    money = _money(prepared, cuts, (before, after))
    every = range(len(grading.grades))
    return Design(
        provenance=Provenance.of(prepared),
        wanted=wanted,
        grades=grading.grades,
        totals=grading.totals,
        most=_most(prepared.plan.ruleset),
        cuts=cuts,
        before=Sums(tuple(before.count(code) for code in every), money[0]),
        after=Sums(tuple(after.count(code) for code in every), money[1]),
        up=sum(new < old for old, new in zip(before, after, strict=True)),
        down=sum(new > old for old, new in zip(before, after, strict=True)),
        budget=None if wanted.budget is None else within_budget(prepared, wanted.budget, wanted.step),
        trials=trials,
    )


def _most(ruleset: Ruleset) -> Decimal | None:
    scoring, limits = ruleset.scoring, list[Decimal]()
    if scoring.total.between is not None:
        limits.append(scoring.total.between[1])
    if all(rule.bonus is None for rule in ruleset.adjustments):
        limits.append(scoring.full_marks)
    elif scoring.bonuses is not None:
        limits.append(scoring.full_marks + scoring.bonuses.at_most)
    return min(limits, default=None)


def _money(prepared: Prepared, cuts: Sequence[Cut], grades: Sequence[Sequence[int]]) -> list[Decimal]:
    """What the prizes come to with the cuts as they are, and with the new ones."""
    numbers = {f"grades.{each.grade}.from": fixed(str(each.before), str(each.cut), shape=(2, 1)) for each in cuts}
    found = outcomes(prepared, Variants(2, numbers))
    # INVARIANT: the official functions give the grades that were counted on.
    assert found.grades.tolist() == [list(each) for each in grades]
    return [Decimal(found.awards.money.at(variant).texts()[0]) for variant in (0, 1)]


def _trials(prepared: Prepared, grading: Grading, wanted: Wanted) -> tuple[Trial, ...]:
    """What becomes of all that is tried.

    Raises:
        Problems: all that is wrong with what is wanted.
    """
    if not grading.units:
        raise Problems([Problem("simulate-no-units", Message("No unit is scored."))])
    problems = list(_wrong_wishes(grading, wanted.wishes))
    if wanted.budget is not None and not prepared.plan.ruleset.prizes:
        what = Message("The ruleset has no prizes that could meet a budget.")
        problems.append(Problem("simulate-no-prizes", what, Place(path="prizes")))
    trials = []
    for each in wanted.ranges:
        try:
            trials.append(tried(prepared, each))
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(problems)
    return tuple(trials)


def _wrong_wishes(grading: Grading, wishes: Sequence[Wish]) -> Iterator[Problem]:
    problems = [problem for wish in wishes if (problem := _wrong_wish(grading, wish)) is not None]
    names = [wish.grade for wish in wishes]
    problems += [
        Problem(
            "simulate-grade", Message("{grade} is wished for twice.", grade=name), Place(path=f"grades.{name}"), name
        )
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    yield from problems
    together = sum(wish.units(len(grading.units)) for wish in wishes)
    if not problems and together > len(grading.units):
        what = Message("The wishes together come to more units than there are.")
        expected = Message("no more than {count}", count=len(grading.units))
        yield Problem("simulate-wishes", what, Place(path="grades"), f"{float(together):g}", expected)


def _wrong_wish(grading: Grading, wish: Wish) -> Problem | None:
    """What is wrong with a wish by itself."""
    name, place = wish.grade, Place(path=f"grades.{wish.grade}")
    if name == grading.grades[-1]:
        what = Message("{grade} has no cut of its own: it is left to those who reach no other grade.", grade=name)
        return Problem("simulate-grade", what, place, name)
    if name not in grading.grades:
        what = Message("The ruleset has no grade {grade}.", grade=name)
        return Problem("simulate-grade", what, place, name, mend=did_you_mean(name, grading.grades))
    if wish.units(len(grading.units)) <= len(grading.units):
        return None
    number, most = (wish.amount * 100, "100%") if wish.share else (wish.amount, str(len(grading.units)))
    found = f"{float(number):g}{'%' if wish.share else ''}"
    mend = None
    if not wish.share and number <= 100:
        mend = Message("Write {share} if a share is meant.", share=f"{name}={found}%")
    what = Message("More are wished to have the grade than there are.")
    return Problem("simulate-wish", what, place, found, Message("no more than {count}", count=most), mend)
