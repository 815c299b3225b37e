"""What people decided about one unit alone, where the scheme left the choice to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Decided:
    """A recorded decision.

    Attributes:
        about: ``grades``, ``consequences``, ``formulas`` or ``history``.
        name: The grade, the rule, the formula or the period.
        party: Whom an effect that the rule only permits concerns.
        answer: What was decided.
        reason: Why; nothing where the reason speaks of other units.
        by: Who decided.
        on: The day.
    """

    about: str
    name: str
    party: str | None
    answer: str
    reason: str | None
    by: str | None
    on: str | None


def decided(decisions: Iterable[Mapping[str, Any]], unit: str, others: Iterable[str]) -> Iterator[Decided]:
    """The decisions about a unit; one that orders several units is not among them.

    Args:
        decisions: As in ``result.json``.
        unit: The unit.
        others: The names of the other units.

    Example:
        >>> grade = {
        ...     "question": "grades/好/样例甲镇",
        ...     "answer": "withhold",
        ...     "reason": "数据不实",
        ...     "by": "县委",
        ...     "on": None,
        ... }
        >>> [(each.about, each.name, each.reason) for each in decided([grade], "样例甲镇", ["样例乙镇"])]
        [('grades', '好', '数据不实')]
    """
    names = tuple(others)
    for decision in decisions:
        about, _, rest = decision["question"].partition("/")
        name, party = rest.removesuffix(f"/{unit}"), None
        if name == rest or about not in _ABOUT_ONE:
            continue
        if about == "consequences":
            name, party, _ = name.rsplit("/", 2)
        reason = decision["reason"]
        told = None if reason is None or any(other in reason for other in names) else reason
        yield Decided(about, name, party, decision["answer"], told, decision["by"], decision["on"])


_ABOUT_ONE = frozenset({"grades", "consequences", "formulas", "history"})
