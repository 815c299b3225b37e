"""Random numbers by their place: which numbers a draw gets depends on the seed and the draw, and on nothing else.

Draws come in chunks of a fixed size, each with a generator of its own, so that the answer depends neither on how many
draws are scored at once nor on how many workers share them.
"""

import hashlib
from collections.abc import Callable

import numpy as np

from engine.fixed import Array

CHUNK = 64
"""Draws that share a generator. INVARIANT: another number would give other draws for the same seed."""

Draw = Callable[[np.random.Generator, int], Array]
"""Takes so many rows of random numbers, one a draw, in the order of the draws."""


def generator(seed: int, purpose: str, chunk: int) -> np.random.Generator:
    """The generator of one chunk of draws.

    Philox, a counter-based generator, keyed by all three (J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw,
    "Parallel random numbers: as easy as 1, 2, 3", SC '11).

    Args:
        seed: Chosen by people.
        purpose: What the numbers are for; each purpose has numbers of its own, whatever else is drawn.
        chunk: Which chunk of draws.
    """
    key = hashlib.sha256(f"{seed}/{chunk}/{purpose}".encode()).digest()[:16]
    return np.random.Generator(np.random.Philox(key=int.from_bytes(key, "little")))


def drawn(seed: int, purpose: str, start: int, stop: int, draw: Draw) -> Array:
    """The random numbers of the draws ``start`` to ``stop`` (exclusive).

    Args:
        seed: Chosen by people.
        purpose: What the numbers are for.
        start: The first draw.
        stop: The draw after the last; at least one more.
        draw: Takes the numbers.

    Returns:
        (draws, …).

    Example:
        >>> def uniform(random, rows):
        ...     return random.random((rows, 2))
        >>> whole, part = drawn(7, "weights", 0, 100, uniform), drawn(7, "weights", 60, 70, uniform)
        >>> bool((whole[60:70] == part).all())
        True
    """
    parts = []
    for chunk in range(start // CHUNK, -(-stop // CHUNK)):
        first, last = max(start - chunk * CHUNK, 0), min(stop - chunk * CHUNK, CHUNK)
        # All rows are taken whichever are wanted: a draw may need another count of numbers than the next.
        parts.append(draw(generator(seed, purpose, chunk), CHUNK)[first:last])
    return np.concatenate(parts)
