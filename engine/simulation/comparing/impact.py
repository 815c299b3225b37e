"""Impact: what becomes of each unit when other rules, or other data, take the place of those of a cycle."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from engine.decision import Question
from engine.message import Message
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems
from engine.ruleset.effects import EffectBase
from engine.simulation.comparing.fortune import Fortune, fortunes
from engine.simulation.comparing.kendall import Kendall, kendall
from engine.simulation.comparing.levels import Levels, Movement, movement
from engine.simulation.study import Provenance, Study, hypothetical
from engine.simulation.variants import Outcomes, outcomes


@dataclass(frozen=True)
class Standings:
    """A cycle under one set of rules and data.

    Attributes:
        ruleset_digest: Of the ruleset.
        data_digest: Of the data.
        units: What becomes of each unit that is scored.
        not_scored: The units that are not.
        problems: Why they are not.
        grades: The grades, highest first.
        effects: What each consequence brings.
        money: What all prizes come to; open ties do not change it.
        places: How many places each quota has.
        questions: What people would have to decide.
        left_out: The recorded decisions that no longer answer a question.
    """

    ruleset_digest: str
    data_digest: str
    units: Mapping[str, Fortune]
    not_scored: tuple[str, ...]
    problems: tuple[Problem, ...]
    grades: tuple[str, ...]
    effects: Mapping[str, tuple[EffectBase, ...]]
    money: Decimal
    places: Mapping[str, int]
    questions: tuple[Question, ...]
    left_out: tuple[str, ...]

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "ruleset_digest": self.ruleset_digest,
            "data_digest": self.data_digest,
            "not_scored": list(self.not_scored),
            "problems": [str(problem) for problem in self.problems],
            "prize_money": f"{self.money:f}",
            "places": dict(self.places),
            "open_decisions": [question.key for question in self.questions],
            "decisions_left_out": list(self.left_out),
        }


def standings(prepared: Prepared) -> Standings:
    """A cycle scored, as it would be decided today.

    Raises:
        Problems: the scheme does not assess the period, or its effects contradict each other.
    """
    found, run = outcomes(prepared), hypothetical(prepared.inputs)
    scored = set(prepared.units)
    return Standings(
        ruleset_digest=prepared.inputs.ruleset.digest,
        data_digest=prepared.inputs.data.digest,
        units=fortunes(prepared, found),
        not_scored=tuple(unit for unit in prepared.reported if unit not in scored),
        problems=prepared.problems,
        grades=tuple(rule.grade for rule in prepared.inputs.ruleset.grades),
        effects={rule.name: rule.rule.then for rule in prepared.plan.consequences},
        money=money_of(found),
        places={name: int(places[0]) for name, places in found.awards.places.items()},
        questions=run.questions,
        left_out=tuple(decision.question for decision in run.left_out),
    )


def money_of(found: Outcomes, scenario: int = 0) -> Decimal:
    """What all prizes of a variant come to."""
    money = found.awards.money
    return Decimal(money.at(scenario).texts()[0])


@dataclass(frozen=True)
class Change:
    """One unit before and after; on one side None where it is scored only once."""

    unit: str
    before: Fortune | None
    after: Fortune | None

    @property
    def same(self) -> bool:
        """Whether nothing at all has changed."""
        return self.before == self.after

    @property
    def points_alone(self) -> bool:
        """Whether its total has changed, and nothing else."""
        if self.before is None or self.after is None or self.same:
            return False
        return replace(self.before, total=self.after.total) == self.after

    @property
    def points(self) -> Decimal | None:
        """How many points more it has."""
        return None if self.before is None or self.after is None else self.after.total - self.before.total

    @property
    def places(self) -> int | None:
        """How many places it has gone up, or down; None where it is ranked once only, or in another group."""
        old, new = self.before, self.after
        if old is None or new is None or old.rank is None or new.rank is None or old.group != new.group:
            return None
        return old.rank - new.rank

    def lost(self, kind: str) -> tuple[str, ...]:
        """The ``prizes``, ``quotas`` or ``consequences`` that it surely had and surely has no longer."""
        return _without(_held(self.before, kind, "sure"), _held(self.after, kind, "possible"))

    def gained(self, kind: str) -> tuple[str, ...]:
        """Those that it surely has and could not have before."""
        return _without(_held(self.after, kind, "sure"), _held(self.before, kind, "possible"))

    def in_doubt(self, kind: str) -> tuple[str, ...]:
        """Those that it may have now, or may lose, as a tie is decided."""
        opened = _held(self.after, kind, "open")
        settled = _without(_held(self.before, kind, "open"), opened)
        return _without(opened, _held(self.before, kind, "open")) + settled


def _held(side: Fortune | None, kind: str, how: str) -> tuple[str, ...]:
    if side is None:
        return ()
    names: tuple[str, ...] = getattr(getattr(side, kind), how)
    return names


def _without(some: Iterable[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in some if name not in others)


@dataclass(frozen=True)
class Comparison:
    """A cycle before and after a scenario.

    Attributes:
        scenario: Its name.
        before: As it is.
        after: Under the scenario.
    """

    scenario: str
    before: Standings
    after: Standings

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """All units: those scored before in rank order, then those scored only after."""
        old, new = self.before.units, self.after.units
        ordered = [*in_rank_order(old), *(unit for unit in in_rank_order(new) if unit not in old)]
        return tuple(Change(unit, old.get(unit), new.get(unit)) for unit in ordered)

    @cached_property
    def both(self) -> tuple[tuple[Fortune, Fortune], ...]:
        """The units that are scored both times."""
        return tuple(
            (each.before, each.after) for each in self.changes if each.before is not None and each.after is not None
        )

    @cached_property
    def levels(self) -> Levels:
        """The grades of both."""
        return Levels(self.before.grades, self.after.grades)

    @cached_property
    def by_rank(self) -> Mapping[Movement, int]:
        """How many units, of those scored both times, went up, down, stayed, or cannot be compared."""
        moved = Counter(
            movement(each.places) for each in self.changes if each.before is not None and each.after is not None
        )
        return {each: moved[each] for each in Movement}

    @cached_property
    def by_grade(self) -> Mapping[Movement, int]:
        """The same by grade."""
        moved = Counter(self.levels.movement(old.grade, new.grade) for old, new in self.both)
        return {each: moved[each] for each in Movement}

    @cached_property
    def transitions(self) -> tuple[tuple[int, ...], ...]:
        """How many units went from the grade of the row to that of the column; both as in `levels`."""
        pairs = Counter((old.grade, new.grade) for old, new in self.both)
        return tuple(tuple(pairs[row, each] for each in self.levels.names) for row in self.levels.names)

    @property
    def asked_anew(self) -> tuple[Question, ...]:
        """What people would have to decide, and need not now."""
        asked = {question.key for question in self.before.questions}
        return tuple(question for question in self.after.questions if question.key not in asked)

    @cached_property
    def reworded(self) -> tuple[str, ...]:
        """The consequences that bring something else than before, of those that are in force for some unit."""
        old, new = self.before.effects, self.after.effects
        in_force = {name for _, after in self.both for name in after.consequences.possible}
        return tuple(name for name in new if name in in_force and name in old and new[name] != old[name])

    @cached_property
    def agreement(self) -> Kendall:
        """How far the two orders of totals agree."""
        return kendall([old.total for old, _ in self.both], [new.total for _, new in self.both])

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "scenario": self.scenario,
            **self.after.as_plain(),
            "by_rank": {each.value: count for each, count in self.by_rank.items()},
            "by_grade": {each.value: count for each, count in self.by_grade.items()},
            "grades": list(self.levels.names),
            "transitions": [list(row) for row in self.transitions],
            "kendall_tau_b": {"tau": self.agreement.tau, **vars(self.agreement)},
            "consequences_with_other_effects": list(self.reworded),
            "units": [
                {
                    "unit": each.unit,
                    "points": None if each.points is None else f"{each.points:f}",
                    "places": each.places,
                    "before": None if each.before is None else each.before.as_plain(),
                    "after": None if each.after is None else each.after.as_plain(),
                }
                for each in self.changes
            ],
        }


def in_rank_order(units: Mapping[str, Fortune]) -> list[str]:
    """The units by rank, group by group, unranked ones at the end."""

    def place(unit: str) -> tuple[bool, str, int]:
        each = units[unit]
        return each.rank is None, each.group or "", each.rank or 0

    return sorted(units, key=place)


@dataclass(frozen=True)
class Impact(Study):
    """What each scenario makes of a cycle.

    Attributes:
        provenance: The cycle that it starts from.
        before: The cycle as it is.
        comparisons: One for each scenario.
    """

    analysis: ClassVar[str] = "impact"
    before: Standings
    comparisons: tuple[Comparison, ...]

    def findings(self) -> dict[str, Any]:
        """Each scenario with every unit before and after."""
        return {"before": self.before.as_plain(), "scenarios": [each.as_plain() for each in self.comparisons]}


def impact(before: Prepared, after: Mapping[str, Prepared]) -> Impact:
    """What each scenario makes of a cycle.

    Args:
        before: The cycle as it is.
        after: The cycle under each scenario, by the scenario's name.

    Raises:
        Problems: a scheme does not assess the period, its effects contradict each other, or it can score no unit.
    """
    nominal = standings(before)
    comparisons = tuple(Comparison(name, nominal, standings(each)) for name, each in after.items())
    if nobody := [each for each in comparisons if nominal.units and not each.after.units]:
        raise Problems(problem for each in nobody for problem in _nobody(each))
    return Impact(Provenance.of(before), nominal, comparisons)


_MOST_REASONS = 3


def _nobody(found: Comparison) -> Iterator[Problem]:
    """The refusal of a scenario under which no unit is left, with its first reasons."""
    what = Message("Under {scenario} not one unit can be scored.", scenario=found.scenario)
    mend = Message("The data of the result must hold all that the rules of the scenario name.")
    yield Problem("simulate-nobody", what, Place(file=found.scenario), mend=mend)
    yield from found.after.problems[:_MOST_REASONS]
