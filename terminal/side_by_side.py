"""Work done side by side, each piece in a process of its own, and told as it goes."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

Tell = Callable[[Any], None]
Work = Callable[[Tell], None]
"""A function of a module, or a partial of one, that tells what it has done; what it tells can be pickled."""


@dataclass(frozen=True)
class _Raised:
    """What ended a piece of work."""

    error: BaseException


def side_by_side(works: Sequence[Work]) -> Iterator[Any]:
    """Do all these pieces of work at once.

    Args:
        works: What to do.

    Yields:
        What each tells, as it comes.

    Raises:
        Exception: what one of them raised; the others are ended.
    """
    # A process that begins anew: a copy of this one would have its threads' locks, but not its threads.
    context = multiprocessing.get_context("spawn")
    pipes = [context.Pipe(duplex=False) for _ in works]
    processes = [
        context.Process(target=_work, args=(work, sending), daemon=True)
        for work, (_, sending) in zip(works, pipes, strict=True)
    ]
    try:
        for process, (_, sending) in zip(processes, pipes, strict=True):
            process.start()
            sending.close()
        yield from _told([receiving for receiving, _ in pipes])
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _told(open_: list[Any]) -> Iterator[Any]:
    while open_:
        for receiving in wait(open_):
            assert isinstance(receiving, Connection)
            try:
                item = receiving.recv()
            except EOFError:
                raise RuntimeError("a process ended without a word") from None
            if isinstance(item, _Raised):
                raise item.error
            if item is _DONE:
                open_.remove(receiving)
            else:
                yield item


_DONE = None


def _work(work: Work, sending: Any) -> None:
    try:
        work(sending.send)
    except BaseException as error:  # an interrupt too: the caller tells it
        with suppress(OSError):
            sending.send(_Raised(error))
    else:
        sending.send(_DONE)
