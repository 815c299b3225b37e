"""`kaoping templates` and its commands."""

from pathlib import Path

import click

from engine.message import Message
from terminal.commands.options import JSON
from terminal.usage import Group, Option

templates = Group(
    "templates",
    texts=[
        Message("Look at the templates of the notices, to word them yourself."),
        Message("`kaoping notices --templates DIR` uses the templates in a folder of yours before ours."),
    ],
)
KIND = click.Argument(["kind"])


@templates.command("list", texts=[Message("List the kinds of notice, and what in a result calls for each.")], params=[])
def list_kinds() -> int:
    """List the kinds."""
    from terminal import templating

    return templating.kinds()


@templates.command(
    "show",
    texts=[Message("Show the fields that the template of a kind may name, with examples of the made-up county.")],
    examples=["kaoping templates show results", "kaoping templates show 考核结果告知书"],
    params=[KIND, JSON],
)
def show(kind: str, as_json: bool) -> int:
    """Show a kind's fields."""
    from terminal import templating

    return templating.fields_of(kind, as_json=as_json)


@templates.command(
    "copy",
    texts=[
        Message("Write our own template of a kind, with those that it takes in, into a folder, to be changed there.")
    ],
    examples=["kaoping templates copy results -o 模板"],
    params=[
        KIND,
        Option(
            ["-o", "--out"],
            text=Message("The folder for the templates; one that is there already is not overwritten."),
            type=click.Path(path_type=Path),
            metavar="DIR",
            required=True,
        ),
    ],
)
def copy(kind: str, out: Path) -> int:
    """Copy a template."""
    from terminal import templating

    return templating.copy(kind, out)
