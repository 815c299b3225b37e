"""What prizes cost, against lists that a loop over single draws fills."""

from collections import Counter
from decimal import Decimal
from math import sqrt
from statistics import mean, stdev

import pytest
from chance_county import cycle, error, ruleset, uncertain

from engine.problem import Problems
from engine.simulation.chance import budget as analysis
from engine.simulation.chance.budget import Budget, Spread, budget
from engine.simulation.variants import outcomes

DRAWS = 150


def found(base, uncertainty, draws: int = DRAWS, amount: str | None = None) -> Budget:
    work = analysis.job(base, uncertainty, draws)
    return budget(work, work.tally(0, work.draws), 10, None if amount is None else Decimal(amount))


@pytest.fixture(scope="module")
def county():
    base = cycle(完成="85 88 88 80 84 80 60 10", 得分="90 86 84 70 82 81 65.5 30")
    uncertainty = uncertain("0.3", 得分=error("2"), 完成=error("5", relative=True))
    draws = [outcomes(base, uncertainty.variants(base, draw, draw + 1)) for draw in range(DRAWS)]
    return base, found(base, uncertainty, amount="8000"), draws


def test_money_is_counted(county):
    base, study, draws = county
    money = [int(draw.awards.money.texts()[0]) for draw in draws]
    spread = study.money
    assert spread.counts == tuple(sorted(Counter(money).items()))
    assert len(spread.counts) > 2
    assert spread.official == int(outcomes(base).awards.money.texts()[0])
    assert [each.value for each in spread.quantiles] == [sorted(money)[place - 1] for place in (8, 75, 143)]
    assert spread.mean == pytest.approx((mean(money), stdev(money) / sqrt(DRAWS)))
    assert study.over.count == sum(each > 8000 for each in money)
    assert 0 < study.over.count < DRAWS


def test_who_is_at_the_margin(county):
    base, study, draws = county
    given = {each.name: each for each in (*study.prizes, *study.quotas)}
    for name, one in given.items():
        awards = [{**draw.awards.prizes, **draw.awards.quotas}[name] for draw in draws]
        counts = {
            unit: (
                sum(bool(award.sure[0, index]) for award in awards),
                sum(bool(award.possible[0, index]) for award in awards),
            )
            for index, unit in enumerate(base.units)
        }
        held = {each.unit: (each.chance.sure.count, each.chance.possible.count) for each in one.candidates}
        assert held == {unit: both for unit, both in counts.items() if both[1]}
        assert {each.unit for each in one.candidates if each.at_the_margin} == {
            unit for unit, (sure, possible) in counts.items() if sure < DRAWS and possible
        }
        assert one.tied.count == sum(bool((award.possible & ~award.sure).any()) for award in awards)
        assert list(held.values()) == sorted(held.values(), reverse=True)
    assert any(each.at_the_margin for one in given.values() for each in one.candidates)


def test_quotas_are_counted(county):
    _, study, draws = county
    (quota,) = study.quotas
    assert quota.places.counts == ((2, DRAWS),)
    assert quota.taken.counts == tuple(sorted(Counter(int(draw.awards.taken["优秀"][0]) for draw in draws).items()))
    assert quota.taken.official == 2
    assert len(quota.taken.counts) > 1


def test_ties_at_the_cut():
    base = cycle(完成="10 95 95 80 100 99 60 10", 得分="30 93.25 93.25 70 30 30 30 30")
    study = found(base, uncertain("0"), 5)
    first, second = study.prizes
    assert [
        (each.unit, each.official, each.chance.sure.count, each.chance.possible.count) for each in first.candidates
    ] == [
        ("乙", None, 0, 5),
        ("丙", None, 0, 5),
    ]
    assert (first.tied.count, second.tied.count, study.quotas[0].tied.count) == (5, 5, 0)
    assert study.money.counts == ((8000, 5),)


def test_cents_stay_exact():
    prizes = (
        "[{name: 一等奖, winners: 1, amount: 0.25, source: 文}, {name: 二等奖, winners: 2, amount: 1.5, source: 文}]"
    )
    study = found(cycle(ruleset(prizes=prizes)), uncertain(), 5, "3.25")
    assert study.findings()["money"]["median"] == {"value": "3.25", "between": ["3.25", "3.25"]}
    assert study.over.count == 0
    assert study.money.above(Decimal("3.249")).count == 5


def test_a_spread_by_hand():
    spread = Spread(200, ((100, 1), (200, 3)), 1)
    assert spread.mean == (17.5, 2.5)
    assert (spread.above(Decimal(10)).share, spread.above(Decimal("9.9")).share) == (0.75, 1)
    assert Spread(5, ((5, 1),)).mean == (5, 0)
    assert spread.as_plain()["counts"] == [["10.0", 1], ["20.0", 3]]


def test_the_findings_name_everything(county):
    _, study, _ = county
    plain = study.as_plain()
    assert (plain["analysis"], plain["budget"], plain["made_from"]["draws"]) == ("budget", "8000", DRAWS)
    assert list(plain["money"]) == ["official", "least", "q5", "median", "q95", "most", "mean", "counts"]
    assert list(plain["prizes"][0]) == ["name", "tied", "units"]
    assert list(plain["quotas"][0]) == ["name", "tied", "units", "places", "taken"]
    without = found(cycle(), uncertain(), 5).as_plain()
    assert (without["budget"], without["over_budget"]) == (None, None)


def test_a_scheme_without_prizes_and_quotas_costs_nothing():
    with pytest.raises(Problems) as raised:
        analysis.job(cycle(ruleset(prizes="", quotas="")), uncertain(), 5)
    assert [problem.code for problem in raised.value.problems] == ["simulate-no-awards"]


def test_units_that_cannot_be_scored_are_named():
    assert found(cycle(件数="0 x 1 2 0 1 3 9"), uncertain(), 10).findings()["not_scored"] == ["乙"]
