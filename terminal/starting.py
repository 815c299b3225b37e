"""`kaoping new`: a first ruleset with comments, out of the answers to a dozen questions."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType

from engine.message import Message
from engine.period import PeriodKind
from engine.problem import Place, Problem, Problems
from locales import gettext as _
from locales import render
from rulesets.starter import Starter, text
from storage import write_atomically
from terminal import answer_file, asking, checking
from terminal.inputs import containing
from terminal.output import command, prose, show
from terminal.questions import QUESTIONS, ListQuestion, Question

_PLAIN = re.compile(r"[\w@%+=:,./-]+")
"""Paths that a shell takes as they are; ``shlex.quote`` would put Chinese ones into quotes as well."""


def run(file: Path, answers: Path | None) -> int:
    """Ask, write the ruleset, show what the checks say of it, and how to go on.

    Args:
        file: Where to write it.
        answers: A YAML file with the answers; without it they are asked for at the terminal.

    Returns:
        The exit code of the checks.

    Raises:
        Problems: the file exists already, or answers cannot be taken.
        UsageError: there are no answers, and nobody to ask.
        KeyboardInterrupt: who was asked broke off.
        CannotWrite: the file cannot be written.
    """
    _refuse_existing(file)
    if answers is None and not asking.possible():
        what = Message("There is no terminal to ask at. Give the answers in a file: --answers FILE.yaml")
        raise click.UsageError(render(what))
    starter = Starter(**(asking.asked() if answers is None else answer_file.answered(answers)))
    _refuse_existing(file)
    write_atomically({file: text(starter, _example(), _).encode()})
    code = checking.run(str(file), as_json=False)
    show(_next_steps(file, starter))
    return code


def _refuse_existing(file: Path) -> None:
    if file.exists() or file.is_symlink():
        what, mend = Message("There is a file of this name already."), Message("Give another name.")
        raise Problems([Problem("new-exists", what, Place(file=str(file)), mend=mend)])


def _example() -> Starter:
    """The defaults, with the example wherever the default is nothing."""
    known: dict[str, Any] = {}
    for question in QUESTIONS:
        match question:
            case Question():
                known[question.key] = question.unanswered(known)
            case ListQuestion():
                known[question.key] = question.exemplary(known)
    return Starter(**known)


def _next_steps(file: Path, starter: Starter) -> Iterator[RenderableType]:
    """Commands that go on from here."""
    period = containing(starter.in_force, PeriodKind(starter.period))
    yield ""
    yield prose(_("Compare every line with the document first; what a # says is for you. Then:"))
    ruleset = str(file) if _PLAIN.fullmatch(str(file)) else shlex.quote(str(file))
    yield command(f"kaoping check {ruleset}")
    yield command(f"kaoping workbook {ruleset} --units UNITS.csv --period {period} -o {period}.xlsx")
    yield command(f"kaoping assess {ruleset} {period}.xlsx --period {period} --out {period}")
