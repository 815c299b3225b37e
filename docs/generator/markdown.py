"""Markdown as the generator writes and reads it: tables, fenced blocks, headings and links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

MADE = "<!-- Made by script/docs; change what it is made from. -->"
"""The first line of a page that is generated as a whole."""


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a column that is empty in every row is left out.

    Example:
        >>> print(table(["key", "default"], [["name", ""]]))
        | key |
        | --- |
        | name |
    """
    listed = [list(row) for row in rows]
    kept = [column for column in range(len(headers)) if any(row[column] for row in listed)]
    lines = [[headers[column] for column in kept], ["---"] * len(kept)]
    lines += [[_in_cell(row[column]) for column in kept] for row in listed]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _in_cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def fence(language: str, text: str) -> str:
    """A fenced block."""
    return f"```{language}\n{text.rstrip()}\n```"


def anchor(heading: str) -> str:
    """The anchor that GitHub gives to a heading.

    Example:
        >>> anchor("Every `kaoping` finding, by code")
        'every-kaoping-finding-by-code'
    """
    kept = "".join(character for character in heading.lower() if character.isalnum() or character in " -_")
    return kept.strip().replace(" ", "-")


@dataclass(frozen=True)
class Fence:
    """A fenced block of a page.

    Attributes:
        info: What stands behind the opening ticks.
        content: What it holds.
        first: The number of the line of the opening ticks, from 0.
        after: The number of the line after the closing ones.
    """

    info: str
    content: str
    first: int
    after: int

    @property
    def language(self) -> str:
        """The first word of the info."""
        return self.info.partition(" ")[0]

    @property
    def file(self) -> str:
        """The rest of it: the name of the file that the block is."""
        return self.info.partition(" ")[2].strip()


def _parsed(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(text)


def fences(text: str) -> Iterator[Fence]:
    """The fenced blocks of a page."""
    for token in _parsed(text):
        if token.type == "fence" and token.map is not None:
            yield Fence(token.info.strip(), token.content, *token.map)


def links(text: str) -> Iterator[str]:
    """Where the links and pictures of a page lead."""
    for token in _parsed(text):
        for part in token.children or ():
            target = part.attrGet("href") if part.type == "link_open" else part.attrGet("src")
            if target is not None:
                yield str(target)


def anchors(text: str) -> set[str]:
    """The anchors of a page: those of its headings, and those written out."""
    tokens = _parsed(text)
    headings = (following.content for token, following in pairwise(tokens) if token.type == "heading_open")
    return {anchor(re.sub(r"[`*]", "", heading)) for heading in headings} | set(re.findall(r'<a id="([^"]+)">', text))
