"""``result.json``: written canonically, and read back only if it is one of ours."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engine.message import Message
from engine.problem import Place, Problem, Problems
from workbooks.files import MEGABYTE, read_bytes

FORMAT = 1
"""The version of the format that this kaoping writes and reads."""

_MOST = 1024 * MEGABYTE
_PARTS: Mapping[str, type] = {
    "ruleset": dict,
    "period": str,
    "assumptions": list,
    "open_decisions": list,
    "decisions": list,
    "warnings": list,
    "problems": list,
    "not_scored": list,
    "summary": dict,
    "indicators": list,
    "units": list,
    "inputs": dict,
}
_UNIT = ("unit", "points", "total", "grade", "rank")
_RECORD = ("unit", "period", "grade", "total", "rank", "successor", "measures")


def result_json(result: Mapping[str, Any]) -> bytes:
    """A result as the bytes of ``result.json``: the same result gives the same bytes.

    Example:
        >>> print(result_json({"kaoping": 1, "period": "2016"}).decode(), end="")
        {
          "kaoping": 1,
          "period": "2016"
        }
    """
    return (json.dumps(result, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def read_result(path: Path) -> dict[str, Any]:
    """The object in a ``result.json``.

    Raises:
        Problems: the file cannot be read, is no result of kaoping, or has a format unknown to this version.
    """
    return parse_result(read_bytes(path, _MOST), str(path))


def parse_result(content: bytes, file: str) -> dict[str, Any]:
    """The object in the bytes of a ``result.json``.

    Raises:
        Problems: they are no result of kaoping, or in a format that this version does not know.
    """
    place = Place(file=file)
    try:
        result = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        here = Place(file=file, line=error.lineno, column=error.colno)
        raise Problems([_unreadable(here, error.msg)]) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, a number of thousands of digits, endless brackets
        raise Problems([_unreadable(place, error)]) from error
    if not isinstance(result, dict) or "kaoping" not in result:
        what = Message("The file is no result of kaoping.")
        raise Problems([Problem("result-foreign", what, place, mend=_GIVE_OURS)])
    if result["kaoping"] != FORMAT:
        what = Message("The result has a format that this version of kaoping does not know.")
        found, expected = str(result["kaoping"]), Message("format {number}", number=FORMAT)
        raise Problems([Problem("result-format", what, place, found, expected, Message("Update kaoping."))])
    if problems := list(_incomplete(result, file)):
        raise Problems(problems)
    return result


_GIVE_OURS = Message("Give the result.json that kaoping assess wrote.")


def _unreadable(place: Place, reason: object) -> Problem:
    what = Message("The file is no JSON, or was cut off or changed.")
    return Problem("result-unreadable", what, place, str(reason), mend=_GIVE_OURS)


def _incomplete(result: Mapping[str, Any], file: str) -> Iterator[Problem]:
    """The parts without which the result cannot be used."""
    for name, kind in _PARTS.items():
        if not isinstance(result.get(name), kind):
            yield _lacks(name, file)
            return
    for index, unit in enumerate(result["units"]):
        if not isinstance(unit, dict) or any(key not in unit for key in _UNIT):
            yield _lacks(f"units[{index}]", file)
            continue
        kinds = {"unit": str, "total": str, "grade": str, "rank": int | None}
        for key in (key for key, kind in kinds.items() if not isinstance(unit[key], kind)):
            yield _lacks(f"units[{index}].{key}", file)
    history = result["inputs"].get("history")
    if not isinstance(history, list):
        yield _lacks("inputs.history", file)
        return
    for index, record in enumerate(history):
        if (
            not isinstance(record, dict)
            or sorted(record) != sorted(_RECORD)
            or not isinstance(record["measures"], dict)
            or any(not (text is None or isinstance(text, str)) for key, text in record.items() if key != "measures")
        ):
            yield _lacks(f"inputs.history[{index}]", file)


def _lacks(path: str, file: str) -> Problem:
    what = Message("A part of the result is missing or not what it should be.")
    return Problem("result-incomplete", what, Place(file=file, path=path), mend=_GIVE_OURS)
