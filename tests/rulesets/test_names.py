"""The rulesets of the package are found by name; each loads, cites its sources and states its assumptions."""

import pytest
import yaml

import rulesets
from engine.checks import check
from engine.problem import Severity
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


@pytest.mark.parametrize("name", rulesets.names())
def test_percentages_and_scores_have_two_decimals_and_counts_none(name: str) -> None:
    measures = load(rulesets.text(name), name).measures
    assert {measure.decimals for measure in measures.values() if measure.unit in ("%", "分")} == {2}
    assert {measure.decimals for measure in measures.values() if measure.unit not in ("%", "分")} == {0}


def test_the_targets_that_the_text_only_strives_for_are_soft() -> None:
    targets = [target for name in rulesets.names() for target in load(rulesets.text(name), name).targets]
    soft = [target.name for target in targets if not target.hard]
    assert soft == ["村卫生室开工", "村卫生室投用", "工资性收入过半", "企业结对计划退出村", "贷款需求满足"]


@pytest.mark.parametrize(
    ("name", "lacking"),
    [("tongwei/department", ["grades.一般", "grades.较差"]), ("tongwei/township", ["grades.较差"])],
)
def test_the_checks_find_nothing_but_that_a_heavier_grade_lacks_effects_of_a_lighter(
    name: str, lacking: list[str]
) -> None:
    found = check(load(rulesets.text(name), name))
    assert [problem for problem in found if problem.severity is not Severity.NOTE] == []
    assert [problem.place.path for problem in found if problem.code == "effect-lacking"] == lacking


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
