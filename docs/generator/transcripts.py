"""Commands shown in a page, run as a reader would run them, with what they print.

A ```` ```console ```` block holds commands after ``$`` and below each what it prints; any other block with a file name
behind its language, as ```` ```yaml scheme.yaml ````, is that file; a workbook is there already, and the block is typed
into it. All blocks of a page share one empty folder, in their order. A line ``…`` stands for lines left out; as many
are shown before and after it as were.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.filling import fill
from generator.markdown import Fence, fences

LEFT_OUT = "…"
PROMPT = "$ "
COLUMNS, LINES = 100, 50
NEEDED = "pages show what kaoping says with the second engine, in a shell with these tools"
_TOOLS = ("bash", "python3", "sed")


class CommandFailed(Exception):
    """A command shown in a page ended with another exit code than 0."""


@dataclass(frozen=True)
class Shown:
    """A command and what a page says that it prints."""

    command: str
    output: tuple[str, ...]


def possible() -> bool:
    """Whether this machine can run the commands and answers as the pages say."""
    return importlib.util.find_spec("durable") is not None and all(map(shutil.which, _TOOLS))


def retold(text: str, language: str) -> str:
    """The page with what its commands print now.

    Args:
        text: The page in Markdown.
        language: The language that kaoping speaks, ``en`` or ``zh``.

    Raises:
        CommandFailed: one of them fails; a failure to be shown ends with ``; echo``.
    """
    with TemporaryDirectory() as folder:
        return retold_in(Path(folder), text, language)


def retold_in(folder: Path, text: str, language: str) -> str:
    """The same, in a folder that keeps what the commands make."""
    lines = text.split("\n")
    changed: list[tuple[Fence, list[str]]] = []
    for block in fences(text):
        if block.language == "console":
            changed.append((block, list(_told(block, folder, language))))
        elif block.file.endswith(".xlsx"):
            fill(folder / block.file, block.content)
        elif block.file:
            (folder / block.file).write_text(block.content, "utf-8")
    for block, told in reversed(changed):
        lines[block.first + 1 : block.after - 1] = told
    return "\n".join(lines)


def _told(block: Fence, folder: Path, language: str) -> Iterator[str]:
    for shown in commands(block.content):
        yield PROMPT + shown.command
        yield from shortened(output(shown.command, folder, language), shown.output)


def commands(content: str) -> Iterator[Shown]:
    r"""The commands of a block, each with what is said to follow.

    Example:
        >>> list(commands("$ kaoping --version\nkaoping 0.1.0\n"))
        [Shown(command='kaoping --version', output=('kaoping 0.1.0',))]
    """
    command, printed = "", list[str]()
    for line in [*content.splitlines(), PROMPT]:
        if not line.startswith(PROMPT):
            printed.append(line)
            continue
        if command:
            yield Shown(command, tuple(printed))
        command, printed = line.removeprefix(PROMPT), []


def output(command: str, folder: Path, language: str, columns: int = COLUMNS, *, coloured: bool = False) -> list[str]:
    """The lines that a command prints on a terminal.

    Args:
        command: For the shell.
        folder: Where it runs.
        language: The language that kaoping speaks.
        columns: How wide the terminal is.
        coloured: Whether colours are kept, as escape sequences.

    Raises:
        CommandFailed: it ends with another exit code than 0.
    """
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("KAOPING", "COV", "NO_COLOR"))
    }
    surroundings |= {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "KAOPING_LANG": language,
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",  # so that what goes to standard error stands where a reader would see it
        "FORCE_COLOR": "1",
        "TERM": "xterm-256color" if coloured else "dumb",
        "COLUMNS": str(columns),
        "LINES": str(LINES),
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise CommandFailed(f"$ {command}\n{done.stdout}")
    return [line.rstrip() for line in done.stdout.strip("\n").split("\n")] if done.stdout.strip() else []


def shortened(printed: list[str], before: tuple[str, ...]) -> list[str]:
    """What is printed, with as many lines left out as the page left out before.

    Example:
        >>> shortened(["one", "two", "three", "four"], ("1", "…"))
        ['one', '…']
    """
    if LEFT_OUT not in before:
        return printed
    head = before.index(LEFT_OUT)
    tail = len(before) - head - 1
    return [*printed[:head], LEFT_OUT, *printed[max(head, len(printed) - tail) :]]
