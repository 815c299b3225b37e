"""The door of the command line: the group of all commands; each is declared in terminal/commands/."""

import os

import click

from engine import VERSION
from engine.message import Message
from terminal.commands.collecting import check_data, workbook
from terminal.commands.demonstration import demo
from terminal.commands.notices import notices
from terminal.commands.results import assess, check_table, explain
from terminal.commands.rules import check, new
from terminal.commands.simulate import simulate
from terminal.commands.templates import templates
from terminal.usage import Group, Option


def main() -> None:
    """Run the command line."""
    # NumPy's linear algebra is not used; to start its threads would take a tenth of the time of a small assessment.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    kaoping(prog_name="kaoping")


def _show_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"kaoping {VERSION}")
        ctx.exit()


kaoping = Group(
    "kaoping",
    texts=[
        Message(
            "Assessment schemes as code: scores every unit exactly, explains every point, decides grades, prizes, "
            "quotas and consequences, and writes the official notices."
        )
    ],
    params=[
        Option(
            ["--version"],
            text=Message("Show the version and exit."),
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
        )
    ],
    commands=[assess, check, check_data, check_table, demo, explain, new, notices, simulate, templates, workbook],
)
