"""Tipping points worked out by hand, and found again by scoring every value of generated cases one by one."""

from collections import Counter
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from building import county, refusal, run, scheme
from simulated import ready

from engine.assessment import Assessment
from engine.data import Data
from engine.preparation import Prepared
from engine.problem import Problems
from engine.simulation.turning import tipping
from engine.simulation.turning.tipping import Tipping, nearest_tipping_points, tipping_points
from engine.simulation.turning.watched import Watched, everybody, one_unit, pair

PARTS = {
    "measures": "{成: {unit: 户, between: [0, 100]}, 率: {unit: '%', decimals: 1, between: [0, 100]}}",
    "indicators": (
        "[{name: 改造, points: 60, method: completion, actual: 成, target: 100, source: 文},"
        " {name: 控制, points: 40, method: shortfall, value: 率, limit: 5, each: 1, deduct: 4, source: 文}]"
    ),
    "grades": "[{grade: 好, from: 80, source: 文}, {grade: 中, from: 60, source: 文}, {grade: 差, source: 文}]",
    "prizes": "[{name: 奖, winners: 1, amount: 5, among: grade == '好', source: 文}]",
}
CELLS = {"成": "90 80 40", "率": "6.5 5 7"}
"""甲 54 + 36 = 90, 乙 48 + 40 = 88, 丙 24 + 32 = 56."""


def cycle(data: Data | None = None, **parts: str) -> Prepared:
    return ready(data or county(**CELLS), **{**PARTS, **parts})


Shown = list[tuple[str, str, list[tuple[str, ...]]]]


def tips(found: Tipping) -> Shown:
    """Last value before, first value at which, and what changes for whom."""
    return [
        (tip.before, tip.at, [(each.unit, each.what, each.before, each.after) for each in tip.shifts])
        for tip in found.turned[0].tips
    ]


def test_a_cut_tips_at_the_totals() -> None:
    found = tipping_points(cycle(), "grades.好.from", everybody())
    assert (found.turned[0].now, found.turned[0].low, found.turned[0].high) == ("80.00", "60.01", "100.00")
    assert tips(found) == [
        ("88.00", "88.01", [("乙", "grade", "好", "中")]),
        ("90.00", "90.01", [("甲", "grade", "好", "中"), ("甲", "奖", "has", "none")]),
    ]
    assert tips(tipping_points(cycle(), "grades.中.from", everybody())) == [
        ("56.01", "56.00", [("丙", "grade", "差", "中")]),
    ]


def test_a_cut_tips_in_the_decimals_of_the_totals() -> None:
    """With 91.1234 and 91.1235 points the units lose 好 one after the other, though points have two decimals."""
    indicators = "[{name: 分, points: 100, decimals: 4, method: given, score: 分, out_of: 100, source: 文}]"
    measures = "{分: {unit: 分, decimals: 4, between: [0, 100]}}"
    prepared = ready(county(分="91.1234 91.1235"), measures=measures, indicators=indicators)
    found = tipping_points(prepared, "grades.好.from", everybody())
    assert (found.turned[0].now, found.turned[0].low, found.turned[0].high) == ("90.0000", "80.0001", "100.0000")
    assert tips(found) == [
        ("91.1234", "91.1235", [("甲", "grade", "好", "较好")]),
        ("91.1235", "91.1236", [("乙", "grade", "好", "较好")]),
    ]
    (nearest,) = [
        each for each in nearest_tipping_points(prepared, everybody()).turned if each.path == "grades.好.from"
    ]
    assert [(tip.before, tip.at) for tip in nearest.tips] == [("91.1234", "91.1235")]


def test_a_weight_with_the_others_sharing() -> None:
    """With w points of 改造 and 100 − w of 控制, 丙 has 0.4 w + 0.8 (100 − w): 60 from w = 50 down, exactly.

    The deduction follows its weight, 4 × (100 − w) ÷ 40, so that 控制 gives four fifths of its points for any weight.
    At 50.01 its points are 20.00 + 49.99 − 2 × 5.00.
    """
    prepared = cycle()
    ends = (Decimal(48), Decimal(62))
    found = tipping_points(prepared, "indicators.改造.points", one_unit(prepared, "丙"), ends)
    assert tips(found) == [("50.01", "50.00", [("丙", "grade", "差", "中")])]
    assert (found.turned[0].shared, found.turned[0].alone) == (True, False)
    assert found.turned[0].tips[0].levels == (50,)


def test_two_units_change_places() -> None:
    """甲 has 90 for any w, 乙 0.8 w + 100 − w: level at w = 50, but for roundings.

    甲 keeps 90.00 from 49.97 to 50.03. 乙 has 39.98 + 50.03 = 90.01 at 49.97 and 39.98 + 50.02 at 49.98; and
    40.02 + 49.98 = 90.00 at 50.02 and 40.02 + 49.97 = 89.99 at 50.03.
    """
    prepared = cycle()
    found = tipping_points(prepared, "indicators.改造.points", pair(prepared, "甲", "乙"), (Decimal(49), Decimal(61)))
    assert tips(found) == [
        ("49.98", "49.97", [("甲 – 乙", "order", "level", "乙")]),
        ("50.03", "50.02", [("甲 – 乙", "order", "甲", "level")]),
    ]
    assert [tip.levels for tip in found.turned[0].tips] == [(50,), (50,)]


def test_a_weight_alone() -> None:
    """甲 0.9 w + 36, 乙 0.8 w + 40: level at w = 40, and with roundings as far as 39.93.

    There 甲 has 35.94 + 36 and 乙 31.94 + 40; at 39.92 35.93 + 36 and 31.94 + 40.
    """
    prepared = cycle()
    ends = (Decimal(39), Decimal(61))
    found = tipping_points(prepared, "indicators.改造.points", pair(prepared, "甲", "乙"), ends, alone=True)
    assert (tips(found)[0], found.turned[0].alone) == (("39.93", "39.92", [("甲 – 乙", "order", "level", "乙")]), True)
    assert {tip.levels for tip in found.turned[0].tips} == {(40,)}


def test_a_target_in_the_decimals_of_its_steps() -> None:
    """丙 is 2 beyond a limit of 5, two steps; from 5.01 only one, 60 points. From 4.00 on 甲 loses one more."""
    found = tipping_points(cycle(), "indicators.控制.limit", everybody())
    assert tips(found)[-1] == ("5.00", "5.01", [("丙", "grade", "差", "中")])


def test_a_number_of_winners() -> None:
    found = tipping_points(cycle(), "prizes.奖.winners", everybody())
    assert (found.turned[0].low, found.turned[0].high) == ("1", "4")
    assert tips(found) == [("1", "2", [("乙", "奖", "none", "has")])]


def test_an_open_tie_is_told() -> None:
    """With 甲 at 88 too, by 80 and 5, the prize is open between them: two winners settle it."""
    data = county(成="80 80 40", 率="5 5 7")
    assert tips(tipping_points(cycle(data), "prizes.奖.winners", everybody())) == [
        ("1", "2", [("甲", "奖", "open", "has"), ("乙", "奖", "open", "has")])
    ]


def test_one_unit_alone_is_looked_at() -> None:
    prepared = cycle()
    assert tips(tipping_points(prepared, "grades.好.from", one_unit(prepared, "乙"))) == [
        ("88.00", "88.01", [("乙", "grade", "好", "中")])
    ]


def test_nothing_tips() -> None:
    found = tipping_points(cycle(), "grades.好.from", everybody(), (Decimal(70), Decimal(88)))
    assert (tips(found), found.turned[0].nearest) == ([], None)


def test_every_number_the_touchiest_first() -> None:
    found = nearest_tipping_points(cycle(), everybody())
    # The limit of 5 by 0.01 is 0.2 %; the cut of 60 by 4 points 6.7 %, that of 80 by 8.01 points 10 %.
    assert [each.path for each in found.turned if each.path.startswith(("indicators.控制.limit", "grades"))] == [
        "indicators.控制.limit",
        "grades.中.from",
        "grades.好.from",
    ]
    assert found.turned[0].nearest == Decimal("0.002")
    assert "prizes.奖.amount" not in [each.path for each in found.turned]
    for each in found.turned:
        whole = tipping_points(cycle(), each.path, everybody()).turned[0]
        assert (each.down, each.up) == (whole.down, whole.up)


def test_a_scheme_that_no_ruleset_could_be_is_not_looked_at() -> None:
    """A step of the ladder may not earn more than its indicator, nor less than the step below: 20 to 40."""
    steps = "[{from: 6, earns: 30}, {from: 5, earns: 20}]"
    indicators = (
        "[{name: 改造, points: 60, method: completion, actual: 成, target: 100, source: 文},"
        f" {{name: 控制, points: 40, method: ladder, value: 率, steps: {steps}, source: 文}}]"
    )
    prepared = cycle(indicators=indicators)
    found = tipping_points(prepared, "indicators.控制.steps.1.earns", everybody(), (Decimal(0), Decimal(90))).turned[0]
    assert Decimal(found.high) == 40


@pytest.mark.parametrize(
    ("path", "ends", "code"),
    [
        ("grades.好.form", (None, None), "tipping-path"),
        ("indicators.改造.points", (Decimal("59.995"), None), "tipping-decimals"),
        ("indicators.控制.deduct", (Decimal("-900"), None), "tipping-range"),
        ("grades.好.from", (Decimal("90"), Decimal("95")), "tipping-range"),
        ("grades.好.from", (Decimal("60"), Decimal("70")), "tipping-range"),
    ],
)
def test_refusals(path: str, ends: tuple[Decimal | None, Decimal | None], code: str) -> None:
    with pytest.raises(Problems) as caught:
        tipping_points(cycle(), path, everybody(), ends)
    assert [each[0] for each in refusal(caught)] == [code]


def test_pairs_that_cannot_change_places() -> None:
    prepared = cycle()
    with pytest.raises(Problems) as caught:
        pair(prepared, "甲", "甲")
    assert refusal(caught)[0][0] == "tipping-pair"
    apart = cycle(
        county(**CELLS, 片="东 西 东"),
        attributes="{片: {one_of: [东, 西]}}",
        ranking="{by: total, within: 片, source: 文}",
    )
    with pytest.raises(Problems) as caught:
        pair(apart, "甲", "乙")
    assert refusal(caught)[0][0] == "tipping-apart"


def test_a_value_that_the_re_score_does_not_confirm_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    real = tipping.prepare

    def other(inputs: Any) -> Prepared:
        return real(ready(county(成="10 10 10", 率="5 5 5"), **PARTS).inputs)

    monkeypatch.setattr(tipping, "prepare", other)
    with pytest.raises(Problems) as caught:
        tipping_points(cycle(), "grades.好.from", everybody())
    assert refusal(caught)[0][0] == "tipping-not-confirmed"


NEAR = [("66", "5"), ("67", "5.1"), ("73", "6"), ("74", "6.5"), ("80", "7"), ("67", "4.5"), ("95", "9")]
"""Units with about 80 points: 79.6, 80.2, 79.8, 80.4, 80, 80.2, 81."""


def scored(data: Data, parts: dict[str, str], path: str, value: str) -> Assessment:
    """The official result with another number in the ruleset."""
    changed = dict(parts)
    if path == "grades.好.from":
        changed["grades"] = parts["grades"].replace("from: 80", f"from: {value}")
    elif path == "indicators.控制.limit":
        changed["indicators"] = parts["indicators"].replace("limit: 5", f"limit: {value}")
    elif path == "indicators.控制.deduct":
        changed["indicators"] = parts["indicators"].replace("deduct: 4", f"deduct: {value}")
    else:
        other = 100 - Decimal(value)
        deduct = (other * 4 / 40).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        text = parts["indicators"].replace("points: 60", f"points: {value}").replace("points: 40", f"points: {other}")
        changed["indicators"] = text.replace("deduct: 4", f"deduct: {deduct}")
    return run(scheme(**changed), data)


def standing(result: Assessment) -> list[tuple[str, frozenset[str]]]:
    """Grade and prize of each unit; a prize that waits for a decision is marked."""
    prizes = {name: places[0] for name, places in result.standing.prizes.items()}
    open_ones = {unit for question in result.questions for unit in question.units}
    found = []
    for unit, name in enumerate(result.units):
        held = {prize for prize, place in prizes.items() if unit in place.units}
        found.append((result.grade(unit), frozenset(held | ({"?"} if name in open_ones else set()))))
    return found


def test_every_value_scored_one_by_one_tells_the_same() -> None:
    seen: Counter[str] = Counter()
    for seed in range(16):
        _tells_the_same(seed, seen)
    assert all(seen[kind] > 0 for kind in ("up", "down", "open", "next to it", "none")), seen


def _tells_the_same(seed: int, seen: Counter[str]) -> None:
    """One made-up county, and one number over a range."""
    random = Random(seed)
    units = random.choices(NEAR, k=3)
    cells = {"成": [each[0] for each in units], "率": [each[1] for each in units]}
    path, low, high = random.choice(
        [
            ("grades.好.from", 7975, 8030),
            ("indicators.控制.limit", 485, 515),
            ("indicators.控制.deduct", 382, 415),
            ("indicators.改造.points", 5980, 6020),
        ]
    )
    parts = (
        PARTS if random.random() < 0.5 else {**PARTS, "prizes": PARTS["prizes"].replace(", among: grade == '好'", "")}
    )
    data = county(**cells)
    now = 6000 if path.endswith("points") else {"from": 8000, "limit": 500, "deduct": 400}[path.rpartition(".")[2]]
    results = {
        value: standing(scored(data, parts, path, f"{Decimal(value).scaleb(-2)}")) for value in range(low, high + 1)
    }
    wanted = []
    for value in range(low, high):
        if results[value] != results[value + 1]:
            before, at = (value, value + 1) if value >= now else (value + 1, value)
            wanted.append((f"{Decimal(before).scaleb(-2):.2f}", f"{Decimal(at).scaleb(-2):.2f}"))
            seen["up" if at > before else "down"] += 1
            seen["open"] += any("?" in held for _, held in results[at])
            seen["next to it"] += before == now
    seen["none"] += not wanted
    ends = (Decimal(low).scaleb(-2), Decimal(high).scaleb(-2))
    found = tipping_points(ready(data, **parts), path, everybody(), ends)
    assert [(before, at) for before, at, _ in tips(found)] == wanted, seed


def test_findings_hold_exact_texts() -> None:
    watched: Watched = everybody()
    plain = tipping_points(cycle(), "grades.中.from", watched).as_plain()
    assert (plain["analysis"], plain["watched"]) == ("tipping", None)
    assert plain["numbers"][0]["tips"] == [
        {
            "before": "56.01",
            "at": "56.00",
            "direction": "down",
            "changes": [{"unit": "丙", "what": "grade", "before": "差", "after": "中", "level": None}],
        }
    ]
