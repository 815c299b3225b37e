"""Errors of data by chance: how they are written, and where they end."""

import hashlib
from decimal import Decimal

import numpy as np
import pytest
from chance_county import MEASURES, cycle, error, ruleset

from engine.problem import Problems
from engine.ruleset import Ruleset
from engine.simulation.chance.data_errors import as_error, checked, drawn_measures, read_errors


def test_errors_as_people_write_them():
    text = """
errors:
  完成: 5%
  任务: ±2.5 %
  得分: ±0.5, normal
  件数: {size: 2, relative: false, shape: uniform}
"""
    found = read_errors(text)
    assert [(name, each.size, each.relative, each.shape) for name, each in found.items()] == [
        ("完成", Decimal(5), True, "uniform"),
        ("任务", Decimal("2.5"), True, "uniform"),
        ("得分", Decimal("0.5"), False, "normal"),
        ("件数", Decimal(2), False, "uniform"),
    ]
    assert as_error("+3%,normal") == error("3", relative=True, shape="normal")
    assert [as_error(text) for text in ("", "5 人", "-5%", "5%%", "5,even", "±", "1e3")] == [None] * 7


def test_a_file_of_errors_is_read_strictly():
    with pytest.raises(Problems) as raised:
        read_errors("errors: {完成: 很多, 任务: {size: 1, wide: 2}}\nmore: 1", "误差.yaml")
    found = {(problem.place.line, problem.place.path) for problem in raised.value.problems}
    assert found == {(1, "errors.完成"), (1, "errors.任务.wide"), (2, "more")}


def vast(most: str) -> Ruleset:
    """Its scheme with a measure of up to so much, in hundredths."""
    measures = MEASURES.replace(
        "完成: {unit: 户, between: [0, 1000]}", f"完成: {{unit: 元, decimals: 2, between: [0, {most}]}}"
    )
    return ruleset(measures=measures)


def naive(measure: str, seed: int, draw: int, units: int, shape: str) -> list[float]:
    key = hashlib.sha256(f"{seed}/{draw // 64}/error/{measure}".encode()).digest()[:16]
    random = np.random.Generator(np.random.Philox(key=int.from_bytes(key, "little")))
    rows = random.uniform(-1, 1, (64, units)) if shape == "uniform" else random.standard_normal((64, units))
    return rows[draw % 64].tolist()


@pytest.mark.parametrize("shape", ["uniform", "normal"])
@pytest.mark.parametrize("relative", [True, False])
def test_each_draw_is_what_a_loop_makes_of_its_random_numbers(shape, relative):
    base = cycle()
    drawn = drawn_measures(base, {"得分": error("4.5", relative, shape)}, 3, 60, 130)["得分"]
    assert drawn.decimals == 2
    reported = [95.50, 93.25, 93.25, 70, 96, 80.00, 65.5, 30]
    for draw in range(60, 130):
        by = naive("得分", 3, draw, 8, shape)
        sizes = [each * 0.045 if relative else 4.5 for each in reported]
        wrong = [value + size * each for value, size, each in zip(reported, sizes, by, strict=True)]
        expected = [min(max(round(each * 100), 0), 10000) for each in wrong]
        assert drawn.scaled[draw - 60].tolist() == expected


def test_values_stay_within_their_range():
    drawn = drawn_measures(cycle(), {"件数": error("15")}, 1, 0, 500)["件数"].scaled
    assert (drawn.min(), drawn.max()) == (0, 20)
    assert (drawn.min(axis=0) == 0).all()


def test_no_error_is_what_was_reported():
    base = cycle()
    for name, values in drawn_measures(base, {"完成": error("0"), "得分": error("0", True)}, 1, 0, 10).items():
        official = base.columns.plain[name].values
        assert (values.scaled == official.scaled).all()


@pytest.mark.parametrize("relative", [True, False])
def test_no_error_is_exactly_what_was_reported_beyond_64_bits(relative):
    base = cycle(vast("10000000000000000000"), 完成="500000000000000001 700000000000000003 0 1 2 3 4 5")
    drawn = drawn_measures(base, {"完成": error("0", relative)}, 1, 0, 3)["完成"].scaled
    expected = [50000000000000000100, 70000000000000000300, 0, 100, 200, 300, 400, 500]
    assert drawn.tolist() == [expected] * 3
    assert {type(each) for each in drawn.ravel()} == {int}


def test_errors_beyond_64_bits_are_whole_and_relative_to_what_was_reported():
    base = cycle(vast("10000000000000000000"), 完成="500000000000000001 700000000000000003 0 1 2 3 4 5")
    drawn = drawn_measures(base, {"完成": error("2")}, 1, 0, 400)["完成"].scaled
    by = [naive("完成", 1, draw, 8, "uniform") for draw in range(400)]
    assert drawn[:, 0].tolist() == [50000000000000000100 + round(200 * each[0]) for each in by]
    assert drawn[:, 1].tolist() == [70000000000000000300 + round(200 * each[1]) for each in by]


def test_a_value_at_the_end_of_64_bits_does_not_turn_over():
    base = cycle(vast("90000000000000000"), 完成="90000000000000000 0 0 0 0 0 0 0")
    drawn = drawn_measures(base, {"完成": error("200", relative=True)}, 1, 0, 64)["完成"].scaled
    by = [naive("完成", 1, draw, 8, "uniform")[0] for draw in range(64)]
    assert [int(each) == 9 * 10**18 for each in drawn[:, 0]] == [each >= 0 for each in by]
    assert [int(each) == 0 for each in drawn[:, 0]] == [each <= -0.5 for each in by]


def test_a_measure_that_does_not_apply_stays_so():
    drawn = drawn_measures(cycle(), {"任务": error("30", relative=True)}, 1, 0, 200)["任务"].scaled
    assert (drawn[:, 6] == drawn[0, 6]).all()
    assert len(set(drawn[:, 0].tolist())) > 20


def test_what_nobody_reported_is_not_wrong():
    measures = MEASURES.replace("件数: {unit: 件, between: [0, 20]}", "件数: {unit: 件, between: [0, 20], missing: 7}")
    given, cells = ruleset(measures=measures), ["0", "", "x", "7", " ", "1", "3", "9"]
    base = cycle(given, 件数=cells)
    assert base.units == tuple("甲乙丁戊己庚辛")
    drawn = drawn_measures(base, {"件数": error("3")}, 1, 0, 200)["件数"].scaled
    values = [sorted(set(column)) for column in drawn.T.tolist()]
    assert values == [
        [0, 1, 2, 3],
        [7],
        [4, 5, 6, 7, 8, 9, 10],
        [7],
        [0, 1, 2, 3, 4],
        [0, 1, 2, 3, 4, 5, 6],
        [*range(6, 13)],
    ]


def test_a_measure_that_nobody_filled_in_cannot_be_wrong():
    measures = MEASURES.replace("件数: {unit: 件, between: [0, 20]}", "件数: {unit: 件, between: [0, 20], missing: 7}")
    base = cycle(ruleset(measures=measures), 件数=["", "", "", "", "", "", "", " "])
    with pytest.raises(Problems) as raised:
        checked(base, {"件数": error("1")})
    assert [(problem.code, problem.found) for problem in raised.value.problems] == [("simulate-measure", "件数")]


def test_a_unit_that_could_not_be_scored_keeps_what_was_reported():
    base = cycle(任务="100 100 100 100 100 100 不适用 2")
    drawn = drawn_measures(base, {"任务": error("3"), "件数": error("1")}, 1, 0, 400)
    last = drawn["任务"].scaled[:, 7]
    assert set(last.tolist()) == {1, 2, 3, 4, 5}
    alone = drawn_measures(base, {"件数": error("1")}, 1, 0, 400)["件数"].scaled
    changed = (drawn["件数"].scaled != alone).any(axis=1)
    assert changed.any()
    assert (last[changed] == 2).all()
    assert (drawn["件数"].scaled[changed][:, 7] == 9).all()


def test_a_formula_that_would_divide_by_zero_keeps_what_was_reported():
    indicators = "[{name: 人均, points: 100, method: given, score: 人均, out_of: 100, source: 文}]"
    given = ruleset(
        measures=MEASURES,
        formulas="{人均: {value: 完成 / (任务 - 件数), decimals: 2, source: 文}}",
        indicators=indicators,
    )
    base = cycle(given, 任务="3 9 9 9 9 9 9 9", 件数="2 2 2 2 2 2 2 2")
    drawn = drawn_measures(base, {"任务": error("2")}, 1, 0, 300)["任务"].scaled[:, 0]
    assert set(drawn.tolist()) == {1, 3, 4, 5}


def test_a_step_that_would_not_be_known_keeps_what_was_reported():
    indicators = """
- name: 台阶
  points: 100
  method: ladder
  steps: [{when: 完成 >= 100, earns: 100}, {when: 完成 / (任务 - 件数) > 1, earns: 60}]
  source: 文
"""
    given = ruleset(indicators=indicators)
    base = cycle(given, 完成="100 50 50 50 50 50 50 50", 任务="2 3 9 9 9 9 9 9", 件数="2 2 2 2 2 2 2 2")
    drawn = drawn_measures(base, {"任务": error("1")}, 1, 0, 300)["任务"].scaled
    assert set(drawn[:, 0].tolist()) == {1, 2, 3}  # the first step is reached, whatever the second would say
    assert set(drawn[:, 1].tolist()) == {3, 4}


def test_errors_of_measures_that_are_not_there():
    base = cycle(ruleset(measures=MEASURES + "备用: {unit: 件, between: [0, 5], missing: 0}"))
    with pytest.raises(Problems) as raised:
        checked(base, {"备用": error("1"), "完城": error("1"), "片区": error("1")})
    found = [(problem.code, problem.place.measure) for problem in raised.value.problems]
    assert found == [("simulate-measure", "备用"), ("simulate-measure", "完城"), ("simulate-measure", "片区")]
    assert str(raised.value.problems[1].mend) == "Did you mean 完成?"


def test_a_measure_that_picks_records_cannot_be_wrong():
    given = ruleset(
        tables="{票: {columns: {票分: {between: [0, 100]}}}}",
        formulas="{票数: {count: 票, where: 票分 > 件数, source: 文}}",
        adjustments="[{name: 票多, when: 票数 > 2, bonus: 1, source: 文}]",
    )
    with pytest.raises(Problems) as raised:
        drawn_measures(cycle(given), {"件数": error("1")}, 1, 0, 1)
    assert [problem.code for problem in raised.value.problems] == ["simulate-measure-fixed"]
