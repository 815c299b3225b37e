"""The JSON Schema of rulesets, for editors that complete and check YAML while it is written."""

from typing import Any

from engine.ruleset import Ruleset


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a ruleset as editors read it, its scalars typed as numbers, dates and texts.

    Example:
        >>> "indicators" in json_schema()["required"]
        True
    """
    schema = Ruleset.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
