"""Sensitivity, told."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
from building import county
from simulated import ready, sensitivity_of

from engine.simulation.chance.data_errors import Error
from engine.simulation.chance.drawn_weights import Spread
from engine.simulation.varying.factors import Varied
from engine.simulation.varying.sobol import Index, Indices, indices
from notices.briefs.figures import Intervals, Tornado
from notices.briefs.sensitivity import told

PRIZE = "[{name: 奖, winners: 1, amount: 5000, among: grade == '好', source: 文}]"
CUTS = Varied(cuts=Decimal(2))
MEASURES = "{质: {unit: 分, between: [0, 100]}, 量: {unit: 分, between: [0, 100]}}"
INDICATORS = """
- {name: 质量, points: 50, method: given, score: 质, out_of: 100, source: 文}
- {name: 数量, points: 50, method: given, score: 量, out_of: 100, source: 文}
"""


def test_the_output_that_varies_is_told_of() -> None:
    found = told(sensitivity_of(ready(county(分="90 75"), prizes=PRIZE), CUTS, points=1024))
    # Ranks never change; 甲 loses its grade, and the prize with it, in half of the runs.
    assert str(found.answer).startswith("Most hangs on 好 90±2: it has a part in 100.0 % (95.2 % to 100.0 %) of ")
    assert str(found.answer).endswith(
        "of the differences in units with another grade between the runs, in which the units move 0.00 places on "
        "average and 0.5 of 2 have another grade."
    )
    runs, shares, ranks = found.tables
    # Cuts have two decimals: in 2 of 2,048 runs more than half it is 90.00, at which 甲 keeps the grade.
    assert [tuple(map(str, row)) for row in runs.rows] == [
        ("mean move in rank", "0", "0", "0", "0"),
        ("units with another grade", "0", "0.5", "0", "1"),
        ("prize money", "5000", "2504.88", "0", "5000"),
    ]
    assert str(shares.title) == (
        "Shares of the differences in units with another grade between the runs; and, ST alone, in the rest"
    )
    assert [str(column.header) for column in shares.columns] == [
        "Varied",
        "S1 (90 % interval)",
        "ST (90 % interval)",
        "ranks",
        "money",
    ]
    assert [row[0] for row in shares.rows] == ["好 90±2", "较好 80±2", "一般 70±2"]
    assert shares.rows[1][1:] == ("0.0 % (0.0~0.0)", "0.0 % (0.0~0.0)", "—", "0.0 %")
    assert ranks.rows == (("甲", "1", "1", "1", "1", "1"), ("乙", "2", "2", "2", "2", "2"))
    assert [str(note) for note in found.notes][-1] == "The same in all runs: mean move in rank."


def test_figures() -> None:
    cycle = ready(county(分="90 75"), prizes=PRIZE)
    varied = Varied(cuts=Decimal(2), errors={"分": Error(size=Decimal(1))})
    shares, ranks = told(sensitivity_of(cycle, CUTS, points=64)).figures
    assert isinstance(shares, Tornado)
    assert isinstance(ranks, Intervals)
    assert [name for name, *_ in shares.bars] == [name for name, *_ in shares.second]
    assert ranks.rows == (("甲", 1, 1, 1, 1), ("乙", 2, 2, 2, 2))
    _, total = told(sensitivity_of(cycle, varied, points=64, unit="乙")).figures
    assert isinstance(total, Tornado)
    assert str(total.title) == "Shares of the differences in total of 乙"
    assert total.bars[0][0] == "分 ±1"


def test_nothing_hangs_on_what_makes_no_difference() -> None:
    found = told(sensitivity_of(ready(county(分="85 75")), CUTS, points=8))
    assert str(found.answer) == (
        "Nothing hangs on what was varied: ranks, grades and prize money are the same in all 40 runs."
    )
    assert len(found.tables) == 2


def test_shares_that_the_runs_cannot_tell_are_marked() -> None:
    found = told(sensitivity_of(ready(county(分="90 95"), prizes=PRIZE), CUTS, points=128, unit="甲"))
    assert not any("Too few" in str(note) for note in found.notes)
    # 乙 is ahead only where the first weight is drawn near its least and the second near its greatest.
    cycle = ready(county(质="100 0", 量="0 86"), measures=MEASURES, indicators=INDICATORS)
    rare = told(sensitivity_of(cycle, Varied(Spread(Decimal("0.1"))), points=64, unit="甲"))
    assert str(rare.answer).endswith(" have another grade.")
    assert "differences in total of 甲" in str(rare.answer)
    assert [str(note) for note in rare.notes if str(note).startswith("?")] == [
        "? Too few runs differ in mean move in rank, rank of 甲 to tell the shares: give more --points, or let things "
        "vary by more."
    ]
    assert str(rare.tables[1].rows[0][3]).endswith(" ?")


def test_too_few_runs_tell_no_share() -> None:
    cycle = ready(county(分="90 80"), prizes=PRIZE)
    for points in (2, 4, 8):
        study = sensitivity_of(cycle, CUTS, points=points)
        assert str(told(study).answer) == (
            f"Too few runs ({points * 5}) to tell what the results hang on: give more --points, or let things vary by "
            f"more. In these the units move {study.outputs[0].mean:.2f} places on average and "
            f"{study.outputs[1].mean:.1f} of 2 have another grade."
        )


def test_a_share_that_hangs_on_a_single_run_is_none() -> None:
    # In one run of 256 乙 is ahead; however the points are drawn anew, its ratio is the same wherever it comes up.
    study = sensitivity_of(ready(county(分="90 75"), prizes=PRIZE), CUTS, points=128)
    (output,) = (each for each in study.outputs if each.name == "grade_changes")
    numbers = np.zeros((5, 128))
    numbers[0, 17] = numbers[2, 17] = 1
    found = indices(numbers)
    assert found is not None
    assert float(found.total.high[1] - found.total.low[1]) < 0.5
    assert found.constant > 0.3
    rare = replace(study, outputs=(study.outputs[0], replace(output, indices=found)))
    assert str(told(rare).answer).startswith("Too few runs (640) to tell what the results hang on")


def test_a_share_wholly_above_all_is_none() -> None:
    study = sensitivity_of(ready(county(分="90 75"), prizes=PRIZE), CUTS, points=128)
    index = Index(np.array([1.3, 0, 0]), np.array([1.1, 0, 0]), np.array([1.4, 0, 0]))
    above = tuple(replace(each, indices=Indices(index, index, 1, 1, 0)) for each in study.outputs)
    assert str(told(replace(study, outputs=above)).answer).startswith("Too few runs (640) to tell")
