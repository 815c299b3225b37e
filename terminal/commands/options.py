"""Options that several commands take, and the type of all arguments and options that name a file."""

from collections.abc import Sequence
from pathlib import Path

import click

from engine.message import Message
from locales import render
from terminal import usage
from terminal.usage import Option


def split(ctx: click.Context, option: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Names separated by commas."""
    return None if value is None else tuple(name for part in value.split(",") if (name := part.strip()))


def _tables(ctx: click.Context, option: click.Parameter, values: Sequence[str]) -> dict[str, Path]:
    """``NAME=FILE``, each a table of the ruleset and the file that holds its records."""
    tables: dict[str, Path] = {}
    for value in values:
        name, _equals, file = value.partition("=")
        if not (name.strip() and file):
            raise click.BadParameter(render(Message("{value} is not NAME=FILE.", value=value)), ctx, option)
        if name.strip() in tables:
            raise click.BadParameter(
                render(Message("The table {name} is given twice.", name=name.strip())), ctx, option
            )
        tables[name.strip()] = Path(file)
    return tables


FILE = click.Path(path_type=Path, readable=False)
"""Whether it can be read shows when it is read, and is then said like everything else."""
JSON = Option(
    [usage.JSON, "as_json"],
    text=Message("Print one JSON object and nothing else; what stands in the way is its key problems."),
    is_flag=True,
)
KINDS = Option(["--kind", "kinds"], text=Message("Only these kinds of notice."), callback=split, metavar="KIND,…")
TABLE = Option(
    ["--table", "tables"],
    text=Message("A file with the records of a table of the ruleset; once for each table."),
    multiple=True,
    metavar="NAME=FILE",
    callback=_tables,
)
MARKED = Option(
    ["--marked"],
    text=Message(
        "Give the workbooks back with the wrong cells coloured and commented: a file; a folder where DATA are several."
    ),
    type=FILE,
    metavar="FILE",
)
