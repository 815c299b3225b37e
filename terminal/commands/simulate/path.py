"""`kaoping simulate path`: what it would take for a unit to reach a grade, a rank or a prize."""

from pathlib import Path

import click

from engine.message import Message
from locales import render
from terminal.commands.options import FILE
from terminal.commands.simulate.options import REPORT, RESULT, SCENARIO
from terminal.usage import Command, Option

EFFORTS = "measures: {脱贫人口: {effort: 2, step: 10, between: [0, 500], at_most: 60}, 返贫率: {}}"


@click.command(
    "path",
    cls=Command,
    texts=[
        Message("Find the cheapest changes that take a unit to a grade, a rank or a prize."),
        Message(
            "The measures that the unit's indicators use may change in steps of their last decimal, within their "
            "limits; targets, and what makes bonuses, deductions and vetoes, stay. --effort says otherwise: which "
            "measures may change, in which steps, how far, and what a step costs. The way found is put into the data "
            "and scored anew. The other units' data stay as they are, or as --set or a scenario makes them."
        ),
        Message("A file of efforts, for example: {example}", example=EFFORTS),
    ],
    examples=[
        "kaoping simulate path 2016/result.json 样例甲镇 --to-grade 好",
        "kaoping simulate path 2016/result.json 样例甲镇 --to-rank 3 --effort 难度.yaml",
        "kaoping simulate path 2016/result.json 样例甲镇 --to-prize 一等奖 --set data.样例乙镇.脱贫人口=415",
    ],
    params=[
        RESULT,
        click.Argument(["unit"]),
        Option(["--to-grade", "grade"], text=Message("This grade, or a better one."), metavar="GRADE"),
        Option(["--to-rank", "rank"], text=Message("This rank, or a better one."), type=click.IntRange(1), metavar="N"),
        Option(["--to-prize", "prize"], text=Message("This prize, or a better one."), metavar="PRIZE"),
        Option(
            ["--effort"],
            text=Message("A YAML file: which measures may change, how far, and what that costs."),
            type=FILE,
            metavar="FILE",
        ),
        *SCENARIO,
        *REPORT,
    ],
)
def path(
    result: Path,
    unit: str,
    grade: str | None,
    rank: int | None,
    prize: str | None,
    effort: Path | None,
    file: Path | None,
    names: tuple[str, ...],
    edits: tuple[tuple[str, str], ...],
    rebalance: bool,
    as_json: bool,
    report: Path | None,
    formats: tuple[str, ...] | None,
) -> int:
    """Find the cheapest changes that take a unit to a grade, a rank or a prize."""
    if sum(each is not None for each in (grade, rank, prize)) != 1:
        raise click.UsageError(render(Message("Give one of --to-grade, --to-rank and --to-prize.")))

    from engine.simulation.reaching import path as analysis
    from engine.simulation.reaching.efforts import Efforts, read_efforts
    from engine.simulation.reaching.goals import Goal, ToRank, to_grade, to_prize
    from notices.briefs.path import told
    from terminal.one_scenario import starting
    from terminal.simulating import Form, Wanted, answer
    from workbooks import read_ruleset_text

    efforts = Efforts() if effort is None else read_efforts(read_ruleset_text(effort), str(effort))
    start = starting(result, Wanted(file, names, edits, rebalance))
    ruleset = start.inputs.ruleset
    goal: Goal
    if grade is not None:
        goal = to_grade(ruleset, grade)
    elif prize is not None:
        goal = to_prize(ruleset, prize)
    else:
        assert rank is not None
        goal = ToRank(rank)
    return answer(analysis.path(start, unit, goal, efforts), told, Form(as_json, report, formats))
