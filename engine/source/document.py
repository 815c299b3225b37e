"""YAML text into plain mappings, lists and texts, with the line and column of each; what YAML allows beyond is refused.

Knows nothing of rulesets. It reads the parser's events one by one, so neither aliases nor nesting can blow it up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from engine.message import Message
from engine.problem import Place, Problem, Problems
from engine.source.syntax import explained, text_problem

Path = tuple[str | int, ...]
"""Keys and list indices from the top of a document."""

LARGEST = 1_000_000
"""Bytes of the largest document."""

DEEPEST = 30
"""How deep mappings and lists may be nested."""

MOST_NODES = 100_000
"""How many keys, values and list items there may be."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value stands, counted from 1, and where its key does.

    Attributes:
        text: Whether it is a text, not a mapping or list.
        quote: The quote, or the sign of a block, that a text begins with.
    """

    line: int
    column: int
    key_line: int
    key_column: int
    text: bool = False
    quote: str = ""


@dataclass(frozen=True)
class Document:
    """One document as read.

    Attributes:
        data: Mappings, lists and texts.
        marks: The place of each value.
        problems: What YAML itself allows but a ruleset does not; the data leave it out.
        broken: The paths of these problems: what is found there further on is only their consequence.
    """

    text: str
    data: dict[str, Any]
    marks: Mapping[Path, Mark]
    problems: tuple[Problem, ...] = ()
    broken: frozenset[Path] = frozenset()

    def offset(self, path: Path, at: int) -> tuple[int, int]:
        """Line and column of the character ``at`` of the text at a path, counted from 0.

        A text on several lines, or with escapes, only tells where it begins.
        """
        mark = self.marks[path]
        source = self.text.splitlines()[mark.line - 1][mark.column - 1 :] if at else ""
        if mark.quote == "'":
            start = 1 + at + self._value(path)[:at].count("'")
        elif mark.quote == '"':
            start = 1 + at if "\\" not in source[: at + 1] else 0
        else:
            start = 0 if mark.quote else at
        return mark.line, mark.column + (start if start < len(source) or not at else 0)

    def _value(self, path: Path) -> str:
        value: Any = self.data
        for step in path:
            value = value[step]
        return str(value)


@dataclass
class _Frame:
    """A mapping or list that is being read."""

    container: Any
    path: Path
    flow: bool
    key: str | None = None
    key_mark: tuple[int, int] = (0, 0)
    twice: bool = False
    last: str | None = None
    seen: dict[str, int] = field(default_factory=dict)


class _Stop(Exception):
    """Nothing after this can be read."""


def read(text: str) -> Document:
    """The document that a YAML text holds; one without anything holds a mapping without anything.

    Raises:
        Problems: it cannot be read, or is no mapping.

    Example:
        >>> document = read("covers: {unit: 乡镇}")
        >>> document.data, document.marks["covers", "unit"].column
        ({'covers': {'unit': '乡镇'}}, 16)
    """
    text = text.removeprefix("\ufeff")
    if problem := text_problem(text, LARGEST):
        raise Problems([problem])
    reader = _Reader(text)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reader.take(event)
    except _Stop:
        raise Problems(reader.problems) from None
    except yaml.YAMLError as error:
        raise Problems([*reader.problems, explained(error, text)]) from None
    if reader.empty:
        return Document(text, {}, {(): Mark(1, 1, 1, 1)})
    if not isinstance(reader.top, dict):
        raise Problems([*reader.problems, no_mapping(reader.top)])
    return Document(text, reader.top, reader.marks, tuple(reader.problems), frozenset(reader.broken))


def no_mapping(top: Any) -> Problem:
    """What stands at the top is no mapping, or nothing stands there."""
    found = None if top is None else str(top)[:40]
    expected = Message("lines such as key: value")
    return Problem("yaml-top", Message("The file holds no keys and values."), Place(line=1, column=1), found, expected)


class _Reader:
    """Builds the document from the parser's events."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.top: Any = None
        self.marks: dict[Path, Mark] = {}
        self.problems: list[Problem] = []
        self.broken: set[Path] = set()
        self._stack: list[_Frame] = []
        self._documents = 0
        self._nodes = 0

    @property
    def empty(self) -> bool:
        """Whether nothing stood in the text but comments."""
        return not self.problems and (self.top is None or (self.top == "" and not self.marks[()].quote))

    def take(self, event: Any) -> None:
        """Reads one more event."""
        match event:
            case yaml.ScalarEvent():
                self._refuse_extras(event)
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._refuse_extras(event)
                self._open({}, event)
            case yaml.SequenceStartEvent():
                self._refuse_extras(event)
                self._open([], event)
            case yaml.CollectionEndEvent():
                self._close()
            case yaml.AliasEvent():
                what = Message("An alias (*{name}) stands for text that is elsewhere.", name=event.anchor)
                mend = Message("Write the text out; if it is an expression, put it in quotes.")
                if self._awaits_key():
                    self._stop("yaml-alias", what, event, mend)
                self._refuse("yaml-alias", what, event, mend)
                self._place("", event)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    what = Message("A second document begins here.")
                    mend = Message("Keep one ruleset in a file; take the line --- out.")
                    self._stop("yaml-documents", what, event, mend)

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1].container, dict) and self._stack[-1].key is None

    def _scalar(self, event: Any) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is not None and self._awaits_key():
            self._key(frame, event)
            return
        value = event.value.rstrip("\n") if event.style in ("|", ">") else event.value
        empty = not event.style and event.start_mark.index == event.end_mark.index
        if frame is not None and frame.flow and frame.key is not None and empty and self._odd_key(frame):
            frame.key = None
            return
        self._place(value, event)

    def _key(self, frame: _Frame, event: Any) -> None:
        self._count(event)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        frame.key, frame.key_mark = event.value, (line, column)
        frame.twice = event.value in frame.seen
        first = frame.seen.setdefault(event.value, line)
        if frame.twice:
            what = Message("The key {key} stands twice, first on line {line}.", key=event.value, line=first)
            self._refuse("key-twice", what, event, Message("Take one of the two out."), (*frame.path, event.value))

    def _odd_key(self, frame: _Frame) -> bool:
        """Whether a key without a value, between braces, is really the rest of something else."""
        key, last = frame.key or "", frame.last
        value = frame.container.get(last) if last is not None else None
        line, column = frame.key_mark
        if isinstance(value, str) and _open_brackets(value) > 0:
            frame.container[last] = f"{value}, {key}"
            mark = self.marks[*frame.path, str(last)]
            if _open_brackets(frame.container[last]) <= 0:
                self.problems.append(cut(mark.line, mark.column, frame.container[last]))
                self.broken.add((*frame.path, str(last)))
            return True
        name, colon, rest = key.replace("：", ":").partition(":")
        if colon and rest.strip():
            self.problems.append(colon_problem(line, column, key, f"{name.strip()}: {rest.strip()}"))
            self.broken.add(frame.path)
            return True
        return False

    def _place(self, value: Any, event: Any) -> None:
        """Puts a value where the next one belongs."""
        self._count(event)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        style = (isinstance(value, str), getattr(event, "style", None) or "")
        if not self._stack:
            self.top = value
            self.marks[()] = Mark(line, column, line, column, *style)
            return
        frame = self._stack[-1]
        if isinstance(frame.container, list):
            path: Path = (*frame.path, len(frame.container))
            frame.container.append(value)
            self.marks[path] = Mark(line, column, line, column, *style)
            return
        assert frame.key is not None
        path = (*frame.path, frame.key)
        if not frame.twice:
            frame.container[frame.key] = value
            self.marks[path] = Mark(line, column, *frame.key_mark, *style)
        frame.last, frame.key = frame.key, None

    def _open(self, container: Any, event: Any) -> None:
        frame = self._stack[-1] if self._stack else None
        if self._awaits_key():
            what = Message("A key is a list or a mapping.")
            mend = Message("Put the text in quotes if its braces or brackets belong to it.")
            self._stop("yaml-key", what, event, mend)
        if len(self._stack) >= DEEPEST:
            what = Message("More than {most} levels are nested.", most=DEEPEST)
            self._stop("yaml-deep", what, event, Message("Close the brackets, or write it with fewer levels."))
        path: Path = ()
        if frame is not None:
            path = (*frame.path, len(frame.container) if frame.key is None else frame.key)
        self._place(container, event)
        self._stack.append(_Frame(container, path, bool(event.flow_style)))

    def _close(self) -> None:
        frame = self._stack.pop()
        if not (frame.flow and isinstance(frame.container, list)):
            return
        items = frame.container
        if any(isinstance(item, str) and _open_brackets(item) > 0 for item in items[:-1]):
            joined = ", ".join(str(item) for item in items)
            if _open_brackets(joined) == 0:
                mark = self.marks[*frame.path, 0]
                self.problems.append(cut(mark.line, mark.column, joined))
                self.broken.add(frame.path)

    def _refuse_extras(self, event: Any) -> None:
        mend = Message("Take it out; if it belongs to the text, put the text in quotes.")
        if event.anchor is not None:
            self._refuse("yaml-alias", Message("An anchor (&{name}) stands here.", name=event.anchor), event, mend)
        if event.tag is not None:
            self._refuse("yaml-tag", Message("A tag ({tag}) stands here.", tag=event.tag), event, mend)

    def _count(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            what = Message("The file has more than {most} keys and values.", most=MOST_NODES)
            self._stop("yaml-nodes", what, event, Message("Records of units belong in a data file."))

    def _refuse(self, code: str, what: Message, event: Any, mend: Message, path: Path | None = None) -> None:
        place = Place(line=event.start_mark.line + 1, column=event.start_mark.column + 1)
        self.problems.append(Problem(code, what, place, mend=mend))
        if path is None and self._stack:
            frame = self._stack[-1]
            path = frame.path if frame.key is None else (*frame.path, frame.key)
        self.broken.add(path or ())

    def _stop(self, code: str, what: Message, event: Any, mend: Message) -> None:
        self._refuse(code, what, event, mend)
        raise _Stop


def _open_brackets(text: str) -> int:
    return text.count("(") - text.count(")")


def cut(line: int, column: int, whole: str) -> Problem:
    """YAML took the comma of an expression for its own."""
    mend = Message("Put the expression in quotes: {text}", text=f'"{whole}"' if '"' not in whole else f"'{whole}'")
    what = Message("Between braces or brackets the comma cuts the expression in two.")
    return Problem("yaml-cut", what, Place(line=line, column=column), whole, mend=mend)


def colon_problem(line: int, column: int, found: str, mended: str) -> Problem:
    """A key and its value are not set apart."""
    expected = Message("a half-width colon and a space between key and value")
    what = Message("The key and its value run together.")
    place = Place(line=line, column=column)
    return Problem("yaml-colon", what, place, found, expected, Message("Write {text}", text=mended))
