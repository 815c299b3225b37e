"""Every expression: names, kinds, stages, quotients, and what conditions on attributes alone may name."""

from collections.abc import Iterator

from engine.checks.sites import Site, indicators, sites
from engine.expression import Expression, tree
from engine.expression.kinds import Fault, Kind, Names, examine
from engine.expression.percent import PERCENT_UNCLEAR, PLAIN_NUMBER, unclear_percent
from engine.message import Message
from engine.problem import Place, Problem
from engine.ruleset import Ruleset
from engine.ruleset.vocabulary import names_of, record_names

CODES = (
    "count",
    "division-by-zero",
    "kind",
    "name-unknown",
    "only-attributes",
    "per-formula",
    "percent-unclear",
    "quotient",
    "stage",
    "text-unknown",
)


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Everything in expressions that cannot stand."""
    names = names_of(ruleset)
    for site in sites(ruleset):
        if site.table is not None and site.table not in ruleset.tables:
            continue  # the formula's table is unknown, which is said there
        known = names if site.table is None else record_names(ruleset, site.table)
        faults = examine(site.expression, known, site.until, site.kind, quotient=site.quotient)[1]
        faults += _per(site, ruleset)
        if site.attributes and not faults:
            faults += _only(site, ruleset, names)
        for fault in faults:
            yield _problem(site, fault)
    yield from _operands(ruleset, names)
    yield from _formulas(ruleset)


def _operands(ruleset: Ruleset, names: Names) -> Iterator[Problem]:
    """A percentage among the operands of a method of which it cannot be told what it means."""
    for address, rule in indicators(ruleset):
        operands = {name: each for name, each in rule.arguments.items() if isinstance(each, Expression)}
        alone = [name for name, each in operands.items() if not tree.names(each) and not tree.members(each)]
        literal = unclear_percent(tuple(operands.values()), names.unit)
        if literal is not None and alone:
            what = PERCENT_UNCLEAR.filled(text=str(literal))
            yield Problem(
                "percent-unclear", what, Place(path=f"{address}.{alone[0]}"), str(literal), None, PLAIN_NUMBER
            )


def _formulas(ruleset: Ruleset) -> Iterator[Problem]:
    """A percentage in a formula that is itself in percent."""
    for name, rule in ruleset.formulas.items():
        if rule.unit != "%" or rule.value is None:
            continue
        for node in rule.value.walk():
            if isinstance(node, tree.Number) and node.percent:
                what = PERCENT_UNCLEAR.filled(text=str(node))
                yield Problem(
                    "percent-unclear", what, Place(path=f"formulas.{name}.value"), str(node), None, PLAIN_NUMBER
                )


def _problem(site: Site, fault: Fault) -> Problem:
    place = Place(path=site.address, column=fault.at + 1)
    return Problem(fault.code, fault.what, place, fault.found, fault.expected, fault.mend)


def _per(site: Site, ruleset: Ruleset) -> Iterator[Fault]:
    """Formulas with a value per value of a column, named outside a rule that is repeated for the column."""
    for node in tree.names(site.expression):
        rule = ruleset.formulas.get(node.name)
        if rule is not None and rule.per is not None and rule.per != site.for_each:
            what = Message(
                "The formula {name} has one value for each value of {column}.", name=node.name, column=rule.per
            )
            mend = Message("Add for_each: {column} to the rule.", column=rule.per)
            if not hasattr(site.rule, "for_each"):
                mend = Message("Name one of them, for example {name}.", name=f"`{node.name}·…`")
            yield Fault("per-formula", what, node.at, node.name, mend=mend)


def _only(site: Site, ruleset: Ruleset, names: Names) -> Iterator[Fault]:
    """What decides whether an indicator exists for a unit may not change with the data."""
    for node in site.expression.walk():
        if isinstance(node, tree.Member | tree.Count):
            at, allowed = getattr(node, "at", 0), False
        elif isinstance(node, tree.Name):
            kind = names.plain[node.name].value.kind
            at, allowed = node.at, node.name in ruleset.attributes and kind in (Kind.TEXT, Kind.CONDITION)
        else:
            continue
        if not allowed:
            what = Message("{name} cannot decide who has an indicator.", name=str(node))
            expected = Message("attributes with one_of, or of the type yes_no")
            yield Fault("only-attributes", what, at, str(node), expected)
