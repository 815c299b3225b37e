"""Where text goes: standard output and standard error, as wide as the terminal, or plain and unbroken in a pipe."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console, Group, RenderableType
from rich.containers import Lines
from rich.text import Text

from terminal.wrapping import breaks

if TYPE_CHECKING:
    from rich.console import JustifyMethod, OverflowMethod

UNBOUNDED = 100_000
"""Cells of a line in a pipe: what reads it wants whole lines."""


class Prose(Text):
    """Text that breaks where Chinese and Western text may break."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: "JustifyMethod | None" = None,
        overflow: "OverflowMethod | None" = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """The lines of the text in so many cells."""
        if no_wrap:
            return super().wrap(console, width, justify=justify, overflow=overflow, tab_size=tab_size, no_wrap=no_wrap)
        lines = Lines()
        for line in self.split(allow_blank=True):
            for part in line.divide(breaks(line.plain, width)):
                part.rstrip()
                lines.append(part)
        if justify:
            lines.justify(console, width, justify=justify, overflow=overflow or "fold")
        return lines


def prose(text: object, style: str = "") -> Prose:
    """A text to be shown as it is: no markup, and nothing in it controls the terminal."""
    return Prose("".join(_shown(character) for character in str(text)), style=style)


def command(line: str) -> Prose:
    """A command to copy, set in; never broken, as the terminal itself does that without harm."""
    text = prose(f"  {line}")
    text.no_wrap, text.overflow = True, "ignore"
    return text


def _shown(character: str) -> str:
    return (
        character
        if character.isprintable() or character == "\n"
        else " "
        if character.isspace()
        else "\N{REPLACEMENT CHARACTER}"
    )


def console(stream: TextIO) -> Console:
    """A console on a stream; without colours and unbounded where nobody sits in front of it."""
    made = Console(file=stream, highlight=False, markup=False, emoji=False)
    if not made.is_terminal:
        made.width = UNBOUNDED
    return made


def show(renderables: Iterable[RenderableType], stream: TextIO | None = None) -> None:
    """Print these, each from a line of its own, to standard output or another stream."""
    stream = stream or sys.stdout
    target = console(stream)
    # In a group each is rendered by itself: the console alone would join bare texts into one.
    everything = Group(*renderables)
    if target.is_terminal:
        target.print(everything, crop=False)
        return
    with target.capture() as captured:
        target.print(everything)
    stream.write(_writable("\n".join(map(str.rstrip, captured.get().split("\n"))), stream))


def _writable(text: str, stream: TextIO) -> str:
    """The text with ? for what the stream's encoding lacks."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def say(*texts: object, style: str = "") -> None:
    """Tell the person at the terminal, on standard error: standard output is for results."""
    show([prose(text, style) for text in texts], sys.stderr)


def print_json(value: Mapping[str, Any]) -> None:
    """Print an object as JSON."""
    print_bytes((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())


def print_bytes(content: bytes) -> None:
    """Put bytes in UTF-8 on standard output as they are, whatever its encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def piped() -> bool:
    """Whether standard output goes to a pipe or file rather than to a terminal."""
    return not console(sys.stdout).is_terminal
