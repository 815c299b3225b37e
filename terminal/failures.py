"""What is said when work ends early, and with which exit code."""

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Iterable
from dataclasses import fields

from engine.message import Message
from engine.problem import Place, Problem, Problems
from locales import render
from storage import CannotWrite
from terminal.output import print_json, say, show
from terminal.problems import as_plain, listing

DEBUG = "KAOPING_DEBUG"
FAILED = 1
INTERRUPTED = 130  # as shells count a process that Ctrl-C ended


def tell(error: BaseException, *, as_json: bool = False) -> int:
    """Say on standard error what went wrong.

    Args:
        error: What ended the work.
        as_json: Whether to print the problems as one object on standard output too.

    Returns:
        The exit code.
    """
    if isinstance(error, KeyboardInterrupt):
        say(render(Message("Interrupted.")))
        return INTERRUPTED
    if _nobody_reads(error):
        _let_go_of_output()
        return FAILED
    problems = error.problems if isinstance(error, Problems) else (_problem(error),)
    if isinstance(error, Problems):
        show(listing(problems), sys.stderr)
    elif problems[0].code == _FAULT and os.environ.get(DEBUG):
        traceback.print_exception(error)
    else:
        say(*(render(text) for text in (problems[0].what, problems[0].mend) if text is not None), style="red")
    if isinstance(error, OSError) and error.filename is None:  # the output itself
        _let_go_of_output()
    elif as_json:
        print_problems(problems)
    return FAILED


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems as the one object that ``--json`` asks for."""
    places = [each.name for each in fields(Place)]
    print_json({"problems": [as_plain(problem, *places) for problem in problems]})


_FAULT = "fault"


def _problem(error: BaseException) -> Problem:
    """What went wrong, where it is none of what kaoping refuses."""
    if isinstance(error, CannotWrite):
        why = _REFUSALS.get(error.number or 0, error.reason)
        what = Message("{path} cannot be written: {reason}", path=error.path, reason=why)
        return Problem("cannot-write", what, Place(file=str(error.path)))
    if (reason := _without_second_opinion(error)) is not None:
        what = Message(
            "The second engine gave no answer, so that the result cannot be relied on: {reason}", reason=reason
        )
        return Problem("no-second-opinion", what)
    if isinstance(error, MemoryError):
        return Problem("memory", Message("The memory of this computer does not suffice."))
    if isinstance(error, OSError):
        return Problem("system", Message("The operating system refuses: {reason}", reason=_reason(error)))
    what = Message("kaoping failed, by a fault of its own: {kind}: {text}", kind=type(error).__name__, text=error)
    ask = Message(
        "Please report it to those who maintain kaoping, with the command and what it shows when "
        "the environment variable {variable} is 1.",
        variable=DEBUG,
    )
    return Problem(_FAULT, what, mend=ask)


def _nobody_reads(error: BaseException) -> bool:
    """Whether the reader of a pipe went away, as `head` does."""
    return isinstance(error, OSError) and error.errno == errno.EPIPE


def _let_go_of_output() -> None:
    """Send to nowhere what is still buffered, so that ending the process does not fail on it once more."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _without_second_opinion(error: BaseException) -> Message | None:
    """Why there is no second opinion, if that is what went wrong."""
    child = sys.modules.get("engine.inference.child")  # if it is not loaded, it did not fail
    return error.what if child is not None and isinstance(error, child.SecondOpinionFailed) else None


_REFUSALS = {
    errno.ENOSPC: Message("the disk is full; make room, or write elsewhere"),
    errno.EDQUOT: Message("the disk is full; make room, or write elsewhere"),
    errno.EFBIG: Message("the file would be larger than is allowed here; write elsewhere"),
    errno.EACCES: Message("you may not write there; write elsewhere, or close the file if a program has it open"),
    errno.EPERM: Message("you may not write there; write elsewhere, or close the file if a program has it open"),
    errno.EROFS: Message("nothing can be written there; write elsewhere"),
    errno.EISDIR: Message("there is a folder of this name; give another name"),
    errno.ENOTDIR: Message("a part of the path is a file, not a folder; give another folder"),
    errno.ENAMETOOLONG: Message("the name is too long; give a shorter one"),
}
"""What stands in the way of writing, in words, and what helps."""


def _reason(error: OSError) -> str | Message:
    reason = error.strerror or str(error)
    if error.filename is None:  # the output itself
        return _REFUSALS.get(error.errno or 0, reason)
    return f"{reason}: {error.filename}"
