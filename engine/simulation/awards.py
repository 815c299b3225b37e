"""Who has a prize or a quota in each of many variants; a tie that only people can break is counted both ways."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from engine.columns import Columns
from engine.decision import Answers
from engine.expression.evaluation import Texts, Truth
from engine.fixed import Array, Fixed, Truths, column, maximum, minimum, rounded, where
from engine.plan import Plan
from engine.ruleset import Prize, Quota
from engine.ruleset.standing import End
from engine.standing import Standing, admitted, counted, prize_series, tie_question


@dataclass(frozen=True)
class Award:
    """One prize or quota, (scenarios, units).

    INVARIANT: what is sure is possible.

    Attributes:
        sure: Who has it, however ties are decided.
        possible: Who has it if ties are decided in their favour.
    """

    sure: Truths
    possible: Truths

    @property
    def truth(self) -> Truth:
        """Whether a unit has it, unknown where a tie is open."""
        return Truth(self.sure, ~self.possible)


@dataclass(frozen=True)
class Awards:
    """All prizes and quotas, (scenarios, units).

    Attributes:
        prizes: By name.
        quotas: By name.
        any_prize: One of the prizes at least; of a tie for two prizes it is open which of them, but not that it is one.
        least: The least money that a unit has.
        most: The most.
        money: What all prizes of a variant come to, (scenarios,); open ties do not change it.
        places: How many places each quota has, (scenarios,), over all groups.
        taken: How many of these have a unit to take them; open ties do not change it.
    """

    prizes: Mapping[str, Award]
    quotas: Mapping[str, Award]
    any_prize: Award
    least: Fixed
    most: Fixed
    money: Fixed
    places: Mapping[str, Array]
    taken: Mapping[str, Array]


@dataclass(frozen=True)
class _Line:
    """The admitted units of a group in the order in which they are served, (scenarios, units).

    Attributes:
        admitted: Who stands in it.
        ahead: How many stand before the unit, the tied ones left out.
        level: How many share its place, itself among them.
    """

    admitted: Truths
    ahead: Array
    level: Array

    def holding(self, first: Array, end: Array) -> Award:
        """Who has one of the slots ``first`` to ``end`` (exclusive), each (scenarios, 1)."""
        behind = self.ahead + self.level
        sure = self.admitted & (self.ahead >= first) & (behind <= end)
        possible = self.admitted & (self.ahead < end) & (behind > first) & (end > first)
        return Award(sure, possible)


def awarded(plan: Plan, columns: Columns, standing: Standing, units: Sequence[str], answers: Answers) -> Awards:
    """Prizes and quotas of all variants.

    Args:
        plan: Its numbers say how many places there are, and of what amount.
        columns: All results of earlier stages, grade and rank among them.
        standing: Grades and ranks.
        units: Their names, in the order of the data.
        answers: Recorded decisions; they hold where they still answer the same question.
    """
    return _Awarding(plan, columns, standing, units, answers).all()


class _Awarding:
    """Gives the places in all groups of all scenarios at once."""

    def __init__(
        self, plan: Plan, columns: Columns, standing: Standing, units: Sequence[str], answers: Answers
    ) -> None:
        self._plan, self._columns, self._units, self._answers = plan, columns, units, answers
        self._ranks = standing.ranks.astype(np.int64)
        self._shape = standing.ranks.shape
        self._groups = _Groups.of(standing.groups, len(units))
        self._money = _zeros((self._shape[0],))
        self._least, self._most = _zeros(self._shape), _zeros(self._shape)
        nobody = np.zeros(self._shape, dtype=np.bool_)
        self._any = Award(nobody, nobody)

    def all(self) -> Awards:
        """Everything that the ruleset gives."""
        prizes: dict[str, Award] = {}
        for series in prize_series(self._plan.ruleset.prizes):
            prizes |= self._series(series)
        quotas, places, taken = {}, {}, {}
        for quota in self._plan.ruleset.quotas:
            quotas[quota.name], places[quota.name], taken[quota.name] = self._quota(quota)
        in_order = {prize.name: prizes[prize.name] for prize in self._plan.ruleset.prizes}
        return Awards(in_order, quotas, self._any, self._least, self._most, self._money, places, taken)

    def _series(self, series: Sequence[Prize]) -> dict[str, Award]:
        """The prizes that are given one after the other."""
        winners = [self._whole(f"prizes.{prize.name}.winners") for prize in series]
        ends = list(np.cumsum(winners, axis=0))
        firsts = [end - count for end, count in zip(ends, winners, strict=True)]
        line = self._line(self._admitted(series[0]), from_last=series[0].from_ is End.LAST)
        line = self._decided(line, f"prizes/{series[0].name}", [prize.name for prize in series], firsts, ends)
        held = [line.holding(first, end) for first, end in zip(firsts, ends, strict=True)]
        self._pay(series, line, held, firsts, ends)
        one = line.holding(np.zeros_like(ends[-1]), ends[-1])
        self._any = Award(self._any.sure | one.sure, self._any.possible | one.possible)
        return {prize.name: award for prize, award in zip(series, held, strict=True)}

    def _pay(
        self,
        series: Sequence[Prize],
        line: _Line,
        held: Sequence[Award],
        firsts: Sequence[Array],
        ends: Sequence[Array],
    ) -> None:
        """Adds what each unit may have, and what all have together."""
        count = self._groups.counted(line.admitted)
        least, most = _zeros((1, 1)), _zeros((1, 1))
        settled = ~line.admitted | (line.ahead + line.level > ends[-1])  # these may have nothing, so 0 is among theirs
        for prize, award, first, end in zip(series, held, firsts, ends, strict=True):
            amount = self._plan.number(f"prizes.{prize.name}.amount")
            least = where(award.possible, where(settled, minimum(least, amount), amount), least)
            most = where(award.possible, where(settled, maximum(most, amount), amount), most)
            settled = settled | award.possible
            taken = np.clip(count - first, 0, end - first).sum(axis=1)
            paid = amount.at((slice(None), 0)) * column(taken, 0, 0, len(self._units))
            self._money = self._money + paid
        self._least, self._most = self._least + least, self._most + most

    def _quota(self, quota: Quota) -> tuple[Award, Array, Array]:
        """One quota, with how many places there are, and are taken, in all groups together."""
        of = counted(self._plan, quota, self._columns, self._ranks).true
        places = self._places(quota, self._groups.counted(of))
        end = places[:, self._groups.codes]
        first = np.zeros_like(end)
        line = self._line(self._admitted(quota), from_last=False)
        line = self._decided(line, f"quotas/{quota.name}", [quota.name], [first], [end])
        taken = np.minimum(self._groups.counted(line.admitted), places)
        return line.holding(first, end), places.sum(axis=1), taken.sum(axis=1)

    def _places(self, quota: Quota, count: Array) -> Array:
        """How many places a quota has, (scenarios, groups); a recorded decision may depart from the convention."""
        if quota.share is None:
            places = np.broadcast_to(self._whole(f"quotas.{quota.name}.places"), count.shape)
        else:
            share = self._plan.number(f"quotas.{quota.name}.share")
            of = column(count, 0, 0, len(self._units))
            places = np.broadcast_to(rounded(share * of, 0, quota.rounding).scaled.astype(np.int64), count.shape)
        if quota.about is None:
            return places
        about = int(self._plan.number(f"quotas.{quota.name}.about").scaled[0, 0])
        places = places.copy()
        for place, name in enumerate(self._groups.names):
            key = f"quotas/{quota.name}/places" + ("" if name is None else f"/{name}")
            if isinstance(answer := self._answers.recorded(key), str) and answer.isdecimal():
                departs = abs(places[:, place] - int(answer)) <= about
                places[:, place] = np.where(departs, int(answer), places[:, place])
        return places

    def _whole(self, path: str) -> Array:
        """A whole number of the ruleset, (scenarios, 1)."""
        return np.broadcast_to(self._plan.number(path).scaled.astype(np.int64), (self._shape[0], 1))

    def _admitted(self, rule: Prize | Quota) -> Truths:
        return admitted(self._plan, rule, self._columns, self._ranks).true

    def _line(self, candidates: Truths, *, from_last: bool) -> _Line:
        """The admitted units of each group in the order of their ranks."""
        units = self._shape[1]
        keys = np.where(candidates, -self._ranks if from_last else self._ranks, units + 1)
        keys = keys + self._groups.codes * (2 * units + 3)
        order = np.argsort(keys, axis=1, kind="stable")
        in_order = np.take_along_axis(keys, order, axis=1)
        places = np.broadcast_to(np.arange(units), keys.shape)
        begins = np.ones(keys.shape, dtype=np.bool_)
        begins[:, 1:] = in_order[:, 1:] != in_order[:, :-1]
        first = np.maximum.accumulate(np.where(begins, places, 0), axis=1)
        ends = np.ones(keys.shape, dtype=np.bool_)
        ends[:, :-1] = begins[:, 1:]
        last = np.minimum.accumulate(np.where(ends, places, units)[:, ::-1], axis=1)[:, ::-1]
        ahead, level = np.empty_like(keys), np.empty_like(keys)
        np.put_along_axis(ahead, order, first, axis=1)
        np.put_along_axis(level, order, last - first + 1, axis=1)
        return _Line(candidates, ahead - self._groups.starts[self._groups.codes], level)

    def _decided(
        self, line: _Line, key: str, slots: Sequence[str], firsts: Sequence[Array], ends: Sequence[Array]
    ) -> _Line:
        """The line with those ties apart of which the same question was decided."""
        if not self._answers.named_after(f"{key}/"):
            return line
        held = [line.holding(first, end) for first, end in zip(firsts, ends, strict=True)]
        open_ties = np.logical_or.reduce([award.possible & ~award.sure for award in held])
        ahead, level = line.ahead.copy(), line.level.copy()
        codes = self._groups.codes
        for scenario in np.flatnonzero(open_ties.any(axis=1)).tolist():
            waiting = {(codes[unit], line.ahead[scenario, unit]) for unit in np.flatnonzero(open_ties[scenario])}
            for code, place in waiting:
                level_with = line.admitted[scenario] & (line.ahead[scenario] == place) & (codes == code)
                tied = np.flatnonzero(level_with).tolist()
                question = tie_question(key, [self._units[unit] for unit in tied], slots)
                answer = self._answers.recorded(question.key)
                if isinstance(answer, tuple) and question.admits(answer):
                    for step, name in enumerate(answer):
                        unit = tied[question.units.index(name)]
                        ahead[scenario, unit], level[scenario, unit] = place + step, 1
        return _Line(line.admitted, ahead, level)


@dataclass(frozen=True)
class _Groups:
    """The groups that are ranked apart.

    Attributes:
        names: Of the groups; None where all units are one.
        codes: The group of each unit, (units,).
        starts: How many units are in the groups before, (groups,).
        order: The units group by group, (units,).
    """

    names: tuple[str | None, ...]
    codes: Array
    starts: Array
    order: Array

    @classmethod
    def of(cls, groups: Texts | None, units: int) -> Self:
        """The groups of so many units."""
        if groups is None:
            everyone = np.zeros(units, dtype=np.int64)
            return cls((None,), everyone, np.zeros(1, dtype=np.int64), np.arange(units))
        present, codes = np.unique(groups.codes, return_inverse=True)
        counts = np.bincount(codes, minlength=len(present))
        names = tuple(groups.vocabulary[code] for code in present.tolist())
        return cls(names, codes, np.cumsum(counts) - counts, np.argsort(codes, kind="stable"))

    def counted(self, mask: Truths) -> Array:
        """How many units of each group a mask picks, (scenarios, groups)."""
        if not mask.shape[1]:
            return np.zeros((mask.shape[0], len(self.names)), dtype=np.int64)
        return np.add.reduceat(mask[:, self.order].astype(np.int64), self.starts, axis=1)


def _zeros(shape: tuple[int, ...]) -> Fixed:
    return Fixed(np.zeros(shape, dtype=np.int64), 0, 0, 0)
