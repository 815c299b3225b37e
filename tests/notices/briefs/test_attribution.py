"""The attribution of a change to the steps of a scenario, told."""

from small_county import cycle, scenario

from engine.simulation.comparing.attribution import Attribution, attribution
from notices.briefs.attribution import told
from notices.briefs.brief import Table
from notices.briefs.figures import Waterfall


def study(text: str, **more: bool) -> Attribution:
    return attribution(cycle(), scenario(text), **more)


def rows(table: Table) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in table.rows]


THREE = "{edits: [{prizes.一等奖.amount: 60}, {prizes.一等奖.winners: 2}, {prizes.二等奖.winners: 4}]}"


def test_money_by_hand() -> None:
    """v: none 110, amount (a) 120, a second first prize (w) 100 + 60 = 160, four second ones (s) 50 + 4 × 30 = 170.

    a+w 180, a+s 180, w+s 2 × 50 + 3 × 30 = 190, all 210. a: (2 × 10 + 20 + 10 + 2 × 20) ÷ 6 = 15;
    w: (2 × 50 + 60 + 20 + 2 × 30) ÷ 6 = 40; s: (2 × 60 + 60 + 30 + 2 × 30) ÷ 6 = 45.
    """
    found = told(study(THREE))
    assert str(found.title) == "What each step of 试 brings about"
    assert str(found.answer) == (
        "No unit gets another grade; the prize money rises by 100 yuan, most by winners of 二等奖 at 4 (+45)."
    )
    shapley, stated, money, *_ = map(rows, found.tables)
    assert [row[-1] for row in shapley] == ["+15", "+40", "+45", "+100"]
    assert [row[-1] for row in stated] == ["+10", "+60", "+30", "+100"]
    assert shapley[0] == ["(1)", "prize money of 一等奖 at 60", "0", "0", "0", "0", "+15"]
    assert shapley[3][:2] == ["", "in all"]
    assert len(money) > 0
    (figure,) = found.figures
    assert isinstance(figure, Waterfall)
    assert (figure.start[1], [part for _, part in figure.steps], figure.end[1]) == (110.0, [15.0, 40.0, 45.0], 210.0)


def test_money_that_falls_or_comes_back() -> None:
    """A first prize of 40 instead of 50; then 30 more for it, and 15 less for each of the two second ones."""
    assert str(told(study("{edits: {prizes.一等奖.amount: 40}}")).answer) == (
        "No unit gets another grade; the prize money falls by 10 yuan, most by prize money of 一等奖 at 40 (−10)."
    )
    back = told(study("{edits: [{prizes.一等奖.amount: 80}, {prizes.二等奖.amount: 15}]}"))
    assert str(back.answer) == "No unit gets another grade; the prize money stays as it is."


def test_parts_that_do_not_end_are_written_so_that_they_add_up() -> None:
    """Three of a kind: any one of the steps brings the 10, the others nothing; 3.34 + 3.33 + 3.33 = 10.00."""
    found = told(
        study("{edits: [{prizes.一等奖.amount: 60}, {prizes.一等奖.amount: '60'}, {prizes.一等奖.amount: '60.0'}]}")
    )
    assert [row[-1] for row in rows(found.tables[0])] == ["+3.34", "+3.33", "+3.33", "+10.00"]
    assert "Parts are written with decimals that add up exactly; --json holds the exact fractions." in map(
        str, found.notes
    )


def test_one_unit() -> None:
    whole = study("{edits: {grades.好.from: 92}, data: {丁: {分: '96'}}}")
    found = told(whole, whole.units[3])
    assert str(found.title) == "What each step of 试 brings about for 丁"
    assert (
        str(found.answer)
        == "丁 goes from 85.00 points, 较好, to 96.00 points, 好; most points are moved by 丁 分: 96 (+11)."
    )
    shapley, _ = map(rows, found.tables)
    assert shapley == [
        ["(1)", "好 from 92 points", "0", "0", "0", "0"],
        ["(2)", "丁 分: 96", "+11", "+1", "+3", "+50"],
        ["", "in all", "+11", "+1", "+3", "+50"],
    ]
    (figure,) = found.figures
    assert isinstance(figure, Waterfall)
    assert (figure.start[1], figure.steps[1], figure.end[1]) == (85.0, ("丁 分: 96", 11.0), 96.0)


def test_a_unit_whose_grade_alone_changes_or_nothing() -> None:
    whole = study("{edits: {grades.好.from: 92}}")
    assert str(told(whole, whole.units[1]).answer) == (
        "乙 stays at 91.00 points and goes from 好 to 较好, most by 好 from 92 points (−1)."
    )
    assert str(told(whole, whole.units[4]).answer) == "戊 stays at 72.00 points, 一般."


def test_open_money_is_told_both_ways() -> None:
    whole = study("{edits: {prizes.二等奖.winners: 1, prizes.一等奖.amount: 70}}")
    titles = [str(table.title) for table in told(whole).tables]
    assert titles[2:] == ["Least prize money moved, unit by unit", "Greatest prize money moved, unit by unit"]
    headers = [str(column.header) for column in told(whole, whole.units[1]).tables[0].columns]
    assert headers[-2:] == ["Least yuan ±", "Most yuan ±"]


def test_the_stated_order_alone() -> None:
    found = told(study(THREE, with_shapley=False))
    assert str(found.tables[0].title) == "What each step moves in the stated order"
    assert str(found.notes[1]).startswith("Only the stated order is shown")
    assert str(found.answer).endswith("most by winners of 一等奖 at 2 (+60).")


def test_notes_of_what_is_left_out() -> None:
    found = told(study("{data: {丁: {分: '150'}}, edits: {prizes.一等奖.amount: 60}}"))
    assert (
        "Left out of all but the prize money in all, since not scored with every combination of the steps: 丁."
        in map(str, found.notes)
    )


def test_the_chart_shows_what_moves() -> None:
    """Grades where no money does, a unit's money where its points do not; nothing where nothing moves."""
    regraded = told(study("{edits: {grades.一般.from: 75}}"))
    (figure,) = regraded.figures
    assert isinstance(figure, Waterfall)
    assert str(regraded.answer) == (
        "One unit gets another grade, most by 一般 from 75 points (+1); the prize money stays as it is."
    )
    assert (str(figure.title), figure.start[1], figure.end[1]) == ("Units regraded, step by step", 0.0, 1.0)
    whole = study("{edits: {prizes.二等奖.amount: 40}}")
    (figure,) = told(whole, whole.units[1]).figures
    assert isinstance(figure, Waterfall)
    assert (str(figure.title), figure.start[1], figure.end[1]) == ("Prize money of 乙, step by step", 30.0, 40.0)
    assert told(study("{edits: {grades.好.from: 90}}")).figures == ()
