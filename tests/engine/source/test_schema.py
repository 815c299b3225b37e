"""The JSON Schema accepts what the engine accepts, as editors see it: with scalars that YAML has typed."""

from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from engine.source.schema import json_schema

RULESETS = Path(__file__).parents[3] / "rulesets"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def typed(value: Any) -> Any:
    """JSON of what a plain YAML reader gives: dates as texts."""
    if isinstance(value, dict):
        return {str(key): typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def example() -> Any:
    return typed(yaml.safe_load((Path(__file__).parents[1] / "example.yaml").read_text("utf-8")))


def test_rulesets_are_valid(validator: jsonschema.Draft202012Validator) -> None:
    files = [*RULESETS.rglob("*.yaml"), Path(__file__).parents[1] / "example.yaml"]
    assert len(files) > 1
    for file in files:
        errors = list(validator.iter_errors(typed(yaml.safe_load(file.read_text("utf-8")))))
        assert [error.message for error in errors] == [], file.name


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("period",), "yearly"),
        (("scoring", "full_marks"), "hundred"),
        (("measures", "脱贫人口", "between"), [1]),
        (("ranking", "source"), []),
        (("indicators", 0, "indicators", 0, "mehod"), "completion"),
    ],
)
def test_what_the_engine_refuses_is_invalid(
    validator: jsonschema.Draft202012Validator, path: tuple[str | int, ...], value: Any
) -> None:
    ruleset = example()
    *above, last = path
    holder = ruleset
    for step in above:
        holder = holder[step]
    holder[last] = value
    assert not validator.is_valid(ruleset)
