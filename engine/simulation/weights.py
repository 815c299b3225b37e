"""Points shared out exactly: proportions become numbers of the scheme's decimals that sum to what is shared."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.fixed import Array


def apportioned(amount: int, shares: Array) -> NDArray[np.int64]:
    """Whole numbers in proportion to shares, by largest remainder; a tie goes to the one that comes first.

    Every share gets the floor of its quota, and what is left goes, one each, to the greatest remainders
    (Hamilton's method, https://en.wikipedia.org/wiki/Largest_remainders_method).

    Args:
        amount: What is shared, for example full marks in hundredths; zero or more.
        shares: (scenarios, parties), zero or more; each row sums to more than zero.

    Returns:
        (scenarios, parties); each row sums to ``amount``.

    Example:
        >>> apportioned(100, np.array([[1, 1, 1], [50, 30, 20]])).tolist()
        [[34, 33, 33], [50, 30, 20]]
    """
    if shares.dtype.kind == "f":
        quotas = amount * (shares / shares.sum(axis=1, keepdims=True))
        floors = np.floor(quotas)
        rest = quotas - floors
    else:
        whole = shares.astype(object).sum(axis=1, keepdims=True)
        product = shares.astype(object) * amount
        floors = product // whole
        rest = product - floors * whole
    found: NDArray[np.int64] = floors.astype(np.int64)
    missing = amount - found.sum(axis=1)
    order = np.argsort(-rest, axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.broadcast_to(np.arange(shares.shape[1]), shares.shape), axis=1)
    found += places < missing[:, None]
    return found


def none_without(found: NDArray[np.int64], wanted: Array) -> NDArray[np.int64]:
    """The same sums, with at least one for every party that is wanted; the greatest share of a row gives it.

    Args:
        found: (scenarios, parties), as `apportioned` gives them.
        wanted: Which of them must not have nothing; the same shape.

    Example:
        >>> none_without(np.array([[7, 0, 3]]), np.array([[True, True, True]])).tolist()
        [[6, 1, 3]]
    """
    empty = wanted & (found == 0)
    if not empty.any():
        return found
    filled: NDArray[np.int64] = found + empty
    rows = np.arange(len(found))
    filled[rows, found.argmax(axis=1)] -= empty.sum(axis=1)
    return filled


def share_out(amount: int, shares: Sequence[int]) -> list[int]:
    """One row of `apportioned`.

    Example:
        >>> share_out(6500, [2500, 1500, 1000])
        [3250, 1950, 1300]
    """
    return [int(part) for part in apportioned(amount, np.array([list(shares)], dtype=object))[0]]
