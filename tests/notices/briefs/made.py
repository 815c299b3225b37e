"""Briefs as analyses make them, of made-up townships: one for each type of figure."""

from engine.message import Message
from engine.simulation.study import Provenance
from notices.briefs.brief import Brief, Column, Table
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

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
GRADES = ("好", "较好", "一般", "较差")
DIGEST = f"sha256:{'0123456789abcdef' * 4}"
MADE_FROM = Provenance("样例县乡镇精准扶贫业绩考核", "2015", "乡镇", "2016", DIGEST, DIGEST, DIGEST, DIGEST, 1, 10_000)


def units(count: int, long: bool = False) -> list[str]:
    """Names that differ; long ones have twenty characters."""
    names = [f"样例{STEMS[place % 10]}{BRANCHES[place // 10 % 12]}{place // 120 or ''}镇" for place in range(count)]
    return [f"样例县少数民族自治地方移民安置区{name[2:]}"[:19] + "镇" for name in names] if long else names


def moved(count: int) -> list[int]:
    """A place after for each place before: some swap, some stay."""
    after = list(range(1, count + 1))
    for place in range(0, count - 2, 5):
        after[place], after[place + 2] = after[place + 2], after[place]
    if count > 9:
        after[1], after[8] = after[8], after[1]
    return after


def transition() -> Transition:
    counts = ((5, 1, 0, 0), (1, 4, 1, 0), (0, 0, 4, 0), (0, 0, 1, 1))
    return Transition(Message("Grades before and after"), GRADES, counts)


def slope(count: int = 18, long: bool = False) -> Slope:
    lines = zip(units(count, long), range(1, count + 1), moved(count), strict=True)
    return Slope(Message("Ranks before and after"), Message("as decided"), Message("with the edits"), tuple(lines))


def waterfall(near: bool = False) -> Waterfall:
    if near:
        steps = (
            ("indicators.减贫人口.points = 15", -0.42),
            ("grades.好.from = 92", 0.0),
            ("data.样例甲镇.脱贫人口 = 415", 1.37),
        )
        ends = (86.05, 87.0)
        unit = Message("points")
    else:
        steps = (
            ("prizes.一等奖.winners = 2", 50_000.0),
            ("prizes.二等奖.winners = 1", -60_000.0),
            ("prizes.三等奖.amount = 8000", -4_000.0),
        )
        ends = (170_000.0, 156_000.0)
        unit = Message("yuan")
    start, end = (Message("now"), ends[0]), (Message("with all edits"), ends[1])
    return Waterfall(Message("What each edit moves"), start, steps, end, unit)


def intervals(count: int = 18, long: bool = False) -> Intervals:
    rows = tuple(
        (
            unit,
            max(place - place % 4, 1.0),
            float(place),
            min(place + place % 3, count) * 1.0,
            float(place + (place == 3)),
        )
        for place, unit in enumerate(units(count, long), 1)
    )
    return Intervals(Message("Rank of each unit over 10,000 draws"), Message("Rank"), rows, descending=False)


def heat_map(count: int = 18, long: bool = False) -> HeatMap:
    values = tuple(
        tuple(
            {0: 0.62, 1: 0.17, 2: 0.02, 3: 0.001}.get(abs(row - column), 0.0) if row else float(column == 0)
            for column in range(count)
        )
        for row in range(count)
    )
    columns = tuple(str(place) for place in range(1, count + 1))
    return HeatMap(Message("How probable each rank is"), tuple(units(count, long)), columns, values, Message("Rank"))


def pairs(count: int = 18, long: bool = False) -> HeatMap:
    names = tuple(units(count, long))
    values = tuple(
        tuple(None if row == column else min(max(0.5 + (column - row) * 0.13, 0.0), 1.0) for column in range(count))
        for row in range(count)
    )
    return HeatMap(
        Message("How probable it is that one unit is above another"), names, names, values, Message("is above")
    )


def histogram() -> Histogram:
    bars = ((150_000.0, 0.041), (160_000.0, 0.223), (170_000.0, 0.482), (180_000.0, 0.197), (190_000.0, 0.057))
    marks = ((Message("as decided"), 170_000.0), (Message("Budget"), 180_000.0))
    return Histogram(Message("Prize money over the draws"), Message("Prize money (yuan)"), bars, marks)


def tornado(count: int = 14, long: bool = False) -> Tornado:
    first, second = [], []
    for place, name in enumerate(units(count, long)):
        value = 0.42 / (place + 1)
        first.append((name, value, value - 0.02, value + 0.03))
        second.append((name, value * 0.8, value * 0.8 - 0.02, value * 0.8 + 0.02))
    legend = (Message("with all its interactions (ST)"), Message("alone (S1)"))
    return Tornado(
        Message("What moves the ranks"), Message("Share of the variance"), tuple(first), tuple(second), legend
    )


def grid(count: int = 18, long: bool = False) -> Grid:
    years = ("2015", "2016", "2017")
    words = tuple(
        tuple(GRADES[(place // 5 + (place * year) % 3) % 4] if place != 4 or year else "" for year in range(3))
        for place in range(count)
    )
    return Grid(Message("Grades under the new scheme"), tuple(units(count, long)), years, words, GRADES)


FIGURES: dict[str, tuple[Figure, ...]] = {
    "impact": (transition(), slope()),
    "attribution": (waterfall(), waterfall(near=True)),
    "confidence": (intervals(), heat_map()),
    "pairs": (pairs(),),
    "budget": (histogram(),),
    "sensitivity": (tornado(),),
    "backtest": (grid(),),
}


def table(rows: int = 18) -> Table:
    columns = (
        Column(Message("Unit")),
        Column(Message("Rank before"), number=True),
        Column(Message("Rank after"), number=True),
        Column(Message("Total before"), number=True),
        Column(Message("Total after"), number=True),
        Column(Message("Grade before")),
        Column(Message("Grade after")),
    )
    lines = zip(units(rows), moved(rows), strict=True)
    return Table(
        Message("Units whose result changes"),
        columns,
        tuple(
            (
                unit,
                str(place),
                str(after),
                f"{9650 - 7 * place:04}"[:2] + ".25",
                f"{9650 - 7 * after:04}"[:2] + ".75",
                GRADES[min(place // 6, 3)],
                GRADES[min(after // 6, 3)] if place % 5 else Message("open"),
            )
            for place, (unit, after) in enumerate(lines, 1)
        ),
    )


def brief(figures: tuple[Figure, ...], rows: int = 18) -> Brief:
    return Brief(
        title=Message("What changes under: {edits}", edits="grades.好.from = 92, prizes.一等奖.winners = 2"),
        answer=Message(
            "Of {count} townships {lost} lose the grade 好 and {gained} gain it; the prize money falls from 170000 to "
            "156000 yuan.",
            count=rows,
            lost=2,
            gained=1,
        ),
        tables=(
            table(rows),
            Table(
                Message("Counts"),
                (Column(Message("Result")), Column(Message("Units"), number=True)),
                ((Message("up"), "4"), (Message("down"), "5"), (Message("unchanged"), "9")),
            ),
        ),
        figures=figures,
        notes=(
            Message("Where a tie at the last place of a quota is open, both ways are counted; the table says open."),
            Message("Totals are rounded as the scheme says; nothing is rounded in between."),
        ),
        provenance=MADE_FROM,
    )
