"""How sure a result is, against lists that a loop over single draws fills."""

from collections import Counter
from math import ceil, sqrt

import pytest
from chance_county import cycle, error, ruleset, uncertain

from engine.decision import Decisions
from engine.problem import Problems
from engine.simulation.chance import confidence as analysis
from engine.simulation.chance.confidence import Confidence, confidence
from engine.simulation.variants import outcomes

DRAWS = 120
GRADES = ["好", "较好", "一般", "较差"]
SAME = {
    "片区": "川 川 川 川 川 川 川 川",
    "完成": "9 9 9 9 9 9 9 9",
    "任务": "9 9 9 9 9 9 9 9",
    "件数": "0 0 0 0 0 0 0 0",
}


def found(base, uncertainty, draws: int = DRAWS) -> Confidence:
    work = analysis.job(base, uncertainty, draws)
    return confidence(work, work.tally(0, work.draws), 10)


def one_by_one(base, uncertainty, draws: int = DRAWS) -> list:
    """Every draw scored alone."""
    return [outcomes(base, uncertainty.variants(base, draw, draw + 1)) for draw in range(draws)]


@pytest.fixture(scope="module")
def county():
    """Some units tie, some do not apply, one is withdrawn in some draws."""
    withdrawn = "[{name: 退出, when: 件数 >= 10, withdraw: true, source: 文}]"
    base = cycle(ruleset(adjustments=withdrawn), 件数="0 1 1 2 0 1 3 9", 完成="100 95 95 80 100 99 60 10")
    uncertainty = uncertain("0.2", 件数=error("1"))
    return base, uncertainty, found(base, uncertainty), one_by_one(base, uncertainty)


def share(count: int) -> tuple[int, float, float]:
    p = count / DRAWS
    return count, p, sqrt(p * (1 - p) / DRAWS)


def told(chance) -> tuple[int, float, float]:
    return chance.count, chance.share, chance.error


def test_units_stand_in_the_official_order(county):
    base, _, study, _ = county
    official = outcomes(base)
    assert [(each.unit, each.rank, each.grade) for each in study.units] == sorted(
        (
            (unit, int(official.ranks[0, index]), GRADES[official.grades[0, index]])
            for index, unit in enumerate(base.units)
        ),
        key=lambda each: (each[1], base.units.index(each[0])),
    )


def test_ranks_are_counted(county):
    base, _, study, draws = county
    for each in study.units:
        index = base.units.index(each.unit)
        ranks = sorted(int(draw.ranks[0, index]) for draw in draws)
        assert told(each.unranked) == share(ranks.count(0))
        ranked = [rank for rank in ranks if rank]
        assert each.ranks == tuple(ranked.count(rank) for rank in range(1, 9))
        for quantile, q in zip(each.quantiles, (0.05, 0.5, 0.95), strict=True):
            number = len(ranked)
            width = 1.959963984540054 * sqrt(number * q * (1 - q))
            places = [ceil(number * q + each - 1e-9) for each in (0, -width, width)]
            expected = [1 if place < 1 else 8 if place > number else ranked[place - 1] for place in places]
            assert [quantile.value, quantile.low, quantile.high] == expected
    assert any(each.unranked.count for each in study.units)


def test_grades_are_counted(county):
    base, _, study, draws = county
    for each in study.units:
        index = base.units.index(each.unit)
        grades = Counter(int(draw.grades[0, index]) for draw in draws)
        assert [told(chance) for chance in each.grades] == [share(grades[code]) for code in range(4)]


def test_prizes_are_counted_with_open_ties_both_ways(county):
    base, _, study, draws = county
    open_ties = 0
    for each in study.units:
        index = base.units.index(each.unit)
        for name, likely in zip(("一等奖", "二等奖"), each.prizes, strict=True):
            sure = sum(bool(draw.awards.prizes[name].sure[0, index]) for draw in draws)
            possible = sum(bool(draw.awards.prizes[name].possible[0, index]) for draw in draws)
            assert (told(likely.sure), told(likely.possible)) == (share(sure), share(possible))
            open_ties += possible - sure
    assert open_ties


def test_pairs_are_counted(county):
    base, _, study, draws = county
    level = 0
    for each in study.units:
        own = base.units.index(each.unit)
        assert [pair.other for pair in each.pairs] == [unit for unit in base.units if unit != each.unit]
        for pair in each.pairs:
            other = base.units.index(pair.other)
            ranks = [(int(draw.ranks[0, own]), int(draw.ranks[0, other])) for draw in draws]
            assert told(pair.above) == share(sum(0 < a < b for a, b in ranks))
            assert told(pair.level) == share(sum(0 < a == b for a, b in ranks))
            level += pair.level.count
    assert level


def test_a_tie_for_two_prizes_leaves_open_which_but_not_that_it_is_one():
    base = cycle(完成="10 95 95 80 100 99 60 10", 得分="30 93.25 93.25 70 30 30 30 30")
    study = found(base, uncertain("0"), 5)
    first, second = (each for each in study.units if each.unit in ("乙", "丙"))
    for each in (first, second):
        assert [(one.sure.count, one.possible.count) for one in each.prizes] == [(0, 5), (0, 5)]
        assert (each.any_prize.sure.count, each.any_prize.possible.count) == (5, 5)


@pytest.mark.parametrize("amounts", [(0, 0, 0), (50, -20, 10), (-50, -30, 0)])
def test_a_tie_for_two_prizes_is_one_for_sure_whatever_they_are_worth(amounts):
    """One first, two tied for a second and a third, two tied for the last of four."""
    prizes = "\n".join(
        f"- {{name: {name}等奖, winners: {winners}, amount: {amount}, source: 文}}"
        for name, winners, amount in zip("一二三", (1, 1, 2), amounts, strict=True)
    )
    base = cycle(ruleset(prizes=prizes), 得分="95 80 80 70 70 60 60 30", **SAME)
    units = {each.unit: each for each in found(base, uncertain(None, 得分=error("0")), 3).units}
    some = {name: (each.any_prize.sure.count, each.any_prize.possible.count) for name, each in units.items()}
    assert some == {
        **dict.fromkeys("甲乙丙", (3, 3)),
        **dict.fromkeys("丁戊", (0, 3)),
        **dict.fromkeys("己庚辛", (0, 0)),
    }


def test_prizes_for_the_first_and_for_the_last_count_together():
    prizes = """
- {name: 一等奖, winners: 1, amount: 0, source: 文}
- {name: 二等奖, winners: 2, amount: 0, source: 文}
- {name: 警示, winners: 1, amount: 0, from: last, source: 文}
"""
    base = cycle(ruleset(prizes=prizes), 得分="95 80 80 70 70 60 30 30", **SAME)
    units = {each.unit: each for each in found(base, uncertain(None, 得分=error("0")), 3).units}
    some = {name: (each.any_prize.sure.count, each.any_prize.possible.count) for name, each in units.items()}
    assert some == {
        **dict.fromkeys("甲乙丙", (3, 3)),
        **dict.fromkeys("丁戊己", (0, 0)),
        **dict.fromkeys("庚辛", (0, 3)),
    }


def test_a_decided_tie_is_no_longer_open():
    answers = {"question": "prizes/一等奖/乙+丙", "answer": ["丙", "乙"], "reason": "会议"}
    decisions = Decisions.from_plain({"decided_on": None, "decisions": [answers]})
    base = cycle(decisions=decisions, 完成="10 95 95 80 100 99 60 10", 得分="30 93.25 93.25 70 30 30 30 30")
    units = {each.unit: each for each in found(base, uncertain("0"), 5).units}
    assert [(one.sure.count, one.possible.count) for one in units["丙"].prizes] == [(5, 5), (0, 0)]
    assert [(one.sure.count, one.possible.count) for one in units["乙"].prizes] == [(0, 0), (5, 5)]


def test_groups_are_ranked_and_paired_apart():
    given = ruleset(ranking="{by: total, within: 片区, source: 文}")
    base = cycle(given, 片区="川 山 川 川 山 山 川 川")
    uncertainty = uncertain("0.2", 件数=error("1"))
    study = found(base, uncertainty)
    draws = one_by_one(base, uncertainty)
    assert [each.group for each in study.units] == ["川"] * 5 + ["山"] * 3
    for each in study.units:
        index = base.units.index(each.unit)
        ranks = [int(draw.ranks[0, index]) for draw in draws]
        assert each.ranks == tuple(ranks.count(rank) for rank in range(1, 6))
        others = {"川": "甲丙丁庚辛", "山": "乙戊己"}[each.group]
        assert [pair.other for pair in each.pairs] == [unit for unit in others if unit != each.unit]
        for pair in each.pairs:
            other = base.units.index(pair.other)
            above = sum(int(draw.ranks[0, index]) < int(draw.ranks[0, other]) for draw in draws)
            assert pair.above.count == above


def test_without_uncertainty_everything_is_sure():
    base = cycle()
    official = outcomes(base)
    for each in found(base, uncertain("0"), 80).units:
        index = base.units.index(each.unit)
        rank = int(official.ranks[0, index])
        assert [(one.value, one.low, one.high) for one in each.quantiles] == [(rank, rank, rank)] * 3
        assert each.ranks[rank - 1] == 80
        assert [one.count for one in each.grades] == [80 * (each.grade == grade) for grade in GRADES]
        assert {pair.above.error for pair in each.pairs} == {0}


def test_few_draws_leave_a_rank_anywhere_in_its_group():
    given = ruleset(ranking="{by: total, within: 片区, source: 文}")
    base = cycle(given, 片区="川 山 川 川 山 山 川 川")
    units = {each.unit: each for each in found(base, uncertain("0"), 10).units}
    assert [(each.value, each.low, each.high) for each in units["丙"].quantiles] == [(2, 1, 2), (2, 2, 2), (2, 2, 5)]
    assert [(each.value, each.low, each.high) for each in units["乙"].quantiles] == [(2, 1, 2), (2, 2, 2), (2, 2, 3)]


def test_a_seed_gives_the_same_again_and_another_does_not():
    base = cycle()
    findings = [found(base, uncertain(seed=seed, 件数=error("1"))).findings() for seed in (1, 1, 2)]
    assert findings[0] == findings[1] != findings[2]


def test_the_findings_name_everything():
    study = found(cycle(), uncertain("0.2", 件数=error("1")), 50)
    plain = study.as_plain()
    made = plain["made_from"]
    assert (plain["analysis"], made["seed"], made["draws"], plain["rescored"]) == ("confidence", 7, 50, 10)
    assert plain["uncertainty"] == {
        "weights": {"uniform": "0.2"},
        "errors": {"件数": {"size": "1", "relative": False, "shape": "uniform"}},
    }
    unit = plain["units"][0]
    assert list(unit) == ["unit", "rank", "grade", "prizes", "any_prize", "above"]
    assert list(unit["rank"]) == ["official", "q5", "median", "q95", "counts", "unranked"]
    assert list(unit["grade"]) == ["official", *GRADES]
    assert set(unit["grade"]["好"]) == {"count", "share", "error"}


def test_pairs_of_very_many_units_are_not_counted(monkeypatch):
    monkeypatch.setattr(analysis, "MOST_PAIRED", 7)
    study = found(cycle(), uncertain(), 10)
    assert not study.paired
    assert {each.pairs for each in study.units} == {()}


def test_too_many_ranks_are_refused(monkeypatch):
    monkeypatch.setattr(analysis, "MOST_CELLS", 71)
    with pytest.raises(Problems) as raised:
        analysis.job(cycle(), uncertain(), 10)
    assert [(problem.code, problem.found) for problem in raised.value.problems] == [("simulate-too-many", "72")]


def test_units_that_cannot_be_scored_are_left_out_and_named():
    study = found(cycle(件数="0 x 1 2 0 1 3 9"), uncertain(), 10)
    assert study.not_scored == ("乙",)
    assert study.findings()["not_scored"] == ["乙"]
    assert "乙" not in {each.unit for each in study.units}
    with pytest.raises(Problems) as raised:
        analysis.job(cycle(件数="x x x x x x x x"), uncertain(), 10)
    assert [problem.code for problem in raised.value.problems] == ["simulate-no-units"]
