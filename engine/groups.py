"""The groups within which the units of a result are ranked apart, read off its inputs."""

from collections.abc import Mapping
from typing import Any

from engine.data import UNIT
from engine.source.document import read


def ranking_groups(result: Mapping[str, Any]) -> dict[str, str]:
    """The group of each unit of the data; none where the scheme ranks all units together.

    Args:
        result: The object of ``result.json``.

    Example:
        >>> inputs = {"ruleset": "ranking: {within: 类}", "data": {"units": {"unit": ["甲", "乙"], "类": ["山", "川"]}}}
        >>> ranking_groups({"inputs": inputs})
        {'甲': '山', '乙': '川'}
    """
    scheme, columns = read(result["inputs"]["ruleset"]).data, result["inputs"]["data"]["units"]
    within = scheme.get("ranking", {}).get("within")
    if within is None:
        return {}
    blank = scheme.get("attributes", {}).get(within, {}).get("missing", "")
    units = [unit.strip() for unit in columns[UNIT]]
    cells = [cell.strip() or blank for cell in columns.get(within, [""] * len(units))]
    return dict(zip(units, cells, strict=True))
