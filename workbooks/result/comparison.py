"""The worksheets of result.xlsx that compare it with an older result: what changed, by which points, and why."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from engine import phrases
from engine.comparison import Change, Comparison, Missing, Outcome, Part, UnitComparison
from engine.differences import Difference, Kind
from engine.message import Message
from locales import gettext as _
from workbooks.page import NOTE, SECTION, SUBTITLE, Column
from workbooks.result.report import Report, points_cell
from workbooks.styles import MUTED, Cell, Style

_CENTRED = Style(align="center")


def write(report: Report, comparison: Comparison) -> None:
    """The worksheets 与原结果比较, 得分增减 and 变动依据."""
    _outcomes(report, comparison)
    _points(report, comparison)
    _reasons(report, comparison)


def _outcomes(report: Report, comparison: Comparison) -> None:
    """A row for each unit of which the results say different things."""
    totals, ranks, grades = _("Total"), _("Rank"), _("Grade")
    columns = [
        Column(report.unit_word, least=14, most=28),
        Column(_("old"), (totals,), least=9),
        Column(_("new"), (totals,), least=9),
        Column("±", (totals,), least=9),
        Column(_("old"), (ranks,), least=6),
        Column(_("new"), (ranks,), least=6),
        Column(_("old"), (grades,), least=8),
        Column(_("new"), (grades,), least=8),
        Column(_("Prizes, quotas and consequences"), least=24, most=44),
        Column(_("Remarks"), least=16, most=36),
        Column(_("Possible reasons"), least=30, most=56),
    ]
    page = report.page(_("Comparison"), _("Comparison with the old result"), columns)
    page.heading(report.render(_compared_with(comparison)), SUBTITLE)
    page.heading(" · ".join(map(report.render, comparison.counts())), SUBTITLE)
    page.header(frozen_columns=1)
    page.rows([_outcome(report, comparison, unit) for unit in comparison.changed])
    page.heading(_("Several reasons stand side by side; how much each weighs is not judged."), NOTE)
    if comparison.common:
        page.gap()
        page.heading(_("What differs for every unit"), SECTION)
        for difference in comparison.common:
            page.heading(report.render(difference.told), NOTE)
    page.finish()


def _compared_with(comparison: Comparison) -> Message:
    old = comparison.before
    return Message(
        "old result: {period}, version {version}, data {digest}",
        period=phrases.period(old["period"]),
        version=old["ruleset"]["version"],
        digest=old["data_digest"].removeprefix("sha256:")[:12],
    )


def _outcome(report: Report, comparison: Comparison, unit: UnitComparison) -> list[Cell]:
    sides = unit.before, unit.after
    return [
        Cell(unit.unit),
        *(_total(side) for side in sides),
        _signed(unit.difference),
        *(_rank(side) for side in sides),
        *(report.grade_cell(side.grade if isinstance(side, Outcome) else None) for side in sides),
        Cell("\n".join(_awards(report, unit))),
        Cell("\n".join(map(report.render, unit.remarks))),
        Cell("\n".join(map(report.render, comparison.reasons(unit)))),
    ]


def _awards(report: Report, unit: UnitComparison) -> Iterator[str]:
    """The prizes, quotas and effects that it has no longer, then those that it has now."""
    for sign, names, effects in zip("−+", unit.awards, unit.effects, strict=True):
        yield from (f"{sign} {each}" for each in (*names, *map(report.render, effects)))


def _total(outcome: Outcome | Missing) -> Cell:
    match outcome:
        case Outcome():
            return points_cell(f"{outcome.total:f}")
        case Missing.NOT_SCORED:
            return Cell(_("not scored"), style=Style(align="center", colour=MUTED))
        case Missing.ABSENT:
            return points_cell(None)


def _rank(outcome: Outcome | Missing) -> Cell:
    rank = outcome.rank if isinstance(outcome, Outcome) else None
    return Cell("—", style=_CENTRED) if rank is None else Cell(str(rank), number=True, style=_CENTRED)


def _signed(difference: Decimal | None) -> Cell:
    """A difference; one above zero has its sign."""
    if difference is None:
        return points_cell(None)
    return Cell(f"{difference:f}", number=True, style=Style(align="right"), signed=True)


def _points(report: Report, comparison: Comparison) -> None:
    """The differences of the points, a column for each part of a total: they add up to that of the totals."""
    units = [unit for unit in comparison.units if unit.changes]
    if not units:
        return
    order = [indicator["name"] for indicator in report.result["indicators"]]
    keys = list(dict.fromkeys((change.part, change.name) for unit in units for change in unit.changes))
    keys.sort(key=lambda key: (list(Part).index(key[0]), order.index(key[1]) if key[1] in order else len(order)))
    columns = [Column(report.unit_word, least=14, most=28)]
    columns += [Column(_name(report, part, name), (_group(part),), least=8, most=12) for part, name in keys]
    columns.append(Column(_("Total"), least=10))
    page = report.page(_("Points more or less"), _("Points more or less than in the old result"), columns)
    page.header(frozen_columns=1)
    page.rows([_differences(unit, keys) for unit in units])
    page.finish()


def _name(report: Report, part: Part, name: str) -> str:
    return report.render(phrases.correction(name)) if part is Part.CORRECTIONS else name


def _group(part: Part) -> str:
    return {
        Part.POINTS: _("Points by indicator"),
        Part.ADJUSTMENTS: _("Adjustments"),
        Part.CORRECTIONS: _("Corrections"),
    }[part]


def _differences(unit: UnitComparison, keys: Sequence[tuple[Part, str]]) -> list[Cell]:
    found: Mapping[tuple[Part, str], Change] = {(change.part, change.name): change for change in unit.changes}
    cells = [_signed(found[key].difference) if key in found else points_cell(None) for key in keys]
    return [Cell(unit.unit), *cells, _signed(unit.difference)]


def _reasons(report: Report, comparison: Comparison) -> None:
    """Everything that differs in what the two results were made from, a row each."""
    rows = [_row(_("all"), difference) for difference in comparison.common]
    rows += [_row(unit.unit, difference) for unit in comparison.units for difference in unit.own]
    if not rows:
        return
    columns = [
        Column(report.unit_word, least=14, most=28),
        Column(_("Kind"), least=10),
        Column(_("What"), least=24, most=44),
        Column(_("old"), least=16, most=40),
        Column(_("new"), least=16, most=40),
    ]
    page = report.page(_("Differing inputs"), _("What differs in the rules and the data"), columns)
    page.header(frozen_columns=1)
    if missing := page.rows(rows):
        page.heading(report.render(Message("{count} more rows are not shown.", count=missing)), NOTE)
    page.finish()


def _row(unit: str, difference: Difference) -> list[Cell]:
    plain = Style() if difference.decides else Style(colour=MUTED)
    number = difference.kind is Kind.CELL
    return [
        Cell(unit, style=plain),
        Cell(_kind(difference.kind), style=Style(align="center", colour=plain.colour)),
        Cell(difference.name, style=plain),
        *(Cell(text or "—", number=number, style=plain) for text in (difference.before, difference.after)),
    ]


def _kind(kind: Kind) -> str:
    return {
        Kind.CELL: _("data"),
        Kind.RECORD: _("record"),
        Kind.HISTORY: _("history"),
        Kind.DECISION: _("decision"),
        Kind.RULESET: _("ruleset"),
        Kind.PERIOD: _("period"),
        Kind.ENGINE: _("version"),
    }[kind]
