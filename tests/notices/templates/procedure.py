"""A small county's result, corrected or not, and what stands in the documents of the procedure."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from building import run, scheme

import locales
from engine.data import Data
from engine.result import as_plain
from notices import Composed, Objection, Office, Request, compose, told
from notices.document import Form, Heading, Paragraph, Table, plain
from notices.office import Appeal, Publicity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.ruleset import Ruleset
    from notices.document import Annex, Block, Document

MEASURES = """
甲项: {unit: 户, decimals: 2, between: [0, 100], reported_by: 样例县扶贫办}
乙项: {unit: '%', decimals: 2, between: [0, 100], reported_by: 样例县统计局, missing: 0}
"""
INDICATORS = """
- {name: 甲项得分, points: 60, method: given, score: 甲项, out_of: 100, source: 文}
- {name: 乙项得分, points: 40, method: given, score: 乙项, out_of: 100, source: 文}
"""
ADJUSTMENTS = """
- {name: 弄虚作假, when: 甲项 == 70, grade_at_most: 较差, source: 文}
- {name: 受灾, when: 甲项 == 80, withdraw: true, source: 文}
"""
PARTS = {
    "ruleset": "样例县乡镇考核",
    "basis": "[{title: 样例考核办法, number: 样办发〔2015〕1号, clause: 第八条}]",
    "parties": "{领导班子: {kind: body}}",
    "measures": MEASURES,
    "indicators": INDICATORS,
    "prizes": "[{name: 一等奖, winners: 1, amount: 50000, source: 文}]",
    "consequences": (
        "[{name: 结果为好, when: grade == '好', then: [{party: 领导班子, effect: rate, as: 优秀}], source: 文}]"
    ),
}
CELLS = {"样例丙镇": "80 80", "样例甲镇": "100 100", "样例丁镇": "70 70", "样例乙镇": "90 90"}
"""甲项 and 乙项 of each unit, in the order in which the county lists them."""

CORRECTED = {"样例丙镇": "80 80", "样例甲镇": "80 100", "样例戊镇": "60 60", "样例乙镇": "90 90"}
"""The same, but for a cell of 样例甲镇; 样例丁镇 is gone, 样例戊镇 has come."""

FULL = Office(
    issuers=("样例县考核办",),
    contact="样例县考核办，电话：0000-0000000",
    address="样例县行政中心",
    copies=("样例县财政局",),
    printer="样例县考核办",
    appeal=Appeal(how="以书面形式，由主要负责人签字并加盖公章"),
    publicity=Publicity(
        begins=datetime.date(2017, 3, 6), ends=datetime.date(2017, 3, 10), where="县政府网站、乡镇政务公开栏"
    ),
)


def data(cells: Mapping[str, str]) -> Data:
    return Data.from_rows(
        [{"unit": unit, **dict(zip(("甲项", "乙项"), row.split(), strict=False))} for unit, row in cells.items()]
    )


def result(cells: Mapping[str, str] = CELLS, former: Mapping[str, str] | None = None, **parts: str) -> dict[str, Any]:
    """What notices are told of these cells, and of the former ones, which may be of another scheme."""
    before = None if former is None else as_plain(run(scheme(**PARTS), data(former)), locales.render)
    return told(run(scheme_of(parts), data(cells)), locales.render, before)


def scheme_of(parts: Mapping[str, str]) -> Ruleset:
    return scheme(**{**PARTS, **parts})


def notices(
    plain_result: Mapping[str, Any], kind: str, office: Office = FULL, objections: Sequence[Objection] = ()
) -> list[Composed]:
    return list(compose(plain_result, Request([kind], office, objections=objections)))


def only(plain_result: Mapping[str, Any], kind: str, **more: Any) -> Document:
    (notice,) = notices(plain_result, kind, **more)
    return notice.document


def texts(blocks: Sequence[Block]) -> list[str]:
    return [
        block.number + plain(block.text) if isinstance(block, Heading) else plain(block.text)
        for block in blocks
        if isinstance(block, Heading | Paragraph)
    ]


def tables(holder: Document | Annex) -> list[list[list[str]]]:
    """The cells of each table with its header."""
    blocks = getattr(holder, "body", None) or getattr(holder, "blocks", ())
    return [
        [[plain(cell) for cell in row] for row in (block.header, *block.rows)]
        for block in blocks
        if isinstance(block, Table)
    ]


def forms(blocks: Sequence[Block]) -> list[list[tuple[str, str]]]:
    """The labels and values of each form."""
    return [
        [(plain(cell.label), plain(cell.value)) for row in block.rows for cell in row.cells]
        for block in blocks
        if isinstance(block, Form)
    ]


def objection(**more: Any) -> Objection:
    found = {
        "unit": "样例甲镇",
        "received": datetime.date(2017, 3, 8),
        "about": "甲项得分",
        "claim": "填报有误",
        **more,
    }
    return Objection(**found)
