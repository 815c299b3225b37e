"""The counties made up for the property tests: they hold every rare case, add up, and mean the same as YAML text."""

from collections import Counter
from fractions import Fraction

import pytest
import yaml
from hypothesis import given, settings
from oracle.census import RARE, census
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


@given(counties())
@settings(max_examples=60, deadline=None)
def test_points_adjustments_and_corrections_add_up(made: County) -> None:
    if made.totals is not None:
        return
    for unit in made.judge()["units"].values():
        lines = [*unit["points"].values(), *unit["adjustments"].values(), *unit["corrections"].values()]
        assert sum(map(Fraction, lines)) == Fraction(unit["total"])


@given(counties())
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_rows_does_not_matter(made: County) -> None:
    made.decisions["decisions"].clear()
    found = made.judge()["units"]
    made.data["units"].reverse()
    for rows in made.data["tables"].values():
        rows.reverse()
    made.history.reverse()
    assert made.judge()["units"] == found


@given(counties())
@settings(max_examples=30, deadline=None)
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
