"""Points that edits leave over, or take, shared by the other indicators in proportion, so that full marks stay full.

A group keeps its points as long as one of its indicators is free to give or take; otherwise the group follows its
content, and the indicators and groups beside it share the difference.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from copy import deepcopy
from decimal import Decimal
from typing import Any

from engine.decimals import as_written, places_of, scaled_to
from engine.message import Message
from engine.methods import METHODS
from engine.problem import Place, Problem, Problems
from engine.rounding import Rounding, divided
from engine.simulation.weights import share_out

Entry = dict[str, Any]


def rebalanced(plain: Mapping[str, Any], edited: Set[str]) -> dict[str, Any]:
    """The plain data of a ruleset whose indicators sum to full marks again.

    Args:
        plain: The data with the edits; not changed.
        edited: The addresses that were edited, also as part of an entry that was written out: the points of these
            indicators and groups are held.

    Raises:
        Problems: points depend on the class of units, nothing is free to give or take, or there is not enough.
    """
    changed = deepcopy(dict(plain))
    entries = changed["indicators"]
    if problems := [_by_class(entry) for entry in _all(entries) if {"only", "for_each"} & entry.keys()]:
        raise Problems(problems)
    places = int(changed["scoring"].get("points", {}).get("decimals", 2))
    balance = _Balance(edited, max([places, *(places_of(Decimal(entry["points"])) for entry in _all(entries))]))
    balance.fill(entries, balance.scaled(changed["scoring"]["full_marks"]), "scoring.full_marks")
    return changed


def _by_class(entry: Entry) -> Problem:
    name = entry.get("group") or entry.get("name")
    what = Message("Points that not all units have, or that are repeated, cannot be rebalanced: {name}.", name=name)
    mend = Message("Give the points of the other indicators in the scenario, without rebalance.")
    return Problem("scenario-rebalance", what, Place(path=_address(entry)), mend=mend)


def _address(entry: Entry) -> str:
    return f"groups.{entry['group']}" if "group" in entry else f"indicators.{entry['name']}"


def _all(entries: list[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.get("indicators", []))


class _Balance:
    """Shares points out, group by group."""

    def __init__(self, edited: Set[str], decimals: int) -> None:
        self._edited, self._decimals = edited, decimals

    def scaled(self, number: str) -> int:
        return scaled_to(Decimal(number), self._decimals)

    def fill(self, entries: list[Entry], amount: int, whole: str) -> None:
        """Makes entries sum to an amount."""
        needs = {id(entry): self._needed(entry) for entry in entries}
        free = [entry for entry in entries if needs[id(entry)] is None]
        left = amount - sum(need for need in needs.values() if need is not None)
        before = [self.scaled(entry["points"]) for entry in free]
        if left < 0 or (left and not sum(before)):
            what = Message(
                "The edited points of {whole} leave {left} for the others, which cannot be.",
                whole=whole,
                left=as_written(left, self._decimals),
            )
            mend = Message("Edit fewer points, or points that leave something for the others.")
            raise Problems([Problem("scenario-rebalance", what, Place(path=whole), mend=mend)])
        parts = share_out(left, before) if sum(before) else [0] * len(free)
        for entry, part in zip(free, parts, strict=True):
            self._settle(entry, part)
        for entry in entries:
            if (need := needs[id(entry)]) is not None:
                self._settle(entry, need)

    def _needed(self, entry: Entry) -> int | None:
        """The points that an entry must keep; None where it is free to give or take."""
        if f"{_address(entry)}.points" in self._edited:
            return self.scaled(entry["points"])
        if "group" not in entry:
            return None
        needs = [self._needed(each) for each in entry["indicators"]]
        held = [need for need in needs if need is not None]
        if not held:
            return None
        return sum(held) if len(held) == len(needs) else self.scaled(entry["points"])

    def _settle(self, entry: Entry, amount: int) -> None:
        """Gives an entry its points, and its content what follows."""
        before = self.scaled(entry["points"])
        entry["points"] = as_written(amount, self._decimals)
        if "group" in entry:
            self.fill(entry["indicators"], amount, f"groups.{entry['group']}.points")
        elif f"{_address(entry)}.points" not in self._edited and amount != before:
            _weigh(entry, lambda text: self._in_proportion(text, amount, before))

    def _in_proportion(self, text: str, amount: int, before: int) -> str:
        """Points of a method, as much greater or less as the indicator's."""
        places = max(self._decimals, places_of(Decimal(text)))
        return as_written(divided(scaled_to(Decimal(text), places) * amount, before, Rounding.HALF_UP), places)


def _weigh(entry: Entry, change: Callable[[str], str]) -> None:
    """Changes the numbers of an indicator's method that are points themselves."""
    for key in METHODS[entry["method"]].in_points & entry.keys():
        if entry[key] not in ("none", "null"):
            entry[key] = change(entry[key])
    for key in ("steps", "through"):
        for part in entry.get(key, []) if isinstance(entry.get(key), list) else []:
            part["earns"] = change(part["earns"])
