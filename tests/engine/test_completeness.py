"""Units that cannot be scored, and why; the others are scored."""

import pytest
from building import codes, county, each, measures, run, said, scheme
from hypothesis import given
from hypothesis import strategies as st

from engine.data import Data
from engine.result import as_plain

TASK = measures("完成", "任务")
DONE = "{name: 完成率, points: 100, method: completion, actual: 完成, target: 任务, source: 文}"


def test_a_target_of_zero_or_less_is_a_problem_of_the_unit() -> None:
    assessment = run(scheme(measures=TASK, indicators=f"[{DONE}]"), county(完成="5 5 5", 任务="0 10 -0.5"))
    place = "indicators.完成率 {} 任务"
    what = "任务 of 完成率 must be above zero."
    mend = "Report a target above zero, or type 不适用 where there is none and the scheme allows it."
    assert [said(problem) for problem in assessment.problems] == [
        ("target-not-positive", place.format("甲"), what, "0.00", "a number above zero", mend),
        ("target-not-positive", place.format("丙"), what, "-0.50", "a number above zero", mend),
    ]
    assert (assessment.units, assessment.total(0)) == (("乙",), "50.00")


def test_a_target_that_is_a_sum_is_named_as_written() -> None:
    ruleset = scheme(measures=TASK, indicators=f"[{DONE.replace('任务', '任务 - 5')}]")
    (problem,) = run(ruleset, county(完成="5", 任务="5")).problems
    assert (str(problem.what), problem.found, problem.place.measure) == (
        "任务 - 5 of 完成率 must be above zero.",
        "0.00",
        None,
    )


def test_a_target_without_a_value_is_not_held_to_be_zero() -> None:
    done = DONE.replace("target: 任务", "target: 商")
    formulas = "商: {value: 完成 / 任务, decimals: 2, source: 文}"
    ruleset = scheme(measures=TASK, formulas=formulas, indicators=f"[{done}]")
    assert codes(run(ruleset, county(完成="0 5", 任务="0 5")).problems) == [("operand-unknown", "甲")]


def test_a_target_that_does_not_apply_is_not_held_to_be_zero() -> None:
    done = DONE.replace("source", "not_applicable: full, source")
    ruleset = scheme(measures=TASK, indicators=f"[{done}]")
    assert each("total", ruleset, county(完成="5 5", 任务="n/a 10")) == {"甲": "100.00", "乙": "50.00"}


def test_a_measure_that_does_not_apply_and_nothing_is_said() -> None:
    assessment = run(scheme(measures=TASK, indicators=f"[{DONE}]"), county(完成="5 n/a", 任务="10 10"))
    assert [said(problem) for problem in assessment.problems] == [
        (
            "indicator-not-applicable",
            "indicators.完成率 乙",
            "完成率 cannot be scored: a measure does not apply.",
            None,
            None,
            "Report the measure, or let the scheme say what follows with not_applicable.",
        )
    ]


def test_an_indicator_that_a_unit_does_not_have_does_not_hinder_it() -> None:
    ruleset = scheme(
        measures=TASK,
        attributes="类: {one_of: [山, 川]}",
        indicators=f"[{DONE.replace('source', 'only: 类 == 山, source').replace('山', chr(39) + '山' + chr(39))},"
        " {name: 川, points: 100, method: given, score: 完成, out_of: 10, only: 类 == '川', source: 文}]",
    )
    data = county(类="山 川 川", 完成="5 5 n/a", 任务="0 0 1")
    assessment = run(ruleset, data)
    assert codes(assessment.problems) == [("target-not-positive", "甲"), ("indicator-not-applicable", "丙")]
    assert assessment.units == ("乙",)


def peers(*cells: str, kinds: str = "", within: str = "") -> list[str | None]:
    """The units that cannot be scored for want of a peer."""
    ruleset = scheme(
        measures=measures("分", "数"),
        attributes="区: {one_of: [东, 西]}\n类: {one_of: [山, 川]}",
        indicators="""
- {name: 均, points: 60, method: given, score: 分, out_of: 100, not_applicable: peer_mean, only: 类 == '山', source: 文}
- {name: 余, points: 60, method: given, score: 数, out_of: 100, only: 类 == '川', source: 文}
- {name: 数, points: 40, method: given, score: 数, out_of: 100, source: 文}
""",
        ranking="{within: 区, source: 文}",
    )
    count = len(cells)
    data = county(分=cells, 数="50 50 50 50"[: 3 * count - 1], 区=within or ["东"] * count, 类=kinds or ["山"] * count)
    assessment = run(ruleset, data)
    problems = [problem for problem in assessment.problems if problem.code == "no-peers"]
    assert {str(problem.place.path) for problem in problems} <= {"indicators.均"}
    return [problem.place.unit for problem in problems]


@pytest.mark.parametrize(
    ("cells", "kinds", "within", "alone"),
    [
        (["n/a", "80"], "", "", []),
        (["n/a", "80"], "", "东 西", ["甲"]),
        (["n/a", "n/a"], "", "", ["甲", "乙"]),
        (["n/a", "x"], "", "", ["甲"]),
        (["n/a", "80"], "山 川", "", ["甲"]),
        (["n/a", "80", "n/a", "70"], "", "东 东 西 西", []),
    ],
)
def test_who_is_to_have_the_mean_of_the_peers_needs_one(
    cells: list[str], kinds: str, within: str, alone: list[str]
) -> None:
    assert peers(*cells, kinds=kinds, within=within) == alone


def test_a_unit_without_peers_is_nobodys_peer() -> None:
    ruleset = scheme(
        measures=measures("一", "二"),
        indicators="""
- {name: 甲项, points: 50, method: given, score: 一, out_of: 100, not_applicable: peer_mean, source: 文}
- {name: 乙项, points: 50, method: given, score: 二, out_of: 100, not_applicable: peer_mean, source: 文}
""",
        attributes="区: {one_of: [东, 西]}",
        ranking="{within: 区, source: 文}",
    )
    data = county(一="n/a n/a 7", 二="50 n/a 50", 区="东 东 西")
    assessment = run(ruleset, data)
    assert [(str(problem.what), problem.place.unit) for problem in assessment.problems] == [
        ("甲项 applies to no peer of 甲.", "甲"),
        ("甲项 applies to no peer of 乙.", "乙"),
    ]
    chained = run(ruleset, county(一="n/a 9 7", 二="50 n/a 50", 区="东 东 东"))
    assert chained.units == ("甲", "乙", "丙")


def test_a_peer_that_falls_away_leaves_others_alone() -> None:
    """乙 would be 甲's peer for 甲项, but has itself no peer for 乙项, which only units of its class have."""
    ruleset = scheme(
        measures=measures("一", "二"),
        attributes="类: {one_of: [山, 川]}",
        indicators="""
- {name: 甲项, points: 50, method: given, score: 一, out_of: 100, not_applicable: peer_mean, source: 文}
- name: 乙项
  points: 50
  method: given
  score: 二
  out_of: 100
  only: 类 == '川'
  not_applicable: peer_mean
  source: 文
- {name: 丙项, points: 50, method: given, score: 二, out_of: 100, only: 类 == '山', source: 文}
""",
    )
    assert codes(run(ruleset, county(一="n/a 9", 二="50 n/a", 类="山 川")).problems) == [
        ("no-peers", "乙"),
        ("no-peers", "甲"),
    ]
    assert run(ruleset, county(一="n/a 9", 二="50 60", 类="山 川")).units == ("甲", "乙")


def test_where_every_indicator_is_excluded_nothing_can_be_scaled_up() -> None:
    ruleset = scheme(
        measures=measures("一", "二"),
        indicators="""
- {name: 甲项, points: 60, method: given, score: 一, out_of: 100, not_applicable: exclude, source: 文}
- {name: 乙项, points: 40, method: given, score: 二, out_of: 100, not_applicable: exclude, source: 文}
""",
    )
    assessment = run(ruleset, county(一="n/a 50 n/a", 二="n/a n/a 50"))
    assert [said(problem)[:3] for problem in assessment.problems] == [
        ("nothing-applies", "甲", "No indicator applies to 甲.")
    ]
    assert assessment.units == ("乙", "丙")


def test_one_problem_a_cause() -> None:
    """A blank cell is told where it stands, and not once more by every indicator that needs it."""
    assessment = run(scheme(measures=TASK, indicators=f"[{DONE}]"), county(完成=["", "5"], 任务="0 10"))
    assert codes(assessment.problems) == [("data-blank", "甲")]


@given(st.lists(st.sampled_from(["50", "", "x", "101"]), min_size=1, max_size=6))
def test_complete_units_are_scored_and_the_others_listed(cells: list[str]) -> None:
    data = county(分=cells)
    result = as_plain(run(scheme(), data))
    whole = [unit for unit, cell in zip(data.units.columns["unit"], cells, strict=True) if cell == "50"]
    assert [unit["unit"] for unit in result["units"]] == whole
    assert {unit["unit"] for unit in result["not_scored"]} == set(data.units.columns["unit"]) - set(whole)
    assert result["provisional"] is (len(whole) < len(cells))
    assert result["summary"]["assessed"] == len(whole)


def test_units_that_are_not_scored_count_nowhere() -> None:
    ruleset = scheme(quotas="[{name: 优, share: 50%, of: assessed, source: 文}]")
    assessment = run(ruleset, county(分=["90", "", "80", ""]))
    assert [given.places for given in assessment.standing.quotas["优"]] == [1]
    assert assessment.standing.ranks.tolist() == [[1, 2]]


def test_a_problem_that_names_no_unit_concerns_all() -> None:
    assert run(scheme(), Data.from_rows([{"unit": "甲"}, {"unit": "乙"}])).units == ()
