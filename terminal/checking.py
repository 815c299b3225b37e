"""`kaoping check`: the findings on a ruleset."""

from collections.abc import Sequence
from typing import Any

from engine.message import Message
from engine.problem import Problem, Severity
from engine.source import findings
from locales import render
from terminal.inputs import ruleset_text
from terminal.output import print_json, prose, show
from terminal.problems import as_plain, counted, listing


def run(given: str, *, as_json: bool) -> int:
    """Check a ruleset and show what was found.

    Args:
        given: Its file or name.
        as_json: Whether to print one object instead of text.

    Returns:
        The exit code: 1 where something is wrong with it, 0 where there are only warnings and notes.

    Raises:
        Problems: there is no such ruleset.
    """
    text, file = ruleset_text(given)
    found = findings(text, file)
    if as_json:
        print_json(_as_plain(file, found))
    else:
        show(listing(found))
        if len(found) < 2:
            show([prose(render(Message("{file}: {count}", file=file, count=counted(found))), "bold")])
    return 1 if any(problem.severity is Severity.ERROR for problem in found) else 0


def _as_plain(file: str, found: Sequence[Problem]) -> dict[str, Any]:
    """The findings as JSON can hold them, in the language in use."""
    severities = [problem.severity for problem in found]
    return {
        "file": file,
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "notes": severities.count(Severity.NOTE),
        "findings": [as_plain(problem, "line", "column", "path") for problem in found],
    }
