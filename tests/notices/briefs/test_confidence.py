"""How sure a result is, told."""

from chance_county import cycle, error, ruleset, uncertain

from engine.simulation.chance import confidence as analysis
from notices.briefs.brief import Brief
from notices.briefs.confidence import MOST_DRAWN, told
from notices.briefs.figures import HeatMap, Intervals


def brief(base, uncertainty, draws: int = 200) -> Brief:
    work = analysis.job(base, uncertainty, draws)
    return told(analysis.confidence(work, work.tally(0, draws), 10))


def rows(made: Brief, number: int) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in made.tables[number].rows]


def headers(made: Brief, number: int) -> list[str]:
    return [str(column.header) for column in made.tables[number].columns]


def test_the_answer_counts_sure_grades_and_names_the_first():
    made = brief(cycle(), uncertain("0"))
    assert str(made.title) == "How sure is the result? Uncertain: every weight ±0 %"
    assert str(made.answer) == (
        "All 8 units keep their grade in at least 95 % of the draws; 甲, now first, is first in 100 % of them."
    )


def test_the_answer_names_the_grade_that_is_least_sure():
    """己 is just above a cut; 甲 and 戊 are so near each other that either may be first."""
    made = brief(cycle(), uncertain("0", 得分=error("3")))
    assert {row[0]: row[2] for row in rows(made, 1)}["己"] == "54.0 ±3.5"
    assert str(made.answer) == (
        "7 of 8 units keep their grade in at least 95 % of the draws, least sure is 己, 好 in 54.0 %; 甲, now first, "
        "is first in 49.5 % of them."
    )


def test_without_one_first_the_answer_names_none():
    given = ruleset(ranking="{by: total, within: 片区, source: 文}")
    assert str(brief(cycle(given), uncertain("0")).answer) == (
        "All 8 units keep their grade in at least 95 % of the draws."
    )


def test_tables_have_a_row_for_each_unit():
    made = brief(cycle(), uncertain("0.3", 件数=error("3")))
    assert headers(made, 0) == ["乡镇", "Rank", "5 %", "Median", "95 %", "Same rank, %", "Above the next, %"]
    assert headers(made, 1) == ["乡镇", "Grade", "好, %", "较好, %", "一般, %", "较差, %"]
    assert headers(made, 2) == ["乡镇", "一等奖, %", "二等奖, %", "Any prize, %"]
    assert [row[0] for row in rows(made, 0)] == [row[0] for row in rows(made, 1)] == list("甲戊乙丙己庚丁辛")
    assert all(len(row) == len(each.columns) for each in made.tables for row in each.rows)
    assert rows(made, 0)[-1] == ["辛", "8", "8", "8", "8", "100", ""]
    assert rows(made, 1)[-1] == ["辛", "较差", "0", "0", "0", "100"]


def test_certainty_is_told_as_such():
    made = brief(cycle(), uncertain("0"))
    assert rows(made, 0)[:2] == [["甲", "1", "1", "1", "1", "100", "100"], ["戊", "2", "2", "2", "2", "100", "100"]]
    assert rows(made, 2) == [["甲", "100", "0", "100"], ["戊", "0", "100", "100"], ["乙", "0", "100", "100"]]


def test_ties_are_told_as_intervals():
    base = cycle(完成="10 95 95 80 100 99 60 10", 得分="30 93.25 93.25 70 30 30 30 30")
    made = brief(base, uncertain("0"))
    assert rows(made, 2) == [["乙", "0–100", "0–100", "100"], ["丙", "0–100", "0–100", "100"]]
    assert any(str(note).startswith("a–b: ") for note in made.notes)
    assert not any(str(note).startswith("a–b: ") for note in brief(cycle(), uncertain("0")).notes)


def test_groups_have_a_column():
    given = ruleset(ranking="{by: total, within: 片区, source: 文}")
    made = brief(cycle(given), uncertain("0"))
    assert headers(made, 0)[:3] == ["乡镇", "Group", "Rank"]
    assert [row[:3] for row in rows(made, 0)][3:5] == [["丁", "川", "4"], ["戊", "山", "1"]]


def test_units_without_a_rank():
    withdrawn = "[{name: 退出, when: 件数 >= 9, withdraw: true, source: 文}]"
    made = brief(cycle(ruleset(adjustments=withdrawn)), uncertain("0"))
    assert rows(made, 0)[-1] == ["辛", "—", "—", "—", "—", "100", ""]
    assert str(made.notes[1]) == "Draws in which a unit has no rank are left out of its ranks."
    intervals, heat = made.figures
    assert isinstance(intervals, Intervals)
    assert isinstance(heat, HeatMap)
    assert [row[0] for row in intervals.rows] == list("甲戊乙丙己庚丁")
    assert heat.values[-1] == (0.0,) * 8


def test_charts_show_ranks_and_how_often():
    intervals, heat = brief(cycle(), uncertain("0")).figures
    assert isinstance(intervals, Intervals)
    assert isinstance(heat, HeatMap)
    assert intervals.rows[0] == ("甲", 1.0, 1.0, 1.0, 1)
    assert heat.columns == tuple("12345678")
    assert heat.values[1] == (0, 1, 0, 0, 0, 0, 0, 0)


def test_very_many_ranks_are_told_by_grade(monkeypatch):
    monkeypatch.setattr("notices.briefs.confidence.MOST_RANKS", 7)
    monkeypatch.setattr("notices.briefs.confidence.MOST_DRAWN", 5)
    made = brief(cycle(), uncertain("0"))
    intervals, heat = made.figures
    assert isinstance(intervals, Intervals)
    assert isinstance(heat, HeatMap)
    assert heat.columns == ("好", "较好", "一般", "较差")
    assert len(heat.rows) == len(intervals.rows) == 5 < MOST_DRAWN
    assert str(made.notes[-1]) == "The charts show the first 5 units."
