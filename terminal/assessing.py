"""`kaoping assess`: a cycle scored, shown, and written."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType

from engine.assessment import Assessment, assess
from engine.message import Message
from engine.result import as_plain
from locales import gettext as _
from locales import in_use, render
from storage import write_atomically
from terminal import results
from terminal.decisions import template as to_fill_in
from terminal.inputs import Cycle, Given, Refused, cycle
from terminal.marking import marked_files
from terminal.output import piped, print_bytes, prose, say, show
from terminal.problems import listing
from terminal.verdicts import unreconciled, verdicts
from workbooks import result_json, result_xlsx
from workbooks.submissions import Submitted

if TYPE_CHECKING:
    from engine.comparison import Comparison


def run(
    given: Given,
    *,
    out: Path | None,
    template: Path | None,
    old: Path | None,
    marked: Path | None,
    as_json: bool,
    verbose: bool,
) -> int:
    """Assess a cycle, write what is to be written, then show the result.

    Args:
        given: What it is made from.
        out: The folder for ``result.json`` and ``result.xlsx``.
        template: The file for the open decisions.
        old: An older ``result.json``, to compare the result with.
        marked: Where to write the workbooks with their wrong cells marked.
        as_json: Whether to print the result as one object; all else then goes to standard error.
        verbose: Whether to list the conventions.

    Returns:
        The exit code: 1 where the data have problems.

    Raises:
        Problems: the cycle cannot be assessed, or the older result cannot be compared.
        CannotWrite: a file cannot be written; then none is.
    """
    cycle = _cycle(given, marked)
    if cycle.chosen_by is not None:
        chosen = Message("Period: {period}, {why}; --period names another.", period=cycle.period, why=cycle.chosen_by)
        say(render(chosen), style="dim")
    if said := [*cycle.warnings, *cycle.data.reading]:
        show(listing(said), sys.stderr)
    assessment = assess(cycle.ruleset, cycle.data, cycle.history, cycle.decisions, period=cycle.period)
    result = as_plain(assessment, render, in_use())
    content = result_json(result)
    comparison, changes = (None, ()) if old is None else _compared(old, result)
    files = marked_files(given.data, [*assessment.problems, *cycle.data.reading], marked)
    written = _write(result, content, comparison, out, template, files)
    if as_json:
        print_bytes(content)
        show(listing(assessment.problems), sys.stderr)
    else:
        show(_report(cycle, assessment, result, changes, verbose))
    for path in written:
        say(render(Message("Written: {path}", path=path)))
    return 1 if assessment.provisional else 0


def _cycle(given: Given, marked: Path | None) -> Cycle:
    """The inputs; where they are refused, with the verdicts on each table and the marked workbooks all the same."""
    try:
        return cycle(given)
    except Refused as error:
        submitted = error.submitted
        if _several(submitted):
            show(verdicts(submitted, piped=piped()), sys.stderr)
        notes = () if submitted.data is None else submitted.data.reading
        files = marked_files(given.data, [*error.problems, *notes], marked)
        write_atomically(files)
        for path in files:
            say(render(Message("Written: {path}", path=path)))
        raise


def _several(submitted: Submitted) -> bool:
    """Whether there is more than one table to tell of."""
    return len(submitted.tables) + len({problem.place.file for problem in submitted.unreadable}) > 1


def _compared(old: Path, result: Mapping[str, Any]) -> "tuple[Comparison, Iterable[RenderableType]]":
    """The result beside an older one, and what the terminal shows of that."""
    # Imported here, as most results are not compared.
    from terminal import comparing

    comparison = comparing.compared(old, result)
    return comparison, comparing.report(comparison, piped=piped())


def _write(
    result: Mapping[str, Any],
    content: bytes,
    comparison: "Comparison | None",
    out: Path | None,
    template: Path | None,
    marked: Mapping[Path, bytes],
) -> list[Path]:
    """Write the files that were asked for, all or none."""
    files = dict(marked)
    if out is not None:
        files[out / "result.json"] = content
        files[out / "result.xlsx"] = result_xlsx(result, comparison=comparison)
    if template is not None:
        files[template] = to_fill_in(result["open_decisions"]).encode()
    write_atomically(files)
    return list(files)


def _report(
    cycle: Cycle, assessment: Assessment, result: Mapping[str, Any], changes: Iterable[RenderableType], verbose: bool
) -> Iterator[RenderableType]:
    """The whole result; what stands in the way of it comes last, as a terminal shows the end of what it is given."""
    if _several(cycle.submitted):
        incomplete = [*cycle.submitted.incomplete, *assessment.problems]
        disagreeing = unreconciled(assessment)
        yield from verdicts(replace(cycle.submitted, incomplete=incomplete, disagreeing=disagreeing), piped=piped())
        yield from listing(disagreeing)
        yield ""
    yield results.heading(result)
    if result["units"]:
        yield ""
        yield results.standings(result, piped=piped())
        yield ""
        yield results.summary(result)
        yield from results.consequences(result, [rule.name for rule in assessment.plan.consequences])
    yield from changes
    yield from results.open_decisions(result)
    yield from results.warnings(result)
    if assessment.problems:
        yield Group("", prose(_("Problems"), "bold red"))
        yield from listing(assessment.problems)
    yield ""
    yield from results.conventions(result, in_full=verbose)
    yield results.state(result)
