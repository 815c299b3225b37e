"""What the commands of `kaoping simulate` have in common: the result that they start from, scenarios, the report."""

import re
from collections.abc import Sequence
from pathlib import Path

import click

from engine.message import Message
from locales import render
from terminal.commands.options import FILE, JSON, split
from terminal.usage import Option

RESULT = click.Argument(["result"], type=FILE)

_EDIT = re.compile(r'((?:[^"=]|"[^"]*")+)=(.*)', re.DOTALL)


def _edits(ctx: click.Context, option: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """``PATH=VALUE``, each one edit."""
    edits: list[tuple[str, str]] = []
    for value in values:
        parts = _EDIT.fullmatch(value)
        if parts is None or not parts[1].strip():
            raise click.BadParameter(render(Message("{value} is not PATH=VALUE.", value=value)), ctx, option)
        path, new = parts[1].strip(), parts[2].strip()
        if any(path == earlier for earlier, _ in edits):
            raise click.BadParameter(render(Message("{path} is set twice.", path=path)), ctx, option)
        edits.append((path, new))
    return tuple(edits)


def _folder(ctx: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
    """A folder, seen to before anything is computed for it."""
    if value is not None and value.exists() and not value.is_dir():
        raise click.BadParameter(render(Message("{folder} is a file, not a folder.", folder=str(value))), ctx, option)
    return value


def _forms(ctx: click.Context, option: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Forms of a brief, known before anything is computed for it."""
    forms = split(ctx, option, value)
    for form in (value,) if forms == () else forms or ():
        if form not in FORMS:
            what = Message("{form} is no form of a brief; there are {forms}.", form=form, forms=list(FORMS))
            raise click.BadParameter(render(what), ctx, option)
    return forms


FORMS = ("docx", "pdf", "html")
"""As `notices.briefs.writing` has them, which takes too long to load for this."""


SCENARIO = (
    Option(
        ["--scenarios", "file"],
        text=Message("A YAML file with scenarios: edits by path, edits of data."),
        type=FILE,
        metavar="FILE",
    ),
    Option(
        ["--scenario", "names"],
        text=Message("Only these scenarios of the file; all if none is named."),
        goes_with="--scenarios",
        multiple=True,
        metavar="NAME",
    ),
    Option(
        ["--set", "edits"],
        text=Message(
            "An edit, such as grades.好.from=92 or data.样例甲镇.脱贫人口=415; several make one scenario. A name with "
            "= or . in it stands between double quotes."
        ),
        multiple=True,
        metavar="PATH=VALUE",
        callback=_edits,
    ),
    Option(
        ["--rebalance"],
        text=Message("Let the other indicators share what --set leaves over of the points."),
        goes_with="--set",
        is_flag=True,
    ),
)
"""Which scenarios are looked at."""

REPORT = (
    JSON,
    Option(
        ["--report"],
        text=Message("A folder for a brief of two pages; made if it does not exist."),
        type=FILE,
        metavar="DIR",
        callback=_folder,
    ),
    Option(
        ["--format", "formats"],
        text=Message("The forms of the brief: docx, pdf, html; all if not given."),
        goes_with="--report",
        callback=_forms,
        metavar="FORM,…",
    ),
)
"""How the answer is given."""

RANDOM = (
    Option(
        ["--draws"],
        text=Message("How many draws."),
        type=click.IntRange(1, 10_000_000),
        default=10_000,
        show_default=True,
    ),
    Option(
        ["--seed"],
        text=Message("Where the random numbers begin; the same seed gives the same answer."),
        type=click.IntRange(0, 2**63 - 1),
        default=1,
        show_default=True,
    ),
)
"""Of analyses by chance."""
