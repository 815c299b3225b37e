"""`kaoping simulate attribution`: which step of a scenario moves how much."""

from pathlib import Path

import click

from engine.message import Message
from terminal.commands.simulate.options import REPORT, RESULT, SCENARIO
from terminal.usage import Command, Option


@click.command(
    cls=Command,
    texts=[
        Message("Say how much of a scenario's whole change each of its steps accounts for."),
        Message(
            "Points, grades, ranks and money, for each unit and in all: in the stated order, and as Shapley values, "
            "the mean over all orders, for up to 10 steps. Both sum to the whole change exactly. Several paths that "
            "belong together are one step if they stand in one entry of a list under edits."
        ),
    ],
    examples=[
        "kaoping simulate attribution 2016/result.json --scenarios 方案.yaml --scenario 从严",
        "kaoping simulate attribution 2016/result.json --set grades.好.from=92 --set prizes.一等奖.winners=2",
        "kaoping simulate attribution 2016/result.json --scenarios 方案.yaml --scenario 从严 --unit 样例甲镇",
    ],
    params=[
        RESULT,
        *SCENARIO,
        Option(["--unit"], text=Message("The unit that the answer is about; all units otherwise."), metavar="UNIT"),
        Option(
            ["--shapley/--no-shapley", "shapley"],
            text=Message("Whether Shapley values are computed; otherwise they are for up to 10 steps."),
            default=None,
        ),
        *REPORT,
    ],
)
def attribution(
    result: Path,
    file: Path | None,
    names: tuple[str, ...],
    edits: tuple[tuple[str, str], ...],
    rebalance: bool,
    unit: str | None,
    shapley: bool | None,
    as_json: bool,
    report: Path | None,
    formats: tuple[str, ...] | None,
) -> int:
    """Say how much of a scenario's whole change each of its steps accounts for."""
    from terminal import attributing
    from terminal.simulating import Form, Wanted

    wanted, form = Wanted(file, names, edits, rebalance), Form(as_json, report, formats)
    return attributing.run(result, wanted, unit, shapley, form)
