"""Jobs over draws on the terminal: where they are computed, a bar of how far they are, Ctrl-C and checkpoints."""

import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.message import Message
from engine.problem import Problem, Problems
from engine.simulation.chance.checkpoints import as_bytes, from_bytes
from engine.simulation.chance.jobs import Job, Progress, Run, computed, serially
from engine.simulation.chance.rescoring import rescored
from engine.simulation.chance.tally import Tally
from engine.simulation.chance.workers import in_processes, on_cluster
from locales import render
from storage import write_atomically
from terminal.output import say
from terminal.progress import bar
from workbooks.files import read_bytes

SECONDS_BETWEEN = 30
"""A checkpoint is written so often, so that no more is lost if the power fails."""

MOST_BYTES = 1 << 32
"""A checkpoint that is larger is none."""


@dataclass(frozen=True)
class Computing:
    """What the command line says of where a job is computed.

    Attributes:
        workers: On how many processes.
        scheduler: Or the address of a cluster's scheduler.
        checkpoint: Where it is kept how far the draws are.
    """

    workers: int = 1
    scheduler: str | None = None
    checkpoint: Path | None = None

    @property
    def run(self) -> Run:
        """Where blocks are computed.

        Raises:
            Problems: in two places at once.
        """
        if self.scheduler is not None and self.workers > 1:
            what = Message("Draws are computed in one place: --workers or --scheduler, not both.")
            raise Problems([Problem("simulate-where-twice", what)])
        if self.scheduler is not None:
            return on_cluster(self.scheduler)
        return serially if self.workers == 1 else in_processes(self.workers)


def whole(job: Job[Any], computing: Computing) -> tuple[Tally, int]:
    """The whole tally of a job, and how many draws were scored once more by the official path.

    Ctrl-C, or anything else that ends it early, leaves the checkpoint where one is wanted.

    Args:
        job: What is computed.
        computing: Where, and whether it goes on from a checkpoint.

    Raises:
        Problems: the checkpoint is another job's, the cluster is away, or a draw comes out otherwise officially.
        CannotWrite: the checkpoint cannot be written.
    """
    run, checkpoint = computing.run, computing.checkpoint
    since = _since(job, checkpoint)
    progress = since or Progress(job.draws)
    checked = rescored(job)
    try:
        with bar(Message("Draws")) as show:
            written = -math.inf  # what cannot be written is known before anything is computed
            for progress in computed(job, run, since):
                show(progress.count, job.draws)
                if checkpoint is not None and time.monotonic() - written > SECONDS_BETWEEN:
                    _keep(progress, job, checkpoint)
                    written = time.monotonic()
    finally:
        if checkpoint is not None:
            _keep(progress, job, checkpoint)
            if progress.left:
                what = Message(
                    "{count} of {draws} draws are done; the same command goes on from {file}.",
                    count=progress.count,
                    draws=job.draws,
                    file=str(checkpoint),
                )
                say(render(what))
    assert progress.tally is not None
    return progress.tally, checked


def _since(job: Job[Any], checkpoint: Path | None) -> Progress | None:
    """How far the job was, where there is a checkpoint."""
    if checkpoint is None or not checkpoint.exists():
        return None
    return from_bytes(read_bytes(checkpoint, MOST_BYTES), job, str(checkpoint))


def _keep(progress: Progress, job: Job[Any], checkpoint: Path) -> None:
    write_atomically({checkpoint: as_bytes(progress, job)})
