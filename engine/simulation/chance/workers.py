"""Ranges of a job on several processes: of this computer, or of a Dask cluster."""

import pickle
import signal
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from engine.message import Message
from engine.problem import Problem, Problems
from engine.simulation.chance.jobs import Job, Range, Run
from engine.simulation.chance.tally import Tally

AHEAD = 4
"""Ranges for each worker that wait for it, so that none is idle and the rest need no memory."""

PATIENCE = "10s"
"""So long a scheduler may take to answer."""

_JOB: list[Job[Any]] = []
"""The job of a local process; it has one only."""


def in_processes(count: int) -> Run:
    """Ranges on so many processes of this computer."""

    def run(job: Job[Any], ranges: Iterable[Range]) -> Iterator[tuple[Range, Tally]]:
        from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
        from multiprocessing import get_context

        waiting: dict[Future[Tally], Range] = {}
        upcoming = iter(ranges)
        pool = ProcessPoolExecutor(count, get_context("spawn"), _take, (job,))
        try:
            while True:
                for start, stop in islice(upcoming, AHEAD * count - len(waiting)):
                    waiting[pool.submit(_tally, start, stop)] = (start, stop)
                if not waiting:
                    return
                for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(done), done.result()
        finally:
            pool.shutdown(cancel_futures=True)

    return run


def _take(job: Job[Any]) -> None:
    """Makes a process ready; Ctrl-C is the business of the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _JOB[:] = [job]


def _tally(start: int, stop: int) -> Tally:
    return _JOB[0].tally(start, stop)


def on_cluster(address: str) -> Run:
    """Ranges on the workers of a Dask cluster.

    The job goes there as a task of its own, so that the scheduler can make it again wherever a worker is lost.

    Args:
        address: Of the scheduler, such as ``tcp://10.0.0.1:8786``.
    """

    def run(job: Job[Any], ranges: Iterable[Range]) -> Iterator[tuple[Range, Tally]]:
        client = _client(address)
        try:
            from distributed import as_completed

            there = client.submit(_made, pickle.dumps(job), key=f"kaoping-job-{job.digest}")
            upcoming, places = iter(ranges), {}

            def submitted(number: int) -> list[Any]:
                futures = []
                for start, stop in islice(upcoming, number):
                    future = client.submit(_tally_of, there, start, stop, key=f"kaoping-{job.digest}-{start}-{stop}")
                    places[future.key] = (start, stop)
                    futures.append(future)
                return futures

            first = submitted(AHEAD * max(len(client.ncores()), 1))
            done = as_completed(first, loop=client.loop)
            for future in done:
                tally = future.result()
                yield places.pop(future.key), tally
                done.update(submitted(1))
        finally:
            client.close()

    return run


def _client(address: str) -> Any:
    """The way to a cluster.

    Raises:
        Problems: Dask is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client
    except ImportError:
        what = Message("To compute on a cluster, Dask is needed, which is not installed.")
        mend = Message("Install it with: pip install 'kaoping[cluster]'")
        raise Problems([Problem("cluster-missing", what, mend=mend)]) from None
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        what = Message("No scheduler answers at {address}: {reason}", address=address, reason=str(error))
        mend = Message("Start one with: dask scheduler, and workers with: dask worker {address}", address=address)
        raise Problems([Problem("cluster-away", what, found=address, mend=mend)]) from error


def _made(packed: bytes) -> Job[Any]:
    """The job, unpacked where it is computed, so that its own problems are told."""
    job: Job[Any] = pickle.loads(packed)
    return job


def _tally_of(job: Job[Any], start: int, stop: int) -> Tally:
    return job.tally(start, stop)
