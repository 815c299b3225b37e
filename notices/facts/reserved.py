"""What of a unit's explanation its own documents may say: nothing of other units, no rank that may not be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Lines = Sequence[dict[str, Any]]

_TELLS_RANK = "tie-by-clamping"
"""The warning that names a unit's rank."""


def reserved(explanation: Mapping[str, Lines], others: Sequence[str], *, show_ranks: bool) -> dict[str, Lines]:
    """The explanation without what does not concern the unit alone.

    A question or warning that names other units keeps its place, but loses its words (``how``); of a question's key
    its first part is left.

    Args:
        explanation: The lines by section.
        others: The names of the other units.
        show_ranks: Whether the unit may know its rank.

    Example:
        >>> tie = {"name": "prizes/一等奖/甲镇+乙镇", "how": "甲镇、乙镇并列：先后次序如何确定？"}
        >>> told = {"questions": [tie], "warnings": [], "standing": [{"name": "等次"}, {"name": "名次"}]}
        >>> reserved(told, ["乙镇"], show_ranks=False)
        {'questions': [{'name': 'prizes', 'how': None}], 'warnings': [], 'standing': [{'name': '等次'}]}
    """
    questions = [{**line, "name": line["name"].partition("/")[0]} for line in explanation["questions"]]
    warnings = [line for line in explanation["warnings"] if show_ranks or line["name"] != _TELLS_RANK]
    return {
        **explanation,
        "questions": [_own(line, others) for line in questions],
        "warnings": [_own(line, others) for line in warnings],
        "standing": explanation["standing"][: 2 if show_ranks else 1],
    }


def _own(line: dict[str, Any], others: Sequence[str]) -> dict[str, Any]:
    told = line["how"]
    return {**line, "how": None} if told and any(other in told for other in others) else line
