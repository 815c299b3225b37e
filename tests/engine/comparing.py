"""Results as JSON gives them, to be compared, and what a comparison says of each unit."""

import json
from typing import Any

from building import county, run, scheme

from engine.comparison import Comparison, UnitComparison
from engine.data import Data
from engine.result import as_plain


def plain(ruleset: Any, data: Data, **more: Any) -> dict[str, Any]:
    """A result as JSON gives it."""
    found: dict[str, Any] = json.loads(json.dumps(as_plain(run(ruleset, data, **more))))
    return found


def by_name(comparison: Comparison) -> dict[str, UnitComparison]:
    return {unit.unit: unit for unit in comparison.units}


def why(comparison: Comparison) -> dict[str, list[str]]:
    """The reasons of each unit that changed."""
    return {unit.unit: list(map(str, comparison.reasons(unit))) for unit in comparison.changed}


def cells(text: str, **more: Any) -> dict[str, Any]:
    return plain(scheme(), county(分=text), **more)
