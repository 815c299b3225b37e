"""Whatever the number of rows and however long their names: nothing leaves the picture, no name covers another."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from engine.message import Message
from notices.briefs.figures import (
    Figure,
    Grid,
    HeatMap,
    Histogram,
    Intervals,
    Slope,
    Tornado,
    Transition,
    Waterfall,
)
from notices.charts.style import WIDTH
from tests.notices.briefs import made
from tests.notices.briefs.drawings import drawing, shown

TITLE = Message("Title")
OF_UNITS: dict[str, Callable[[int, bool], Figure]] = {
    "slope": made.slope,
    "intervals": made.intervals,
    "heat map": made.heat_map,
    "pairs": made.pairs,
    "tornado": made.tornado,
    "grid": made.grid,
}
TALLEST = 700
"""As high as a page's text, in points."""
EMPTY: list[Figure] = [
    Transition(TITLE, (), ()),
    Transition(TITLE, ("好",), ((0,),)),
    Slope(TITLE, TITLE, TITLE, ()),
    Slope(TITLE, TITLE, TITLE, (("样例甲镇", 1, 1), ("样例乙镇", 1, 1))),
    Intervals(TITLE, TITLE, ()),
    HeatMap(TITLE, (), (), (), TITLE),
    HeatMap(TITLE, ("样例甲镇",), (), ((),), TITLE),
    Histogram(TITLE, TITLE, ()),
    Histogram(TITLE, TITLE, ((170000.0, 1.0),)),
    Tornado(TITLE, TITLE, ()),
    Grid(TITLE, (), ("2015",), (), ("好",)),
    Grid(TITLE, ("样例甲镇",), (), ((),), ("好",)),
]


@pytest.mark.parametrize(("count", "long"), [(3, True), (18, False), (60, True)])
@pytest.mark.parametrize("name", OF_UNITS)
def test_every_text_is_in_the_picture_and_no_name_covers_another(name: str, count: int, long: bool) -> None:
    found = shown(OF_UNITS[name](count, long))
    assert round(found.width, 6) == WIDTH
    assert found.height < TALLEST
    for text in found.texts:
        assert text.left >= -0.5
        assert text.right <= found.width + 0.5
        assert text.size >= 4.5
        assert 0 <= text.y <= found.height
    names = sorted(
        (each.y, each.size) for each in found.texts if "镇" in each.text and not each.turned and each.anchor == "end"
    )
    assert len(names) == min(count, 30 if name == "tornado" else 40 if name == "pairs" else 60)
    assert all(below - above >= size * 0.99 for (above, size), (below, _) in pairwise(names))


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("name", OF_UNITS)
def test_a_single_unit_can_be_drawn(name: str, count: int) -> None:
    found = drawing(OF_UNITS[name](count, True))
    assert found is None if name == "slope" else found is not None


@pytest.mark.parametrize("figure", EMPTY, ids=lambda figure: type(figure).__name__)
def test_nothing_is_drawn_where_nothing_is_told(figure: Figure) -> None:
    assert drawing(figure) is None


@pytest.mark.parametrize(
    "figure",
    [
        Intervals(TITLE, TITLE, (("样例甲镇", 3.0, 3.0, 3.0, None), ("样例乙镇", 3.0, 3.0, 3.0, 3.0))),
        HeatMap(TITLE, ("样例甲镇",), ("1",), ((0.0,),), TITLE),
        HeatMap(TITLE, ("样例甲镇",), ("1",), ((None,),), TITLE),
        Histogram(TITLE, TITLE, ((170000.0, 1.0), (170000.0, 0.0))),
        Histogram(TITLE, TITLE, ((0.0, 1.0), (0.0, 0.0)), ((TITLE, 0.0), (TITLE, 0.0))),
        Tornado(TITLE, TITLE, (("脱贫任务完成率", 0.0, 0.0, 0.0),)),
        Tornado(TITLE, TITLE, (("脱贫任务完成率", -0.4, -0.5, 0.1),)),
        Grid(TITLE, ("样例甲镇",), ("",), (("",),), ()),
        Waterfall(TITLE, (TITLE, 0.0), (), (TITLE, 0.0), TITLE),
        Waterfall(TITLE, (TITLE, -2.0), (("样例", 0.0),), (TITLE, -2.0), TITLE),
    ],
    ids=lambda figure: type(figure).__name__,
)
def test_ties_and_zeros_can_be_drawn(figure: Figure) -> None:
    found = shown(figure)
    assert all(text.left >= -0.5 and text.right <= found.width + 0.5 for text in found.texts)


def test_a_chart_says_how_many_units_it_leaves_out() -> None:
    assert "Not shown: 70 units that move less." in shown(made.slope(130)).words
    assert "Not shown: 70 units whose interval is narrower." in shown(made.intervals(130)).words
    assert "Not shown: 70 units that change less." in shown(made.grid(130)).words
    assert "Not shown: 10 shorter bars." in shown(made.tornado(40)).words
    assert "Not shown: 5 rows that are more certain." in shown(made.pairs(45)).words
