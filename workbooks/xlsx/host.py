"""The host of a parser: a program of its own that limits itself, imports one parser, and answers once.

It runs as a child process, by its path: ``host.py ENTRY SECONDS MEMORY ANSWER``, with the untrusted bytes on standard
input and the answer on standard output. ``confined`` starts it; the exit codes below tell it why there is no answer.
"""

import contextlib
import errno
import gc
import importlib
import os
import sys
import types
from pathlib import Path

ENTRIES = frozenset({"workbooks.xlsx.parsing.parsed", "workbooks.xlsx.marking.answer"})
"""What may run here: a function from bytes to bytes."""

OUT_OF_MEMORY, ANSWER_TOO_LONG, FAILED = 3, 4, 5


def limit(seconds: int, memory: int, answer: int) -> None:
    """Limits this process for good: seconds of computing, bytes of memory, bytes of the answer; no core file."""
    try:
        import resource
    except ImportError:  # Windows: only the caller's clock
        return
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: answer,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        # Some systems know a limit by name only.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def main(entry: str, seconds: str, memory: str, answer: str) -> int:
    """Answer the bytes on standard input."""
    if entry not in ENTRIES:
        raise ValueError(entry)
    workbooks = Path(__file__).parent.parent
    sys.path.insert(0, str(workbooks.parent))
    # The package without what it loads for its own callers, which would be half of the start.
    package = types.ModuleType("workbooks")
    package.__path__ = [str(workbooks)]
    sys.modules["workbooks"] = package
    # Nothing here lives long enough to be collected.
    gc.disable()
    module, _, function = entry.rpartition(".")
    # Our own code is loaded before the limits hold, and compiled code is not kept under them: a file cut off at the
    # limit of the answer would be taken for a whole one ever after.
    answering = getattr(importlib.import_module(module), function)
    sys.dont_write_bytecode = True
    limit(int(seconds), int(memory), int(answer))
    try:
        found = answering(sys.stdin.buffer.read())
        # Not sys.stdout, which may be without a buffer, so that a write may end early without an error.
        with open(sys.stdout.fileno(), "wb", closefd=False) as out:
            out.write(found)
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException as error:  # also the panics of libraries in Rust, which are no Exception
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return ANSWER_TOO_LONG
        sys.stderr.write(f"{type(error).__name__}: {error}")
        return FAILED
    return 0


if __name__ == "__main__":
    code = main(*sys.argv[1:])
    sys.stderr.flush()
    # Without tidying up: to free each cell by itself takes longer than to end.
    os._exit(code)
