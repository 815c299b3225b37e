"""Names: each once among its kind, none that the language keeps for itself, all of them writable in expressions."""

from collections import Counter
from collections.abc import Iterable, Iterator

from engine.checks.sites import entries
from engine.data import UNIT
from engine.expression.tree import RESULTS
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Choice, Group, Ruleset
from engine.ruleset.vocabulary import repeated_names, values_per

CODES = ("name-twice", "name-reserved", "name-separator", "name-unwritable", "name-shadowed", "text-twice")

_FAMILIES = ("attributes", "measures", "formulas", "parameters")
_HEADERS = (UNIT, "单位")
"""What stands above the column of units, so above no other one."""


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Names that are taken, reserved or cannot be written."""
    yield from _namespace(ruleset)
    lists: dict[str, list[tuple[str, str | None]]] = {
        "indicators": [(entry.name, entry.for_each) for _, entry in entries(ruleset) if not isinstance(entry, Group)],
        "groups": [(entry.group, None) for _, entry in entries(ruleset) if isinstance(entry, Group)],
        "adjustments": [(rule.name, rule.for_each) for rule in ruleset.adjustments],
        "consequences": [(rule.name, rule.for_each) for rule in ruleset.consequences],
        "prizes": [(rule.name, None) for rule in ruleset.prizes],
        "quotas": [(rule.name, None) for rule in ruleset.quotas],
        "targets": [(rule.name, None) for rule in ruleset.targets],
        "conventions": [(rule.name, None) for rule in ruleset.conventions],
    }
    for family, named in lists.items():
        yield from _once(ruleset, family, named)
    yield from _writable(ruleset)
    yield from _separable(ruleset)
    yield from _shadowed(ruleset)
    yield from _texts(ruleset)


def _namespace(ruleset: Ruleset) -> Iterator[Problem]:
    """The common namespace of attributes, measures, formulas and parameters."""
    taken: dict[str, str] = {}
    for family in _FAMILIES:
        for name in getattr(ruleset, family):
            place = Place(path=f"{family}.{name}")
            if name in (*RESULTS, *_HEADERS):
                what = Message("The language keeps the name {name} for itself.", name=name)
                yield Problem("name-reserved", what, place, name, mend=Message("Choose another name."))
            elif name in taken:
                yield _twice(name, taken[name], place)
            taken.setdefault(name, f"{family}.{name}")
    for name, rule in ruleset.formulas.items():
        for value in values_per(ruleset, rule):
            if f"{name}·{value}" in taken:
                yield _twice(f"{name}·{value}", taken[f"{name}·{value}"], Place(path=f"formulas.{name}"))


def _twice(name: str, first: str, place: Place) -> Problem:
    what = Message("The name {name} is taken already, by {first}.", name=name, first=first)
    return Problem("name-twice", what, place, name, mend=Message("Choose another name."))


def _once(ruleset: Ruleset, family: str, named: Iterable[tuple[str, str | None]]) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    taken: dict[str, str] = {}
    for name, for_each in named:
        seen[name] += 1
        address = f"{family}.{name}" if seen[name] == 1 else f"{family}.{name}#{seen[name]}"
        for full in {name, *repeated_names(ruleset, name, for_each)}:
            if full in taken:
                yield _twice(full, taken[full], Place(path=address))
                break
        for full in {name, *repeated_names(ruleset, name, for_each)}:
            taken.setdefault(full, address)


def _writable(ruleset: Ruleset) -> Iterator[Problem]:
    """A name with a backquote or on several lines cannot be written in an expression."""
    addresses = [f"{family}.{name}" for family in _FAMILIES for name in getattr(ruleset, family)]
    addresses += [f"indicators.{entry.name}" for _, entry in entries(ruleset) if not isinstance(entry, Group)]
    addresses += [f"{family}.{rule.name}" for family in ("prizes", "quotas") for rule in getattr(ruleset, family)]
    for address in addresses:
        name = address.partition(".")[2]
        if "`" in name or name.splitlines() != [name] or name != name.strip():
            what = Message("No expression can name {name}.", name=repr(name))
            mend = Message("Use no backquotes, line breaks or spaces at the ends.")
            yield Problem("name-unwritable", what, Place(path=address), name, mend=mend)


def _separable(ruleset: Ruleset) -> Iterator[Problem]:
    """A name with a slash or a plus sign: questions to be decided are keyed by names that these signs part."""
    addresses = [f"{family}.{name}" for family in ("formulas", "parties") for name in getattr(ruleset, family)]
    addresses += [f"indicators.{entry.name}" for _, entry in entries(ruleset) if not isinstance(entry, Group)]
    addresses += [f"grades.{rule.grade}" for rule in ruleset.grades]
    for family in ("prizes", "quotas", "consequences"):
        addresses += [f"{family}.{rule.name}" for rule in getattr(ruleset, family)]
    for address in addresses:
        yield from _separator(address, address.partition(".")[2])
    per = {(rule.table or "", rule.per) for rule in ruleset.formulas.values() if rule.per is not None}
    for table, rule in ruleset.tables.items():
        for name, column in rule.columns.items():
            if isinstance(column, Choice) and (table, name) in per:
                for number, text in enumerate(column.one_of, 1):
                    yield from _separator(f"tables.{table}.columns.{name}.one_of.{number}", text)


def _separator(address: str, name: str) -> Iterator[Problem]:
    if "/" in name or "+" in name:
        what = Message("The signs / and + part the names in the questions that are decided.")
        mend = Message("Write the name without them, for example with 、 or 和.")
        yield Problem("name-separator", what, Place(path=address), name, mend=mend)


def _shadowed(ruleset: Ruleset) -> Iterator[Problem]:
    """Inside conditions on records a column hides the unit's value of the same name."""
    names = ruleset.names()
    for table, rule in ruleset.tables.items():
        for column in rule.columns:
            place = Place(path=f"tables.{table}.columns.{column}")
            if column in _HEADERS:
                what = Message("The language keeps the name {name} for itself.", name=column)
                yield Problem("name-reserved", what, place, column, mend=Message("Choose another name."))
            elif column in names:
                what = Message(
                    "In conditions on records the column {name} hides {other}.", name=column, other=names[column]
                )
                yield Problem("name-shadowed", what, place, column, severity=Severity.WARNING)


def _texts(ruleset: Ruleset) -> Iterator[Problem]:
    """The same text twice among the possible ones."""
    columns = {f"attributes.{name}": column for name, column in ruleset.attributes.items()}
    for table, rule in ruleset.tables.items():
        columns |= {f"tables.{table}.columns.{name}": column for name, column in rule.columns.items()}
    for address, column in columns.items():
        if not isinstance(column, Choice):
            continue
        seen: set[str] = set()
        for number, text in enumerate(column.one_of, 1):
            if text in seen:
                what = Message("The text {text} stands twice.", text=text)
                yield Problem("text-twice", what, Place(path=f"{address}.one_of.{number}"), text)
            seen.add(text)
