"""Two consequences that can be in force together, and ask incompatible things of one party."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from engine.checks.cases import MOST_CASES, MOST_IN_ALL, Cases, cases_of, grades_of
from engine.expression import Expression, tree
from engine.message import Message
from engine.problem import Place, Problem, Severity
from engine.ruleset import Consequence, Ruleset
from engine.ruleset.effects import EffectBase, incompatible, overlap
from engine.ruleset.vocabulary import names_of

MOST_PAIRS = 300
"""So many pairs of consequences that conflict are listed; the rest would say nothing new."""

CODES = ("effects-incompatible", "effects-unchecked")


def check(ruleset: Ruleset) -> Iterator[Problem]:
    """Pairs of effects of which a run would be refused; where a text says 可, only a warning."""
    for rule in ruleset.consequences:
        for one, other in combinations(range(len(rule.then)), 2):
            if _clash(ruleset, rule.then[one], rule.then[other]):
                yield _problem(rule, rule, one, other)
    together = _Together(ruleset)
    listed = 0
    for first, second in combinations(ruleset.consequences, 2):
        if not together.may(first, second):
            continue
        clashes = [
            (one, other)
            for one, effect in enumerate(first.then)
            for other, opposite in enumerate(second.then)
            if _clash(ruleset, effect, opposite)
        ]
        if not clashes:
            continue
        verdict = together.sure(first, second)
        listed += verdict is not False
        if listed > MOST_PAIRS:
            return
        for one, other in clashes if verdict is not False else []:
            yield _problem(first, second, one, other) if verdict else _unchecked(first, second, one, other)


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


def _unchecked(first: Consequence, second: Consequence, one: int, other: int) -> Problem:
    """The same as a warning, where there are too many cases to try: the run itself refuses what does conflict."""
    what = Message(
        "Whether {first} and {second} can be in force together was not tried: there are too many cases. "
        "Their effects on {parties} exclude each other.",
        first=first.name,
        second=second.name,
        parties=tuple(dict.fromkeys((first.then[one].party, second.then[other].party))),
    )
    problem = _problem(first, second, one, other)
    return replace(problem, code="effects-unchecked", what=what, severity=Severity.WARNING)


class _Together:
    """Which consequences can be in force together."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._rules = {rule.name: rule for rule in ruleset.consequences}
        self._unit = names_of(ruleset).unit
        self._grades = {name: grades_of(ruleset, rule.when) for name, rule in self._rules.items()}
        self._left = MOST_IN_ALL

    def may(self, first: Consequence, second: Consequence) -> bool:
        """Whether neither replaces the other, and one grade may bring about both."""
        replaces = second.name in first.instead_of or first.name in second.instead_of
        return not replaces and bool(self._grades[first.name] & self._grades[second.name])

    def sure(self, first: Consequence, second: Consequence) -> bool | None:
        """Whether there is a case in which both are in force; None where there are too many cases to try."""
        alone = self._cases([first, second])
        if alone is None:
            return None
        if not any(all(alone.true_in(case)) for case in alone):
            return False
        above = _replacing(self._rules, {first.name, second.name})
        if not above:
            return True
        names = [first.name, second.name, *above]
        cases = self._cases([self._rules[name] for name in names])
        if cases is None:
            return None
        for case in cases:
            fired = {name for name, fires in zip(names, cases.true_in(case), strict=True) if fires}
            if {first.name, second.name} <= _in_force(self._rules, fired):
                return True
        return False

    def _cases(self, rules: list[Consequence]) -> Cases | None:
        cases = cases_of(self._ruleset, [_apart(self._ruleset, rule) for rule in rules], self._unit)
        if cases.count > min(MOST_CASES, self._left):
            return None
        self._left -= cases.count
        return cases


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
