"""Ranks over runs: by hand, and against the published sensitivity analysis of the ASEM index."""

import csv

import numpy as np
import pytest
from published import GOLD, SHARED

from engine.simulation.varying.ranks import RankStatistics, mean_rank_shift, rank_statistics, ranks_by_unit
from engine.simulation.varying.sobol import Floats, indices

ASEM = GOLD / "asem_sensitivity"

gold = pytest.mark.skipif(not SHARED.is_dir(), reason="the published results are not beside the repository")


def test_the_statistics_of_ranks_by_hand() -> None:
    ranks = np.array([[1, 2], [2, 1], [1, 2], [1, 2], [2, 1]])
    found = rank_statistics(np.array([1, 2]), ranks_by_unit(ranks))
    assert found.nominal.tolist() == [1, 2]
    assert found.mean.tolist() == pytest.approx([1.4, 1.6])
    assert found.median.tolist() == [1, 2]
    # Sorted 1 1 1 2 2: the 95 % quantile stands at 0.95 · 4 = 3.8, between two twos; the 5 % one between two ones.
    assert (found.q5.tolist(), found.q95.tolist()) == ([1, 1], [2, 2])


def test_a_quantile_between_two_runs_is_interpolated() -> None:
    found = rank_statistics(np.array([1, 2, 3, 4]), ranks_by_unit(np.array([[1, 2, 3, 4], [4, 2, 3, 1]])))
    assert found.q5.tolist() == pytest.approx([1.15, 2, 3, 1.15])
    assert found.q95.tolist() == pytest.approx([3.85, 2, 3, 3.85])


def test_runs_without_a_rank_are_left_out() -> None:
    found = rank_statistics(np.array([1, 0, 2]), ranks_by_unit(np.array([[3, 0, 1], [0, 0, 1], [1, 0, 2]])))
    assert (found.mean[0], found.median[0]) == (2, 2)
    assert np.isnan(found.mean[1])
    assert mean_rank_shift(np.array([1, 0]), np.array([[3, 1], [0, 0], [1, 2]])).tolist() == [2, 0, 0]


def read(name: str) -> tuple[list[str], Floats]:
    """A published table: the first column, and the numbers of the others."""
    with (ASEM / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [row[0] for row in rows], np.array([[float(cell) for cell in row[1:]] for row in rows])


def competition_ranks(scores: Floats) -> Floats:
    """1, 1, 3 from the greatest score down, run by run; (runs, units)."""
    return np.array([[1 + int((run > score).sum()) for score in run] for run in scores.T])


def table(found: RankStatistics) -> Floats:
    return np.column_stack([found.nominal, found.mean, found.median, found.q5, found.q95])


@gold
@pytest.mark.parametrize(("kind", "runs"), [("ua", 100), ("sa", 200)])
def test_the_published_rank_statistics(kind: str, runs: int) -> None:
    units, scores = read(f"{kind}_scores.csv")
    names, expected = read(f"expected_{kind}_rank_stats.csv")
    ranks = competition_ranks(scores)
    # Counted in two parts, the second run first, as workers may.
    found = rank_statistics(ranks[0], ranks_by_unit(ranks[40 : 1 + runs]) + ranks_by_unit(ranks[1:40]))
    assert names == units
    assert table(found) == pytest.approx(expected, rel=0, abs=1e-9)


@gold
def test_the_published_sobol_indices() -> None:
    _units, scores = read("sa_scores.csv")
    factors, expected = read("expected_sobol_indices.csv")
    ranks = competition_ranks(scores)
    shifts = mean_rank_shift(ranks[0], ranks[1:]).reshape(len(factors) + 2, -1)
    found = indices(shifts, 0)
    assert found is not None
    assert factors == ["Winmax", "Normalisation", "Weights", "Aggregation"]
    assert found.first.value == pytest.approx(expected[:, 0], rel=0, abs=1e-9)
    assert found.total.value == pytest.approx(expected[:, 1], rel=0, abs=1e-9)
    # Their intervals come of other random numbers, and of a variance that is not drawn anew.
    assert found.total.low == pytest.approx(expected[:, 4], abs=0.06)
    assert found.total.high == pytest.approx(expected[:, 5], abs=0.06)
