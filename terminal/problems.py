"""Problems for people: where, what, what was found, what was expected, how to mend it; and a line that counts them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from engine.message import Message
from engine.problem import Problem, Severity
from locales import gettext as _
from locales import ngettext, render
from terminal.output import prose

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def listing(problems: Sequence[Problem]) -> Iterator[RenderableType]:
    """Every problem with all that helps to mend it, and how many there are."""
    for problem in problems:
        yield from _entry(problem)
    if len(problems) > 1:
        yield prose(counted(problems), "bold")


def counted(problems: Iterable[Problem]) -> str:
    """How many there are of each severity."""
    counts = Counter(problem.severity for problem in problems)
    texts = {
        Severity.ERROR: ngettext("{count} error", "{count} errors", counts[Severity.ERROR]),
        Severity.WARNING: ngettext("{count} warning", "{count} warnings", counts[Severity.WARNING]),
        Severity.NOTE: ngettext("{count} note", "{count} notes", counts[Severity.NOTE]),
    }
    listed = [texts[severity].format(count=counts[severity]) for severity in Severity if counts[severity]]
    return render(Message("{items}", items=listed)) if listed else _("No problems.")


def as_plain(problem: Problem, *places: str) -> dict[str, Any]:
    """A problem as JSON can hold it, in the language in use.

    Args:
        problem: The problem.
        places: Which parts of its place are told.
    """
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "text": render(problem.what),
        **{name: getattr(problem.place, name) for name in places},
        "found": problem.found,
        "expected": None if problem.expected is None else render(problem.expected),
        "mend": None if problem.mend is None else render(problem.mend),
    }


def _entry(problem: Problem) -> Iterator[RenderableType]:
    words = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.NOTE: _("note")}
    head = Text()
    if where := str(problem.place):
        head.append_text(prose(where, "bold")).append("  ")
    head.append(words[problem.severity], _STYLES[problem.severity]).append(f"  {problem.code}", "dim")
    yield head
    yield indented([prose(render(problem.what))])
    details = [
        (_("found"), problem.found),
        (_("expected"), None if problem.expected is None else render(problem.expected)),
        (_("to mend it"), None if problem.mend is None else render(problem.mend)),
    ]
    if known := [(name, text) for name, text in details if text is not None]:
        grid = _grid(1)
        grid.add_column()
        for name, text in known:
            grid.add_row("", prose(name, "dim"), prose(text))
        yield grid


def indented(renderables: Iterable[RenderableType], depth: int = 1) -> Table:
    """These, set in by two cells for each level."""
    grid = _grid(depth)
    for renderable in renderables:
        grid.add_row("", renderable)
    return grid


def bulleted(texts: Iterable[str]) -> Table:
    """A list, set in, with a mark before each item."""
    grid = _grid(1)
    grid.add_column()
    for text in texts:
        grid.add_row("", "·", prose(text))
    return grid


def _grid(depth: int) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column(width=2 * depth - 2)
    grid.add_column()
    return grid
