"""All ways of a unit to a goal, put as a choice of one value for each of its measures, and the cheapest of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from engine.decimals import places_of, scaled_to
from engine.fixed import WIDEST, Fixed
from engine.message import Message
from engine.plan import Plan
from engine.preparation import Prepared
from engine.simulation.reaching.choice import Node, Offer, Task, cheapest, highest
from engine.simulation.reaching.efforts import Efforts
from engine.simulation.reaching.frame import Frame
from engine.simulation.reaching.goals import Goal, stood
from engine.simulation.reaching.levers import MOST_VALUES, Held, Lever, levers, own_indicators
from engine.simulation.reaching.options import (
    MOST_OPTIONS,
    OneUnit,
    Options,
    combinations,
    joined,
    options,
    usual_effort,
)
from engine.simulation.reaching.states import Reach, State, decisive, states

MOST_STATES = 1 << 14
"""So many states of the measures that do more than earn points are scored."""


@dataclass(frozen=True)
class Move:
    """A measure brought to another value, both scaled."""

    measure: str
    decimals: int
    now: int
    to: int
    effort: Decimal


@dataclass(frozen=True)
class Way:
    """A way to the goal, and the total at its end, scaled."""

    moves: tuple[Move, ...]
    total: int


@dataclass(frozen=True)
class Ways:
    """All ways of a unit to a goal.

    Attributes:
        reach: How its points become a total, and which are within reach.
        prices: The measures that may change, and what a step of each costs.
        held: Those that may not.
        level: Whether equal totals are left out of account.
        earning: The options of measures that only earn points.
        deciding: Those of measures that do more.
        states: A state for each combination of these.
        combinations: The options' numbers in each state, (states, sets).
        nodes: The sums under caps.
        node_of: The node of each indicator of the plan.
        top: The greatest total that the scheme knows, scaled.
    """

    reach: Reach
    prices: tuple[tuple[Lever, Decimal], ...]
    held: tuple[Held, ...]
    level: bool
    earning: tuple[Options, ...]
    deciding: tuple[Options, ...]
    states: tuple[State, ...]
    combinations: NDArray[np.int64]
    nodes: tuple[Node, ...]
    node_of: tuple[int, ...]
    top: int

    @property
    def frame(self) -> Frame:
        """How its points become a total."""
        return self.reach.frame

    @property
    def needed(self) -> int | None:
        """The least total that reaches the goal in some state, scaled."""
        return min((state.reaching[0][0] for state in self.states if state.reaching), default=None)

    def cheapest(self) -> Way | None:
        """The cheapest way; of several the one that changes the fewest measures; None: there is none.

        Raises:
            Problems: the solver came to no end.
        """
        rows: list[int] = []
        limits: list[tuple[int, int]] = []
        low, high = self.reach.low, self.reach.high
        for row, state in enumerate(self.states):
            for first, last in state.reaching:
                least = self.frame.least(first, state.adjustments, low, high)
                most = self.frame.greatest(last, state.adjustments, low, high)
                if least is not None and most is not None and least <= most:
                    rows.append(row)
                    limits.append((least, most))
        if not rows:
            return None
        task = self._task(rows, limits)
        # Where more is never too much, an option that costs more and earns no more is never taken.
        one_sided = all(most == high for _, most in limits)
        useful = [_worth_it(offer) if one_sided else np.arange(len(offer.costs)) for offer in task.offers[1:]]
        offers = (offer.pick(some) for offer, some in zip(task.offers[1:], useful, strict=True))
        chosen = cheapest(replace(task, offers=(task.offers[0], *offers)))
        if chosen is None:
            return None
        taken = [chosen[0], *(int(some[option]) for some, option in zip(useful, chosen[1:], strict=True))]
        state = self.states[rows[taken[0]]]
        moves = [*self._moves(self.earning, taken[1:])]
        moves += self._moves(self.deciding, self.combinations[rows[taken[0]]].tolist())
        order = [lever.measure for lever, _ in self.prices]
        moves.sort(key=lambda move: order.index(move.measure))
        return Way(tuple(moves), self.frame.total(task.sum_of(taken), state.adjustments))

    def highest(self) -> int:
        """The greatest total within reach, scaled, whether it reaches the goal or not."""
        best: list[int] = []
        by_sum: dict[Fraction, list[int]] = {}
        for row, state in enumerate(self.states):
            by_sum.setdefault(state.adjustments, []).append(row)
        for adjustments, rows in by_sum.items():
            task = self._task(rows, [(0, 0)] * len(rows))
            best.append(self.frame.total(task.sum_of(highest(task)), adjustments))
        return max(best)

    def _task(self, rows: Sequence[int], limits: Sequence[tuple[int, int]]) -> Task:
        """The choice among some states, each with its limits, and all other options."""
        picked = self.combinations[list(rows)]
        costs = [0] * len(rows)
        content = np.zeros((len(rows), len(self.nodes)), dtype=np.int64)
        for place, some in enumerate(self.deciding):
            content += self._content(some)[picked[:, place]]
            more = _costs(self.prices, some)[picked[:, place]].tolist()
            costs = [have + each for have, each in zip(costs, more, strict=True)]
        offers = [Offer(tuple(costs), content)]
        for some in self.earning:
            offers.append(Offer(tuple(_costs(self.prices, some).tolist()), self._content(some)))
        return Task(self.nodes, tuple(offers), tuple(each[0] for each in limits), tuple(each[1] for each in limits))

    def _content(self, some: Options) -> NDArray[np.int64]:
        return _content(some, self.node_of, len(self.nodes))

    def _moves(self, sets: Iterable[Options], taken: Iterable[int]) -> Iterable[Move]:
        prices = {lever.measure: (lever, effort) for lever, effort in self.prices}
        for some, option in zip(sets, taken, strict=True):
            for column, measure in enumerate(some.measures):
                if steps := int(some.steps[option, column]):
                    lever, effort = prices[measure]
                    yield Move(measure, lever.decimals, lever.now, int(some.values[option, column]), steps * effort)


def _content(some: Options, node_of: Sequence[int], nodes: int) -> NDArray[np.int64]:
    """What each option adds to every node."""
    content = np.zeros((len(some), nodes), dtype=np.int64)
    for column, indicator in enumerate(some.indicators):
        content[:, node_of[indicator]] += some.points[:, column]
    return content


def _costs(prices: Sequence[tuple[Lever, Decimal]], some: Options) -> NDArray[np.int64]:
    """The price of each option as a whole number: first the effort, then how many measures it changes."""
    places = max(places_of(effort) for _, effort in prices)
    by_name = {lever.measure: scaled_to(effort, places) for lever, effort in prices}
    of_steps = np.array([by_name[measure] for measure in some.measures], dtype=object)
    greatest = int((some.steps.max(axis=0) * of_steps).sum()) * (len(prices) + 1)
    steps = some.steps if greatest < WIDEST // 2 else some.steps.astype(object)
    efforts = (steps * of_steps.astype(steps.dtype)).sum(axis=1)
    return np.asarray(efforts * (len(prices) + 1) + (some.steps > 0).sum(axis=1))


def _worth_it(offer: Offer) -> NDArray[np.int64]:
    """The options that earn more than all that cost less; all of them where they earn in several sums."""
    nodes = np.flatnonzero((offer.content != offer.content[0]).any(axis=0))
    if len(nodes) != 1:
        return np.arange(len(offer.costs))
    order = np.argsort(np.array(offer.costs), kind="stable")
    earned = offer.content[order, nodes[0]]
    more = np.ones(len(order), dtype=np.bool_)
    more[1:] = earned[1:] > np.maximum.accumulate(earned)[:-1]
    return np.sort(order[more])


def ways(prepared: Prepared, unit: int, goal: Goal, efforts: Efforts) -> Ways:
    """All ways of a unit to a goal.

    Raises:
        Problems: the efforts are not in order, or a condition cannot be judged.
    """
    numbered = {each.name: place for place, each in enumerate(prepared.plan.indicators)}
    own = own_indicators(prepared, unit)
    one = OneUnit(prepared, unit, tuple((numbered[each.name], each) for each in own))
    _, ruled = decisive(prepared, unit, goal, ties=True)
    chosen, held = levers(prepared, unit, efforts, ruled)
    level = False
    while True:
        sets, too_many = _within(joined(chosen, one))
        every, direct = decisive(prepared, unit, goal, ties=not level)
        if not too_many:
            prices = tuple((lever, _price(one, lever)) for lever in chosen)
            tables = [_reduced(options(one, some), prices, direct) for some in sets]
            deciding = [some for some in tables if every & {*some.measures}]
            count = _product(len(some) for some in deciding)
            if count <= MOST_STATES:
                break
            if not level and goal.among_others and prepared.inputs.ruleset.ranking.ties:
                level = True
                continue
            too_many = max(deciding, key=len).measures[-1]
        reason = Message(
            "Together with others it has too many combinations of values; with fewer of them it could change."
        )
        held = (*held, Held(too_many, reason))
        chosen = tuple(lever for lever in chosen if lever.measure != too_many)
    grids = np.meshgrid(*(np.arange(len(some)) for some in deciding), indexing="ij")
    rows = np.stack([grid.ravel() for grid in grids], axis=1) if deciding else np.zeros((1, 0), dtype=np.int64)
    values = {
        measure: some.values[rows[:, place], column]
        for place, some in enumerate(deciding)
        for column, measure in enumerate(some.measures)
    }
    nominal = stood(prepared, 1, {}).scores
    earning = tuple(some for some in tables if not every & {*some.measures})
    bare, node_of = _nodes(prepared.plan)
    varied = {indicator for some in tables for indicator in some.indicators}
    nodes = _with_bases(bare, node_of, prepared.plan, nominal.points, unit, varied)
    offers = tuple(Offer((0,) * len(some), _content(some, node_of, len(nodes))) for some in tables)
    reach = Reach(Frame.of(prepared, unit, nominal.total), *Task(nodes, offers, (), ()).bounds()[-1])
    return Ways(
        reach=reach,
        prices=prices,
        held=held,
        level=level,
        earning=earning,
        deciding=tuple(deciding),
        states=tuple(states(prepared, unit, goal, values, len(rows), reach, ties=not level)),
        combinations=rows,
        nodes=nodes,
        node_of=node_of,
        top=nominal.total.high,
    )


def _price(one: OneUnit, lever: Lever) -> Decimal:
    if lever.effort is not None:
        return lever.effort
    bounds = one.prepared.inputs.ruleset.measures[lever.measure].between
    low, high = (scaled_to(bound, lever.decimals) for bound in bounds)
    if (high - low) // lever.step >= MOST_VALUES:
        low, high = lever.low, lever.high
    return usual_effort(one, lever, low, high)


def _within(sets: list[list[Lever]]) -> tuple[list[list[Lever]], str | None]:
    """The sets, and a measure of one that has too many combinations."""
    for some in sets:
        if combinations(some) > MOST_OPTIONS:
            return sets, some[-1].measure
    return sets, None


def _product(counts: Iterable[int]) -> int:
    product = 1
    for count in counts:
        product *= count
    return product


def _reduced(some: Options, prices: Sequence[tuple[Lever, Decimal]], direct: frozenset[str]) -> Options:
    """The cheapest option of those that earn the same and, where rules name a measure itself, have the same value."""
    named = [column for column, measure in enumerate(some.measures) if measure in direct]
    keys = np.concatenate([some.points, some.values[:, named]], axis=1)
    order = np.argsort(_costs(prices, some), kind="stable")
    _, first = np.unique(keys[order], axis=0, return_index=True)
    return some.pick(order[np.sort(first)])


def _nodes(plan: Plan) -> tuple[list[Node], tuple[int, ...]]:
    """The capped groups, inner ones first, then everything; and the innermost of these around each indicator."""
    capped = [group for group in plan.groups if group.rule.at_most is not None]
    last = len(capped)
    nodes = []
    for place, group in enumerate(capped):
        around = [n for n in range(place + 1, last) if {*group.indicators} <= {*capped[n].indicators}]
        cap = plan.number(f"{group.path}.at_most").to(plan.decimals)
        nodes.append(Node(around[0] if around else last, int(cap.scaled[0, 0]), 0))
    node_of = []
    for indicator in range(len(plan.indicators)):
        node_of.append(next((place for place, group in enumerate(capped) if indicator in group.indicators), last))
    return [*nodes, Node(None, None, 0)], tuple(node_of)


def _with_bases(
    nodes: Sequence[Node],
    node_of: Sequence[int],
    plan: Plan,
    points: dict[str, Fixed],
    unit: int,
    varied: set[int],
) -> tuple[Node, ...]:
    """The nodes with what the unit has in them from the indicators that no option changes."""
    bases = [0] * len(nodes)
    for place, indicator in enumerate(plan.indicators):
        if place not in varied:
            bases[node_of[place]] += int(points[indicator.name].to(plan.decimals).scaled[0, unit])
    return tuple(Node(node.parent, node.cap, base) for node, base in zip(nodes, bases, strict=True))
