"""A back-test, told."""

from building import county, past
from small_county import changed, cycle, scenario

from engine.simulation.comparing.backtest import backtest
from notices.briefs.backtest import told
from notices.briefs.brief import Brief, Table
from notices.briefs.figures import Grid

STRICTER = "{edits: {grades.较好.from: 88}}"
RICHER = "{edits: {prizes.一等奖.amount: 60}}"


def brief(**scenarios: str) -> Brief:
    """乙 has 85 and 86 points: 较好 both years, 一般 under the stricter scheme."""
    official = [
        cycle(county(分="95 85 72"), history=past("丙 2014 好"), period="2015"),
        cycle(county(分="95 86 150"), history=past("甲 2015 好", "乙 2015 较好", "丙 2015 一般"), period="2016"),
    ]
    tried = {name: [changed(each, scenario(text)) for each in official] for name, text in scenarios.items()}
    return told(backtest(official, tried))


def rows(table: Table) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in table.rows]


def test_one_scenario() -> None:
    found = brief(从严=STRICTER)
    assert str(found.title) == "Back-test of 从严: 2015, 2016"
    assert str(found.answer) == (
        "Under 从严, 2 of 5 grades would have been lower and none higher; rules over several periods would have "
        "applied in one more case."
    )
    years, matrix, otherwise = map(rows, found.tables)
    assert years == [
        ["2015", "3", "0 / 1 / 2", "110", "", ""],
        ["2016", "2", "0 / 1 / 1", "80", "", "provisional: one unit is not scored"],
    ]
    assert matrix == [["甲", "好", "好"], ["乙", "较好 → 一般", "较好 → 一般"], ["丙", "一般", "—"]]
    assert otherwise == [
        ["2015", "乙", "较好 → 一般", "", "", "+提醒"],
        ["2016", "乙", "较好 → 一般", "", "+约谈", ""],
    ]
    (grid,) = found.figures
    assert isinstance(grid, Grid)
    assert (grid.columns, grid.rows) == (("2015", "2016"), ("甲", "乙", "丙"))
    assert grid.before == (("好", "好"), ("较好", "较好"), ("一般", ""))
    assert grid.words == (("好", "好"), ("一般", "一般"), ("一般", ""))
    assert found.tables[1].drawn
    assert [str(note) for note in found.notes[2:]] == [
        "Taken as recorded, since no result of it was given: 2014.",
        "2016: provisional under the scenario, without 丙.",
    ]


def test_several_scenarios() -> None:
    found = brief(从严=STRICTER, 加奖=RICHER)
    assert str(found.answer) == "Other grades in 2015, 2016: “从严” 2 of 5, “加奖” none."
    assert [str(table.title) for table in found.tables] == [
        "Year by year: 从严",
        "Grades as they were → under the scenario: 从严",
        "What would have followed otherwise: 从严",
        "Year by year: 加奖",
        "Grades as they were → under the scenario: 加奖",
        "What would have followed otherwise: 加奖",
    ]
    assert "加奖: 2016: provisional under the scenario, without 丙." in map(str, found.notes)


def test_years_that_follow_each_other_and_grades_that_go_up() -> None:
    """72 and 75 points are 较好 from 70; the third year stays."""
    official = [
        cycle(county(分=f"95 85 {points}"), history=past(*before), period=period)
        for points, before, period in (
            ("72", ["丙 2014 好"], "2015"),
            ("75", ["丙 2015 一般"], "2016"),
            ("82", ["丙 2015 一般", "丙 2016 一般"], "2017"),
        )
    ]
    milder = [changed(each, scenario("{edits: {grades.较好.from: 70, grades.一般.from: 65}}")) for each in official]
    found = told(backtest(official, {"grades.较好.from = 70, grades.一般.from = 65": milder}))
    assert str(found.title) == "Back-test of 较好 from 70 points, 一般 from 65 points: 2015–2017"
    assert str(found.answer) == (
        "Under 较好 from 70 points, 一般 from 65 points, 2 of 9 grades would have been higher and none lower; rules "
        "over several periods would have applied in one case fewer."
    )
