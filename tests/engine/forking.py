"""durable-rules loaded once for many questions: starting Python anew for each takes longer than answering it."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired

from tests.engine.forking_host import ENDED, LENGTH

HOST = Path(__file__).with_name("forking_host.py")


class Forking:
    """Stands in the place of the module ``subprocess``: it runs the same command, but not as a process of its own."""

    TimeoutExpired = TimeoutExpired

    def __init__(self) -> None:
        self._host: subprocess.Popen[bytes] | None = None

    def run(self, command: Sequence[str], *, input: bytes, **_: object) -> "CompletedProcess[bytes]":
        if self._host is None:
            self._host = subprocess.Popen(
                [*command[:-1], str(HOST), command[-1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        assert self._host.stdin is not None
        assert self._host.stdout is not None
        self._host.stdin.write(LENGTH.pack(len(input)) + input)
        self._host.stdin.flush()
        code, length = ENDED.unpack(self._host.stdout.read(ENDED.size))
        return CompletedProcess(command, code, self._host.stdout.read(length), b"")

    def close(self) -> None:
        if self._host is not None:
            self._host.communicate()
