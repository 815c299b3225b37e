"""What the analyses by chance take: what is uncertain, how many draws, and where they are computed."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from engine.message import Message
from locales import render
from terminal.commands.options import FILE
from terminal.commands.simulate.options import RANDOM
from terminal.usage import Option

if TYPE_CHECKING:
    from engine.simulation.chance.data_errors import Error


def number(text: str) -> Decimal | None:
    """A number of plain digits, or None for what is none."""
    plain = text.strip()
    return Decimal(plain) if plain.replace(".", "", 1).isdecimal() and plain.isascii() else None


def _share(ctx: click.Context, option: click.Parameter, value: str | None) -> Decimal | None:
    """``±10%``, or ``10%``, as a share."""
    if value is None:
        return None
    percent = number(value.strip().removeprefix("±").removesuffix("%")) if value.strip().endswith("%") else None
    if percent is None or not 0 <= percent <= 100:
        raise click.BadParameter(render(Message("{value} is not a share such as ±10%.", value=value)), ctx, option)
    return percent.scaleb(-2)


def _concentration(ctx: click.Context, option: click.Parameter, value: str | None) -> Decimal | None:
    found = None if value is None else number(value)
    if value is not None and not found:
        raise click.BadParameter(render(Message("{value} is not a number above zero.", value=value)), ctx, option)
    return found


def _errors(ctx: click.Context, option: click.Parameter, values: Sequence[str]) -> "dict[str, Error]":
    """``MEASURE=ERROR``, each once."""
    if not values:
        return {}
    from engine.simulation.chance.data_errors import as_error

    found: dict[str, Error] = {}
    for value in values:
        name, _, text = (part.strip() for part in value.partition("="))
        error = as_error(text)
        if not name or error is None:
            what = Message("{value} is not an error such as 脱贫人口=5% or 返贫率=±0.5,normal.", value=value)
            raise click.BadParameter(render(what), ctx, option)
        if name in found:
            raise click.BadParameter(render(Message("{measure} is given twice.", measure=name)), ctx, option)
        found[name] = error
    return found


def _address(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """The address of a scheduler, with its port."""
    if value is not None and not re.fullmatch(r"\w+://[^:/]+:[0-9]+", value):
        what = Message("{value} is no address such as tcp://10.0.0.1:8786.", value=value)
        raise click.BadParameter(render(what), ctx, option)
    return value


CHANCE = (
    Option(
        ["--weights"],
        text=Message("Every indicator's points vary evenly by so much, such as ±10%, and are brought to full marks."),
        metavar="±X%",
        callback=_share,
    ),
    Option(
        ["--dirichlet"],
        text=Message("Or the points vary together, of a Dirichlet distribution: the greater C, the less."),
        metavar="C",
        callback=_concentration,
    ),
    Option(
        ["--error", "errors"],
        text=Message(
            "How wrong a measure may be: evenly, in per cent or in its unit (返贫率=±0.5); with ,normal this is one "
            "standard deviation. Once for each measure."
        ),
        multiple=True,
        metavar="MEASURE=ERROR",
        callback=_errors,
    ),
    Option(
        ["--errors", "error_file"],
        text=Message("A YAML file of such errors, below the key errors."),
        type=FILE,
        metavar="FILE",
    ),
    *RANDOM,
)
"""What is uncertain, and how often it is drawn."""

COMPUTING = (
    Option(
        ["--workers"],
        text=Message("On how many processes of this computer."),
        type=click.IntRange(1, 1024),
        default=1,
        show_default=True,
    ),
    Option(
        ["--scheduler"],
        text=Message("Or on the Dask cluster with this scheduler, such as tcp://10.0.0.1:8786."),
        metavar="ADDRESS",
        callback=_address,
    ),
    Option(
        ["--checkpoint"],
        text=Message("Keep here how far the draws are; the same command goes on from there after Ctrl-C."),
        type=FILE,
        metavar="FILE",
    ),
)
"""Where draws are computed."""
