"""Competition ranks of many scenarios, held against the count of those that are better."""

from collections import Counter
from random import Random
from typing import Any

import numpy as np
import pytest
from building import scheme

from engine import ranking
from engine.columns import Columns
from engine.expression.evaluation import Numbers, Texts
from engine.fixed import Fixed, column
from engine.plan import Plan, compile_plan
from engine.ranking import ranked

RARE = ("tied", "alone in a group", "nobody ranked in a group", "unknown", "wide", "few totals", "many totals")


def broken_by(*names: str) -> Plan:
    """A scheme whose ties are broken by measures."""
    listed = "".join(
        f"{name}: {{unit: 件, between: [-1000, 1000], may_not_apply: true}}\n" for name in ("分", "甲", "乙")
    )
    return compile_plan(scheme(measures=listed, ranking=f"{{by: total, ties: [{', '.join(names)}], source: 文}}"))


def drawn(rng: Random, shape: tuple[int, int], spread: int) -> Fixed:
    """Numbers within a spread; bounds looser than they are."""
    values = np.array([[rng.randint(-spread, spread) for _ in range(shape[1])] for _ in range(shape[0])], dtype=object)
    return column(values if spread > 2**62 else values.astype(np.int64), 2, -2 * spread, 3 * spread).narrow()


def expected(keys: list[list[Any]], groups: list[int], is_ranked: list[bool]) -> tuple[list[int], list[bool]]:
    """The rank of each unit of one scenario, by comparing it with every other."""
    units = range(len(groups))
    of = [tuple(key[unit] for key in keys) for unit in units]
    ranks = [0] * len(groups)
    for unit in units:
        if is_ranked[unit]:
            others = [each for each in units if is_ranked[each] and groups[each] == groups[unit]]
            ranks[unit] = 1 + sum(of[each] > of[unit] for each in others)
    greatest = {group: max(ranks[unit] for unit in units if groups[unit] == group) for group in set(groups)}
    return ranks, [bool(ranks[unit]) and ranks[unit] == greatest[groups[unit]] for unit in units]


@pytest.mark.parametrize("block", [1, 7, 1 << 15])
def test_ranks_are_one_more_than_there_are_better_ones(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "BLOCK", block)
    seen: Counter[str] = Counter()
    for seed in range(120):
        rng = Random(seed)
        shape = scenarios, units = rng.randint(1, 5), rng.randint(1, 12)
        spread = rng.choice((1, 3, 500, 10**9, 2**70))
        total = drawn(rng, shape, spread)
        plain, keys = {}, [total.scaled.tolist()]
        names = ("甲", "乙")[: rng.randint(0, 2)]
        for name in names:
            values = drawn(rng, (1, units), rng.choice((1, 2**40)))
            known = np.array([rng.random() < 0.8 for _ in range(units)])
            plain[name] = Numbers(values, None if known.all() else known)
            key = [
                value if is_known else float("-inf") for value, is_known in zip(values.scaled[0], known, strict=True)
            ]
            keys.append([key] * scenarios)
            seen["unknown"] += not known.all()
        codes = np.array([rng.randint(0, 2) for _ in range(units)])
        groups = Texts(codes, ("山", "川", "原", "无")) if rng.random() < 0.5 else None
        mask = np.array([[rng.random() < 0.8 for _ in range(units)] for _ in range(scenarios)])
        if rng.random() < 0.4:
            mask[:] = True
        ranks, last = ranked(broken_by(*names), total, Columns(plain), groups, mask)
        for row in range(scenarios):
            own = codes.tolist() if groups is not None else [0] * units
            said = expected([key[row] for key in keys], own, mask[row].tolist())
            assert (ranks[row].tolist(), last[row].tolist()) == said, f"seed {seed}"
            sizes = Counter(group for group, is_ranked in zip(own, mask[row], strict=True) if is_ranked)
            placed = [(group, rank) for group, rank in zip(own, said[0], strict=True) if rank]
            seen["tied"] += len(set(placed)) < len(placed)
            seen["alone in a group"] += groups is not None and 1 in sizes.values()
            seen["nobody ranked in a group"] += len(sizes) < len(set(own))
        seen["wide"] += total.wide
        seen["few totals" if spread < units else "many totals"] += 1
    assert [case for case in RARE if not seen[case]] == []


def test_nobody_to_rank() -> None:
    for shape in ((3, 0), (0, 3)):
        total = Fixed(np.zeros(shape, dtype=np.int64), 2, 0, 0)
        ranks, last = ranked(broken_by(), total, Columns({}), None, np.ones(shape, dtype=np.bool_))
        assert ranks.shape == last.shape == shape
