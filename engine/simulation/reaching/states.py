"""Which totals reach a goal, in every state of what does more than earn points: adjustments, ties, others' totals.

Most measures only earn their unit points. A few do more: they make adjustments and vetoes, break ties, or move the mean
that other units are given. Every combination of these few is one state, scored whole by the official functions; in each
state the goal is judged at every total at which anything can change.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from engine.applicability import Applicability
from engine.decimals import ten_to
from engine.fixed import Fixed
from engine.message import Message
from engine.plan import Indicator
from engine.preparation import Prepared
from engine.problem import Problem, Problems
from engine.rounding import Rounding, divided
from engine.scoring import Scores
from engine.simulation.reaching.dependencies import Dependencies
from engine.simulation.reaching.frame import Frame
from engine.simulation.reaching.goals import Goal, names_total, stood
from engine.simulation.reaching.levers import scaled_values
from engine.simulation.reaching.options import filled

CELLS = 1 << 19
"""So many units of all variants together are scored at once."""
MOST_TOTALS = 20_001
"""So many totals are looked through one by one where a condition names the total itself."""


@dataclass(frozen=True)
class State:
    """One state of what does more than earn points.

    Attributes:
        adjustments: What all bonuses and deductions come to.
        reaching: The totals that reach the goal: first and last of each run, scaled.
    """

    adjustments: Fraction
    reaching: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Reach:
    """The totals that are within reach at all.

    Attributes:
        frame: How the unit's points become its total.
        low: The least subtotal.
        high: The greatest.
    """

    frame: Frame
    low: int
    high: int

    def totals(self, adjustments: Sequence[Fraction]) -> tuple[int, int]:
        """The least and the greatest total with some sums of adjustments."""
        return self.frame.total(self.low, min(adjustments)), self.frame.total(self.high, max(adjustments))


def decisive(prepared: Prepared, unit: int, goal: Goal, *, ties: bool) -> tuple[frozenset[str], frozenset[str]]:
    """The measures that do more than earn their unit points.

    Args:
        prepared: The cycle.
        unit: The place of the unit.
        goal: What is to be reached.
        ties: Whether what breaks ties counts.

    Returns:
        All of them, and those that rules name beside the points of indicators.
    """
    plan, dependencies = prepared.plan, Dependencies(prepared.plan)
    adjustments = [e for each in plan.adjustments for e in (each.when, each.amount) if e is not None]
    conditions = list(goal.conditions(prepared))
    if not ties:
        conditions = [each for each in conditions if each not in prepared.inputs.ruleset.ranking.ties]
    rules = [*adjustments, *conditions]
    every = set(dependencies.of(rules))
    if goal.among_others:
        for indicator in plan.indicators:
            if _means_for_others(prepared, unit, indicator):
                every |= dependencies.of_indicator(indicator)
    return frozenset(every), dependencies.direct(rules)


def _means_for_others(prepared: Prepared, unit: int, indicator: Indicator) -> bool:
    """Whether the unit's points are part of a mean that others of its group are given."""
    away = Applicability(prepared.plan, prepared.columns, prepared.applies).not_applying(indicator)
    if indicator.rule.not_applicable != "peer_mean" or away is None:
        return False
    others = np.broadcast_to(away, (1, len(prepared.units)))[0].copy()
    if others[unit]:
        return False
    if prepared.groups is not None:
        others &= prepared.groups.codes == prepared.groups.codes[unit]
    return bool(others.any())


def states(
    prepared: Prepared,
    unit: int,
    goal: Goal,
    values: Mapping[str, NDArray[np.int64]],
    count: int,
    reach: Reach,
    *,
    ties: bool,
) -> list[State]:
    """The states, one for each combination of values.

    Args:
        prepared: The cycle.
        unit: The place of the unit.
        goal: What is to be reached.
        values: By measure, (combinations,), scaled.
        count: How many combinations there are.
        reach: The totals that are within reach.
        ties: Whether equal totals may reach it; where not, the unit has to be clear of every other total.
    """
    found: list[tuple[Fraction, bytes]] = []
    like: dict[bytes, tuple[int, NDArray[np.int64]]] = {}
    size = _block(prepared)
    for start in range(0, count, size):
        block = range(start, min(start + size, count))
        scored = stood(prepared, len(block), _measures(prepared, unit, values, list(block)))
        sums = _adjustments(scored.scores, unit)
        for row, combination in enumerate(block):
            key, others = _signature(prepared, scored.scores, unit, goal, row, values, combination)
            like.setdefault(key, (combination, others))
            found.append((sums[row], key))
    span = reach.totals([adjustments for adjustments, _ in found])
    runs = _reaching(prepared, unit, goal, values, list(like.values()), span, ties=ties)
    reaching = dict(zip(like, runs, strict=True))
    return [State(adjustments, reaching[key]) for adjustments, key in found]


def _block(prepared: Prepared) -> int:
    """How many variants are scored at once."""
    return max(CELLS // max(len(prepared.units), 1), 1)


def _measures(
    prepared: Prepared, unit: int, values: Mapping[str, NDArray[np.int64]], rows: Sequence[int]
) -> dict[str, Fixed]:
    """The columns of measures with the unit's values in them, (rows, units)."""
    columns = {}
    for name, given in values.items():
        column = scaled_values(prepared, name)
        scaled = np.repeat(column.scaled.astype(np.int64)[None, :], len(rows), axis=0)
        scaled[:, unit] = given[list(rows)]
        columns[name] = filled(column, scaled)
    return columns


def _adjustments(scores: Scores, unit: int) -> list[Fraction]:
    """What bonuses, deductions and their caps come to, by variant."""
    caps = [
        name for name in scores.corrections if name.startswith(("adjustments.", "scoring.bonuses", "scoring.deduc"))
    ]
    columns = [*scores.adjustments.values(), *(scores.corrections[name] for name in caps)]
    rows = scores.total.shape[0]
    return [
        sum((Fraction(int(each.scaled[row, unit]), ten_to(each.decimals)) for each in columns), Fraction(0))
        for row in range(rows)
    ]


def _signature(
    prepared: Prepared,
    scores: Scores,
    unit: int,
    goal: Goal,
    row: int,
    values: Mapping[str, NDArray[np.int64]],
    combination: int,
) -> tuple[bytes, NDArray[np.int64]]:
    """What decides which totals reach the goal, so that like states are judged once; and the others' totals."""
    flags = [bool(mask[row, unit]) for mask in (*scores.vetoes.values(), *scores.withdrawals.values())]
    if not goal.among_others:
        return bytes(flags), np.zeros(0, dtype=np.int64)
    others = np.delete(scores.total.scaled[row].astype(np.int64), unit)
    if prepared.groups is not None:
        others = others[np.delete(prepared.groups.codes == prepared.groups.codes[unit], unit)]
    dependencies = Dependencies(prepared.plan)
    conditions = list(goal.conditions(prepared))
    named = [int(values[name][combination]) for name in sorted(dependencies.direct(conditions)) if name in values]
    points = [int(scores.points[each.name].scaled[row, unit]) for each in dependencies.indicators(conditions)]
    return bytes(flags) + others.tobytes() + repr((named, points)).encode(), others


def _reaching(
    prepared: Prepared,
    unit: int,
    goal: Goal,
    values: Mapping[str, NDArray[np.int64]],
    judged: Sequence[tuple[int, NDArray[np.int64]]],
    span: tuple[int, int],
    *,
    ties: bool,
) -> Iterator[tuple[tuple[int, int], ...]]:
    """The runs of totals that reach the goal, for each state that is judged."""
    total = stood(prepared, 1, {}).scores.total
    low, high = min(span[0], total.low), max(span[1], total.high)
    every = names_total(prepared, goal)
    if every and span[1] - span[0] >= MOST_TOTALS:
        what = Message("A condition names the total, which can have more than {count} values.", count=MOST_TOTALS)
        raise Problems([Problem("path-total-named", what)])
    cuts = [
        _up(prepared.plan.number(f"grades.{rule.grade}.from"), total.decimals)
        for rule in prepared.inputs.ruleset.grades[:-1]
    ]
    turning = []
    for _, others in judged:
        within = range(span[0], span[1] + 2) if every else ()
        turns = [low, *within, *cuts, *others.tolist(), *(others + 1).tolist()]
        turning.append(sorted({each for each in turns if low <= each <= high}))
    pairs = [(place, turn) for place, turns in enumerate(turning) for turn in turns]
    holds: list[bool] = []
    size = _block(prepared)
    for start in range(0, len(pairs), size):
        block = pairs[start : start + size]
        rows = [judged[place][0] for place, _ in block]
        totals = np.array([turn for _, turn in block], dtype=np.int64)
        measures = _measures(prepared, unit, values, rows)
        holds += goal.reached(stood(prepared, len(block), measures, (unit, totals)), unit).tolist()
    at = 0
    for (_, others), row in zip(judged, turning, strict=True):
        level = set() if ties or not goal.among_others else set(others.tolist())
        reached = [hold and turn not in level for hold, turn in zip(holds[at : at + len(row)], row, strict=True)]
        at += len(row)
        yield _runs(row, reached, high)


def _runs(turns: Sequence[int], reached: Sequence[bool], high: int) -> tuple[tuple[int, int], ...]:
    """First and last total of each run of turning points that reach the goal.

    Example:
        >>> _runs([0, 8000, 9000, 9001], [False, True, False, True], 10000)
        ((8000, 8999), (9001, 10000))
    """
    ends = [*(turn - 1 for turn in turns[1:]), high]
    runs = []
    for holds, some in groupby(range(len(turns)), key=lambda place: reached[place]):
        places = list(some)
        if holds:
            runs.append((turns[places[0]], ends[places[-1]]))
    return tuple(runs)


def _up(number: Fixed, decimals: int) -> int:
    """The least total that is not below a number of the ruleset, scaled."""
    return int(divided(int(number.scaled[0, 0]) * ten_to(decimals), ten_to(number.decimals), Rounding.CEILING))
