"""`kaoping check-data`: what departments handed in, judged before anything is assessed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.assessment import assess
from engine.message import Message
from engine.problem import Problems
from engine.ruleset import Ruleset
from engine.source import load
from locales import render
from storage import write_atomically
from terminal.inputs import dated, period_of, ruleset_text, unknown_tables
from terminal.marking import marked_files
from terminal.output import piped, print_json, prose, say, show
from terminal.problems import as_plain, counted, listing
from terminal.verdicts import unreconciled, verdicts
from workbooks import read_submissions
from workbooks.absence import reporter
from workbooks.submissions import Submitted, with_cells_judged


def run(
    given: str,
    paths: Sequence[Path],
    tables: Mapping[str, Path],
    period: str | None,
    *,
    marked: Path | None,
    as_json: bool,
) -> int:
    """Judge what was handed in, and show it.

    Args:
        given: The ruleset's file or name.
        paths: The files.
        tables: Files with the records of a table, by its name.
        period: The period that is assessed, where it is known.
        marked: Where to write the workbooks with their wrong cells marked.
        as_json: Whether to print one object instead of text.

    Returns:
        The exit code: 1 where something must be mended.

    Raises:
        Problems: the ruleset cannot be read.
        CannotWrite: a marked workbook cannot be written.
    """
    ruleset = load(*ruleset_text(given))
    if problems := unknown_tables(tables, tuple(ruleset.tables)):
        raise Problems(problems)
    submitted = _judged(ruleset, paths, tables, period)
    findings = submitted.findings
    written = marked_files(paths, findings, marked)
    write_atomically(written)
    if as_json:
        print_json(_as_plain(submitted))
    else:
        show(verdicts(submitted, piped=piped()))
        show(listing(findings))
        if len(findings) < 2:
            show([prose(counted(findings), "bold")])
        if submitted.awaited:
            say(
                render(Message("Not handed in yet: {departments}", departments=list(submitted.awaited))), style="yellow"
            )
    for path in written:
        say(render(Message("Written: {path}", path=path)))
    return 1 if submitted.errors else 0


def _judged(ruleset: Ruleset, paths: Sequence[Path], tables: Mapping[str, Path], period: str | None) -> Submitted:
    """What was handed in, judged as far as it goes: what awaited departments have to report is not missing yet."""
    submitted = read_submissions(paths, ruleset, tables, period)
    label = period or submitted.period
    if submitted.data is not None:
        try:
            data, label = dated(submitted.data, ruleset, submitted.period, period)
            submitted = replace(submitted, data=data)
        except Problems as error:
            submitted = replace(submitted, disagreeing=[*submitted.disagreeing, *error.problems])
    submitted = with_cells_judged(submitted, ruleset)
    told = [problem for problem in submitted.incomplete if reporter(ruleset, problem) not in submitted.awaited]
    submitted = replace(submitted, incomplete=told)
    if submitted.data is None or submitted.errors or submitted.awaited:
        return submitted
    try:
        assessment = assess(
            ruleset, submitted.data, period=period or label or period_of(ruleset), ask_second_opinion=False
        )
    except Problems as error:
        return replace(submitted, incomplete=[*told, *error.problems])
    return replace(submitted, disagreeing=[*submitted.disagreeing, *unreconciled(assessment)])


_PLACE = ("file", "sheet", "cell", "line", "unit", "measure")


def _as_plain(submitted: Submitted) -> dict[str, Any]:
    """The verdicts as JSON can hold them, in the language in use."""
    return {
        "tables": [{"file": file, "sheet": sheet, "rows": rows} for file, sheet, rows in submitted.tables],
        "unreadable": [as_plain(problem, *_PLACE) for problem in submitted.unreadable],
        "incomplete": [as_plain(problem, *_PLACE) for problem in submitted.incomplete],
        "disagreeing": [as_plain(problem, *_PLACE) for problem in submitted.disagreeing],
        "notes": [as_plain(problem, *_PLACE) for problem in submitted.notes],
        "awaited": list(submitted.awaited),
    }
