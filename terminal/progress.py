"""How far a computation is: a bar on standard error, if somebody sits in front of it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from engine.message import Message
from locales import render
from terminal.output import console


@contextmanager
def bar(counted: Message) -> Iterator[Callable[[int, int], None]]:
    """A bar, if standard error is a terminal.

    Args:
        counted: What is counted, in one or two words.

    Yields:
        What says how many are done, of how many.
    """
    target = console(sys.stderr)
    if not target.is_terminal:
        yield lambda done, of: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=target, transient=True) as shown:
        task = shown.add_task(render(counted), total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)
