"""Limits of points are as fine as the points that they limit, and no finer."""

from collections.abc import Iterator
from decimal import Decimal

from engine.checks.sites import entries
from engine.decimals import places_of
from engine.message import Message
from engine.problem import Place, Problem
from engine.ruleset import Group, Ruleset
from engine.ruleset.vocabulary import in_entries

CODES = ("limit-decimals",)


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Limits with too many decimals."""
    scoring = ruleset.scoring
    points = scoring.points.decimals
    limits: list[tuple[str, Decimal | None, int]] = [
        (f"adjustments.{rule.name}.at_most", rule.at_most, points) for rule in ruleset.adjustments
    ]
    for kind, cap in (("bonuses", scoring.bonuses), ("deductions", scoring.deductions)):
        limits.append((f"scoring.{kind}.at_most", None if cap is None else cap.at_most, points))
    for address, entry in entries(ruleset):
        if isinstance(entry, Group) and entry.at_most is not None:
            own = [points if rule.decimals is None else rule.decimals for rule in in_entries(entry.indicators)]
            limits.append((f"{address}.at_most", entry.at_most, max(own)))
    if scoring.total.decimals is not None and scoring.total.between is not None:
        for number, end in enumerate(scoring.total.between, 1):
            limits.append((f"scoring.total.between.{number}", end, scoring.total.decimals))
    for address, limit, most in limits:
        if limit is not None and places_of(limit) > most:
            what = Message("The limit has more decimals than what it limits.")
            expected = Message("at most {count} decimals", count=most)
            yield Problem("limit-decimals", what, Place(path=address), f"{limit:f}", expected)
