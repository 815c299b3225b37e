"""Draws written down: what the oracle makes of them, what the official path makes of them, and what is refused."""

from collections import Counter
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from random import Random

import numpy as np
import pytest
from chance_county import cycle, error, uncertain
from oracle.generate import County, county
from oracle.questions import Refused
from oracle.scoring import told
from oracle.yaml_text import yaml_text

from engine.cycle import assessed_period
from engine.data import Data
from engine.decision import Decisions
from engine.fixed import fixed
from engine.history import History, Record
from engine.preparation import Inputs, Prepared, prepare
from engine.problem import Problems
from engine.simulation.chance import confidence
from engine.simulation.chance.data_errors import Error
from engine.simulation.chance.drawn_weights import Spread, weight_sets
from engine.simulation.chance.draws import Uncertainty
from engine.simulation.chance.jobs import Job
from engine.simulation.chance.rescoring import differences, officially, rescored, sampled, written
from engine.simulation.scenario import Step
from engine.simulation.standings import Standings, scorer
from engine.simulation.variants import Variants
from engine.source import load
from engine.source.address import Addresses


def prepared(given: County) -> Prepared:
    ruleset = load(yaml_text(given.ruleset))
    records = [Record(**{key: value for key, value in record.items() if value}) for record in given.history]
    data = Data.from_rows(given.data["units"], **given.data.get("tables", {}))
    history, decisions = History.of(records), Decisions.from_plain(given.decisions)
    return prepare(Inputs(ruleset, data, history, decisions, assessed_period(ruleset, given.period)))


def uncertainty(base: Prepared, rng: Random) -> Uncertainty | None:
    """Weights, where some can vary, and errors of up to three measures."""
    reported = [name for name in base.inputs.ruleset.measures if name in base.inputs.data.units.columns]
    names = rng.sample(reported, min(len(reported), 3))
    errors = {name: Error(size=Decimal(rng.randint(1, 60)), relative=rng.random() < 0.5) for name in names}
    weights = Spread(Decimal("0.3")) if weight_sets(base.plan) else None
    return Uncertainty(weights, errors, 1) if weights or errors else None


def alone(given: County, step: Step) -> County:
    """The county with one draw written into its ruleset and its data."""
    ruleset, data = deepcopy(given.ruleset), deepcopy(given.data)
    addresses = Addresses(ruleset)
    for address, text in step.edits.items():
        known = addresses.known(address)
        path = (
            addresses.path(address) if known else (*addresses.path(address.rpartition(".")[0]), address.split(".")[-1])
        )
        holder = ruleset
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = text
    for row in data["units"]:
        row |= {column: text for (unit, column), text in step.cells.items() if unit == row["unit"].strip()}
    return replace(given, ruleset=ruleset, data=data)


def placed(found: Standings, base: Prepared, row: int) -> dict[str, tuple[str, str, int | None]]:
    grades = [rule.grade for rule in base.inputs.ruleset.grades]
    return {
        unit: (
            Decimal(int(found.total.scaled[row, index])).scaleb(-found.total.decimals),
            grades[found.grades[row, index]],
            int(found.ranks[row, index]) or None,
        )
        for index, unit in enumerate(base.units)
    }


@pytest.mark.no_cover
def test_a_draw_written_down_is_what_the_oracle_makes_of_it():
    seen: Counter[str] = Counter()
    for seed in range(60):
        given, rng = county(seed), Random(seed)
        if given.totals is not None:
            continue
        try:
            base = prepared(given)
        except Problems:
            continue
        uncertain_here = uncertainty(base, rng)
        if uncertain_here is None:
            continue
        try:
            variants = uncertain_here.variants(base, 0, 3)
        except Problems:
            seen["not drawn"] += 1
            continue
        together = scorer(base)(variants)
        for row in range(3):
            (step,) = written(base, variants, row, "").steps
            try:
                said = told(alone(given, step).run())
            except Refused:  # a decision no longer answers a question, or effects are now incompatible
                seen["refused"] += 1
                continue
            expected = {unit: (Decimal(one["total"]), one["grade"], one["rank"]) for unit, one in said["units"].items()}
            assert placed(together, base, row) == expected, (seed, row)
            seen["draw"] += 1
            seen["cells"] += bool(step.cells)
            seen["points"] += any(path.endswith(".points") for path in step.edits)
            seen["groups"] += any(path.startswith("groups.") for path in step.edits)
            seen["points of methods"] += any(not path.endswith(".points") for path in step.edits)
    assert seen["draw"] > 80
    assert seen["not drawn"] < 10
    assert all(seen[case] for case in ("cells", "points", "groups", "points of methods"))


def test_a_draw_is_a_scenario_that_people_could_write():
    base = cycle()
    numbers = {
        "indicators.任务.points": fixed("30", "31.00", shape=(2, 1)),
        "indicators.直评.points": fixed("25", "24", shape=(2, 1)),
        "indicators.台阶.steps.2.earns": fixed("12.25", "12.5", shape=(2, 1)),
    }
    values = np.array([[100, 95, 90, 80, 100, 99, 60, 10], [100, 95, 90, 80, 100, 99, 60, 11]])
    (nothing,) = written(
        base, Variants(2, numbers, {"完成": fixed(*values.ravel().tolist(), shape=(2, 8))}), 0, "甲"
    ).steps
    assert (nothing.edits, nothing.cells) == ({}, {})
    (step,) = written(
        base, Variants(2, numbers, {"完成": fixed(*values.ravel().tolist(), shape=(2, 8))}), 1, "乙"
    ).steps
    assert step.edits == {
        "indicators.任务.points": "31",
        "indicators.直评.points": "24",
        "indicators.台阶.steps.2.earns": "12.5",
        "groups.减贫.points": "61",
        "groups.管理.points": "39",
    }
    assert step.cells == {("辛", "完成"): "11"}


def test_sampled_draws_are_the_same_for_a_seed_and_all_where_there_are_few():
    assert sampled(1, 4) == (0, 1, 2, 3)
    picked = sampled(1, 1000)
    assert len(set(picked)) == 10
    assert picked == tuple(sorted(picked)) == sampled(1, 1000)
    assert picked != sampled(2, 1000)
    assert max(picked) < 1000


def job(**errors: Error) -> Job:
    return confidence.job(cycle(), uncertain(**errors), 40)


def test_ten_draws_are_scored_once_more():
    assert rescored(job(得分=error("3"))) == 10
    assert rescored(confidence.job(cycle(), uncertain(None, 得分=error("3")), 4)) == 4


def test_decisions_that_no_longer_answer_are_left_out():
    """乙 and 丙 are level officially, and apart in most draws."""
    columns = {"完成": "80 95 95 80 100 99 60 10", "件数": "3 1 1 2 0 1 3 9"}
    answers = {"question": "prizes/一等奖/乙+丙", "answer": ["丙", "乙"], "reason": "会议"}
    decisions = Decisions.from_plain({"decided_on": None, "decisions": [answers]})
    base = cycle(decisions=decisions, **columns)
    assert rescored(confidence.job(base, uncertain(得分=error("3")), 40)) == 10


@pytest.mark.parametrize(
    ("part", "paths"),
    [
        ("total", ["totals"]),
        ("grades", ["grades"]),
        ("ranks", ["ranks"]),
        ("sure", ["prizes.一等奖"]),
        ("possible", ["prizes.一等奖"]),
        ("money", ["money"]),
    ],
)
def test_whatever_differs_is_found(part, paths):
    base = cycle()
    variants = uncertain(得分=error("3")).variants(base, 5, 6)
    found, official = scorer(base)(variants), officially(base, variants, 0, "甲")
    assert differences(base, found, 0, official, "5") == []
    awards = found.awards
    first = awards.prizes["一等奖"]
    match part:
        case "total":
            found = replace(found, total=found.total + fixed("0.01"))
        case "grades":
            found = replace(found, grades=np.roll(found.grades, 1, axis=1))
        case "ranks":
            found = replace(found, ranks=np.roll(found.ranks, 1, axis=1))
        case "sure":
            first = replace(first, sure=np.roll(first.sure, 1, axis=1), possible=np.roll(first.sure, 1, axis=1))
            found = replace(found, awards=replace(awards, prizes={**awards.prizes, "一等奖": first}))
        case "possible":
            first = replace(first, possible=np.ones_like(first.possible))
            found = replace(found, awards=replace(awards, prizes={**awards.prizes, "一等奖": first}))
        case "money":
            found = replace(found, awards=replace(awards, money=awards.money + fixed("1")))
    problems = differences(base, found, 0, official, "5")
    assert [(problem.code, problem.place.path) for problem in problems] == [
        ("simulate-rescoring", path) for path in paths
    ]


def test_a_run_that_differs_is_refused():
    work = job(得分=error("3"))
    score = work.score

    def wrong(variants: Variants) -> Standings:
        found = score(variants)
        return replace(found, ranks=found.ranks[:, ::-1])

    object.__setattr__(work, "score", wrong)
    with pytest.raises(Problems) as raised:
        rescored(work)
    assert {problem.code for problem in raised.value.problems} == {"simulate-rescoring"}
