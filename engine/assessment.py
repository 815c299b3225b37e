"""The one door: a ruleset and the data of a cycle in, an assessment out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine import standing as places
from engine.columns import Columns
from engine.completeness import incomplete, without_peers
from engine.consequences import Effected, InForce, decide, effects, replaced, unknown_conditions
from engine.cycle import assessed_period
from engine.data import Data
from engine.decimals import as_written
from engine.decision import Answers, Decision, Decisions, Question
from engine.expression import tree
from engine.expression.evaluation import Numbers, Texts, Truth, Value, truth
from engine.fixed import ZERO, Fixed, Truths, fixed
from engine.formulas import Values, evaluate_formulas
from engine.history import History, is_number
from engine.inference import disagreements, second_opinion
from engine.measurement import measure
from engine.measures import Measures
from engine.message import Message
from engine.period import Period
from engine.plan import Plan, compile_plan
from engine.problem import Place, Problem, Problems, Severity
from engine.retrospect import Retrospect
from engine.ruleset import Ruleset
from engine.scoring import Scores, score, scored_by_total
from engine.standing import Standing
from engine.targets import TargetState, target_states

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Inputs:
    """All that an assessment was made from."""

    ruleset: Ruleset
    data: Data
    history: History
    decisions: Decisions
    period: Period
    totals: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Assessment:
    """The result of one cycle, with all that explains it.

    Attributes:
        inputs: What it was made from.
        plan: What was computed.
        units: The complete units, in the order of the data.
        columns: Everything that is known of them, results included, (1, units).
        applies: Where a measure or formula applies, for those that somewhere do not, (units,).
        scores: Points, adjustments, corrections, totals.
        standing: Grades, ranks, prizes, quotas.
        decided: Which consequences are in force.
        effects: The effects on each unit.
        targets: How each unit stands to each target.
        questions: Open decisions.
        decisions: The recorded decisions that were applied.
        warnings: What a reader must know.
        problems: What is wrong with the data.
        second_opinion: ``agreed``, or ``unavailable`` where durable-rules is.
    """

    inputs: Inputs
    plan: Plan
    units: tuple[str, ...]
    columns: Columns
    applies: Mapping[str, Truths]
    scores: Scores
    standing: Standing
    decided: InForce
    effects: Sequence[Sequence[Effected]]
    targets: Sequence[Sequence[TargetState]]
    questions: tuple[Question, ...]
    decisions: tuple[Decision, ...]
    warnings: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    second_opinion: str

    @property
    def provisional(self) -> bool:
        """Whether some unit could not be scored."""
        return bool(self.problems)

    @property
    def final(self) -> bool:
        """Whether the result could be finalised: all units are scored, no decision is open."""
        return not self.provisional and not self.questions

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each complete unit in the columns."""
        return {unit: index for index, unit in enumerate(self.units)}

    @cached_property
    def in_rank_order(self) -> Sequence[int]:
        """The units by rank, group by group, unranked ones at the end."""
        ranks = self.standing.ranks[0].astype(np.int64)
        groups = self.standing.groups
        codes = np.zeros(len(self.units), dtype=np.int64) if groups is None else groups.codes
        order = np.lexsort((np.where(ranks > 0, ranks, len(ranks) + 1), codes, ranks == 0))
        return [int(index) for index in order]

    def total(self, unit: int) -> str:
        """A unit's total as written."""
        return cell(self.scores.total, unit)

    def grade(self, unit: int) -> str:
        """A unit's grade."""
        return self.inputs.ruleset.grades[int(self.standing.grades[0, unit])].grade

    def rank(self, unit: int) -> int | None:
        """A unit's rank, if it has one."""
        return int(self.standing.ranks[0, unit]) or None

    def points(self, unit: int) -> dict[str, str]:
        """A unit's points by indicator; those that do not exist for it are left out."""
        scores = self.scores
        return {
            name: cell(column, unit)
            for name, column in scores.points.items()
            if name not in scores.exists or scores.exists[name][0, unit]
        }

    def adjustments(self, unit: int) -> dict[str, str]:
        """The bonuses and deductions that were made."""
        made = self.scores.made
        return {name: cell(column, unit) for name, column in self.scores.adjustments.items() if made[name][0, unit]}

    def corrections(self, unit: int) -> dict[str, str]:
        """The caps, clamps and declared roundings that changed something."""
        corrections = self.scores.corrections
        return {name: cell(column, unit) for name, column in corrections.items() if column.scaled[0, unit]}

    def formulas(self, unit: int) -> dict[str, str | None]:
        """The formulas' values; None where one has none."""
        found: dict[str, str | None] = {}
        for formula in self.plan.formulas:
            value = self.columns.plain[formula.name]
            assert isinstance(value, Numbers)
            assert isinstance(value.values, Fixed)
            shape = (1, len(self.units))
            known = value.known is None or bool(np.broadcast_to(value.known, shape)[0, unit])
            scaled = int(np.broadcast_to(value.values.scaled, shape)[0, unit])
            found[formula.name] = as_written(scaled, value.values.decimals) if known else None
        return found

    def replaced(self, unit: int) -> dict[str, list[str]]:
        """The consequences that fired and were replaced, with those that replace them."""
        return replaced(self.plan, self.decided, unit)

    def to_frame(self) -> "pandas.DataFrame":
        """The result as a table for analysis: a row a unit in rank order; exact numbers as decimals.

        Returns:
            Columns ``unit``, one per indicator, ``total``, ``grade``, ``rank``.
        """
        import pandas

        rows = []
        for unit in self.in_rank_order:
            points = {name: Decimal(text) for name, text in self.points(unit).items()}
            total, rank = Decimal(self.total(unit)), self.rank(unit)
            rows.append({"unit": self.units[unit], **points, "total": total, "grade": self.grade(unit), "rank": rank})
        columns = ["unit", *self.scores.points, "total", "grade", "rank"]
        return pandas.DataFrame(rows, columns=columns).astype({"rank": "Int64"})


def cell(column: Fixed, unit: int) -> str:
    """One unit's number of the official scenario, as written."""
    return as_written(int(column.scaled[0, unit]), column.decimals)


def assess(
    ruleset: Ruleset,
    data: Data,
    history: History | None = None,
    decisions: Decisions | None = None,
    *,
    period: str,
    totals: Mapping[str, str] | None = None,
    ask_second_opinion: bool = True,
) -> Assessment:
    """Scores a cycle, and decides what follows.

    Args:
        ruleset: The scheme.
        data: What was reported.
        history: What earlier periods recorded.
        decisions: What people decided where the scheme leaves a choice.
        period: The cycle's period, such as ``2016``.
        totals: Totals by unit, for trying out rules without indicators; measures may then be absent.
        ask_second_opinion: Whether durable-rules infers the consequences as well; official runs do.

    Returns:
        The assessment; where data are faulty it is provisional and tells of each problem.

    Raises:
        Problems: the period is not the scheme's, decisions answer nothing, effects are incompatible,
            or the two engines differ.
        SecondOpinionFailed: durable-rules is there and gave no answer.
    """
    inputs = Inputs(
        ruleset, data, history or History(), decisions or Decisions(), assessed_period(ruleset, period), totals
    )
    return _Run(inputs).assessment(ask_second_opinion)


class _Run:
    """One run through the stages, from the data to the consequences."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._plan = compile_plan(inputs.ruleset)
        self._answers = Answers(inputs.decisions)
        self._warnings: list[Problem] = []

    def assessment(self, ask_second_opinion: bool) -> Assessment:
        """The whole way."""
        inputs, plan = self._inputs, self._plan
        measured = measure(inputs.ruleset, inputs.data, totals_given=inputs.totals is not None)
        self._warnings += [each for each in measured.problems if each.severity is not Severity.ERROR]
        problems = [each for each in measured.problems if each.severity is Severity.ERROR]
        sound = _complete(measured.measures.units, problems)
        values, retrospect = self._values(measured.measures, sound)
        problems += values.problems
        if inputs.totals is None:
            problems += incomplete(plan, values, measured.measures.units, sound)
        else:
            problems += _without_total(measured.measures.units, inputs.totals)
        complete = _complete(measured.measures.units, problems)
        if inputs.totals is None:
            groups = self._groups(values.columns)
            problems += without_peers(plan, values, measured.measures.units, groups, complete)
            complete = _complete(measured.measures.units, problems)
        units = tuple(unit for unit, whole in zip(measured.measures.units, complete, strict=True) if whole)
        columns = values.columns.pick(complete)
        retrospect = replace(retrospect, units=units, _pasts={})
        columns = columns.adding(previous=self._previous(retrospect, complete[complete], everywhere=True))
        applies = {name: mask[complete] for name, mask in values.applies.items()}
        scores = self._scores(columns, applies, units)
        columns = replace(
            columns.adding(_result_columns(scores), points=self._points(scores, len(units))), counter=retrospect.count
        )
        standing = places.stand(plan, scores, columns, units, self._answers)
        columns = columns.adding(
            {"grade": places.grade_column(plan, standing.grades), **places.rank_columns(standing.ranks, standing.last)},
            prizes=_awarded(standing.prizes, len(units)),
            quotas=_awarded(standing.quotas, len(units)),
        )
        decided = decide(plan, columns, (1, len(units)))
        opinion = self._second_opinion(columns, decided, units) if ask_second_opinion else "not asked"
        brought = effects(plan, decided, units, inputs.period, self._answers)
        targets = target_states(plan, columns, len(units), inputs.period)
        self._warnings += [*standing.warnings, *unknown_conditions(decided, units), *_not_made(scores, units)]
        self._warnings += [*retrospect.warnings, *retrospect.unread(measured.measures.units)]
        if faults := [*self._answers.problems, *self._answers.unasked()]:
            raise Problems(faults)
        return Assessment(
            inputs=inputs,
            plan=plan,
            units=units,
            columns=columns,
            applies=applies,
            scores=scores,
            standing=standing,
            decided=decided,
            effects=brought,
            targets=targets,
            questions=tuple(self._answers.open_questions),
            decisions=tuple(self._answers.applied),
            warnings=tuple(dict.fromkeys(self._warnings)),
            problems=tuple(problems),
            second_opinion=opinion,
        )

    def _values(self, measures: Measures, sound: Truths) -> tuple[Values, Retrospect]:
        """Formulas and parameters over what was reported; earlier values where formulas or indicators need them."""
        inputs = self._inputs
        retrospect = Retrospect(inputs.ruleset, inputs.history, inputs.period, measures.units, self._answers)
        if inputs.totals is not None:
            unknown = Numbers(ZERO, np.zeros(len(measures.units), dtype=np.bool_))
            measures = replace(measures, values={**dict.fromkeys(inputs.ruleset.measures, unknown), **measures.values})
        previous = self._previous(retrospect, sound, everywhere=False)
        return evaluate_formulas(self._plan, measures, previous, sound, inputs.period, self._answers), retrospect

    def _previous(self, retrospect: Retrospect, readers: Truths, *, everywhere: bool) -> dict[str, Value]:
        """``previous.x`` for each x that is named: anywhere, or only where incomplete units are looked at too."""
        plan = self._plan
        early: list[tree.Expression] = [each.value for each in plan.formulas if each.value is not None]
        early += [each for indicator in plan.indicators for each in indicator.expressions()]
        named = {each.name for expression in early for each in tree.members(expression) if each.family == "previous"}
        if everywhere:
            named |= set(plan.previous_names)
        return {name: retrospect.previous(name, readers) for name in sorted(named)}

    def _groups(self, columns: Columns) -> Texts | None:
        within = self._inputs.ruleset.ranking.within
        if within is None:
            return None
        groups = columns.plain[within]
        assert isinstance(groups, Texts)
        return groups

    def _scores(self, columns: Columns, applies: Mapping[str, Truths], units: tuple[str, ...]) -> Scores:
        if self._inputs.totals is not None:
            totals = fixed(*(self._inputs.totals[unit] for unit in units), shape=(1, len(units)))
            return scored_by_total(self._plan, columns, totals)
        return score(self._plan, columns, applies, self._groups(columns), len(units))

    def _points(self, scores: Scores, units: int) -> dict[str, Value]:
        """``points.x`` as expressions see them; unknown where an indicator does not exist or totals are given."""
        unknown = Numbers(ZERO, np.zeros((1, units), dtype=np.bool_))
        absent: dict[str, Value] = {indicator.name: unknown for indicator in self._plan.indicators}
        return absent | {name: Numbers(column, scores.exists.get(name)) for name, column in scores.points.items()}

    def _second_opinion(self, columns: Columns, decided: InForce, units: Sequence[str]) -> str:
        """Has durable-rules infer the same.

        Raises:
            Problems: the two engines differ.
        """
        rules = self._plan.consequences
        conditions = {rule.name: rule.when for rule in rules}
        opinion = second_opinion(conditions, {rule.name: rule.instead_of for rule in rules}, columns, len(units))
        differing = [
            Problem(
                "engines-differ",
                Message(
                    "The two engines differ on {rule} for {unit}; the run is refused.",
                    rule=each.rule,
                    unit=units[each.unit],
                ),
                Place(unit=units[each.unit], path=f"consequences.{each.rule}"),
            )
            for each in disagreements(opinion, decided.in_force)
        ]
        if differing:
            raise Problems(differing)
        return "unavailable" if opinion.in_force is None else "agreed"


def _without_total(units: Iterable[str], totals: Mapping[str, str]) -> Iterable[Problem]:
    """Units whose total is not given, or is no number."""
    for unit in units:
        if unit not in totals:
            yield Problem("total-missing", Message("{unit} has no total.", unit=unit), Place(unit=unit))
        elif not is_number(totals[unit]):
            what = Message("The total of {unit} is no number.", unit=unit)
            yield Problem("total-not-a-number", what, Place(unit=unit), totals[unit], Message("a number"))


def _complete(units: Sequence[str], problems: Iterable[Problem]) -> Truths:
    """The units that no problem concerns; a problem that names no unit concerns all."""
    named = {None if problem.place.unit is None else problem.place.unit.strip() for problem in problems}
    if None in named:
        return np.zeros(len(units), dtype=np.bool_)
    return np.array([unit not in named for unit in units], dtype=np.bool_)


def _result_columns(scores: Scores) -> dict[str, Value]:
    return {"total": Numbers(scores.total)}


def _awarded(awards: Mapping[str, Sequence[places.Places]], units: int) -> dict[str, Truth]:
    """Which units have a prize or quota, (1, units)."""
    found = {}
    for name, given in awards.items():
        holds = np.zeros((1, units), dtype=np.bool_)
        holds[0, [unit for each in given for unit in each.units]] = True
        found[name] = truth(holds)
    return found


def _not_made(scores: Scores, units: Sequence[str]) -> Iterable[Problem]:
    """Adjustments that could not be made, because it is not known whether or by how much."""
    for name, unknown in scores.unknown.items():
        for index in np.flatnonzero(unknown[0]).tolist():
            what = Message("{adjustment} was not made for {unit}: it is not known.", adjustment=name, unit=units[index])
            place = Place(unit=units[index], path=f"adjustments.{name}")
            yield Problem("adjustment-not-made", what, place, severity=Severity.WARNING)
