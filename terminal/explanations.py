"""An explanation on the terminal: sections of lines, then the conventions and documents that they rest on."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from engine.explanation import Explanation, Line, Section
from engine.message import Message
from locales import gettext as _
from locales import render
from terminal.output import prose
from terminal.problems import bulleted, indented
from terminal.tables import Column, table

Sources = Mapping[str, Mapping[str, Any]]


def explained(explanation: Explanation, sources: Sources, *, piped: bool) -> Iterator[RenderableType]:
    """Everything that the explanation says.

    Args:
        explanation: What to show.
        sources: The ruleset's sources, as ``result.json`` holds them.
        piped: Whether it goes to a pipe or file rather than to a terminal.
    """
    yield prose(render(explanation.heading), "bold")
    for section in explanation.sections:
        yield Group("", prose(render(section.title), "bold"))
        yield indented([_lines(section, piped)])
    lines = [line for section in explanation.sections for line in section.lines]
    if notes := list(dict.fromkeys(line.note for line in lines if line.note)):
        yield Group("", prose(_("Conventions that touch it"), "bold"))
        yield bulleted(notes)
    if used := list(dict.fromkeys(key for line in lines for key in line.sources)):
        yield Group("", prose(_("Sources"), "bold"))
        rows = [[key, _source(sources.get(key, {}))] for key in used]
        yield indented([table([Column(""), Column("", whole=False)], rows, piped=piped, headed=False)])


def _lines(section: Section, piped: bool) -> RenderableType:
    columns = [Column("", whole=False)] * 4
    return table(columns, [_row(line) for line in section.lines], piped=piped, headed=False)


def _row(line: Line) -> list[str | Text]:
    name = _said(line.name)
    value = "" if line.value is None else _said(line.value)
    how = "" if line.how is None else render(line.how)
    return [name, prose(value, "bold"), how, prose(render(Message("{items}", items=line.sources)), "dim")]


def _said(text: str | Message) -> str:
    return text if isinstance(text, str) else render(text)


def _source(source: Mapping[str, Any]) -> str:
    if source.get("kind") == "assumption":
        return str(source.get("title") or "")
    return " ".join(str(source[key]) for key in ("title", "number", "section") if source.get(key))


def as_plain(explanation: Explanation) -> dict[str, Any]:
    """The explanation as JSON can hold it, in the language in use."""
    return {
        "unit": explanation.unit,
        "heading": render(explanation.heading),
        "sections": [
            {
                "title": render(section.title),
                "lines": [
                    {
                        "name": _said(line.name),
                        "value": None if line.value is None else _said(line.value),
                        "how": None if line.how is None else render(line.how),
                        "sources": list(line.sources),
                        "note": line.note,
                    }
                    for line in section.lines
                ],
            }
            for section in explanation.sections
        ],
    }
