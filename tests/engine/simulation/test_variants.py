"""Many variants in one run against the oracle, which scores each of them alone from its own edited ruleset."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from oracle.generate import County, county
from oracle.questions import Refused
from oracle.scoring import told
from varied import edited, prepared

from engine.fixed import fixed
from engine.preparation import Prepared
from engine.problem import Problems
from engine.simulation.variants import Outcomes, Variants, outcomes
from engine.source.address import Addresses

VARIANTS = 3
RARE = (
    "open tie",
    "decided tie",
    "veto",
    "withdrawn",
    "grade moved",
    "winners moved",
    "share moved",
    "groups",
    "unknown",
    "place left",
)


def another(path: str, text: str, rng: Random) -> str:
    """Another number near the one that stands at a path."""
    key = path.rpartition(".")[2]
    if key in ("winners", "places"):
        return str(rng.randint(1, 4))
    if key == "share":
        return str(rng.randint(0, 60) / Decimal(100))
    number = Decimal(text)
    step = Decimal(rng.randint(-300, 300)) / 100
    if key in ("amount", "floor"):
        return str(number + step)
    return str(max(number + step, Decimal("0.01")))


def changed(given: County, base: Prepared, rng: Random) -> list[dict[str, str]]:
    """New numbers for some paths of a county, for each variant; corners must rise and are left alone."""
    addresses = Addresses(given.ruleset)
    stated = [path for path in sorted(base.plan.variable) if addresses.known(path) and not path.endswith(".at")]
    paths = rng.sample(stated, min(len(stated), rng.randint(1, 8)))
    return [{path: another(path, base.plan.number(path).texts()[0], rng) for path in paths} for _ in range(VARIANTS)]


@pytest.mark.no_cover
def test_each_variant_is_what_the_oracle_makes_of_it_alone() -> None:
    seen: Counter[str] = Counter()
    for seed in range(200):
        given, rng = county(seed), Random(seed)
        if given.totals is not None:
            continue
        try:
            base = prepared(given)
        except Problems:
            continue
        changes = changed(given, base, rng)
        columns = {path: fixed(*(change[path] for change in changes), shape=(VARIANTS, 1)) for path in changes[0]}
        together = outcomes(base, Variants(VARIANTS, columns))
        for number, change in enumerate(changes):
            alone = replace(given, ruleset=edited(given.ruleset, change))
            try:
                said = told(alone.run())
            except Refused:  # a decision no longer answers a question, or effects are now incompatible
                continue
            compare(base, together, number, said, seen, f"seed {seed}, variant {number}: {change}")
            seen["variant"] += 1
        seen["grade moved"] += any(path.endswith(".from") and path.startswith("grades") for path in columns)
        seen["winners moved"] += any(path.endswith(".winners") for path in columns)
        seen["share moved"] += any(path.endswith(".share") for path in columns)
        seen["groups"] += base.groups is not None
    assert seen["variant"] >= 350
    assert [case for case in RARE if not seen[case]] == []


def compare(base: Prepared, found: Outcomes, number: int, said: dict[str, Any], seen: Counter[str], where: str) -> None:
    """Everything of one variant: totals, grades, ranks, awards, consequences."""
    ruleset = base.inputs.ruleset
    assert set(said["units"]) == set(base.units), where
    ties = [name for name in said["open"] if name.startswith(("prizes/", "quotas/"))]
    money = Fraction(0)
    for index, unit in enumerate(base.units):
        one = said["units"][unit]
        total = Fraction(int(found.total.scaled[number, index]), 10**found.total.decimals)
        assert total == Fraction(one["total"]), (where, unit)
        assert ruleset.grades[found.grades[number, index]].grade == one["grade"], (where, unit)
        assert int(found.ranks[number, index]) == (one["rank"] or 0), (where, unit)
        seen["veto"] += bool(one["vetoes"])
        seen["withdrawn"] += one["withdrawn"]
        for family, awards in (("prizes", found.awards.prizes), ("quotas", found.awards.quotas)):
            won = [each["name"] if family == "prizes" else each for each in one[family]]
            for name, award in awards.items():
                sure, possible = bool(award.sure[number, index]), bool(award.possible[number, index])
                assert possible or not sure
                assert sure == (name in won), (where, unit, name)
                tied = any(unit in tie.split("/")[-1].split("+") for tie in ties)
                assert possible == (sure or (possible and tied)), (where, unit, name)
                seen["open tie"] += possible and not sure
        for family, awards in (("prizes", found.awards.prizes), ("quotas", found.awards.quotas)):
            open_ties = [tie for tie in ties if tie.startswith(f"{family}/") and unit in tie.split("/")[-1].split("+")]
            hangs = [name for name, award in awards.items() if (award.possible & ~award.sure)[number, index]]
            assert bool(hangs) == bool(open_ties), (where, unit, family)
        money += sum((Fraction(each["amount"]) for each in one["prizes"]), Fraction(0))
        if not ties:
            for name, mask in found.decided.in_force.items():
                applied = {each["rule"] for each in one["consequences"]}
                if mask[number, index] != (name in applied):
                    rule = next(rule for rule in base.plan.consequences if rule.name == name)
                    assert all(effect.may for effect in rule.rule.then), (where, unit, name)
                seen["unknown"] += bool(found.decided.unknown[name][number, index])
    if not ties:
        paid = found.awards.money
        assert Fraction(int(paid.scaled[number]), 10**paid.decimals) == money, where
        least = found.awards.least
        assert sum(Fraction(int(each), 10**least.decimals) for each in least.scaled[number].tolist()) == money, where
        for name, taken in found.awards.taken.items():
            holders = sum(name in said["units"][unit]["quotas"] for unit in base.units)
            assert int(taken[number]) == holders, (where, name)
            seen["place left"] += holders < int(found.awards.places[name][number])
        decided = {each["question"] for each in base.inputs.decisions.as_plain()["decisions"]}
        seen["decided tie"] += any(key.startswith(("prizes/", "quotas/")) and "+" in key for key in decided)
