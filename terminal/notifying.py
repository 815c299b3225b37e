"""`kaoping notices`: the documents of a result, and what was written."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import RenderableType

from engine.assessment import Assessment
from engine.message import Message
from engine.result import as_plain
from locales import render
from notices import FORMATS, Substitution, Written, write
from terminal.inputs import office as read_office
from terminal.output import prose, show
from terminal.problems import indented
from terminal.verifying import speaking, verified
from workbooks import read_result


def run(
    path: Path,
    folder: Path,
    kinds: Sequence[str] | None,
    formats: Sequence[str] | None,
    *,
    fonts: Path | None,
    office: Path | None,
    templates: Path | None,
) -> int:
    """Write the notices of a result and say what was written.

    Args:
        path: The ``result.json``.
        folder: Where the documents go.
        kinds: The kinds of notice; all if not given.
        formats: ``docx``, ``pdf``; both if not given.
        fonts: A folder with fonts.
        office: A file with the issuing office's particulars.
        templates: A folder with templates.

    Returns:
        The exit code 0.

    Raises:
        Problems: a file or folder is not what it should be, or the result was changed by hand.
        CannotWrite: the folder cannot be written.
    """
    particulars = None if office is None else read_office(office)
    result = in_chinese(verified(read_result(path), path))
    written = write(result, folder, kinds, formats or FORMATS, particulars, fonts, templates)
    show(_report(written))
    return 0


def in_chinese(assessment: Assessment) -> dict[str, Any]:
    """The result as notices take it: official documents are Chinese, whatever language the terminal speaks."""
    with speaking("zh_CN"):
        return as_plain(assessment, render, "zh_CN")


def _report(written: Written) -> Iterator[RenderableType]:
    for path in written.paths:
        yield prose(render(Message("Written: {path}", path=path)))
    if blanks := list(dict.fromkeys(blank for kind in written.to_fill.values() for blank in kind)):
        yield prose(render(Message("To be filled in by hand: {blanks}", blanks=blanks)))
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
