"""Documents that effects call for: of the made-up county, and of a small one with effects of one's own."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING, Any

from building import county, run, scheme

import rulesets
from engine.assessment import Assessment, assess
from engine.data import Data
from engine.decision import Decisions
from engine.history import History
from engine.result import as_plain
from engine.source import load
from notices import Office, Request, compose
from notices.document import Form, Heading, Listing, Paragraph, Table, plain
from scorecards import demonstration
from terminal.notifying import in_chinese

if TYPE_CHECKING:
    from notices.composing import Composed
    from notices.document import Block, Document


@cache
def demonstrated(period: str, scheme: str = "township") -> dict[str, Any]:
    """What is told of a cycle of the made-up county."""
    return in_chinese(_cycle(period, scheme))


@cache
def _cycle(period: str, scheme: str) -> Assessment:
    (cycle,) = (each for each in demonstration() if (each.scheme, each.period) == (scheme, period))
    before = str(int(period) - 1)
    history = History() if period == "2015" else History.from_result(as_plain(_cycle(before, scheme)))
    decisions = Decisions() if cycle.decisions is None else Decisions.from_yaml(cycle.decisions)
    data = Data.from_rows(list(csv.DictReader(cycle.data.splitlines())))
    ruleset = load(rulesets.text(cycle.ruleset))
    return assess(ruleset, data, history, decisions, period=period, ask_second_opinion=False)


def notices(told: dict[str, Any], kind: str, office: Office | None = None) -> dict[str | None, Composed]:
    """The notices of a kind by what they are about."""
    return {notice.about: notice for notice in compose(told, Request([kind], office or Office()))}


def only(told: dict[str, Any], kind: str, office: Office | None = None) -> Document:
    (notice,) = notices(told, kind, office).values()
    return notice.document


def said(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                found.append(plain(block.text))
            case Listing():
                found += map(plain, block.items)
    return found


def rows(blocks: tuple[Block, ...]) -> list[list[str]]:
    return [[plain(cell) for cell in row] for block in blocks if isinstance(block, Table) for row in block.rows]


def form(blocks: tuple[Block, ...]) -> dict[str, str]:
    """The cells of all forms."""
    cells = [cell for block in blocks if isinstance(block, Form) for row in block.rows for cell in row.cells]
    return {plain(cell.label): plain(cell.value) for cell in cells}


def with_effects(
    *effects: str, data: Data | None = None, history: History | None = None, **parts: str
) -> dict[str, Any]:
    """What is told of a small county whose 一般 calls for these effects; of one unit, if not said otherwise."""
    given = {
        "consequences": f"- {{name: 结果为一般, when: grade == '一般', then: [{', '.join(effects)}], source: 文}}",
        "parties": "{乡镇: {kind: unit}, 领导班子: {kind: body}, 主要领导: {kind: people}}",
        "sources": SOURCES,
    }
    return in_chinese(run(scheme(**{**given, **parts}), data or county(分="75"), history=history))


SOURCES = "{文: {title: 考核办法, number: 样发〔2016〕5号, section: 第八条, kind: document}}"
BASES = (
    "《通渭县精准扶贫业绩考核评价的意见》（［办法文号］）［条款］、"
    "《通渭县乡镇精准扶贫业绩考核评价办法》（［办法文号］）［条款］"
)
ASSESSED = "根据" + BASES + "规定，对2016年度通渭县乡镇精准扶贫业绩进行了考核"
