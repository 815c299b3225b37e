"""A host of durable-rules that answers many requests, each in a fork of the process that has loaded it.

It is the engine's host, given by its path; only the start of Python and the loading of durable-rules are not repeated.
On standard input stand the length of a request and the request, on standard output its exit code, the length of its
answer and the answer.
"""

import importlib.util
import io
import os
import struct
import sys

LENGTH, ENDED = struct.Struct(">I"), struct.Struct(">iI")


def main(path: str) -> None:
    import durable.engine  # noqa: F401  # the forks find it loaded

    spec = importlib.util.spec_from_file_location("host", path)
    assert spec is not None
    assert spec.loader is not None
    host = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(host)
    while length := sys.stdin.buffer.read(LENGTH.size):
        request = sys.stdin.buffer.read(*LENGTH.unpack(length))
        child = os.fork()
        if not child:
            answer(host, request)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if ended:
            os.write(1, ENDED.pack(ended, 0))


def answer(host, request: bytes) -> None:
    """Answers one request, and ends the process."""
    sys.stdin, sys.stdout = io.TextIOWrapper(io.BytesIO(request)), io.StringIO()
    host.main()
    content = sys.stdout.getvalue().encode()
    with open(1, "wb", closefd=False) as out:
        out.write(ENDED.pack(0, len(content)) + content)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
