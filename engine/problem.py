"""What is wrong, where, what was found, what was expected, and how to mend it; always all problems at once."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from engine.message import Message


class Severity(StrEnum):
    """How far a problem reaches: an error stops the work, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Place:
    """Where a problem sits: in a ruleset (line, column, path), in a table (sheet, cell), or at a unit."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    sheet: str | None = None
    cell: str | None = None
    unit: str | None = None
    measure: str | None = None

    def __str__(self) -> str:
        """The place as a programmer writes it: ``file:line:column``, ``file[sheet]!cell``, then path, unit, measure."""
        spot = self.file or ""
        if self.line is not None:
            spot += f":{self.line}" if self.column is None else f":{self.line}:{self.column}"
        if self.sheet is not None:
            spot += f"[{self.sheet}]"
        if self.cell is not None:
            spot += f"!{self.cell}"
        parts = [spot.lstrip(":!"), self.path, self.unit, self.measure]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Problem:
    """One finding; ``code`` is stable and never translated."""

    code: str
    what: Message
    place: Place = field(default_factory=Place)
    found: str | None = None
    expected: Message | None = None
    mend: Message | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        text = f"{self.place}: {self.what}" if str(self.place) else str(self.what)
        if self.found is not None:
            text += f"; found: {self.found}"
        if self.expected is not None:
            text += f"; expected: {self.expected}"
        return text if self.mend is None else f"{text}; {self.mend}"


class Problems(Exception):
    """Work that could not be done, with every reason that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["Problems"], tuple[Sequence[Problem]]]:
        """From one process to another as what was found, whatever kind of error it was."""
        return Problems, (self.problems,)


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name most like ``name``, or None if none is near.

    Example:
        >>> nearest("脱贫人囗", ["脱贫人口", "返贫率"])
        '脱贫人口'
    """
    matches = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return matches[0] if matches else None


def did_you_mean(name: str, names: Iterable[str]) -> Message | None:
    """The mending sentence that goes with an unknown name."""
    near = nearest(name, names)
    return None if near is None else Message("Did you mean {name}?", name=near)
