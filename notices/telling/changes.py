"""What differs from the result that is replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.comparison import Missing, Outcome, Part, compare
from engine.differences import Kind
from engine.history import is_number
from engine.message import Message
from engine.phrases import correction
from engine.problem import Problem, Problems
from engine.result import proof

if TYPE_CHECKING:
    from decimal import Decimal

    from engine.comparison import Change, UnitComparison
    from engine.differences import Difference
    from engine.result import Render
    from engine.ruleset import Measure

SCORED = "scored"
"""What became of a unit that has a result; one without is ``not scored`` or ``absent``."""


def changes(
    former: Mapping[str, Any], result: Mapping[str, Any], measures: Mapping[str, Measure], render: Render
) -> dict[str, Any]:
    """What became of the units that are not what they were, and by which digest the former result is known.

    Args:
        former: The result that is replaced, as in ``result.json``.
        result: The one that replaces it.
        measures: The measures of the ruleset, for the units in which they are reported.
        render: Makes a sentence of a message.

    Raises:
        Problems: they are results of different schemes or periods.
    """
    comparison = compare(former, result)
    theirs, ours = former["period"], result["period"]
    if theirs != ours:
        what = Message("The result that is replaced is one of {theirs}, this one of {ours}.", theirs=theirs, ours=ours)
        mend = Message("Give the former result of the same period.")
        raise Problems([Problem("correction-of-another-period", what, found=theirs, mend=mend)])
    return {
        "digest": proof(former),
        "ruleset_version": former["ruleset"]["version"],
        "reasons": list(dict.fromkeys(each.kind.value for each in comparison.deciding)),
        "units": [_changed(unit, measures, render) for unit in comparison.changed],
    }


def _changed(unit: UnitComparison, measures: Mapping[str, Measure], render: Render) -> dict[str, Any]:
    lost, won = unit.awards
    gone, come = _effects(unit)
    return {
        "unit": unit.unit,
        "was": _state(unit.before),
        "now": _state(unit.after),
        "before": _outcome(unit.before),
        "after": _outcome(unit.after),
        "points": [_points(change, render) for change in unit.changes],
        "amounts": list(_amounts(unit.before, unit.after)),
        "lost": {"awards": list(lost), "effects": gone},
        "won": {"awards": list(won), "effects": come},
        "reasons": list(_reasons(unit.own, measures)),
        "others": list(unit.others),
    }


def _state(outcome: Outcome | Missing) -> str:
    return outcome.value if isinstance(outcome, Missing) else SCORED


def _outcome(outcome: Outcome | Missing) -> dict[str, Any] | None:
    if isinstance(outcome, Missing):
        return None
    return {
        "total": f"{outcome.total:f}",
        "grade": outcome.grade,
        "rank": outcome.rank,
        "withdrawn": outcome.withdrawn,
        "vetoes": list(outcome.vetoes),
    }


def _points(change: Change, render: Render) -> dict[str, Any]:
    name = render(correction(change.name)) if change.part is Part.CORRECTIONS else change.name
    return {"name": name, "before": change.before, "after": change.after}


def _prizes(outcome: Outcome | Missing) -> Mapping[str, Decimal]:
    return {} if isinstance(outcome, Missing) else outcome.prizes


def _amounts(before: Outcome | Missing, after: Outcome | Missing) -> Iterator[dict[str, str]]:
    """The prizes that a unit keeps, but of another amount."""
    old, new = _prizes(before), _prizes(after)
    for name in new:
        if name in old and old[name] != new[name]:
            yield {"name": name, "before": f"{old[name]:f}", "after": f"{new[name]:f}"}


def _effects(unit: UnitComparison) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The effects that a unit has no longer, and those that it has now, as in ``result.json``."""
    old, new = (() if isinstance(side, Missing) else side.effects for side in (unit.before, unit.after))
    return [each for each in old if each not in new], [each for each in new if each not in old]


def _reasons(own: Sequence[Difference], measures: Mapping[str, Measure]) -> Iterator[dict[str, Any]]:
    """What differs in a unit's own data, each once.

    Values are told of cells alone: records may be many, the history holds ranks, and questions name other units.
    """
    told = dict[tuple[Any, ...], None]()
    for each in own:
        match each.kind:
            case Kind.CELL:
                measure = measures.get(each.name)
                sides = [_with_unit(value, measure) for value in (each.before, each.after)]
                told[each.kind.value, each.name, *sides] = None
            case Kind.DECISION:
                told[each.kind.value, None, None, None] = None
            case _:
                told[each.kind.value, each.name, None, None] = None
    for kind, name, before, after in told:
        yield {"kind": kind, "name": name, "before": before, "after": after}


def _with_unit(value: str | None, measure: Measure | None) -> str | None:
    """A number with its unit of measure, any other text as it is."""
    return value if value is None or measure is None or not is_number(value) else value + measure.unit
