"""`kaoping simulate budget`: what prizes cost and how quotas are used."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from engine.message import Message
from locales import render
from terminal.commands.simulate.chance import CHANCE, COMPUTING, number
from terminal.commands.simulate.options import REPORT, RESULT
from terminal.usage import Command, Option


def _amount(ctx: click.Context, option: click.Parameter, value: str | None) -> Decimal | None:
    found = None if value is None else number(value)
    if value is not None and found is None:
        raise click.BadParameter(render(Message("{value} is no amount.", value=value)), ctx, option)
    return found


@click.command(
    cls=Command,
    texts=[
        Message("What do prizes cost, and who is at the margin, if weights or data could be a little different?"),
        Message(
            "Draws weights, errors of the data or both very often, and scores every draw exactly: what all prizes come "
            "to, how often that is more than the budget, how many places of quotas are taken, who has a prize or quota "
            "in some draws and not in others, and how often a tie would have to be decided."
        ),
    ],
    examples=[
        "kaoping simulate budget 2016/result.json --weights ±10% --budget 160000",
        "kaoping simulate budget 2016/result.json --error 返贫率=±0.5 --draws 100000 --report 简报",
    ],
    params=[
        RESULT,
        Option(
            ["--budget", "amount"],
            text=Message("What there is for the prizes, in yuan."),
            metavar="AMOUNT",
            callback=_amount,
        ),
        *CHANCE,
        *COMPUTING,
        *REPORT,
    ],
)
def budget(
    result: Path,
    amount: Decimal | None,
    workers: int,
    scheduler: str | None,
    checkpoint: Path | None,
    as_json: bool,
    report: Path | None,
    formats: tuple[str, ...] | None,
    **drawing: Any,
) -> int:
    """What prizes cost, and who is at the margin."""
    from engine.simulation.chance import budget as analysis
    from notices.briefs.budget import told
    from terminal.computing import Computing, whole
    from terminal.drawing import Drawing
    from terminal.simulating import Form, answer, base

    wanted = Drawing(**drawing)
    uncertainty = wanted.uncertainty
    job = analysis.job(base(result), uncertainty, wanted.draws)
    return answer(
        analysis.budget(job, *whole(job, Computing(workers, scheduler, checkpoint)), amount),
        told,
        Form(as_json, report, formats),
    )
