"""What is known of some of the units, as exact columns."""

import numpy as np
import pytest
from building import county, measures, numbers_of, scheme

from engine.expression.evaluation import Numbers
from engine.fixed import Ratio, fixed
from engine.measurement import measure
from engine.measures import picked


def test_a_selection_keeps_values_and_where_they_apply() -> None:
    measured = measure(scheme(measures=measures("分")), county(分="n/a 3 5")).measures
    some = measured.select(np.array([True, False, True]))
    assert (some.units, numbers_of(some, "分")) == (("甲", "丙"), [None, "5.00"])
    assert some.applies["分"].tolist() == [False, True]
    assert measured.select(np.ones(3, dtype=np.bool_)) is measured


def test_a_quotient_is_not_kept() -> None:
    with pytest.raises(TypeError, match="rounded before it is kept"):
        picked(Numbers(Ratio(fixed("1", "2"), fixed("3"))), [0])
