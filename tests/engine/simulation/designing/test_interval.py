"""Cuts between others."""

from decimal import Decimal

import pytest

from engine.simulation.designing.interval import Interval


def between(low: str | None, high: str | None, closed: bool = True) -> Interval:
    return Interval(None if low is None else Decimal(low), None if high is None else Decimal(high), closed)


@pytest.mark.parametrize(
    ("interval", "cut", "expected"),
    [
        (between("84.13", "86.50"), "86.4", "86.4"),
        (between("84.13", "86.50"), "90", "85"),
        (between("85", "86"), "90", "86"),
        (between("85", "86", closed=False), "90", "85.5"),
        (between("85.99", "86.01"), "90", "86"),
        (between("85.01", "85.02"), "90", "85.02"),
        (between("85.01", "85.02", closed=False), "90", "85.015"),
        (between("95.5", None), "90", "96"),
        (between("95", None), "90", "96"),
        (between(None, "66.72"), "70", "66"),
        (between(None, "66", closed=False), "70", "65"),
        (between(None, "-0.5"), "70", "-1"),
    ],
)
def test_a_round_cut(interval: Interval, cut: str, expected: str) -> None:
    assert interval.round_one(Decimal(cut)) == Decimal(expected)
    assert interval.round_one(Decimal(cut)) in interval
