"""A result that says what the oracle says has no differences, and one that is changed anywhere has."""

from copy import deepcopy
from typing import Any

import pytest
from oracle.against import differences
from oracle.generate import county


def as_result(said: dict[str, Any]) -> dict[str, Any]:
    """What the oracle says, in the shape of result.json."""
    return {
        "provisional": said["provisional"],
        "final": not said["provisional"] and not said["open"],
        "not_scored": [{"unit": unit} for unit in said["not_scored"]],
        "open_decisions": [{"question": question} for question in said["open"]],
        "warnings": [{"code": code, "unit": unit} for code, unit in said["warnings"]],
        "units": [{"unit": name, **deepcopy(unit)} for name, unit in said["units"].items()],
    }


@pytest.mark.parametrize("seed", range(20))
def test_the_oracle_agrees_with_itself(seed: int) -> None:
    said = county(seed).judge()
    assert differences(said, as_result(said)) == []


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("points", {}),
        ("corrections", {"scoring.excluded": "0.01"}),
        ("total", "1000.01"),
        ("grade", "无"),
        ("rank", 99),
        ("withdrawn", None),
        ("vetoes", ["无"]),
        ("prizes", [{"name": "无", "amount": "1"}]),
        ("quotas", ["无"]),
        ("consequences", [{"rule": "无"}]),
        ("replaced", [{"rule": "无", "by": []}]),
        ("targets", [{"name": "无", "state": "met"}]),
        ("formulas", {"无": "1"}),
    ],
)
def test_a_change_is_found(part: str, value: Any) -> None:
    said = county(3).judge()
    result = as_result(said)
    result["units"][0][part] = value
    assert len(differences(said, result)) == 1


@pytest.mark.parametrize("part", ["not_scored", "open_decisions", "warnings"])
def test_a_change_of_the_whole_is_found(part: str) -> None:
    said = county(3).judge()
    result = as_result(said)
    result[part].append({"unit": "无", "question": "无", "code": "history-missing"})
    assert len(differences(said, result)) == 1
