"""What prizes cost, told."""

from decimal import Decimal

from chance_county import cycle, error, ruleset, uncertain

from engine.simulation.chance import budget as analysis
from notices.briefs.brief import Brief
from notices.briefs.budget import MOST_BARS, told
from notices.briefs.figures import Histogram

CLOSE = {"完成": "85 88 88 80 84 80 60 10", "得分": "90 86 84 70 82 81 65.5 30"}


def brief(base, uncertainty, amount: str | None = None, draws: int = 200) -> Brief:
    work = analysis.job(base, uncertainty, draws)
    return told(analysis.budget(work, work.tally(0, draws), 10, None if amount is None else Decimal(amount)))


def table(made: Brief, title: str) -> list[list[str]]:
    (found,) = (each for each in made.tables if str(each.title).startswith(title))
    assert all(len(row) == len(found.columns) for row in found.rows)
    return [[str(column.header) for column in found.columns], *([str(cell) for cell in row] for row in found.rows)]


def test_what_is_certain():
    made = brief(cycle(), uncertain("0"), "9000.50")
    assert str(made.answer) == (
        "The budget of 9000.5 yuan is exceeded in 100 % of the draws; the prizes, officially 11000 yuan, cost 11000 "
        "yuan in 100 % of the draws."
    )
    assert table(made, "What all prizes")[1] == [*["11000"] * 6, "11000 ±0", "100"]
    assert table(made, "How many units")[1:] == [
        ["一等奖", "1", "0", "0"],
        ["二等奖", "2", "0", "0"],
        ["优秀", "2", "0", "0"],
    ]
    assert table(made, "How quotas")[1] == ["优秀", "2", "2", "2", "2"]
    assert not any(str(each.title).startswith("At the margin") for each in made.tables)


def test_what_varies():
    uncertainty = uncertain("0.3", 得分=error("2"), 完成=error("5", relative=True))
    made = brief(cycle(**CLOSE), uncertainty)
    assert str(made.answer).endswith("officially 8000 yuan, cost between 5000 and 11000 yuan in 90 % of the draws.")
    assert "Over the budget, %" not in table(made, "What all prizes")[0]
    margin = table(made, "At the margin")
    assert margin[0] == ["Prize or quota", "乡镇", "Officially", "Has it, %"]
    assert [row[:3] for row in margin[1:3]] == [["一等奖", "甲", "yes"], ["一等奖", "乙", "no"]]
    (chart,) = made.figures
    assert isinstance(chart, Histogram)
    assert [value for value, _ in chart.bars] == [5000, 8000, 11000]
    assert abs(sum(share for _, share in chart.bars) - 1) < 1e-12
    assert [(str(name), value) for name, value in chart.marks] == [("officially", 8000)]


def test_the_budget_is_a_mark():
    (chart,) = brief(cycle(), uncertain("0"), "9000").figures
    assert isinstance(chart, Histogram)
    assert [(str(name), value) for name, value in chart.marks] == [("officially", 11000), ("budget", 9000)]


def test_open_ties():
    base = cycle(完成="10 95 95 80 100 99 60 10", 得分="30 93.25 93.25 70 30 30 30 30")
    made = brief(base, uncertain("0"))
    assert table(made, "At the margin")[1:] == [
        ["一等奖", "乙", "open tie", "0–100"],
        ["一等奖", "丙", "open tie", "0–100"],
        ["二等奖", "乙", "open tie", "0–100"],
        ["二等奖", "丙", "open tie", "0–100"],
    ]
    assert [row[3] for row in table(made, "How many units")[1:]] == ["100", "100", "0"]
    assert any(str(note).startswith("a–b: ") for note in made.notes)


def test_quotas_alone_cost_nothing_and_have_no_chart():
    made = brief(cycle(ruleset(prizes="")), uncertain("0"))
    assert made.figures == ()
    assert str(made.answer) == "The prizes, officially 0 yuan, cost 0 yuan in 100 % of the draws."


def test_very_many_amounts_are_put_together():
    prizes = "\n".join(
        f"- {{name: 奖{number}, winners: 1, amount: {7**number}, among: 件数 == {number}, source: 文}}"
        for number in range(8)
    )
    base = cycle(ruleset(prizes=prizes), 件数="4 4 4 4 4 4 4 4", **CLOSE)
    uncertainty = uncertain("0.3", 得分=error("6"), 件数=error("4"))
    work = analysis.job(base, uncertainty, 1500)
    study = analysis.budget(work, work.tally(0, 1500), 10)
    assert len(study.money.counts) > MOST_BARS
    (chart,) = told(study).figures
    assert isinstance(chart, Histogram)
    assert len(chart.bars) == MOST_BARS
    assert abs(sum(share for _, share in chart.bars) - 1) < 1e-9
    low, high = study.money.counts[0][0], study.money.counts[-1][0]
    assert all(low < value < high for value, _ in chart.bars)
