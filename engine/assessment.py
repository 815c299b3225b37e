"""The one door: a ruleset and the data of a cycle in, an assessment out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engine import standing as places
from engine.columns import Columns
from engine.consequences import Effected, InForce, decide, effects, replaced, unknown_conditions
from engine.cycle import assessed_period
from engine.data import Data
from engine.decimals import as_written
from engine.decision import Decision, Decisions, Question
from engine.expression.evaluation import Numbers, Truth, truth
from engine.fixed import Fixed, Truths
from engine.history import History
from engine.inference import disagreements, second_opinion
from engine.message import Message
from engine.plan import Plan
from engine.preparation import Inputs, place_of, prepare, scored
from engine.problem import Place, Problem, Problems, Severity
from engine.ruleset import Ruleset
from engine.scoring import Scores
from engine.standing import Standing
from engine.targets import TargetState, target_states

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Assessment:
    """The result of one cycle, with all that explains it.

    Attributes:
        inputs: What it was made from.
        plan: What was computed.
        reported: All units of the data.
        units: The complete ones, in the order of the data.
        columns: Everything that is known of them, results included, (1, units).
        applies: Where a measure or formula applies, for those that somewhere do not, (units,).
        scores: Points, adjustments, corrections, totals.
        standing: Grades, ranks, prizes, quotas.
        decided: Which consequences are in force.
        effects: The effects on each unit.
        targets: How each unit stands to each target.
        questions: Open decisions.
        decisions: The recorded decisions that were applied.
        left_out: The recorded decisions that a hypothetical run has no use for; none in an official one.
        warnings: What a reader must know.
        problems: What is wrong with the data.
        second_opinion: ``agreed``, or ``unavailable`` where durable-rules is.
    """

    inputs: Inputs
    plan: Plan
    reported: tuple[str, ...]
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
    left_out: tuple[Decision, ...]
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

    def place(self, unit: str) -> int:
        """The place of a unit in the columns.

        Raises:
            Problems: it is not scored, and why; or there is none of this name.
        """
        return place_of(unit, self.units, self.reported, self.problems)

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
    hypothetical: bool = False,
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
        hypothetical: Whether other rules or data are only tried out: decisions that answer no question of this run
            are left out then, and named, instead of refusing it.

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
    prepared = prepare(inputs)
    plan, units, answers = prepared.plan, prepared.units, prepared.answers
    scores = scored(prepared)
    columns = prepared.after(scores)
    standing = places.stand(plan, scores, columns, units, answers)
    columns = columns.adding(
        places.standing_columns(plan, standing),
        prizes=_awarded(standing.prizes, len(units)),
        quotas=_awarded(standing.quotas, len(units)),
    )
    decided = decide(plan, columns, (1, len(units)))
    opinion = _second_opinion(plan, columns, decided, units) if ask_second_opinion else "not asked"
    brought = effects(plan, decided, units, inputs.period, answers)
    targets = target_states(plan, columns, len(units), inputs.period)
    warnings = [*prepared.warnings, *standing.warnings, *unknown_conditions(decided, units), *_not_made(scores, units)]
    warnings += [*prepared.retrospect.warnings, *prepared.retrospect.unread(prepared.reported)]
    if faults := list(answers.problems if hypothetical else [*answers.problems, *answers.unfit, *answers.unasked()]):
        raise Problems(faults)
    return Assessment(
        inputs=inputs,
        plan=plan,
        reported=prepared.reported,
        units=units,
        columns=columns,
        applies=prepared.applies,
        scores=scores,
        standing=standing,
        decided=decided,
        effects=brought,
        targets=targets,
        questions=tuple(answers.open_questions),
        decisions=tuple(answers.applied),
        left_out=answers.not_applied,
        warnings=tuple(dict.fromkeys(warnings)),
        problems=prepared.problems,
        second_opinion=opinion,
    )


def _second_opinion(plan: Plan, columns: Columns, decided: InForce, units: Sequence[str]) -> str:
    """Has durable-rules infer the same.

    Raises:
        Problems: the two engines differ.
    """
    conditions = {rule.name: rule.when for rule in plan.consequences}
    opinion = second_opinion(
        conditions, {rule.name: rule.instead_of for rule in plan.consequences}, columns, len(units)
    )
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
