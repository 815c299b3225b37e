"""Ways of doing the same, timed turn by turn, so that a busy machine slows all of them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median


def interleaved(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of every round of every way; a first round, which warms caches, is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            gc.collect()
            begin = time.perf_counter()
            way()
            if number:
                seconds[name].append(time.perf_counter() - begin)
    return seconds


def spread(seconds: list[float]) -> str:
    """The best, and the range of the rest."""
    return f"{min(seconds):.3f} s (median {median(seconds):.3f}, worst {max(seconds):.3f})"
