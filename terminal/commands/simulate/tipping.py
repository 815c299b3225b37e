"""`kaoping simulate tipping`: the exact values at which somebody's grade, prize or place changes."""

from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from engine.message import Message
from locales import render
from terminal.commands.simulate.options import REPORT, RESULT, SCENARIO
from terminal.usage import Command, Option


def _number(ctx: click.Context, option: click.Parameter, value: str | None) -> Decimal | None:
    try:
        number = None if value is None else Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if number is not None and not number.is_finite():
        raise click.BadParameter(render(Message("{value} is no number.", value=value)), ctx, option)
    return number


@click.command(
    cls=Command,
    texts=[
        Message("Find the exact values of a number at which somebody's grade, prize or place changes."),
        Message(
            "Without --number: for every number of the ruleset that scoring reads, how far it may go down and up "
            "before the grade, a prize or a quota of any unit changes. With it: all such values of this number within "
            "a fifth of what it is (a cut: as far as the next cuts), and whom they concern. What a weight gives up or "
            "takes is shared by the others in proportion."
        ),
    ],
    examples=[
        "kaoping simulate tipping 2016/result.json",
        "kaoping simulate tipping 2016/result.json --number grades.好.from",
        "kaoping simulate tipping 2016/result.json --number indicators.减贫人口.points --pair 样例甲镇 样例乙镇",
    ],
    params=[
        RESULT,
        Option(["--number"], text=Message("The path of a number, such as grades.好.from."), metavar="PATH"),
        Option(["--unit"], text=Message("Only what changes for this unit."), metavar="UNIT"),
        Option(
            ["--pair"],
            text=Message("Only which of these two is ahead."),
            nargs=2,
            metavar="UNIT UNIT",
        ),
        Option(
            ["--from", "low"],
            text=Message("The least value to look at."),
            goes_with="--number",
            metavar="NUMBER",
            callback=_number,
        ),
        Option(
            ["--to", "high"],
            text=Message("The greatest value to look at."),
            goes_with="--number",
            metavar="NUMBER",
            callback=_number,
        ),
        Option(["--alone"], text=Message("A weight changes alone, and full marks with it."), is_flag=True),
        *SCENARIO,
        *REPORT,
    ],
)
def tipping(
    result: Path,
    number: str | None,
    unit: str | None,
    pair: tuple[str, str] | None,
    low: Decimal | None,
    high: Decimal | None,
    alone: bool,
    file: Path | None,
    names: tuple[str, ...],
    edits: tuple[tuple[str, str], ...],
    rebalance: bool,
    as_json: bool,
    report: Path | None,
    formats: tuple[str, ...] | None,
) -> int:
    """Find the exact values of a number at which somebody's grade, prize or place changes."""
    if unit is not None and pair:
        raise click.UsageError(render(Message("Give --unit or --pair, not both.")))

    from engine.simulation.turning import tipping as analysis
    from engine.simulation.turning import watched
    from notices.briefs.tipping import told
    from terminal.one_scenario import starting
    from terminal.simulating import Form, Wanted, answer

    start = starting(result, Wanted(file, names, edits, rebalance))
    if pair:
        seen: watched.Watched = watched.pair(start, *pair)
    else:
        seen = watched.everybody() if unit is None else watched.one_unit(start, unit)
    if number is None:
        study = analysis.nearest_tipping_points(start, seen, alone=alone)
    else:
        study = analysis.tipping_points(start, number, seen, (low, high), alone=alone)
    return answer(study, told, Form(as_json, report, formats))
