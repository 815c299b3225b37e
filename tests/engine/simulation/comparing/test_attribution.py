"""What each step moves, by hand on a small county; its laws; steps that only hold together."""

from fractions import Fraction
from itertools import permutations

import pytest
from building import county, measures
from county_years import assessment
from small_county import POINTS, changed, cycle, ruleset, scenario, under

from engine.data import Data
from engine.preparation import Prepared, prepare
from engine.problem import Problems
from engine.simulation.comparing.attribution import Attribution, attribution
from engine.simulation.comparing.impact import impact
from engine.simulation.comparing.shapley import Split
from engine.simulation.scenario import Scenario


def split(text: str, before: Prepared | None = None, **more: bool) -> Attribution:
    return attribution(before or cycle(), scenario(text), **more)


def both(found: Split) -> tuple[list[Fraction], list[Fraction]]:
    assert found.shapley is not None
    return list(found.stated), list(found.shapley)


def test_money_by_hand() -> None:
    """Three first prizes of 60 for 甲, 乙, 丙.

    Without the edits 50 + 2 × 30 = 110. The amount alone: 120. The winners alone: 3 × 50, then 丁 and 戊 have 30 each:
    210. Both: 240. So the amount moves 10 first, 30 last: 20 in the mean; the winners 100 first and 120 last: 110.
    """
    found = split("{edits: {prizes.一等奖.amount: 60, prizes.一等奖.winners: 3}}")
    assert found.steps == ("prizes.一等奖.amount: 60", "prizes.一等奖.winners: 3")
    assert (found.start_money, found.money.whole) == (110, 130)
    assert both(found.money) == ([10, 120], [20, 110])
    units = {each.unit: each for each in found.units}
    assert both(units["甲"].least) == ([10, 0], [10, 0])
    assert both(units["乙"].least) == ([0, 30], [5, 25])
    assert both(units["戊"].most) == ([0, 30], [0, 30])
    assert [split.moves for split in (found.points, found.grade, found.regraded, found.shifted)] == [False] * 4


def test_grades_and_ranks_by_hand() -> None:
    """A cut of 92 takes 好 from 乙 and 丙; 96 points for 丁 give it 好, rank 1, and push three units down by one.

    With the cut first: −2 grades, then +1; the other way round the same. Of units with another grade: 2, then 3.
    """
    found = split("{edits: {grades.好.from: 92}, data: {丁: {分: '96'}}}")
    assert both(found.grade) == ([-2, 1], [-2, 1])
    assert both(found.regraded) == ([2, 1], [2, 1])
    assert both(found.shifted) == ([0, 6], [0, 6])
    assert both(found.points) == ([0, 11], [0, 11])
    units = {each.unit: each for each in found.units}
    assert units["丁"].places is not None
    assert units["甲"].places is not None
    assert both(units["丁"].places) == ([0, 3], [0, 3])
    assert both(units["甲"].places) == ([0, -1], [0, -1])
    assert (units["丁"].before.rank, units["丁"].after.rank) == (4, 1)


def test_an_order_that_matters_by_hand() -> None:
    """丁 has 85 points: a cut of 83 alone makes it 好; with 82 points it never is."""
    found = split("{edits: {grades.好.from: 83}, data: {丁: {分: '82'}}}")
    units = {each.unit: each for each in found.units}
    assert both(units["丁"].grade) == ([1, -1], [Fraction(1, 2), Fraction(-1, 2)])
    assert units["丁"].grade.whole == 0
    assert found.as_plain()["units"][3]["grade"] == {"whole": "0", "stated": ["1", "-1"], "shapley": ["0.5", "-0.5"]}


def test_open_ties_are_split_both_ways() -> None:
    """With one second prize less 乙 and 丙 are tied: each has 0 at the least and 30 at the most."""
    found = split("{edits: {prizes.二等奖.winners: 1, prizes.一等奖.amount: 70}}")
    second = found.units[1]
    assert (second.unit, second.money_open) == ("乙", True)
    assert (both(second.least), both(second.most)) == (([-30, 0], [-30, 0]), ([0, 0], [0, 0]))
    assert both(found.money) == ([-30, 20], [-30, 20])


ALONE = [
    """{
      edits: [
        {prizes.一等奖.amount: 60, grades.好.from: 92},
        {prizes.二等奖.winners: 1},
        {indicators.分.decimals: 1},
      ],
      remove: quotas.先进,
      add: {prizes: [{name: 三等奖, winners: 2, amount: 10, source: 文}]},
      data: {丁: {分: '93.05'}},
    }""",
    """{edits: [
      {prizes.一等奖.amount: 60},
      {prizes.一等奖: {name: 一等奖, winners: 2, amount: 70, source: 文}},
      {prizes.一等奖.winners: 3},
      {grades.好.from: 92},
    ]}""",
    """{edits: [{grades.好.from: 92}, {prizes: [{name: 奖, winners: 3, amount: 7, among: grade == '好', source: 文}]},
      {scoring.total: {between: [0, 91]}}, {grades.较好.from: 71}]}""",
    """{edits: [{prizes.一等奖.amount: 60}, {prizes.二等奖.amount: 45}], remove: [prizes.二等奖, prizes.一等奖]}""",
]
"""Numbers, structure and data, apart and in the same rules."""


@pytest.mark.parametrize("text", ALONE)
def test_every_subset_is_as_it_is_alone(text: str) -> None:
    assert_as_alone(cycle(rules=ruleset(consequences="")), scenario(text))


GROUPED = ruleset(
    consequences="",
    indicators="""
- group: 外
  points: 100
  at_most: 90
  indicators: [{name: 分, points: 100, method: given, score: 分, out_of: 100, source: 文}]
""",
)


@pytest.mark.parametrize(
    "structure",
    [
        "{indicators: [{name: 分, points: 100, method: given, score: 分, out_of: 100, source: 文}]}",
        "{groups.外: {group: 内, points: 100, indicators: "
        "[{name: 分, points: 100, decimals: 1, method: given, score: 分, out_of: 100, source: 文}]}}",
    ],
)
def test_a_group_that_another_step_takes_away(structure: str) -> None:
    whole = scenario(f"{{edits: [{{groups.外.at_most: 80}}, {structure}, {{prizes.一等奖.amount: 60}}]}}")
    assert_as_alone(cycle(rules=GROUPED), whole)


def assert_as_alone(before: Prepared, whole: Scenario) -> None:
    """Every subset on its own, through the official edits and with a plan of its own; the mean over all orders."""
    found, count = attribution(before, whole), len(whole.steps)
    alone = {mask: money_and_points(before, whole, mask) for mask in range(1 << count)}
    for quantity, place in ((found.money, 0), (found.points, 1)):
        values = {mask: each[place] for mask, each in alone.items()}
        moved = [Fraction(0)] * count
        orders = list(permutations(range(count)))
        for order in orders:
            mask = 0
            for step in order:
                moved[step] += values[mask | 1 << step] - values[mask]
                mask |= 1 << step
        assert list(quantity.parts) == [each / len(orders) for each in moved]
        assert list(quantity.stated) == [values[(2 << step) - 1] - values[(1 << step) - 1] for step in range(count)]
    assert any(len(set(each)) > 1 for each in zip(*alone.values(), strict=True))


def money_and_points(before: Prepared, whole: Scenario, mask: int) -> tuple[Fraction, Fraction]:
    steps = tuple(step for place, step in enumerate(whole.steps) if mask >> place & 1)
    alone = changed(before, Scenario("试", steps, rebalance=whole.rebalance))
    found = impact(before, {"试": alone}).comparisons[0].after
    return Fraction(found.money), sum((Fraction(each.total) for each in found.units.values()), Fraction(0))


WEIGHTED = ruleset(
    consequences="",
    measures=measures("一", "二", "三"),
    indicators="""
- {name: 甲项, points: 50, method: given, score: 一, out_of: 100, source: 文}
- {name: 乙项, points: 30, method: given, score: 二, out_of: 100, source: 文}
- {name: 丙项, points: 20, method: given, score: 三, out_of: 100, source: 文}
""",
)
MARKS = Data.from_rows(
    [
        {"unit": "甲", "一": "90", "二": "80", "三": "100"},
        {"unit": "乙", "一": "80", "二": "100", "三": "90"},
    ]
)


def test_points_that_do_not_sum_on_the_way() -> None:
    """甲 loses 90 % of 10 points and gains 80 % of 10; nothing is lost between the two."""
    before = cycle(MARKS, WEIGHTED)
    found = split("{edits: {indicators.甲项.points: 40, indicators.乙项.points: 40}}", before)
    assert found.unbalanced
    assert both(found.units[0].points) == ([-9, 8], [-9, 8])
    assert both(found.units[1].points) == ([-8, 10], [-8, 10])


def test_rebalancing_follows_every_subset() -> None:
    """甲's points, with 50/30/20 officially.

    甲项 60 alone: 60/24/16 → 54 + 19.2 + 16 = 89.2, from 89. 乙项 20 alone: 20 of the 10 points go 7.14 and 2.86:
    57.14/20/22.86 → 51.426 → 51.43, 16, 22.86 = 90.29. Both: 60/20/20 → 54 + 16 + 20 = 90.
    """
    before = cycle(MARKS, WEIGHTED)
    text = "{edits: {indicators.甲项.points: 60, indicators.乙项.points: 20}, rebalance: true}"
    found = split(text, before)
    assert (found.rebalanced, found.unbalanced) == (True, False)
    first, second = found.units[0].points.parts
    assert both(found.units[0].points)[0] == [Fraction("0.2"), Fraction("0.8")]
    assert first == (Fraction("0.2") + (90 - Fraction("90.29"))) / 2
    assert second == (Fraction("1.29") + Fraction("0.8")) / 2
    assert found.units[0].after.total == 90


@pytest.mark.parametrize(
    "text",
    [
        """{
          edits: [{indicators.甲项.points: 60}, {indicators.乙项.points: 10}, {prizes.一等奖.amount: 60}],
          rebalance: true,
        }""",
        """{
          edits: [
            {indicators.丙项.points: 35},
            {indicators.甲项: {name: 甲项, points: 40, method: given, score: 二, out_of: 100, source: 文}},
            {indicators.乙项.points: 25},
          ],
          data: {乙: {一: '100'}},
          rebalance: true,
        }""",
    ],
)
def test_rebalanced_subsets_are_as_they_are_alone(text: str) -> None:
    assert_as_alone(cycle(MARKS, WEIGHTED), scenario(text))


def test_steps_that_together_leave_nothing_to_rebalance_are_named() -> None:
    """60 and 50 points are more than 100; with 30 less of the first they are not."""
    whole = scenario(
        """{
          edits: [{indicators.甲项.points: 60}, {indicators.乙项.points: 45}, {indicators.甲项.points: 30}],
          rebalance: true,
        }"""
    )
    with pytest.raises(Problems) as caught:
        attribution(cycle(MARKS, WEIGHTED), whole)
    names = ", ".join(step.name for step in whole.steps)
    (problem,) = caught.value.problems
    assert problem.code == "attribution-join"
    assert str(problem.what).startswith(f"These steps cannot be taken one by one: {names}. The edited points")


def test_the_whole_change_is_that_of_the_impact() -> None:
    before = prepare(assessment("township", "2016").inputs)
    text = """{
      edits: [
        {grades.好.from: 92, grades.较好.from: 82},
        {prizes.一等奖.winners: 2},
        {indicators.返贫控制.points: 7, indicators.减贫人口.points: 13},
      ],
      remove: adjustments.经验推广加分,
      data: {样例·南坪镇: {脱贫人口: '1'}},
    }"""
    found = split(text, before)
    (whole,) = impact(before, {"试": under(before, text)}).comparisons
    assert found.money.whole == whole.after.money - whole.before.money
    changes = {each.unit: each for each in whole.changes}
    for unit in found.units:
        change = changes[unit.unit]
        assert (unit.before, unit.after) == (change.before, change.after)
        assert unit.points.whole == change.points
        assert unit.places is not None
        assert unit.places.whole == change.places
    assert found.regraded.whole == sum(before.grade != after.grade for before, after in whole.both)


def test_how_far_it_is_can_be_told() -> None:
    """Two cells and a number: four plans, each with and without the number."""
    told: list[tuple[int, int]] = []
    steps = scenario("{edits: {prizes.一等奖.amount: 60}, data: {甲: {分: '91'}, 丁: {分: '96'}}}")
    attribution(cycle(), steps, tell=lambda done, of: told.append((done, of)))
    assert told == [(2, 8), (4, 8), (6, 8), (8, 8)]


def test_a_scenario_that_changes_nothing_moves_nothing() -> None:
    found = split("{edits: {grades.好.from: 90, prizes.一等奖.amount: '50.00'}, data: {甲: {分: '95.0'}}}")
    assert [each.moves for each in found.splits] == [False] * len(found.splits)


def test_equal_steps_get_equal_values_and_an_idle_one_nothing() -> None:
    """Two rules each of which takes the prizes away, and one that nobody notices."""
    found = split("{remove: [prizes.二等奖], edits: {prizes.一等奖.amount: 60, grades.较好.from: 79}}")
    assert found.money.parts[found.steps.index("grades.较好.from: 79")] == 0
    twice = split("{edits: [{prizes.一等奖.winners: 2}, {prizes.一等奖.winners: '2'}]}")
    first, second = twice.money.parts
    assert first == second == Fraction(twice.money.whole, 2) != 0


def test_more_steps_than_shapley_values_are_computed_for() -> None:
    cells = ", ".join(f"{{prizes.一等奖.amount: {amount}}}" for amount in range(51, 62))
    found = split(f"{{edits: [{cells}]}}")
    assert (found.with_shapley, found.money.shapley) == (False, None)
    assert list(found.money.stated) == [1] * 11
    with pytest.raises(Problems) as caught:
        split(f"{{edits: [{cells}]}}", with_shapley=True)
    assert [(each.code, each.found) for each in caught.value.problems] == [("attribution-steps", "11")]
    assert split("{edits: {prizes.一等奖.amount: 60}}", with_shapley=False).money.shapley is None


@pytest.mark.parametrize(
    ("edits", "joined"),
    [
        ("{grades.较好.from: 92}, {prizes.一等奖.amount: 60}, {grades.好.from: 95}", (0, 2)),
        ("{grades.好.from: 75}, {grades.较好.from: 71}, {grades.一般.from: 60}", (0, 1)),
        ("{grades.好.from: 69}, {grades.较好.from: 65}, {grades.一般.from: 60}, {prizes.一等奖.winners: 2}", (0, 1, 2)),
    ],
)
def test_steps_that_only_hold_together_are_named(edits: str, joined: tuple[int, ...]) -> None:
    text = f"{{edits: [{edits}]}}"
    names = [step.name for step in scenario(text).steps]
    with pytest.raises(Problems) as caught:
        split(text)
    steps = ", ".join(names[place] for place in joined)
    assert [(each.code, str(each.what)) for each in caught.value.problems] == [
        ("attribution-join", f"These steps cannot be taken one by one: {steps}. The grades do not fall.")
    ]


def test_steps_that_were_joined_hold() -> None:
    found = split("{edits: [{grades.较好.from: 92, grades.好.from: 95}, {prizes.一等奖.amount: 60}]}")
    assert [unit.grade.whole for unit in found.units] == [0, -2, -2, -1, 0]
    assert both(found.grade) == ([-5, 0], [-5, 0])


def test_an_edit_of_what_another_step_adds_is_to_be_joined_with_it() -> None:
    added = scenario("{add: {prizes: [{name: 三等奖, winners: 1, amount: 5, source: 文}]}}").steps
    edited = scenario("{edits: {prizes.三等奖.amount: 6}}").steps
    with pytest.raises(Problems) as caught:
        attribution(cycle(), Scenario("试", (*added, *edited)))
    (problem,) = caught.value.problems
    assert problem.code == "attribution-join"
    assert str(problem.what) == (
        "These steps cannot be taken one by one: + prizes: 三等奖, prizes.三等奖.amount: 6. "
        "Nothing in the ruleset has the path prizes.三等奖.amount."
    )


def test_a_scenario_that_breaks_the_ruleset_is_refused_as_a_whole() -> None:
    with pytest.raises(Problems) as caught:
        split("{edits: {indicators.甲项.points: 40, prizes.一等奖.amount: 60}}", cycle(MARKS, WEIGHTED))
    assert [each.code for each in caught.value.problems] == ["points-sum"]


def test_units_that_some_subset_cannot_score_or_rank_are_told() -> None:
    rules = ruleset(adjustments="- {name: 退, when: 分 == 50, withdraw: true, source: 文}")
    found = split("{data: {丁: {分: '150'}, 戊: {分: '50'}}}", cycle(rules=rules))
    assert found.partly == ("丁",)
    assert [(each.unit, each.places is None) for each in found.units] == [
        ("甲", False),
        ("乙", False),
        ("丙", False),
        ("戊", True),
    ]
    assert found.shifted.whole == 0


def test_places_in_different_groups_are_not_compared() -> None:
    """丙 goes from 东, where it is second with 乙, to 西, where it is first: 丁 and 戊 go down, 甲 and 乙 stay."""
    rules = ruleset(attributes="片: {one_of: [东, 西]}", ranking="{by: total, within: 片, source: 文}")
    found = split("{data: {丙: {片: 西}}}", cycle(county(分=POINTS, 片="东 东 东 西 西"), rules))
    places = {each.unit: None if each.places is None else int(each.places.whole) for each in found.units}
    assert places == {"甲": 0, "乙": 0, "丙": None, "丁": -1, "戊": -1}
    assert both(found.shifted) == ([2], [2])


def test_a_unit_that_comes_back_to_its_group_has_been_in_another() -> None:
    rules = ruleset(attributes="片: {one_of: [东, 西]}", ranking="{by: total, within: 片, source: 文}")
    before = cycle(county(分=POINTS, 片="东 东 东 西 西"), rules)
    away, back = scenario("{data: {丙: {片: 西}}}").steps, scenario("{data: {丙: {片: 东}}}").steps
    found = attribution(before, Scenario("试", (*away, *back)))
    assert [each.unit for each in found.units if each.places is None] == ["丙"]
    assert list(found.shifted.stated) == [2, -2]


def test_ranks_among_all_and_within_groups_are_not_compared() -> None:
    rules = ruleset(attributes="片: {one_of: [东, 西]}")
    before = cycle(county(分=POINTS, 片="东 东 东 西 西"), rules)
    found = split("{edits: {ranking: {by: total, within: 片, source: 文}}}", before)
    assert [each.places for each in found.units] == [None] * 5
    assert found.shifted.whole == 0


def test_where_no_unit_is_scored_throughout_nothing_is_attributed() -> None:
    cells = ", ".join(f"{unit}: {{分: '150'}}" for unit in "甲乙丙丁戊")
    with pytest.raises(Problems) as caught:
        split(f"{{data: {{{cells}}}}}")
    assert [each.code for each in caught.value.problems] == ["attribution-nobody"]


def test_grades_that_a_step_adds_are_counted_among_all() -> None:
    """甲 goes from 好 to the new 优 above it: one grade up, in the order 优, 好, 较好, 一般, 较差."""
    grades = "{grade: 优, from: 95, source: 文}, {grade: 好, from: 90, source: 文}, {grade: 较差, source: 文}"
    found = split(f"{{edits: {{grades: [{grades}]}}}}", cycle(rules=ruleset(consequences="")))
    assert found.grades == ("优", "好", "较好", "一般", "较差")
    assert found.units[0].grade.whole == 1
