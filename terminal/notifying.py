"""`kaoping notices`: the documents of a result, and what was written."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import RenderableType

from engine.assessment import Assessment
from engine.message import Message
from locales import gettext as _
from locales import render
from notices import FORMATS, Office, Request, Substitution, Written, read_objections, read_office, told, write
from terminal.output import piped, prose, show
from terminal.problems import indented
from terminal.tables import Column, table
from terminal.verifying import handed_in, speaking
from workbooks import read_ruleset_text


def run(
    path: Path,
    folder: Path,
    kinds: Sequence[str] | None,
    formats: Sequence[str] | None,
    *,
    fonts: Path | None,
    office: Path | None,
    templates: Path | None,
    objections: Path | None,
    replaces: Path | None,
) -> int:
    """Write the notices of a result and say what was written.

    Args:
        path: The ``result.json``.
        folder: Where the documents go.
        kinds: The kinds of notice; all that the result calls for if not given.
        formats: ``docx``, ``pdf``; both if not given.
        fonts: A folder with fonts.
        office: A file with the county's particulars.
        templates: A folder with templates.
        objections: A file with what units objected.
        replaces: The ``result.json`` that this one corrects.

    Returns:
        The exit code 0.

    Raises:
        Problems: a file or folder is not what it should be, or the result was changed by hand.
        CannotWrite: the folder cannot be written.
    """
    particulars = Office() if office is None else read_office(read_ruleset_text(office), str(office))
    if fonts is None and office is not None and particulars.fonts is not None:
        fonts = office.parent / particulars.fonts
    objected = () if objections is None else read_objections(read_ruleset_text(objections), str(objections))
    former = None
    if replaces is not None:
        former, _ = handed_in(replaces)
    result = in_chinese(handed_in(path)[1], former)
    request = Request(kinds, particulars, templates, objected)
    show(_report(write(result, folder, request, formats or FORMATS, fonts), folder))
    return 0


def in_chinese(assessment: Assessment, former: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The result as notices take it: official documents are Chinese, whatever language the terminal speaks."""
    with speaking("zh_CN"):
        return told(assessment, render, former)


def _report(written: Written, folder: Path) -> Iterator[RenderableType]:
    columns = [Column(_("Document")), Column(_("Files"), "right"), Column(_("To be filled in by hand"), whole=False)]
    rows = [
        [made.kind.title, str(len(made.paths)), render(Message("{items}", items=list(made.to_fill))) or "—"]
        for made in written.made
    ]
    yield prose(render(Message("Written into {folder}: {count} files", folder=folder, count=len(written.paths))))
    yield table(columns, rows, piped=piped())
    if written.uncalled:
        titles = [kind.title for kind in written.uncalled]
        yield prose(render(Message("Nothing in the result calls for: {kinds}", kinds=titles)), "yellow")
    if written.blank:
        titles = [kind.title for kind in written.blank]
        what = Message(
            "No Chinese font was found: programs that show no SVG leave charts blank in: {kinds}", kinds=titles
        )
        mend = Message("Give a folder with fonts, or install the Noto CJK fonts.")
        yield prose(render(what), "yellow")
        yield prose(render(mend), "yellow")
    yield from substituted(written.substitutions)


def substituted(substitutions: Sequence[Substitution]) -> Iterator[RenderableType]:
    """The fonts that the PDFs had to do without."""
    if not substitutions:
        return
    yield prose(
        render(Message("Fonts of the standard that are not installed; the PDF uses others in their place:")), "yellow"
    )
    yield indented(
        prose(render(Message("{wanted}: {used}", wanted=each.wanted, used=each.used))) for each in substitutions
    )
