"""The years of the invented county, really assessed, each with the results of those before it, and their notices."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from engine.assessment import Assessment, assess
from engine.decision import Decisions
from engine.history import History
from engine.result import as_plain
from notices import Composed, Office, Request, compose, read_office
from notices.document import Form, Heading, Listing, Paragraph, Table, plain
from scorecards import demonstration, office_text
from terminal.demonstrated import made_up_ruleset, reported
from terminal.notifying import in_chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notices.document import Block

CYCLES = {(cycle.scheme, cycle.period): cycle for cycle in demonstration()}
YEARS = tuple(CYCLES)


@cache
def assessment(scheme: str, period: str) -> Assessment:
    """A year on the results of the years before."""
    cycle = CYCLES[scheme, period]
    earlier = [year for (other, year) in CYCLES if other == scheme and year < period]
    history = History.from_result(as_plain(assessment(scheme, earlier[-1]))) if earlier else History()
    decisions = Decisions() if cycle.decisions is None else Decisions.from_yaml(cycle.decisions)
    ruleset, data = made_up_ruleset(cycle), reported(cycle)
    return assess(ruleset, data, history, decisions, period=period, ask_second_opinion=False)


@cache
def told(scheme: str, period: str) -> dict[str, Any]:
    """What its notices are written from."""
    return in_chinese(assessment(scheme, period))


def office(period: str = "2015") -> Office:
    """The county's particulars for the documents of a year."""
    return read_office(office_text(int(period) + 1))


@cache
def notices(kind: str, scheme: str, period: str, *, show_ranks: bool = True) -> dict[str, Composed]:
    """The notices of a kind, by unit."""
    particulars = office(period).model_copy(update={"show_ranks": show_ranks})
    return of_units(told(scheme, period), kind, particulars)


def of_units(result: dict[str, Any], kind: str, particulars: Office | None = None) -> dict[str, Composed]:
    """The notices of a kind of any result, by unit."""
    return {str(each.about): each for each in compose(result, Request([kind], particulars or Office()))}


def said(blocks: Sequence[Block]) -> list[str]:
    """What stands there in sentences, headings with their numbers."""
    lines = []
    for block in blocks:
        match block:
            case Heading():
                lines.append(block.number + plain(block.text))
            case Paragraph():
                lines.append(plain(block.text))
            case Listing():
                lines += map(plain, block.items)
    return lines


def rows(blocks: Sequence[Block]) -> list[list[str]]:
    """The rows of the one table."""
    (table,) = (block for block in blocks if isinstance(block, Table))
    return [[plain(cell) for cell in row] for row in (table.header, *table.rows)]


def form(blocks: Sequence[Block]) -> list[list[tuple[str, str]]]:
    """The labels and values of the one form."""
    (found,) = (block for block in blocks if isinstance(block, Form))
    return [[(plain(cell.label), plain(cell.value)) for cell in row.cells] for row in found.rows]
