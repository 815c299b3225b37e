"""`kaoping simulate design`: cuts for wished shares, prizes for a budget, numbers tried over a range."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

import click

from engine.message import Message
from locales import render
from terminal.commands.simulate.options import REPORT, RESULT
from terminal.usage import Command, Option

if TYPE_CHECKING:
    from engine.simulation.designing.design import Wish
    from engine.simulation.designing.trying import Range

Found = TypeVar("Found")


def _number(text: str) -> Decimal | None:
    """A number that is no less than 0, as people write it."""
    written = normalize("NFKC", text).strip()
    return Decimal(written) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", written) else None


def _wish(value: str) -> "Wish | Message":
    """``GRADE=30%`` or ``GRADE=6``, or why it is none."""
    from engine.simulation.designing.design import Wish

    grade, _, size = value.rpartition("=")
    grade, size = grade.strip(), normalize("NFKC", size).strip()
    share = size.endswith("%")
    number = _number(size.removesuffix("%"))
    if not grade or number is None:
        return Message("{value} is not GRADE=SHARE, such as 好=30%, or 好=6 for six units.", value=value)
    if not share and number != int(number):
        percent = (number * 100 if number < 1 else number).normalize()
        return Message(
            "{value} is no whole number of units; for a share write {share}.",
            value=value,
            share=f"{grade}={percent:f}%",
        )
    return Wish(grade, Fraction(number) / (100 if share else 1), share)


def _range(value: str) -> "Range | Message":
    """``PATH=LOW..HIGH/STEP``, or why it is none."""
    from engine.simulation.designing.trying import as_range

    return as_range(value)


def _every(read: Callable[[str], Found | Message]) -> Callable[..., tuple[Found, ...]]:
    """All values of an option, or all that is wrong with them."""

    def convert(ctx: click.Context, option: click.Parameter, values: Sequence[str]) -> tuple[Found, ...]:
        found = [read(value) for value in values]
        if wrong := [render(each) for each in found if isinstance(each, Message)]:
            raise click.BadParameter("\n".join(wrong), ctx, option)
        return tuple(each for each in found if not isinstance(each, Message))

    return convert


def _decimal(*, above: int) -> Callable[[click.Context, click.Parameter, str | None], Decimal | None]:
    """The same, perhaps not 0 itself."""

    def convert(ctx: click.Context, option: click.Parameter, value: str | None) -> Decimal | None:
        if value is None:
            return None
        number = _number(value)
        if number is None or (above and not number):
            what = Message("{value} is no number that it can be.", value=value)
            raise click.BadParameter(render(what), ctx, option)
        return number

    return convert


@click.command(
    cls=Command,
    texts=[
        Message("Find the cuts, prizes and other numbers that give what is wanted."),
        Message(
            "With --share: the cuts of grades that give wished shares. Always: which cuts give the same result, which "
            "units are nearest to a cut, and which are near it. With --budget: amounts and numbers of prizes that keep "
            "to it. With --try: what comes of a number, such as a limit or a target, over a range. Everything is "
            "exact; vetoes and withheld grades count as they are."
        ),
    ],
    examples=[
        "kaoping simulate design 2016/result.json --share 好=30% --share 较好=40% --within 0.5",
        "kaoping simulate design 2016/result.json --budget 150000 --try indicators.返贫控制.limit=3..6/0.5",
        "kaoping simulate design 2016/result.json --try data.脱贫任务人口=90%..110%/5% --report 简报",
    ],
    params=[
        RESULT,
        Option(
            ["--share", "wishes"],
            text=Message("Such a share of the units is to have the grade: 好=30%, or 好=6 for six units."),
            multiple=True,
            metavar="GRADE=SHARE",
            callback=_every(_wish),
        ),
        Option(
            ["--within", "margin"],
            text=Message("Units so many points or less from a cut are near it."),
            default="0.5",
            show_default=True,
            metavar="POINTS",
            callback=_decimal(above=0),
        ),
        Option(
            ["--budget"],
            text=Message("What all prizes together may cost, in yuan."),
            metavar="YUAN",
            callback=_decimal(above=0),
        ),
        Option(
            ["--step"],
            text=Message("Amounts of prizes are multiples of this, in yuan."),
            default="100",
            show_default=True,
            metavar="YUAN",
            callback=_decimal(above=1),
        ),
        Option(
            ["--try", "ranges"],
            text=Message(
                "A number of the ruleset by its path, or a measure in per cent of what was reported, from, to, and by "
                "which steps."
            ),
            multiple=True,
            metavar="PATH=LOW..HIGH/STEP",
            callback=_every(_range),
        ),
        *REPORT,
    ],
)
def design(result: Path, as_json: bool, report: Path | None, formats: tuple[str, ...] | None, **wanted: Any) -> int:
    """Find the cuts, prizes and other numbers that give what is wanted."""
    from engine.simulation.designing import design as analysis
    from notices.briefs.design import told
    from terminal.simulating import Form, answer, base

    return answer(analysis.design(base(result), analysis.Wanted(**wanted)), told, Form(as_json, report, formats))
