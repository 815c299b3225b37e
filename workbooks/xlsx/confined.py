"""Parsers of untrusted files, each run in a child process under limits; what goes wrong there is a problem here.

Bytes go in and bytes come out, never pickled objects: nothing that comes back can be executed.
"""

import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from engine.message import Message
from engine.problem import Place, Problem, Problems
from workbooks.files import MEGABYTE
from workbooks.xlsx.host import ANSWER_TOO_LONG, OUT_OF_MEMORY

HOST = Path(__file__).with_name("host.py")

_OUT_OF_TIME = -24
"""The exit code of a process that the system ended for computing too long: the number of SIGXCPU."""

_NO_MEMORY_LEFT = "memory allocation of"
"""What a library in Rust says before it ends the process."""


@dataclass(frozen=True)
class Limits:
    """What a child process may take.

    Attributes:
        seconds: Of computing; by the clock twice as many.
        memory: Bytes of its whole address space.
        answer: Bytes that it may give back.
    """

    seconds: int = 20
    memory: int = 320 * MEGABYTE
    answer: int = 128 * MEGABYTE


def call(entry: str, payload: bytes, place: Place, limits: Limits | None = None) -> bytes:
    """What a function answers to these bytes, in a process of its own.

    Args:
        entry: The function, one of ``host.ENTRIES``.
        payload: The bytes.
        place: The file that they came from, for the problem.
        limits: What the process may take.

    Raises:
        Problems: it needs more memory or time, or it crashed.
    """
    limits = limits or Limits()
    # -P: its own folder is no place to import from.
    numbers = [str(limit) for limit in (limits.seconds, limits.memory, limits.answer)]
    command = [sys.executable, "-P", str(HOST), entry, *numbers]
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as errors:
        code = _code(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=answer, stderr=errors), payload, limits)
        if code is None:
            raise Problems([_too_slow(place, limits)])
        answer.seek(0)
        errors.seek(0)
        if code == 0:
            return answer.read()
        said = errors.read(MEGABYTE).decode("utf-8", "replace").strip()
    if code == _OUT_OF_TIME:
        raise Problems([_too_slow(place, limits)])
    if code == OUT_OF_MEMORY or _NO_MEMORY_LEFT in said:
        raise Problems([_too_much(place, limits.memory)])
    if code == ANSWER_TOO_LONG:
        raise Problems([_too_much(place, limits.answer)])
    raise Problems([_crashed(place, code, said)])


def _code(process: subprocess.Popen[bytes], payload: bytes, limits: Limits) -> int | None:
    """The exit code of a process that was given its input; None where it took too long.

    Its end is waited for without a timeout, which the system tells at once; with one Python would look again and
    again, up to 50 ms too late.
    """
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(2 * limits.seconds, end)
    timer.start()
    try:
        process.communicate(payload)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
    return None if late.is_set() else process.returncode


def _too_slow(place: Place, limits: Limits) -> Problem:
    what = Message("Reading the file takes longer than {seconds} seconds.", seconds=limits.seconds)
    return Problem("file-too-slow", what, place, mend=_SMALLER)


def _too_much(place: Place, memory: int) -> Problem:
    what = Message("Reading the file needs more memory than {megabytes} MB.", megabytes=memory // MEGABYTE)
    return Problem("file-too-much", what, place, mend=_SMALLER)


_SMALLER = Message("Delete the worksheets, rows and columns that are not needed, or save the table as CSV UTF-8.")


def _crashed(place: Place, code: int, said: str) -> Problem:
    """The problem of a file on which the parser itself failed; the last line of what it said tells why."""
    return Problem(
        "file-crash",
        Message("The program that reads the file ended without an answer (exit code {code}).", code=code),
        place,
        found=said.splitlines()[-1][:200] if said else None,
        mend=Message("Open it in Excel or WPS and save it anew as .xlsx."),
    )
