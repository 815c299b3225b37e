"""An evaluation report to be read: its figures, its sentences and its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from building import county, measures, run, scheme
from county_years import said

from notices import Office, Request, compose
from notices.document import Figure, Table, plain
from notices.facts.evaluation import Evaluation, evaluate
from notices.reading import read
from terminal.notifying import in_chinese

if TYPE_CHECKING:
    from notices.document import Document

RANKED = Office()
UNRANKED = Office(show_ranks=False)


def figures(result: dict[str, Any], *, show_ranks: bool = True) -> Evaluation:
    return evaluate(read(result), show_ranks=show_ranks)


def report(result: dict[str, Any], office: Office = RANKED) -> Document:
    (notice,) = compose(result, Request(["evaluation"], office))
    return notice.document


def section(document: Document, heading: str) -> list[str]:
    """The sentences between a heading and the next."""
    lines = said(document.body)
    start = lines.index(heading) + 1
    numbers = ("一、", "二、", "三、", "四、", "五、", "六、", "七、", "（一）", "（二）", "（三）", "（四）")
    end = next((at for at in range(start, len(lines)) if lines[at].startswith(numbers)), len(lines))
    return lines[start:end]


def tables(document: Document, annex: int | None = None) -> list[list[list[str]]]:
    blocks = document.body if annex is None else document.annexes[annex].blocks
    return [
        [[plain(cell) for cell in row] for row in (block.header, *block.rows)]
        for block in blocks
        if isinstance(block, Table)
    ]


def captions(document: Document) -> list[str]:
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    return [plain(block.caption) for block in blocks if isinstance(block, Figure)]


def earlier(period: str, *units: tuple[str, str | None, str | None, str | None]) -> dict[str, Any]:
    """What a period recorded: unit, total, grade, rank."""
    named = [dict(zip(("unit", "total", "grade", "rank"), each, strict=True)) for each in units]
    return {"period": period, "units": named}


def unit_of(result: dict[str, Any], name: str) -> dict[str, Any]:
    return next(unit for unit in result["units"] if unit["unit"] == name)


INDICATORS = "\n".join(
    f"- {{name: {name}, points: {points}, method: given, score: {measure}, out_of: 100, {more} source: 文}}"
    for name, points, measure, more in (
        ("子", 50, "一", "not_applicable: {move_points_to: 丑},"),
        ("丑", 30, "二", ""),
        ("寅", 20, "三", "not_applicable: full,"),
    )
)


def assessed(history: Any = None, **cells: str) -> dict[str, Any]:
    """Units that earn so many percent of 子 (50 points, else moved to 丑), 丑 (30) and 寅 (20, else full)."""
    ruleset = scheme(measures=measures("一", "二", "三"), indicators=INDICATORS)
    return in_chinese(run(ruleset, county(**cells), **({} if history is None else {"history": history})))
