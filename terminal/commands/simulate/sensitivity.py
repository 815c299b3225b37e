"""`kaoping simulate sensitivity`: on which of the choices that are varied the results hang."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.message import Message
from locales import render
from terminal.commands.simulate.chance import COMPUTING
from terminal.commands.simulate.options import RANDOM, REPORT, RESULT
from terminal.usage import Command, Option

if TYPE_CHECKING:
    from engine.simulation.chance.data_errors import Error
    from engine.simulation.varying.factors import Varied


def _varied(ctx: click.Context, option: click.Parameter, values: Sequence[str]) -> "Varied":
    """``weights=20%``, ``grades=2``, or a measure with its error."""
    from engine.simulation.chance.data_errors import as_error
    from engine.simulation.chance.drawn_weights import Spread
    from engine.simulation.varying.factors import GRADES, WEIGHTS, Varied

    found: dict[str, Error] = {}
    for value in values:
        name, _, size = value.rpartition("=")
        error = as_error(size)
        if not name.strip() or error is None:
            what = Message("{value} is not WHAT=SIZE, such as weights=20%, grades=2 or MEASURE=5%.", value=value)
            raise click.BadParameter(render(what), ctx, option)
        if name.strip() in found:
            raise click.BadParameter(render(Message("{path} is set twice.", path=name.strip())), ctx, option)
        found[name.strip()] = error
    weights, cuts = found.pop(WEIGHTS, None), found.pop(GRADES, None)
    if weights is not None and not (weights.relative and 0 < weights.size <= 100 and weights.shape == "uniform"):
        what = Message("Weights vary by a share of their points: more than 0%, at most 100%.")
        raise click.BadParameter(render(what), ctx, option)
    if cuts is not None and (cuts.relative or cuts.size <= 0 or cuts.shape != "uniform"):
        what = Message("Grades vary by points, such as grades=2: each cut by up to so many up or down.")
        raise click.BadParameter(render(what), ctx, option)
    return Varied(
        None if weights is None else Spread(weights.size / 100), None if cuts is None else Decimal(cuts.size), found
    )


def _power(ctx: click.Context, option: click.Parameter, value: int) -> int:
    if value & (value - 1):
        what = Message("{value} is no power of two, such as 256, 512 or 1024.", value=value)
        raise click.BadParameter(render(what), ctx, option)
    return value


@click.command(
    cls=Command,
    texts=[
        Message("Find out which of the choices that are varied the results hang on (Sobol indices)."),
        Message(
            "Everything named with --vary varies at once. Of how far the units move in rank, how many have another "
            "grade, what the prizes cost and, with --unit, of one unit's total and rank: which share of the "
            "differences between the runs each choice accounts for, alone and together with the others."
        ),
    ],
    examples=[
        "kaoping simulate sensitivity 2016/result.json --vary weights=20% --vary grades=2",
        "kaoping simulate sensitivity 2016/result.json --vary weights=10% --vary 脱贫人口=5% --unit 样例甲镇",
        "kaoping simulate sensitivity 2016/result.json --vary weights=20% --points 16384 --workers 4 --checkpoint 进度",
    ],
    params=[
        RESULT,
        Option(
            ["--vary", "varied"],
            text=Message(
                "What varies, and by how much: weights=20% (the points of every indicator, which still sum to full "
                "marks), grades=2 (every cut, by up to 2 points), MEASURE=5% or MEASURE=±0.5 (errors of data). Several "
                "may be given."
            ),
            multiple=True,
            required=True,
            metavar="WHAT=SIZE",
            callback=_varied,
        ),
        Option(["--unit"], text=Message("Look at this unit's total and rank too."), metavar="UNIT"),
        Option(
            ["--points"],
            text=Message(
                "The size of a sample, a power of two; there are two samples, and one more for each thing that varies."
            ),
            type=click.IntRange(2, 2**16),
            default=1024,
            show_default=True,
            callback=_power,
        ),
        *(option for option in RANDOM if option.name == "seed"),
        *COMPUTING,
        *REPORT,
    ],
)
def sensitivity(
    result: Path,
    varied: "Varied",
    unit: str | None,
    points: int,
    seed: int,
    workers: int,
    scheduler: str | None,
    checkpoint: Path | None,
    as_json: bool,
    report: Path | None,
    formats: tuple[str, ...] | None,
) -> int:
    """Find out which of the choices that are varied the results hang on."""
    from engine.simulation.varying import sensitivity as analysis
    from engine.simulation.varying.runs import Runs
    from notices.briefs.sensitivity import told
    from terminal.computing import Computing, whole
    from terminal.simulating import Form, answer, base

    job = analysis.job(base(result), Runs(varied, points, seed, unit))
    study = analysis.sensitivity(job, *whole(job, Computing(workers, scheduler, checkpoint)))
    return answer(study, told, Form(as_json, report, formats))
