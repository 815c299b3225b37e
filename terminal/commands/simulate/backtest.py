"""`kaoping simulate backtest`: a scheme on earlier years."""

from pathlib import Path

import click

from engine.message import Message
from terminal.commands.options import FILE
from terminal.commands.simulate.options import REPORT, SCENARIO
from terminal.usage import Command


@click.command(
    cls=Command,
    texts=[
        Message("Try a scheme on earlier years, with what it would have given the years before."),
        Message(
            "RESULTS are the result.json of several periods of one scheme. Each period is assessed under the scenario "
            "with the results that the scenario itself gave the earlier ones, so that rules over several years follow "
            "from it. What is known of periods of which no result is given is taken as it was recorded."
        ),
    ],
    examples=[
        "kaoping simulate backtest 2015/result.json 2016/result.json 2017/result.json --set grades.一般.from=75",
        "kaoping simulate backtest 201?/result.json --scenarios 方案.yaml --report 简报",
    ],
    params=[click.Argument(["results"], type=FILE, nargs=-1, required=True), *SCENARIO, *REPORT],
)
def backtest(
    results: tuple[Path, ...],
    file: Path | None,
    names: tuple[str, ...],
    edits: tuple[tuple[str, str], ...],
    rebalance: bool,
    as_json: bool,
    report: Path | None,
    formats: tuple[str, ...] | None,
) -> int:
    """Try a scheme on earlier years, with what it would have given the years before."""
    from terminal import backtesting
    from terminal.simulating import Form, Wanted

    return backtesting.run(results, Wanted(file, names, edits, rebalance), Form(as_json, report, formats))
