"""Attributes, columns and measures: kinds that may be there, and blank cells that mean a possible value."""

from collections.abc import Iterator

from engine.day import day
from engine.decimals import places_of
from engine.message import Message
from engine.problem import Place, Problem, did_you_mean
from engine.ruleset import Choice, Column, Measure, Plain, Quantity, Ruleset

CODES = ("attribute-kind", "missing-impossible", "range-decimals", "ranking-within")

_YES_NO = ("是", "否", "yes", "no")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Attributes of free text, impossible values for blank cells, and what groups the ranking."""
    columns: dict[str, Column | Measure] = {
        **{f"attributes.{name}": column for name, column in ruleset.attributes.items()},
        **{f"measures.{name}": measure for name, measure in ruleset.measures.items()},
        **{
            f"tables.{table}.columns.{name}": column
            for table, rule in ruleset.tables.items()
            for name, column in rule.columns.items()
        },
    }
    for address, column in columns.items():
        if isinstance(column, Plain) and column.type == "text" and address.startswith("attributes."):
            what = Message("An attribute cannot be a free text.")
            mend = Message("List its texts: one_of: […].")
            yield Problem("attribute-kind", what, Place(path=f"{address}.type"), "text", mend=mend)
        yield from _range(address, column)
        yield from _missing(address, column)
    within = ruleset.ranking.within
    if within is not None and not isinstance(ruleset.attributes.get(within), Choice):
        choices = [name for name, column in ruleset.attributes.items() if isinstance(column, Choice)]
        what = Message("{name} is no attribute with one_of.", name=within)
        yield Problem("ranking-within", what, Place(path="ranking.within"), within, mend=did_you_mean(within, choices))


def _range(address: str, column: Column | Measure) -> Iterator[Problem]:
    """The least and the greatest value must themselves be able to stand in a cell."""
    if not isinstance(column, (Measure, Quantity)):
        return
    for bound in column.between:
        if places_of(bound) > column.decimals:
            what = Message("The range has more decimals than its numbers may have.")
            expected = Message("at most {count} decimals", count=column.decimals)
            yield Problem("range-decimals", what, Place(path=f"{address}.between"), f"{bound:f}", expected)


def _missing(address: str, column: Column | Measure) -> Iterator[Problem]:
    """What a blank cell means must be able to stand in the cell."""
    if column.missing is None:
        return
    match column:
        case Choice():
            possible, expected = column.missing in column.one_of, Message("one of {names}", names=column.one_of)
        case Plain(type="yes_no"):
            possible, expected = column.missing in _YES_NO, Message("one of {names}", names=_YES_NO)
        case Plain(type="date"):
            possible, expected = _is_date(column.missing), Message("a date such as 2016-03-15")
        case Plain():
            return
        case _:
            low, high = column.between
            places = -int(column.missing.normalize().as_tuple().exponent)
            possible = low <= column.missing <= high and places <= column.decimals
            expected = Message(
                "a number from {low} to {high} with {decimals} decimals at the most",
                low=f"{low:f}",
                high=f"{high:f}",
                decimals=column.decimals,
            )
    if not possible:
        what = Message("A blank cell cannot mean this.")
        yield Problem("missing-impossible", what, Place(path=f"{address}.missing"), str(column.missing), expected)


def _is_date(text: str) -> bool:
    try:
        day(text)
    except ValueError:
        return False
    return True
