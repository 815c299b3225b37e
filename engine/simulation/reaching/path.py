"""What it would take for a unit to reach a grade, rank or prize: the cheapest changes of its measures, re-scored.

The points of every value of a measure are tabulated by the engine's own methods, and one value is chosen for each so
that the costs are least and the total reaches the goal. The way found is then put into the data and scored anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np

from engine.decimals import as_written
from engine.decision import Answers
from engine.message import Message
from engine.preparation import Prepared, prepare
from engine.problem import Place, Problem, Problems
from engine.simulation.edits import applied
from engine.simulation.reaching.efforts import Efforts
from engine.simulation.reaching.goals import Goal, ToPrize, stood
from engine.simulation.reaching.levers import Held, scaled_values
from engine.simulation.reaching.options import filled
from engine.simulation.reaching.ways import Move, Ways, ways
from engine.simulation.scenario import Scenario, Step
from engine.simulation.study import Provenance, Study
from engine.simulation.variants import outcomes


class Answer(StrEnum):
    """What came of the search."""

    FOUND = "found"
    THERE = "there"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Stand:
    """Where a unit stands.

    Attributes:
        total: Its total.
        grade: Its grade.
        rank: Its rank; None where it has none.
        prizes: The prizes that it has, however open ties are decided.
        open: Those that hang on an open tie.
    """

    total: str
    grade: str
    rank: int | None
    prizes: tuple[str, ...]
    open: tuple[str, ...]

    def as_plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {**vars(self), "prizes": list(self.prizes), "open": list(self.open)}


@dataclass(frozen=True)
class Change:
    """One measure that is changed.

    Attributes:
        measure: Its name.
        unit: Its unit of measure.
        now: Its value.
        to: The value that it is brought to.
        change: The difference.
        effort: What that costs.
        points: By how much the total rises when this change follows those above it.
    """

    measure: str
    unit: str
    now: str
    to: str
    change: str
    effort: str
    points: str


@dataclass(frozen=True)
class Price:
    """What one step of a measure costs.

    Attributes:
        measure: Its name.
        step: The step.
        effort: Its cost.
        usual: Whether that is the usual price, for want of another one.
    """

    measure: str
    step: str
    effort: str
    usual: bool


@dataclass(frozen=True)
class Path(Study):
    """The way of one unit to a goal.

    Attributes:
        unit: Its name.
        goal: What is to be reached, in words.
        answer: Whether there is a way.
        before: Where it stands.
        after: Where it stands at the end of the way.
        changes: The way.
        effort: What it costs altogether.
        needed: The least total that reaches the goal; None: none does, whatever it is.
        most: The greatest total within reach; where there is no way.
        because: Why none does.
        prices: What steps cost.
        held: The measures that stayed as they are, and why.
        level: Whether equal totals were left out of account, so that the way leads clear of every other unit.
    """

    analysis: ClassVar[str] = "path"
    unit: str
    goal: Message
    answer: Answer
    before: Stand
    after: Stand | None = None
    changes: tuple[Change, ...] = ()
    effort: str = "0"
    needed: str | None = None
    most: str | None = None
    because: tuple[Message, ...] = ()
    prices: tuple[Price, ...] = ()
    held: tuple[Held, ...] = ()
    level: bool = False

    def findings(self) -> dict[str, Any]:
        """What was found; exact numbers are text."""
        return {
            "unit": self.unit,
            "goal": str(self.goal),
            "answer": self.answer.value,
            "before": self.before.as_plain(),
            "after": None if self.after is None else self.after.as_plain(),
            "changes": [vars(each) for each in self.changes],
            "effort": self.effort,
            "needed": self.needed,
            "most": self.most,
            "because": [str(each) for each in self.because],
            "prices": [vars(each) for each in self.prices],
            "held": [{"measure": each.measure, "reason": str(each.reason)} for each in self.held],
            "level_left_out": self.level,
        }


def path(prepared: Prepared, name: str, goal: Goal, efforts: Efforts | None = None) -> Path:
    """The cheapest way of a unit to a goal; its peers' data stay as they are.

    Args:
        prepared: The cycle.
        name: The unit.
        goal: What it is to reach.
        efforts: What may change, and at what cost.

    Raises:
        Problems: there is no such unit, the efforts are not in order, the solver came to no end, or the re-score
            does not confirm the way.
    """
    unit = place_of(prepared, name)
    found = Path(Provenance.of(prepared), name, goal.told, Answer.THERE, stand(prepared, unit))
    if goal.reached(stood(prepared, 1, {}), unit)[0]:
        return found
    around = ways(prepared, unit, goal, efforts or Efforts())
    found = replace(found, prices=_prices(around), held=around.held, level=around.level)
    decimals = around.frame.decimals
    if around.needed is None:
        because = tuple(_because(prepared, unit, goal, around.top))
        return replace(found, answer=Answer.IMPOSSIBLE, because=because)
    found = replace(found, needed=as_written(around.needed, decimals))
    way = around.cheapest()
    if way is None:
        return replace(found, answer=Answer.IMPOSSIBLE, most=as_written(around.highest(), decimals))
    reached = _confirmed(prepared, unit, goal, way.moves, as_written(way.total, decimals))
    changes = tuple(_changes(prepared, unit, way.moves))
    effort = _shown(sum((move.effort for move in way.moves), Decimal(0)))
    return replace(found, answer=Answer.FOUND, after=reached, changes=changes, effort=effort)


def place_of(prepared: Prepared, name: str) -> int:
    """The place of a unit in the columns.

    Raises:
        Problems: it is not scored; says why; there is none of this name; or only totals are known of the units.
    """
    if prepared.inputs.totals is not None:
        what = Message("Only the totals of the units are known; there is nothing that could change.")
        raise Problems([Problem("path-totals-only", what)])
    return prepared.place(name)


def stand(prepared: Prepared, unit: int) -> Stand:
    """Where a unit stands in a cycle as it is."""
    found = outcomes(prepared)
    prizes = found.awards.prizes
    return Stand(
        total=as_written(int(found.total.scaled[0, unit]), found.total.decimals),
        grade=prepared.inputs.ruleset.grades[int(found.grades[0, unit])].grade,
        rank=int(found.ranks[0, unit]) or None,
        prizes=tuple(name for name, award in prizes.items() if award.sure[0, unit]),
        open=tuple(name for name, award in prizes.items() if award.possible[0, unit] and not award.sure[0, unit]),
    )


def _confirmed(prepared: Prepared, unit: int, goal: Goal, moves: Sequence[Move], total: str) -> Stand:
    """Where the unit stands when the data are changed and everything is scored anew.

    Raises:
        Problems: not where it should.
    """
    name = prepared.units[unit]
    cells = {(name, move.measure): as_written(move.to, move.decimals) for move in moves}
    ruleset, data = applied(
        Scenario("path", (Step("path", cells=cells),)), prepared.inputs.ruleset, prepared.inputs.data
    )
    again = prepare(replace(prepared.inputs, ruleset=ruleset, data=data))
    reached = stand(again, place_of(again, name))
    holds = goal.reached(stood(again, 1, {}), again.units.index(name))[0]
    if reached.total != total or not holds:
        what = Message("The way that was found does not lead to the goal when everything is scored anew.")
        where = Message("a total of {total}, and the goal", total=total)
        raise Problems([Problem("path-not-confirmed", what, Place(unit=name), reached.total, where)])
    return reached


def _changes(prepared: Prepared, unit: int, moves: Sequence[Move]) -> Iterable[Change]:
    """The changes one after the other, with what each adds to the total after those before it."""
    totals = _totals_on_the_way(prepared, unit, moves)
    for move, (before, after) in zip(moves, pairwise(totals), strict=True):
        yield Change(
            measure=move.measure,
            unit=prepared.inputs.ruleset.measures[move.measure].unit,
            now=as_written(move.now, move.decimals),
            to=as_written(move.to, move.decimals),
            change=as_written(move.to - move.now, move.decimals),
            effort=_shown(move.effort),
            points=_decimal(after - before),
        )


def _totals_on_the_way(prepared: Prepared, unit: int, moves: Sequence[Move]) -> list[Fraction]:
    count = len(moves) + 1
    measures = {}
    for place, move in enumerate(moves):
        column = scaled_values(prepared, move.measure)
        scaled = np.repeat(column.scaled.astype(np.int64)[None, :], count, axis=0)
        scaled[place + 1 :, unit] = move.to
        measures[move.measure] = filled(column, scaled)
    return stood(prepared, count, measures).scores.total.at((slice(None), unit)).fractions()


def _decimal(number: Fraction) -> str:
    """A number of finitely many decimals, at least two of them."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    places = max(2, -int(exact.normalize().as_tuple().exponent))
    return f"{exact:.{places}f}"


def _shown(effort: Decimal) -> str:
    return f"{effort.normalize():f}"


def _prices(around: Ways) -> tuple[Price, ...]:
    return tuple(
        Price(lever.measure, as_written(lever.step, lever.decimals), _shown(effort), lever.effort is None)
        for lever, effort in around.prices
    )


def _because(prepared: Prepared, unit: int, goal: Goal, top: int) -> Iterable[Message]:
    """Why no total at all reaches the goal."""
    best = stood(prepared, 1, {}, (unit, np.array([top], dtype=np.int64)))
    for each in prepared.plan.adjustments:
        if each.rule.grade_at_most is not None and best.scores.vetoes[each.name][0, unit]:
            yield Message(
                "the veto {veto} lets it have {grade} at the most", veto=each.name, grade=each.rule.grade_at_most
            )
        elif each.rule.withdraw and best.scores.withdrawals[each.name][0, unit]:
            yield Message("{withdrawal} takes it out of the ranking", withdrawal=each.name)
    name, answers = prepared.units[unit], Answers(prepared.inputs.decisions)
    for rule in prepared.inputs.ruleset.grades:
        if answers.recorded(f"grades/{rule.grade}/{name}") == "withhold":
            yield Message("by a recorded decision the grade {grade} is withheld from it", grade=rule.grade)
    if isinstance(goal, ToPrize) and goal.series[0].among is not None:
        yield Message("the prize is only for units with {condition}", condition=str(goal.series[0].among))
