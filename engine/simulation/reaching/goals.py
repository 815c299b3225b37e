"""What a unit is to reach: a grade, a rank, a prize; judged by the official standing of many variants at once."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.columns import Columns
from engine.decision import Answers
from engine.expression import Expression
from engine.expression.evaluation import condition
from engine.fixed import Fixed, Truths
from engine.message import Message
from engine.preparation import Prepared, scored
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.ruleset import Prize, Ruleset
from engine.ruleset.standing import End
from engine.scoring import Scores
from engine.simulation.awards import awarded
from engine.simulation.reaching.dependencies import Dependencies
from engine.simulation.variants import with_measures
from engine.standing import Standing, graded_and_ranked, prize_series, standing_columns


@dataclass(frozen=True)
class Stood:
    """Variants with their standing; columns are (scenarios, units).

    Attributes:
        prepared: The cycle, with the plan and the columns of the variants.
        scores: Points and totals.
        standing: Grades and ranks.
        columns: All that is known, grades and ranks included.
    """

    prepared: Prepared
    scores: Scores
    standing: Standing
    columns: Columns


def stood(
    prepared: Prepared, count: int, measures: Mapping[str, Fixed], totals: tuple[int, NDArray[np.int64]] | None = None
) -> Stood:
    """Scores variants and stands them.

    Args:
        prepared: The cycle.
        count: How many variants there are.
        measures: New values of measures, each (scenarios, units).
        totals: A unit and the totals, (scenarios,), that it is taken to have instead of its own, scaled as totals are.
    """
    plan = prepared.plan.varied({}, count)
    varied = replace(prepared, plan=plan, columns=with_measures(prepared, measures))
    scores = scored(varied)
    columns = varied.after(scores)
    if totals is not None:
        scores = _with_totals(varied, scores, *totals)
        columns = varied.after(scores)
    standing = graded_and_ranked(plan, scores, columns, prepared.units, Answers(prepared.inputs.decisions))
    return Stood(varied, scores, standing, columns.adding(standing_columns(plan, standing)))


def _with_totals(varied: Prepared, scores: Scores, unit: int, totals: NDArray[np.int64]) -> Scores:
    """The scores with other totals of a unit, and what is vetoed or withdrawn then."""
    scaled = scores.total.scaled.astype(np.int64)
    scaled[:, unit] = totals
    low, high = min(scores.total.low, int(totals.min())), max(scores.total.high, int(totals.max()))
    changed = replace(scores, total=Fixed(scaled, scores.total.decimals, low, high))
    columns = varied.after(changed)
    vetoes, withdrawals = dict(scores.vetoes), dict(scores.withdrawals)
    for each in varied.plan.adjustments:
        if each.amount is None and each.when is not None:
            holds = vetoes if each.rule.grade_at_most is not None else withdrawals
            holds[each.name] = np.broadcast_to(condition(each.when, columns).true, scaled.shape)
    return replace(changed, vetoes=vetoes, withdrawals=withdrawals)


@dataclass(frozen=True)
class Goal(ABC):
    """What is to be reached; reaching something better counts."""

    @property
    @abstractmethod
    def among_others(self) -> bool:
        """Whether it depends on where the others stand."""

    @abstractmethod
    def reached(self, stood: Stood, unit: int) -> Truths:
        """In which variants the unit has it, however open ties are decided, (scenarios,)."""

    @abstractmethod
    def conditions(self, prepared: Prepared) -> Iterable[Expression]:
        """What it depends on beside totals, grades and ranks."""

    @property
    @abstractmethod
    def told(self) -> Message:
        """In words."""


@dataclass(frozen=True)
class ToGrade(Goal):
    """A grade, or a better one."""

    grade: str
    place: int

    @property
    def among_others(self) -> bool:
        """Grades go by the total alone."""
        return False

    def reached(self, stood: Stood, unit: int) -> Truths:
        """Where the grade is this one or a better one."""
        return np.asarray(stood.standing.grades[:, unit] <= self.place)

    def conditions(self, prepared: Prepared) -> Iterable[Expression]:
        """None but vetoes, which all goals share."""
        return ()

    @property
    def told(self) -> Message:
        """In words."""
        return Message("the grade {grade}", grade=self.grade)


@dataclass(frozen=True)
class ToRank(Goal):
    """A rank, or a better one."""

    rank: int

    @property
    def among_others(self) -> bool:
        """It does."""
        return True

    def reached(self, stood: Stood, unit: int) -> Truths:
        """Where the unit is ranked, and so high."""
        ranks = stood.standing.ranks[:, unit]
        return np.asarray((ranks > 0) & (ranks <= self.rank))

    def conditions(self, prepared: Prepared) -> Iterable[Expression]:
        """What breaks ties."""
        return prepared.inputs.ruleset.ranking.ties

    @property
    def told(self) -> Message:
        """In words."""
        return Message("rank {rank}", rank=self.rank)


@dataclass(frozen=True)
class ToPrize(Goal):
    """A prize, or a better one of those that are given one after the other."""

    prize: str
    series: tuple[Prize, ...]

    @property
    def among_others(self) -> bool:
        """It does."""
        return True

    def reached(self, stood: Stood, unit: int) -> Truths:
        """Where the unit's place, and all that share it, are within the prizes; or where a tie was so decided."""
        prepared, ranks = stood.prepared, stood.standing.ranks
        admitted = np.asarray(ranks > 0)
        if (among := self.series[0].among) is not None:
            admitted = admitted & condition(prepared.plan.resolve(among), stood.columns).true
        groups = stood.standing.groups
        if groups is not None:
            admitted = admitted & (groups.codes == groups.codes[unit])
        own = ranks[:, [unit]]
        not_behind = (admitted & (ranks <= own)).sum(axis=1)
        held: Truths = np.asarray(admitted[:, unit] & (not_behind <= sum(prize.winners for prize in self.series)))
        if prepared.inputs.decisions.decisions:
            answers = Answers(prepared.inputs.decisions)
            given = awarded(prepared.plan, stood.columns, stood.standing, prepared.units, answers)
            for prize in self.series:
                held = held | given.prizes[prize.name].sure[:, unit]
        return held

    def conditions(self, prepared: Prepared) -> Iterable[Expression]:
        """What breaks ties, and who may have it."""
        among = self.series[0].among
        return (*prepared.inputs.ruleset.ranking.ties, *(() if among is None else (among,)))

    @property
    def told(self) -> Message:
        """In words."""
        return Message("the prize {prize}", prize=self.prize)


def to_grade(ruleset: Ruleset, grade: str) -> ToGrade:
    """The goal of a grade.

    Raises:
        Problems: the scheme has no such grade.
    """
    grades = [rule.grade for rule in ruleset.grades]
    if grade not in grades:
        what = Message("The scheme has no grade {grade}.", grade=grade)
        raise Problems([_unknown("unknown-grade", what, grade, grades)])
    return ToGrade(grade, grades.index(grade))


def to_prize(ruleset: Ruleset, prize: str) -> ToPrize:
    """The goal of a prize.

    Raises:
        Problems: the scheme has no such prize, or gives it from the last rank up.
    """
    prizes = {each.name: each for each in ruleset.prizes}
    if prize not in prizes:
        what = Message("The scheme has no prize {prize}.", prize=prize)
        raise Problems([_unknown("unknown-prize", what, prize, list(prizes))])
    if prizes[prize].from_ is End.LAST:
        what = Message("{prize} is given from the last rank up: the way to it leads down.", prize=prize)
        raise Problems([Problem("path-prize-from-last", what, Place(path=f"prizes.{prize}"), prize)])
    series = next(each for each in prize_series(ruleset.prizes) if prizes[prize] in each)
    return ToPrize(prize, tuple(series[: series.index(prizes[prize]) + 1]))


def _unknown(code: str, what: Message, found: str, names: list[str]) -> Problem:
    expected = Message("one of {names}", names=names) if names else None
    return Problem(code, what, found=found, expected=expected, mend=did_you_mean(found, names))


def names_total(prepared: Prepared, goal: Goal) -> bool:
    """Whether a condition that bears on the goal names the total itself."""
    vetoes = (each.when for each in prepared.plan.adjustments if each.amount is None and each.when is not None)
    return Dependencies(prepared.plan).names_total((*vetoes, *goal.conditions(prepared)))
