"""`for_each` names the `per` column of a formula that the rule uses."""

from collections.abc import Iterator

from engine.checks.sites import rules, sites
from engine.expression import tree
from engine.message import Message
from engine.problem import Place, Problem, did_you_mean
from engine.ruleset import Ruleset
from engine.ruleset.vocabulary import values_per

CODES = ("for-each-unknown", "for-each-unused", "for-each-values")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Repetitions over nothing, or over lists that differ."""
    named: dict[int, set[str]] = {}
    for site in sites(ruleset):
        named.setdefault(id(site.rule), set()).update(node.name for node in tree.names(site.expression))
    columns = {rule.per for rule in ruleset.formulas.values() if rule.per is not None}
    for address, rule in rules(ruleset):
        column = getattr(rule, "for_each", None)
        if column is None:
            continue
        place = Place(path=f"{address}.for_each")
        if column not in columns:
            what = Message("No formula is made per {column}.", column=column)
            yield Problem("for-each-unknown", what, place, column, mend=did_you_mean(column, columns))
            continue
        formulas = [name for name, formula in ruleset.formulas.items() if formula.per == column]
        if not named.get(id(rule), set()) & set(formulas):
            what = Message("The rule is repeated for {column}, but names no formula made per it.", column=column)
            expected = Message("one of {names}", names=tuple(formulas))
            yield Problem("for-each-unused", what, place, column, expected)
    for column in sorted(columns):
        yield from _same_values(ruleset, column)


def _same_values(ruleset: Ruleset, column: str) -> Iterator[Problem]:
    """All columns of one name that formulas are made per have the same texts."""
    first: tuple[str, tuple[str, ...]] | None = None
    for name, rule in ruleset.formulas.items():
        if rule.per != column:
            continue
        values = values_per(ruleset, rule)
        if first is None:
            first = name, values
        elif values and first[1] and values != first[1]:
            what = Message("The column {column} has other texts here than for {name}.", column=column, name=first[0])
            yield Problem("for-each-values", what, Place(path=f"formulas.{name}.per"), ", ".join(values))
