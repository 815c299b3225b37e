"""Checkpoints: what was counted, kept as it is, and only for the job that it belongs to."""

import numpy as np
import pytest
from chance_county import ANALYSES, cycle, job_of, ruleset, uncertain, written_out

from engine.problem import Problems
from engine.simulation.chance import confidence
from engine.simulation.chance.checkpoints import as_bytes, from_bytes
from engine.simulation.chance.jobs import Progress, computed
from engine.simulation.chance.tally import Frequencies, Tally


def broken(work, steps: int) -> Progress:
    running = computed(work, step=64)
    return [next(running) for _ in range(steps + 1)][-1]


@pytest.mark.parametrize("analysis", ANALYSES)
def test_what_is_read_is_what_was_written(analysis):
    work = job_of(analysis)
    progress = broken(work, 2)
    found = from_bytes(as_bytes(progress, work), work)
    assert (found.draws, found.done, found.tally.draws) == (208, ((0, 128),), 128)
    assert written_out(found.tally) == written_out(progress.tally)
    for name, counts in found.tally.counts.items():
        assert counts.dtype == np.int64, name


@pytest.mark.parametrize("analysis", ANALYSES)
def test_a_job_goes_on_to_the_same_end(analysis):
    work = job_of(analysis)
    whole = list(computed(work))[-1]
    resumed = list(computed(work, since=from_bytes(as_bytes(broken(work, 1), work), work)))[-1]
    assert as_bytes(resumed, work) == as_bytes(whole, work)


@pytest.mark.parametrize("analysis", ANALYSES)
def test_what_was_done_out_of_order_is_kept(analysis):
    work = job_of(analysis)
    progress = Progress(208).after(150, 208, work.tally(150, 208)).after(20, 60, work.tally(20, 60))
    found = from_bytes(as_bytes(progress, work), work)
    assert found.left == ((0, 20), (60, 150))
    assert as_bytes(list(computed(work, since=found))[-1], work) == as_bytes(list(computed(work))[-1], work)


def test_wide_numbers_are_kept():
    work, wide = job_of("budget"), np.array([5, 2**70], dtype=object)
    progress = Progress(208).after(0, 2, Tally(2, {}, {"money": Frequencies.of(wide)}))
    assert from_bytes(as_bytes(progress, work), work).tally.values["money"].items() == [(5, 1), (2**70, 1)]


def test_nothing_done_yet():
    work = job_of("confidence")
    found = from_bytes(as_bytes(broken(work, 0), work), work)
    assert (found.done, found.tally, found.left) == ((), None, ((0, 208),))


@pytest.mark.parametrize(
    ("other", "differing"),
    [
        (job_of("budget"), ["the analysis"]),
        (job_of("confidence", seed=8), ["the seed (7 there, 8 here)"]),
        (job_of("confidence", points=32), ["the number of draws (208 there, 416 here)"]),
        (
            confidence.job(cycle(件数="0 1 1 2 0 1 3 8"), uncertain(), 208),
            ["the data", "what varies, and by how much"],
        ),
        (
            confidence.job(cycle(ruleset(prizes="[]")), job_of("confidence").varying, 208),
            ["the ruleset"],
        ),
    ],
)
def test_the_checkpoint_of_another_command_says_what_differs(other, differing):
    work = job_of("confidence")
    with pytest.raises(Problems) as raised:
        from_bytes(as_bytes(broken(work, 1), work), other, "进度")
    (problem,) = raised.value.problems
    assert (problem.code, problem.place.file) == ("checkpoint-other-job", "进度")
    assert [str(each) for each in problem.what.values["differing"]] == differing


def test_the_checkpoint_of_another_version_is_refused(monkeypatch):
    work = job_of("confidence")
    content = as_bytes(broken(work, 1), work)
    monkeypatch.setattr("engine.simulation.chance.jobs.VERSION", "0.0.9")
    with pytest.raises(Problems) as raised:
        from_bytes(content, job_of("confidence"))
    assert [str(each) for each in raised.value.problems[0].what.values["differing"]] == [
        "the version of kaoping or of a library"
    ]


def test_what_is_no_checkpoint_is_refused():
    work = job_of("confidence")
    content = as_bytes(broken(work, 1), work)
    spoiled = bytearray(content)
    spoiled[len(spoiled) // 2] ^= 0xFF
    for each in (b"", b"{}", content[:-100], bytes(spoiled), b"PK\x05\x06" + bytes(18)):
        with pytest.raises(Problems) as raised:
            from_bytes(each, work)
        assert [problem.code for problem in raised.value.problems] == ["checkpoint-unreadable"]
