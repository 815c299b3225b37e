"""From totals to grades, ranks, prizes and quotas; ties that only people can break become questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.clamped import ties_by_clamping
from engine.columns import Columns
from engine.decision import Answers, Question
from engine.expression import Expression
from engine.expression.evaluation import Numbers, Texts, Truth, Value, condition, truth
from engine.fixed import Array, Fixed, Truths, minimum, rounded
from engine.message import Message
from engine.plan import Plan
from engine.problem import Place, Problem, Severity
from engine.ranking import ranked
from engine.ruleset import Prize, Quota
from engine.ruleset.standing import End
from engine.scoring import Scores


@dataclass(frozen=True)
class Places:
    """The places of one prize or quota in one group of units.

    Attributes:
        group: The group's name; None where all units are one.
        places: How many there are.
        units: The units that have one, by their number, in rank order.
        doubtful: How many places wait for a decision on a tie.
    """

    group: str | None
    places: int
    units: tuple[int, ...]
    doubtful: int = 0


@dataclass
class Standing:
    """Where the units stand; columns are (scenarios, units).

    Attributes:
        grades: Place of the grade among the ruleset's grades, 0 the highest.
        ranks: Competition rank; 0 for units that are not ranked.
        last: Whether no unit of the group has a greater rank.
        groups: The group of each unit that is ranked apart.
        prizes: For each prize its places, for each group of the official (first) scenario.
        quotas: The same for each quota.
        warnings: What a reader of the result must know.
    """

    grades: Array
    ranks: Array
    last: Truths
    groups: Texts | None
    prizes: dict[str, list[Places]] = field(default_factory=dict)
    quotas: dict[str, list[Places]] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)


def grade_codes(plan: Plan, total: Fixed) -> Array:
    """The grade of exact totals, as places among the ruleset's grades, (scenarios, units)."""
    grades = plan.ruleset.grades
    codes = np.zeros(total.shape, dtype=np.int8 if len(grades) < 128 else np.int16)
    least: Fixed | None = None
    for rule in grades[:-1]:
        begins = plan.number(f"grades.{rule.grade}.from")
        # Not even the least of the cuts so far is reached: in a variant, cuts need not fall from grade to grade.
        least = begins if least is None else minimum(least, begins)
        codes += total < least
    return codes


def stand(plan: Plan, scores: Scores, columns: Columns, units: Sequence[str], answers: Answers) -> Standing:
    """Grades, ranks, prizes and quotas of complete units in the official scenario.

    Args:
        plan: What is computed.
        scores: Points and totals.
        columns: Attributes, measures, formulas, points and the total.
        units: Their names, in the order of the data.
        answers: The recorded decisions.
    """
    standing = graded_and_ranked(plan, scores, columns, units, answers)
    standing.warnings += ties_by_clamping(plan, scores, standing.ranks[0], standing.groups, units)
    placing = _Placing(plan, columns.adding(standing_columns(plan, standing)), standing, units, answers)
    for series in prize_series(plan.ruleset.prizes):
        placing.prizes(series)
    for quota in plan.ruleset.quotas:
        placing.quota(quota)
    return standing


def graded_and_ranked(plan: Plan, scores: Scores, columns: Columns, units: Sequence[str], answers: Answers) -> Standing:
    """Grades and ranks of complete units in all scenarios; prizes and quotas are still to be given.

    Args:
        plan: What is computed.
        scores: Points and totals, (scenarios, units).
        columns: Attributes, measures, formulas, points and the total.
        units: Their names, in the order of the data.
        answers: The recorded decisions.
    """
    grades, warnings = _grades(plan, scores, units, answers)
    withdrawn = _any(scores.withdrawals.values(), grades.shape)
    columns = columns.adding({"grade": grade_column(plan, grades)})
    group_of = plan.ruleset.ranking.within
    groups = columns.plain[group_of] if group_of is not None else None
    assert groups is None or isinstance(groups, Texts)
    ranks, last = ranked(plan, scores.total, columns, groups, ~withdrawn)
    return Standing(grades, ranks, last, groups, warnings=warnings)


def standing_columns(plan: Plan, standing: Standing) -> dict[str, Value]:
    """``grade``, ``rank`` and ``is_last`` as expressions see them."""
    return {"grade": grade_column(plan, standing.grades), **rank_columns(standing.ranks, standing.last)}


def grade_column(plan: Plan, grades: Array) -> Texts:
    """Grades as expressions see them."""
    return Texts(grades, tuple(rule.grade for rule in plan.ruleset.grades))


def rank_columns(ranks: Array, last: Truths) -> dict[str, Numbers | Truth]:
    """``rank`` and ``is_last`` as expressions see them; unknown for units without a rank."""
    has_rank = ranks > 0
    known = None if has_rank.all() else has_rank
    highest = int(ranks.max(initial=0))
    return {"rank": Numbers(Fixed(ranks, 0, 0, highest), known), "is_last": truth(last, known)}


def _any(masks: Any, shape: tuple[int, ...]) -> Truths:
    found = np.zeros(shape, dtype=np.bool_)
    for mask in masks:
        found = found | mask
    return found


def _grades(plan: Plan, scores: Scores, units: Sequence[str], answers: Answers) -> tuple[Array, list[Problem]]:
    """Grades by total, lowered by vetoes and recorded withholding."""
    grades = grade_codes(plan, scores.total)
    warnings = []
    if scores.unrounded is not None:
        decided = (grade_codes(plan, scores.unrounded) != grades)[0]
        for index in np.flatnonzero(decided).tolist():
            what = Message("The rounding of the total decided the grade of {unit}.", unit=units[index])
            place = Place(unit=units[index], path="scoring.total")
            warnings.append(Problem("total-rounding-decided-grade", what, place, severity=Severity.WARNING))
    names = [rule.grade for rule in plan.ruleset.grades]
    for adjustment in plan.adjustments:
        if adjustment.rule.grade_at_most is not None:
            most = names.index(adjustment.rule.grade_at_most)
            grades = np.where(scores.vetoes[adjustment.name], np.maximum(grades, most), grades).astype(grades.dtype)
    number: dict[str, int] | None = None
    reached = grades.copy()
    for code, rule in enumerate(plan.ruleset.grades[:-1]):
        for unit in answers.named_after(f"grades/{rule.grade}/") if rule.may else []:
            number = number or {unit: index for index, unit in enumerate(units)}
            index = number.get(unit, -1)
            if index < 0 or not (reached[:, index] == code).any():
                continue
            text = Message("Is the grade {grade} withheld from {unit}?", grade=rule.grade, unit=unit)
            question = Question(f"grades/{rule.grade}/{unit}", text, (unit,), ("withhold",), open=False)
            if answers.ask(question) == "withhold":
                grades[:, index] = np.where(reached[:, index] == code, code + 1, grades[:, index])
    return grades, warnings


def prize_series(prizes: Sequence[Prize]) -> list[list[Prize]]:
    """The prizes that are given one after the other: those with the same end and the same condition."""
    series: dict[tuple[End, str], list[Prize]] = {}
    for prize in prizes:
        series.setdefault((prize.from_, "" if prize.among is None else str(prize.among)), []).append(prize)
    return list(series.values())


def admitted(plan: Plan, rule: Prize | Quota, columns: Columns, ranks: Array) -> Truth:
    """The ranked units that the condition of a prize or quota admits, (scenarios, units)."""
    has_rank = ranks > 0
    if rule.among is None:
        return Truth(has_rank, ~has_rank)
    found = condition(plan.resolve(rule.among), columns)
    return Truth(found.true & has_rank, found.false | ~has_rank)


def counted(plan: Plan, quota: Quota, columns: Columns, ranks: Array) -> Truth:
    """The units of which a quota's share is taken, (scenarios, units)."""
    if quota.share is None or quota.of == "assessed":
        return Truth(np.ones(ranks.shape, dtype=np.bool_), np.zeros(ranks.shape, dtype=np.bool_))
    if isinstance(quota.of, Expression):
        found = condition(plan.resolve(quota.of), columns)
        return Truth(np.broadcast_to(found.true, ranks.shape), np.broadcast_to(found.false, ranks.shape))
    return Truth(ranks > 0, ranks <= 0)


class _Placing:
    """Gives the places of prizes and quotas in the official scenario, group by group."""

    def __init__(
        self, plan: Plan, columns: Columns, standing: Standing, units: Sequence[str], answers: Answers
    ) -> None:
        self._plan = plan
        self._columns = columns
        self._standing = standing
        self._units = units
        self._answers = answers
        self._ranks = standing.ranks[0]

    def prizes(self, series: Sequence[Prize]) -> None:
        """Gives the prizes of one series."""
        slots = [prize.name for prize in series for _ in range(self._whole(f"prizes.{prize.name}.winners"))]
        among = admitted(self._plan, series[0], self._columns, self._standing.ranks)
        candidates = self._known(among, f"prizes.{series[0].name}.among")
        for prize in series:
            self._standing.prizes[prize.name] = []
        for group, members in self._groups():
            key = f"prizes/{series[0].name}"
            taken = self._take(key, slots, members & candidates, series[0].from_ is End.LAST)
            for prize in series:
                self._standing.prizes[prize.name].append(_places(group, prize.name, slots, taken))

    def quota(self, quota: Quota) -> None:
        """Gives the places of one quota."""
        rules = (self._plan, quota, self._columns, self._standing.ranks)
        candidates = self._known(admitted(*rules), f"quotas.{quota.name}.among")
        of = self._known(counted(*rules), f"quotas.{quota.name}.of")
        self._standing.quotas[quota.name] = []
        for group, members in self._groups():
            places = self._places(quota, group, int((members & of).sum()))
            slots = [quota.name] * places
            taken = self._take(f"quotas/{quota.name}", slots, members & candidates, False)
            self._standing.quotas[quota.name].append(_places(group, quota.name, slots, taken))

    def _whole(self, path: str) -> int:
        number = self._plan.number(path)
        return int(number.scaled[0, 0])

    def _groups(self) -> Iterator[tuple[str | None, Truths]]:
        groups = self._standing.groups
        if groups is None:
            yield None, np.ones(len(self._units), dtype=np.bool_)
            return
        for code in np.unique(groups.codes).tolist():
            yield groups.vocabulary[code], groups.codes == code

    def _known(self, found: Truth, path: str) -> Truths:
        """Where a condition holds; warns of each unit of which that is not known."""
        for index in np.flatnonzero(found.unknown[0]).tolist():
            what = Message("It is not known whether {unit} may be among {path}.", unit=self._units[index], path=path)
            place = Place(unit=self._units[index], path=path)
            self._standing.warnings.append(Problem("unknown-condition", what, place, severity=Severity.WARNING))
        holds: Truths = found.true[0]
        return holds

    def _places(self, quota: Quota, group: str | None, count: int) -> int:
        """How many places a quota has; a recorded decision may depart from the convention."""
        if quota.share is None:
            places = self._whole(f"quotas.{quota.name}.places")
        else:
            share = self._plan.number(f"quotas.{quota.name}.share").at((0, 0))
            places = int(rounded(share * Fixed(np.asarray(count), 0, count, count), 0, quota.rounding).scaled)
        if quota.about is None:
            return places
        about = self._whole(f"quotas.{quota.name}.about")
        options = tuple(str(number) for number in range(max(places - about, 0), places + about + 1))
        key = f"quotas/{quota.name}/places" + ("" if group is None else f"/{group}")
        text = Message("How many places has {quota}? The convention gives {places}.", quota=quota.name, places=places)
        answer = self._answers.ask(Question(key, text, (), options, open=False))
        return places if answer is None else int(str(answer))

    def _take(self, key: str, slots: Sequence[str], admitted: Truths, from_last: bool) -> list[tuple[int | None, str]]:
        """The slots that are taken, each with its unit, or None where tied units wait for a decision."""
        candidates = np.flatnonzero(admitted)
        ranks = -self._ranks[candidates] if from_last else self._ranks[candidates]
        sorting = np.argsort(ranks, kind="stable")
        order, ranks = candidates[sorting], ranks[sorting]
        taken: list[tuple[int | None, str]] = []
        start = 0
        while start < min(len(order), len(slots)):
            run = order[start : int(np.searchsorted(ranks, ranks[start], side="right"))]
            offered: list[str | None] = list(slots[start : start + len(run)])
            offered += [None] * (len(run) - len(offered))
            if len(set(offered)) > 1:
                in_order = self._tie(key, run.tolist(), [slot for slot in dict.fromkeys(offered) if slot is not None])
            else:
                in_order = run.tolist()
            taken += [(unit, slot) for unit, slot in zip(in_order, offered, strict=True) if slot is not None]
            start += len(run)
        return taken

    def _tie(self, key: str, run: Sequence[int], slots: Sequence[str]) -> Sequence[int | None]:
        """Tied units in the order that was decided; None for each where it was not."""
        question = tie_question(key, [self._units[index] for index in run], slots)
        answer = self._answers.ask(question)
        if not isinstance(answer, tuple):
            return [None] * len(run)
        by_name: Mapping[str, int] = dict(zip(question.units, run, strict=True))
        return [by_name[unit] for unit in answer]


def tie_question(key: str, tied: Sequence[str], slots: Sequence[str]) -> Question:
    """In which order tied units stand.

    Args:
        key: Names the series of prizes, or the quota.
        tied: The units, in the order of the data.
        slots: The prizes that they are tied for.
    """
    text = Message("{units} are tied for {slots}: in which order do they stand?", units=tuple(tied), slots=slots)
    return Question(f"{key}/{'+'.join(tied)}", text, tuple(tied), tuple(tied), ordered=True)


def _places(group: str | None, name: str, slots: Sequence[str], taken: Sequence[tuple[int | None, str]]) -> Places:
    """What became of the places of one prize or quota."""
    units = tuple(unit for unit, slot in taken if slot == name and unit is not None)
    doubtful = sum(1 for unit, slot in taken if slot == name and unit is None)
    return Places(group, slots.count(name), units, doubtful)
