"""Points that move to an indicator that cannot earn them: they would be lost without a word."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from engine.checks.classes import classes_of
from engine.checks.sites import indicators
from engine.expression import Expression
from engine.message import Message
from engine.problem import Place, Problem
from engine.ruleset import Group, IndicatorRule, Ruleset
from engine.ruleset.points import MovePoints
from engine.ruleset.vocabulary import repeated_names

CODES = ("move-absent", "move-capped", "move-unscaled")

_UNSCALED = ("interpolation", "ladder")
"""Methods that say themselves what is earned, however many points there are."""


class _Where(NamedTuple):
    """An indicator, who has it, and the capped groups around it."""

    rule: IndicatorRule
    only: tuple[Expression, ...]
    caps: tuple[str, ...]


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Moves to what some units do not have, to methods with points of their own, and into capped groups."""
    places = {each.rule.name: each for each in _places(ruleset.indicators, (), ())}
    by_name = {
        full: place for name, place in places.items() for full in repeated_names(ruleset, name, place.rule.for_each)
    }
    for address, rule in indicators(ruleset):
        if not isinstance(rule.not_applicable, MovePoints):
            continue
        target = by_name.get(rule.not_applicable.move_points_to)
        if target is None:
            continue  # which is said elsewhere
        place = Place(path=f"{address}.not_applicable.move_points_to")
        yield from _absent(ruleset, places[rule.name], target, place)
        yield from _lost(places[rule.name], target, place)


def _places(inner: tuple[Any, ...], only: tuple[Expression, ...], caps: tuple[str, ...]) -> Iterator[_Where]:
    for entry in inner:
        own = only if entry.only is None else (*only, entry.only)
        if isinstance(entry, Group):
            yield from _places(entry.indicators, own, caps if entry.at_most is None else (*caps, entry.group))
        else:
            yield _Where(entry, own, caps)


def _absent(ruleset: Ruleset, source: _Where, target: _Where, place: Place) -> Iterator[Problem]:
    """The target must be there for every unit that has the source."""
    further = [each for each in target.only if each not in source.only]
    if not further:
        return
    classes = classes_of(ruleset, [*source.only, *further])
    lost = classes.all_hold(source.only) & ~classes.all_hold(further)
    if lost.any() or not classes.complete:
        what = Message(
            "Some units have {source}, but not {target}: their points would be lost.",
            source=source.rule.name,
            target=target.rule.name,
        )
        mend = Message("Choose an indicator that all these units have.")
        yield Problem("move-absent", what, place, target.rule.name, mend=mend)


def _lost(source: _Where, target: _Where, place: Place) -> Iterator[Problem]:
    """The target must be able to earn more than its own points."""
    if target.rule.method in _UNSCALED:
        what = Message(
            "{target} earns what its {method} says, however many points it has: those moved to it would be lost.",
            target=target.rule.name,
            method=target.rule.method,
        )
        mend = Message("Choose an indicator whose method is in proportion to its points.")
        yield Problem("move-unscaled", what, place, target.rule.name, mend=mend)
    caps = [group for group in target.caps if group not in source.caps]
    if caps:
        what = Message("The at_most of {group} would cut off the points that are moved into it.", group=caps[0])
        mend = Message("Choose an indicator of the same group, or one without at_most around it.")
        yield Problem("move-capped", what, place, target.rule.name, mend=mend)
