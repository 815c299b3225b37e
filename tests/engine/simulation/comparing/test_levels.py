"""Grades of two schemes: one order, and what is up or down in it."""

import pytest

from engine.simulation.comparing.levels import Levels, joint

OLD = ("好", "较好", "一般", "较差")


@pytest.mark.parametrize(
    ("orders", "found"),
    [
        ([OLD, OLD], OLD),
        ([OLD, ("优", "好", "一般", "差")], ("优", "好", "较好", "一般", "差", "较差")),
        ([("甲", "乙"), ("丙", "丁")], ("丙", "丁", "甲", "乙")),
        ([], ()),
    ],
)
def test_joint(orders: list[tuple[str, ...]], found: tuple[str, ...]) -> None:
    assert joint(*orders) == found


@pytest.mark.parametrize(
    ("after", "before", "now", "moved"),
    [
        (OLD, "好", "好", "same"),
        (OLD, "好", "一般", "down"),
        (OLD, "较差", "一般", "up"),
        (("优", "好", "一般", "较差"), "好", "优", "up"),
        (("优", "好", "一般", "较差"), "较好", "好", "up"),
        (("优", "好", "一般", "较差"), "较好", "一般", "down"),
        (("好", "良", "一般", "较差"), "较好", "良", "other"),
        (("好", "良", "一般", "较差"), "一般", "良", "up"),
        (("甲", "乙"), "好", "甲", "other"),
        (("一般", "好"), "好", "一般", "other"),
    ],
)
def test_up_and_down(after: tuple[str, ...], before: str, now: str, moved: str) -> None:
    assert Levels(OLD, after).movement(before, now).value == moved
