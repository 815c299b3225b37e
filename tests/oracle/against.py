"""Holds a result (the object of result.json) against what the oracle says, and tells every difference.

Numbers are compared as numbers; that points and adjustments also have their declared decimals is compared as text. What
meaning does not decide (wording, sources of effects, digests) is left out, and so is what is null on one side only by
being absent on the other.
"""

from fractions import Fraction
from typing import Any

from oracle.rounding import NUMBER

Json = dict[str, Any]

CODES = {"history-missing", "unknown-condition", "adjustment-not-made", "total-rounding-decided-grade"}
AS_TEXT = ("points", "adjustments")
AS_NUMBERS = ("corrections", "formulas")
PLAIN = ("grade", "rank", "withdrawn", "vetoes", "quotas")


def differences(said: Json, result: Json) -> list[str]:
    """Every difference between what ``judge`` said and a result; none if they agree."""
    found: list[str] = []

    def hold(what: str, oracle: Any, other: Any) -> None:
        if oracle != other:
            found.append(f"{what}: oracle {oracle!r}, result {other!r}")

    hold("provisional", said["provisional"], result["provisional"])
    hold("final", not said["provisional"] and not said["open"], result["final"])
    hold("not scored", said["not_scored"], {one["unit"] for one in result["not_scored"]})
    hold("open", said["open"], {one["question"] for one in result["open_decisions"]})
    warned = {(one["code"], one["unit"]) for one in result["warnings"] if one["code"] in CODES}
    hold("warnings", said["warnings"], warned)
    units = {one["unit"]: one for one in result["units"]}
    hold("units", set(said["units"]), set(units))
    for name in said["units"].keys() & units.keys():
        for part, oracle, other in pairs_of(said["units"][name], units[name]):
            hold(f"{name}: {part}", oracle, other)
    return found


def pairs_of(said: Json, other: Json) -> list[tuple[str, Any, Any]]:
    """What is compared of one unit: a name, what the oracle says, what the result says."""
    found = [(part, said[part], other.get(part)) for part in (*PLAIN, *AS_TEXT)]
    found += [(part, numbers(said[part]), numbers(other.get(part) or {})) for part in AS_NUMBERS]
    found.append(("total", Fraction(said["total"]), Fraction(other["total"])))
    found.append(("prizes", [numbers(one) for one in said["prizes"]], [numbers(one) for one in other["prizes"]]))
    for part in ("consequences", "replaced", "targets"):
        found.append((part, plain(said[part]), plain(other[part])))
    return found


def numbers(mapping: Json) -> Json:
    """A mapping with its numbers as numbers, and without what is null."""
    return {
        name: Fraction(value) if isinstance(value, str) and NUMBER.fullmatch(value) else value
        for name, value in mapping.items()
        if value is not None
    }


def plain(members: list[Json]) -> list[Json]:
    """Effects, replaced rules or targets without what meaning does not decide; a gap only where it is due."""
    found = []
    for member in members:
        kept = {name: value for name, value in member.items() if name not in ("source", "note", "may")}
        if kept.get("state") in ("met", "not_due", "unknown"):
            kept.pop("gap", None)
        found.append(numbers({name: shown(value) for name, value in kept.items()}))
    return found


def shown(value: Any) -> Any:
    """A whole number as text: a result may give ``months`` or ``count`` as either."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
