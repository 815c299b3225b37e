"""The questions of `kaoping new` at the terminal: an answer is checked at once, and asked for again if it is wrong."""

import sys
from typing import Any

import click

from locales import gettext as _
from locales import render
from terminal.answers import Known, Wrong
from terminal.output import prose, say, show
from terminal.problems import indented
from terminal.questions import QUESTIONS, ListQuestion, Question
from terminal.tables import Column, table

_BACK = "-"
"""What takes the last line back."""


def possible() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()


def asked() -> dict[str, Any]:
    """The answers, by the field of ``Starter``.

    Raises:
        KeyboardInterrupt: Ctrl-C, or the end of the input.
    """
    known: dict[str, Any] = {}
    say(_("Enter alone takes what stands in brackets. Ctrl-C ends, and writes nothing."))
    for number, question in enumerate(QUESTIONS, 1):
        head = f"{number}/{len(QUESTIONS)}  {render(question.text)}"
        match question:
            case Question():
                known[question.key] = _answer(question, head, known)
            case ListQuestion():
                known[question.key] = _answers(question, head, known)
    return known


def _answer(question: Question, head: str, known: Known) -> Any:
    while True:
        try:
            return question.read(_typed(head, question.offered(known)), known)
        except Wrong as wrong:
            _say_why(wrong)


def _answers(question: ListQuestion, head: str, known: Known) -> tuple[Any, ...]:
    say(head)
    _say_how(question, known)
    items: list[Any] = []
    while True:
        line = _typed(f"  {len(items) + 1}", "").strip()
        try:
            if line == _BACK:
                del items[-1:]
            elif line:
                items.append(question.read(line, known, items))
            elif items:
                question.complete(items, known)
                return tuple(items)
            else:
                return question.unanswered(known)
        except Wrong as wrong:
            _say_why(wrong)


def _say_how(question: ListQuestion, known: Known) -> None:
    """What a line may hold, an example, and what Enter takes."""
    ends = [(_("Enter"), _("after the last line; - takes a line back"))]
    examples = [(_("for example"), render(line)) for line in question.example]
    taken = [(_("Enter at once"), line) for line in question.offered(known) or [_("none")]]
    columns = [Column(""), Column("", whole=False)]
    rows = [*question.hints(), *examples, *taken, *ends]
    show([indented([table(columns, rows, piped=False, headed=False)])], sys.stderr)


def _typed(text: str, default: str) -> str:
    try:
        return str(click.prompt(text, default=default, show_default=bool(default), err=True))
    except click.Abort:
        raise KeyboardInterrupt from None


def _say_why(wrong: Wrong) -> None:
    show([indented([prose(render(wrong.what), "red")])], sys.stderr)
    if wrong.expected is not None:
        show([indented([prose(f"{_('expected')}  {render(wrong.expected)}")])], sys.stderr)
