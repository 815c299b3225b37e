"""Leave-one-out, told."""

from building import county
from simulated import ready

from engine.simulation.varying.leave_one_out import leave_one_out
from notices.briefs.brief import Brief
from notices.briefs.figures import Tornado
from notices.briefs.leave_one_out import told

MEASURES = "{质: {unit: 分, between: [0, 100]}, 量: {unit: 分, between: [0, 100]}}"
INDICATORS = """
- {name: 质量, points: 60, method: given, score: 质, out_of: 100, source: 文}
- {name: 数量, points: 40, method: given, score: 量, out_of: 100, source: 文}
"""


def brief(quality: str, quantity: str, indicators: str = INDICATORS, *, groups: bool = False) -> Brief:
    cycle = ready(county(质=quality, 量=quantity), measures=MEASURES, indicators=indicators)
    return told(leave_one_out(cycle, groups=groups))


def test_the_weightiest_stands_first() -> None:
    # Totals 60, 70, 20. 质量 and 数量 move the units alike, but without 数量 two grades change.
    found = brief("100 50 0", "0 100 50")
    assert str(found.answer) == (
        "数量 decides most: without it, the 3 units would move 0.67 places on average, and 2 of them would have "
        "another grade; it has 40.0 % of the points and accounts for 14.3 % of the differences between the totals."
    )
    (table,) = found.tables
    assert [tuple(map(str, row)) for row in table.rows] == [
        ("数量", "40", "40.0 %", "14.3 %", "0.67", "乙 1 → 2", "1 / 1", "0"),
        ("质量", "60", "60.0 %", "85.7 %", "0.67", "甲 2 → 3", "1 / 0", "0"),
    ]


def test_the_figures_show_moves_and_weights() -> None:
    moves, weights = brief("100 50 0", "0 100 50").figures
    assert isinstance(moves, Tornado)
    assert isinstance(weights, Tornado)
    assert [(name, round(value, 2), low == value == high) for name, value, low, high in moves.bars] == [
        ("数量", 0.67, True),
        ("质量", 0.67, True),
    ]
    assert [(name, round(value, 1)) for name, value, *_ in weights.bars] == [("数量", 14.3), ("质量", 85.7)]
    assert [(name, value) for name, value, *_ in weights.second] == [("数量", 40), ("质量", 60)]


def test_where_nothing_can_be_left_out() -> None:
    alone = "- {name: 质量, points: 100, method: given, score: 质, out_of: 100, source: 文}"
    found = brief("100 50", "0 0", alone, groups=True)
    assert str(found.title) == "What each group decides"
    assert str(found.answer).startswith("Nothing can be left out")
    assert found.tables[0].rows[0][4:] == ("—", "", "—", "—")
    assert any("质量 cannot be left out" in str(note) for note in found.notes)
    assert len(found.figures) == 1


def test_equal_totals_have_no_differences() -> None:
    found = brief("50 50", "50 50")
    assert found.tables[0].rows[0][3] == "—"
    assert len(found.figures) == 1
    assert not any("sum to 100" in str(note) for note in found.notes)


def test_no_grade_hangs_on_it() -> None:
    assert "move 0.00 places on average, and none of them would have another grade;" in str(
        brief("50 50", "50 50").answer
    )
