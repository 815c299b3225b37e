"""How totals are distributed: how many units in each class, under the bands of the grades."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any

from notices.charts.style import AXIS_PT, FILL, INK, LINE, SMALL_PT, TEXT_PT, Margins, layered

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from notices.facts.evaluation import Evaluation

_WIDTHS = tuple(Decimal(text) for text in ("0.5", "1", "2", "5", "10", "20", "50", "100", "200", "500", "1000"))
_MOST = 14
_PLOT = 150
_TICKS = 6
_HEADROOM = 1.25


@dataclass(frozen=True)
class Classes:
    """Classes of equal width; each holds its lower end, the last one both.

    Attributes:
        start: Where the first begins.
        width: The width of each.
        counts: How many totals are in each.
    """

    start: Decimal
    width: Decimal
    counts: tuple[int, ...]

    @property
    def end(self) -> Decimal:
        """Where the last one ends."""
        return self.start + self.width * len(self.counts)


def classes(totals: Sequence[Decimal], cuts: Sequence[Decimal] = ()) -> Classes:
    """Sort totals, at least one, into classes at whose borders the cuts lie, where there is such a width.

    Example:
        >>> classes([Decimal(text) for text in ("61.20", "70", "74.90", "96.42")], [Decimal(70), Decimal(90)])
        Classes(start=Decimal('60'), width=Decimal('5'), counts=(1, 0, 2, 0, 0, 0, 0, 1))
    """
    lowest, highest = min(totals), max(totals)
    fitting = [width for width in _WIDTHS if _number(lowest, highest, width) <= _MOST] or [_WIDTHS[-1]]
    width = next((each for each in fitting if all(cut % each == 0 for cut in cuts)), fitting[0])
    start = (lowest / width).to_integral_value(ROUND_FLOOR) * width
    number = max(int(((highest - start) / width).to_integral_value(ROUND_CEILING)), 1)
    if highest in cuts and start + number * width == highest:
        number += 1
    counts = Counter(min(int((total - start) // width), number - 1) for total in totals)
    return Classes(start, width, tuple(counts[place] for place in range(number)))


def _number(lowest: Decimal, highest: Decimal, width: Decimal) -> Decimal:
    return (highest / width).to_integral_value(ROUND_CEILING) - (lowest / width).to_integral_value(ROUND_FLOOR)


def distribution(evaluation: Evaluation, unit: str) -> alt.LayerChart:
    """Draw it; there is at least one total.

    Args:
        evaluation: The figures.
        unit: What is assessed, as officials call it.
    """
    import altair as alt

    assert evaluation.totals is not None
    cuts = [(share.grade, Decimal(share.start)) for share in evaluation.grades if share.start is not None]
    totals = [Decimal(each.total) for each in evaluation.units if each.total is not None]
    found = classes(totals, [cut for _, cut in cuts])
    ends = (float(found.start), float(found.end))
    most = max(found.counts)
    x = alt.X(
        "from:Q",
        title="总分（分）",
        scale=alt.Scale(domain=list(ends), nice=False, zero=False),
        axis=alt.Axis(values=_borders(found)),
    )
    height = alt.Scale(domain=[0, most * _HEADROOM], nice=False)
    y = alt.Y(
        "count:Q",
        title=f"{unit}数（个）",
        scale=height,
        axis=alt.Axis(values=list(range(0, most + 1, -(-most // _TICKS)))),
    )
    mean = Decimal(evaluation.totals.mean)
    bars = [_bar(found, place, mean) for place in range(len(found.counts))]
    drawn = alt.Chart(alt.InlineData(values=bars)).encode(x=x, y=y)
    bands = alt.Chart(alt.InlineData(values=_bands(evaluation, cuts, ends))).encode(x=alt.X("middle:Q"))
    marked = [{"at": float(mean), "text": f"平均分{evaluation.totals.mean}"}]
    at_mean = alt.Chart(alt.InlineData(values=marked)).encode(x=alt.X("at:Q"))
    lines = [{"at": float(cut)} for _, cut in cuts if ends[0] < cut < ends[1]]
    return layered(
        drawn.mark_bar(color=FILL, stroke=INK, strokeWidth=0.6).encode(x2="to:Q", y2="zero:Q"),
        alt.Chart(alt.InlineData(values=lines)).mark_rule(color=INK, strokeWidth=1).encode(x=alt.X("at:Q")),
        at_mean.mark_rule(color=INK, strokeDash=[2, 2]),
        drawn.transform_filter("datum.count > 0")
        .mark_text(baseline="bottom", dy=-2, fontSize=TEXT_PT)
        .encode(x=alt.X("middle:Q"), text="text:N"),
        at_mean.mark_text(**_beside(float(mean), [*ends, *(each["at"] for each in lines)])).encode(text="text:N"),
        bands.mark_text(baseline="bottom", y=-14, fontSize=TEXT_PT).encode(text="grade:N"),
        bands.mark_text(baseline="bottom", y=-3, fontSize=SMALL_PT - 0.5, color=LINE).encode(text="range:N"),
        height=_PLOT,
        margins=Margins(left=36, right=12, top=36, bottom=AXIS_PT),
    )


def _beside(mean: float, lines: Sequence[float]) -> dict[str, Any]:
    """How the label of the mean stands: on the side where the next line is farther away."""
    left = mean - max(line for line in lines if line <= mean)
    right = min(line for line in lines if line >= mean) - mean
    side: dict[str, Any] = {"align": "left", "dx": 3} if right >= left else {"align": "right", "dx": -3}
    return {**side, "baseline": "top", "y": 2}


def _borders(found: Classes) -> list[float]:
    return [float(found.start + found.width * place) for place in range(len(found.counts) + 1)]


def _bar(found: Classes, place: int, mean: Decimal) -> dict[str, Any]:
    """A class; its number stands in the middle, or beside the line of the mean that goes through it."""
    start, count = found.start + found.width * place, found.counts[place]
    end = start + found.width
    left, right = start, end
    if start < mean < end:
        left, right = (start, mean) if mean - start > end - mean else (mean, end)
    return {
        "from": float(start),
        "to": float(end),
        "middle": float((left + right) / 2),
        "count": count,
        "zero": 0,
        "text": str(count),
    }


def _bands(
    evaluation: Evaluation, cuts: Sequence[tuple[str, Decimal]], ends: tuple[float, float]
) -> list[dict[str, Any]]:
    """The bands that are in sight, each with its grade and the totals that have it."""
    if not cuts:
        return []
    found, above = [], None
    for share in evaluation.grades:
        low = max(float(Decimal(share.start)) if share.start is not None else ends[0], ends[0])
        high = min(float(Decimal(above)) if above is not None else ends[1], ends[1])
        if low < high:
            between = _range(share.start, above)
            found.append({"middle": (low + high) / 2, "grade": share.grade, "range": between})
        above = share.start
    return found


def _range(start: str | None, above: str | None) -> str:
    if start is None:
        return f"总分＜{above}"
    return f"总分≥{start}" if above is None else f"{start}≤总分＜{above}"
