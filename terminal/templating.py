"""`kaoping templates`: what the templates of notices may name, and their own wording to begin from."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import RenderableType

from engine.assessment import assess
from engine.message import Message
from engine.problem import Place, Problem, Problems
from engine.result import as_plain
from locales import gettext as _
from locales import render
from notices import KINDS, Case, Field, Kind, cases, chosen, fields, template_text
from scorecards import demonstration
from storage import write_atomically
from terminal.demonstrated import made_up_ruleset, recorded, reported, request
from terminal.notifying import in_chinese
from terminal.output import command, piped, print_json, prose, say, show
from terminal.tables import Column, table


def kinds() -> int:
    """List the kinds of notice.

    Returns:
        The exit code 0.
    """
    columns = [Column(_("Kind")), Column(_("Document")), Column(_("One for each")), Column(_("Made where"))]
    rows = [[kind.name, kind.title, render(_ABOUT[kind.about.value]), _made_where(kind)] for kind in KINDS]
    show([table(columns, rows, piped=piped())])
    return 0


def fields_of(name: str, *, as_json: bool) -> int:
    """Show every field that the template of a kind may name, each with an example from the made-up county.

    Args:
        name: The kind.
        as_json: Whether to print one object instead of a table.

    Returns:
        The exit code 0.

    Raises:
        Problems: there is no such kind.
    """
    (kind,) = chosen([name])
    found = list(fields(example(kind).facts))
    if as_json:
        print_json({"kind": kind.name, "fields": {field.path: field.example for field in found}})
    else:
        show(_listing(kind, found))
    return 0


def copy(name: str, folder: Path) -> int:
    """Write our own template of a kind, with those that it takes in, into a folder, to be changed there.

    Args:
        name: The kind.
        folder: Where; a template that is there already is not overwritten.

    Returns:
        The exit code 0.

    Raises:
        Problems: there is no such kind, or a template is there already.
    """
    (kind,) = chosen([name])
    files = {folder / file: text.encode() for file, text in template_text(kind.name).items()}
    if there := [path for path in files if path.exists()]:
        what, mend = Message("There is a template of this name."), Message("Move it, or name another folder.")
        raise Problems([Problem("template-exists", what, Place(file=str(path)), mend=mend) for path in there])
    write_atomically(files)
    for path in files:
        say(render(Message("Written: {path}", path=path)))
    return 0


def example(kind: Kind) -> Case:
    """What a document of a kind is written from, in the first year of the made-up county that calls for one."""
    for cycle in demonstration():
        ruleset = made_up_ruleset(cycle)
        assessment = assess(ruleset, reported(cycle), decisions=recorded(cycle), period=cycle.period)
        former = None
        if cycle.first:
            before = assess(ruleset, reported(cycle, first=True), decisions=recorded(cycle), period=cycle.period)
            former = as_plain(before)
        if (case := next(cases(in_chinese(assessment, former), request(cycle, [kind.name])), None)) is not None:
            return case
    raise LookupError(kind.name)


_ABOUT = {
    "result": Message("result"),
    "unit": Message("unit"),
    "effect": Message("unit and party"),
    "department": Message("department that reported"),
    "objection": Message("objection"),
}
_CALLED = {
    "prizes": Message("a prize is awarded"),
    "decided": Message("an objection was decided"),
    "changes": Message("a former result differs"),
}


def _made_where(kind: Kind) -> str:
    """What in a result calls for a kind."""
    called = [render(Message("effect {effect}", effect=effect)) for effect in sorted(kind.effects)]
    called += [render(_CALLED[kind.call.value])] if kind.call is not None else []
    return " · ".join(called) or _("always")


def _listing(kind: Kind, found: Sequence[Field]) -> Iterator[RenderableType]:
    title = Message("Fields of {title} ({name}), with examples of the made-up county", title=kind.title, name=kind.name)
    yield prose(render(title), "bold")
    rows = [[field.path, "—" if field.example is None else field.example] for field in found]
    yield table([Column(_("Field")), Column(_("Example"))], rows, piped=piped())
    yield ""
    yield prose(_("[] stands for any item of a list. Change a template of your own, and use it:"))
    yield command(f"kaoping templates copy {kind.name} -o DIR")
    yield command("kaoping notices RESULT.json -o OUT --templates DIR")
