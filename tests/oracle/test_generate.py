"""The counties made up for the property tests: they hold every rare case, add up, and mean the same as YAML text."""

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from oracle.census import RARE, census
from oracle.expression import evaluate, parse
from oracle.generate import County, counties, county
from oracle.generate_refused import FAULTS, refused_county
from oracle.questions import Refused
from oracle.shrink import shrunk
from oracle.yaml_text import yaml_text


def test_three_hundred_counties_hold_every_rare_case() -> None:
    hit: Counter[str] = Counter()
    for seed in range(300):
        hit.update(set(census(county(seed))))
    assert [case for case in RARE if hit[case] == 0] == []


def rules_of(ruleset: dict[str, Any]) -> list[dict[str, Any]]:
    """Every rule of a ruleset that must cite a source, but groups."""
    found = [ruleset["ranking"], *indicators_of(ruleset["indicators"], everything=True)]
    for family in ("adjustments", "grades", "prizes", "quotas", "consequences", "targets"):
        found += ruleset[family]
    for family in ("formulas", "parameters"):
        found += ruleset.get(family, {}).values()
    return found


def indicators_of(rules: list[dict[str, Any]], everything: bool, **attributes: Any) -> list[dict[str, Any]]:
    """The indicators of a class of units, or all of them; those repeated for three causes three times."""
    found = []
    for rule in rules:
        only = parse(rule.get("only", "1 == 1"))
        if everything or evaluate(only, lambda leaf: attributes[leaf[1]]):
            if "group" in rule:
                found += indicators_of(rule["indicators"], everything, **attributes)
            else:
                found += [rule] * (3 if "for_each" in rule else 1)
    return found


@given(counties())
@settings(max_examples=60)
def test_rulesets_are_valid(made: County) -> None:
    rules = rules_of(made.ruleset)
    assert all(rule.get("source") for rule in rules)
    for family in ("adjustments", "prizes", "quotas", "consequences", "targets"):
        names = [rule["name"] for rule in made.ruleset[family]]
        assert len(names) == len(set(names))
    for area in "东西":
        for kind in ("山区", "川区", "城郊"):
            for poor in (True, False):
                indicators = indicators_of(
                    made.ruleset["indicators"], everything=False, 片区=area, 类别=kind, 贫困乡=poor
                )
                points = [Fraction(one["points"]) for one in indicators]
                assert sum(points) == Fraction(made.ruleset["scoring"]["full_marks"])


@given(counties())
@settings(max_examples=60)
def test_points_adjustments_and_corrections_add_up(made: County) -> None:
    if made.totals is not None:
        return
    for unit in made.judge()["units"].values():
        lines = [*unit["points"].values(), *unit["adjustments"].values(), *unit["corrections"].values()]
        assert sum(map(Fraction, lines)) == Fraction(unit["total"])


@given(counties())
@settings(max_examples=60)
def test_the_order_of_the_rows_does_not_matter(made: County) -> None:
    made.decisions["decisions"].clear()
    found = made.judge()["units"]
    made.data["units"].reverse()
    for rows in made.data["tables"].values():
        rows.reverse()
    made.history.reverse()
    assert made.judge()["units"] == found


@given(counties())
@settings(max_examples=30)
def test_yaml_text_reads_back_as_the_same_ruleset(made: County) -> None:
    assert yaml.safe_load(yaml_text(made.ruleset)) == made.ruleset


def test_the_same_seed_gives_the_same_county() -> None:
    assert county(7) == county(7)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("seed", range(8))
def test_a_faulty_county_is_refused(seed: int, fault: str) -> None:
    with pytest.raises(Refused):
        refused_county(seed, fault).judge()


def test_a_county_shrinks_to_what_matters() -> None:
    def vetoed(made: County) -> bool:
        return any(unit.vetoes for unit in made.run().units)

    seed = next(seed for seed in range(100) if vetoed(county(seed)))
    small = shrunk(county(seed), vetoed)
    assert len(small.data["units"]) == 1
    assert small.ruleset["consequences"] == []
