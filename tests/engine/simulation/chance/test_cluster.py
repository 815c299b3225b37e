"""A real Dask cluster on this computer: a scheduler and two workers as processes; one is killed in the middle."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest
from chance_county import cycle, error, job_of, uncertain, written_out

from engine.problem import Problems
from engine.simulation.chance import workers
from engine.simulation.chance.jobs import Job, computed
from engine.simulation.chance.workers import on_cluster

ROOT = Path(__file__).parents[4]


class Process:
    """A process of the cluster, with what it says on standard error."""

    def __init__(self, folder: Path, name: str, *arguments: str) -> None:
        self._log = folder / name
        surroundings = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *arguments], stderr=log, stdout=log, cwd=folder, env=surroundings
            )

    def said(self, pattern: str) -> str:
        """Waits until it says something."""
        for _ in range(600):
            if match := re.search(pattern, self._log.read_text("utf-8")):
                return match[1]
            time.sleep(0.1)
        raise AssertionError(self._log.read_text("utf-8"))

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


def worker(folder: Path, name: str, address: str) -> Process:
    local = str(folder / f"{name}.space")
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", local, "--host", "127.0.0.1"]
    process = Process(folder, name, "distributed.cli.dask_worker", address, *options)
    process.said(r"(Registered to)")
    return process


class Cluster:
    """A scheduler and its workers."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.workers = folder, []
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self._scheduler = Process(folder, "scheduler", "distributed.cli.dask_scheduler", *options)

    @cached_property
    def address(self) -> str:
        return self._scheduler.said(r"Scheduler at:\s+(tcp://\S+)")

    def start_worker(self) -> None:
        self.workers.append(worker(self._folder, f"worker{len(self.workers)}", self.address))

    def end(self) -> None:
        for process in (*self.workers, self._scheduler):
            process.end()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """With two workers."""
    pytest.importorskip("distributed")
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        cluster.start_worker()
        cluster.start_worker()
        yield cluster
    finally:
        cluster.end()


def test_an_error_of_a_draw_comes_back(cluster):
    work = Job(cycle(), uncertain(得分=error("3")), 100, refusing)
    with pytest.raises(ZeroDivisionError):
        list(computed(work, on_cluster(cluster.address), step=10))


def test_workers_of_another_version_are_refused(cluster, monkeypatch):
    monkeypatch.setattr("engine.simulation.chance.jobs.VERSION", "0.0.9")
    with pytest.raises(Problems) as raised:
        list(computed(job_of("confidence"), on_cluster(cluster.address)))
    assert [problem.code for problem in raised.value.problems] == ["simulate-version"]


def refusing(block):
    raise ZeroDivisionError


@pytest.mark.parametrize("analysis", ["confidence", "sensitivity"])
def test_a_killed_worker_changes_nothing(cluster, analysis):
    work = job_of(analysis, points=64)
    steps = computed(work, on_cluster(cluster.address), step=10)
    for progress in steps:
        if progress.count >= 50:
            break
    cluster.workers[-1].kill()
    for progress in steps:
        tally = progress.tally
    cluster.start_worker()
    assert progress.done == ((0, 832),)
    assert written_out(tally) == written_out(work.tally(0, 832))


def test_no_scheduler_answers(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(workers, "PATIENCE", "1s")
    with pytest.raises(Problems) as raised:
        list(computed(job_of("confidence"), on_cluster("tcp://127.0.0.1:1")))
    assert [problem.code for problem in raised.value.problems] == ["cluster-away"]


def test_without_dask(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Problems) as raised:
        list(computed(job_of("confidence"), on_cluster("tcp://127.0.0.1:1")))
    assert [problem.code for problem in raised.value.problems] == ["cluster-missing"]
