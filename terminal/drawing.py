"""Analyses by chance on the terminal: what is uncertain, the draws computed with a bar, Ctrl-C and checkpoints."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from engine.message import Message
from engine.problem import Problem, Problems
from engine.simulation.chance.checkpoints import as_bytes, from_bytes
from engine.simulation.chance.data_errors import Error, read_errors
from engine.simulation.chance.drawn_weights import Dirichlet, Spread
from engine.simulation.chance.draws import Uncertainty
from engine.simulation.chance.jobs import Job, Progress, Run, computed, serially
from engine.simulation.chance.rescoring import rescored
from engine.simulation.chance.tally import Tally
from engine.simulation.chance.workers import in_processes, on_cluster
from locales import gettext as _
from locales import render
from storage import write_atomically
from terminal.output import console, say
from workbooks import read_ruleset_text

if TYPE_CHECKING:
    from rich.progress import TaskID

SECONDS_BETWEEN = 30
"""A checkpoint is written so often, so that no more is lost if the power fails."""


@dataclass(frozen=True)
class Drawing:
    """What the command line says of the draws.

    Attributes:
        weights: By what share weights vary.
        dirichlet: Or the concentration of their distribution.
        errors: How wrong measures may be.
        error_file: A file of further errors.
        draws: How many draws.
        seed: Of the random numbers.
        workers: How many processes.
        scheduler: The address of a cluster's scheduler.
        checkpoint: Where it is kept how far the draws are.
    """

    weights: Decimal | None
    dirichlet: Decimal | None
    errors: Mapping[str, Error]
    error_file: Path | None
    draws: int
    seed: int
    workers: int
    scheduler: str | None
    checkpoint: Path | None

    @property
    def uncertainty(self) -> Uncertainty:
        """What is left to chance.

        Raises:
            Problems: nothing is, or too much, or the file of errors is not in order.
        """
        problems = []
        if self.weights is not None and self.dirichlet is not None:
            what = Message("Weights are drawn in one way: --weights or --dirichlet, not both.")
            problems.append(Problem("simulate-weights-twice", what))
        errors = dict(self.errors)
        if self.error_file is not None:
            written = read_errors(read_ruleset_text(self.error_file), str(self.error_file))
            problems += [
                Problem("simulate-error-twice", Message("{measure} is given twice.", measure=name))
                for name in written
                if name in errors
            ]
            errors |= written
        if self.weights is None and self.dirichlet is None and not errors:
            what = Message("Nothing is uncertain.")
            mend = Message("Say what is: --weights ±10%, --dirichlet 50, or --error MEASURE=5%.")
            problems.append(Problem("simulate-nothing-uncertain", what, mend=mend))
        if problems:
            raise Problems(problems)
        spread = None if self.weights is None else Spread(self.weights)
        weights = spread if self.dirichlet is None else Dirichlet(self.dirichlet)
        return Uncertainty(weights, errors, self.seed)

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


def drawn(job: Job, drawing: Drawing) -> tuple[Tally, int]:
    """The whole tally of a job, and how many draws were scored once more by the official path.

    Ctrl-C, or anything else that ends it early, leaves the checkpoint where one is wanted.

    Args:
        job: What is computed.
        drawing: Where, and whether it goes on from a checkpoint.

    Raises:
        Problems: the checkpoint is another job's, the cluster is away, or a draw comes out otherwise officially.
        CannotWrite: the checkpoint cannot be written.
    """
    run, since = drawing.run, _since(job, drawing.checkpoint)
    progress = since or Progress(job.digest, job.draws)
    checked = rescored(job)
    try:
        with bar(job.draws) as show:
            written = time.monotonic()
            for progress in computed(job, run, since):
                show(progress.count)
                if drawing.checkpoint is not None and time.monotonic() - written > SECONDS_BETWEEN:
                    _keep(progress, drawing.checkpoint)
                    written = time.monotonic()
    finally:
        if drawing.checkpoint is not None:
            _keep(progress, drawing.checkpoint)
            if progress.left:
                what = Message(
                    "{count} of {draws} draws are done; the same command goes on from {file}.",
                    count=progress.count,
                    draws=job.draws,
                    file=str(drawing.checkpoint),
                )
                say(render(what))
    assert progress.tally is not None
    return progress.tally, checked


def _since(job: Job, checkpoint: Path | None) -> Progress | None:
    """How far the job was, where there is a checkpoint."""
    if checkpoint is None or not checkpoint.exists():
        return None
    return from_bytes(checkpoint.read_bytes(), job, str(checkpoint))


def _keep(progress: Progress, checkpoint: Path) -> None:
    write_atomically({checkpoint: as_bytes(progress)})


@contextmanager
def bar(draws: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, if that is a terminal; gives what says how many draws are done.

    Args:
        draws: How many there are.
    """
    target = console(sys.stderr)
    if not target.is_terminal:
        yield lambda done: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=target, transient=True) as shown:
        task: TaskID = shown.add_task(_("Draws"), total=draws)
        yield lambda done: shown.update(task, completed=done)
