"""`kaoping check-table`: what is found in a published table of scores and ranks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import RenderableType

from engine.data import UNIT, Sheet
from engine.message import Message
from engine.problem import Place, Problem, Problems, Severity, did_you_mean
from engine.publication import Columns, Convention, Judged, Publication, as_text, check
from locales import gettext as _
from locales import render
from terminal.output import piped, print_json, prose, show
from terminal.problems import as_plain, counted, listing
from terminal.tables import Column, table
from workbooks.grid import to_sheet
from workbooks.reading import read_grid

_UNITS = (
    *("单位名称", "考核单位", "被考核单位", "考核对象", "乡镇", "镇街", "乡镇街道", "街道", "部门", "县区", "县市区"),
    *("单 位", "单位"),
)
_SCORES = frozenset(
    {"score", "total", "得分", "总得分", "综合得分", "考核得分", "考评得分", "最终得分", "最后得分", "平均得分"}
    | {"总分", "考核总分", "平均分", "分数", "合计", "合计得分", "成绩", "总成绩", "考核成绩", "综合成绩"}
)
_RANKS = frozenset({"rank", "名次", "总名次", "排名", "总排名", "综合排名", "考核排名", "得分排名", "位次", "排位"})
_REMARK = re.compile(r"\s|[（(][^（()）]*[)）]$")
"""What headers have beside their words: blanks as in 得  分, and a remark at the end as in 得分（百分制）."""

_CONVENTIONS: Mapping[Convention, Message] = {
    Convention.COMPETITION: Message("tied units share the best of their ranks, the others stay free (1, 1, 3)"),
    Convention.DENSE: Message("tied units share a rank, and the next one follows (1, 1, 2)"),
    Convention.MODIFIED: Message("tied units share the last of their ranks (2, 2, 3)"),
    Convention.ORDINAL: Message("tied units have different ranks (1, 2, 3)"),
}


def run(path: Path, *, unit: str | None, score: str | None, rank: str | None, within: str | None, as_json: bool) -> int:
    """Check a published table and show what was found.

    Args:
        path: The table, a CSV file or a workbook.
        unit: The header of the units; None to find it by its name, as for the scores and the ranks.
        score: The header of the scores.
        rank: The header of the ranks.
        within: The header of the groups within which units are ranked, if they are.
        as_json: Whether to print one object instead of text.

    Returns:
        The exit code: 1 where something does not follow from the scores.

    Raises:
        Problems: the table cannot be read, or its columns cannot be told.
    """
    sheet = _read(path, unit)
    publication = check(sheet, _columns(sheet, score, rank, within))
    if as_json:
        print_json(_as_plain(path, publication))
    else:
        show(_report(path, publication))
    return 0 if publication.follows else 1


def _read(path: Path, unit: str | None) -> Sheet:
    """The table with its column of units.

    Raises:
        Problems: the table cannot be read, or none or several of its columns may hold the units.
    """
    grid = read_grid(path)
    row, header = grid.rows[0] if grid.rows else (1, ())
    units = [cell for cell in dict.fromkeys(map(str.strip, header)) if cell in (UNIT, *_UNITS)]
    if unit is None and len(units) > 1:
        what = Message("Several columns may hold the units.")
        found, mend = ", ".join(units), _naming("--unit")
        raise Problems([Problem("table-column-unclear", what, grid.place(row), found, mend=mend)])
    return to_sheet(grid, dict.fromkeys(_UNITS if unit is None else [unit], UNIT))


def _columns(sheet: Sheet, score: str | None, rank: str | None, within: str | None) -> Columns:
    """The columns that are meant.

    Raises:
        Problems: a column that was named is not there, or none or several of the others may be meant.
    """
    problems = [
        Problem(
            "table-column-missing",
            Message("The table has no column {name}.", name=name),
            _header(sheet),
            found=_others(sheet),
            mend=did_you_mean(name, sheet.columns),
        )
        for name in (score, rank, within)
        if name is not None and name not in sheet.columns
    ]
    scores = [score] if score is not None else _called(sheet, _SCORES)
    ranks = [rank] if rank is not None else _called(sheet, _RANKS)
    if not scores:
        what, found = Message("No column is called as scores are."), _others(sheet)
        problems.append(Problem("table-column-unclear", what, _header(sheet), found, mend=_naming("--score")))
    if len(scores) > 1:
        what, found = Message("Several columns may hold the scores."), ", ".join(scores)
        problems.append(Problem("table-column-unclear", what, _header(sheet), found, mend=_naming("--score")))
    if len(ranks) > 1:
        what, found = Message("Several columns may hold the ranks."), ", ".join(ranks)
        problems.append(Problem("table-column-unclear", what, _header(sheet), found, mend=_naming("--rank")))
    if problems:
        raise Problems(problems)
    return Columns(scores[0], ranks[0] if ranks else None, within)


def _header(sheet: Sheet) -> Place:
    return replace(sheet.place(UNIT), measure=None)


def _others(sheet: Sheet) -> str:
    return ", ".join(header for header in sheet.columns if header != UNIT)


def _called(sheet: Sheet, names: frozenset[str]) -> list[str]:
    return [header for header in sheet.columns if _REMARK.sub("", header).lower() in names]


def _naming(option: str) -> Message:
    return Message("Name the column that is meant: {option} HEADER", option=option)


def _as_plain(path: Path, publication: Publication) -> dict[str, Any]:
    """What was found as JSON can hold it, in the language in use."""
    severities = [finding.severity for finding in publication.findings]
    columns = publication.columns
    return {
        "file": str(path),
        "columns": {"score": columns.score, "rank": columns.rank, "within": columns.within},
        "conventions": [str(convention) for convention in publication.conventions],
        "follows": publication.follows,
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "notes": severities.count(Severity.NOTE),
        "units": [_unit(judged) for judged in publication.rows],
        "findings": [as_plain(problem, "unit", "sheet", "line", "cell") for problem in publication.findings],
    }


def _unit(judged: Judged) -> dict[str, Any]:
    row = judged.row
    return {
        "unit": row.unit,
        "group": row.group,
        "score": None if row.score is None else as_text(row.score),
        "rank": row.rank,
        "expected": judged.expected,
        "tied": len(judged.tied) > 1,
    }


def _report(path: Path, publication: Publication) -> Iterator[RenderableType]:
    """What was judged, what was found, and whether all follows."""
    columns = publication.columns
    heading = Message(
        "{file}: units: {count}, scores: {score}", file=path, count=len(publication.rows), score=columns.score
    )
    yield prose(render(heading), "bold")
    if columns.rank is None:
        computed = Message(
            "No column is called as ranks are, so they are computed: {convention}.",
            convention=_CONVENTIONS[Convention.COMPETITION],
        )
        yield prose(render(computed))
        yield ""
        yield _ranking(publication.rows)
        yield ""
    else:
        yield prose(render(Message("Ranks: {rank}. {ties}", rank=columns.rank, ties=_ties(publication.conventions))))
    yield from listing(publication.findings)
    if not publication.follows and len(publication.findings) == 1:
        yield prose(counted(publication.findings), "bold")
    if publication.follows:
        yield prose(
            _("The rows stand in the order of the scores.")
            if columns.rank is None
            else _("Every rank follows from the scores."),
            "bold green",
        )


def _ties(conventions: Sequence[Convention]) -> Message:
    """How the table ranks ties, as far as it shows."""
    if not conventions:
        return Message("No two units have the same score.")
    if len(conventions) == 1:
        return Message("Its ties: {convention}.", convention=_CONVENTIONS[conventions[0]])
    first, *others = (_CONVENTIONS[convention] for convention in conventions)
    return Message(
        "Its ties: {convention}; as many ranks would follow with: {others}.", convention=first, others=others
    )


def _ranking(rows: Sequence[Judged]) -> RenderableType:
    """The units by rank, group by group."""
    columns = [
        Column(_("Group")),
        Column(_("Rank"), "right"),
        Column(_("Unit"), whole=False),
        Column(_("Score"), "right"),
        Column(_("Remarks"), whole=False),
    ]
    groups = list(dict.fromkeys(judged.row.group for judged in rows))
    ordered = sorted(rows, key=lambda judged: (groups.index(judged.row.group), judged.expected or len(rows) + 1))
    return table(columns, map(_ranked, ordered), piped=piped())


def _ranked(judged: Judged) -> list[str]:
    row = judged.row
    return [
        row.group or "",
        "—" if judged.expected is None else str(judged.expected),
        row.unit,
        "—" if row.score is None else as_text(row.score),
        "" if judged.others is None else render(Message("tied with {units}", units=judged.others)),
    ]
