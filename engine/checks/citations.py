"""Every source that a rule names is declared."""

from collections.abc import Iterator

from engine.checks.sites import entries, rules
from engine.message import Message
from engine.problem import Place, Problem, did_you_mean
from engine.ruleset import Group, Ruleset

CODES = ("source-unknown",)


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Keys that are not among `sources`."""
    for address, keys in _cited(ruleset):
        for key in keys:
            if key not in ruleset.sources:
                what = Message("There is no source {name}.", name=key)
                mend = did_you_mean(key, ruleset.sources) or Message("Declare it under sources.")
                yield Problem("source-unknown", what, Place(path=f"{address}.source"), key, mend=mend)


def _cited(ruleset: Ruleset) -> Iterator[tuple[str, tuple[str, ...]]]:
    for address, rule in rules(ruleset):
        yield address, rule.source
    for address, entry in entries(ruleset):
        if isinstance(entry, Group):
            yield address, entry.source or ()
    for consequence in ruleset.consequences:
        for number, effect in enumerate(consequence.then, 1):
            yield f"consequences.{consequence.name}.then.{number}", effect.source or ()
    for convention in ruleset.conventions:
        yield f"conventions.{convention.name}", convention.source
