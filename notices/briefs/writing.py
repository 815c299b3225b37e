"""A brief as docx, PDF and HTML: the same words, tables and charts in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from engine.message import Message
from engine.problem import Problem, Problems, did_you_mean
from notices.briefs.blocks import Shown, arranged
from notices.briefs.brief import Brief
from notices.briefs.charts import drawn
from notices.briefs.worded import worded
from notices.charts.rendering import render as picture
from notices.errors import NoFont
from notices.layout.fonts import Fonts, find
from storage import write_atomically

FORMATS = ("docx", "pdf", "html")


def write_brief(
    brief: Brief,
    folder: Path,
    name: str,
    formats: Sequence[str] | None,
    *,
    language: str,
    render: Callable[[Message], str],
) -> list[Path]:
    """Write a brief, all its forms or none; the same brief with the same fonts gives the same bytes.

    Args:
        brief: What it says.
        folder: Where the files go; made if it does not exist.
        name: Name of the files without their ending.
        formats: ``docx``, ``pdf``, ``html``; all if not given.
        language: The language of ``render``, such as ``zh_CN``.
        render: Says a message.

    Returns:
        The files that were written.

    Raises:
        Problems: a form is not known, or there is no font for the PDF.
        CannotWrite: the folder cannot be written; nothing is left in it.
    """
    chosen = tuple(dict.fromkeys(FORMATS if formats is None else formats))
    unknown = [each for each in chosen if each not in FORMATS]
    if unknown:
        raise Problems(map(_unknown, unknown))
    made = dict(_made(brief, chosen, language, render))
    files = {folder / f"{name}.{form}": made[form] for form in chosen}
    write_atomically(files)
    return list(files)


def _made(
    brief: Brief, forms: Sequence[str], language: str, render: Callable[[Message], str]
) -> Iterator[tuple[str, bytes]]:
    """Each form with its content."""
    words = worded(brief, language, render)
    charts = [chart for figure in brief.figures if (chart := drawn(figure, render)) is not None]
    if "html" in forms:
        from notices.briefs.web import html

        yield "html", html(words, charts)
    if forms == ("html",):
        return
    fonts = _fonts(needed="pdf" in forms)
    shown = [Shown(each.title, picture(each.chart, each.title, fonts)) for each in charts]
    pages = arranged(words, shown, render)
    if "docx" in forms:
        from notices.briefs.word import docx

        yield "docx", docx(words, pages.blocks, pages.sheet)
    if "pdf" in forms:
        from notices.briefs.paper import pdf

        assert fonts is not None
        yield "pdf", pdf(words, pages.blocks, fonts, pages.sheet)


def _fonts(*, needed: bool) -> Fonts | None:
    try:
        return find()
    except NoFont:
        if needed:
            raise
        return None


def _unknown(form: str) -> Problem:
    return Problem(
        "brief-form",
        Message("A brief has no form {form}.", form=form),
        found=form,
        expected=Message("one of {names}", names=list(FORMATS)),
        mend=did_you_mean(form, FORMATS),
    )
