"""Competition ranks (1, 1, 3) of many scenarios at once: by exact totals, then by what breaks ties, group by group."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from engine.columns import Columns
from engine.expression.evaluation import Numbers, Texts, numbers
from engine.fixed import Array, Fixed, Truths
from engine.plan import Plan

BLOCK = 1 << 15
"""Units of all scenarios that are sorted together; what is needed on the way fits into a processor's cache."""


FEW = 4
"""If there are at most so many times as many possible keys as units, the units with each are counted, not sorted."""


@dataclass(frozen=True)
class _Key:
    """Something to sort by: the greater, the better; an unknown is behind every value.

    Attributes:
        values: Broadcast to (scenarios, units).
        high: None of them is above this.
        most: How far behind it a unit can be.
        known: Where they are known, broadcast likewise; None: everywhere.
    """

    values: Array
    high: int
    most: int
    known: Truths | None

    @classmethod
    def of(cls, value: Numbers, shape: tuple[int, ...]) -> Self:
        """The values of an expression, for so many scenarios and units."""
        assert isinstance(value.values, Fixed)
        known = None if value.known is None else np.broadcast_to(value.known, shape)
        scaled = value.values.scaled
        low, high = (int(scaled.min()), int(scaled.max())) if scaled.size else (0, 0)
        return cls(np.broadcast_to(scaled, shape), high, high - low + (known is not None), known)

    @property
    def bits(self) -> int:
        """How many bits hold `behind`."""
        return self.most.bit_length()

    @property
    def wide(self) -> bool:
        """Whether 64 bits may not hold it."""
        return self.bits > 62 or self.values.dtype == object

    def behind(self, rows: slice) -> Array:
        """How far each unit is behind the greatest value, 0 or more."""
        behind = np.subtract(self.high, self.values[rows], dtype=object if self.wide else np.int64)
        return behind if self.known is None else np.where(self.known[rows], behind, self.most)


def ranked(
    plan: Plan, total: Fixed, columns: Columns, groups: Texts | None, ranks_at_all: Truths
) -> tuple[Array, Truths]:
    """Competition ranks (1, 1, 3) and who is last, within each group, (scenarios, units).

    Args:
        plan: Says what breaks ties.
        total: The totals.
        columns: What the tie-breakers name.
        groups: The groups that are ranked apart.
        ranks_at_all: Which units are ranked.
    """
    sorted_by = [Numbers(total), *(numbers(each, columns) for each in plan.ruleset.ranking.ties)]
    if groups is not None:
        sorted_by.insert(0, Numbers(Fixed(groups.codes, 0, 0, len(groups.vocabulary))))
    everybody = bool(ranks_at_all.all())
    if not everybody:  # those without a rank stand behind all others
        sorted_by.insert(0, Numbers(Fixed(ranks_at_all.astype(np.int8), 0, 0, 1)))
    ranks = _places([_Key.of(each, total.shape) for each in sorted_by], total.shape)
    members = _Members.of(groups, total.shape[-1])
    if groups is not None:
        ranks -= members.least(ranks) - 1
    if not everybody:
        ranks[~ranks_at_all] = 0
    return ranks, (ranks == members.most(ranks)) & ranks_at_all


def _places(keys: Sequence[_Key], shape: tuple[int, ...]) -> Array:
    """How many units stand before each one, and 1; equal units share the best place."""
    scenarios, units = shape
    places = np.empty(shape, dtype=np.int32)
    step = max(min(BLOCK // max(units, 1), scenarios), 1)
    numbers = np.arange(step * units).reshape(step, units)
    together = sum(key.bits for key in keys) + numbers.size.bit_length() < 64 and not any(key.wide for key in keys)
    most = (keys[0].most + 1) << sum(key.bits for key in keys[1:])
    for start in range(0, scenarios, step):
        rows = slice(start, start + step)
        if not together:
            _rank(places[rows], *_sorted(keys, rows))
        elif most <= FEW * units:
            _count(places[rows], _packed(keys, rows), most)
        else:
            _rank(places[rows], *_sorted_packed(_packed(keys, rows), numbers))
    return places


def _packed(keys: Sequence[_Key], rows: slice) -> Array:
    """All keys in one whole number a unit, the first in the highest bits."""
    packed = keys[0].behind(rows)
    for key in keys[1:]:
        packed <<= key.bits
        packed |= key.behind(rows)
    return packed


def _sorted_packed(packed: Array, numbers: Array) -> tuple[Array, Truths]:
    """The units from first to last in each scenario, numbered through all of them, and who equals the one before.

    Args:
        packed: The keys; written over.
        numbers: Of the units, through as many scenarios or more.
    """
    bits = numbers.size.bit_length()
    packed <<= bits
    packed |= numbers[: len(packed)]
    packed.sort(axis=1)
    order = packed & ((1 << bits) - 1)
    packed >>= bits
    equal = np.zeros(packed.shape, dtype=np.bool_)
    np.equal(packed[:, 1:], packed[:, :-1], out=equal[:, 1:])
    return order, equal


def _sorted(keys: Sequence[_Key], rows: slice) -> tuple[Array, Truths]:
    """The same, where the keys do not fit one 64-bit number."""
    columns = [key.behind(rows) for key in keys]
    order = np.lexsort(columns[::-1], axis=-1)
    equal = np.zeros(order.shape, dtype=np.bool_)
    equal[:, 1:] = True
    for column in columns:
        in_order = np.take_along_axis(column, order, axis=1)
        equal[:, 1:] &= in_order[:, 1:] == in_order[:, :-1]
    order += np.arange(0, order.size, max(order.shape[1], 1))[:, None]
    return order, equal


def _rank(places: Array, order: Array, equal: Truths) -> None:
    """Writes the places of sorted units; those that equal the one before share its place."""
    found = np.empty(places.shape, dtype=places.dtype)
    found[:] = np.arange(1, places.shape[1] + 1)
    level = np.flatnonzero(equal)
    if len(level):
        opens = np.ones(len(level), dtype=np.bool_)
        np.not_equal(level[1:], level[:-1] + 1, out=opens[1:])
        first = found.ravel()[level[opens] - 1]
        found.ravel()[level] = first[np.cumsum(opens) - 1]
    places.reshape(-1)[order.ravel()] = found.ravel()


def _count(places: Array, packed: Array, most: int) -> None:
    """Writes the places without sorting, where there are not many possible keys; each is below ``most``."""
    packed += most * np.arange(len(packed))[:, None]
    counts = np.bincount(packed.ravel(), minlength=most * len(packed)).reshape(-1, most)
    before = np.cumsum(counts, axis=1) - counts
    places[:] = before.ravel()[packed] + 1


@dataclass(frozen=True)
class _Members:
    """Who belongs to which group.

    Attributes:
        order: The units group by group; None: all are one group.
        starts: Where each group begins in this order.
        codes: The group of each unit.
    """

    order: Array | None
    starts: Array
    codes: Array

    @classmethod
    def of(cls, groups: Texts | None, units: int) -> Self:
        """The groups of so many units."""
        if groups is None:
            return cls(None, np.zeros(min(units, 1), dtype=np.intp), np.zeros(units, dtype=np.intp))
        present, codes = np.unique(groups.codes, return_inverse=True)
        counts = np.bincount(codes, minlength=len(present))
        return cls(np.argsort(codes, kind="stable"), np.cumsum(counts) - counts, codes)

    def most(self, ranks: Array) -> Array:
        """The greatest rank in each unit's group."""
        return self._reduced(np.maximum, ranks)

    def least(self, ranks: Array) -> Array:
        """The least."""
        return self._reduced(np.minimum, ranks)

    def _reduced(self, operation: np.ufunc, ranks: Array) -> Array:
        if not ranks.size:
            return ranks
        if self.order is None:
            return np.asarray(operation.reduce(ranks, axis=1, keepdims=True))
        found = operation.reduceat(ranks[:, self.order], self.starts, axis=1)
        return np.asarray(found[:, self.codes])
