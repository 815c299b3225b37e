"""Draws scored once more by the official path: each written down as a scenario, loaded, checked and assessed alone.

Every analysis by chance has some of its draws scored so. Where anything differs, it is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from engine.assessment import Assessment
from engine.columns import Columns
from engine.decimals import as_written
from engine.expression.evaluation import Numbers
from engine.fixed import Fixed
from engine.message import Message
from engine.plan import Plan
from engine.preparation import Prepared
from engine.problem import Place, Problem, Problems
from engine.simulation.awards import Award
from engine.simulation.chance.jobs import Job
from engine.simulation.chance.streams import generator
from engine.simulation.edits import applied
from engine.simulation.scenario import Scenario, Step
from engine.simulation.standings import Standings
from engine.simulation.study import hypothetical
from engine.simulation.variants import Variants
from engine.standing import Places

SAMPLED = 10
"""So many draws of an analysis are scored once more."""


def sampled(seed: int, draws: int, count: int = SAMPLED) -> tuple[int, ...]:
    """Draws picked by chance, in order; all of them where there are no more.

    Args:
        seed: Of the analysis.
        draws: How many draws it has.
        count: How many are picked.
    """
    picked = generator(seed, "rescoring", 0).choice(draws, min(count, draws), replace=False)
    return tuple(sorted(picked.tolist()))


def rescored(job: Job[Any]) -> int:
    """Makes sure that some draws of a job come out the same by the official path.

    Args:
        job: What was computed.

    Returns:
        How many draws were compared.

    Raises:
        Problems: a draw comes out otherwise, or could not be written down as a ruleset.
    """
    draws = sampled(job.varying.seed, job.draws)
    problems: list[Problem] = []
    for draw in draws:
        variants = job.varying.variants(job.prepared, draw, draw + 1)
        official = officially(job.prepared, variants, 0, f"#{draw}")
        problems += differences(job.prepared, job.score(variants), 0, official, str(draw))
    if problems:
        raise Problems(problems)
    return len(draws)


def officially(prepared: Prepared, variants: Variants, row: int, name: str) -> Assessment:
    """One variant as the official path scores it; decisions that answer no question of it are left out.

    Args:
        prepared: The cycle.
        variants: What they change.
        row: Which of them.
        name: What to call it.

    Raises:
        Problems: it is no ruleset in order.
    """
    inputs = prepared.inputs
    ruleset, data = applied(written(prepared, variants, row, name), inputs.ruleset, inputs.data)
    return hypothetical(replace(inputs, ruleset=ruleset, data=data))


def written(prepared: Prepared, variants: Variants, row: int, name: str) -> Scenario:
    """One variant as a scenario that people could have written.

    Args:
        prepared: The cycle.
        variants: What they change.
        row: Which of them.
        name: What to call it.
    """
    plan = prepared.plan
    edits = {
        path: text
        for path, number in variants.numbers.items()
        if (text := _text(number, row)) != _text(plan.number(path))
    }
    edits |= _of_groups(plan, edits)
    cells = {
        (unit, measure): text
        for measure, values in variants.measures.items()
        for unit, text in _cells(prepared.units, prepared.columns, measure, values, row)
    }
    return Scenario(name, (Step(name, edits=edits, cells=cells),))


def _text(number: Fixed, row: int = 0) -> str:
    return f"{Decimal(as_written(int(number.scaled[row, 0]), number.decimals)).normalize():f}"


def _of_groups(plan: Plan, edits: Mapping[str, str]) -> dict[str, str]:
    """The points of groups that follow from those of their indicators."""
    follow = {}
    for group in plan.groups:
        paths = {f"{plan.indicators[place].path}.points" for place in group.indicators} & edits.keys()
        change = sum((Decimal(edits[path]) - Decimal(_text(plan.number(path))) for path in paths), Decimal(0))
        own = f"{group.path}.points"
        if change and own not in edits:
            follow[own] = f"{Decimal(_text(plan.number(own))) + change:f}"
    return follow


def _cells(units: Sequence[str], columns: Columns, measure: str, values: Fixed, row: int) -> Iterator[tuple[str, str]]:
    """The cells of one measure that differ from what was reported."""
    reported = columns.plain[measure]
    assert isinstance(reported, Numbers)
    assert isinstance(reported.values, Fixed)
    before = np.broadcast_to(reported.values.scaled, (len(units),))
    for unit, was, now in zip(units, before.tolist(), values.scaled[row].tolist(), strict=True):
        if was != now:
            yield unit, as_written(now, values.decimals)


def differences(prepared: Prepared, found: Standings, row: int, official: Assessment, name: str) -> list[Problem]:
    """Where a variant came out otherwise than by the official path.

    Args:
        prepared: The cycle.
        found: Its variants, scored.
        row: Which of them.
        official: The same, scored officially.
        name: What to call it.
    """
    units, standing = prepared.units, official.standing
    if official.units != units:
        return [_problem(name, "units", units, official.units)]
    pairs: list[tuple[str, Any, Any]] = [
        ("totals", _row(found.total, row), _row(official.scores.total, 0)),
        ("grades", found.grades[row].tolist(), standing.grades[0].tolist()),
        ("ranks", found.ranks[row].tolist(), standing.ranks[0].tolist()),
    ]
    for family, awards, given in (
        ("prizes", found.awards.prizes, standing.prizes),
        ("quotas", found.awards.quotas, standing.quotas),
    ):
        pairs += [(f"{family}.{each}", _held(award, row), _given(given[each])) for each, award in awards.items()]
    money = found.awards.money
    paid = Decimal(as_written(int(money.scaled[row]), money.decimals))
    pairs.append(("money", paid, _paid(official)))
    return [_problem(name, what, ours, theirs) for what, ours, theirs in pairs if ours != theirs]


def _row(values: Fixed, row: int) -> list[Decimal]:
    return [Decimal(as_written(int(each), values.decimals)) for each in values.scaled[row].tolist()]


def _held(award: Award, row: int) -> tuple[list[int], bool]:
    """Who has an award for sure, and whether a tie is open."""
    return np.flatnonzero(award.sure[row]).tolist(), bool((award.possible[row] & ~award.sure[row]).any())


def _given(places: Sequence[Places]) -> tuple[list[int], bool]:
    """The same of an official result."""
    return sorted(unit for each in places for unit in each.units), any(each.doubtful for each in places)


def _paid(official: Assessment) -> Decimal:
    """What all prizes come to officially."""
    return sum(
        (
            prize.amount * (len(places.units) + places.doubtful)
            for prize in official.inputs.ruleset.prizes
            for places in official.standing.prizes[prize.name]
        ),
        Decimal(0),
    )


def _problem(name: str, what: str, ours: object, theirs: object) -> Problem:
    told = Message("Draw {draw} comes out otherwise when it is scored by itself; the run is refused.", draw=name)
    mend = Message("Report this as a fault of kaoping, with the result and the seed.")
    return Problem("simulate-rescoring", told, Place(path=what), str(ours), Message("{what}", what=str(theirs)), mend)
