"""The charts of briefs: a module for each type of figure, which draws its data as an Altair chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notices.briefs.charts.grid import grid
from notices.briefs.charts.heat_map import heat_map
from notices.briefs.charts.histogram import histogram
from notices.briefs.charts.intervals import intervals
from notices.briefs.charts.slope import slope
from notices.briefs.charts.tornado import tornado
from notices.briefs.charts.transition import transition
from notices.briefs.charts.waterfall import waterfall
from notices.briefs.figures import Figure, Grid, HeatMap, Histogram, Intervals, Slope, Tornado, Transition, Waterfall

if TYPE_CHECKING:
    from collections.abc import Callable

    import altair as alt

    from engine.message import Message


@dataclass(frozen=True)
class Drawn:
    """A chart with its title."""

    title: str
    chart: alt.LayerChart


def drawn(figure: Figure, say: Callable[[Message], str]) -> Drawn | None:
    """Draw a figure; nothing where it holds no data.

    Args:
        figure: What is drawn.
        say: Says a message in the language of the reader.
    """
    chart = _chart(figure, say)
    return None if chart is None else Drawn(say(figure.title), chart)


def _chart(figure: Figure, say: Callable[[Message], str]) -> alt.LayerChart | None:
    match figure:
        case Transition():
            return transition(figure, say)
        case Slope():
            return slope(figure, say)
        case Waterfall():
            return waterfall(figure, say)
        case Intervals():
            return intervals(figure, say)
        case HeatMap():
            return heat_map(figure, say)
        case Histogram():
            return histogram(figure, say)
        case Tornado():
            return tornado(figure, say)
        case Grid():
            return grid(figure, say)
