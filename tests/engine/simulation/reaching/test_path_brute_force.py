"""Generated cases, each solved by trying out every combination of values through the official scoring.

Cases of every kind must come up: goals reached already, vetoed, out of reach, reached at a tie, and exactly at a step.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from random import Random

import numpy as np
from building import county
from simulated import ready

from engine.fixed import Fixed
from engine.preparation import Prepared
from engine.simulation.reaching.efforts import Effort, Efforts
from engine.simulation.reaching.goals import Goal, ToRank, to_grade, to_prize
from engine.simulation.reaching.path import Answer, Path, path
from engine.simulation.variants import Outcomes, Variants, outcomes

CASES = 80
STEPS_OF_RATE = {"0.2", "0.3", "0.4", "0.7", "1.0", "1.1", "1.3", "1.5", "1.8", "1.9"}
"""Where the methods of the first indicator have a step, a corner or a limit."""

MEASURES = """
率: {unit: '%', decimals: 1, between: [0, 2]}
户: {unit: 户, between: [0, 6], may_not_apply: true}
务: {unit: 户, between: [1, 6], may_not_apply: true}
件: {unit: 件, between: [0, 5]}
项: {unit: 项, between: [0, 4]}
案: {unit: 件, between: [0, 3]}
"""
STEPS = "[{from: 1.5, earns: 20}, {from: 0.7, earns: 12.5}, {from: 0.2, earns: 4}]"
CORNERS = "[{at: 0.3, earns: 0}, {at: 1.1, earns: 15}, {at: 1.9, earns: 20}]"


def indicators(random: Random) -> str:
    """Four indicators, in a group with a cap or alone, whatever method they have."""
    first = random.choice(
        [
            f"method: ladder, value: 率, steps: {STEPS}",
            f"method: interpolation, value: 率, through: {CORNERS}",
            "method: shortfall, value: 率, limit: 0.4, each: 0.3, deduct: 3, steps: started",
            "method: shortfall, value: 率, at_least: 1.8, each: 0.5, deduct: 4.33",
        ]
    )
    away = random.choice(["full", "exclude", "peer_mean", "zero"])
    second = random.choice(
        [
            f"method: completion, actual: 户, target: 务, not_applicable: {away}",
            f"method: all_or_nothing, when: 户 >= 务, not_applicable: {away}",
        ]
    )
    third = random.choice(
        [
            "method: per_instance, count: 件, deduct: 7",
            "method: per_instance, count: 2 * 件 + 项, deduct: 3.5, at_most: 25",
            "method: per_instance, count: 'max(件, 项)', deduct: 6, floor: none",
        ]
    )
    fourth = random.choice(["method: given, score: 项, out_of: 4", "method: all_or_nothing, when: 项 >= 3"])
    entries = [
        f"{{name: 一, points: 20, {first}, source: 文}}",
        f"{{name: 二, points: 35, {second}, source: 文}}",
        f"{{name: 三, points: 30, {third}, source: 文}}",
        f"{{name: 四, points: 15, {fourth}, source: 文}}",
    ]
    cap = random.choice(["", ", at_most: 42.5", ", at_most: 30"])
    if random.random() < 0.5:
        return f"[{{group: 组, points: 55{cap}, indicators: [{entries[0]}, {entries[1]}]}}, {entries[2]}, {entries[3]}]"
    return f"[{', '.join(entries)}]"


def adjustments(random: Random) -> str:
    """A bonus or deduction, and a veto or withdrawal."""
    first = random.choice(
        [
            "{name: 加, bonus: 2 * 项, at_most: 5, source: 文}",
            "{name: 加, bonus: points.二 * 0.1, source: 文}",
            "{name: 扣, when: 件 > 2, deduct: 4, source: 文}",
        ]
    )
    second = random.choice(
        [
            "{name: 否, when: 案 > 0, grade_at_most: 一般, source: 文}",
            "{name: 否, when: 件 > 3, grade_at_most: 较差, source: 文}",
            "{name: 撤, when: 案 > 1, withdraw: true, source: 文}",
        ]
    )
    return f"[{first}, {second}]"


def cycle(random: Random) -> Prepared:
    """Four units under a scheme."""
    parts = {
        "measures": MEASURES,
        "indicators": indicators(random),
        "scoring": random.choice(
            [
                "{full_marks: 100}",
                "{full_marks: 100, total: {between: [0, 80]}}",
                "{full_marks: 100, points: {decimals: 1}, total: {decimals: 0, rounding: half_even}}",
                "{full_marks: 100, bonuses: {at_most: 3}, total: {between: [0, 100]}}",
            ]
        ),
        "ranking": random.choice(
            [
                "{by: total, source: 文}",
                "{by: total, ties: [points.一], source: 文}",
                "{by: total, ties: [件], source: 文}",
            ]
        ),
        "grades": (
            "[{grade: 好, from: 80, source: 文}, {grade: 较好, from: 60, source: 文},"
            " {grade: 一般, from: 35, source: 文}, {grade: 较差, source: 文}]"
        ),
        "prizes": random.choice(
            [
                "[{name: 一等, winners: 1, amount: 9, source: 文}, {name: 二等, winners: 1, amount: 5, source: 文}]",
                "[{name: 一等, winners: 1, amount: 9, among: grade == '较好', source: 文},"
                " {name: 二等, winners: 2, amount: 5, among: grade == '较好', source: 文}]",
                "[{name: 一等, winners: 1, amount: 9, among: total < 75 and 件 <= 3, source: 文},"
                " {name: 二等, winners: 1, amount: 5, source: 文}]",
            ]
        ),
    }
    if random.random() < 0.9:
        parts["adjustments"] = adjustments(random)
    away = [random.random() < 0.3 for _ in range(4)]
    whole = {"件": 5, "项": 4, "案": 1}
    cells = {name: [str(random.randint(0, most)) for _ in range(4)] for name, most in whole.items()}
    cells["率"] = [f"{random.randint(0, 20) / 10}" for _ in range(4)]
    cells["户"] = ["不适用" if gone else str(random.randint(0, 6)) for gone in away]
    cells["务"] = ["不适用" if gone else str(random.randint(1, 6)) for gone in away]
    if random.random() < 0.3:  # twins, so that totals are equal
        for column in cells.values():
            column[1] = column[0]
    return ready(county(**cells), **parts)


@dataclass(frozen=True)
class Tried:
    """What trying out everything found: the least effort, how many measures that changes; the greatest total."""

    least: tuple[Decimal, int] | None
    greatest: int


def trials(prepared: Prepared, goal: Goal, efforts: Efforts) -> Tried:
    """Every combination of values of the first unit, scored officially, one variant each."""
    values, costs = [], []
    for name, effort in efforts.measures.items():
        column = prepared.columns.plain[name].values
        now = int(column.scaled[0])
        step = int(effort.step.scaleb(column.decimals))
        low, high = (int(end.scaleb(column.decimals)) for end in effort.between)
        some = sorted({now, *(value for value in range(now % step, high + 1, step) if low <= value)})
        values.append(some)
        costs.append({value: (abs(value - now) // step * effort.effort, int(value != now)) for value in some})
    everything = list(product(*values))
    measures = {}
    for place, name in enumerate(efforts.measures):
        column = prepared.columns.plain[name].values
        scaled = np.repeat(column.scaled.astype(np.int64)[None, :], len(everything), axis=0)
        scaled[:, 0] = [row[place] for row in everything]
        measures[name] = Fixed(scaled, column.decimals, column.low, column.high)
    found = outcomes(prepared, Variants(len(everything), measures=measures))
    least = None
    for row, reached in zip(everything, reaches(found, goal), strict=True):
        if reached:
            parts = [cost[value] for cost, value in zip(costs, row, strict=True)]
            whole = (sum((each for each, _ in parts), Decimal(0)), sum(each for _, each in parts))
            least = whole if least is None else min(least, whole)
    return Tried(least, int(found.total.scaled[:, 0].max()))


def reaches(found: Outcomes, goal: Goal) -> list[bool]:
    """In which variants the first unit has what it wants, told by grades, ranks and awards alone."""
    if isinstance(goal, ToRank):
        return [0 < rank <= goal.rank for rank in found.ranks[:, 0].tolist()]
    if not goal.among_others:
        return [grade <= goal.place for grade in found.grades[:, 0].tolist()]
    names = [prize.name for prize in goal.series]
    prizes = found.awards.prizes
    sure = np.any([prizes[name].sure[:, 0] for name in names], axis=0)
    # Level with others over several prizes: one of them is sure if none beyond them is possible.
    ranks = found.ranks
    admitted = ranks > 0
    if (among := goal.series[0].among) is not None:
        first = names[0]
        admitted = admitted & _admitted(found, str(among), first)
    ahead = (admitted & (ranks <= ranks[:, [0]])).sum(axis=1)
    places = sum(prize.winners for prize in goal.series)
    return [bool(each) for each in sure | (admitted[:, 0] & (ahead <= places))]


def _admitted(found: Outcomes, among: str, first: str) -> np.ndarray:
    """Who may have a prize, worked out by hand for the conditions of this file."""
    if among == "grade == '较好'":
        return found.grades == 1
    assert among == "total < 75 and 件 <= 3"
    total = found.total.scaled < 75 * 10**found.total.decimals
    return total & (np.broadcast_to(found.varied.columns.plain["件"].values.scaled, total.shape) <= 3)


def goal_of(random: Random, prepared: Prepared) -> Goal:
    ruleset = prepared.inputs.ruleset
    return random.choice(
        [
            to_grade(ruleset, random.choice(["好", "较好", "一般"])),
            ToRank(random.choice([1, 2, 3])),
            to_prize(ruleset, random.choice(["一等", "二等"])),
        ]
    )


def efforts_of(random: Random) -> Efforts:
    """Prices, steps and limits of three to five measures; 率 has 21 values, the others up to 7."""
    spans = {"率": ("0", "2"), "户": ("0", "6"), "件": ("0", "5"), "项": ("0", "4"), "案": ("0", "3"), "务": ("1", "6")}
    chosen = random.sample(list(spans), random.choice([3, 3, 4]))
    measures = {}
    for name in sorted(chosen):
        low, high = map(Decimal, spans[name])
        if random.random() < 0.4:
            high -= 1
        step = random.choice(["0.1", "0.2", "0.5"]) if name == "率" else random.choice(["1", "1", "2"])
        price = Decimal(random.choice(["0", "0.3", "1", "1", "2.75", "10"]))
        measures[name] = Effort(effort=price, step=Decimal(step), between=(low, high))
    return Efforts(measures=measures)


def kinds(found: Path, prepared: Prepared, goal: Goal) -> list[str]:
    """What is rare about a case."""
    named = [found.answer.value]
    if found.answer is Answer.IMPOSSIBLE and found.because:
        named.append("vetoed" if any("veto" in str(each) for each in found.because) else "other reasons")
    if found.answer is Answer.FOUND and found.after is not None:
        others = outcomes(prepared).total.texts()[1:]
        named += ["tie"] if found.after.total in others else []
        named += ["at a cut"] if found.after.total in ("80.00", "60.00", "35.00", "80", "60", "35") else []
        at_a_step = any(each.measure == "率" and each.to in STEPS_OF_RATE for each in found.changes)
        named += ["at a step"] if at_a_step else []
        named += ["several"] if len(found.changes) > 1 else []
        named += [type(goal).__name__]
    return named


def test_nothing_cheaper_is_found_by_trying_everything() -> None:
    seen: Counter[str] = Counter()
    for seed in range(CASES):
        _holds(seed, seen)
    assert sum(seen[each.value] for each in Answer) + seen["incomplete"] == CASES
    rare = ("there", "found", "impossible", "vetoed", "tie", "at a cut", "at a step", "several", "ToGrade", "ToRank")
    assert {kind: seen[kind] > 0 for kind in (*rare, "ToPrize")} == dict.fromkeys((*rare, "ToPrize"), True)


def _holds(seed: int, seen: Counter[str]) -> None:
    """One case against all combinations of values."""
    random = Random(seed)
    prepared = cycle(random)
    if "甲" not in prepared.units or prepared.units[0] != "甲":
        seen["incomplete"] += 1
        return
    goal, efforts = goal_of(random, prepared), efforts_of(random)
    efforts = Efforts(measures={name: each for name, each in efforts.measures.items() if _applies(prepared, name)})
    found = path(prepared, "甲", goal, efforts)
    tried = trials(prepared, goal, efforts)
    seen.update(kinds(found, prepared, goal))
    if tried.least is None:
        assert found.answer is Answer.IMPOSSIBLE, seed
        if found.most is not None:
            assert int(Decimal(found.most).scaleb(outcomes(prepared).total.decimals)) == tried.greatest, seed
        return
    assert found.answer is (Answer.THERE if tried.least == (0, 0) else Answer.FOUND), seed
    assert (Decimal(found.effort), len(found.changes)) == tried.least, seed


def _applies(prepared: Prepared, name: str) -> bool:
    return name not in prepared.applies or bool(prepared.applies[name][0])
