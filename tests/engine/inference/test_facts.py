"""What is handed over of each unit: whole numbers and texts, exactly; unknown values not at all."""

from decimal import Decimal

import numpy as np
import pytest

from engine.expression import parse
from engine.inference.facts import LARGEST, LONGEST, Properties, flat, named

VALUES = {
    "total": [Decimal("89.995"), Decimal(90), None],
    "lost": [-3, 0, 7],
    "count": [2, 0, 7],
    "grade": ["好", "较差", None],
    "before": ["好", "好", "好"],
    "is_last": [True, False, None],
    "vast": [LARGEST, 0, -LARGEST],
    "tale": ["字" * (LONGEST + 1), "短", None],
}


@pytest.mark.parametrize(
    ("condition", "comparison", "facts"),
    [
        # The scale is that of whichever side has more decimals.
        ("total >= 90", ("$gte", 90000), [89995, 90000, None]),
        ("total >= 89.9951", ("$gte", 899951), [899950, 900000, None]),
        ("lost > -2.5", ("$gt", -25), [-30, 0, 70]),
        ("90 < total", ("$gt", 90000), [89995, 90000, None]),
        ("90 <= total", ("$gte", 90000), [89995, 90000, None]),
        ("90 > total", ("$lt", 90000), [89995, 90000, None]),
        ("90 >= total", ("$lte", 90000), [89995, 90000, None]),
        ("90 == total", ("$eq", 90000), [89995, 90000, None]),
        ("90 != total", ("$neq", 90000), [89995, 90000, None]),
        ("lost + count == 0", ("$eq", 0), [-1, 0, 14]),
        ("lost >= count", ("$gte", 0), [-1, 0, 0]),
        ("lost / count < 1", ("$lt", 0), [-1, None, 0]),
        ("1 / 0 == 1", ("$eq", 0), [None, None, None]),
        ("grade != '好'", ("$neq", "好"), ["好", "较差", None]),
        ("'好' == grade", ("$eq", "好"), ["好", "较差", None]),
        ("grade == before", ("$eq", 1), [1, 0, None]),
        ("is_last", ("$eq", 1), [1, 0, None]),
        ("is_last == is_last", ("$eq", 1), [1, 1, None]),
        # Up to the largest exactly; beyond it the order.
        (f"vast >= {LARGEST}", ("$gte", LARGEST), [LARGEST, 0, -LARGEST]),
        (f"vast + 1 >= {LARGEST + 1}", ("$gte", 0), [0, -1, -1]),
        (f"lost > {LARGEST + 1}", ("$gt", 0), [-1, -1, -1]),
        ("vast > 0.1", ("$gt", 0), [1, -1, -1]),
        # A text too long for durable-rules is compared by the columns.
        ("tale == '短'", ("$eq", 1), [0, 1, None]),
    ],
)
def test_a_comparison_becomes_one_property(scope, condition, comparison, facts):
    properties = Properties(scope(VALUES), 3)
    leaf = properties.leaf(parse(condition))

    assert (leaf.name, leaf.operator, leaf.constant) == ("p1", *comparison)
    assert properties.rows() == [(fact,) for fact in facts]


def test_equal_needs_share_a_property(scope):
    properties = Properties(scope(VALUES), 3)
    conditions = [
        "grade == '好'",
        "grade != '较差'",
        "lost > 1",
        "lost > 2",
        "lost > 2.5",
        "lost > count",
        "lost < count",
    ]

    assert [properties.leaf(parse(each)).name for each in conditions] == ["p1", "p1", "p2", "p2", "p3", "p4", "p4"]
    assert properties.rows()[0] == ("好", -3, -30, -1)


def test_unknown_facts_are_left_out():
    assert named(["p1", "p2", "p3"], (0, None, "")) == {"p1": 0, "p3": ""}


@pytest.mark.parametrize("shape", [(2,), (1, 2)])
def test_columns_may_be_of_one_scenario_or_of_none(shape):
    assert flat(np.array([3, 4]).reshape(shape), 2).tolist() == [3, 4]


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_one_value_may_stand_for_all_units(shape):
    assert flat(np.full(shape, 3), 2).tolist() == [3, 3]
