"""One option out of every set, at the least cost, so that their sum under caps comes to within limits: HiGHS.

All coefficients are whole numbers, and the answer is put together anew from the options chosen, so that no tolerance
of the solver reaches a result. https://docs.scipy.org/doc/scipy/reference/generated/scipy.optimize.milp.html
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.message import Message
from engine.problem import Problem, Problems

SECONDS = 120
"""After this long the search is given up."""


@dataclass(frozen=True)
class Offer:
    """Options of which exactly one is taken.

    Attributes:
        costs: Of each option, zero or more.
        content: What each adds to every node, (options, nodes).
    """

    costs: tuple[int, ...]
    content: NDArray[np.int64]

    def pick(self, some: NDArray[np.int64]) -> "Offer":
        """Some of the options."""
        return Offer(tuple(self.costs[option] for option in some.tolist()), self.content[some])


@dataclass(frozen=True)
class Node:
    """A sum: of a group under a cap, or of everything, which comes last.

    Attributes:
        parent: The node that takes what comes out of this one; None for the last.
        cap: The most that comes out; None: all.
        base: What is in it whatever is taken.
    """

    parent: int | None
    cap: int | None
    base: int


@dataclass(frozen=True)
class Task:
    """What is to be chosen.

    Attributes:
        nodes: Inner ones before those around them.
        offers: The first has limits of its own for each of its options.
        low: The least that the last node may come to, for each option of the first offer.
        high: The most.
    """

    nodes: tuple[Node, ...]
    offers: tuple[Offer, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]

    def sum_of(self, taken: Sequence[int]) -> int:
        """What the last node comes to with these options."""
        content = [node.base for node in self.nodes]
        for offer, option in zip(self.offers, taken, strict=True):
            content = [have + int(more) for have, more in zip(content, offer.content[option], strict=True)]
        for place, node in enumerate(self.nodes):
            if node.cap is not None:
                content[place] = min(content[place], node.cap)
            if node.parent is not None:
                content[node.parent] += content[place]
        return content[-1]

    def bounds(self) -> list[tuple[int, int]]:
        """The least and the most that each node may hold, before its cap."""
        low, high = ([node.base for node in self.nodes] for _ in range(2))
        for offer in self.offers:
            low = [have + int(more) for have, more in zip(low, offer.content.min(axis=0), strict=True)]
            high = [have + int(more) for have, more in zip(high, offer.content.max(axis=0), strict=True)]
        for place, node in enumerate(self.nodes):
            if node.parent is not None:
                caps = (low[place], high[place]) if node.cap is None else (node.cap, node.cap)
                low[node.parent] += min(low[place], caps[0])
                high[node.parent] += min(high[place], caps[1])
        return list(zip(low, high, strict=True))


def cheapest(task: Task) -> list[int] | None:
    """The options of the least cost whose sum is within the limits; None: there are none.

    Raises:
        Problems: the solver came to no end.

    Example:
        >>> offers = (
        ...     Offer((0,), np.array([[0]])),
        ...     Offer((0, 3, 4), np.array([[0], [5], [8]])),
        ...     Offer((0, 2), np.array([[0], [3]])),
        ... )
        >>> cheapest(Task((Node(None, None, 80),), offers, (88,), (100,)))
        [0, 2, 0]
    """
    return _Model(task).solve([cost for offer in task.offers for cost in offer.costs], task.low, task.high)


def highest(task: Task) -> list[int]:
    """The options with the greatest sum, whatever they cost and whatever the limits."""
    bound = task.bounds()[-1]
    model = _Model(task)
    found = model.solve([0] * model.options, [bound[0]] * len(task.low), [bound[1]] * len(task.low), highest=True)
    assert found is not None
    return found


class _Model:
    """The task as columns and rows: a column for each option, and two for each node that a cap may cut."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self.options = sum(len(offer.costs) for offer in task.offers)
        self._rows: list[tuple[list[int], list[float], float, float]] = []
        self._low, self._high = [0.0] * self.options, [1.0] * self.options
        self._whole = [1] * self.options
        starts = np.cumsum([0, *(len(offer.costs) for offer in task.offers)])
        self._starts = [int(start) for start in starts]
        for start, offer in zip(self._starts, task.offers, strict=False):
            taken = range(start, start + len(offer.costs))
            self._row(list(taken), [1.0] * len(taken), 1, 1)
        self._sums = self._nodes()

    def _row(self, columns: list[int], values: list[float], low: float, high: float) -> None:
        self._rows.append((columns, values, low, high))

    def _column(self, low: float, high: float, *, whole: bool) -> int:
        self._low.append(low)
        self._high.append(high)
        self._whole.append(int(whole))
        return len(self._low) - 1

    def _nodes(self) -> tuple[list[int], list[float], int]:
        """The rows that make the sums; what the last node comes to, as columns, values and a constant."""
        nodes, bounds = self._task.nodes, self._task.bounds()
        content: list[tuple[list[int], list[float]]] = [([], []) for _ in nodes]
        bases = [node.base for node in nodes]
        for start, offer in zip(self._starts, self._task.offers, strict=False):
            for place in range(len(nodes)):
                some = np.flatnonzero(offer.content[:, place])
                content[place][0].extend((start + some).tolist())
                content[place][1].extend(offer.content[some, place].astype(float).tolist())
        for place, node in enumerate(nodes):
            if node.parent is None:
                continue
            (low, high), (columns, values) = bounds[place], content[place]
            if node.cap is None or high <= node.cap:
                content[node.parent][0].extend(columns)
                content[node.parent][1].extend(values)
                bases[node.parent] += bases[place]
                continue
            # INVARIANT: out = min(content, cap): below both, and equal to the one that `cut` names.
            out = self._column(min(low, node.cap), node.cap, whole=False)
            cut = self._column(0, 1, whole=True)
            minus = [-value for value in values]
            self._row([out, *columns], [1, *minus], -np.inf, bases[place])
            self._row([out, cut, *columns], [1, max(high - min(low, node.cap), 0), *minus], bases[place], np.inf)
            self._row([out, cut], [1, -max(node.cap - min(low, node.cap), 0)], min(low, node.cap), np.inf)
            content[node.parent][0].append(out)
            content[node.parent][1].append(1.0)
        return content[-1][0], content[-1][1], bases[-1]

    def solve(
        self, costs: Sequence[int], low: Sequence[int], high: Sequence[int], *, highest: bool = False
    ) -> list[int] | None:
        """The options taken, by offer."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        columns, values, base = self._sums
        limited = list(range(len(low)))
        rows = [
            *self._rows,
            ([*columns, *limited], [*values, *(-float(each) for each in low)], -base, np.inf),
            ([*columns, *limited], [*values, *(-float(each) for each in high)], -np.inf, -base),
        ]
        objective = np.zeros(len(self._low))
        if highest:
            np.subtract.at(objective, columns, values)
        else:
            objective[: len(costs)] = np.array(costs, dtype=float) / max(gcd(*costs), 1)
        places = [(row, column) for row, each in enumerate(rows) for column in each[0]]
        matrix = coo_array(
            ([value for each in rows for value in each[1]], tuple(zip(*places, strict=True))),
            shape=(len(rows), len(self._low)),
        ).tocsr()
        found: Any = milp(
            objective,
            integrality=np.array(self._whole),
            bounds=Bounds(np.array(self._low), np.array(self._high)),
            constraints=LinearConstraint(matrix, [each[2] for each in rows], [each[3] for each in rows]),
            options={"mip_rel_gap": 0.0, "time_limit": float(SECONDS)},
        )
        if found.status == 2:
            return None
        if found.status != 0:
            what = Message("The search for the cheapest way came to no end: {reason}", reason=str(found.message))
            mend = Message("Let fewer measures change, or change them in greater steps.")
            raise Problems([Problem("path-unsolved", what, mend=mend)])
        ends = zip(self._starts, self._starts[1:], strict=False)
        return [int(np.argmax(found.x[start:end])) for start, end in ends]
