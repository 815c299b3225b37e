"""Indicators and groups left out: small counties worked out by hand."""

from fractions import Fraction

import pytest
from building import county, refusal
from simulated import ready

from engine.data import Data
from engine.problem import Problems
from engine.simulation.varying.leave_one_out import LeaveOneOut, Part, Without, leave_one_out

MEASURES = "{质: {unit: 分, between: [0, 100]}, 量: {unit: 分, between: [0, 100]}, 件: {unit: 件, between: [0, 100]}}"
QUALITY = "{name: 质量, points: 60, method: given, score: 质, out_of: 100, source: 文}"
QUANTITY = "{name: 数量, points: 40, method: given, score: 量, out_of: 100, source: 文}"
PRIZE = "[{name: 奖, winners: 1, amount: 5000, among: grade == '好', source: 文}]"


def left_out(
    data: Data, indicators: str = f"[{QUALITY}, {QUANTITY}]", groups: bool = False, **more: str
) -> LeaveOneOut:
    parts = {"measures": MEASURES, "indicators": indicators, "prizes": PRIZE, **more}
    return leave_one_out(ready(data, **parts), groups=groups)


def test_a_county_by_hand() -> None:
    # Totals 60, 70, 20: ranks 2, 1, 3. Without 质量: 0, 100, 50; without 数量: 100, 50, 0.
    # Of the totals' sum of squares 1400, 质量 (60, 30, 0) has 1200 and 数量 (0, 40, 20) has 200.
    found = left_out(county(质="100 50 0", 量="0 100 50", 件="0 0 0"))
    assert found.parts == (
        Part(
            "质量",
            "60.00",
            Fraction(3, 5),
            Fraction(6, 7),
            Without(pytest.approx(2 / 3), ("甲", 2, 3), 1, 0, 5000),
        ),
        Part(
            "数量",
            "40.00",
            Fraction(2, 5),
            Fraction(1, 7),
            Without(pytest.approx(2 / 3), ("乙", 1, 2), 1, 1, 5000),
        ),
    )
    assert (found.units, found.money, found.remainder) == (3, 0, 0)


def test_bonuses_have_the_rest_of_the_differences() -> None:
    bonus = "[{name: 加, bonus: 件, source: 文}]"
    found = left_out(county(质="0 0", 量="0 100", 件="10 0"), adjustments=bonus)
    # Totals 10, 40: 数量 moves with +40 where the totals move by 30, the bonus with −10.
    assert [each.effective for each in found.parts] == [0, Fraction(4, 3)]
    assert found.remainder == Fraction(-1, 3)


def test_points_are_shared_out_in_proportion_and_to_the_last_decimal() -> None:
    # Without 质量 the others have 1/3 and 2/3 of 100 points: 33.33 and 66.67.
    items = "".join(
        f"- {{name: {name}, points: {points}, method: given, score: {measure}, out_of: 100, source: 文}}\n"
        for name, points, measure in (("质量", 70, "质"), ("数量", 10, "量"), ("件数", 20, "件"))
    )
    cuts = "[{grade: 好, from: 33.34, source: 文}, {grade: 差, source: 文}]"
    data = county(质="0 0", 量="100 0", 件="0 51")
    found = left_out(data, items, grades=cuts, prizes="")
    # 甲: 33.33, no grade 好; 乙: 34.00. With points of 33.34, 甲 would have it too.
    assert found.parts[0].without == Without(0, None, 1, 0, 0)


def test_totals_that_are_all_equal_leave_no_effective_weight() -> None:
    found = left_out(county(质="50 50", 量="50 50", 件="0 0"))
    assert [each.effective for each in found.parts] == [None, None]
    assert found.remainder is None


def test_a_group_goes_as_a_whole_and_an_indicator_without_one_by_itself() -> None:
    grouped = f"[{{group: 组, points: 60, indicators: [{QUALITY}]}}, {QUANTITY}]"
    found = left_out(county(质="100 50 0", 量="0 100 50", 件="0 0 0"), grouped, groups=True)
    assert [(each.name, each.effective) for each in found.parts] == [("组", Fraction(6, 7)), ("数量", Fraction(1, 7))]
    assert found.findings()["of"] == "groups"


def test_what_nobody_could_take_the_points_of_stays() -> None:
    own = "\n".join(
        f"- {{name: {name}, points: 60, only: 类 == '{kind}', method: given, score: 量, out_of: 100, source: 文}}"
        for name, kind in (("甲专", "A"), ("乙专", "B"))
    )
    common = "- {name: 共同, points: 40, method: given, score: 质, out_of: 100, source: 文}"
    kinds = "{类: {one_of: [A, B]}}"
    data = county(质="100 50 100 0", 量="50 100 50 100", 件="0 0 0 0", 类="A A B B")
    found = left_out(data, f"{common}\n{own}", attributes=kinds)
    # Totals 70, 80 of A and 70, 60 of B: within the two classes a sum of squares of 100, of which 共同 has
    # (−100 + 200), 甲专 150 and 乙专 −150. A class of two in four has an indicator of 60: 30 on average.
    assert [(each.name, each.weight, each.effective, each.without) for each in found.parts] == [
        ("共同", Fraction(2, 5), 1, None),
        ("甲专", Fraction(3, 10), Fraction(3, 2), None),
        ("乙专", Fraction(3, 10), Fraction(-3, 2), None),
    ]
    assert found.remainder == 0


def test_units_that_are_not_ranked_do_not_move() -> None:
    out = "[{name: 退出, when: 件 > 0, withdraw: true, source: 文}]"
    found = left_out(county(质="100 50 0", 量="0 100 50", 件="0 0 1"), adjustments=out)
    without = found.parts[0].without
    assert without is not None
    assert (without.rank_shift, without.furthest) == (0, None)


def test_findings_are_plain() -> None:
    found = left_out(county(质="100 50 0", 量="0 100 50", 件="0 0 0")).as_plain()
    assert found["analysis"] == "leave-one-out"
    assert found["parts"][1] == {
        "name": "数量",
        "points": "40.00",
        "nominal_weight": 0.4,
        "effective_weight": pytest.approx(1 / 7),
        "without": {
            "mean_rank_shift": pytest.approx(2 / 3),
            "moves_furthest": {"unit": "乙", "from": 1, "to": 2},
            "grades_up": 1,
            "grades_down": 1,
            "prize_money": "5000",
        },
    }


def test_totals_without_points_are_refused() -> None:
    data = county(质="1", 量="1", 件="0")
    given = ready(data, totals={"甲": "80"}, measures=MEASURES, indicators=f"[{QUALITY}, {QUANTITY}]")
    with pytest.raises(Problems) as caught:
        leave_one_out(given)
    assert [each[0] for each in refusal(caught)] == ["simulate-no-points"]
