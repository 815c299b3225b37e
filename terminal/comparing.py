"""A comparison on the terminal: which units went up or down, a line for each that changed, and the reasons."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from engine import phrases
from engine.comparison import Comparison, Missing, Outcome, UnitComparison, compare
from engine.message import Message
from engine.problem import Place, Problems
from locales import gettext as _
from locales import render
from terminal.output import prose
from terminal.problems import bulleted, indented
from terminal.tables import Column, table
from terminal.verifying import handed_in


def compared(old: Path, result: Mapping[str, Any]) -> Comparison:
    """A result beside an older one that somebody hands in, which is verified first.

    Args:
        old: The older ``result.json``.
        result: The new one.

    Raises:
        Problems: the older one is no result, was changed, or is of another scheme.
    """
    before, _ = handed_in(old)
    try:
        return compare(before, result)
    except Problems as error:
        raise Problems([replace(problem, place=Place(file=str(old))) for problem in error.problems]) from error


def report(found: Comparison, *, piped: bool) -> Iterator[RenderableType]:
    """What changed: counts, a line for each unit of which the results say different things, then the reasons."""
    old = found.before
    title = Message(
        "Compared with the result of {period}, version {version}",
        period=phrases.period(old["period"]),
        version=old["ruleset"]["version"],
    )
    yield Group("", prose(render(title), "bold"))
    yield prose(" · ".join(map(render, found.counts())))
    if not found.changed:
        yield prose(_("No unit's result is another one."))
    else:
        yield ""
        yield _table(found, piped=piped)
        yield Group("", prose(_("Possible reasons"), "bold"))
        for unit in found.changed:
            yield indented([prose(unit.unit, "bold")])
            yield indented([bulleted(map(render, found.reasons(unit)))])
    if found.common:
        yield Group("", prose(_("What differs for every unit"), "bold"))
        yield bulleted(render(each.told) for each in found.common)


def _table(found: Comparison, *, piped: bool) -> RenderableType:
    columns = [
        Column(str(found.after["ruleset"]["unit"]), whole=False),
        Column(_("Total"), "right"),
        Column("±", "right"),
        Column(_("Rank"), "right"),
        Column(_("Grade")),
        Column(_("Prizes and quotas"), whole=False),
        Column(_("Consequences"), "right"),
        Column(_("Remarks"), whole=False),
    ]
    return table(columns, [_row(unit) for unit in found.changed], piped=piped)


def _row(unit: UnitComparison) -> list[str | Text]:
    return [
        unit.unit,
        _both(unit, lambda side: f"{side.total:f}"),
        f"{unit.difference:+f}" if unit.difference else "",
        _both(unit, lambda side: "—" if side.rank is None else str(side.rank)),
        _both(unit, lambda side: side.grade),
        "  ".join(f"{sign}{name}" for sign, names in zip("−+", unit.awards, strict=True) for name in names),
        "  ".join(f"{sign}{len(some)}" for sign, some in zip("−+", unit.effects, strict=True) if some),
        "\n".join(map(render, unit.remarks)),
    ]


def _both(unit: UnitComparison, field: Callable[[Outcome], str]) -> str:
    """A field before and after; once if it did not change."""
    before, after = (
        _("not scored") if side is Missing.NOT_SCORED else "—" if isinstance(side, Missing) else field(side)
        for side in (unit.before, unit.after)
    )
    return before if before == after else f"{before} → {after}"
