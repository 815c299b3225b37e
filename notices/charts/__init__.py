"""The charts of a result, drawn when a template shows them.

A function for each chart gives it as an Altair chart, which a page of the web can show as well; how it becomes a
picture of a document is `rendering` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from notices.charts.distribution import distribution
from notices.charts.ranking import ranking
from notices.charts.rates import heat_map, heat_maps, indicator_rates
from notices.charts.rendering import render
from notices.charts.years import years
from notices.document import Picture
from notices.errors import NoFont
from notices.layout.fonts import Fonts, find

if TYPE_CHECKING:
    from pathlib import Path

    import altair as alt

    from notices.facts.evaluation import Evaluation

__all__ = ["Charts", "charts_of"]


def charts_of(evaluation: Evaluation, unit: str, period: str) -> dict[str, tuple[str, Callable[[], alt.LayerChart]]]:
    """The charts for which a result has something to draw.

    Args:
        evaluation: The figures.
        unit: What is assessed, as officials call it.
        period: The period, as documents say it.

    Returns:
        By name what a chart shows in words, and the function that draws it.
    """
    found: dict[str, tuple[str, Callable[[], alt.LayerChart]]] = {}
    if sum(each.total is not None for each in evaluation.units) > 1:
        found["distribution"] = (f"各{unit}总分的分布", partial(distribution, evaluation, unit))
        found["ranking"] = (f"各{unit}的总分和等次", partial(ranking, evaluation, unit))
    if evaluation.comparison is not None and evaluation.comparison.means is not None:
        found["years"] = (f"各{unit}总分与{evaluation.comparison.period}比较", partial(years, evaluation, period))
    if evaluation.rate is not None:
        found["indicators"] = ("各项指标的平均得分率", partial(indicator_rates, evaluation, unit))
        for number, part in enumerate(heat_maps(evaluation.indicators), 1):
            found[f"rates-{number}"] = (f"各{unit}各项指标的得分率", partial(heat_map, part))
    return found


class Charts(Mapping[str, Picture]):
    """The charts of a result as pictures, each drawn when it is first asked for."""

    def __init__(self, evaluation: Evaluation, unit: str, period: str, fonts: Path | None = None) -> None:
        """Draw nothing yet.

        Args:
            evaluation: The figures.
            unit: What is assessed, as officials call it.
            period: The period, as documents say it.
            fonts: A folder with fonts, searched beside those of the system.
        """
        self._charts = charts_of(evaluation, unit, period)
        self._folder = fonts
        self._drawn: dict[str, Picture] = {}

    def __getitem__(self, name: str) -> Picture:
        """Draw a chart; where there is no Chinese font, its letters are left to the program that shows it."""
        if name not in self._drawn:
            text, draw = self._charts[name]
            self._drawn[name] = render(draw(), text, self._fonts)
        return self._drawn[name]

    @cached_property
    def _fonts(self) -> Fonts | None:
        try:
            return find(self._folder)
        except NoFont:
            return None

    def __contains__(self, name: object) -> bool:
        return name in self._charts

    def __iter__(self) -> Iterator[str]:
        return iter(self._charts)

    def __len__(self) -> int:
        return len(self._charts)
