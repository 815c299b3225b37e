"""How sure a result is, told: whose rank and grade hold, whose hang by chance."""

from collections.abc import Iterator

from engine.message import Message
from engine.simulation.chance.confidence import Confidence, UnitChances
from engine.simulation.chance.statistics import Chance
from notices.briefs.brief import Brief, Cell, Column, Table
from notices.briefs.chances import bare, likely, notes, percent, quantile, ties, uncertain
from notices.briefs.figures import Figure, HeatMap, Intervals

SURE = 0.95
"""A grade that holds in so many draws is called sure."""

MOST_DRAWN = 40
"""Units that a chart shows at the most."""

MOST_RANKS = 30
"""Ranks that a heat map has columns for; with more, it shows grades."""


def told(study: Confidence) -> Brief:
    """How sure the result is."""
    return Brief(
        title=Message("How sure is the result? Uncertain: {what}", what=uncertain(study.uncertainty)),
        answer=_answer(study),
        tables=tuple(_tables(study)),
        figures=tuple(_figures(study)),
        notes=tuple(_notes(study)),
        provenance=study.provenance,
    )


def _answer(study: Confidence) -> Message:
    first = [each for each in study.units if each.rank == 1]
    if len(first) != 1:
        return Message("{grades}.", grades=_of_grades(study))
    return Message(
        "{grades}; {unit}, now first, is first in {share} % of them.",
        grades=_of_grades(study),
        unit=first[0].unit,
        share=bare(_same_rank(study, first[0])),
    )


def _of_grades(study: Confidence) -> Message:
    """How many grades are sure, and the one that is least."""
    sure = sum(1 for each in study.units if _kept(study, each).share >= SURE)
    values = {"count": len(study.units), "percent": f"{100 * SURE:.0f}"}
    if sure == len(study.units):
        return Message("All {count} units keep their grade in at least {percent} % of the draws", **values)
    least = min(study.units, key=lambda each: _kept(study, each).share)
    return Message(
        "{sure} of {count} units keep their grade in at least {percent} % of the draws, least sure is {unit}, {grade} "
        "in {share} %",
        **values,
        sure=sure,
        unit=least.unit,
        grade=least.grade,
        share=bare(_kept(study, least)),
    )


def _kept(study: Confidence, unit: UnitChances) -> Chance:
    """How often a unit has its official grade."""
    return unit.grades[study.grades.index(unit.grade)]


def _same_rank(study: Confidence, unit: UnitChances) -> Chance:
    """How often a unit has its official rank, or none where it officially has none."""
    return unit.unranked if unit.rank is None else Chance(unit.ranks[unit.rank - 1], unit.unranked.draws)


def _tables(study: Confidence) -> Iterator[Table]:
    yield _ranks(study)
    yield _grades(study)
    if study.prizes:
        yield _prizes(study)


def _heads(study: Confidence) -> tuple[Column, ...]:
    unit = Column(Message("{unit}", unit=study.provenance.unit))
    return (unit, Column(Message("Group"))) if _grouped(study) else (unit,)


def _named(study: Confidence, unit: UnitChances) -> tuple[Cell, ...]:
    return (unit.unit, unit.group or "") if _grouped(study) else (unit.unit,)


def _grouped(study: Confidence) -> bool:
    return any(each.group is not None for each in study.units)


def _ranks(study: Confidence) -> Table:
    columns = (
        *_heads(study),
        Column(Message("Rank"), True),
        Column(Message("5 %"), True),
        Column(Message("Median"), True),
        Column(Message("95 %"), True),
        Column(Message("Same rank, %"), True),
        *([Column(Message("Above the next, %"), True)] if study.paired else []),
    )
    following = [*study.units[1:], None]
    rows = tuple(
        (
            *_named(study, each),
            "—" if each.rank is None else str(each.rank),
            *(quantile(one) for one in each.quantiles or (None, None, None)),
            percent(_same_rank(study, each)),
            *([_above(each, after)] if study.paired else []),
        )
        for each, after in zip(study.units, following, strict=True)
    )
    unsure = tuple(1 - _same_rank(study, each).share for each in study.units)
    return Table(Message("Ranks over the draws"), columns, rows, telling=unsure)


def _above(unit: UnitChances, after: UnitChances | None) -> str:
    """How often a unit stands above the one that officially follows it."""
    return "" if after is None else next((percent(each.above) for each in unit.pairs if each.other == after.unit), "")


def _grades(study: Confidence) -> Table:
    columns = (
        *_heads(study),
        Column(Message("Grade")),
        *(Column(Message("{name}, %", name=name), True) for name in study.grades),
    )
    rows = tuple((*_named(study, each), each.grade, *map(percent, each.grades)) for each in study.units)
    unsure = tuple(1 - _kept(study, each).share for each in study.units)
    return Table(Message("Grades over the draws"), columns, rows, telling=unsure)


def _prizes(study: Confidence) -> Table:
    columns = (
        *_heads(study),
        *(Column(Message("{name}, %", name=name), True) for name in study.prizes),
        Column(Message("Any prize, %"), True),
    )
    rows = tuple(
        (*_named(study, each), *map(likely, each.prizes), likely(each.any_prize))
        for each in study.units
        if each.any_prize.possible.count
    )
    return Table(Message("Prizes over the draws; units that never have one are left out"), columns, rows)


def _figures(study: Confidence) -> Iterator[Figure]:
    shown = study.units[:MOST_DRAWN]
    rows = tuple(
        (each.unit, float(low.value), float(middle.value), float(high.value), each.rank and float(each.rank))
        for each in shown
        if each.quantiles is not None
        for low, middle, high in [each.quantiles]
    )
    if rows:
        yield Intervals(Message("Ranks: 90 % of the draws, their median, the official rank"), Message("Rank"), rows)
    names = tuple(each.unit for each in shown)
    draws = study.units[0].unranked.draws if study.units else 1
    levels = max((len(each.ranks) for each in shown), default=0)
    if 0 < levels <= MOST_RANKS:
        columns = tuple(map(str, range(1, levels + 1)))
        shares = tuple(tuple(count / draws for count in each.ranks) for each in shown)
        yield HeatMap(Message("How often each unit has each rank"), names, columns, shares, Message("Rank"))
    elif shown:
        shares = tuple(tuple(each.share for each in unit.grades) for unit in shown)
        yield HeatMap(Message("How often each unit has each grade"), names, study.grades, shares, Message("Grade"))


def _notes(study: Confidence) -> Iterator[Message]:
    draws = study.provenance.draws or 1
    yield Message(
        "5 %, median, 95 %: in that part of the draws the rank is this one or a better one; in brackets, where another "
        "seed could give another rank, the 95 % interval."
    )
    if any(unit.unranked.count for unit in study.units):
        yield Message("Draws in which a unit has no rank are left out of its ranks.")
    if any(each.sure != each.possible for unit in study.units for each in (*unit.prizes, unit.any_prize)):
        yield ties()
    yield from notes(study.uncertainty, draws, study.rescored, study.not_scored)
    if len(study.units) > MOST_DRAWN:
        yield Message("The charts show the first {count} units.", count=MOST_DRAWN)
