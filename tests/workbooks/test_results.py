import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import workbooks
from engine.problem import Problem, Problems
from workbooks.results import parse_result


def problem(content: bytes) -> Problem:
    with pytest.raises(Problems) as raised:
        parse_result(content, "result.json")
    only = raised.value.problems[0]
    assert only.place.file == "result.json"
    return only


def test_round_trip(result: dict[str, Any], write: Callable[[str, bytes], Path]) -> None:
    content = workbooks.result_json(result)
    assert content.decode().startswith('{\n  "kaoping": 1,\n  "ruleset": {\n    "name": "样例县乡镇考核",')
    assert content.endswith(b"}\n")
    read = workbooks.read_result(write("result.json", content))
    assert read == result
    assert workbooks.result_json(read) == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "result-unreadable"),
        (b"\xff\xfe{", "result-unreadable"),
        (b"[" * 200_000, "result-unreadable"),
        (b'{"kaoping": ' + b"9" * 10_000 + b"}", "result-unreadable"),
        (b"[]", "result-foreign"),
        (b"{}", "result-foreign"),
        (b'{"kaoping": 2}', "result-format"),
        (b'{"kaoping": "1"}', "result-format"),
        (b'{"kaoping": 1}', "result-incomplete"),
    ],
)
def test_what_is_no_result(content: bytes, code: str) -> None:
    assert problem(content).code == code


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["units"], None),
        (["units", 0, "total"], 91.35),
        (["units", 0, "rank"], "1"),
        (["units", 1], "样例乙镇"),
        (["inputs", "history"], {}),
        (["inputs", "history", 0], {"unit": "样例甲镇"}),
    ],
)
def test_incomplete_results_name_the_part(result: dict[str, Any], path: list[Any], value: object) -> None:
    inner: Any = result
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    found = problem(json.dumps(result).encode())
    named = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
    assert (found.code, found.place.path) == ("result-incomplete", named)


def test_no_float_that_is_no_number_is_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        workbooks.result_json({"kaoping": float("nan")})
