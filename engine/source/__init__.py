"""YAML text → a Ruleset or another model, or every problem at once, each with its line and column."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from engine import checks
from engine.message import Message
from engine.problem import Place, Problem, Problems, Severity
from engine.ruleset import Ruleset
from engine.source.address import Addresses
from engine.source.document import Document, no_mapping, read
from engine.source.shape import shape_problems

Model = TypeVar("Model", bound=BaseModel)

MOST_PROBLEMS = 200
"""So many problems are listed; of the rest only the number."""


def load(text: str, file: str | None = None) -> Ruleset:
    """The ruleset that a YAML text holds.

    Args:
        text: The YAML.
        file: Its name, for the places of problems.

    Raises:
        Problems: all that is wrong with it.
    """
    ruleset, problems = _read(text, file, checks.errors)
    if ruleset is None or any(problem.severity is Severity.ERROR for problem in problems):
        raise Problems(problem for problem in problems if problem.severity is Severity.ERROR)
    return ruleset


def load_as(model: type[Model], text: str, file: str | None = None) -> Model:
    """What a YAML text holds that is no ruleset, read as strictly as one.

    Args:
        model: What it should be.
        text: The YAML; one without anything is a model without anything.
        file: Its name, for the places of problems.

    Raises:
        Problems: all that is wrong with it.
    """
    made, problems = _shaped(model, text, read, lambda _: [])
    if made is None or problems:
        raise Problems(_in_order(problems, file))
    return made


def findings(text: str, file: str | None = None) -> list[Problem]:
    """What `kaoping check` reports: the errors; if there are none, the warnings and notes."""
    problems = _read(text, file, checks.check)[1]
    return [problem for problem in problems if problem.severity is Severity.ERROR] or problems


def _read(
    text: str, file: str | None, check: Callable[[Ruleset], list[Problem]]
) -> tuple[Ruleset | None, list[Problem]]:
    ruleset, problems = _shaped(Ruleset, text, _ruleset_document, check)
    return None if ruleset is None else ruleset.read_from(text), _in_order(problems, file)


def _ruleset_document(text: str) -> Document:
    """The document of a ruleset, in which something has to stand.

    Raises:
        Problems: it cannot be read, or holds no ruleset.
    """
    try:
        document = read(text)
    except Problems as error:
        raise Problems(map(_no_ruleset, error.problems)) from None
    if not document.data and not document.problems:
        raise Problems([_no_ruleset(no_mapping(None))])
    return document


def _no_ruleset(problem: Problem) -> Problem:
    """The problem, in words for rulesets where it is that the file holds no mapping."""
    if problem.code != "yaml-top":
        return problem
    return replace(
        problem,
        what=Message("The file holds no ruleset."),
        expected=Message("keys and values, such as version: '2015'"),
        mend=Message("Begin the file with a line such as: ruleset: name of the scheme."),
    )


def _shaped(
    model: type[Model], text: str, reading: Callable[[str], Document], check: Callable[[Model], list[Problem]]
) -> tuple[Model | None, list[Problem]]:
    """The model, if the text has its shape, and what is wrong with it; checked only where nothing is."""
    try:
        document = reading(text)
    except Problems as error:
        return None, list(error.problems)
    addresses = Addresses(document.data)
    problems = [_placed(problem, document, addresses) for problem in document.problems]
    try:
        made = model.model_validate(document.data)
    except ValidationError as error:
        return None, problems + shape_problems(error, model, document, addresses)
    return made, problems or locate(check(made), document, addresses)


def locate(problems: Iterable[Problem], document: Document, addresses: Addresses) -> list[Problem]:
    """The problems of checks, which know the address only, with line and column."""
    return [_placed(problem, document, addresses) for problem in problems]


def _placed(problem: Problem, document: Document, addresses: Addresses) -> Problem:
    place = problem.place
    if place.line is not None or place.path is None:
        return problem
    path = addresses.path(place.path)
    mark = document.marks[path]
    # INVARIANT: a place with a column but no line counts characters of the text at its address, from 1.
    if place.column is not None:
        line, column = document.offset(path, place.column - 1)
    else:
        line, column = (mark.line, mark.column) if mark.text else (mark.key_line, mark.key_column)
    return replace(problem, place=replace(place, line=line, column=column))


def _in_file(problem: Problem, file: str | None) -> Problem:
    return problem if file is None else replace(problem, place=replace(problem.place, file=file))


def _in_order(problems: list[Problem], file: str | None) -> list[Problem]:
    """By severity and place, each once; beyond a number only counted."""
    severities = list(Severity)
    once = list(dict.fromkeys(problems))
    once.sort(key=lambda each: (severities.index(each.severity), each.place.line or 0, each.place.column or 0))
    listed = [_in_file(problem, file) for problem in once[:MOST_PROBLEMS]]
    if len(once) > MOST_PROBLEMS:
        what = Message("{count} more problems are not listed.", count=len(once) - MOST_PROBLEMS)
        listed.append(Problem("more-problems", what, Place(file=file), severity=once[MOST_PROBLEMS].severity))
    return listed
