"""How much a ruleset may hold, so that every check and every run ends soon; and no more places than units."""

from collections import Counter
from collections.abc import Iterable, Iterator

from engine.checks.sites import indicators
from engine.message import Message
from engine.problem import Place, Problem
from engine.ruleset import Choice, Ruleset
from engine.ruleset.vocabulary import values_per

CODES = ("more-than-units", "too-many")

MOST_REPEATED = 200
"""So many values a column may have that rules are repeated for."""

MOST_TEXTS = 2_000
"""So many texts one_of may list."""

MOST_RULES = 1_000
"""So many indicators, adjustments or consequences there may be, repeated ones counted as often as they are repeated."""


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """What is too large."""
    yield from _texts(ruleset)
    yield from _repeated(ruleset)
    yield from _places(ruleset)


def _too_many(path: str, count: int, most: int) -> Problem:
    what = Message("There are too many of them.")
    expected = Message("at most {count}", count=most)
    return Problem("too-many", what, Place(path=path), str(count), expected, Message("Split the scheme in two."))


def _texts(ruleset: Ruleset) -> Iterator[Problem]:
    columns = {f"attributes.{name}": column for name, column in ruleset.attributes.items()}
    for table, rule in ruleset.tables.items():
        columns |= {f"tables.{table}.columns.{name}": column for name, column in rule.columns.items()}
    for address, column in columns.items():
        if isinstance(column, Choice) and len(column.one_of) > MOST_TEXTS:
            yield _too_many(f"{address}.one_of", len(column.one_of), MOST_TEXTS)


def _repeated(ruleset: Ruleset) -> Iterator[Problem]:
    """Formulas with too many values each, and rules that are too many when repeated."""
    sizes = {rule.per: len(values_per(ruleset, rule)) for rule in reversed(ruleset.formulas.values()) if rule.per}
    for name, rule in ruleset.formulas.items():
        if rule.per is not None and len(values_per(ruleset, rule)) > MOST_REPEATED:
            yield _too_many(f"formulas.{name}.per", len(values_per(ruleset, rule)), MOST_REPEATED)
    families: dict[str, Iterable[str | None]] = {
        "indicators": [rule.for_each for _, rule in indicators(ruleset)],
        "adjustments": [rule.for_each for rule in ruleset.adjustments],
        "consequences": [rule.for_each for rule in ruleset.consequences],
        "formulas": [rule.per for rule in ruleset.formulas.values()],
    }
    for family, columns in families.items():
        often = Counter(columns)
        count = sum(times * (1 if column is None else sizes.get(column, 0)) for column, times in often.items())
        if count > MOST_RULES:
            yield _too_many(family, count, MOST_RULES)


def _places(ruleset: Ruleset) -> Iterator[Problem]:
    """Winners, places, and places more or fewer, that there are no units for."""
    most = ruleset.covers.at_most
    numbers: dict[str, int | None] = {}
    for prize in ruleset.prizes:
        numbers[f"prizes.{prize.name}.winners"] = prize.winners
    for quota in ruleset.quotas:
        numbers[f"quotas.{quota.name}.places"] = quota.places
        numbers[f"quotas.{quota.name}.about"] = quota.about
    for address, number in numbers.items():
        if number is not None and number > most:
            what = Message("There are not so many units.")
            expected = Message("at most {count}, as covers says", count=most)
            yield Problem("more-than-units", what, Place(path=address), str(number), expected)
