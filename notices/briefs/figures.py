"""The charts of briefs as data: what is drawn, not how."""

from dataclasses import dataclass

from engine.message import Message


@dataclass(frozen=True)
class Transition:
    """Units by grade before (rows) and after (columns).

    Attributes:
        title: What is shown.
        levels: The grades, highest first.
        counts: How many units went from the grade of the row to that of the column.
    """

    title: Message
    levels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Slope:
    """A line a unit from its rank before to its rank after.

    Attributes:
        title: What is shown.
        before: What stands on the left.
        after: What stands on the right.
        lines: (unit, rank before, rank after); those without a rank are left out.
    """

    title: Message
    before: Message
    after: Message
    lines: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Waterfall:
    """From a value to another by steps, which sum exactly.

    Attributes:
        title: What is shown.
        start: Name and value that it begins with.
        steps: Name and change of each step.
        end: Name and value that it ends with.
        unit: Unit of measure.
    """

    title: Message
    start: tuple[Message, float]
    steps: tuple[tuple[str | Message, float], ...]
    end: tuple[Message, float]
    unit: Message


@dataclass(frozen=True)
class Intervals:
    """An interval a unit, with its middle and what it officially is.

    Attributes:
        title: What is shown.
        axis: What is measured, for example the rank.
        rows: (unit or what else is shown, low, middle, high, official).
        descending: Whether small values stand on the right, as good ranks may.
        legend: What its signs are, where they are no middle and no official value.
    """

    title: Message
    axis: Message
    rows: tuple[tuple[str | Message, float, float, float, float | None], ...]
    descending: bool = False
    legend: Message | None = None


@dataclass(frozen=True)
class HeatMap:
    """A colour for each pair of a row and a column.

    Attributes:
        title: What is shown.
        rows: Names of the rows.
        columns: Names of the columns.
        values: A value between 0 and 1 for each cell; None where there is none.
        across: What the columns are.
    """

    title: Message
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    across: Message


OF_DRAWS = Message("Share of draws (%)")


@dataclass(frozen=True)
class Histogram:
    """How often each value came up, with lines at values that matter.

    Attributes:
        title: What is shown.
        axis: What is counted.
        bars: (value, share of draws, or of what else is counted).
        marks: (name, value) of lines, such as a budget.
        shares: What the shares are of.
    """

    title: Message
    axis: Message
    bars: tuple[tuple[float, float], ...]
    marks: tuple[tuple[Message, float], ...] = ()
    shares: Message = OF_DRAWS


@dataclass(frozen=True)
class Tornado:
    """A bar each, with its interval; the longest on top.

    Attributes:
        title: What is shown.
        axis: What is measured.
        bars: (name, value, low, high): the bar, and the interval around its end.
        second: A second, paler bar for each name, or none: (name, value, low, high).
        legend: What the first and the second bars are.
    """

    title: Message
    axis: Message
    bars: tuple[tuple[str, float, float, float], ...]
    second: tuple[tuple[str, float, float, float], ...] = ()
    legend: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A word, such as a grade, for each unit and year or scenario.

    Attributes:
        title: What is shown.
        rows: The units.
        columns: The years, or scenarios.
        words: The word of each cell; empty where there is none.
        levels: The possible words, highest first.
        before: The word that stood there before, cell by cell: where it is another, both are shown. Without it, no
            cell has one.
    """

    title: Message
    rows: tuple[str, ...]
    columns: tuple[str | Message, ...]
    words: tuple[tuple[str, ...], ...]
    levels: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()


Figure = Transition | Slope | Waterfall | Intervals | HeatMap | Histogram | Tornado | Grid
