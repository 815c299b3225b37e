"""Problems as JSON values and rows as flat text, for the way from a child process to its caller."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from engine.message import Message
from engine.problem import Place, Problem, Severity


def as_plain(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """The problems as JSON values."""
    return [
        {
            "code": problem.code,
            "what": _plain(problem.what),
            "place": asdict(problem.place),
            "found": problem.found,
            "expected": _plain(problem.expected),
            "mend": _plain(problem.mend),
            "severity": problem.severity,
        }
        for problem in problems
    ]


def from_plain(plain: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """The problems that ``as_plain`` wrote.

    Example:
        >>> problem = Problem("cell-error", Message("at most {count} cells", count=3), Place(sheet="数据", cell="B2"))
        >>> from_plain(as_plain([problem])) == [problem]
        True
    """
    return [
        Problem(
            each["code"],
            _message(each["what"]),
            Place(**each["place"]),
            each["found"],
            _message(each["expected"]),
            _message(each["mend"]),
            Severity(each["severity"]),
        )
        for each in plain
    ]


SHEET_END, _ROW_END, _CELL_END = "\x1d", "\x1e", "\x1f"
"""ASCII's own separators, which no XML may hold."""


def joined_row(cells: Sequence[str]) -> str:
    """The cells of a row as one text, many times as fast as JSON; none may hold a control character."""
    return _CELL_END.join(cells)


def joined(rows: Iterable[str]) -> str:
    """The rows of a worksheet as one text.

    Example:
        >>> separated(joined([joined_row(["单位", "x"]), joined_row(["甲镇", "1"])]), [1, 3])
        [(1, ['单位', 'x']), (3, ['甲镇', '1'])]
    """
    return _ROW_END.join(rows)


def separated(text: str, numbers: Sequence[int]) -> list[tuple[int, list[str]]]:
    """The rows that ``joined`` joined, with their numbers."""
    if not numbers:
        return []
    return [(number, row.split(_CELL_END)) for number, row in zip(numbers, text.split(_ROW_END), strict=True)]


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return {"template": value.template, "values": {name: _plain(each) for name, each in value.values.items()}}
    return value if value is None or isinstance(value, int) else str(value)


def _message(plain: Any) -> Any:
    if isinstance(plain, Mapping):
        return Message.rebuilt(plain["template"], {name: _message(each) for name, each in plain["values"].items()})
    return plain
