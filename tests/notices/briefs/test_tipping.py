"""Tipping points, told: of one number, and of all of them."""

from decimal import Decimal

from building import county
from simulated import ready

from engine.preparation import Prepared
from engine.simulation.turning.tipping import nearest_tipping_points, tipping_points
from engine.simulation.turning.watched import everybody, one_unit, pair
from notices.briefs.brief import Table
from notices.briefs.figures import Intervals
from notices.briefs.tipping import told


def cycle() -> Prepared:
    prizes = "[{name: 奖, winners: 1, amount: 5, among: grade == '好', source: 文}]"
    return ready(county(分="91.5 90.25 70"), prizes=prizes)


def rows(table: Table) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in table.rows]


def test_one_number() -> None:
    found = told(tipping_points(cycle(), "grades.好.from", everybody()))
    assert str(found.title) == "At which values the cut of 好 changes something"
    assert str(found.answer) == (
        "With the cut of 好 at 90 now: from 90.26 up: 乙 好 → 较好; 2 such values lie between 80.01 and 100."
    )
    assert rows(found.tables[0]) == [
        ["up", "90.25", "90.26", "+0.26", "乙 好 → 较好"],
        ["up", "91.50", "91.51", "+1.51", "甲 好 → 较好, 甲 loses 奖"],
    ]
    (figure,) = found.figures
    assert isinstance(figure, Intervals)
    assert figure.rows == (("乙", 80.01, 90.0, 90.26, None), ("甲", 80.01, 90.0, 91.51, None))
    assert str(figure.legend) == "● now; along the line nothing changes."


def test_a_weight_is_told_with_where_totals_are_level() -> None:
    """甲 has 0.9 w + 0.75 (100 − w), 90 at w = 100; 乙 0.79 w + 0.87 (100 − w), 80 at w = 87.5."""
    measures = "{前: {unit: 分, between: [0, 100]}, 后: {unit: 分, between: [0, 100]}}"
    one = "{name: 前项, points: 50, decimals: 8, method: given, score: 前, out_of: 100, source: 文}"
    indicators = f"[{one}, {one.replace('前', '后')}]"
    prepared = ready(county(前="90 79", 后="75 87"), measures=measures, indicators=indicators)
    path, ends = "indicators.前项.points", (Decimal(50), Decimal(90))
    found = told(tipping_points(prepared, path, everybody(), ends))
    assert str(found.answer) == (
        "With the points of 前项 at 50 now: from 87.51 up: 乙 较好 → 一般; no other such value lies between 50 and 90."
    )
    (table,) = found.tables
    assert str(table.columns[-1].header) == "Level, unrounded"
    assert rows(table) == [["up", "87.50", "87.51", "+37.51", "乙 较好 → 一般", "87.5"]]
    assert any(str(note).startswith("Level, unrounded: the weight at which") for note in found.notes)
    level = told(tipping_points(prepared, path, pair(prepared, "甲", "乙"), (Decimal(50), Decimal(60))))
    assert [row[-1] for row in rows(level.tables[0])] == ["≈52.1739"]


def test_nothing_tips() -> None:
    found = told(tipping_points(cycle(), "grades.好.from", everybody(), (Decimal(85), Decimal(90))))
    assert str(found.answer) == "Between 85 and 90, the cut of 好 changes nothing."
    assert found.figures == ()


def test_whose_changes_are_looked_at() -> None:
    prepared = cycle()
    assert str(told(tipping_points(prepared, "grades.好.from", one_unit(prepared, "丙"))).title) == (
        "At which values the cut of 好 changes something, for 丙"
    )
    two = told(tipping_points(prepared, "grades.好.from", pair(prepared, "甲", "乙")))
    assert str(two.title) == "At which values the cut of 好 changes something, for 甲 and 乙"


def test_all_numbers() -> None:
    found = told(nearest_tipping_points(cycle(), everybody()))
    assert str(found.title) == "How far each number may move before something changes"
    assert str(found.answer) == (
        "5 of 6 numbers change something within the ranges looked at; the touchiest is the full score of 分: 100 now, "
        "from 87.50 down: 丙 一般 → 较好; from 100.01 up: 丙 一般 → 较差."
    )
    assert [row[0] for row in rows(found.tables[0])] == [
        "the full score of 分",
        "the points of 分",
        "the cut of 一般",
        "the cut of 好",
        "the number of winners of 奖",
    ]
    assert rows(found.tables[0])[3] == [
        "the cut of 好",
        "90",
        "—",
        "nothing, as far as 80.01",
        "90.26",
        "乙 好 → 较好",
        "0.3 %",
    ]
    assert [str(note) for note in found.notes[2:]] == [
        "Nothing changes by these, within the ranges in brackets: the cut of 较好 (70.01–89.99).",
        "A weight changes alone: full marks change with it, which no ruleset could be issued with.",
    ]
