"""The peer: the same schemes in plain float64 NumPy, as an analyst would write them; whole columns, or in blocks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = np.array([40.0, 60.0, 75.0, 90.0])
EARNS = np.array([0.0, 0.5, 1.0, 1.5, 2.0])
BANDS = np.array([70.0, 80.0, 90.0])


class Result(NamedTuple):
    points: Floats
    total: Floats
    grade: NDArray[np.intp]
    rank: NDArray[np.int64]


def completion(data: dict[str, Floats], number: int, part: slice) -> Floats:
    return np.round(2 * np.minimum(data[f"完成{number}"][part] / data[f"任务{number}"][part], 1), 2)


def ladder(data: dict[str, Floats], number: int, part: slice) -> Floats:
    return EARNS[np.searchsorted(STEPS, data[f"比例{number}"][part], side="right")]


def interpolation(data: dict[str, Floats], number: int, part: slice) -> Floats:
    return np.round(np.interp(data[f"比例{number}"][part], [20, 60, 90], [0, 1.2, 2]), 2)


def shortfall(data: dict[str, Floats], number: int, part: slice) -> Floats:
    steps = np.floor(np.maximum(95 - data[f"比例{number}"][part], 0) / 0.5)
    return np.maximum(np.round(2 - 0.05 * steps, 2), 0)


METHODS = {each.__name__: each for each in (completion, ladder, interpolation, shortfall)}


def score(methods: tuple[str, ...], data: dict[str, Floats], block: int | None = None) -> Result:
    """Points kept for each indicator, total, band, rank (equal totals in any order)."""
    units = len(next(iter(data.values())))
    points = np.empty((len(methods), units))
    total = np.empty(units)
    grade = np.empty(units, dtype=np.intp)
    for start in range(0, units, block or units):
        part = slice(start, start + (block or units))
        for number, method in enumerate(methods):
            points[number, part] = METHODS[method](data, number, part)
        total[part] = points[:, part].sum(axis=0)
        grade[part] = np.digitize(total[part], BANDS)
    rank = np.empty(units, dtype=np.int64)
    rank[np.argsort(-total)] = np.arange(1, units + 1)
    return Result(points, total, grade, rank)
