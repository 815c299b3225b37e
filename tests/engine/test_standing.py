"""Grades, ranks, prizes, quotas; ties that only people can break."""

from typing import Any

import pytest
from building import UNITS, codes, county, decided, each, measures, refusal, run, said, scheme
from hypothesis import given as given_any
from hypothesis import strategies as st

from engine.assessment import Assessment
from engine.data import Data
from engine.problem import Problems
from engine.ruleset import Ruleset
from engine.standing import prize_series


def graded(cells: str, **more: Any) -> list[str]:
    return list(each("grade", scheme(**more.pop("parts", {})), county(分=cells), **more).values())


def test_a_grade_begins_at_its_total() -> None:
    assert graded("100 90 89.99 80 79.99 70 69.99 0") == ["好", "好", "较好", "较好", "一般", "一般", "较差", "较差"]


def test_one_grade_for_all() -> None:
    assert graded("0 100", parts={"grades": "[{grade: 过, source: 文}]"}) == ["过", "过"]


def test_vetoes_lower_the_grade_and_never_raise_it() -> None:
    vetoes = """
- {name: 一般否, when: 分 >= 75, grade_at_most: 一般, source: 文}
- {name: 较好否, when: 分 > 0, grade_at_most: 较好, source: 文}
- {name: 较差否, when: 分 == 99, grade_at_most: 较差, source: 文}
"""
    assert graded("99 95 72 0", parts={"adjustments": vetoes}) == ["较差", "一般", "一般", "较差"]


MAY = (
    "[{grade: 好, from: 90, may: true, source: 文}, {grade: 较好, from: 80, may: true, source: 文},"
    " {grade: 差, may: true, source: 文}]"
)


def test_a_recorded_decision_withholds_a_grade_that_may_be_given() -> None:
    answers = decided({"grades/好/甲": "withhold", "grades/较好/丙": "withhold"})
    assessment = run(scheme(grades=MAY), county(分="95 95 85"), decisions=answers)
    assert [assessment.grade(unit) for unit in range(3)] == ["较好", "好", "差"]
    assert [decision.question for decision in assessment.decisions] == ["grades/好/甲", "grades/较好/丙"]
    assert assessment.final


def test_withholding_takes_one_grade_at_the_most() -> None:
    answers = decided({"grades/好/甲": "withhold", "grades/较好/甲": "withhold"})
    with pytest.raises(Problems, match="grades/较好/甲"):
        run(scheme(grades=MAY), county(分="95"), decisions=answers)


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        ("grades/好/乙", "withhold", "decision-without-question"),
        ("grades/好/丙", "withhold", "decision-without-question"),
        ("grades/较好/乙", "withhold", "decision-without-question"),
        ("grades/较差/丁", "withhold", "decision-without-question"),
        ("grades/好/甲", "yes", "decision-answer"),
    ],
)
def test_a_withholding_without_its_grade_is_refused(question: str, answer: str, code: str) -> None:
    with pytest.raises(Problems) as caught:
        run(scheme(), county(分="95 85"), decisions=decided({question: answer}))
    assert [problem[0] for problem in refusal(caught)] == [code]


def test_the_last_grade_cannot_be_withheld() -> None:
    with pytest.raises(Problems) as caught:
        run(scheme(grades=MAY), county(分="5"), decisions=decided({"grades/差/甲": "withhold"}))
    assert [problem[0] for problem in refusal(caught)] == ["decision-without-question"]


def test_a_vetoed_grade_is_the_one_that_may_be_withheld() -> None:
    veto = "- {name: 否, when: 分 > 0, grade_at_most: 较好, source: 文}"
    ruleset = scheme(grades=MAY, adjustments=veto)
    assert each("grade", ruleset, county(分="95"), decisions=decided({"grades/较好/甲": "withhold"})) == {"甲": "差"}
    with pytest.raises(Problems):
        run(ruleset, county(分="95"), decisions=decided({"grades/好/甲": "withhold"}))


def test_a_warning_names_every_unit_whose_grade_the_rounding_decided() -> None:
    ruleset = scheme(scoring="{full_marks: 100, total: {decimals: 0}}")
    assessment = run(ruleset, county(分="89.5 89.49 90.4 69.50"))
    assert [assessment.grade(unit) for unit in range(4)] == ["好", "较好", "好", "一般"]
    assert codes(assessment.warnings) == [
        ("total-rounding-decided-grade", "甲"),
        ("total-rounding-decided-grade", "丁"),
    ]
    assert str(assessment.warnings[0].what) == "The rounding of the total decided the grade of 甲."


def ranks(cells: str, ranking: str = "{source: 文}", more: str = "", **columns: str) -> list[int | None]:
    ruleset = scheme(
        measures=measures("分", "甲比", "乙比"),
        attributes="区: {one_of: [东, 西]}",
        ranking=ranking,
        adjustments=more,
    )
    count = len(cells.split())
    defaults = {"甲比": "0 " * count, "乙比": "0 " * count, "区": "东 " * count}
    return list(each("rank", ruleset, county(**{"分": cells, **defaults, **columns})).values())


def test_equal_totals_share_the_best_place() -> None:
    assert ranks("80 90 80 70 90 80") == [3, 1, 3, 6, 1, 3]
    assert ranks("50") == [1]


def test_ties_are_broken_one_after_the_other_and_unknowns_come_last() -> None:
    ties = "{ties: [甲比, 乙比], source: 文}"
    assert ranks("80 80 80 90 80", ties, 甲比="1 2 1 0 1", 乙比="5 0 7 0 5") == [4, 2, 3, 1, 4]
    assert ranks("80 80 80", ties, 甲比="n/a -1000 n/a", 乙比="3 0 4") == [3, 1, 2]
    assert ranks("80 80", "{ties: [-甲比], source: 文}", 甲比="1 2") == [1, 2]


def test_groups_are_ranked_apart() -> None:
    within = "{within: 区, source: 文}"
    assert ranks("80 90 80 70 90", within, 区="东 西 西 东 东") == [2, 1, 2, 3, 1]


def test_a_withdrawn_unit_keeps_total_and_grade_and_has_no_rank() -> None:
    withdraw = "- {name: 退, when: 甲比 > 0, withdraw: true, source: 文}"
    assert ranks("90 80 70", more=withdraw, 甲比="1 0 0") == [None, 1, 2]
    ruleset = scheme(adjustments="- {name: 退, when: 分 > 90, withdraw: true, source: 文}")
    assert each("grade", ruleset, county(分="95 85")) == {"甲": "好", "乙": "较好"}


@pytest.mark.parametrize(
    ("cells", "areas", "last"),
    [("70 80 70", "东 东 东", "甲丙"), ("70 80", "东 西", "甲乙"), ("70 80 60", "东 东 西", "甲丙"), ("9", "东", "甲")],
)
def test_who_is_last(cells: str, areas: str, last: str) -> None:
    ruleset = scheme(
        attributes="区: {one_of: [东, 西]}",
        ranking="{within: 区, source: 文}",
        parties="{班子: {kind: body}}",
        consequences="- {name: 末, when: is_last, then: [{party: 班子, effect: admonish}], source: 文}",
    )
    assessment = run(ruleset, county(分=cells, 区=areas))
    assert [UNITS[unit] for unit, brought in enumerate(assessment.effects) if brought] == list(last)


PRIZES = """
- {name: 一等奖, winners: 1, amount: 500, source: 文}
- {name: 二等奖, winners: 2, amount: 300, source: 文}
"""


def prizes(assessment: Assessment) -> dict[str, list[tuple[int, str, int]]]:
    """For each prize and group: places, winners, places in doubt."""
    return {
        name: [(each.places, "".join(assessment.units[unit] for unit in each.units), each.doubtful) for each in given]
        for name, given in assessment.standing.prizes.items()
    }


def won(cells: str, rules: str = PRIZES, answers: Any = None, **parts: str) -> tuple[Any, list[str]]:
    data = {"分": cells, **({"区": parts.pop("区")} if "区" in parts else {})}
    decisions = None if answers is None else decided(answers)
    assessment = run(scheme(prizes=rules, **parts), county(**data), decisions=decisions)
    return prizes(assessment), [question.key for question in assessment.questions]


def test_prizes_go_by_rank_and_places_without_a_unit_are_vacant() -> None:
    assert won("60 90 80 70") == ({"一等奖": [(1, "乙", 0)], "二等奖": [(2, "丙丁", 0)]}, [])
    assert won("60 90") == ({"一等奖": [(1, "乙", 0)], "二等奖": [(2, "甲", 0)]}, [])


def test_ties_within_one_prize_are_no_question() -> None:
    assert won("80 90 80") == ({"一等奖": [(1, "乙", 0)], "二等奖": [(2, "甲丙", 0)]}, [])


@pytest.mark.parametrize(
    ("cells", "found", "question"),
    [
        ("90 90 80", {"一等奖": [(1, "", 1)], "二等奖": [(2, "丙", 1)]}, "prizes/一等奖/甲+乙"),
        ("90 80 80 80", {"一等奖": [(1, "甲", 0)], "二等奖": [(2, "", 2)]}, "prizes/一等奖/乙+丙+丁"),
        ("90 90 90 90", {"一等奖": [(1, "", 1)], "二等奖": [(2, "", 2)]}, "prizes/一等奖/甲+乙+丙+丁"),
    ],
)
def test_ties_across_prizes_are_a_question(cells: str, found: Any, question: str) -> None:
    assert won(cells) == (found, [question])


def test_the_answer_is_the_order_of_the_tied_units() -> None:
    answers = {"prizes/一等奖/甲+乙+丙+丁": ("丙", "甲", "丁", "乙")}
    assert won("90 90 90 90", answers=answers) == ({"一等奖": [(1, "丙", 0)], "二等奖": [(2, "甲丁", 0)]}, [])


def test_the_question_names_the_units_in_the_order_of_the_data() -> None:
    def question(units: str) -> list[str]:
        data = Data.from_rows([{"unit": unit, "分": "90"} for unit in units])
        return [question.key for question in run(scheme(prizes=PRIZES), data).questions]

    assert question("乙甲丁丙") == ["prizes/一等奖/乙+甲+丁+丙"]


def test_two_questions_cannot_have_one_name() -> None:
    rows = [("甲", "东"), ("乙+丙", "东"), ("甲+乙", "西"), ("丙", "西")]
    data = Data.from_rows([{"unit": unit, "区": area, "分": "90"} for unit, area in rows])
    rules = "- {name: 奖, winners: 1, amount: 5, source: 文}"
    ruleset = scheme(attributes="区: {one_of: [东, 西]}", ranking="{within: 区, source: 文}", prizes=rules)
    with pytest.raises(Problems) as caught:
        run(ruleset, data)
    key = "prizes/奖/甲+乙+丙"
    mend = "Rename a unit or a rule, so that a decision can tell them apart."
    assert refusal(caught) == [
        ("question-twice", key, f"Two different questions are both called {key}.", None, None, mend)
    ]


def test_a_tied_unit_that_is_not_admitted_takes_no_part() -> None:
    rules = PRIZES.replace("source", "among: 分 != 89, source")
    veto = "- {name: 否, when: 分 == 90, grade_at_most: 较差, source: 文}"
    among = PRIZES.replace("source", "among: grade == '好', source")
    assert won("90 89 88", rules) == ({"一等奖": [(1, "甲", 0)], "二等奖": [(2, "丙", 0)]}, [])
    assert won("90 91 92", among, adjustments=veto) == ({"一等奖": [(1, "丙", 0)], "二等奖": [(2, "乙", 0)]}, [])


def test_prizes_from_the_last_are_a_series_of_their_own() -> None:
    rules = PRIZES + "- {name: 末位, winners: 1, amount: -100, from: last, source: 文}"
    assert won("60 90 80 70", rules)[0]["末位"] == [(1, "甲", 0)]
    assert won("60 90 80 60", rules) == (
        {"一等奖": [(1, "乙", 0)], "二等奖": [(2, "丙", 1)], "末位": [(1, "", 1)]},
        ["prizes/一等奖/甲+丁", "prizes/末位/甲+丁"],
    )
    series = prize_series(scheme(prizes=rules).prizes)
    assert [[prize.name for prize in each] for each in series] == [["一等奖", "二等奖"], ["末位"]]


def test_each_group_has_its_own_prizes() -> None:
    parts = {"attributes": "区: {one_of: [西, 东]}", "ranking": "{within: 区, source: 文}"}
    rules = "- {name: 奖, winners: 1, amount: 5, source: 文}"
    assert won("60 90 80 70", rules, **parts, 区="东 西 东 西") == ({"奖": [(1, "乙", 0), (1, "丙", 0)]}, [])


def test_withdrawn_units_take_no_prize() -> None:
    withdraw = "- {name: 退, when: 分 > 85, withdraw: true, source: 文}"
    assert won("90 80", adjustments=withdraw)[0] == {"一等奖": [(1, "乙", 0)], "二等奖": [(2, "", 0)]}


def test_where_among_is_not_known_a_warning_says_so() -> None:
    rules = "- {name: 奖, winners: 1, amount: 5, among: 数 > 1, source: 文}"
    ruleset = scheme(prizes=rules, measures=measures("分", "数"))
    assessment = run(ruleset, county(分="90 80", 数="n/a 2"))
    assert prizes(assessment) == {"奖": [(1, "乙", 0)]}
    assert [said(warning)[:3] for warning in assessment.warnings] == [
        (
            "unknown-condition",
            "prizes.奖.among 甲",
            "It is not known whether 甲 may be among prizes.奖.among.",
        )
    ]


def quota(rule: str, cells: str, answers: Any = None, **parts: str) -> tuple[int, str, int]:
    data = county(分=cells, **({"区": parts.pop("区")} if "区" in parts else {}))
    ruleset = scheme(quotas=f"- {{name: 优, {rule}, source: 文}}", **parts)
    assessment = run(ruleset, data, decisions=None if answers is None else decided(answers))
    (given,) = assessment.standing.quotas["优"]
    return given.places, "".join(assessment.units[unit] for unit in given.units), given.doubtful


TEN = "91 92 93 94 95 81 82 83 84 85"


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("share: 30%", (3, "戊丁丙", 0)),
        ("share: 0.25", (3, "戊丁丙", 0)),
        ("share: 25%, rounding: half_even", (2, "戊丁", 0)),
        ("share: 25%, rounding: down", (2, "戊丁", 0)),
        ("share: 0", (0, "", 0)),
        ("places: 2", (2, "戊丁", 0)),
        ("places: 2, among: 分 < 90", (2, "癸壬", 0)),
        ("places: 7, among: grade == '好'", (7, "戊丁丙乙甲", 0)),
        ("share: 50%, of: ranked", (5, "戊丁丙乙甲", 0)),
        ("share: 50%, of: grade == '好'", (3, "戊丁丙", 0)),
    ],
)
def test_how_many_and_who(rule: str, found: tuple[int, str, int]) -> None:
    assert quota(rule, TEN) == found


def test_a_share_is_of_assessed_or_of_ranked_units() -> None:
    withdraw = "- {name: 退, when: 分 > 92, withdraw: true, source: 文}"
    assert quota("share: 50%, of: assessed", TEN, adjustments=withdraw) == (5, "乙甲癸壬辛", 0)
    assert quota("share: 50%, of: ranked", TEN, adjustments=withdraw) == (4, "乙甲癸壬", 0)
    assert quota("share: 50%, of: 分 > 0", TEN, adjustments=withdraw) == (5, "乙甲癸壬辛", 0)


@pytest.mark.parametrize(("answer", "places"), [("2", 2), ("3", 3), ("4", 4)])
def test_a_decision_may_depart_from_the_share(answer: str, places: int) -> None:
    assert quota("share: 30%, about: 1", TEN, {"quotas/优/places": answer})[0] == places


@pytest.mark.parametrize("answer", ["1", "5", "x"])
def test_but_only_so_far(answer: str) -> None:
    with pytest.raises(Problems) as caught:
        quota("share: 30%, about: 1", TEN, {"quotas/优/places": answer})
    what = "The answer to quotas/优/places is not a possible one."
    assert refusal(caught) == [("decision-answer", "decisions.1", what, answer, "one of 2, 3, 4", None)]


def test_places_do_not_sink_below_zero_and_need_about_to_depart() -> None:
    assert quota("places: 1, about: 3", TEN, {"quotas/优/places": "0"}) == (0, "", 0)
    with pytest.raises(Problems, match="does not ask quotas/优/places"):
        quota("share: 30%", TEN, {"quotas/优/places": "3"})
    assert run(scheme(quotas="- {name: 优, places: 1, about: 1, source: 文}"), county(分=TEN)).questions == ()


def test_each_group_has_its_own_places() -> None:
    ruleset = scheme(
        attributes="区: {one_of: [西, 东]}",
        ranking="{within: 区, source: 文}",
        quotas="- {name: 优, share: 50%, about: 1, source: 文}",
    )
    answers = decided({"quotas/优/places/东": "3"})
    assessment = run(ruleset, county(分="60 90 80 70 50", 区="东 西 东 西 东"), decisions=answers)
    west, east = assessment.standing.quotas["优"]
    assert [(given.group, given.places, given.units) for given in (west, east)] == [
        ("西", 1, (1,)),
        ("东", 3, (2, 0, 4)),
    ]


def test_a_tie_across_the_last_place_is_a_question() -> None:
    assert quota("places: 2", "90 80 80 70") == (2, "甲", 1)
    assert quota("places: 2", "90 80 80 70", {"quotas/优/乙+丙": ("丙", "乙")}) == (2, "甲丙", 0)
    assert quota("places: 3", "90 80 80 70") == (3, "甲乙丙", 0)


@given_any(st.lists(st.integers(0, 4), min_size=1, max_size=10), st.integers(1, 4), st.integers(1, 4))
def test_places_are_never_given_twice_nor_against_the_rank(totals: list[int], first: int, second: int) -> None:
    rules = f"""
- {{name: 一等奖, winners: {first}, amount: 5, source: 文}}
- {{name: 二等奖, winners: {second}, amount: 3, source: 文}}
"""
    ruleset: Ruleset = scheme(prizes=rules)
    assessment = run(ruleset, county(分=[str(total) for total in totals]))
    (one,), (two,) = assessment.standing.prizes.values()
    assert len(set(one.units + two.units)) == len(one.units) + len(two.units)
    filled = len(one.units) + one.doubtful + len(two.units) + two.doubtful
    assert filled == min(first + second, len(totals))
    ranks = assessment.standing.ranks[0]
    assert all(
        ranks[winner] < ranks[other] or ranks[winner] == ranks[other] for winner in one.units for other in two.units
    )
    assert bool(one.doubtful or two.doubtful) == bool(assessment.questions)
