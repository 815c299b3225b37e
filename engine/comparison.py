"""Two results of one scheme side by side: what became of each unit, and all that may be a reason for it.

Several reasons are all listed; which of them weighs how much is not judged here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from engine import phrases
from engine.attribution import attributed
from engine.differences import Difference, Kind, Result
from engine.groups import ranking_groups
from engine.message import Message
from engine.problem import Problem, Problems

T = TypeVar("T")

Place = tuple[str | None, float]
"""A ranking, by the name of its group, and a rank in it."""
_BEHIND_ALL = float("inf")


@dataclass(frozen=True)
class Outcome:
    """What a result says of a unit.

    Attributes:
        total: With the decimals as written.
        grade: Its name.
        group: Within which it is ranked; None where all units are ranked together.
        rank: None where the unit is not ranked.
        withdrawn: Whether it was withdrawn from the ranking.
        vetoes: The names of those that limit its grade.
        prizes: Their amounts by name.
        quotas: Their names.
        effects: As in ``result.json``, without where each is from.
        targets: How it stands to those that concern it, by name.
    """

    total: Decimal
    grade: str
    group: str | None
    rank: int | None
    withdrawn: bool
    vetoes: tuple[str, ...]
    prizes: Mapping[str, Decimal]
    quotas: tuple[str, ...]
    effects: tuple[Mapping[str, Any], ...]
    targets: Mapping[str, str]

    def target(self, name: str) -> Message | None:
        """How it stands to a target; None where that does not concern it."""
        state = self.targets.get(name)
        return None if state is None else phrases.TARGET_STATES[state]


class Missing(StrEnum):
    """Why a result says nothing of a unit."""

    NOT_SCORED = "not scored"
    ABSENT = "absent"


class Part(StrEnum):
    """The parts that add up to a total."""

    POINTS = "points"
    ADJUSTMENTS = "adjustments"
    CORRECTIONS = "corrections"


@dataclass(frozen=True)
class Change:
    """A part of a unit's total that is not what it was.

    Attributes:
        part: Of which kind.
        name: The indicator, the adjustment, or the path of what corrects.
        before: Points; None where there were none.
        after: The same now.
    """

    part: Part
    name: str
    before: str | None
    after: str | None

    @property
    def difference(self) -> Decimal:
        """By how much the total is greater for it."""
        return Decimal(self.after or 0) - Decimal(self.before or 0)


class Movement(StrEnum):
    """Where a unit went in the ranking."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    COME = "come"
    GONE = "gone"


@dataclass(frozen=True)
class UnitComparison:
    """One unit in both results.

    Attributes:
        unit: Its name.
        before: What the old result says of it.
        after: What the new one says.
        changes: The parts of its total that differ; none where one of the results has no total.
        own: What differs in its own data, history and decisions; data only where both results know it.
        others: The units that moved and are a reason for what became of this one.
    """

    unit: str
    before: Outcome | Missing
    after: Outcome | Missing
    changes: tuple[Change, ...] = ()
    own: tuple[Difference, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the results say different things of it."""
        return self.before != self.after or bool(self.changes)

    @property
    def difference(self) -> Decimal | None:
        """By how much its total is greater; None where one of the results has none."""
        if isinstance(self.before, Missing) or isinstance(self.after, Missing):
            return None
        return self.after.total - self.before.total

    @property
    def movement(self) -> Movement:
        """Whether it went up or down; a unit that is not ranked stands below all that are."""
        if isinstance(self.after, Missing):
            return Movement.SAME if isinstance(self.before, Missing) else Movement.GONE
        if isinstance(self.before, Missing):
            return Movement.COME
        old, new = (each.rank or _BEHIND_ALL for each in (self.before, self.after))
        return Movement.SAME if old == new else Movement.UP if new < old else Movement.DOWN

    @property
    def moved(self) -> bool:
        """Whether it could have gone past others by itself: its points or its ranking are others."""
        return bool(self.changes) or _ranking(self.before) != _ranking(self.after)

    @property
    def has_cause(self) -> bool:
        """Whether something of its own differs that can change a result."""
        return bool(self.own) or Missing.ABSENT in (self.before, self.after)

    @property
    def awards(self) -> tuple[Sequence[str], Sequence[str]]:
        """The prizes and quotas that it has no longer, and those that it has now."""
        old, new = (
            () if isinstance(side, Missing) else (*side.prizes, *side.quotas) for side in (self.before, self.after)
        )
        return _without(old, new), _without(new, old)

    @property
    def effects(self) -> tuple[Sequence[Message], Sequence[Message]]:
        """The effects that it has no longer, and those that it has now."""
        old, new = (() if isinstance(side, Missing) else side.effects for side in (self.before, self.after))
        return list(map(_told, _without(old, new))), list(map(_told, _without(new, old)))

    @property
    def remarks(self) -> Iterator[Message]:
        """What else the results say otherwise: group, withdrawal, vetoes, amounts of prizes that it keeps, targets."""
        old, new = self.before, self.after
        if isinstance(old, Missing) or isinstance(new, Missing):
            return
        told: list[tuple[Message | str, Any, Any]] = [
            (Message("Group"), old.group, new.group),
            (Message("Rank"), _RANKED[old.withdrawn], _RANKED[new.withdrawn]),
            (Message("veto"), old.vetoes, new.vetoes),
            *((name, _yuan(old.prizes[name]), _yuan(new.prizes[name])) for name in new.prizes if name in old.prizes),
            *((name, old.target(name), new.target(name)) for name in dict.fromkeys([*new.targets, *old.targets])),
        ]
        for name, before, after in told:
            if before != after:
                yield Message("{name}: {before} → {after}", name=name, before=before or "—", after=after or "—")


_RANKED = {False: Message("ranked"), True: Message("not ranked: withdrawn")}


def _yuan(amount: Decimal) -> Message:
    return Message("{amount} yuan", amount=f"{amount:f}")


def _without(some: Sequence[T], others: Sequence[T]) -> list[T]:
    return [each for each in some if each not in others]


def _told(effect: Mapping[str, Any]) -> Message:
    """What follows for a party, with its dates."""
    phrase = Message("{party} {effect}", party=effect["party"], effect=phrases.effect_phrase(effect))
    span = phrases.span(effect)
    return phrase if span is None else Message("{effect}, {span}", effect=phrase, span=span)


def _ranking(outcome: Outcome | Missing) -> Sequence[str | None]:
    """The group within which a unit is ranked, if it is."""
    return [outcome.group] if isinstance(outcome, Outcome) and outcome.rank is not None else []


@dataclass(frozen=True)
class Comparison:
    """Two results of one scheme.

    Attributes:
        before: The old one, as in ``result.json``.
        after: The new one.
        units: The units of the new one in rank order, then those of the old one alone.
        common: What differs for every unit: period, version of kaoping, ruleset, decisions that name no unit.
    """

    before: Result
    after: Result
    units: tuple[UnitComparison, ...]
    common: tuple[Difference, ...]

    @cached_property
    def changed(self) -> Sequence[UnitComparison]:
        """The units of which the results say different things."""
        return [unit for unit in self.units if unit.changed]

    @cached_property
    def deciding(self) -> Sequence[Difference]:
        """What differs for every unit and can change a result."""
        return [each for each in self.common if each.decides]

    def counts(self) -> Iterator[Message]:
        """How many units went up, went down and stayed; came and went, if any did."""
        movements = [unit.movement for unit in self.units]
        yield Message("up {count}", count=movements.count(Movement.UP))
        yield Message("down {count}", count=movements.count(Movement.DOWN))
        yield Message("same rank {count}", count=movements.count(Movement.SAME))
        if count := movements.count(Movement.COME):
            yield Message("new {count}", count=count)
        if count := movements.count(Movement.GONE):
            yield Message("gone {count}", count=count)

    def reasons(self, unit: UnitComparison) -> Iterator[Message]:
        """All that may be a reason for what became of a unit; of very many differences of its own the first ones."""
        if unit.before is Missing.ABSENT:
            yield Message("new: the old result does not know it")
        elif unit.after is Missing.ABSENT:
            yield Message("gone: the new result does not know it")
        yield from (each.told for each in unit.own[:_MOST_TOLD])
        if (more := len(unit.own) - _MOST_TOLD) > 0:
            yield Message("{count} more differences of its own", count=more)
        if kinds := [_COMMON[kind] for kind in dict.fromkeys(each.kind for each in self.deciding)]:
            yield Message("for every unit: {kinds}", kinds=kinds)
        if unit.others:
            yield _others(unit.others)


_COMMON: Mapping[Kind, Message] = {
    Kind.PERIOD: Message("the period"),
    Kind.ENGINE: Message("the version of kaoping"),
    Kind.RULESET: Message("the ruleset"),
    Kind.DECISION: Message("decisions"),
}
_MOST_TOLD = 6
"""So many differences of a unit's own are told among its reasons; ``own`` has them all."""
_MOST_NAMED = 10
"""So many other units are named in one sentence."""


def _others(names: Sequence[str]) -> Message:
    shown, more = names[:_MOST_NAMED], len(names) - _MOST_NAMED
    if more > 0:
        return Message("because others changed: {units} and {count} more", units=shown, count=more)
    return Message("because others changed: {units}", units=shown)


def compare(before: Result, after: Result) -> Comparison:
    """What became of the units of one result in another one.

    Both must be true results: one that somebody hands in is verified first (``engine.verification``). Another period
    of the same scheme can be compared; that it is another one is then among the reasons.

    Args:
        before: The old result, as in ``result.json``.
        after: The new one.

    Raises:
        Problems: they are results of different schemes.
    """
    theirs, ours = before["ruleset"]["name"], after["ruleset"]["name"]
    if theirs != ours:
        what = Message("The old result is one of {theirs}, the new one of {ours}.", theirs=theirs, ours=ours)
        mend = Message("Compare results of the same scheme.")
        raise Problems([Problem("comparison-of-another-scheme", what, found=theirs, mend=mend)])
    old, new = _Side(before), _Side(after)
    names = list(dict.fromkeys([*new.outcomes, *old.outcomes]))
    own, common = attributed(before, after, names, old.outcomes.keys() & new.outcomes.keys())
    units = [
        UnitComparison(unit, old.outcome(unit), new.outcome(unit), _changes(unit, old, new), tuple(own[unit]))
        for unit in names
    ]
    movers = [(unit.unit, old.place(unit.unit), new.place(unit.unit)) for unit in units if unit.moved]
    causes = [unit.unit for unit in units if unit.has_cause]
    told = []
    for unit in units:
        others = []
        if unit.changed and not unit.moved:
            others = _that_went_past(old.place(unit.unit), new.place(unit.unit), movers)
        if unit.changed and not (others or unit.has_cause):
            others = causes
        told.append(replace(unit, others=tuple(others)))
    return Comparison(before, after, tuple(told), tuple(common))


class _Side:
    """One of the two results, by unit."""

    def __init__(self, result: Result) -> None:
        self._plain = {unit["unit"]: unit for unit in result["units"]}
        groups = ranking_groups(result)
        self.outcomes: dict[str, Outcome | Missing] = {
            name: _outcome(unit, groups.get(name)) for name, unit in self._plain.items()
        }
        self.outcomes |= {entry["unit"]: Missing.NOT_SCORED for entry in result["not_scored"]}

    def outcome(self, unit: str) -> Outcome | Missing:
        """What the result says of a unit, or why it says nothing."""
        return self.outcomes.get(unit, Missing.ABSENT)

    def parts(self, unit: str) -> dict[tuple[Part, str], str]:
        """What adds up to a unit's total."""
        plain = self._plain[unit]
        return {(part, name): points for part in Part for name, points in plain[part].items()}

    def place(self, unit: str) -> Place:
        """In which ranking a unit stands, and at which rank; behind all where it has none."""
        outcome = self.outcome(unit)
        return (None, _BEHIND_ALL) if isinstance(outcome, Missing) else (outcome.group, outcome.rank or _BEHIND_ALL)


def _outcome(unit: Mapping[str, Any], group: str | None) -> Outcome:
    return Outcome(
        Decimal(unit["total"]),
        unit["grade"],
        group,
        unit["rank"],
        unit["withdrawn"],
        tuple(unit["vetoes"]),
        {prize["name"]: Decimal(prize["amount"]) for prize in unit["prizes"]},
        tuple(unit["quotas"]),
        tuple({key: value for key, value in effect.items() if key != "source"} for effect in unit["consequences"]),
        {target["name"]: target["state"] for target in unit["targets"]},
    )


def _changes(unit: str, old: _Side, new: _Side) -> tuple[Change, ...]:
    """The parts that differ; their differences add up to that of the totals."""
    if isinstance(old.outcome(unit), Missing) or isinstance(new.outcome(unit), Missing):
        return ()
    was, now = old.parts(unit), new.parts(unit)
    changes = (Change(*key, was.get(key), now.get(key)) for key in dict.fromkeys([*now, *was]))
    return tuple(change for change in changes if change.difference)


def _that_went_past(before: Place, after: Place, movers: Sequence[tuple[str, Place, Place]]) -> list[str]:
    """The movers that stood ahead of a ranked unit and do not now, or the other way round."""
    (old_group, old_rank), (new_group, new_rank) = before, after
    if old_rank == _BEHIND_ALL:
        return []
    return [
        name
        for name, (old, was), (new, now) in movers
        if (old == old_group and was < old_rank) != (new == new_group and now < new_rank)
    ]
