"""Checkpoints: what was counted, kept as it is, and only for the job that it belongs to."""

import numpy as np
import pytest
from chance_county import cycle, uncertain

from engine.problem import Problems
from engine.simulation.chance import budget, confidence
from engine.simulation.chance.checkpoints import as_bytes, from_bytes
from engine.simulation.chance.jobs import Progress, computed


def broken(work, steps: int) -> Progress:
    running = computed(work, step=64)
    return [next(running) for _ in range(steps + 1)][-1]


@pytest.mark.parametrize("analysis", [confidence, budget])
def test_what_is_read_is_what_was_written(analysis):
    work = analysis.job(cycle(), uncertain(), 200)
    progress = broken(work, 2)
    found = from_bytes(as_bytes(progress), work)
    assert (found.job, found.draws, found.done) == (work.digest, 200, ((0, 128),))
    assert found.tally.draws == 128
    assert found.tally.values == progress.tally.values
    assert found.tally.counts.keys() == progress.tally.counts.keys()
    for name, counts in progress.tally.counts.items():
        assert counts.dtype == found.tally.counts[name].dtype == np.int64
        assert np.array_equal(counts, found.tally.counts[name])


@pytest.mark.parametrize("analysis", [confidence, budget])
def test_a_job_goes_on_to_the_same_end(analysis):
    work = analysis.job(cycle(), uncertain(), 200)
    whole = list(computed(work))[-1]
    resumed = list(computed(work, since=from_bytes(as_bytes(broken(work, 1)), work)))[-1]
    assert as_bytes(resumed) == as_bytes(whole)


def test_nothing_done_yet():
    work = confidence.job(cycle(), uncertain(), 200)
    found = from_bytes(as_bytes(broken(work, 0)), work)
    assert (found.done, found.tally, found.left) == ((), None, ((0, 200),))


def test_the_checkpoint_of_another_job_is_refused():
    content = as_bytes(broken(confidence.job(cycle(), uncertain(), 200), 1))
    with pytest.raises(Problems) as raised:
        from_bytes(content, confidence.job(cycle(), uncertain(seed=8), 200), "进度")
    (problem,) = raised.value.problems
    assert (problem.code, problem.place.file) == ("checkpoint-other-job", "进度")


def test_what_is_no_checkpoint_is_refused():
    work = confidence.job(cycle(), uncertain(), 200)
    content = as_bytes(broken(work, 1))
    spoiled = bytearray(content)
    spoiled[len(spoiled) // 2] ^= 0xFF
    for each in (b"", b"{}", content[:-100], bytes(spoiled), b"PK\x05\x06" + bytes(18)):
        with pytest.raises(Problems) as raised:
            from_bytes(each, work)
        assert [problem.code for problem in raised.value.problems] == ["checkpoint-unreadable"]
