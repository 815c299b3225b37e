"""Results that somebody hands in, verified in the language in which they were written."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, get_args

from engine.assessment import Assessment
from engine.history import History
from engine.message import Message
from engine.problem import Problem, Problems
from engine.result import Render
from engine.ruleset import Ruleset
from engine.verification import history_of, of_another_version, reassessed
from locales import Language, in_use, render, use
from terminal.output import say
from workbooks import read_result

Made = TypeVar("Made")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Another language for a while."""
    before = in_use()
    use(language)
    try:
        yield
    finally:
        use(before)


def _rendering(language: Language) -> Render:
    def rendered(message: Message) -> str:
        with speaking(language):
            return render(message)

    return rendered


_RENDERS: Mapping[str, Render] = {language: _rendering(language) for language in get_args(Language)}


def handed_in(path: Path) -> tuple[dict[str, Any], Assessment]:
    """A ``result.json`` and the assessment that it records; says on standard error if another version made it.

    Args:
        path: The file.

    Raises:
        Problems: the file is no result, or was changed.
    """
    try:
        result = read_result(path)
    except Problems as error:
        inside = path / "result.json"
        if not inside.is_file():
            raise
        mend = Message("Did you mean {name}?", name=str(inside))
        raise Problems(replace(each, mend=mend) for each in error.problems) from error
    assessment = _at(path, lambda: reassessed(result, _RENDERS))
    _tell_version(result)
    return result, assessment


def verified_history(
    result: Mapping[str, Any], ruleset: Ruleset, file: object, warn: Callable[[Problem], None]
) -> History:
    """The records that an earlier result gives to a scheme.

    Args:
        result: The object that was read.
        ruleset: The scheme that is assessed.
        file: What the result was read from.
        warn: Is told what the reader must know of it.

    Raises:
        Problems: the result was changed, is provisional, or is of another scheme.
    """
    history, warnings = _at(file, lambda: history_of(result, ruleset, _RENDERS))
    _tell_version(result)
    for warning in warnings:
        warn(_in(file, warning))
    return history


def _tell_version(result: Mapping[str, Any]) -> None:
    if (told := of_another_version(result)) is not None:
        say(render(told), style="yellow")


def _at(file: object, make: Callable[[], Made]) -> Made:
    try:
        return make()
    except Problems as error:
        raise Problems([_in(file, problem) for problem in error.problems]) from error


def _in(file: object, problem: Problem) -> Problem:
    return replace(problem, place=replace(problem.place, file=str(file)))
