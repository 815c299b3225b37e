"""`kaoping simulate leave-one-out`: what each indicator, or group, decides."""

from pathlib import Path

import click

from engine.message import Message
from terminal.commands.simulate.options import REPORT, RESULT
from terminal.usage import Command, Option


@click.command(
    "leave-one-out",
    cls=Command,
    texts=[
        Message("Leave out each indicator, or group, in turn, and see what it decides."),
        Message(
            "Its points go to the other indicators in proportion. For each: how far the units move in rank, which "
            "moves furthest, how many have another grade, what the prizes cost; and what it weighs in effect, beside "
            "its weight on paper."
        ),
    ],
    examples=[
        "kaoping simulate leave-one-out 2016/result.json",
        "kaoping simulate leave-one-out 2016/result.json --groups --report 简报",
    ],
    params=[
        RESULT,
        Option(["--groups"], text=Message("Leave out whole groups instead of single indicators."), is_flag=True),
        *REPORT,
    ],
)
def leave_one_out(
    result: Path, groups: bool, as_json: bool, report: Path | None, formats: tuple[str, ...] | None
) -> int:
    """Leave out each indicator, or group, in turn, and see what it decides."""
    from engine.simulation.varying import leave_one_out as analysis
    from notices.briefs.leave_one_out import told
    from terminal.simulating import Form, answer, base

    study = analysis.leave_one_out(base(result), groups=groups)
    return answer(study, told, Form(as_json, report, formats))
