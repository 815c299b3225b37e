"""`kaoping simulate confidence`: how sure ranks, grades and prizes are."""

from pathlib import Path
from typing import Any

import click

from engine.message import Message
from terminal.commands.simulate.chance import CHANCE, COMPUTING
from terminal.commands.simulate.options import REPORT, RESULT
from terminal.usage import Command


@click.command(
    cls=Command,
    texts=[
        Message("How sure are ranks, grades and prizes, if weights or data could be a little different?"),
        Message(
            "Draws weights, errors of the data or both very often, and scores every draw exactly. For each unit: the "
            "ranks between which it lies, how often it has each grade and each prize, how often it stands above each "
            "other; each with the error that comes from chance. The result itself does not change."
        ),
    ],
    examples=[
        "kaoping simulate confidence 2016/result.json --weights ±10%",
        "kaoping simulate confidence 2016/result.json --error 脱贫人口=5% --error 返贫率=±0.5 --seed 7",
        "kaoping simulate confidence 2016/result.json --dirichlet 50 --draws 1000000 --workers 4 --checkpoint 进度",
    ],
    params=[RESULT, *CHANCE, *COMPUTING, *REPORT],
)
def confidence(
    result: Path,
    workers: int,
    scheduler: str | None,
    checkpoint: Path | None,
    as_json: bool,
    report: Path | None,
    formats: tuple[str, ...] | None,
    **drawing: Any,
) -> int:
    """How sure are ranks, grades and prizes."""
    from engine.simulation.chance import confidence as analysis
    from notices.briefs.confidence import told
    from terminal.computing import Computing, whole
    from terminal.drawing import Drawing
    from terminal.simulating import Form, answer, base

    wanted = Drawing(**drawing)
    uncertainty = wanted.uncertainty
    job = analysis.job(base(result), uncertainty, wanted.draws)
    return answer(
        analysis.confidence(job, *whole(job, Computing(workers, scheduler, checkpoint))),
        told,
        Form(as_json, report, formats),
    )
