"""Which documents a result calls for: for each kind one, or one for each unit, effect, department or objection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from notices.facts.departments import department_facts
from notices.kinds import About, Call, Kind

if TYPE_CHECKING:
    from notices.objections import Objection
    from notices.reading import Result

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Subject:
    """What one document is about.

    Attributes:
        name: By which its file is known among those of its kind; nothing where there is only one.
        facts: What its template sees of it.
    """

    name: str | None
    facts: Facts


def subjects(
    kind: Kind, result: Result, units: Sequence[Facts], objections: Sequence[Objection] = ()
) -> Iterator[Subject]:
    """What the documents of a kind are about; nothing where the result calls for none.

    Args:
        kind: The kind.
        result: The result.
        units: The units as templates see them.
        objections: What units objected.
    """
    match kind.about:
        case About.RESULT:
            concerned = [{**unit, "called": effects} for unit in units if (effects := _effects(kind, unit))]
            if concerned or _calls(kind, result, units):
                yield Subject(None, {"called": concerned})
        case About.UNIT:
            for unit in units:
                called = _effects(kind, unit)
                if called or not kind.effects:
                    yield Subject(unit["unit"], {"unit": unit, "called": called})
        case About.EFFECT:
            for unit in units:
                for effect in _effects(kind, unit):
                    yield Subject(f"{unit['unit']} {effect['party']}", {"unit": unit, "effect": effect})
        case About.DEPARTMENT:
            for department in result.departments:
                yield Subject(department.department, {"department": department_facts(department)})
        case About.OBJECTION:
            known = {unit["unit"]: unit for unit in units}
            for objection in objections:
                if kind.call is None or objection.outcome is not None:
                    facts = {"objection": objection.model_dump(), "unit": known[objection.unit]}
                    yield Subject(objection.unit, facts)


def _effects(kind: Kind, unit: Facts) -> list[Facts]:
    """The effects on a unit that call for a kind of notice."""
    return [effect for effect in unit["consequences"] if effect["effect"] in kind.effects]


def _calls(kind: Kind, result: Result, units: Sequence[Facts]) -> bool:
    """Whether the result as a whole calls for a kind."""
    match kind.call:
        case Call.PRIZES:
            return any(prize.awarded for prize in result.summary.prizes)
        case Call.CHANGES:
            gone = result.changes is not None and any(unit.after is None for unit in result.changes.units)
            return gone or any(unit["changed"] for unit in units)
    return not kind.conditional
