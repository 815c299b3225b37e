"""`not_applicable` and `may_not_apply` go together."""

from collections.abc import Iterator
from typing import Any

from engine.checks.sites import indicators, sites
from engine.expression import tree
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Group, Ruleset
from engine.ruleset.vocabulary import in_entries

CODES = ("not-applicable-idle", "not-applicable-undeclared")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Indicators that say what happens where a measure does not apply, though all do; and the reverse."""
    may_not = may_not_apply(ruleset)
    names: dict[int, set[str]] = {}
    for site in sites(ruleset):
        if not site.attributes:
            names.setdefault(id(site.rule), set()).update(node.name for node in tree.names(site.expression))
    limited = set(_limited(ruleset.indicators))
    for address, rule in indicators(ruleset):
        involved = sorted(names.get(id(rule), set()) & may_not)
        declared = "not_applicable" in rule.model_fields_set
        place = Place(path=f"{address}.not_applicable" if declared else address)
        if declared and not involved:
            what = Message("All that the indicator measures always applies.")
            mend = Message("Say may_not_apply: true at the measure, or take not_applicable out.")
            yield Problem("not-applicable-idle", what, place, mend=mend, severity=Severity.WARNING)
        elif involved and not declared and address not in limited:
            what = Message("{names} may not apply; a unit for which it does not is not scored.", names=involved)
            mend = Message("Say not_applicable: error if that is meant, or what the unit earns.")
            yield Problem("not-applicable-undeclared", what, place, mend=mend, severity=Severity.NOTE)


def _limited(entries: tuple[Any, ...]) -> Iterator[str]:
    """Indicators that some classes of units do not have: there a measure may not apply just because of that."""
    for entry in entries:
        inner = entry.indicators if isinstance(entry, Group) else (entry,)
        if entry.only is not None:
            yield from (f"indicators.{rule.name}" for rule in in_entries(inner))
        elif isinstance(entry, Group):
            yield from _limited(inner)


def may_not_apply(ruleset: Ruleset) -> set[str]:
    """Measures that may not apply, formulas over them, and formulas for which 不适用 may be decided."""
    found = {name for name, measure in ruleset.measures.items() if measure.may_not_apply}
    found |= {name for name, rule in ruleset.formulas.items() if rule.kind != "value" and rule.fewest > 0}
    grown = True
    while grown:
        more = {
            name
            for name, rule in ruleset.formulas.items()
            if rule.value is not None and name not in found and {node.name for node in tree.names(rule.value)} & found
        }
        found, grown = found | more, bool(more)
    return found
