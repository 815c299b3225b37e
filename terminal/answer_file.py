"""The answers to the questions of `kaoping new` in a YAML file, one key each; what is left out takes its default."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.message import Message
from engine.problem import Place, Problem, Problems, did_you_mean
from engine.source.document import Document, read
from terminal.answers import Known, Wrong
from terminal.questions import QUESTIONS, ListQuestion, Question
from workbooks import read_ruleset_text

_Path = tuple[str | int, ...]


def answered(file: Path) -> dict[str, Any]:
    """The answers, by the field of ``Starter``.

    Raises:
        Problems: all that is wrong with the file.
    """
    text = read_ruleset_text(file)
    try:
        document = read(text)
    except Problems as error:
        raise Problems(_in(file, map(_no_answers, error.problems))) from None
    problems = [*document.problems, *_unknown(document)]
    known: dict[str, Any] = {}
    for question in QUESTIONS:
        try:
            known[question.key] = _answer(question, document, known)
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(_in(file, problems))
    return known


def _in(file: Path, problems: Iterable[Problem]) -> list[Problem]:
    """The problems with the file's name, in the order in which they stand in it."""
    ordered = sorted(problems, key=lambda problem: problem.place.line or 0)
    return [replace(problem, place=replace(problem.place, file=str(file))) for problem in ordered]


def _no_answers(problem: Problem) -> Problem:
    """The problem, in words for answers where it is that the file holds no mapping."""
    if problem.code != "yaml-top":
        return problem
    what = Message("The file holds no answers.")
    expected = Message("keys and values, such as {text}", text="unit: 乡镇")
    return Problem("answers-none", what, problem.place, problem.found, expected)


def _unknown(document: Document) -> Iterator[Problem]:
    keys = [question.key for question in QUESTIONS]
    for key in document.data:
        if key not in keys:
            mark = document.marks[(key,)]
            place = Place(line=mark.key_line, column=mark.key_column, path=key)
            what = Message("kaoping new has no question {name}.", name=key)
            expected = Message("one of {names}", names=keys)
            yield Problem("answer-unknown", what, place, key, expected, did_you_mean(key, keys))


def _answer(question: Question | ListQuestion, document: Document, known: Known) -> Any:
    """One answer.

    Raises:
        Problems: it cannot be taken.
    """
    if question.key not in document.data:
        with _told(document, ()):
            return question.unanswered(known)
    answer, path = document.data[question.key], (question.key,)
    match question:
        case Question():
            with _told(document, path):
                return question.read(_text(answer), known)
        case ListQuestion():
            return _lines(question, document, path, answer, known)


def _lines(question: ListQuestion, document: Document, path: _Path, answer: Any, known: Known) -> tuple[Any, ...]:
    """The answers of a list; one text is a list of one, and nothing an empty one."""
    lines = {(*path, at): line for at, line in enumerate(answer)} if isinstance(answer, list) else {path: answer}
    items: list[Any] = []
    problems: list[Problem] = []
    for place, line in lines.items():
        if line == "":
            continue
        try:
            with _told(document, place):
                items.append(question.read(_text(line), known, items))
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(problems)
    with _told(document, path):
        question.complete(items, known)
    return tuple(items)


def _text(answer: Any) -> str:
    if not isinstance(answer, str):
        raise Wrong(Message("This is no text on one line."), Message("a text; in quotes if it holds a colon"))
    return answer


@contextmanager
def _told(document: Document, path: _Path) -> Iterator[None]:
    """Say where an answer stands that cannot be taken."""
    try:
        yield
    except Wrong as wrong:
        found = _found(document, path)
        raise Problems([Problem("answer", wrong.what, _place(document, path), found, wrong.expected)]) from None


def _found(document: Document, path: _Path) -> str | None:
    value: Any = document.data
    for step in path:
        value = value[step]
    return value if isinstance(value, str) else None


def _place(document: Document, path: _Path) -> Place:
    if not path:
        return Place()
    mark = document.marks[path]
    return Place(
        line=mark.line,
        column=mark.column,
        path=".".join(str(step + 1) if isinstance(step, int) else step for step in path),
    )
