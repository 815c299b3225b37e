"""The rulesets of the package are found by name; each loads, cites its sources and states its assumptions."""

import pytest
import yaml

import rulesets
from engine.source import load


def test_the_names_are_place_and_scheme() -> None:
    assert rulesets.names() == ("tongwei/department", "tongwei/township")


@pytest.mark.parametrize("name", ["tongwei/county", "township", "tongwei", "../rulesets/tongwei/township", ""])
def test_an_unknown_name_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(rulesets.UnknownRuleset) as refused:
        rulesets.text(name)
    assert refused.value.name == name
    assert refused.value.names == rulesets.names()


@pytest.mark.parametrize("name", rulesets.names())
def test_every_ruleset_of_the_package_loads(name: str) -> None:
    assert load(rulesets.text(name), name).text == rulesets.text(name)


@pytest.mark.parametrize("name", rulesets.names())
def test_every_source_that_is_listed_is_cited(name: str) -> None:
    plain = yaml.load(rulesets.text(name), yaml.BaseLoader)
    assert cited(plain) == set(plain["sources"])


@pytest.mark.parametrize("name", rulesets.names())
def test_every_rule_that_rests_on_an_assumption_says_which(name: str) -> None:
    plain = yaml.load(rulesets.text(name), yaml.BaseLoader)
    silent = [rule for rule in rules(plain) if "约定" in listed(rule["source"]) and not {"note", "text"} & set(rule)]
    assert silent == []


@pytest.mark.parametrize("name", rulesets.names())
def test_a_notice_never_has_to_print_the_speech(name: str) -> None:
    plain = yaml.load(rulesets.text(name), yaml.BaseLoader)
    printed = [rule[key] for rule in rules(plain) for key in ("note", "text") if key in rule]
    assert [text for text in printed if "讲话" in text] == []
    assert [basis["title"] for basis in plain["basis"] if "发言" in basis["title"]] == []


def rules(plain: object) -> list[dict[str, object]]:
    """Every mapping with a source, at any depth."""
    if isinstance(plain, dict):
        inner = [rule for value in plain.values() for rule in rules(value)]
        return [plain, *inner] if "source" in plain else inner
    return [rule for value in plain for rule in rules(value)] if isinstance(plain, list) else []


def listed(source: object) -> list[str]:
    return [source] if isinstance(source, str) else list(source) if isinstance(source, list) else []


def cited(plain: object) -> set[str]:
    return {key for rule in rules(plain) for key in listed(rule["source"])}
