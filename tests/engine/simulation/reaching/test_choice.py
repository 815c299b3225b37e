"""Choices under caps within limits, held against trying out every combination."""

from itertools import product
from random import Random

import numpy as np
import pytest

from engine.simulation.reaching.choice import Node, Offer, Task, cheapest, highest


def task(random: Random) -> Task:
    """Two capped groups, one within the other, and up to five sets of options."""
    nodes = (
        Node(random.choice([1, 2]), random.choice([6, 10, 30]), random.randint(0, 4)),
        Node(2, random.choice([9, 14, None]), random.randint(-3, 4)),
        Node(None, None, random.randint(0, 9)),
    )
    offers = []
    for _ in range(random.randint(1, 5)):
        count = random.randint(1, 5)
        content = [[random.randint(-2, 9) if random.random() < 0.5 else 0 for _ in nodes] for _ in range(count)]
        costs = tuple(random.choice([0, 1, 2, 7, 100, 12345]) for _ in range(count))
        offers.append(Offer(costs, np.array(content)))
    rows = len(offers[0].costs)
    low = [random.randint(0, 40) for _ in range(rows)]
    high = [each + random.choice([0, 2, 50]) for each in low]
    return Task(nodes, tuple(offers), tuple(low), tuple(high))


def sums(one: Task) -> dict[tuple[int, ...], int]:
    """What every combination comes to, worked out from the inside out."""
    found = {}
    for taken in product(*(range(len(offer.costs)) for offer in one.offers)):
        inner, outer, whole = (
            node.base + sum(int(offer.content[option][place]) for offer, option in zip(one.offers, taken, strict=True))
            for place, node in enumerate(one.nodes)
        )
        inner = min(inner, one.nodes[0].cap)
        if one.nodes[0].parent == 1:
            outer += inner
        else:
            whole += inner
        found[taken] = whole + (outer if one.nodes[1].cap is None else min(outer, one.nodes[1].cap))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_the_cheapest_and_the_highest_of_all_combinations(seed: int) -> None:
    one = task(Random(seed))
    every = sums(one)
    costs = {
        taken: sum(offer.costs[option] for offer, option in zip(one.offers, taken, strict=True))
        for taken, whole in every.items()
        if one.low[taken[0]] <= whole <= one.high[taken[0]]
    }
    found = cheapest(one)
    if found is None:
        assert not costs
    else:
        assert costs[tuple(found)] == min(costs.values())
        assert one.sum_of(found) == every[tuple(found)]
    assert every[tuple(highest(one))] == max(every.values())


def test_both_kinds_came_up() -> None:
    assert {cheapest(task(Random(seed))) is None for seed in range(60)} == {True, False}


def test_costs_of_very_different_size_are_told_apart() -> None:
    """A difference of 1 in costs of a thousand million."""
    content = np.array([[0], [5], [5]])
    offers = (Offer((0,), np.array([[0]])), Offer((0, 1_000_000_001, 1_000_000_000), content))
    assert cheapest(Task((Node(None, None, 0),), offers, (5,), (5,))) == [0, 2]


def test_bounds_of_every_sum() -> None:
    offers = (Offer((0, 0), np.array([[0, 0], [9, 1]])), Offer((0, 0), np.array([[-2, 0], [3, 4]])))
    one = Task((Node(1, 10, 1), Node(None, None, 5)), offers, (0, 0), (0, 0))
    assert one.bounds() == [(-1, 13), (4, 20)]
