"""Jobs over draws: the same bits in blocks of any size, on any number of processes, and after a break."""

import pickle
import tracemalloc
from decimal import Decimal

import numpy as np
import pytest
from chance_county import ANALYSES, cycle, error, job_of, uncertain, written_out

from engine import VERSION
from engine.problem import Problems
from engine.simulation.chance import budget, confidence
from engine.simulation.chance.jobs import MOST_DRAWS, Job, Progress, computed, in_blocks
from engine.simulation.chance.tally import Frequencies, Tally, histogram
from engine.simulation.chance.workers import in_processes
from engine.simulation.variants import outcomes
from engine.simulation.varying import sensitivity
from engine.simulation.varying.factors import Varied
from engine.simulation.varying.runs import Runs

UNCERTAIN = uncertain(得分=error("3"), 任务=error("10", relative=True, shape="normal"))


def job(draws: int) -> Job:
    return confidence.job(cycle(), UNCERTAIN, draws)


UNCHANGED = job(100).digest


def last(steps) -> Progress:
    return list(steps)[-1]


@pytest.fixture(scope="module", params=ANALYSES)
def work(request) -> Job:
    """Of each analysis one, with 208 draws."""
    return job_of(request.param)


@pytest.fixture(scope="module")
def whole(work):
    """What comes of it in one block."""
    return written_out(work.tally(0, 208))


@pytest.mark.parametrize("size", [1, 7, 64, 100, 207, 1000])
def test_any_size_of_steps_gives_the_same(work, whole, size):
    assert written_out(last(computed(work, step=size)).tally) == whole


@pytest.mark.parametrize("size", [1, 5, 16, 64])
def test_any_size_of_blocks_gives_the_same(work, whole, size, monkeypatch):
    monkeypatch.setattr(Job, "block_size", size)
    assert written_out(work.tally(0, 208)) == whole


def test_any_order_of_blocks_gives_the_same(work, whole):
    def backwards(work, ranges):
        for start, stop in reversed(list(ranges)):
            yield (start, stop), work.tally(start, stop)

    assert written_out(last(computed(work, backwards, step=60)).tally) == whole


def test_two_processes_give_the_same(work, whole):
    assert written_out(last(computed(work, in_processes(2), step=20)).tally) == whole


def test_a_break_changes_nothing(work, whole):
    steps = computed(work, step=64)
    broken = [next(steps) for _ in range(3)][-1]
    assert (broken.done, broken.count, broken.left) == (((0, 128),), 128, ((128, 208),))
    assert written_out(last(computed(work, since=broken, step=50)).tally) == whole


@pytest.mark.parametrize("analysis", ANALYSES)
def test_the_seed_decides(analysis):
    one, again, other = (written_out(job_of(analysis, seed=seed).tally(0, 208)) for seed in (7, 7, 8))
    assert one == again != other


def test_ranges_in_any_order_come_together():
    nothing = Tally(0, {})
    progress = Progress(100)
    for start, stop in ((60, 80), (0, 20), (20, 60)):
        progress = progress.after(start, stop, nothing)
    assert progress.done == ((0, 80),)
    progress = progress.after(90, 100, nothing)
    assert (progress.done, progress.left, progress.count) == (((0, 80), (90, 100)), ((80, 90),), 90)
    assert Progress(5).left == ((0, 5),)


def test_blocks_end_at_multiples_of_their_size():
    assert list(in_blocks([(10, 150)], 64)) == [(10, 64), (64, 128), (128, 150)]


def test_another_process_gets_the_same_job(work):
    again = pickle.loads(pickle.dumps(work))
    assert again.digest == work.digest
    assert written_out(again.tally(30, 90)) == written_out(work.tally(30, 90))


def test_a_worker_of_another_version_is_refused(monkeypatch):
    packed = pickle.dumps(job(100))
    monkeypatch.setattr("engine.simulation.chance.jobs.VERSION", "0.0.9")
    with pytest.raises(Problems) as raised:
        pickle.loads(packed)
    (problem,) = raised.value.problems
    assert (problem.code, str(problem.what)) == (
        "simulate-version",
        f"A worker has kaoping 0.0.9, where {VERSION} is needed.",
    )
    assert job(100).digest != UNCHANGED


def test_the_digest_tells_jobs_apart():
    base = cycle()
    jobs = [
        Job(base, UNCERTAIN, 100, confidence.counted),
        Job(base, UNCERTAIN, 101, confidence.counted),
        Job(base, uncertain(), 100, confidence.counted),
        Job(base, uncertain(seed=8), 100, confidence.counted),
        Job(base, uncertain("0.2"), 100, confidence.counted),
        Job(cycle(件数="0 1 1 2 0 1 3 8"), uncertain(), 100, confidence.counted),
        Job(base, UNCERTAIN, 100, budget.counted),
        job_of("sensitivity"),
        sensitivity.job(base, Runs(Varied(cuts=Decimal(1)), 16, 7)),
        sensitivity.job(base, Runs(Varied(cuts=Decimal(1)), 16, 7, "丙")),
        sensitivity.job(base, Runs(Varied(cuts=Decimal(2)), 16, 7)),
        sensitivity.job(base, Runs(Varied(cuts=Decimal(2)), 32, 7)),
    ]
    assert len({each.digest for each in jobs}) == len(jobs)


def test_without_uncertainty_every_draw_is_the_official_result():
    base = cycle()
    official = outcomes(base)
    work = confidence.job(base, uncertain("0", 得分=error("0"), 任务=error("0", relative=True)), 150)
    found = work.standings(0, 150)
    assert found.total.to(2).scaled.tolist() == [official.total.to(2).scaled[0].tolist()] * 150
    assert found.ranks.tolist() == [official.ranks[0].tolist()] * 150
    assert found.grades.tolist() == [official.grades[0].tolist()] * 150
    for name, award in found.awards.prizes.items():
        assert award.sure.tolist() == [official.awards.prizes[name].sure[0].tolist()] * 150


def test_a_range_is_scored_in_blocks(work, whole, monkeypatch):
    sizes = []
    monkeypatch.setattr(Job, "block_size", 32)
    standings = Job.standings

    def noting(self, start, stop):
        sizes.append((start, stop))
        return standings(self, start, stop)

    monkeypatch.setattr(Job, "standings", noting)
    assert written_out(work.tally(0, 208)) == whole
    assert sizes == [(0, 32), (32, 64), (64, 96), (96, 128), (128, 160), (160, 192), (192, 208)]


def peak(draws: int) -> int:
    work = job(draws)
    job(64).tally(0, 64)  # what is made once is made before
    tracemalloc.start()
    try:
        work.tally(0, work.draws)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_draws():
    assert job(10**7).block_size == MOST_DRAWS
    assert peak(4 * MOST_DRAWS) < 1.1 * peak(MOST_DRAWS)


def test_blocks_are_smaller_where_there_are_more_units():
    plenty = " ".join(["1"] * 10)
    few = confidence.job(cycle(), UNCERTAIN, 10).block_size
    work = confidence.job(
        cycle(片区=" ".join(["川"] * 10), 完成=plenty, 任务=plenty, 得分=plenty, 件数=plenty), UNCERTAIN, 10
    )
    object.__setattr__(work.prepared, "units", work.prepared.units * 4_000)
    assert few == MOST_DRAWS
    assert 1 <= work.block_size < 64
    assert work.step % work.block_size == 0
    assert work.block_size <= work.step <= 50


def test_blocks_are_larger_where_weights_alone_vary():
    few, many = (confidence.job(cycle(), uncertain(**errors), 10) for errors in ({"得分": error("3")}, {}))
    for work in (few, many):
        object.__setattr__(work.prepared, "units", work.prepared.units * 125)
    # 8 bytes × 1,000 units × (3 × 7 indicators + 4 + 24) go into 64 MB 171 times, × 24 349 times.
    assert (few.block_size, many.block_size) == (128, 320)


def test_histograms_count_levels_unit_by_unit():
    assert histogram(np.array([[2, 0, 1], [2, 1, 1], [0, 1, 1]]), 3).tolist() == [[1, 0, 2], [1, 2, 0], [0, 3, 0]]
    assert histogram(np.zeros((0, 2), dtype=np.int8), 3).tolist() == [[0, 0, 0], [0, 0, 0]]


def test_values_are_added_by_what_they_are():
    one = Tally(2, {"a": np.array([1, 2])}, {"money": Frequencies.of(np.array([100, 200]))})
    other = Tally(1, {"a": np.array([0, 1])}, {"money": Frequencies.of(np.array([200]))})
    both = one + other
    assert (both.draws, both.counts["a"].tolist()) == (3, [1, 3])
    assert both.values["money"].items() == [(100, 1), (200, 2)]


def test_frequencies_are_added_whatever_their_size():
    wide, none = Frequencies.of(np.array([2**70, -1, 2**70], dtype=object)), Frequencies.of(np.zeros(0, dtype=np.int8))
    assert (wide + Frequencies.of(np.array([-1, 5], dtype=np.int8))).items() == [(-1, 2), (5, 1), (2**70, 2)]
    assert (none + wide).items() == (wide + none).items() == [(-1, 1), (2**70, 2)]
    assert (none + none).items() == []


def test_numbers_of_draws_stand_in_their_order():
    first, second = (Tally(2, {}, {}, {"shift": ((start, np.array([start, start + 0.5])),)}) for start in (0, 2))
    assert (second + first).in_order("shift").tolist() == [0, 0.5, 2, 2.5]
