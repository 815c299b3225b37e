"""The command that shows kaoping at work on a made-up county."""

from pathlib import Path

import click

from engine.message import Message
from terminal.commands.options import FILE, KINDS
from terminal.usage import Command, Option


@click.command(
    cls=Command,
    texts=[
        Message("Show kaoping at work on a made-up county (样例)."),
        Message(
            "Assesses its townships and departments for three years, each year on the results of the one before, and "
            "writes data, results, explanations and notices into DIR, else into kaoping-demo."
        ),
    ],
    examples=["kaoping demo", "kaoping demo 样例", "kaoping demo 样例 --scheme township --kind 考核结果通报"],
    params=[
        click.Argument(["folder"], type=FILE, default=Path("kaoping-demo"), required=False, metavar="[DIR]"),
        KINDS,
        Option(
            ["--scheme", "schemes"],
            text=Message("Only this scheme: township or department."),
            type=click.Choice(["township", "department"]),
            multiple=True,
        ),
    ],
)
def demo(folder: Path, kinds: tuple[str, ...] | None, schemes: tuple[str, ...]) -> int:
    """Show kaoping at work on a made-up county."""
    from terminal import demonstration

    return demonstration.run(folder, kinds, schemes or demonstration.SCHEMES)
