"""Two consequences that can be in force together, and ask incompatible things of one party."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from engine.checks.cases import MOST_CASES, cases_of
from engine.expression import Expression, tree
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Consequence, Ruleset
from engine.ruleset.effects import EffectBase, incompatible, overlap

CODES = ("effects-incompatible",)


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Pairs of effects of which a run would be refused; where a text says 可, only a warning."""
    for rule in ruleset.consequences:
        for one, other in combinations(range(len(rule.then)), 2):
            if _clash(ruleset, rule.then[one], rule.then[other]):
                yield _problem(rule, rule, one, other)
    rules = {rule.name: rule for rule in ruleset.consequences}
    for first, second in combinations(rules.values(), 2):
        clashes = [
            (one, other)
            for one, effect in enumerate(first.then)
            for other, opposite in enumerate(second.then)
            if _clash(ruleset, effect, opposite)
        ]
        if clashes and _together(ruleset, rules, first, second):
            for one, other in clashes:
                yield _problem(first, second, one, other)


def _clash(ruleset: Ruleset, one: EffectBase, other: EffectBase) -> bool:
    return incompatible(one, other) and overlap(ruleset.parties, one.party, other.party)


def _problem(first: Consequence, second: Consequence, one: int, other: int) -> Problem:
    effects = first.then[one], second.then[other]
    what = Message(
        "{first} and {second} can be in force together, but their effects on {parties} exclude each other.",
        first=first.name,
        second=second.name,
        parties=tuple(dict.fromkeys(effect.party for effect in effects)),
    )
    mend = Message("Let one say instead_of: [{name}], or narrow its when.", name=first.name)
    if first is second:
        what = Message(
            "The effects {one} and {other} on {parties} exclude each other.",
            one=one + 1,
            other=other + 1,
            parties=tuple(dict.fromkeys(effect.party for effect in effects)),
        )
        mend = Message("Take one of them out.")
    found = " / ".join(f"{effect.effect}: {', '.join(map(str, effect.fields.values()))}" for effect in effects)
    severity = Severity.WARNING if any(effect.may for effect in effects) else Severity.ERROR
    return Problem(
        "effects-incompatible",
        what,
        Place(path=f"consequences.{second.name}.then.{other + 1}"),
        found,
        mend=mend,
        severity=severity,
    )


def _together(ruleset: Ruleset, rules: Mapping[str, Consequence], first: Consequence, second: Consequence) -> bool:
    """Whether there is a case in which both are in force; taken for granted where there are too many cases."""
    if second.name in first.instead_of or first.name in second.instead_of:
        return False
    alone = cases_of(ruleset, [_apart(ruleset, rule) for rule in (first, second)])
    if alone.count > MOST_CASES:
        return True
    if not any(all(alone.true_in(case)) for case in alone):
        return False
    above = _replacing(rules, {first.name, second.name})
    if not above:
        return True
    names = [first.name, second.name, *above]
    cases = cases_of(ruleset, [_apart(ruleset, rules[name]) for name in names])
    if cases.count > MOST_CASES:
        return True
    for case in cases:
        fired = {name for name, fires in zip(names, cases.true_in(case), strict=True) if fires}
        if {first.name, second.name} <= _in_force(rules, fired):
            return True
    return False


def _replacing(rules: Mapping[str, Consequence], names: set[str]) -> list[str]:
    """The other rules that replace these, directly or through others."""
    found, waiting = set(names), list(names)
    while waiting:
        name = waiting.pop()
        more = {rule.name for rule in rules.values() if name in rule.instead_of} - found
        found |= more
        waiting += more
    return [name for name in rules if name in found - names]


def _in_force(rules: Mapping[str, Consequence], fired: set[str]) -> set[str]:
    """Which of the rules that fire are not replaced, replacing rules first."""
    in_force: set[str] = set()
    waiting = [rules[name] for name in rules if name in fired]
    while waiting:
        free = [rule for rule in waiting if not any(rule.name in other.instead_of for other in waiting)]
        if not free:
            return fired  # a circle, which is said elsewhere
        in_force |= {rule.name for rule in free if not any(rule.name in rules[name].instead_of for name in in_force)}
        waiting = [rule for rule in waiting if rule not in free]
    return in_force


def _apart(ruleset: Ruleset, rule: Consequence) -> Expression:
    """The condition; of a repeated rule with its formula's value kept apart from that of other rules."""
    if rule.for_each is None:
        return rule.when
    per = {name for name, formula in ruleset.formulas.items() if formula.per == rule.for_each}

    def change(node: Expression) -> Expression:
        return tree.Name(f"{node.name}·{rule.name}") if isinstance(node, tree.Name) and node.name in per else node

    return rule.when.map(change)
