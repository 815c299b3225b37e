"""Where totals cross as a weight turns: by hand, and between the two values at which the official results differ."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from building import county
from simulated import ready

from engine.data import Data
from engine.preparation import Prepared
from engine.simulation.turning.dials import dial
from engine.simulation.turning.lines import Lines, lines
from engine.simulation.turning.tipping import tipping_points
from engine.simulation.turning.watched import everybody, pair

WEIGHT = "indicators.改造.points"
MEASURES = """
成: {unit: 户, between: [0, 100], may_not_apply: true}
率: {unit: '%', decimals: 1, between: [0, 100], may_not_apply: true}
评: {unit: 分, decimals: 2, between: [0, 100]}
件: {unit: 件, between: [0, 9]}
"""
REBUILT = "{name: 改造, points: 60, method: completion, actual: 成, target: 100, not_applicable: full, source: 文}"
HELD = (
    "{name: 控制, points: 30, method: shortfall, value: 率, limit: 5, each: 1, deduct: 3, not_applicable: zero,"
    " source: 文}"
)
JUDGED = "{name: 评议, points: 10, method: given, score: 评, out_of: 100, source: 文}"
EXACT = f"[{REBUILT}, {HELD}, {JUDGED}]".replace("method", "decimals: 8, method")
SIXTH = "{full_marks: 100, points: {decimals: 6}}"
OFF = Fraction(4, 1_000_000)
"""By so much the sixth decimals of the weights that share, and of what 控制 deducts, move a total at the most."""
DEDUCTED = "[{name: 扣分, deduct: 件, source: 文}]"
CELLS = {"成": "90 70", "率": "7 5", "评": "80 95.55", "件": "0 1"}
"""甲 earns 0.9, 0.8 and 0.8 of the three weights, 乙 0.7, all and 0.9555; 乙 loses 1."""


def cycle(data: Data | None = None, indicators: str = f"[{REBUILT}, {HELD}, {JUDGED}]", **parts: str) -> Prepared:
    parts = {"measures": MEASURES, "indicators": indicators, "adjustments": DEDUCTED, **parts}
    return ready(data or county(**CELLS), **parts)


def found(prepared: Prepared, path: str = WEIGHT, *, alone: bool = False) -> Lines:
    """The lines, which there are."""
    those = lines(prepared, dial(prepared, path, alone=alone))
    assert those is not None
    return those


def at(those: Lines, unit: int, weight: int | str) -> Fraction:
    """The total of a unit that has a line."""
    line = those.of[unit]
    assert line is not None
    return line.at(Fraction(weight))


def test_a_weight_that_turns_alone() -> None:
    """甲 has 0.9 w + 24 + 8, 乙 0.7 w + 30 + 9.555 − 1: level at w = 6.555 ÷ 0.2."""
    those = found(cycle(), alone=True)
    assert (at(those, 0, 60), at(those, 0, 0)) == (86, 32)
    assert at(those, 1, 60) == Fraction("80.56")  # 评议 is not turned: its points are rounded, as in the result
    assert those.crossing(0, 1) == Fraction("6.56") / Fraction("0.2")
    assert those.reaching(0, Fraction(90)) == Fraction(58) / Fraction("0.9")


def test_a_weight_whose_others_share() -> None:
    """Of the 40 points of the others 甲 has 32, 乙 39.555: T = 86 + (w − 60)(0.9 − 0.8), 80.555 + (w − 60)(0.7 − …)."""
    those = found(cycle())
    assert (at(those, 0, 60), at(those, 0, 50)) == (86, 85)
    assert (at(those, 1, 60), at(those, 1, 0)) == (Fraction("80.555"), Fraction("39.555") * 100 / 40 - 1)
    slope = Fraction("0.7") - Fraction("39.555") / 40
    assert those.crossing(0, 1) == 60 + (86 - Fraction("80.555")) / (slope - Fraction("0.1"))


def test_points_for_what_does_not_apply() -> None:
    """乙 has all of 改造 and nothing of 控制, whatever they weigh."""
    data = county(成=["90", "不适用"], 率=["7", "不适用"], 评="80 95.55", 件="0 0")
    those = found(cycle(data))
    assert (at(those, 1, 60), at(those, 1, 100), at(those, 1, 0)) == (
        Fraction("69.555"),
        100,
        Fraction("9.555") * 100 / 40,
    )


def test_the_mean_of_peers() -> None:
    """丙 has 0.8 of 改造, the mean of 0.9 and 0.7."""
    data = county(成=["90", "70", "不适用"], 率="5 5 5", 评="80 80 80", 件="0 0 0")
    those = found(cycle(data, f"[{REBUILT.replace('full', 'peer_mean')}, {HELD}, {JUDGED}]"), alone=True)
    assert (at(those, 2, 60), at(those, 2, 10)) == (48 + 38, 8 + 38)


def test_the_mean_of_peers_of_the_same_group() -> None:
    data = county(成=["90", "70", "不适用"], 率="5 5 5", 评="80 80 80", 件="0 0 0", 片="东 西 东")
    indicators = f"[{REBUILT.replace('full', 'peer_mean')}, {HELD}, {JUDGED}]"
    apart = {"attributes": "{片: {one_of: [东, 西]}}", "ranking": "{by: total, within: 片, source: 文}"}
    assert at(found(cycle(data, indicators, **apart), alone=True), 2, 10) == 9 + 38


def test_an_indicator_that_only_some_have() -> None:
    """乙 has 5 more to earn, which 甲 has not; 改造 and 控制 share with each other for both."""
    only = "only: 类 == '大'"
    indicators = (
        f"[{REBUILT}, {HELD}, {JUDGED.replace('source', only + ', source')},"
        f" {JUDGED.replace('评议', '另评').replace('source', only.replace('大', '小') + ', source')}]"
    )
    data = county(**CELLS, 类="大 小")
    those = found(cycle(data, indicators, attributes="{类: {one_of: [大, 小]}}"), "indicators.评议.points", alone=True)
    assert [at(those, 1, weight) - at(those, 1, 0) for weight in (10, 20)] == [0, 0]
    assert [at(those, 0, weight) - at(those, 0, 0) for weight in (10, 20)] == [8, 16]


def test_an_indicator_that_is_repeated() -> None:
    """甲 has 3 of 4 households for one cause and 1 for the other: the weight of both turns, and earns its whole."""
    rows = [{"unit": "甲", "因": cause, "数": number} for cause, number in ("病3", "学1")]
    prepared = ready(
        Data.from_rows([{"unit": "甲", "分": "1"}], 户=rows),
        tables="户: {columns: {因: {one_of: [病, 学]}, 数: {between: [0, 9]}}}",
        formulas="户数: {sum: 数, of: 户, per: 因, source: 文}",
        scoring="{full_marks: 20}",
        indicators="- {name: 帮扶, points: 10, method: completion, actual: 户数, target: 4, for_each: 因, source: 文}",
        grades="[{grade: 好, from: 15, source: 文}, {grade: 差, source: 文}]",
    )
    those = found(prepared, "indicators.帮扶.points", alone=True)
    assert (at(those, 0, 10), at(those, 0, 0)) == (10, 0)


def test_totals_end_at_full_marks() -> None:
    """With 20 more 甲 would have 106 at w = 60: the line goes on, but no two are level beyond 100."""
    data = county(成="90 80", 率="7 7", 评="80 80", 件="0 0", 奖="20 19")
    parts = {
        "measures": MEASURES + "奖: {unit: 分, between: [0, 90]}",
        "adjustments": "[{name: 加分, bonus: 奖, source: 文}]",
        "scoring": "{full_marks: 100, total: {between: [0, 100]}}",
    }
    those = found(cycle(data, **parts), alone=True)
    assert at(those, 0, 60) == 106
    assert those.crossing(0, 1) is None  # at w = −10
    assert (those.reaching(0, Fraction(97)), those.reaching(0, Fraction(101))) == (50, None)


@pytest.mark.parametrize(
    "parts",
    [
        {"indicators": f"[{{group: 组, points: 60, at_most: 50, indicators: [{REBUILT}]}}, {HELD}, {JUDGED}]"},
        {"adjustments": "[{name: 扣分, deduct: 件, when: points.改造 < 50, source: 文}]"},
        {"adjustments": "[{name: 否决, grade_at_most: 一般, when: total < 50, source: 文}]"},
    ],
)
def test_what_bends_the_totals_of_all(parts: dict[str, str]) -> None:
    prepared = cycle(**parts)
    assert lines(prepared, dial(prepared, WEIGHT)) is None


@pytest.mark.parametrize("instead", ["exclude", "{move_points_to: 评议}"])
def test_what_bends_the_total_of_one(instead: str) -> None:
    data = county(成="90 70", 率=["7", "不适用"], 评="80 95.55", 件="0 1")
    those = found(cycle(data, f"[{REBUILT}, {HELD.replace('zero', instead)}, {JUDGED}]"))
    assert ([line is None for line in those.of], those.crossing(0, 1)) == ([False, True], None)


def test_other_numbers_and_given_totals_have_none() -> None:
    prepared = cycle()
    assert lines(prepared, dial(prepared, "grades.好.from")) is None
    given = ready(
        county(**CELLS), totals={"甲": "90", "乙": "80"}, measures=MEASURES, indicators=f"[{REBUILT}, {HELD}, {JUDGED}]"
    )
    assert lines(given, dial(given, WEIGHT, alone=True)) is None


def test_units_that_are_always_or_never_level() -> None:
    same = found(cycle(county(成="90 90", 率="7 7", 评="80 80", 件="0 1")), alone=True)
    assert (same.of[0], same.crossing(0, 1)) == (same.of[0], None)


def test_the_official_results_change_where_lines_cross() -> None:
    """With eight decimals nothing is rounded but the weights that share, at the sixth: lines cross where units tip."""
    seen: Counter[str] = Counter()
    for seed in range(4):
        _lie_between(seed, seen)
    assert all(seen[kind] > 1 for kind in ("shared", "alone", "on the value")), seen


def _lie_between(seed: int, seen: Counter[str]) -> None:
    """Made-up units around a cut, one weight, turned by 0.002 or less in steps of a millionth."""
    random, alone = Random(seed), bool(seed % 2)
    cells = {
        "成": [str(80 + random.randint(-1, 1)) for _ in range(4)],
        "率": [str(6 + random.randint(-1, 1)) for _ in range(4)],
        "评": [f"{70 + random.randint(-400, 400) / 100:.2f}" for _ in range(4)],
        "件": ["0"] * 4,
    }
    prepared = cycle(county(**cells), EXACT, scoring=SIXTH)
    those = found(prepared, alone=alone)
    for unit in range(4):
        cut = at(those, unit, 60) + Fraction(random.randint(-9, 9), 100_000)
        written = round(Decimal(cut.numerator) / cut.denominator, 6)
        grades = f"[{{grade: 好, from: {written}, source: 文}}, {{grade: 差, source: 文}}]"
        turned = cycle(county(**cells), EXACT, scoring=SIXTH, grades=grades)
        ends = (Decimal("59.999"), Decimal("60.001"))
        for tip in tipping_points(turned, WEIGHT, everybody(), ends, alone=alone).turned[0].tips:
            for level in (each.level for each in tip.shifts if each.what == "grade"):
                assert level is not None
                low, high = sorted((Fraction(tip.before), Fraction(tip.at)))
                slack = 0 if alone else OFF / abs(at(those, unit, 1) - at(those, unit, 0))
                assert low - slack <= level <= high + slack, (seed, unit, tip)
                seen["alone" if alone else "shared"] += 1
                seen["on the value"] += level in (low, high)


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("more", ["-0.08", "-0.03", "0.01", "0.07"])
def test_two_units_change_places_where_their_lines_cross(more: str, alone: bool) -> None:
    """甲 has 0.81 w and 24 of 控制, 乙 0.80 w and 27, and about 24 less of 评议's hundred."""
    judged = f"70 {Decimal(46) + Decimal(more)}"
    fourth = SIXTH.replace("6", "4")
    prepared = cycle(county(成="81 80", 率="7 6", 评=judged, 件="0 0"), EXACT, scoring=fourth)
    those = found(prepared, alone=alone)
    weight = those.crossing(0, 1)
    # 甲 and 乙 are 0.1 × more apart; over a point of weight they move by 0.01, or by 0.01 + (0.6 + 0.1 × more) ÷ 40.
    apart = Fraction(more) / 10
    assert weight == 60 + apart / (Fraction("0.01") + (0 if alone else (Fraction("0.6") + apart) / 40))
    ends = (Decimal("59.1"), Decimal("60.9"))
    tips = tipping_points(prepared, WEIGHT, pair(prepared, "甲", "乙"), ends, alone=alone).turned[0].tips
    assert tips
    slack = 0 if alone else 2 * 100 * OFF * (weight - 60) / apart
    for tip in tips:
        low, high = sorted((Fraction(tip.before), Fraction(tip.at)))
        assert low - slack <= weight <= high + slack
        assert [each.level for each in tip.shifts] == [weight]
