"""Random numbers by their place."""

import hashlib

import numpy as np
import pytest

from engine.simulation.chance.streams import drawn, generator


def uniform(random: np.random.Generator, rows: int) -> np.ndarray:
    return random.random((rows, 3))


def gamma(random: np.random.Generator, rows: int) -> np.ndarray:
    return random.standard_gamma(0.3, (rows, 3))  # takes more numbers for some rows than for others


def in_parts(random: np.random.Generator, rows: int) -> np.ndarray:
    return np.concatenate([random.random((rows, 2)), random.random((rows, 1))], axis=1)


@pytest.mark.parametrize("draw", [uniform, gamma, in_parts])
@pytest.mark.parametrize(("start", "stop"), [(0, 1), (63, 65), (64, 128), (5, 200), (199, 200)])
def test_any_range_gives_the_same_numbers(draw, start, stop):
    whole = drawn(1, "weights", 0, 200, draw)
    assert (drawn(1, "weights", start, stop, draw) == whole[start:stop]).all()


def test_the_key_is_the_seed_the_chunk_and_the_purpose():
    key = int.from_bytes(hashlib.sha256("9/2/error/返贫率".encode()).digest()[:16], "little")
    expected = np.random.Generator(np.random.Philox(key=key)).random((64, 3))
    assert (drawn(9, "error/返贫率", 128, 192, uniform) == expected).all()


def test_seeds_and_purposes_have_numbers_of_their_own():
    numbers = {
        generator(seed, purpose, chunk).random() for seed in (1, 2) for purpose in ("a", "b") for chunk in (0, 1)
    }
    assert len(numbers) == 8


def test_a_seed_gives_these_numbers_for_good():
    """Another version of NumPy that gave others would change every published answer."""
    assert drawn(1, "weights", 0, 1, uniform).tolist() == [[0.8487078681127971, 0.1020876963184234, 0.6795111154425438]]
