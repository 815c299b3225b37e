"""Parties: each is described in one way, within parties that there are, and every effect concerns one of them."""

from collections.abc import Iterator

from engine.checks.graphs import cycles
from engine.message import Message
from engine.problem import Place, Problem, did_you_mean
from engine.ruleset import Ruleset

CODES = ("party-cycle", "party-shape", "party-unknown")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Unknown parties, circles, and descriptions that do not go together."""
    parties = ruleset.parties
    for name, party in parties.items():
        given = [each for each in (party.kind, party.within, party.all) if each is not None]
        if len(given) != 1 or (party.all is None) != (party.except_ is None):
            what = Message("The party is not described in one way.")
            expected = Message("kind, or within, or all with except")
            yield Problem("party-shape", what, Place(path=f"parties.{name}"), expected=expected)
        for key, other in (("within", party.within), ("all", party.all), ("except", party.except_)):
            if other is not None and other not in parties:
                yield _unknown(other, ruleset, f"parties.{name}.{key}")
    for cycle in cycles({name: [party.above] if party.above else [] for name, party in parties.items()}):
        found = " → ".join([*cycle, cycle[0]])
        yield Problem(
            "party-cycle", Message("The parties are parts of each other."), Place(path=f"parties.{cycle[0]}"), found
        )
    for rule in ruleset.consequences:
        for number, effect in enumerate(rule.then, 1):
            if effect.party not in parties:
                yield _unknown(effect.party, ruleset, f"consequences.{rule.name}.then.{number}.party")


def _unknown(name: str, ruleset: Ruleset, address: str) -> Problem:
    mend = did_you_mean(name, ruleset.parties) or Message("Declare it under parties.")
    return Problem(
        "party-unknown", Message("There is no party {name}.", name=name), Place(path=address), name, mend=mend
    )
