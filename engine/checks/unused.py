"""What is declared, and never used."""

from collections.abc import Iterator

from engine.checks.sites import sites
from engine.expression import tree
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Ruleset

CODES = ("unused", "unused-measure")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Measures, attributes, parameters, formulas and tables that no rule reads."""
    used: set[str] = set()
    for site in sites(ruleset):
        used |= {node.name for node in tree.names(site.expression)}
        used |= {node.name for node in tree.members(site.expression) if node.family == "previous"}
    used |= {rule.by for rule in ruleset.parameters.values() if rule.by is not None}
    if ruleset.ranking.within is not None:
        used.add(ruleset.ranking.within)
    used |= {name.partition("·")[0] for name in used}
    for name in ruleset.measures:
        if name not in used:
            what = Message("The measure {name} is collected, but no rule uses it.", name=name)
            yield Problem("unused-measure", what, Place(path=f"measures.{name}"), name, severity=Severity.WARNING)
    tables = {rule.table for rule in ruleset.formulas.values()}
    for family, names, known in (
        ("attributes", ruleset.attributes, used),
        ("parameters", ruleset.parameters, used),
        ("formulas", ruleset.formulas, used),
        ("tables", ruleset.tables, tables),
    ):
        for name in names:
            if name not in known:
                what = Message("No rule uses {name}.", name=name)
                yield Problem("unused", what, Place(path=f"{family}.{name}"), name, severity=Severity.NOTE)
