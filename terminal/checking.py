"""`kaoping check`: the findings on a ruleset, and whom it would concern."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.message import Message
from engine.problem import Problem, Severity
from engine.source import findings
from locales import render
from terminal.inputs import ruleset_text
from terminal.output import print_json, prose, show
from terminal.problems import as_plain, counted, listing

if TYPE_CHECKING:
    from engine.simulation.comparing.impact import Impact


def run(given: str, against: Path | None = None, *, as_json: bool) -> int:
    """Check a ruleset and show what was found.

    Args:
        given: Its file or name.
        against: A ``result.json``, on whose data it is tried if nothing is wrong with it.
        as_json: Whether to print one object instead of text.

    Returns:
        The exit code: 1 where something is wrong with it, 0 where there are only warnings and notes.

    Raises:
        Problems: there is no such ruleset, or no such result.
    """
    text, file = ruleset_text(given)
    found = findings(text, file)
    wrong = any(problem.severity is Severity.ERROR for problem in found)
    study = None if wrong or against is None else _tried(given, against)
    if as_json:
        print_json(_as_plain(file, found) | ({} if study is None else {"impact": study.as_plain()}))
    else:
        show(listing(found))
        if len(found) < 2:
            show([prose(render(Message("{file}: {count}", file=file, count=counted(found))), "bold")])
        if study is not None:
            from notices.briefs.impact import told
            from terminal.simulating import shown

            show(["", *shown(told(study))])
    return 1 if wrong else 0


def _tried(given: str, against: Path) -> "Impact":
    """What becomes of a result's units under the ruleset."""
    from engine.simulation.comparing.impact import impact
    from engine.simulation.scenario import Scenario
    from terminal.simulating import base, changed

    before = base(against)
    return impact(before, {given: changed(before, Scenario(given, (), given))})


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
